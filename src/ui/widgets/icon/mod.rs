//! Icons: one sprite that `index.html` takes in when it is built, one enum that names what is in it.
//! Icons say nothing to screen readers; the control around one has the name.
//!
//! The sprite is the app's own drawing on a 16 pixel grid; several shapes follow Lucide
//! (<https://lucide.dev>, ISC licence).

mod name;

use crate::ui::prelude::*;

pub use name::IconName;

/// Sizes of an icon in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IconSize {
    /// 16: in rows and in buttons with an icon alone.
    #[default]
    Normal,
    /// 14: beside text in a control.
    Small,
    /// 12: chevrons.
    Tiny,
}

/// One icon.
#[component]
pub fn Icon(
    /// Which one.
    #[prop(into)]
    name: Signal<IconName>,
    /// How large.
    #[prop(optional)]
    size: IconSize,
    /// More classes, such as `tw`, `plain`, `i--sent`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let size = match size {
        IconSize::Normal => "i",
        IconSize::Small => "i i--s",
        IconSize::Tiny => "i i--xs",
    };
    let class = if class.is_empty() { size.to_owned() } else { format!("{size} {class}") };
    view! {
        <svg class=class aria-hidden="true">
            <use href=move || name.get().href()></use>
        </svg>
    }
    .into_any()
}

/// The app's mark: two waves, the second higher.
#[component]
pub fn BrandMark() -> impl IntoView {
    view! {
        <svg class="brand__mark" aria-hidden="true">
            <use href=IconName::Mark.href()></use>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPRITE: &str = include_str!("sprite.svg");
    const NAMES: &str = include_str!("name.rs");

    #[test]
    fn every_icon_has_its_symbol_and_every_symbol_its_icon() {
        let hrefs: Vec<&str> =
            NAMES.split("=> \"#").skip(1).filter_map(|it| it.split('"').next()).collect();
        assert!(hrefs.len() > 20, "the list was not found");
        for href in &hrefs {
            assert!(SPRITE.contains(&format!("<symbol id=\"{href}\" ")), "no symbol for {href}");
        }
        assert_eq!(SPRITE.matches("<symbol ").count(), hrefs.len(), "a symbol without a name");
        assert!(hrefs.contains(&IconName::Mark.href().trim_start_matches('#')));
    }
}
