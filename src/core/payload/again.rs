//! A message of the conversation used again: sent once more, or made a client message.

use super::{binary, close, json, outgoing::Outgoing};
use crate::core::{
    conversation::MessageKind,
    model::{BinaryEncoding, ClientMessage, DEFAULT_CLOSE_CODE, MessageType, Syntax},
};

/// Longest message that becomes a client message, in bytes: a browser keeps little more in all.
pub const LONGEST_CLIENT_MESSAGE: usize = 1_000_000;

/// Bytes up to this many are written in hexadecimal, where each can be seen; more as base64.
const HEX_BYTES: usize = 4_096;

/// What is sent when a message is sent again: its bytes. `None` for a close message with a code that
/// no page may send.
pub fn outgoing(kind: MessageKind, payload: &[u8]) -> Option<Outgoing> {
    let text = || String::from_utf8_lossy(payload).into_owned();
    match kind {
        MessageKind::Text => Some(Outgoing::Text(text())),
        MessageKind::Binary => Some(Outgoing::Binary(payload.to_vec())),
        MessageKind::Close { code } => {
            let code = close::check_code(&close_code(code)).ok()?;
            Some(Outgoing::Close { code, reason: text() })
        }
    }
}

/// Gives a client message the type and content of a message.
pub fn fill(message: &mut ClientMessage, kind: MessageKind, payload: &[u8]) {
    let text = String::from_utf8_lossy(payload);
    match kind {
        MessageKind::Text => {
            message.message_type = MessageType::Text;
            message.syntax = if json::is_json(&text) { Syntax::Json } else { Syntax::Other };
            message.raw_content = text.into_owned();
        }
        MessageKind::Binary => {
            message.message_type = MessageType::Binary;
            message.syntax = Syntax::Other;
            message.binary_encoding = encoding_for(payload);
            message.raw_content =
                binary::encode(payload, message.binary_encoding).unwrap_or_default();
        }
        MessageKind::Close { code } => {
            message.message_type = MessageType::Close;
            message.syntax = Syntax::Other;
            message.close_code = close_code(code);
            message.raw_content = text.into_owned();
        }
    }
}

/// Text where a text field can hold it, else hexadecimal or base64.
fn encoding_for(payload: &[u8]) -> BinaryEncoding {
    // A text field turns carriage returns into line feeds, and nobody sees the other ones.
    let is_shown = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    match str::from_utf8(payload) {
        Ok(text) if !text.is_empty() && text.chars().all(is_shown) => BinaryEncoding::Utf8,
        _ if payload.len() <= HEX_BYTES => BinaryEncoding::Hex,
        _ => BinaryEncoding::Base64,
    }
}

fn close_code(code: Option<u16>) -> String {
    code.map_or_else(|| DEFAULT_CLOSE_CODE.to_owned(), |code| code.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        model::ItemId,
        payload::outgoing::outgoing as of_client_message,
        variables::{Sample, Scopes},
    };
    use proptest::prelude::*;

    fn filled(kind: MessageKind, payload: &[u8]) -> ClientMessage {
        let mut message = ClientMessage::new(ItemId(1), "again");
        fill(&mut message, kind, payload);
        message
    }

    #[test]
    fn a_client_message_has_the_type_and_content() {
        let text = filled(MessageKind::Text, b"{\"a\": 1.10}");
        assert_eq!((text.message_type, text.syntax), (MessageType::Text, Syntax::Json));
        assert_eq!(text.raw_content, "{\"a\": 1.10}");
        assert_eq!(filled(MessageKind::Text, b"hello").syntax, Syntax::Other);
        let encoding = |payload: &[u8]| filled(MessageKind::Binary, payload).binary_encoding;
        assert_eq!(encoding("maré\n".as_bytes()), BinaryEncoding::Utf8);
        assert_eq!(encoding(b"a\r\n"), BinaryEncoding::Hex);
        assert_eq!(encoding(b"\0\xff"), BinaryEncoding::Hex);
        assert_eq!(encoding(b""), BinaryEncoding::Hex);
        assert_eq!(encoding(&[0; HEX_BYTES + 1]), BinaryEncoding::Base64);
        let close = filled(MessageKind::Close { code: Some(4001) }, b"tide out");
        assert_eq!((close.close_code.as_str(), close.raw_content.as_str()), ("4001", "tide out"));
        assert_eq!(filled(MessageKind::Close { code: None }, b"").close_code, "1000");
    }

    #[test]
    fn a_close_that_no_page_may_send_is_not_sent_again() {
        let close = |code| outgoing(MessageKind::Close { code }, b"bye");
        assert_eq!(close(Some(1001)), None);
        assert_eq!(close(Some(3000)), Some(Outgoing::Close { code: 3000, reason: "bye".into() }));
    }

    proptest! {
        /// Sending the client message sends the same bytes as sending the message again.
        #[test]
        fn the_same_bytes_go_out(payload: Vec<u8>, text in "\\PC{0,40}") {
            for (kind, payload) in [(MessageKind::Binary, payload.as_slice()), (MessageKind::Text, text.as_bytes())] {
                let again = outgoing(kind, payload).expect("not a close");
                let message = filled(kind, payload);
                let sent = of_client_message(&message, &Scopes::default(), &mut Sample::default());
                prop_assert_eq!(sent.expect("valid"), again);
            }
        }
    }
}
