//! How page and connection worker hand each other messages: an array of one JSON text and, where
//! the message says so, one buffer that changes hands without being copied.

use js_sys::{Array, ArrayBuffer, JsString, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Worker};

/// One end of the channel.
pub trait Port {
    /// Hands over a value and, with it, the objects listed.
    fn post(&self, value: &JsValue, transfer: &JsValue) -> Result<(), JsValue>;
}

impl Port for Worker {
    fn post(&self, value: &JsValue, transfer: &JsValue) -> Result<(), JsValue> {
        self.post_message_with_transfer(value, transfer)
    }
}

impl Port for DedicatedWorkerGlobalScope {
    fn post(&self, value: &JsValue, transfer: &JsValue) -> Result<(), JsValue> {
        self.post_message_with_transfer(value, transfer)
    }
}

/// The message was not handed over.
#[derive(Debug, thiserror::Error)]
#[error("the browser did not hand over the message")]
pub struct NotPosted;

/// Hands over a message and the bytes that belong to it. The array must be one that covers its whole
/// buffer; it is empty afterwards.
pub fn post<T: Serialize>(
    port: &impl Port,
    message: &T,
    bytes: Option<&Uint8Array>,
) -> Result<(), NotPosted> {
    let json = serde_json::to_string(message).map_err(|_| NotPosted)?;
    let (value, transfer) = match bytes.map(Uint8Array::buffer) {
        None => (Array::of1(&json.into()), Array::new()),
        Some(buffer) => (Array::of2(&json.into(), &buffer), Array::of1(&buffer)),
    };
    port.post(&value, &transfer).map_err(|_| NotPosted)
}

/// What was handed over; `None` when it is not of this channel.
pub fn decode<T: DeserializeOwned>(event: &MessageEvent) -> Option<(T, Option<Uint8Array>)> {
    let value: Array = event.data().dyn_into().ok()?;
    let json = String::from(value.get(0).dyn_into::<JsString>().ok()?);
    let bytes = value.get(1).dyn_into::<ArrayBuffer>().ok();
    let message = serde_json::from_str(&json).ok()?;
    Some((message, bytes.map(|buffer| Uint8Array::new(&buffer))))
}
