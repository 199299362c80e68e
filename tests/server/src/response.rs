//! Plain HTTP answers: probes, refusals, reports.
//!
//! Owns their form (always readable from any page, always the last on their connection).

use tokio::io::AsyncWriteExt as _;

use crate::wire::Wire;

/// An HTTP answer that is not a WebSocket.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    headers: Vec<(&'static str, &'static str)>,
    body: Vec<u8>,
}

impl Response {
    pub(crate) fn text(status: u16, body: impl Into<String>) -> Self {
        Self { status, headers: Vec::new(), body: body.into().into_bytes() }
    }

    /// A refusal: the status in words, and the Basic challenge with a 401 (RFC 7617 §2).
    pub(crate) fn refusal(status: u16) -> Self {
        let mut response = Self::text(status, format!("{status} {}\n", reason(status)));
        if status == 401 {
            response = response
                .with_header("WWW-Authenticate", "Basic realm=\"macareu\", charset=\"UTF-8\"");
        }
        response
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Writes the answer; without its body when the request was a `HEAD`.
    pub(crate) async fn write(&self, wire: &mut Wire, with_body: bool) -> std::io::Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in [
            ("Connection", "close"),
            ("Cache-Control", "no-store"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Allow-Methods", "*"),
            ("Access-Control-Allow-Headers", "*"),
            ("Access-Control-Allow-Private-Network", "true"),
            ("Access-Control-Expose-Headers", "*"),
        ]
        .iter()
        .chain(&self.headers)
        {
            head.extend([*name, ": ", *value, "\r\n"]);
        }
        if self.status != 204 {
            head.extend(["Content-Length: ", &self.body.len().to_string(), "\r\n"]);
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        if with_body {
            bytes.extend_from_slice(&self.body);
        }
        wire.write_all(&bytes).await?;
        wire.flush().await
    }
}

/// The reason phrase of a status (RFC 9110 §15).
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        413 => "Content Too Large",
        426 => "Upgrade Required",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => "Status",
    }
}
