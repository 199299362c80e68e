//! The page's end of the channel to the connection worker.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Blob, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{
    channel::{self, Beside},
    file_system::Directory,
    made_file::MadeFile,
    script_url,
    source_file::SourceFile,
};
use crate::protocol::{FromWorker, ToWorker};

#[wasm_bindgen]
extern "C" {
    /// A worker that is started from a trusted address: web-sys takes texts only.
    #[wasm_bindgen(js_name = Worker)]
    type Started;

    #[wasm_bindgen(constructor, catch, js_class = "Worker")]
    fn start(script: &JsValue, options: &WorkerOptions) -> Result<Started, JsValue>;
}

/// The page's `<meta>` with this name holds the address of the worker's script: the build decides
/// it. The first thing it is told is the page's own compiled program, so that nothing is fetched or
/// compiled twice; what the page posts after that it keeps until the program in it listens.
const SCRIPT_META: &str = "meta[name=macareu-worker]";

/// The browser did not start the worker.
#[derive(Debug, thiserror::Error)]
#[error("the browser did not start the connection worker")]
pub struct SpawnError;

/// What the worker told, with what belongs to it.
pub enum Told {
    /// A message alone.
    Message(FromWorker),
    /// A message with bytes.
    WithBytes(FromWorker, Vec<u8>),
    /// A message with a file.
    WithFile(FromWorker, MadeFile),
}

/// A running worker; dropping it ends the worker and every connection in it.
pub struct ConnectionWorker {
    raw: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(JsValue)>,
}

impl ConnectionWorker {
    /// Starts the worker. `take` gets what it tells; `fail` is called when it could not be loaded,
    /// has crashed, or speaks another version of the protocol (a script the browser kept from before
    /// an update).
    pub fn spawn(
        mut take: impl FnMut(Told) + 'static,
        fail: impl Fn() + Clone + 'static,
    ) -> Result<Self, SpawnError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let raw = script()
            .and_then(|script| Started::start(&script, &options).ok())
            .ok_or(SpawnError)?
            .unchecked_into::<Worker>();
        let for_answers = raw.clone();
        let not_understood = fail.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let Some((message, beside)) = channel::decode(&event) else {
                not_understood();
                return;
            };
            let was_rows = matches!(message, FromWorker::Rows { .. });
            take(match beside {
                Beside::Nothing => Told::Message(message),
                Beside::Bytes(bytes) => Told::WithBytes(message, bytes.to_vec()),
                Beside::Object(object) => match object.dyn_into::<Blob>() {
                    Ok(blob) => Told::WithFile(message, blob.into()),
                    Err(_) => Told::Message(message),
                },
            });
            if was_rows {
                // A worker that is gone sends no more rows anyway.
                drop(channel::post(&for_answers, &ToWorker::RowsTaken, &Beside::Nothing));
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
        self.post_with(message, &Beside::Nothing)
    }

    /// Asks something of the worker that goes with bytes. Returns whether it was handed over.
    pub fn post_bytes(&self, message: &ToWorker, bytes: &[u8]) -> bool {
        self.post_with(message, &Beside::Bytes(Uint8Array::from(bytes)))
    }

    /// Asks something of the worker that it does in a folder. Returns whether it was handed over.
    pub fn post_directory(&self, message: &ToWorker, directory: &Directory) -> bool {
        self.post_with(message, &Beside::Object(directory.handle().into()))
    }

    /// Asks something of the worker that goes with a file, which is not read for that. Returns
    /// whether it was handed over.
    pub fn post_file(&self, message: &ToWorker, file: &SourceFile) -> bool {
        self.post_with(message, &Beside::Object(file.blob().into()))
    }

    fn post_with(&self, message: &ToWorker, beside: &Beside) -> bool {
        channel::post(&self.raw, message, beside).is_ok()
    }
}

impl Drop for ConnectionWorker {
    fn drop(&mut self) {
        self.raw.set_onmessage(None);
        self.raw.set_onerror(None);
        self.raw.terminate();
    }
}

fn script() -> Option<JsValue> {
    let meta = web_sys::window()?.document()?.query_selector(SCRIPT_META).ok()??;
    script_url::beside_the_page(&meta.get_attribute("content")?)
}
