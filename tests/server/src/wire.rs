//! The byte stream of one connection, plain or TLS, with what was read too early.
//!
//! Owns reading and writing bytes; must not know HTTP or WebSocket.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

/// How long the end of an answered connection waits for the client to take the answer.
const LINGER: Duration = Duration::from_secs(2);
/// What a client may send before it is answered, in bytes.
const EARLY_LIMIT: usize = 1024 * 1024;

/// The byte stream of one connection.
pub(crate) struct Wire {
    /// Read from the socket and not yet taken: the request head, then whatever followed it.
    early: BytesMut,
    io: Io,
}

enum Io {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Wire {
    pub(crate) fn plain(stream: TcpStream) -> Self {
        Self { early: BytesMut::new(), io: Io::Plain(stream) }
    }

    pub(crate) fn tls(stream: TlsStream<TcpStream>) -> Self {
        Self { early: BytesMut::new(), io: Io::Tls(Box::new(stream)) }
    }

    /// Whether TLS carries the bytes.
    pub(crate) fn is_secure(&self) -> bool {
        matches!(self.io, Io::Tls(_))
    }

    /// The bytes read and not yet taken.
    pub(crate) fn early(&self) -> &[u8] {
        &self.early
    }

    /// Marks the first `count` early bytes as taken.
    pub(crate) fn take(&mut self, count: usize) {
        self.early.advance(count.min(self.early.len()));
    }

    /// Reads more early bytes; 0 means the client ended the stream.
    pub(crate) async fn fill(&mut self) -> io::Result<usize> {
        match &mut self.io {
            Io::Plain(stream) => stream.read_buf(&mut self.early).await,
            Io::Tls(stream) => stream.read_buf(&mut self.early).await,
        }
    }

    /// Waits until the client leaves, keeping what it sends meanwhile for later.
    pub(crate) async fn client_left(&mut self) {
        while self.early.len() < EARLY_LIMIT {
            if !matches!(self.fill().await, Ok(count) if count > 0) {
                return;
            }
        }
        std::future::pending::<()>().await;
    }

    /// Reads and forgets until the client ends the stream.
    pub(crate) async fn drain(&mut self) {
        loop {
            self.early.clear();
            if !matches!(self.fill().await, Ok(count) if count > 0) {
                return;
            }
        }
    }

    /// Ends the stream so that the client gets everything written before the end.
    pub(crate) async fn finish(mut self) {
        if self.shutdown().await.is_ok() {
            // A socket closed with unread bytes sends a reset, which destroys what is under way.
            drop(tokio::time::timeout(LINGER, self.drain()).await);
        }
    }

    /// Ends the stream at once: with a TCP reset, or with only the end of the TCP stream.
    pub(crate) fn cut(self, reset: bool) {
        let tcp = match &self.io {
            Io::Plain(stream) => stream,
            Io::Tls(stream) => stream.get_ref().0,
        };
        if reset {
            // Without the option the drop still ends the connection, only more politely.
            drop(tcp.set_zero_linger());
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if !this.early.is_empty() {
            let count = this.early.len().min(out.remaining());
            out.put_slice(&this.early.split_to(count));
            return Poll::Ready(Ok(()));
        }
        match &mut this.io {
            Io::Plain(stream) => Pin::new(stream).poll_read(cx, out),
            Io::Tls(stream) => Pin::new(stream.as_mut()).poll_read(cx, out),
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.get_mut().io {
            Io::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            Io::Tls(stream) => Pin::new(stream.as_mut()).poll_write(cx, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().io {
            Io::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Io::Tls(stream) => Pin::new(stream.as_mut()).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().io {
            Io::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Io::Tls(stream) => Pin::new(stream.as_mut()).poll_shutdown(cx),
        }
    }
}
