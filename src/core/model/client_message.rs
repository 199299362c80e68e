//! A client message: what a person prepares to send.

use super::{ItemId, Kept};

/// A message saved under a WebSocket. Every content mode keeps its own value, so that switching
/// the mode and back loses nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientMessage {
    /// Names it in this browser.
    pub id: ItemId,
    /// As shown; may be empty.
    pub name: String,
    /// The kind of frame to send.
    pub message_type: MessageType,
    /// Where its content comes from.
    pub content_mode: ContentMode,
    /// Typed content; for a close message its reason.
    pub raw_content: String,
    /// How typed text is shown and checked.
    pub syntax: Syntax,
    /// Path of the file its content is read from, as typed.
    pub file_src_path: String,
    /// Whether it goes uncompressed over a connection that compresses.
    pub disable_compression: bool,
    /// How typed content of a binary message becomes bytes. Not in Pororoca's format, which always
    /// sends UTF-8: written under the key `macareu`.
    pub binary_encoding: BinaryEncoding,
    /// Close code as typed: 1000 or 3000–4999 when valid (RFC 6455 §7.4). Not in Pororoca's format,
    /// which always closes with 1000: written under the key `macareu`.
    pub close_code: String,
    /// See [`Kept`].
    pub kept: Kept,
}

/// What of a client message is edited on its page: all but its name.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageContent {
    /// See [`ClientMessage::message_type`].
    pub message_type: MessageType,
    /// See [`ClientMessage::content_mode`].
    pub content_mode: ContentMode,
    /// See [`ClientMessage::raw_content`].
    pub raw_content: String,
    /// See [`ClientMessage::syntax`].
    pub syntax: Syntax,
    /// See [`ClientMessage::file_src_path`].
    pub file_src_path: String,
    /// See [`ClientMessage::disable_compression`].
    pub disable_compression: bool,
    /// See [`ClientMessage::binary_encoding`].
    pub binary_encoding: BinaryEncoding,
    /// See [`ClientMessage::close_code`].
    pub close_code: String,
}

impl ClientMessage {
    /// What is edited on its page.
    pub fn content(&self) -> MessageContent {
        MessageContent {
            message_type: self.message_type,
            content_mode: self.content_mode,
            raw_content: self.raw_content.clone(),
            syntax: self.syntax,
            file_src_path: self.file_src_path.clone(),
            disable_compression: self.disable_compression,
            binary_encoding: self.binary_encoding,
            close_code: self.close_code.clone(),
        }
    }

    /// Replaces what is edited on its page and gives what was there.
    pub fn replace_content(&mut self, content: MessageContent) -> MessageContent {
        let before = self.content();
        self.message_type = content.message_type;
        self.content_mode = content.content_mode;
        self.raw_content = content.raw_content;
        self.syntax = content.syntax;
        self.file_src_path = content.file_src_path;
        self.disable_compression = content.disable_compression;
        self.binary_encoding = content.binary_encoding;
        self.close_code = content.close_code;
        before
    }
}

/// The kind of frame a message is sent as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MessageType {
    /// A text message (RFC 6455 §5.6).
    #[default]
    Text,
    /// A binary message (RFC 6455 §5.6).
    Binary,
    /// Starts the close handshake (RFC 6455 §7.1.2).
    Close,
}

/// Where the content of a client message comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ContentMode {
    /// Typed.
    #[default]
    Raw,
    /// Read from a file when sent.
    File,
}

/// How typed text is shown and checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Syntax {
    /// JSON (RFC 8259).
    #[default]
    Json,
    /// Anything else.
    Other,
}

/// How typed content of a binary message becomes bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BinaryEncoding {
    /// The text's UTF-8 bytes, as Pororoca sends them.
    #[default]
    Utf8,
    /// Pairs of hexadecimal digits; white space between bytes is allowed.
    Hex,
    /// Base64 (RFC 4648 §4 or §5), white space allowed, padding optional.
    Base64,
}
