//! Timers of the page: after a delay, again and again, with the next frame. Each is a guard that
//! stops its timer when dropped. The worker has its own ([`super::alarm`]).
//!
//! A callback may drop its own guard. Without a window, or while the page goes away, a timer never
//! calls.

use js_sys::Function;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Window;

/// Calls once after a delay, unless dropped before.
#[must_use = "dropping a timer stops it"]
pub struct Timeout {
    _guard: Guard,
}

impl Timeout {
    /// Starts the timer.
    pub fn once(delay_ms: u32, callback: impl FnOnce() + 'static) -> Self {
        let guard = Guard::new(Closure::once(callback), clear_timeout, |window, function| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(function, millis(delay_ms))
                .ok()
        });
        Self { _guard: guard }
    }

    /// Starts a timer that nothing stops, for what must happen even when its owner is gone.
    pub fn once_detached(delay_ms: u32, callback: impl FnOnce() + 'static) {
        let Some(window) = web_sys::window() else {
            return;
        };
        let callback = Closure::once_into_js(callback);
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                callback.unchecked_ref(),
                millis(delay_ms),
            )
            .unwrap_or_default();
    }
}

/// Calls again and again until dropped.
#[must_use = "dropping a timer stops it"]
pub struct Interval {
    _guard: Guard,
}

impl Interval {
    /// Starts the timer.
    pub fn every(period_ms: u32, callback: impl FnMut() + 'static) -> Self {
        let guard = Guard::new(Closure::new(callback), clear_interval, |window, function| {
            window
                .set_interval_with_callback_and_timeout_and_arguments_0(function, millis(period_ms))
                .ok()
        });
        Self { _guard: guard }
    }
}

/// Calls with the next frame the browser draws, unless dropped before. While the page is hidden
/// the browser draws no frames and the call waits.
#[must_use = "dropping a timer stops it"]
pub struct AnimationFrame {
    _guard: Guard,
}

impl AnimationFrame {
    /// Asks for the next frame.
    pub fn request(callback: impl FnOnce() + 'static) -> Self {
        let guard = Guard::new(Closure::once(callback), cancel_frame, |window, function| {
            window.request_animation_frame(function).ok()
        });
        Self { _guard: guard }
    }
}

struct Guard {
    handle: Option<i32>,
    stop: fn(&Window, i32),
    _callback: Closure<dyn FnMut()>,
}

impl Guard {
    fn new(
        callback: Closure<dyn FnMut()>,
        stop: fn(&Window, i32),
        start: impl FnOnce(&Window, &Function) -> Option<i32>,
    ) -> Self {
        let function = callback.as_ref().unchecked_ref();
        let handle = web_sys::window().and_then(|window| start(&window, function));
        Self { handle, stop, _callback: callback }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let (Some(handle), Some(window)) = (self.handle, web_sys::window()) {
            (self.stop)(&window, handle);
        }
    }
}

fn clear_timeout(window: &Window, handle: i32) {
    window.clear_timeout_with_handle(handle);
}

fn clear_interval(window: &Window, handle: i32) {
    window.clear_interval_with_handle(handle);
}

fn cancel_frame(window: &Window, handle: i32) {
    window.cancel_animation_frame(handle).unwrap_or_default();
}

fn millis(ms: u32) -> i32 {
    i32::try_from(ms).unwrap_or(i32::MAX)
}
