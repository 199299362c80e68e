//! One question by a handshake: does the server accept a WebSocket at this address?

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{
    socket::{Socket, SocketEvent},
    timer::Timeout,
};

/// Who says nothing for so long, in milliseconds, does not accept.
const PATIENCE_MS: u32 = 10_000;

/// The close code of a socket that was only a question (RFC 6455 §7.4.1).
const NORMAL_CLOSURE: u16 = 1000;

/// Whether a handshake without subprotocols ends well. The connection is closed at once.
pub async fn is_accepted(url: &str) -> bool {
    let mut resolve = Function::default();
    let answer = Promise::new(&mut |given, _| resolve = given);
    let say = move |accepted: bool| {
        // A promise takes its first answer and no other.
        drop(resolve.call1(&JsValue::UNDEFINED, &accepted.into()));
    };
    let tell = {
        let say = say.clone();
        move |event| match event {
            SocketEvent::Opened { .. } => say(true),
            SocketEvent::Ended { .. } => say(false),
            SocketEvent::Text(_) | SocketEvent::Binary(_) => {}
        }
    };
    let Ok(socket) = Socket::open(url, &[], tell) else { return false };
    let _patience = Timeout::once(PATIENCE_MS, move || say(false));
    let accepted = JsFuture::from(answer).await.is_ok_and(|it| it.as_bool() == Some(true));
    if accepted {
        // It goes with its owner all the same.
        drop(socket.close(NORMAL_CLOSURE, ""));
    }
    accepted
}
