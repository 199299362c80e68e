//! The list of names of one field, and whether its tip shows: what a person does with them.

use crate::ui::prelude::*;
use leptos::ev::KeyboardEvent;
use web_sys::Element;

use super::Variables;
use crate::{
    browser::dom,
    core::variables::{Completion, Open, completions, open_at},
};

/// State of one field.
#[derive(Clone, Copy)]
pub struct Assist {
    variables: Variables,
    list: RwSignal<Option<Choices>>,
    attention: RwSignal<Attention>,
}

/// Names that can be chosen.
#[derive(Clone, Debug, PartialEq)]
struct Choices {
    open: Open,
    names: Vec<Completion>,
    at: usize,
}

/// Whether a person looks at the field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Attention {
    hovered: bool,
    focused: bool,
    /// Escape took the tip away, until the field is looked at anew.
    dismissed: bool,
}

impl Assist {
    /// Of a field that nobody looks at.
    pub fn new(variables: Variables) -> Self {
        Self { variables, list: RwSignal::new(None), attention: RwSignal::default() }
    }

    /// Whether the list stands open.
    pub fn is_open(self) -> bool {
        self.list.with(Option::is_some)
    }

    /// Which line of the list is chosen.
    pub fn active(self) -> Option<usize> {
        self.list.with(|list| list.as_ref().map(|it| it.at))
    }

    /// Where the name begins that is being typed, in UTF-16 units.
    pub(super) fn start(self) -> Option<usize> {
        self.list.with_untracked(|list| list.as_ref().map(|it| it.open.span.start))
    }

    /// Whether the tip may show.
    pub(super) fn is_looked_at(self) -> bool {
        let it = self.attention.get();
        (it.hovered || it.focused) && !it.dismissed && !self.is_open()
    }

    /// The names to choose from.
    pub(super) fn names(self) -> Vec<Completion> {
        self.list.with(|list| list.as_ref().map(|it| it.names.clone()).unwrap_or_default())
    }

    /// A person typed: opens the list where a name is being typed.
    pub fn typed(self, field: &Element, text: &str) {
        let choices = dom::caret(field).and_then(|caret| open_at(text, caret)).and_then(|open| {
            let names =
                self.variables.scopes.with_untracked(|scopes| completions(&open.typed, scopes));
            (!names.is_empty()).then_some(Choices { open, names, at: 0 })
        });
        self.list.set(choices);
    }

    /// Closes the list.
    pub fn close(self) {
        if self.list.try_with_untracked(Option::is_some) == Some(true) {
            self.list.set(None);
        }
    }

    /// The focus came.
    pub fn focused(self) {
        self.attention.update(|it| *it = Attention { focused: true, dismissed: false, ..*it });
    }

    /// The focus left.
    pub fn left(self) {
        self.close();
        self.attention.try_update(|it| it.focused = false);
    }

    /// The pointer came or left.
    pub fn hovered(self, hovered: bool) {
        if self.attention.with_untracked(|it| it.hovered == hovered) {
            return;
        }
        self.attention.update(|it| *it = Attention { hovered, dismissed: false, ..*it });
    }

    /// A key in a field that is on the page: the list and the tip take theirs, its owner the others.
    pub fn on_key(
        self,
        field: Option<&Element>,
        event: KeyboardEvent,
        owner: Option<Callback<KeyboardEvent>>,
    ) {
        if !field.is_some_and(|field| self.takes_key(field, &event))
            && let Some(owner) = owner
        {
            owner.run(event);
        }
    }

    /// Keys of the list and the tip. Answers whether the key was one.
    fn takes_key(self, field: &Element, event: &KeyboardEvent) -> bool {
        if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return false;
        }
        let key = event.key();
        let Some((at, count)) =
            self.list.with_untracked(|list| list.as_ref().map(|it| (it.at, it.names.len())))
        else {
            return key == "Escape" && self.dismiss(event);
        };
        match key.as_str() {
            "ArrowDown" => self.go_to((at + 1) % count),
            "ArrowUp" => self.go_to((at + count - 1) % count),
            "Enter" | "Tab" if !event.shift_key() => self.choose(field, at),
            "Escape" => self.close(),
            "ArrowLeft" | "ArrowRight" | "Home" | "End" => {
                self.close();
                return false;
            }
            _ => return false,
        }
        event.prevent_default();
        event.stop_propagation();
        true
    }

    /// Puts a name in the place of what was typed of it.
    pub(super) fn choose(self, field: &Element, at: usize) {
        let chosen = self.list.with_untracked(|list| {
            let list = list.as_ref()?;
            Some((list.open.span.clone(), list.names.get(at)?.written()))
        });
        if let Some((span, text)) = chosen {
            dom::type_in(field, span, &text);
        }
        self.close();
    }

    fn go_to(self, at: usize) {
        self.list.update(|list| {
            if let Some(list) = list {
                list.at = at;
            }
        });
    }

    /// Takes the tip away. The key is left to others when there is none.
    fn dismiss(self, event: &KeyboardEvent) -> bool {
        let was_there = untrack(|| self.is_looked_at());
        self.attention.update(|it| it.dismissed = true);
        if was_there {
            event.stop_propagation();
        }
        was_there
    }
}
