//! What a client message becomes when it is sent.

use super::{
    binary::{self, BinaryProblem},
    close::{self, CloseCodeProblem, ReasonTooLong},
};
use crate::core::{
    model::{ClientMessage, ContentMode, MessageType},
    variables::{self, Scopes, Source, VariableProblem},
};

/// A message ready to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// A text message.
    Text(String),
    /// A binary message.
    Binary(Vec<u8>),
    /// Starts the close handshake.
    Close {
        /// 1000 or 3000–4999.
        code: u16,
        /// At most 123 bytes of UTF-8.
        reason: String,
    },
}

/// Why a client message cannot be sent as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutgoingProblem {
    /// Its content is in a file, not typed.
    #[error("the content is in a file")]
    FromFile,
    /// A variable in it.
    #[error(transparent)]
    Variable(#[from] VariableProblem),
    /// Its hexadecimal or base64.
    #[error(transparent)]
    Binary(#[from] BinaryProblem),
    /// Its close code.
    #[error(transparent)]
    CloseCode(#[from] CloseCodeProblem),
    /// Its close reason.
    #[error(transparent)]
    Reason(#[from] ReasonTooLong),
}

/// What to send for a client message whose content is typed: variables get their values, then it
/// is checked.
pub fn outgoing(
    message: &ClientMessage,
    scopes: &Scopes,
    source: &mut dyn Source,
) -> Result<Outgoing, OutgoingProblem> {
    if message.content_mode == ContentMode::File {
        return Err(OutgoingProblem::FromFile);
    }
    let text = variables::resolve(&message.raw_content, scopes, source)?.text;
    match message.message_type {
        MessageType::Text => Ok(Outgoing::Text(text)),
        MessageType::Binary => {
            Ok(Outgoing::Binary(binary::decode(&text, message.binary_encoding)?))
        }
        MessageType::Close => {
            let code = variables::resolve(&message.close_code, scopes, source)?.text;
            let code = close::check_code(&code)?;
            close::check_reason(&text)?;
            Ok(Outgoing::Close { code, reason: text })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        model::{BinaryEncoding, ItemId},
        payload::binary::BinaryProblemKind,
        variables::{Definition, Origin, Sample, VariableProblemKind},
    };

    /// With the variables `n`, which is `1001`, and `me`, which leads to itself.
    fn out(message: &ClientMessage) -> Result<Outgoing, OutgoingProblem> {
        let mut scopes = Scopes::default();
        for (name, value) in [("n", "1001"), ("me", "{{me}}")] {
            let value = value.to_owned();
            scopes.define(name, Definition { value, secret: false, origin: Origin::Collection });
        }
        outgoing(message, &scopes, &mut Sample::default())
    }

    fn message(message_type: MessageType, typed: &str) -> ClientMessage {
        ClientMessage {
            message_type,
            raw_content: typed.to_owned(),
            binary_encoding: BinaryEncoding::Hex,
            close_code: "3001".to_owned(),
            ..ClientMessage::new(ItemId(1), "")
        }
    }

    #[test]
    fn typed_content_is_sent_as_its_kind_says() {
        assert_eq!(
            out(&message(MessageType::Text, "not json")),
            Ok(Outgoing::Text("not json".to_owned()))
        );
        assert_eq!(out(&message(MessageType::Text, "")), Ok(Outgoing::Text(String::new())));
        assert_eq!(
            out(&message(MessageType::Binary, "00 ff 00")),
            Ok(Outgoing::Binary(vec![0, 255, 0]))
        );
        let utf8 = ClientMessage {
            binary_encoding: BinaryEncoding::Utf8,
            ..message(MessageType::Binary, "00 é")
        };
        assert_eq!(out(&utf8), Ok(Outgoing::Binary("00 é".as_bytes().to_vec())));
        let close = Outgoing::Close { code: 3001, reason: "tide out".to_owned() };
        assert_eq!(out(&message(MessageType::Close, "tide out")), Ok(close));
    }

    #[test]
    fn variables_have_their_values_before_anything_is_checked() {
        let text = message(MessageType::Text, "{\"n\": {{n}}, \"x\": {{x}}}");
        assert_eq!(out(&text), Ok(Outgoing::Text("{\"n\": 1001, \"x\": {{x}}}".to_owned())));
        let bytes = message(MessageType::Binary, "{{n}}");
        assert_eq!(out(&bytes), Ok(Outgoing::Binary(vec![0x10, 0x01])));
        let close = ClientMessage {
            close_code: "3{{n}}".to_owned(),
            ..message(MessageType::Close, "bye {{n}}")
        };
        assert_eq!(out(&close), Err(OutgoingProblem::CloseCode(CloseCodeProblem::NotAllowed)));
        let circle = out(&message(MessageType::Text, "{{me}}"));
        assert!(
            matches!(circle, Err(OutgoingProblem::Variable(it)) if it.kind == VariableProblemKind::Cycle)
        );
    }

    #[test]
    fn what_cannot_be_sent_says_why() {
        for message_type in [MessageType::Text, MessageType::Binary, MessageType::Close] {
            let file =
                ClientMessage { content_mode: ContentMode::File, ..message(message_type, "") };
            assert_eq!(out(&file), Err(OutgoingProblem::FromFile));
        }
        let odd = out(&message(MessageType::Binary, "0"));
        assert!(
            matches!(odd, Err(OutgoingProblem::Binary(problem)) if problem.kind == BinaryProblemKind::OddDigits)
        );
        let code =
            ClientMessage { close_code: "1001".to_owned(), ..message(MessageType::Close, "") };
        assert_eq!(out(&code), Err(OutgoingProblem::CloseCode(CloseCodeProblem::NotAllowed)));
        let long = out(&message(MessageType::Close, &"x".repeat(124)));
        assert_eq!(long, Err(OutgoingProblem::Reason(ReasonTooLong { bytes: 124 })));
    }
}
