//! An open WebSocket: sending, receiving and closing, with every frame noted in the log.
//!
//! Owns the conduct of one WebSocket; must not know the paths.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use futures_util::Sink;
use yawc::close::CloseCode;
use yawc::{Frame, OpCode, Role, WebSocket, WebSocketError};

use crate::handshake::Agreement;
use crate::log::Record;
use crate::seen::{End, Received};
use crate::wire::Wire;

/// How long a client may take to answer a close, the backlog of a flood before it included.
const CLOSE_PATIENCE: Duration = Duration::from_mins(1);
/// After how many messages of a flood the server looks whether the client said something.
const LOOK_EVERY: u64 = 256;

/// A data message received.
pub(crate) enum Message {
    Text(Bytes),
    Binary(Bytes),
}

/// Why a WebSocket stops: what the server has to do about the stream underneath.
pub(crate) enum Stop {
    /// It is over, this way.
    Ended(End),
    /// A close arrived that this path never answers: hold the stream until the client leaves.
    Unanswered,
    /// Cut the stream, after these bytes of a frame that never becomes whole.
    Cut { last_bytes: &'static [u8], reset: bool },
    /// Send these bytes, which break the protocol, and hold the stream until the client leaves.
    Fault { bytes: &'static [u8] },
}

impl From<WebSocketError> for Stop {
    fn from(error: WebSocketError) -> Self {
        Self::Ended(match error {
            WebSocketError::ConnectionClosed | WebSocketError::IoError(_) => End::ClientLeft,
            other => End::Failed(other.to_string()),
        })
    }
}

enum Step {
    Room(Result<(), WebSocketError>),
    Frame(Result<Frame, WebSocketError>),
}

/// An open WebSocket over a borrowed wire, which outlives it.
pub(crate) struct Socket<'a> {
    ws: WebSocket<&'a mut Wire>,
    record: &'a Record,
    answers_close: bool,
    unflushed: bool,
    /// Sent and not yet noted in the log.
    sent: u64,
}

impl<'a> Socket<'a> {
    pub(crate) fn new(
        wire: &'a mut Wire,
        agreement: &Agreement,
        record: &'a Record,
        answers_close: bool,
    ) -> Result<Self, Stop> {
        let (extensions, options) = agreement.settings();
        let ws = WebSocket::from_stream_with_extensions(wire, Role::Server, extensions, options)?;
        Ok(Self { ws, record, answers_close, unflushed: false, sent: 0 })
    }

    /// Waits for the next data message; what was sent goes out as soon as nothing more has arrived.
    ///
    /// Can be dropped at any time without losing a message.
    pub(crate) async fn next(&mut self) -> Result<Message, Stop> {
        loop {
            let frame = poll_fn(|cx| {
                if let Poll::Ready(frame) = self.ws.poll_next_frame(cx) {
                    return Poll::Ready(frame);
                }
                if self.unflushed
                    && let Poll::Ready(result) = Pin::new(&mut self.ws).poll_flush(cx)
                {
                    self.unflushed = false;
                    self.note_sent();
                    if let Err(error) = result {
                        return Poll::Ready(Err(error));
                    }
                }
                Poll::Pending
            })
            .await;
            if let Some(message) = self.take(frame).await? {
                return Ok(message);
            }
        }
    }

    /// Sends a frame once there is room for it; it may wait in the buffer until `next` or `flush`.
    pub(crate) async fn send(&mut self, frame: Frame) -> Result<(), Stop> {
        poll_fn(|cx| Pin::new(&mut self.ws).poll_ready(cx)).await?;
        self.feed(frame)
    }

    /// Sends a frame of a flood: what the client says meanwhile is noted and, a close apart, left at that.
    pub(crate) async fn push(&mut self, frame: Frame) -> Result<(), Stop> {
        if self.sent + 1 >= LOOK_EVERY
            && let Poll::Ready(frame) = poll_fn(|cx| Poll::Ready(self.ws.poll_next_frame(cx))).await
        {
            drop(self.take(frame).await?);
        }
        loop {
            let step = poll_fn(|cx| {
                if let Poll::Ready(result) = Pin::new(&mut self.ws).poll_ready(cx) {
                    return Poll::Ready(Step::Room(result));
                }
                self.note_sent();
                self.ws.poll_next_frame(cx).map(Step::Frame)
            })
            .await;
            match step {
                Step::Room(result) => {
                    result?;
                    return self.feed(frame);
                }
                Step::Frame(frame) => drop(self.take(frame).await?),
            }
        }
    }

    fn feed(&mut self, frame: Frame) -> Result<(), Stop> {
        if !frame.opcode().is_control() {
            self.sent += 1;
        }
        if self.sent >= LOOK_EVERY {
            self.note_sent();
        }
        self.unflushed = true;
        Ok(Pin::new(&mut self.ws).start_send(frame)?)
    }

    /// Writes out what waits in the buffer.
    pub(crate) async fn flush(&mut self) -> Result<(), Stop> {
        poll_fn(|cx| Pin::new(&mut self.ws).poll_flush(cx)).await?;
        self.unflushed = false;
        self.note_sent();
        Ok(())
    }

    /// Sends a close frame with this payload (RFC 6455 §5.5.1) and waits for the client's.
    pub(crate) async fn close(&mut self, payload: Bytes) -> Stop {
        if let Err(stop) = self.send(Frame::from((OpCode::Close, payload))).await {
            return stop;
        }
        // From here the client's close is the answer, and is not answered again.
        self.answers_close = false;
        let answered = async {
            loop {
                if let Err(stop) = self.next().await {
                    return stop;
                }
            }
        };
        match tokio::time::timeout(CLOSE_PATIENCE, answered).await {
            Ok(Stop::Unanswered) => Stop::Ended(End::Closed),
            Ok(stop) => stop,
            Err(_) => Stop::Ended(End::Failed("the client did not answer the close".to_owned())),
        }
    }

    /// Sends the close frame for a broken protocol, unless the stream is gone.
    async fn say_what_is_wrong(&mut self, error: &WebSocketError) {
        let said = async {
            if matches!(error, WebSocketError::InvalidUTF8) {
                // The crate finds it after the layer that would send the close by itself.
                let close = Frame::close(CloseCode::Invalid, error.to_string());
                if self.send(close).await.is_ok() {
                    drop(self.flush().await);
                }
            } else {
                // The crate has the close ready and sends it when it is asked for more.
                drop(self.ws.next_frame().await);
            }
        };
        drop(tokio::time::timeout(CLOSE_PATIENCE, said).await);
    }

    /// Notes that a push begins now.
    pub(crate) fn push_begins(&self) {
        self.record.push_begins();
    }

    fn note_sent(&mut self) {
        if self.sent > 0 {
            self.record.sent(std::mem::take(&mut self.sent));
        }
    }

    /// Notes a frame; gives back a data message, and stops after a close or an error.
    async fn take(
        &mut self,
        frame: Result<Frame, WebSocketError>,
    ) -> Result<Option<Message>, Stop> {
        let frame = match frame {
            Ok(frame) => frame,
            Err(error) => {
                self.say_what_is_wrong(&error).await;
                return Err(error.into());
            }
        };
        let payload = frame.payload().clone();
        let bytes = payload.len();
        match frame.opcode() {
            OpCode::Text => {
                let text = || Received::Text(String::from_utf8_lossy(&payload).into_owned());
                self.record.message(bytes, text);
                Ok(Some(Message::Text(payload)))
            }
            OpCode::Binary => {
                self.record.message(bytes, || Received::Binary(payload.to_vec()));
                Ok(Some(Message::Binary(payload)))
            }
            OpCode::Ping => {
                self.record.control(Received::Ping(payload.to_vec()));
                Ok(None)
            }
            OpCode::Pong => {
                self.record.control(Received::Pong(payload.to_vec()));
                Ok(None)
            }
            OpCode::Close => {
                self.record.control(close_of(&payload));
                if !self.answers_close {
                    return Err(Stop::Unanswered);
                }
                // The crate has the answer ready and sends it when it is asked for more.
                drop(self.ws.next_frame().await);
                Err(Stop::Ended(End::Closed))
            }
            OpCode::Continuation => Ok(None),
        }
    }
}

impl Drop for Socket<'_> {
    fn drop(&mut self) {
        self.note_sent();
    }
}

fn close_of(payload: &[u8]) -> Received {
    let (code, reason) = match payload {
        [high, low, reason @ ..] => (Some(u16::from_be_bytes([*high, *low])), reason),
        _ => (None, &[][..]),
    };
    Received::Close { code, reason: String::from_utf8_lossy(reason).into_owned() }
}
