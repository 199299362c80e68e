//! What the app tells a person apart from the item on the screen: one toast at a time, and notices
//! that stay until their cause is gone.

use leptos::prelude::*;

use crate::core::{model::ItemId, storage::Unreadable};

/// The signals of all notices.
#[derive(Clone, Copy)]
pub struct Notices {
    /// The toast on the screen.
    pub toast: RwSignal<Option<Toast>>,
    /// Notices that stay until dismissed, oldest first.
    pub lasting: RwSignal<Vec<Lasting>>,
    next: StoredValue<u32>,
}

/// A short message that goes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells one toast from the next with the same text.
    pub number: u32,
    /// Translated.
    pub text: String,
    /// Offers *Undo* of the last change of the tree or of rows.
    pub with_undo: bool,
}

/// A message that stays.
#[derive(Clone, Debug, PartialEq)]
pub struct Lasting {
    /// Names it.
    pub number: u32,
    /// What it says.
    pub body: LastingBody,
}

/// What a lasting notice says.
#[derive(Clone, Debug, PartialEq)]
pub enum LastingBody {
    /// A file could not be imported: title and explanation, translated.
    Problem {
        /// What did not happen.
        title: String,
        /// Why, and what to do.
        text: String,
    },
    /// Something a person should know, translated.
    Information(String),
    /// A collection was deleted in another tab, translated. Until it is back.
    GoneElsewhere(ItemId, String),
    /// A stored entry could not be read; offered for download.
    Unreadable(Unreadable),
}

impl Notices {
    pub(super) fn new() -> Self {
        Self { toast: RwSignal::new(None), lasting: RwSignal::default(), next: StoredValue::new(0) }
    }

    fn number(self) -> u32 {
        self.next.update_value(|next| *next += 1);
        self.next.get_value()
    }

    /// Shows a toast in the place of the one before.
    pub fn toast(self, text: String, with_undo: bool) {
        self.toast.set(Some(Toast { number: self.number(), text, with_undo }));
    }

    /// Shows a notice until it is dismissed.
    pub fn add(self, body: LastingBody) {
        let number = self.number();
        self.lasting.update(|lasting| lasting.push(Lasting { number, body }));
    }

    pub(super) fn add_unreadable(self, entries: Vec<Unreadable>) {
        for entry in entries {
            self.add(LastingBody::Unreadable(entry));
        }
    }

    /// Takes problems of earlier attempts off the screen.
    pub(super) fn dismiss_problems(self) {
        self.lasting
            .update(|lasting| lasting.retain(|it| !matches!(it.body, LastingBody::Problem { .. })));
    }

    /// Takes off the screen that a collection is gone which is back.
    pub(super) fn dismiss_returned(self, is_back: impl Fn(ItemId) -> bool) {
        let says_gone =
            |it: &Lasting| matches!(it.body, LastingBody::GoneElsewhere(id, _) if is_back(id));
        if self.lasting.with_untracked(|lasting| lasting.iter().any(says_gone)) {
            self.lasting.update(|lasting| lasting.retain(|it| !says_gone(it)));
        }
    }

    /// Takes a notice off the screen.
    pub fn dismiss(self, number: u32) {
        self.lasting.update(|lasting| lasting.retain(|it| it.number != number));
    }
}
