//! A small real client: its own handshake, so that every answer can be seen, then frames.

#![allow(dead_code, reason = "each test program uses its own part")]

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::SinkExt as _;
use macareu_test_server::TestServer;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use yawc::{Frame, OpCode, Options, Role, WebSocket, WebSocketError};

/// The key and the answer to it from RFC 6455 §1.3.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// An HTTP answer's head, and its body when it is not 101.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HashMap<String, String>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

pub async fn tcp(server: &TestServer) -> Box<dyn Stream> {
    Box::new(TcpStream::connect(("127.0.0.1", server.ws_port())).await.unwrap())
}

pub async fn tls(server: &TestServer) -> Box<dyn Stream> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(server.certificate().to_vec())).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(("127.0.0.1", server.wss_port())).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    Box::new(TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap())
}

/// Sends a request and reads the answer; `None` when the server leaves without one.
pub async fn exchange(stream: &mut Box<dyn Stream>, request: &str) -> Option<Answer> {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return None,
        }
    }
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut response = httparse::Response::new(&mut headers);
    assert!(response.parse(&head).unwrap().is_complete());
    let mut answer = Answer {
        status: response.code.unwrap(),
        headers: response
            .headers
            .iter()
            .map(|h| (h.name.to_ascii_lowercase(), String::from_utf8(h.value.to_vec()).unwrap()))
            .collect(),
        body: String::new(),
    };
    if answer.status != 101 {
        stream.read_to_string(&mut answer.body).await.unwrap();
    }
    Some(answer)
}

/// A plain HTTP request without a body.
pub async fn http(server: &TestServer, method: &str, path: &str) -> Answer {
    let request =
        format!("{method} {path} HTTP/1.1\r\nHost: x\r\nOrigin: https://elsewhere\r\n\r\n");
    exchange(&mut tcp(server).await, &request).await.expect("an answer")
}

/// The request for a WebSocket, with more header lines, each ending in CRLF.
pub fn upgrade(path: &str, more: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://elsewhere\r\nUpgrade: websocket\r\n\
         Connection: keep-alive, Upgrade\r\nSec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Version: 13\r\n{more}\r\n"
    )
}

/// The answer to a request for a WebSocket that is refused.
pub async fn refused(server: &TestServer, path: &str, more: &str) -> Option<Answer> {
    let answer = exchange(&mut tcp(server).await, &upgrade(path, more)).await;
    assert_ne!(answer.as_ref().map(|answer| answer.status), Some(101));
    answer
}

/// An open WebSocket and the answer that opened it.
pub struct Client {
    pub answer: Answer,
    ws: WebSocket<Box<dyn Stream>>,
}

impl Client {
    pub async fn open(server: &TestServer, path: &str) -> Self {
        Self::open_with(tcp(server).await, path, "").await
    }

    pub async fn open_with(mut stream: Box<dyn Stream>, path: &str, more: &str) -> Self {
        let answer = exchange(&mut stream, &upgrade(path, more)).await.expect("an answer");
        assert_eq!(answer.status, 101, "{answer:?}");
        assert_eq!(answer.header("sec-websocket-accept"), Some(ACCEPT));
        assert_eq!(answer.header("upgrade"), Some("websocket"));
        let extensions = answer.header("sec-websocket-extensions");
        let options = Options::default().with_limits(1 << 28, 1 << 28).with_utf8();
        let options = if extensions.is_some() {
            options.with_balanced_compression()
        } else {
            options.without_compression()
        };
        let ws = WebSocket::from_stream_with_extensions(stream, Role::Client, extensions, options)
            .unwrap();
        Self { answer, ws }
    }

    pub async fn send(&mut self, frame: Frame) {
        self.ws.send(frame).await.unwrap();
    }

    pub async fn send_text(&mut self, text: &str) {
        self.send(Frame::text(text.to_owned())).await;
    }

    /// Puts a frame into the buffer without waiting for it to go out.
    pub async fn feed(&mut self, frame: Frame) {
        self.ws.feed(frame).await.unwrap();
    }

    pub async fn flush(&mut self) {
        self.ws.flush().await.unwrap();
    }

    pub async fn next(&mut self) -> Result<Frame, WebSocketError> {
        self.ws.next_frame().await
    }

    /// The next frame, which must be a text message.
    pub async fn text(&mut self) -> String {
        let frame = self.next().await.unwrap();
        assert_eq!(frame.opcode(), OpCode::Text);
        frame.as_str().to_owned()
    }

    /// The next frame, which must be a binary message.
    pub async fn binary(&mut self) -> Bytes {
        let frame = self.next().await.unwrap();
        assert_eq!(frame.opcode(), OpCode::Binary);
        frame.into_payload()
    }

    /// The payload of the next frame, which must be a close.
    pub async fn closed(&mut self) -> Bytes {
        let frame = self.next().await.unwrap();
        assert_eq!(frame.opcode(), OpCode::Close);
        frame.into_payload()
    }

    /// Sends a close frame with this payload.
    pub async fn send_close(&mut self, code: u16, reason: &str) {
        let payload = [&code.to_be_bytes()[..], reason.as_bytes()].concat();
        self.send(Frame::from((OpCode::Close, payload))).await;
    }

    /// Waits for the end of the stream, which must be the next thing.
    pub async fn ended(&mut self) -> WebSocketError {
        self.next().await.err().expect("the end")
    }
}
