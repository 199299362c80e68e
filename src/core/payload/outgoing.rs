//! What a client message becomes when it is sent.

use super::{
    binary::{self, BinaryProblem},
    close::{self, CloseCodeProblem, ReasonTooLong},
};
use crate::core::model::{ClientMessage, ContentMode, MessageType};

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

/// What to send for a client message whose content is typed.
pub fn outgoing(message: &ClientMessage) -> Result<Outgoing, OutgoingProblem> {
    if message.content_mode == ContentMode::File {
        return Err(OutgoingProblem::FromFile);
    }
    let typed = &message.raw_content;
    match message.message_type {
        MessageType::Text => Ok(Outgoing::Text(typed.clone())),
        MessageType::Binary => Ok(Outgoing::Binary(binary::decode(
            typed,
            message.binary_encoding,
        )?)),
        MessageType::Close => {
            let code = close::check_code(&message.close_code)?;
            close::check_reason(typed)?;
            Ok(Outgoing::Close {
                code,
                reason: typed.clone(),
            })
        }
    }
}
