//! Language, theme, and numbers and times as the person reads them.

use leptos::prelude::*;

use crate::{
    browser::page,
    core::{
        model::{Language, Theme},
        payload::size,
        text::{self, Texts, fill, plural},
    },
};

use super::App;

/// The language the browser asks for.
pub(super) fn browser_language() -> Language {
    let tags = page::languages();
    text::choose_language(tags.iter().map(String::as_str))
}

impl App {
    /// The language on the screen.
    pub fn language(self) -> Language {
        self.settings.with(|settings| settings.language).unwrap_or(self.browser_language)
    }

    /// The texts on the screen. Reading them in a closure follows the language.
    pub fn t(self) -> &'static Texts {
        text::texts(self.language())
    }

    /// The texts on the screen, for handlers.
    pub fn t_untracked(self) -> &'static Texts {
        untrack(|| self.t())
    }

    /// The text chosen by `pick`, as a signal that follows the language.
    pub fn text(self, pick: fn(&Texts) -> &'static str) -> Signal<String> {
        Signal::derive(move || pick(self.t()).to_owned())
    }

    /// A count with its noun in the right form; `{count}` is filled with grouped digits.
    pub fn count(
        self,
        count: u64,
        one: fn(&Texts) -> &'static str,
        other: fn(&Texts) -> &'static str,
    ) -> String {
        let t = self.t();
        let template = plural(self.language(), count, one(t), other(t));
        fill(template, &[("count", &size::count(count, self.language()))])
    }

    pub(super) fn begin_locale(self) {
        Effect::new(move || {
            page::set_language(match self.language() {
                Language::En => "en",
                Language::PtBr => "pt-BR",
            });
        });
        Effect::new(move || {
            page::set_theme(match self.settings.with(|settings| settings.theme) {
                Theme::System => None,
                Theme::Light => Some("light"),
                Theme::Dark => Some("dark"),
            });
        });
    }
}
