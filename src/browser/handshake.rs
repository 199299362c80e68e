//! One question by a handshake: does the server accept a WebSocket at this address?

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{
    socket::{Socket, SocketEvent},
    timer::Timeout,
};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The handshake ended well.
    Accepted,
    /// It did not.
    Refused,
    /// Nothing came in time, or nobody waits any more.
    Silent,
}

/// A question on its way. Dropping it ends it, and closes the connection it made.
pub struct Question {
    _socket: Socket,
    _patience: Timeout,
    say: Function,
}

impl Drop for Question {
    fn drop(&mut self) {
        say(&self.say, Answer::Silent);
    }
}

/// Begins a handshake without subprotocols that is waited for so long, in milliseconds. `None` when
/// the browser makes no socket.
pub fn ask(url: &str, patience_ms: u32) -> Option<(Question, impl Future<Output = Answer>)> {
    // `Function::default()` would be made of a text, which the page's policy forbids.
    let mut given = None;
    let promise = Promise::new(&mut |resolve, _| given = Some(resolve));
    let resolve: Function = given?;
    let tell = {
        let resolve = resolve.clone();
        move |event| match event {
            SocketEvent::Opened { .. } => say(&resolve, Answer::Accepted),
            SocketEvent::Ended { .. } => say(&resolve, Answer::Refused),
            SocketEvent::Text(_) | SocketEvent::Binary(_) => {}
        }
    };
    let socket = Socket::open(url, &[], tell).ok()?;
    let late = resolve.clone();
    let patience = Timeout::once(patience_ms, move || say(&late, Answer::Silent));
    let answer = async move {
        let said = JsFuture::from(promise).await.ok().and_then(|it| it.as_bool());
        said.map_or(Answer::Silent, |it| if it { Answer::Accepted } else { Answer::Refused })
    };
    Some((Question { _socket: socket, _patience: patience, say: resolve }, answer))
}

/// Answers the promise, which takes its first answer and no other.
fn say(resolve: &Function, answer: Answer) {
    let value = match answer {
        Answer::Accepted => JsValue::TRUE,
        Answer::Refused => JsValue::FALSE,
        Answer::Silent => JsValue::UNDEFINED,
    };
    drop(resolve.call1(&JsValue::UNDEFINED, &value));
}
