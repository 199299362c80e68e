//! A field whose text becomes another one in the app, as a parameter that is encoded or a number
//! that is read: until it is left, it shows what was typed, and the caret stays where it is.

use crate::ui::prelude::*;

/// What is typed into one field.
#[derive(Clone, Copy)]
pub struct Typed {
    value: Signal<String>,
    /// What was typed, and what it became: when that changes by itself, it counts instead.
    typed: RwSignal<Option<(String, String)>>,
}

impl Typed {
    /// Of a field that nobody typed into yet, and the value it stands for.
    pub fn new(value: Signal<String>) -> Self {
        Self { value, typed: RwSignal::new(None) }
    }

    /// What the field shows.
    pub fn shown(self) -> Signal<String> {
        Signal::derive(move || {
            let value = self.value.get();
            let typed = self.typed.with(|it| {
                it.as_ref().filter(|(_, became)| *became == value).map(|(typed, _)| typed.clone())
            });
            typed.unwrap_or(value)
        })
    }

    /// A person typed; `put` makes the value of it.
    pub fn on_input(self, text: String, put: impl FnOnce(&str)) {
        put(&text);
        self.typed.set(Some((text, self.value.get_untracked())));
    }

    /// The field was left; it may be gone.
    pub fn left(self) {
        if self.typed.try_with_untracked(Option::is_some) == Some(true) {
            self.typed.set(None);
        }
    }
}
