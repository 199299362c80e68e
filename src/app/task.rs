//! Work that waits for the browser: the only place that starts it. Such work outlives whatever began
//! it; the signals it touches belong to the root, which lives as long as the page.

/// Starts work that goes on by itself.
#[expect(clippy::disallowed_methods, reason = "the one place that starts tasks")]
pub(super) fn start(work: impl Future<Output = ()> + 'static) {
    leptos::task::spawn_local(work);
}
