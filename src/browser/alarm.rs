//! A timer that can be set again and again, in the page and in a worker.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(call: &JsValue, ms: f64) -> f64;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: f64);
}

/// Calls back once after the time it was set for last. Dropping it cancels it.
pub struct Alarm {
    callback: Closure<dyn FnMut()>,
    pending: Rc<Cell<Option<f64>>>,
}

impl Alarm {
    /// Not set yet.
    pub fn new(mut callback: impl FnMut() + 'static) -> Self {
        let pending = Rc::new(Cell::new(None));
        let fired = pending.clone();
        let callback = Closure::new(move || {
            fired.set(None);
            callback();
        });
        Self { callback, pending }
    }

    /// Whether it will call back.
    pub fn is_set(&self) -> bool {
        self.pending.get().is_some()
    }

    /// Calls back in so many milliseconds, instead of when it was set for before.
    pub fn set(&self, ms: f64) {
        self.cancel();
        self.pending.set(Some(set_timeout(self.callback.as_ref(), ms)));
    }

    /// Does not call back unless set again.
    pub fn cancel(&self) {
        if let Some(id) = self.pending.take() {
            clear_timeout(id);
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.cancel();
    }
}
