//! The HTTP request that opens a connection: its head, its query and its body.
//!
//! Owns reading a request; must not decide what to answer.

use std::io;
use std::str::FromStr;

use thiserror::Error;

use crate::wire::Wire;

/// The longest request head that is read, in bytes.
const HEAD_LIMIT: usize = 64 * 1024;
/// The longest request body that is read, in bytes.
const BODY_LIMIT: usize = 16 * 1024 * 1024;
const HEADER_LIMIT: usize = 128;

/// Why a request could not be read.
#[derive(Debug, Error)]
pub(crate) enum RequestError {
    /// The client left, perhaps without a word: browsers open spare connections.
    #[error("the client left before its request was complete")]
    Left,
    /// The head is not HTTP/1.1.
    #[error("this is not an HTTP request: {0}")]
    Malformed(#[from] httparse::Error),
    /// The head or the body is longer than this server reads.
    #[error("the request is too large")]
    TooLarge,
    /// The connection failed.
    #[error("reading the request failed: {0}")]
    Io(#[from] io::Error),
}

/// A query parameter whose value cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("the query parameter `{name}` cannot be `{value}`: {expected}")]
pub(crate) struct BadParameter {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) expected: &'static str,
}

/// The head of an HTTP request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// The request target as sent, path and query.
    pub(crate) target: String,
    pub(crate) path: String,
    /// The query's names and values, decoded, in order.
    pub(crate) query: Vec<(String, String)>,
    /// Header names in lower case and their values, in order.
    pub(crate) headers: Vec<(String, String)>,
}

impl Request {
    /// Reads one request head; what follows it stays in the wire.
    pub(crate) async fn read(wire: &mut Wire) -> Result<Self, RequestError> {
        loop {
            if let Some((request, length)) = Self::parse(wire.early())? {
                wire.take(length);
                return Ok(request);
            }
            if wire.early().len() > HEAD_LIMIT {
                return Err(RequestError::TooLarge);
            }
            if wire.fill().await? == 0 {
                return Err(RequestError::Left);
            }
        }
    }

    fn parse(bytes: &[u8]) -> Result<Option<(Self, usize)>, httparse::Error> {
        let mut headers = [httparse::EMPTY_HEADER; HEADER_LIMIT];
        let mut parsed = httparse::Request::new(&mut headers);
        let httparse::Status::Complete(length) = parsed.parse(bytes)? else {
            return Ok(None);
        };
        let target = parsed.path.unwrap_or("/").to_owned();
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let request = Self {
            method: parsed.method.unwrap_or("GET").to_owned(),
            path: path.to_owned(),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            headers: parsed
                .headers
                .iter()
                .map(|header| {
                    (
                        header.name.to_ascii_lowercase(),
                        String::from_utf8_lossy(header.value).into_owned(),
                    )
                })
                .collect(),
            target,
        };
        Ok(Some((request, length)))
    }

    /// Reads the body that `Content-Length` announces; empty without one.
    pub(crate) async fn read_body(&self, wire: &mut Wire) -> Result<Vec<u8>, RequestError> {
        let length =
            self.header("content-length").and_then(|value| value.trim().parse().ok()).unwrap_or(0);
        if length > BODY_LIMIT {
            return Err(RequestError::TooLarge);
        }
        while wire.early().len() < length {
            if wire.fill().await? == 0 {
                return Err(RequestError::Left);
            }
        }
        let body = wire.early().get(..length).unwrap_or_default().to_vec();
        wire.take(length);
        Ok(body)
    }

    /// The first value of a header, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The comma-separated items of every header of that name, trimmed (RFC 9110 §5.6.1).
    pub(crate) fn header_items(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers
            .iter()
            .filter(move |(key, _)| key == name)
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|item| !item.is_empty())
    }

    /// Whether the request asks for a WebSocket (RFC 6455 §4.2.1).
    pub(crate) fn is_upgrade(&self) -> bool {
        self.header_items("upgrade").any(|item| item.eq_ignore_ascii_case("websocket"))
            && self.header_items("connection").any(|item| item.eq_ignore_ascii_case("upgrade"))
    }

    /// A query parameter's value, the first of that name.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A query parameter as a number, or `default` when it is missing.
    pub(crate) fn number<T: FromStr + PartialOrd>(
        &self,
        name: &'static str,
        default: T,
        most: &T,
        expected: &'static str,
    ) -> Result<T, BadParameter> {
        let Some(value) = self.parameter(name) else {
            return Ok(default);
        };
        match value.parse::<T>() {
            Ok(number) if number <= *most => Ok(number),
            _ => Err(BadParameter { name, value: value.to_owned(), expected }),
        }
    }

    /// A query parameter that is one of a few words, the first of them when it is missing.
    pub(crate) fn choice<T: Clone>(
        &self,
        name: &'static str,
        words: &[(&str, T)],
        default: T,
        expected: &'static str,
    ) -> Result<T, BadParameter> {
        let Some(value) = self.parameter(name) else {
            return Ok(default);
        };
        words
            .iter()
            .find(|(word, _)| *word == value)
            .map(|(_, choice)| choice.clone())
            .ok_or_else(|| BadParameter { name, value: value.to_owned(), expected })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(head: &str) -> Request {
        Request::parse(head.as_bytes()).expect("well-formed").expect("complete").0
    }

    #[test]
    fn path_query_and_headers_are_taken_apart() {
        let request = request(
            "GET /close?reason=at%C3%A9+logo&code=3001 HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nx-a: 2, 3\r\n\r\nrest",
        );
        assert_eq!(request.path, "/close");
        assert_eq!(request.parameter("reason"), Some("até logo"));
        assert_eq!(request.number("code", 1000_u16, &u16::MAX, "a code"), Ok(3001));
        assert_eq!(request.header_items("x-a").collect::<Vec<_>>(), ["1", "2", "3"]);
    }

    #[test]
    fn a_number_out_of_range_is_named() {
        let request = request("GET /close?code=70000 HTTP/1.1\r\n\r\n");
        let error = request
            .number("code", 1000_u16, &u16::MAX, "a code up to 65535")
            .expect_err("too large");
        assert_eq!(
            error.to_string(),
            "the query parameter `code` cannot be `70000`: a code up to 65535"
        );
    }

    #[test]
    fn an_upgrade_needs_both_headers() {
        assert!(
            request(
                "GET / HTTP/1.1\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n\r\n"
            )
            .is_upgrade()
        );
        assert!(!request("GET / HTTP/1.1\r\nConnection: Upgrade\r\n\r\n").is_upgrade());
    }
}
