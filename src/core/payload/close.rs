//! Close codes and reasons (RFC 6455 §7.4): what a page may send, and what codes are called.

/// The most bytes a close reason can have: a control frame's 125 less the code (RFC 6455 §5.5).
pub const MAX_REASON_BYTES: usize = 123;

/// What is wrong with a close code as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CloseCodeProblem {
    /// Nothing was typed.
    #[error("the close code is empty")]
    Empty,
    /// Something other than digits.
    #[error("a close code is a number")]
    NotANumber,
    /// A browser sends 1000 and 3000–4999 only.
    #[error("a close code is 1000 or between 3000 and 4999")]
    NotAllowed,
}

/// A close reason has more than [`MAX_REASON_BYTES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a close reason has at most {MAX_REASON_BYTES} bytes, this one {bytes}")]
pub struct ReasonTooLong {
    /// Bytes in UTF-8.
    pub bytes: usize,
}

/// The close code typed, if a page may send it: 1000 or 3000–4999. White space around it is no error.
pub fn check_code(typed: &str) -> Result<u16, CloseCodeProblem> {
    let digits = typed.trim();
    if digits.is_empty() {
        return Err(CloseCodeProblem::Empty);
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(CloseCodeProblem::NotANumber);
    }
    match digits.parse() {
        Ok(code @ (1000 | 3000..=4999)) => Ok(code),
        _ => Err(CloseCodeProblem::NotAllowed),
    }
}

/// Whether a reason fits in a close frame.
pub fn check_reason(reason: &str) -> Result<(), ReasonTooLong> {
    match reason_bytes(reason) {
        0..=MAX_REASON_BYTES => Ok(()),
        bytes => Err(ReasonTooLong { bytes }),
    }
}

/// What a reason takes of [`MAX_REASON_BYTES`].
pub fn reason_bytes(reason: &str) -> usize {
    reason.len()
}

/// The name of a close code in IANA's *WebSocket Close Code Number Registry*; a name of the
/// protocol, not translated. `None` for codes without one.
pub fn registered_name(code: u16) -> Option<&'static str> {
    Some(match code {
        1000 => "Normal Closure",
        1001 => "Going Away",
        1002 => "Protocol Error",
        1003 => "Unsupported Data",
        1005 => "No Status Received",
        1006 => "Abnormal Closure",
        1007 => "Invalid Frame Payload Data",
        1008 => "Policy Violation",
        1009 => "Message Too Big",
        1010 => "Mandatory Extension",
        1011 => "Internal Error",
        1012 => "Service Restart",
        1013 => "Try Again Later",
        1014 => "Bad Gateway",
        1015 => "TLS Handshake",
        3000 => "Unauthorized",
        3003 => "Forbidden",
        3008 => "Timeout",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_a_page_may_send() {
        use CloseCodeProblem::{Empty, NotANumber, NotAllowed};
        let check = |typed: &str, expected| assert_eq!(check_code(typed), expected, "{typed:?}");
        check("1000", Ok(1000));
        check(" 3000\n", Ok(3000));
        check("4999", Ok(4999));
        check("03500", Ok(3500));
        for typed in ["", " ", "\t\n"] {
            check(typed, Err(Empty));
        }
        for typed in ["a", "1000a", "+1000", "-1000", "1e3", "10 00", "1000.0", "１０００", "0x3e8"]
        {
            check(typed, Err(NotANumber));
        }
        for typed in [
            "0",
            "999",
            "1001",
            "1005",
            "1006",
            "1015",
            "2999",
            "5000",
            "65535",
            "66536",
            "99999999999999",
        ] {
            check(typed, Err(NotAllowed));
        }
    }

    #[test]
    fn reasons_are_counted_in_utf8() {
        assert_eq!(check_reason(""), Ok(()));
        assert_eq!(check_reason(&"x".repeat(123)), Ok(()));
        assert_eq!(check_reason(&"x".repeat(124)), Err(ReasonTooLong { bytes: 124 }));
        assert_eq!(check_reason(&"é".repeat(61)), Ok(()));
        assert_eq!(check_reason(&"é".repeat(62)), Err(ReasonTooLong { bytes: 124 }));
        assert_eq!(reason_bytes("maré 🌊"), 10);
    }

    #[test]
    fn names_of_codes() {
        assert_eq!(registered_name(1000), Some("Normal Closure"));
        assert_eq!(registered_name(1006), Some("Abnormal Closure"));
        assert_eq!(registered_name(3008), Some("Timeout"));
        for code in [0, 999, 1004, 1016, 2000, 3001, 4000, 4999, 5000, u16::MAX] {
            assert_eq!(registered_name(code), None, "{code}");
        }
    }
}
