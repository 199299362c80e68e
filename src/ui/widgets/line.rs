//! A line of text with an icon before it: what is good to know, and what is wrong.

use crate::ui::prelude::*;

use super::{Icon, IconName};

/// Says what is good to know at this place.
#[component]
pub fn NoticeLine(
    /// What kind of notice it is.
    #[prop(into)]
    icon: IconName,
    /// Its `id`.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Its classes.
    #[prop(default = "notice")]
    class: &'static str,
    /// What it says.
    children: Children,
) -> impl IntoView {
    // A mere remark is not to catch the eye.
    let look = if matches!(icon, IconName::Info | IconName::Check) { "plain" } else { "" };
    view! {
        <p class=class id=id>
            <Icon name=icon class=look />
            <span>{children()}</span>
        </p>
    }
    .into_any()
}

/// Says what is wrong at this place.
#[component]
pub fn ErrorLine(
    /// Its `id`.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Its classes.
    #[prop(default = "errline")]
    class: &'static str,
    /// It is read out when it comes; what stands in a live region is read out by that.
    #[prop(optional)]
    alert: bool,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <p class=class id=id role=alert.then_some("alert")>
            <Icon name=IconName::Failed />
            <span>{children()}</span>
        </p>
    }
    .into_any()
}

/// The place of an error line, which is read out when it comes.
#[component]
pub fn ErrorPlace(
    /// Its `id`, there with or without an error.
    #[prop(optional)]
    id: Option<&'static str>,
    /// What is wrong, if anything is.
    #[prop(into)]
    text: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div id=id role="alert">
            {move || text.get().map(|text| view! { <ErrorLine>{text}</ErrorLine> })}
        </div>
    }
    .into_any()
}
