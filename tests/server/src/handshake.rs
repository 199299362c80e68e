//! The server's side of the opening handshake: key, subprotocol, compression.
//!
//! Owns what RFC 6455 §4.2.2 and RFC 7692 §7 say a server answers; must not read or write.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha1::{Digest as _, Sha1};
use yawc::{CompressionLevel, Options};

use crate::request::{BadParameter, Request};

/// The constant that RFC 6455 §1.3 appends to the client's key.
const KEY_SUFFIX: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/// The longest message accepted from a client, in bytes.
const MESSAGE_LIMIT: usize = 256 * 1024 * 1024;
/// Bytes written together: large, so that a flood of small messages costs few system calls.
const WRITE_BATCH: usize = 128 * 1024;
const READ_BATCH: usize = 64 * 1024;

/// What the server agreed to, once it decided to open the WebSocket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Agreement {
    accept: String,
    /// The subprotocol put into the answer.
    pub(crate) subprotocol: Option<String>,
    /// The `Sec-WebSocket-Extensions` of the answer.
    extensions: Option<String>,
}

/// Why a request for a WebSocket is not answered with one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum HandshakeError {
    /// `Sec-WebSocket-Key` is missing.
    NoKey,
    /// `Sec-WebSocket-Version` is not 13 (RFC 6455 §4.4).
    Version,
    /// A query parameter makes no sense.
    Parameter(BadParameter),
}

impl From<BadParameter> for HandshakeError {
    fn from(error: BadParameter) -> Self {
        Self::Parameter(error)
    }
}

impl Agreement {
    /// Agrees with a client as its request and the query's common parameters say.
    pub(crate) fn with(request: &Request) -> Result<Self, HandshakeError> {
        if request.header("sec-websocket-version") != Some("13") {
            return Err(HandshakeError::Version);
        }
        let key = request.header("sec-websocket-key").ok_or(HandshakeError::NoKey)?;
        let compress =
            request.choice("compression", &[("on", true), ("off", false)], false, "on or off")?;
        Ok(Self {
            accept: accept_key(key),
            subprotocol: subprotocol(request),
            extensions: if compress {
                request.header_items("sec-websocket-extensions").find_map(deflate_answer)
            } else {
                None
            },
        })
    }

    /// Whether permessage-deflate was agreed.
    pub(crate) fn compression(&self) -> bool {
        self.extensions.is_some()
    }

    /// The head of the 101 answer.
    pub(crate) fn answer(&self) -> String {
        let mut head = format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {}\r\n",
            self.accept
        );
        if let Some(name) = &self.subprotocol {
            head.extend(["Sec-WebSocket-Protocol: ", name, "\r\n"]);
        }
        if let Some(extensions) = &self.extensions {
            head.extend(["Sec-WebSocket-Extensions: ", extensions, "\r\n"]);
        }
        head.push_str("\r\n");
        head
    }

    /// The agreed extensions and the settings for the WebSocket crate.
    pub(crate) fn settings(&self) -> (Option<&str>, Options) {
        let mut options = Options::default().with_limits(MESSAGE_LIMIT, MESSAGE_LIMIT).with_utf8();
        options = options.with_backpressure_boundary(WRITE_BATCH);
        options =
            options.with_write_buffer_capacity(WRITE_BATCH).with_read_buffer_capacity(READ_BATCH);
        options = if self.compression() {
            options.with_compression_level(CompressionLevel::fast())
        } else {
            options.without_compression()
        };
        (self.extensions.as_deref(), options)
    }
}

/// The subprotocols a client offers, best first.
pub(crate) fn offered_subprotocols(request: &Request) -> Vec<String> {
    request.header_items("sec-websocket-protocol").map(str::to_owned).collect()
}

/// The query's choice, even one that was not offered; otherwise the first offered.
fn subprotocol(request: &Request) -> Option<String> {
    match request.parameter("subprotocol") {
        Some("none") => None,
        // Only a token may stand in the header (RFC 6455 §4.1), and nothing that could end its line.
        Some(name) => Some(name.chars().filter(char::is_ascii_graphic).collect()),
        None => request.header_items("sec-websocket-protocol").next().map(str::to_owned),
    }
}

/// The answer to one offered extension, if it is a permessage-deflate this server can keep.
fn deflate_answer(offer: &str) -> Option<String> {
    let mut parts = offer.split(';').map(str::trim);
    if parts.next() != Some("permessage-deflate") {
        return None;
    }
    let mut answer = "permessage-deflate".to_owned();
    for part in parts {
        let (name, value) = part.split_once('=').map_or((part, None), |(name, value)| {
            (name.trim(), Some(value.trim().trim_matches('"')))
        });
        match (name, value) {
            ("server_no_context_takeover" | "client_no_context_takeover", None)
            | ("server_max_window_bits", Some("15")) => {
                answer.push_str("; ");
                answer.push_str(part);
            }
            // A hint that the client could use a smaller window; the server need not ask for it.
            ("client_max_window_bits", _) => {}
            // An offer with anything else must be declined (RFC 7692 §5.1).
            _ => return None,
        }
    }
    Some(answer)
}

fn accept_key(key: &str) -> String {
    let mut hash = Sha1::new();
    hash.update(key.trim());
    hash.update(KEY_SUFFIX);
    BASE64.encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_the_rfc_gives_the_answer_of_the_rfc() {
        assert_eq!(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn offers_of_browsers_are_accepted() {
        assert_eq!(
            deflate_answer("permessage-deflate; client_max_window_bits").as_deref(),
            Some("permessage-deflate")
        );
        assert_eq!(deflate_answer("permessage-deflate").as_deref(), Some("permessage-deflate"));
    }

    #[test]
    fn context_takeover_is_given_up_when_asked() {
        assert_eq!(
            deflate_answer(
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
            )
            .as_deref(),
            Some("permessage-deflate; server_no_context_takeover; client_no_context_takeover")
        );
    }

    #[test]
    fn what_cannot_be_kept_is_declined() {
        assert_eq!(deflate_answer("permessage-deflate; server_max_window_bits=10"), None);
        assert_eq!(deflate_answer("permessage-deflate; unknown"), None);
        assert_eq!(deflate_answer("x-webkit-deflate-frame"), None);
    }
}
