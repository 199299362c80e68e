//! What time it is, and how far from UTC.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Performance;

    /// Of a page and of a worker alike.
    #[wasm_bindgen(thread_local_v2, js_name = performance)]
    static PERFORMANCE: Performance;

    #[wasm_bindgen(method)]
    fn now(this: &Performance) -> f64;

    #[wasm_bindgen(method, getter, js_name = timeOrigin)]
    fn time_origin(this: &Performance) -> f64;
}

thread_local! {
    /// Asked for once: it never changes, and the time is asked for with every message.
    static ORIGIN: f64 = PERFORMANCE.with(Performance::time_origin);
}

/// Milliseconds since 1970-01-01 UTC, with fractions as fine as the browser gives; never goes back
/// while the program runs.
pub fn now_ms() -> f64 {
    ORIGIN.with(|origin| origin + PERFORMANCE.with(Performance::now))
}

/// The time now as ISO 8601 in UTC, such as `2026-03-20T17:25:26.108+00:00`.
pub fn now_iso_8601() -> String {
    let utc = js_sys::Date::new_0().to_iso_string().as_string().unwrap_or_default();
    utc.replace('Z', "+00:00")
}

/// Minutes to add to UTC to get the person's time at a moment.
pub fn utc_offset_minutes(at_ms: f64) -> i32 {
    let offset = -js_sys::Date::new(&JsValue::from_f64(at_ms)).get_timezone_offset();
    #[expect(clippy::cast_possible_truncation, reason = "an offset is within ±1440 minutes")]
    {
        offset as i32
    }
}
