//! What each path does once its WebSocket is open.
//!
//! Owns the paths' parameters and conduct after the handshake; must not touch HTTP.

use std::time::Duration;

use bytes::{BufMut as _, Bytes, BytesMut};
use serde_json::json;
use tokio::time::{Instant, timeout_at};
use yawc::Frame;

use crate::fault::Fault;
use crate::handshake::{Agreement, offered_subprotocols};
use crate::push::{Kind, MessageMaker};
use crate::request::{BadParameter, Request};
use crate::socket::{Message, Socket, Stop};

/// The largest message that can be asked for, in bytes.
const SIZE_LIMIT: usize = 64 * 1024 * 1024;
/// The header of a binary frame of 100 bytes, and only ten of them.
const HALF_A_FRAME: &[u8] = &[0x82, 100, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const NUMBER: &str = "a whole number in range is expected";

/// What to do with an open WebSocket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Behaviour {
    Echo,
    Headers,
    Subprotocol,
    Count,
    NeverClose,
    Push { count: u64, size: usize, kind: Kind, rate: u64, start: Start, then_close: bool },
    Close { payload: Bytes, start: Start },
    Drop { count: u64, half_frame: bool, reset: bool, start: Start },
    Fault(Fault),
}

/// When a path begins with what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Now,
    /// At the client's first data message, which is not echoed.
    Message,
}

impl Start {
    fn of(request: &Request) -> Result<Self, BadParameter> {
        request.choice(
            "start",
            &[("now", Self::Now), ("message", Self::Message)],
            Self::Now,
            "now or message",
        )
    }
}

impl Behaviour {
    /// The behaviour of a path, or `None` for a path that has none.
    pub(crate) fn of(request: &Request) -> Result<Option<Self>, BadParameter> {
        Ok(Some(match request.path.as_str() {
            "/" | "/echo" | "/delay" => Self::Echo,
            "/headers" => Self::Headers,
            "/subprotocol" => Self::Subprotocol,
            "/count" => Self::Count,
            "/never-close" => Self::NeverClose,
            "/push" => Self::Push {
                count: request.number("count", 100, &u64::MAX, NUMBER)?,
                size: request.number("size", 100, &SIZE_LIMIT, NUMBER)?,
                kind: request.choice("kind", Kind::WORDS, Kind::Text, "text, json or binary")?,
                rate: request.number("rate", 0, &u64::MAX, NUMBER)?,
                start: Start::of(request)?,
                then_close: request.choice(
                    "then",
                    &[("open", false), ("close", true)],
                    false,
                    "open or close",
                )?,
            },
            "/close" => {
                Self::Close { payload: close_payload(request)?, start: Start::of(request)? }
            }
            "/drop" => Self::Drop {
                count: request.number("count", 1, &u64::MAX, NUMBER)?,
                half_frame: request.choice(
                    "half_frame",
                    &[("yes", true), ("no", false)],
                    true,
                    "yes or no",
                )?,
                reset: request.choice(
                    "how",
                    &[("reset", true), ("end", false)],
                    true,
                    "reset or end",
                )?,
                start: Start::of(request)?,
            },
            "/fault" => Self::Fault(request.choice(
                "what",
                Fault::WORDS,
                Fault::Accept,
                "one of the faults of the table is expected",
            )?),
            _ => return Ok(None),
        }))
    }

    /// The head of the answer to the handshake, as this path gives it.
    pub(crate) fn answer(&self, agreement: &Agreement) -> String {
        match self {
            Self::Fault(fault) => fault.spoil(agreement.answer()),
            _ => agreement.answer(),
        }
    }

    /// Whether the client's close is answered.
    pub(crate) fn answers_close(&self) -> bool {
        *self != Self::NeverClose
    }

    /// Does it, until the WebSocket stops.
    pub(crate) async fn run(
        self,
        socket: &mut Socket<'_>,
        request: &Request,
        agreement: &Agreement,
    ) -> Stop {
        match self.attempt(socket, request, agreement).await {
            Ok(stop) | Err(stop) => stop,
        }
    }

    async fn attempt(
        self,
        socket: &mut Socket<'_>,
        request: &Request,
        agreement: &Agreement,
    ) -> Result<Stop, Stop> {
        match self {
            Self::Echo | Self::NeverClose => echo(socket).await,
            Self::Headers => {
                socket.send(Frame::text(headers_json(request))).await?;
                echo(socket).await
            }
            Self::Subprotocol => {
                let choice = json!({ "offered": offered_subprotocols(request), "chosen": agreement.subprotocol });
                socket.send(Frame::text(choice.to_string())).await?;
                echo(socket).await
            }
            Self::Count => count(socket).await,
            Self::Push { count, size, kind, rate, start, then_close } => {
                begin(socket, start).await?;
                push(socket, &mut MessageMaker::new(kind, size), count, rate).await?;
                if then_close {
                    Ok(socket.close(close_bytes(1000, "")).await)
                } else {
                    echo(socket).await
                }
            }
            Self::Close { payload, start } => {
                begin(socket, start).await?;
                Ok(socket.close(payload).await)
            }
            Self::Drop { count, half_frame, reset, start } => {
                begin(socket, start).await?;
                push(socket, &mut MessageMaker::new(Kind::Text, 100), count, 0).await?;
                Ok(Stop::Cut { last_bytes: if half_frame { HALF_A_FRAME } else { &[] }, reset })
            }
            Self::Fault(Fault::Half) => Ok(Stop::Cut { last_bytes: &[], reset: false }),
            Self::Fault(Fault::Frame(bytes)) => Ok(Stop::Fault { bytes }),
            Self::Fault(Fault::Accept | Fault::Header) => Ok(Stop::Fault { bytes: &[] }),
        }
    }
}

async fn begin(socket: &mut Socket<'_>, start: Start) -> Result<(), Stop> {
    if start == Start::Message {
        drop(socket.next().await?);
    }
    Ok(())
}

async fn echo(socket: &mut Socket<'_>) -> Result<Stop, Stop> {
    loop {
        let frame = match socket.next().await? {
            Message::Text(text) => Frame::text(text),
            Message::Binary(bytes) => Frame::binary(bytes),
        };
        socket.send(frame).await?;
    }
}

async fn count(socket: &mut Socket<'_>) -> Result<Stop, Stop> {
    let (mut messages, mut total) = (0_u64, 0_u64);
    loop {
        let payload = match socket.next().await? {
            Message::Text(text) if text == "report" => {
                let figures = json!({ "messages": messages, "bytes": total });
                socket.send(Frame::text(figures.to_string())).await?;
                continue;
            }
            Message::Text(payload) | Message::Binary(payload) => payload,
        };
        messages += 1;
        total += u64::try_from(payload.len()).unwrap_or(u64::MAX);
    }
}

/// Sends `count` messages, `rate` of them a second, or as fast as the client takes them at rate 0.
async fn push(
    socket: &mut Socket<'_>,
    maker: &mut MessageMaker,
    count: u64,
    rate: u64,
) -> Result<(), Stop> {
    let began = Instant::now();
    socket.push_begins();
    for sent in 0..count {
        if let Some(nanoseconds) = sent.saturating_mul(1_000_000_000).checked_div(rate) {
            let due = began + Duration::from_nanos(nanoseconds);
            while Instant::now() < due {
                // Writes out what waits, and sees the client's close meanwhile.
                if let Ok(arrived) = timeout_at(due, socket.next()).await {
                    drop(arrived?);
                }
            }
        }
        socket.push(maker.next_frame()).await?;
    }
    socket.flush().await
}

/// The request as JSON: method, target and headers, repeated ones joined (RFC 9110 §5.3).
fn headers_json(request: &Request) -> String {
    let mut headers = serde_json::Map::new();
    for (name, value) in &request.headers {
        match headers.get_mut(name) {
            Some(serde_json::Value::String(joined)) => {
                joined.push_str(", ");
                joined.push_str(value);
            }
            _ => drop(headers.insert(name.clone(), value.clone().into())),
        }
    }
    json!({ "method": request.method, "target": request.target, "headers": headers }).to_string()
}

fn close_payload(request: &Request) -> Result<Bytes, BadParameter> {
    if request.parameter("code") == Some("none") {
        return Ok(Bytes::new());
    }
    let code = request.number(
        "code",
        1000_u16,
        &u16::MAX,
        "a code from 0 to 65535, or none, is expected",
    )?;
    let reason = request.parameter("reason").unwrap_or_default();
    // A control frame holds 125 bytes, two of them the code (RFC 6455 §5.5).
    if reason.len() > 123 {
        return Err(BadParameter {
            name: "reason",
            value: reason.to_owned(),
            expected: "at most 123 bytes are expected",
        });
    }
    Ok(close_bytes(code, reason))
}

fn close_bytes(code: u16, reason: &str) -> Bytes {
    let mut payload = BytesMut::with_capacity(2 + reason.len());
    payload.put_u16(code);
    payload.put_slice(reason.as_bytes());
    payload.freeze()
}
