//! A real WebSocket server on loopback, `ws` and `wss`, for trying and testing a client.
//!
//! Every path does one thing a client must cope with ([`paths`]); what the server saw is kept for
//! tests to assert on ([`TestServer::wait_for`]).

mod behaviour;
mod fault;
mod handshake;
mod log;
mod paths;
mod push;
mod request;
mod response;
mod seen;
mod session;
mod socket;
mod tls;
mod wire;

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

pub use log::NotSeen;
pub use paths::{Parameter, Path, common_parameters, help, markdown, paths};
pub use seen::{Connection, End, Outcome, Received, Report};
pub use tls::TlsError;

use log::Log;
use wire::Wire;

/// How long the waiting methods wait.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// How to start a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The port for `ws` and `http`; 0 takes a free one.
    pub ws_port: u16,
    /// The port for `wss` and `https`; 0 takes a free one.
    pub wss_port: u16,
    /// How many received frames the log keeps per connection; the rest is only counted.
    pub kept_frames: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self { ws_port: 0, wss_port: 0, kept_frames: 10_000 }
    }
}

/// Why a server did not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// Another program listens there.
    #[error("port {0} is already taken by another program")]
    PortTaken(u16),
    /// The port cannot be opened for another reason.
    #[error("port {port} cannot be opened: {source}")]
    Listen {
        /// The port asked for.
        port: u16,
        /// What the operating system says.
        source: io::Error,
    },
    /// TLS could not be set up.
    #[error(transparent)]
    Tls(#[from] TlsError),
}

/// A running server; dropping it stops it.
#[derive(Debug)]
pub struct TestServer {
    ws_port: u16,
    wss_port: u16,
    certificate: Vec<u8>,
    log: Arc<Log>,
    stop: watch::Sender<bool>,
    listeners: Vec<JoinHandle<()>>,
}

impl TestServer {
    /// Starts on free ports of 127.0.0.1, inside a tokio runtime.
    pub async fn start() -> Result<Self, StartError> {
        Self::start_with(Config::default()).await
    }

    /// Starts as configured, on 127.0.0.1, inside a tokio runtime.
    pub async fn start_with(config: Config) -> Result<Self, StartError> {
        let (acceptor, certificate) = tls::acceptor()?;
        let plain = listen(config.ws_port).await?;
        let secure = listen(config.wss_port).await?;
        let log = Arc::new(Log::new(config.kept_frames));
        let stop = watch::Sender::new(false);
        let listeners = vec![
            tokio::spawn(accept(plain.listener, None, Arc::clone(&log), stop.subscribe())),
            tokio::spawn(accept(
                secure.listener,
                Some(acceptor),
                Arc::clone(&log),
                stop.subscribe(),
            )),
        ];
        Ok(Self { ws_port: plain.port, wss_port: secure.port, certificate, log, stop, listeners })
    }

    /// The `ws` URL of a path with its query.
    pub fn ws_url(&self, path: &str) -> String {
        format!("ws://127.0.0.1:{}{path}", self.ws_port)
    }

    /// The `wss` URL of a path with its query; its certificate is self-signed.
    pub fn wss_url(&self, path: &str) -> String {
        format!("wss://127.0.0.1:{}{path}", self.wss_port)
    }

    /// The `http` URL of a path with its query.
    pub fn http_url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.ws_port)
    }

    /// The port of `ws` and `http`.
    pub fn ws_port(&self) -> u16 {
        self.ws_port
    }

    /// The port of `wss` and `https`.
    pub fn wss_port(&self) -> u16 {
        self.wss_port
    }

    /// The certificate of the `wss` port in DER, for a client that is to trust it.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Every connection seen so far, plain HTTP included, in order; the last thousand at least.
    pub fn connections(&self) -> Vec<Connection> {
        self.log.connections()
    }

    /// The bodies posted to `/report`, the last hundred.
    pub fn reports(&self) -> Vec<Report> {
        self.log.reports()
    }

    /// Waits, at most [`PATIENCE`], until `found` gives something for the connections seen so far.
    ///
    /// `what` completes the sentence "the server had not seen …" of the error.
    pub async fn wait_for<T>(
        &self,
        what: &str,
        found: impl FnMut(&[Connection]) -> Option<T>,
    ) -> Result<T, NotSeen> {
        self.wait_for_within(PATIENCE, what, found).await
    }

    /// As [`Self::wait_for`], but at most `within`.
    pub async fn wait_for_within<T>(
        &self,
        within: Duration,
        what: &str,
        mut found: impl FnMut(&[Connection]) -> Option<T>,
    ) -> Result<T, NotSeen> {
        self.log.wait_for(what, within, |connections, _| found(connections)).await
    }

    /// Waits until a connection fulfils the condition, and gives a copy of the first that does.
    pub async fn wait_for_connection(
        &self,
        what: &str,
        mut condition: impl FnMut(&Connection) -> bool,
    ) -> Result<Connection, NotSeen> {
        self.wait_for(what, |seen| seen.iter().find(|connection| condition(connection)).cloned())
            .await
    }

    /// Waits, at most `within`, for so many bodies posted to `/report`, and gives all there are.
    pub async fn wait_for_reports(
        &self,
        count: usize,
        within: Duration,
    ) -> Result<Vec<Report>, NotSeen> {
        let what = format!("{count} report(s)");
        self.log
            .wait_for(&what, within, |_, reports| {
                (reports.len() >= count).then(|| reports.to_vec())
            })
            .await
    }

    /// Stops listening and cuts every connection; both are done when this returns.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        for listener in std::mem::take(&mut self.listeners) {
            // It can only fail by a panic in it, which was printed.
            drop(listener.await);
        }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

/// An open port.
struct Listening {
    listener: TcpListener,
    port: u16,
}

async fn listen(port: u16) -> Result<Listening, StartError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => StartError::PortTaken(port),
        _ => StartError::Listen { port, source },
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok(Listening { listener, port: address.port() })
}

/// Accepts connections until told to stop; then all of them end with it.
async fn accept(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    log: Arc<Log>,
    mut stop: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, _)) => {
                connections.spawn(connect(stream, tls.clone(), Arc::clone(&log)));
            }
            // A client that left at once, or too many open files: neither ends the server.
            Err(_) => tokio::task::yield_now().await,
        }
        while connections.try_join_next().is_some() {}
    }
    connections.shutdown().await;
}

async fn connect(stream: TcpStream, tls: Option<TlsAcceptor>, log: Arc<Log>) {
    // Without the option, small answers come later; nothing else changes.
    drop(stream.set_nodelay(true));
    let wire = match tls {
        None => Wire::plain(stream),
        Some(acceptor) => match acceptor.accept(stream).await {
            Ok(stream) => Wire::tls(stream),
            // The client does not trust the certificate, or does not speak TLS.
            Err(_) => return,
        },
    };
    session::serve(wire, log).await;
}
