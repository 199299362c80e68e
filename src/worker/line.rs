//! What a connection runs over: a socket of the browser, or a server in the page. Both take the same
//! and tell the same. It must not know of conversations.

use js_sys::{JsString, Uint8Array};

use crate::browser::{
    clock::now_ms,
    socket::{Socket, SocketError, SocketEvent},
    source_file::SourceFile,
};
use crate::core::connection::{Attempt, NORMAL_CLOSURE};
use crate::core::demo::{self, DemoEvent, LONGEST_REASON, Session};

/// A message on its way to a server in the page and back.
pub(super) enum Echo {
    /// Text.
    Text(JsString),
    /// Bytes.
    Bytes(Uint8Array),
    /// Bytes of a file, which stay there.
    File(SourceFile),
}

/// A server in the page, and the attempt it answers.
pub(super) struct DemoLine {
    pub attempt: Attempt,
    session: Session<Echo>,
}

/// What carries a connection.
pub(super) enum Line {
    /// The browser's socket.
    Socket(Socket),
    /// A server in the page, which is asked what comes next; it calls nobody.
    Demo(Box<DemoLine>),
}

impl Line {
    /// Starts a handshake. What a socket then tells goes to `tell`.
    pub fn open(
        attempt: Attempt,
        url: &str,
        subprotocols: &[String],
        tell: impl Fn(SocketEvent) + 'static,
    ) -> Result<Self, SocketError> {
        if !demo::is_demo(url) {
            return Socket::open(url, subprotocols, tell).map(Self::Socket);
        }
        let server = demo::parse(url).map_err(|(problem, _)| SocketError(problem.to_string()))?;
        let session = Session::new(now_ms(), server, subprotocols);
        Ok(Self::Demo(Box::new(DemoLine { attempt, session })))
    }

    /// Sends a text message.
    pub fn send_text(&mut self, text: &str) -> Result<(), SocketError> {
        match self {
            Self::Socket(socket) => socket.send_text(text),
            Self::Demo(line) => line.take(Echo::Text(text.into())),
        }
    }

    /// Sends a text message the browser has.
    pub fn send_browser_text(&mut self, text: &JsString) -> Result<(), SocketError> {
        match self {
            Self::Socket(socket) => socket.send_browser_text(text),
            Self::Demo(line) => line.take(Echo::Text(text.clone())),
        }
    }

    /// Sends a binary message.
    pub fn send_binary(&mut self, bytes: &Uint8Array) -> Result<(), SocketError> {
        match self {
            Self::Socket(socket) => socket.send_binary(&bytes.buffer()),
            Self::Demo(line) => line.take(Echo::Bytes(bytes.clone())),
        }
    }

    /// Sends a binary message that is read from a file.
    pub fn send_file(&mut self, file: &SourceFile) -> Result<(), SocketError> {
        match self {
            Self::Socket(socket) => socket.send_file(file),
            Self::Demo(line) => line.take(Echo::File(file.clone())),
        }
    }

    /// Starts the close handshake.
    pub fn close(&mut self, code: u16, reason: &str) -> Result<(), SocketError> {
        match self {
            Self::Socket(socket) => socket.close(code, reason),
            Self::Demo(line) => line.close(code, reason),
        }
    }

    /// Bytes of messages that were taken and have not left yet.
    pub fn buffered(&self) -> u64 {
        match self {
            Self::Socket(socket) => socket.buffered(),
            Self::Demo(_) => 0,
        }
    }

    /// The server in the page, if this is one.
    pub fn demo(&self) -> Option<&DemoLine> {
        match self {
            Self::Socket(_) => None,
            Self::Demo(line) => Some(line),
        }
    }

    /// The next that a server in the page has to tell by now.
    pub fn next(&mut self, now_ms: f64) -> Option<(Attempt, DemoEvent<Echo>)> {
        match self {
            Self::Socket(_) => None,
            Self::Demo(line) => Some((line.attempt, line.session.next(now_ms)?)),
        }
    }
}

impl DemoLine {
    /// When there is something to come.
    pub fn due_ms(&self) -> Option<f64> {
        self.session.due_ms()
    }

    fn take(&mut self, message: Echo) -> Result<(), SocketError> {
        self.check_open()?;
        self.session.take(message);
        Ok(())
    }

    /// With the codes and reasons a page may close with, as the browser's sockets have it.
    fn close(&mut self, code: u16, reason: &str) -> Result<(), SocketError> {
        let may_be = code == NORMAL_CLOSURE || (3000..=4999).contains(&code);
        if !may_be || reason.len() > LONGEST_REASON {
            return Err(SocketError("a page cannot close like that".to_owned()));
        }
        self.session.close(code, reason);
        Ok(())
    }

    fn check_open(&self) -> Result<(), SocketError> {
        if self.session.is_open() {
            Ok(())
        } else {
            Err(SocketError("the connection is not open".to_owned()))
        }
    }
}
