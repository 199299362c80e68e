//! What a browser asks of anyone but this machine: every such request of Chromium's comes here, as
//! to a proxy, is noted and gets no answer of use. Browsers ask loopback addresses without a proxy.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

const NO: &[u8] = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Where Chromium asks things for itself, whatever page it shows and whatever it is told to leave:
/// whether somebody is signed in, its search engine, push messages and downloads. What pages are
/// tempted to use of the same company has other names.
const OWN: [&str; 2] = [".google.com:443", ".gvt1.com:443"];

/// The proxy that leads nowhere. It ends with the test's runtime.
pub(crate) struct ThirdParties {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl ThirdParties {
    /// Listens on a free loopback port.
    pub(crate) async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let of_proxy = asked.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let asked = of_proxy.clone();
                // A browser that goes away in the middle was noted before.
                tokio::spawn(async move { drop(note(stream, &asked).await) });
            }
        });
        Ok(Self { address, asked })
    }

    /// Where the browser is to send what is not for this machine.
    pub(crate) fn proxy(&self) -> String {
        self.address.to_string()
    }

    /// What was asked since this was called last: `GET http://host/path`, `CONNECT host:443`.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn note(mut stream: TcpStream, asked: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    while !request.windows(2).any(|end| end == b"\r\n") {
        let count = stream.read(&mut part).await?;
        if count == 0 {
            return Ok(());
        }
        request.extend(part.iter().take(count));
    }
    let request = String::from_utf8_lossy(&request);
    let line = request.lines().next().unwrap_or_default();
    let line = line.rsplit_once(' ').map_or(line, |(asked, _)| asked);
    if !(line.starts_with("CONNECT ") && OWN.iter().any(|end| line.ends_with(end))) {
        asked.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
    }
    stream.write_all(NO).await?;
    stream.shutdown().await
}
