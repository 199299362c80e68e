//! What a person chooses from in menus and in the settings alike.

use crate::{
    app::App,
    core::model::{Language, Theme},
    ui::prelude::With,
};

use super::widgets::MenuItem;

/// The languages.
pub fn languages(app: App) -> Vec<MenuItem> {
    let now = app.language();
    [(Language::En, "English", "en"), (Language::PtBr, "Português (Brasil)", "pt-BR")]
        .into_iter()
        .map(|(language, name, tag)| {
            MenuItem::new(name, move || app.set(|settings| settings.language = Some(language)))
                .chosen(language == now)
                .lang(tag)
        })
        .collect()
}

/// The colours.
pub fn themes(app: App) -> Vec<MenuItem> {
    let t = app.t();
    let now = app.settings.with(|settings| settings.theme);
    [(Theme::System, t.theme_system), (Theme::Light, t.theme_light), (Theme::Dark, t.theme_dark)]
        .into_iter()
        .map(|(theme, name)| {
            MenuItem::new(name, move || app.set(|settings| settings.theme = theme))
                .chosen(theme == now)
        })
        .collect()
}

/// The orders of messages.
pub fn orders(app: App) -> Vec<MenuItem> {
    let t = app.t();
    let now = app.settings.with(|settings| settings.newest_first);
    [(false, t.newest_last), (true, t.newest_first)]
        .into_iter()
        .map(|(newest_first, name)| {
            MenuItem::new(name, move || app.set(|settings| settings.newest_first = newest_first))
                .chosen(newest_first == now)
        })
        .collect()
}
