//! The two pages on a loopback port: the bare one, and the app with the script that drives it as a
//! person would. The app itself knows nothing of being measured.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use tokio::fs;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const BARE: &str = include_str!("../../../bench/bare.html");
const MEASURE: &str = include_str!("../../../bench/measure.js");
const APP: &str = include_str!("../../../bench/app.js");

/// Which page is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// Counts and does nothing else.
    Bare,
    /// Macaréu.
    App,
}

/// A running site; it ends with the program.
pub(crate) struct Site {
    origin: String,
}

impl Site {
    /// Serves both pages; the app from the files in `dist`.
    pub(crate) async fn start(dist: PathBuf) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let dist = Arc::new(dist);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let dist = Arc::clone(&dist);
                // A browser that is ended in the middle of an answer is no failure.
                tokio::spawn(async move { drop(answer(stream, &dist).await) });
            }
        });
        Ok(Self { origin })
    }

    /// The address of a page with what it has to know.
    pub(crate) fn address(&self, page: Page, parameters: &[(&str, String)]) -> String {
        let path = match page {
            Page::Bare => "bare/",
            Page::App => "app/",
        };
        let query: Vec<String> = parameters
            .iter()
            .map(|(name, value)| format!("{name}={}", percent_encoded(value)))
            .collect();
        format!("{}/{path}?{}", self.origin, query.join("&"))
    }
}

fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

async fn answer(mut stream: TcpStream, dist: &Path) -> io::Result<()> {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        let count = stream.read(&mut part).await?;
        if count == 0 {
            return Ok(());
        }
        request.extend(part.iter().take(count));
    }
    let request = String::from_utf8_lossy(&request);
    let target = request.split(' ').nth(1).unwrap_or_default();
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let (status, kind, body) = match content(path, dist).await {
        Some((kind, body)) => ("200 OK", kind, body),
        None => ("404 Not Found", "text/plain", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body).await?;
    stream.shutdown().await
}

async fn content(path: &str, dist: &Path) -> Option<(&'static str, Vec<u8>)> {
    let (html, script) = ("text/html; charset=utf-8", "text/javascript");
    match path {
        "/bare/" => return Some((html, BARE.into())),
        "/bare/measure.js" | "/app/bench/measure.js" => return Some((script, MEASURE.into())),
        "/app/bench/app.js" => return Some((script, APP.into())),
        "/app/" => {
            let page = fs::read_to_string(dist.join("index.html")).await.ok()?;
            // A release page has no `<head>` tag: the scripts go first in what `<html>` begins.
            let html_tag = page.find("<html")?;
            let head = html_tag + page.get(html_tag..)?.find('>')? + 1;
            let (before, after) = page.split_at_checked(head)?;
            let scripts = "<script src=\"bench/measure.js\"></script>\
                           <script src=\"bench/app.js\"></script>";
            return Some((html, format!("{before}{scripts}{after}").into()));
        }
        _ => {}
    }
    let file = Path::new(path.strip_prefix("/app/")?);
    if !file.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let kind = match file.extension().and_then(|it| it.to_str()) {
        Some("js") => script,
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    Some((kind, fs::read(dist.join(file)).await.ok()?))
}
