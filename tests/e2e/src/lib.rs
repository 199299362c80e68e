//! Drives the built app in real browsers and finds everything the way people and screen readers
//! do: by role and accessible name (names are a promise of the app: changing one is a breaking change).
//!
//! One test gets one [`Page`]: a fresh browser profile, a small web server with the built app under
//! `/a/b/`, and the real test server in this same process, so that a test can assert both on what
//! the person sees and on what the server saw. Every step waits for its condition; a condition that
//! never comes fails the test with what was awaited and what was on the screen, and leaves a
//! screenshot, the page and the console in `target/e2e-failures/`.
//!
//! It must not know how the app is built inside: no CSS classes, no ids, no storage keys beyond the
//! app's own prefix.
//!
//! Steps panic when they fail: a failed step is a failed test, and flows read without noise.

mod accessibility;
mod artifacts;
mod axe;
mod browser;
mod edition;
mod files;
mod flow;
mod input;
mod page;
mod query;
mod run;
mod sample;
mod site;
mod third_parties;
mod window;

pub use accessibility::Node;
pub use axe::Violation;
pub use browser::{Browser, Setup};
pub use edition::Edition;
pub use page::Page;
pub use query::{
    Name, Query, Seen, alert, any, button, checkbox, combobox, dialog, ends, has, heading, listbox,
    menu, menuitem, message, of_role, option, radio, region, searchbox, starts, status, tab,
    textbox, treeitem,
};
pub use run::run;
pub use sample::{CollectionFile, folder, socket};
pub use site::Trouble;
pub use window::Tab;

/// Declares one flow and the browsers it runs in:
/// `browser_test! { chromium, firefox; async fn connects(page) { … } }`.
/// `with SETUP;` before `async` chooses language and window size.
#[macro_export]
macro_rules! browser_test {
    ($($browser:ident),+; async fn $name:ident($page:ident) $body:block) => {
        $crate::browser_test! { $($browser),+; with $crate::Setup::default(); async fn $name($page) $body }
    };
    ($($browser:ident),+; with $setup:expr; async fn $name:ident($page:ident) $body:block) => {
        mod $name {
            #[allow(unused_imports, reason = "a short flow may need none of its file's names")]
            use super::*;

            async fn flow($page: &$crate::Page) $body

            $(
                #[test]
                fn $browser() {
                    $crate::run(module_path!(), $crate::Browser::$browser(), $setup, flow);
                }
            )+
        }
    };
}
