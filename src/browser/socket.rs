//! One WebSocket of the browser. It tells what happens to it, in the browser's words, and decides
//! nothing; when dropped it goes quiet and lets go of the connection.

use std::{cell::Cell, rc::Rc};

use js_sys::{Array, ArrayBuffer, JsString};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use web_sys::{BinaryType, CloseEvent, Event, MessageEvent, WebSocket};

use super::source_file::SourceFile;

#[wasm_bindgen]
extern "C" {
    /// A socket as far as web-sys falls short: it sends text of this program's memory only, and
    /// counts to 2^32.
    type RawSocket;

    #[wasm_bindgen(method, catch, js_name = send)]
    fn send_text(this: &RawSocket, text: &JsString) -> Result<(), JsValue>;

    #[wasm_bindgen(method, getter, js_name = bufferedAmount)]
    fn buffered_amount(this: &RawSocket) -> f64;
}

/// The code of a socket that ended without a close frame (RFC 6455 §7.1.5).
const NO_CLOSE_FRAME: u16 = 1006;

/// What a socket tells.
pub enum SocketEvent {
    /// The handshake ended well.
    Opened {
        /// What the server chose; empty when none.
        subprotocol: String,
        /// What was agreed on; empty when none.
        extensions: String,
    },
    /// A text message came.
    Text(JsString),
    /// A binary message came.
    Binary(ArrayBuffer),
    /// It has ended, or never opened.
    Ended {
        /// RFC 6455 §7.1.5.
        code: u16,
        /// May be empty.
        reason: String,
        /// Whether both sides took part in the close handshake.
        clean: bool,
    },
}

/// The browser refused; in its own words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SocketError(pub String);

/// A WebSocket and its listeners.
pub struct Socket {
    raw: WebSocket,
    _on_open: Closure<dyn FnMut(Event)>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
    _on_close: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    /// Starts a handshake.
    pub fn open(
        url: &str,
        subprotocols: &[String],
        tell: impl Fn(SocketEvent) + 'static,
    ) -> Result<Self, SocketError> {
        let offered: Array = subprotocols.iter().map(|it| JsValue::from_str(it)).collect();
        let raw = WebSocket::new_with_str_sequence(url, &offered)
            .map_err(|error| in_its_words(&error))?;
        raw.set_binary_type(BinaryType::Arraybuffer);

        let tell = Rc::new(tell);
        let was_open = Rc::new(Cell::new(false));
        let on_open = {
            let (tell, raw, was_open) = (tell.clone(), raw.clone(), was_open.clone());
            Closure::<dyn FnMut(Event)>::new(move |_| {
                was_open.set(true);
                tell(SocketEvent::Opened {
                    subprotocol: raw.protocol(),
                    extensions: raw.extensions(),
                });
            })
        };
        let on_message = {
            let tell = tell.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                match event.data().dyn_into::<JsString>() {
                    Ok(text) => tell(SocketEvent::Text(text)),
                    Err(buffer) => tell(SocketEvent::Binary(buffer.unchecked_into())),
                }
            })
        };
        // A failure is an `error` event that says nothing, followed by `close`; but not in Chromium
        // when a content security policy forbids the address.
        let on_error = {
            let (tell, raw) = (tell.clone(), raw.clone());
            Closure::<dyn FnMut(Event)>::new(move |_| {
                if !was_open.get() && raw.ready_state() == WebSocket::CLOSED {
                    let reason = String::new();
                    tell(SocketEvent::Ended { code: NO_CLOSE_FRAME, reason, clean: false });
                }
            })
        };
        let on_close = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
            tell(SocketEvent::Ended {
                code: event.code(),
                reason: event.reason(),
                clean: event.was_clean(),
            });
        });
        raw.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        raw.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        raw.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        raw.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Ok(Self {
            raw,
            _on_open: on_open,
            _on_message: on_message,
            _on_error: on_error,
            _on_close: on_close,
        })
    }

    /// Sends a text message.
    pub fn send_text(&self, text: &str) -> Result<(), SocketError> {
        self.check_open()?;
        self.raw.send_with_str(text).map_err(|error| in_its_words(&error))
    }

    /// Sends a binary message.
    pub fn send_binary(&self, bytes: &ArrayBuffer) -> Result<(), SocketError> {
        self.check_open()?;
        self.raw.send_with_array_buffer(bytes).map_err(|error| in_its_words(&error))
    }

    /// Sends a binary message that the browser reads by itself.
    pub fn send_file(&self, file: &SourceFile) -> Result<(), SocketError> {
        self.check_open()?;
        self.raw.send_with_blob(file.blob()).map_err(|error| in_its_words(&error))
    }

    /// Sends a text message the browser has.
    pub fn send_browser_text(&self, text: &JsString) -> Result<(), SocketError> {
        self.check_open()?;
        let socket = self.raw.unchecked_ref::<RawSocket>();
        socket.send_text(text).map_err(|error| in_its_words(&error))
    }

    /// Bytes of messages the browser has taken and not sent yet.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number the browser counts up to 2^53"
    )]
    pub fn buffered(&self) -> u64 {
        self.raw.unchecked_ref::<RawSocket>().buffered_amount() as u64
    }

    /// Once the other side has begun to close, a browser drops what is sent without a word, and the
    /// `close` event comes only later.
    fn check_open(&self) -> Result<(), SocketError> {
        if self.raw.ready_state() == WebSocket::OPEN {
            Ok(())
        } else {
            Err(SocketError("the connection is not open".to_owned()))
        }
    }

    /// Starts the close handshake.
    pub fn close(&self, code: u16, reason: &str) -> Result<(), SocketError> {
        self.raw.close_with_code_and_reason(code, reason).map_err(|error| in_its_words(&error))
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.raw.set_onopen(None);
        self.raw.set_onmessage(None);
        self.raw.set_onerror(None);
        self.raw.set_onclose(None);
        // Without a code it cannot fail, and does nothing to a socket that has ended.
        drop(self.raw.close());
    }
}

fn in_its_words(error: &JsValue) -> SocketError {
    let message = error.dyn_ref::<js_sys::Error>().map(|it| String::from(it.message()));
    SocketError(message.unwrap_or_else(|| format!("{error:?}")))
}
