//! The page's end of the channel to the connection worker.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::channel;
use crate::protocol::{FromWorker, ToWorker};

/// The page's `<meta>` with this name holds the address of the worker's script: the build decides
/// it. The first thing it is told is the page's own compiled program, so that nothing is fetched or
/// compiled twice; what the page posts after that it keeps until the program in it listens.
const SCRIPT_META: &str = "meta[name=macareu-worker]";

/// The browser did not start the worker.
#[derive(Debug, thiserror::Error)]
#[error("the browser did not start the connection worker")]
pub struct SpawnError;

/// A running worker; dropping it ends the worker and every connection in it.
pub struct ConnectionWorker {
    raw: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(JsValue)>,
}

impl ConnectionWorker {
    /// Starts the worker. `take` gets what it tells, with the bytes that belong to it; `fail` is
    /// called when it could not be loaded, has crashed, or speaks another version of the protocol
    /// (a script the browser kept from before an update).
    pub fn spawn(
        mut take: impl FnMut(FromWorker, Option<Vec<u8>>) + 'static,
        fail: impl Fn() + Clone + 'static,
    ) -> Result<Self, SpawnError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let raw = script()
            .and_then(|script| Worker::new_with_options(&script, &options).ok())
            .ok_or(SpawnError)?;
        let for_answers = raw.clone();
        let not_understood = fail.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let Some((message, bytes)) = channel::decode(&event) else {
                not_understood();
                return;
            };
            let was_rows = matches!(message, FromWorker::Rows { .. });
            take(message, bytes.map(|bytes| bytes.to_vec()));
            if was_rows {
                // A worker that is gone sends no more rows anyway.
                drop(channel::post(&for_answers, &ToWorker::RowsTaken, None));
            }
        });
        let on_error = Closure::<dyn FnMut(JsValue)>::new(move |_| fail());
        raw.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        raw.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        raw.post_message(&wasm_bindgen::module()).map_err(|_| SpawnError)?;
        Ok(Self { raw, _on_message: on_message, _on_error: on_error })
    }

    /// Asks something of the worker. Returns whether it was handed over.
    pub fn post(&self, message: &ToWorker) -> bool {
        channel::post(&self.raw, message, None).is_ok()
    }

    /// Asks something of the worker that goes with bytes. Returns whether it was handed over.
    pub fn post_bytes(&self, message: &ToWorker, bytes: &[u8]) -> bool {
        channel::post(&self.raw, message, Some(&Uint8Array::from(bytes))).is_ok()
    }
}

impl Drop for ConnectionWorker {
    fn drop(&mut self) {
        self.raw.set_onmessage(None);
        self.raw.set_onerror(None);
        self.raw.terminate();
    }
}

fn script() -> Option<String> {
    let meta = web_sys::window()?.document()?.query_selector(SCRIPT_META).ok()??;
    meta.get_attribute("content")
}
