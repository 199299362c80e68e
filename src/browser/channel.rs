//! How page and connection worker hand each other messages: an array of one run of bytes and, where
//! the message says so, one buffer that changes hands without being copied, or one file or folder of
//! the browser.

use js_sys::{Array, ArrayBuffer, Uint8Array};
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

/// What goes beside a message.
pub enum Beside {
    /// Nothing.
    Nothing,
    /// Bytes. The array must be one that covers its whole buffer; it is empty afterwards.
    Bytes(Uint8Array),
    /// A file or folder of the browser, which both ends then have.
    Object(JsValue),
}

impl Beside {
    /// The bytes, if it is some.
    pub fn bytes(self) -> Option<Uint8Array> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Nothing | Self::Object(_) => None,
        }
    }

    /// The file or folder, if it is one.
    pub fn object<T: JsCast>(self) -> Option<T> {
        match self {
            Self::Object(object) => object.dyn_into().ok(),
            Self::Nothing | Self::Bytes(_) => None,
        }
    }
}

/// Hands over a message and what belongs to it.
pub fn post<T: Serialize>(port: &impl Port, message: &T, beside: &Beside) -> Result<(), NotPosted> {
    let bytes = postcard::to_allocvec(message).map_err(|_| NotPosted)?;
    hand_over(port, &bytes, beside)
}

/// Of one type only, so that it exists once.
fn hand_over(port: &dyn Port, message: &[u8], beside: &Beside) -> Result<(), NotPosted> {
    let message = Uint8Array::from(message);
    let (value, transfer) = match beside {
        Beside::Nothing => (Array::of1(&message), Array::new()),
        Beside::Bytes(bytes) => {
            let buffer = bytes.buffer();
            (Array::of2(&message, &buffer), Array::of1(&buffer))
        }
        Beside::Object(object) => (Array::of2(&message, object), Array::new()),
    };
    port.post(&value, &transfer).map_err(|_| NotPosted)
}

/// What was handed over; `None` when it is not of this channel.
pub fn decode<T: DeserializeOwned>(event: &MessageEvent) -> Option<(T, Beside)> {
    let value: Array = event.data().dyn_into().ok()?;
    let message = value.get(0).dyn_into::<Uint8Array>().ok()?.to_vec();
    let message = postcard::from_bytes(&message).ok()?;
    let beside = match value.get(1).dyn_into::<ArrayBuffer>() {
        Ok(buffer) => Beside::Bytes(Uint8Array::new(&buffer)),
        Err(nothing) if nothing.is_undefined() => Beside::Nothing,
        Err(object) => Beside::Object(object),
    };
    Some((message, beside))
}
