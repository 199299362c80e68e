//! Client messages whose content is in a file: where the file is looked for, what it must be, and
//! how much of it is on its way. It must not read files.

mod place;
mod uploads;

pub use place::{LeavesFolder, file_name, places_below};
pub use uploads::{Progress, Uploads};

use super::{
    payload::{
        close::{CloseCodeProblem, MAX_REASON_BYTES},
        utf8::NotUtf8,
    },
    variables::VariableProblem,
};

/// The largest file, in bytes, that goes out as a text message: browsers make one string of it, and
/// some hold no longer one. Binary messages have no such limit.
pub const LARGEST_TEXT: u64 = 500_000_000;

/// Why a client message from a file was not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// No path was typed and no file chosen.
    #[error("no file is named")]
    NoPath,
    /// The page was given neither the file nor a folder, or the browser has forgotten it.
    #[error("{name} was not given to the page")]
    NotGiven {
        /// As in the path.
        name: String,
    },
    /// The path does not lead to a file in the chosen folder.
    #[error("{path} is not in {folder}")]
    NotInFolder {
        /// As looked for.
        path: String,
        /// Name of the folder.
        folder: String,
    },
    /// The path leads out of the chosen folder.
    #[error("{path} leaves the folder")]
    LeavesFolder {
        /// As looked for.
        path: String,
    },
    /// The chosen file is not there any more.
    #[error("{name} is gone")]
    Gone {
        /// Its name.
        name: String,
    },
    /// The person or the browser does not let it be read.
    #[error("{name} may not be read")]
    NotAllowed {
        /// Its name, or that of the folder.
        name: String,
    },
    /// Reading failed: changed since it was chosen, or locked.
    #[error("{name} cannot be read")]
    Unreadable {
        /// Its name.
        name: String,
    },
    /// A text message or close reason is UTF-8 (RFC 6455 §8.1).
    #[error("{name} is not UTF-8 at byte {at}")]
    NotUtf8 {
        /// Its name.
        name: String,
        /// Offset from 0.
        at: u64,
    },
    /// Larger than [`LARGEST_TEXT`].
    #[error("{name} is too large for a text message")]
    TooLargeForText {
        /// Its name.
        name: String,
    },
    /// Longer than a close reason can be.
    #[error("{name} has {bytes} bytes, too many for a close reason")]
    ReasonTooLong {
        /// Its name.
        name: String,
        /// All of them.
        bytes: u64,
    },
    /// The close code beside it.
    #[error(transparent)]
    CloseCode(#[from] CloseCodeProblem),
    /// A variable in its path or in the close code.
    #[error(transparent)]
    Variable(#[from] VariableProblem),
}

impl FileProblem {
    /// A file that is not UTF-8.
    pub fn not_utf8(name: &str, problem: NotUtf8) -> Self {
        Self::NotUtf8 { name: name.to_owned(), at: problem.at }
    }
}

/// Whether a file of this size can be a text message.
pub fn check_text_size(name: &str, size: u64) -> Result<(), FileProblem> {
    if size <= LARGEST_TEXT {
        Ok(())
    } else {
        Err(FileProblem::TooLargeForText { name: name.to_owned() })
    }
}

/// Whether a file of this size can be a close reason.
pub fn check_reason_size(name: &str, size: u64) -> Result<(), FileProblem> {
    if size <= MAX_REASON_BYTES as u64 {
        Ok(())
    } else {
        Err(FileProblem::ReasonTooLong { name: name.to_owned(), bytes: size })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_their_limits() {
        let name = || "a".to_owned();
        assert_eq!(check_text_size("a", LARGEST_TEXT), Ok(()));
        let large = check_text_size("a", LARGEST_TEXT + 1);
        assert_eq!(large, Err(FileProblem::TooLargeForText { name: name() }));
        assert_eq!(check_reason_size("a", 123), Ok(()));
        let long = check_reason_size("a", 124);
        assert_eq!(long, Err(FileProblem::ReasonTooLong { name: name(), bytes: 124 }));
    }
}
