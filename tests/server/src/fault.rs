//! What no server may say (RFC 6455 §4.2.2, §5): answers to a handshake and frames that a client has to
//! refuse.
//!
//! Owns the bytes; sending them is for `session` and `behaviour`.

/// Something that no server may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// An answer with the key of another handshake.
    Accept,
    /// An answer with a header longer than any client takes.
    Header,
    /// An answer that ends in the middle.
    Half,
    /// These bytes after a good answer.
    Frame(&'static [u8]),
}

/// Longer than browsers take, which is some hundred thousand bytes.
const HEADER_BYTES: usize = 2 * 1024 * 1024;

impl Fault {
    /// The words of the query.
    pub(crate) const WORDS: &'static [(&'static str, Self)] = &[
        ("accept", Self::Accept),
        ("header", Self::Header),
        ("half", Self::Half),
        ("utf8", Self::Frame(&[0x81, 2, 0xc3, b'('])),
        ("reserved", Self::Frame(&[0xa1, 1, b'a'])),
        ("opcode", Self::Frame(&[0x83, 1, b'a'])),
        ("masked", Self::Frame(&[0x81, 0x81, 1, 2, 3, 4, b'a' ^ 1])),
        ("control", Self::Frame(&[0x09, 1, b'a'])),
        ("continuation", Self::Frame(&[0x80, 1, b'a'])),
        ("close", Self::Frame(&[0x88, 1, 3])),
        ("length", Self::Frame(&[0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255])),
        (
            "garbage",
            Self::Frame(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 47\r\n\r\n\
            <!doctype html><title>No WebSocket here</title>",
            ),
        ),
    ];

    /// The head of a good answer, made wrong where that is the fault.
    pub(crate) fn spoil(self, mut head: String) -> String {
        match self {
            Self::Frame(_) => head,
            Self::Accept => head.replace("Sec-WebSocket-Accept: ", "Sec-WebSocket-Accept: A"),
            Self::Header => {
                let header = format!("X-Long: {}\r\n\r\n", "a".repeat(HEADER_BYTES));
                head.truncate(head.len().saturating_sub(2));
                head + &header
            }
            Self::Half => {
                head.truncate(head.len() / 2);
                head
            }
        }
    }
}
