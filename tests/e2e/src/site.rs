//! A web server for the built app: static files under `/a/b/`, because the app must work under any
//! folder. Each test has its own, hence its own origin and storage.

use std::{
    io,
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// Where the app lives on the site.
const BASE: &str = "/a/b/";
/// Loaded before the app: it records errors and takes away the pickers no headless browser shows.
pub(crate) const PRELUDE: &str = include_str!("prelude.js");
pub(crate) const PRELUDE_NAME: &str = "e2e-prelude.js";
/// What the page names its service worker by.
const SERVICE_WORKER: &str = "service_worker.js";
/// A page of the same origin without the app.
const BLANK: &str = "<!doctype html><title>blank</title>";

const WASM: &str = "application/wasm";
const HTML: &str = "text/html; charset=utf-8";
const ANY_TYPE: &str = "application/octet-stream";

/// What a careful host sends along. `127.0.0.2` is this machine too, and is not on the list.
const POLICY: &str =
    "connect-src 'self' http://127.0.0.1:* https://127.0.0.1:* ws://127.0.0.1:* wss://127.0.0.1:*";

/// A running site. It ends with the test's runtime.
pub(crate) struct Site {
    origin: String,
    dist: PathBuf,
    state: Arc<Mutex<State>>,
}

/// What is wrong with a host's copy of the app.
#[derive(Clone, Copy, Debug)]
pub enum Trouble {
    /// Files with this in their names are cut in the middle.
    Cut(&'static str),
    /// In place of files with this in their names comes a page, as from a hotel's network.
    StandIn(&'static str),
    /// Something runs this script in the page before the app.
    Meddled(&'static str),
}

#[derive(Default)]
struct State {
    /// What was asked for, in order.
    asked: Vec<String>,
    /// What ends so is not there.
    missing: Option<&'static str>,
    /// Another version than the one that was built, service worker and all.
    edition: Option<PathBuf>,
    is_stopped: bool,
    /// WASM is sent as any bytes are.
    is_plain: bool,
    /// Headers beside those that say what a file is, each with its line's end; none: [`POLICY`] alone.
    headers: Option<String>,
    trouble: Option<Trouble>,
}

impl State {
    fn lock(state: &Mutex<Self>) -> std::sync::MutexGuard<'_, Self> {
        state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Site {
    /// Serves the files of `dist` on a free loopback port.
    pub(crate) async fn start(dist: PathBuf) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let built = Arc::new(dist.clone());
        let state = Arc::<Mutex<State>>::default();
        let of_site = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (dist, state) = (built.clone(), of_site.clone());
                // A browser that goes away in the middle of an answer is no failure of the test.
                tokio::spawn(async move { drop(answer(stream, &dist, &state).await) });
            }
        });
        Ok(Self { origin, dist, state })
    }

    /// The folder of what was built.
    pub(crate) fn built(&self) -> PathBuf {
        self.dist.clone()
    }

    /// From now on the files are those of this folder, as they are.
    pub(crate) fn serve(&self, edition: PathBuf) {
        State::lock(&self.state).edition = Some(edition);
    }

    /// From now on nothing is answered.
    pub(crate) fn stop(&self) {
        State::lock(&self.state).is_stopped = true;
    }

    /// How many files with this ending were asked for.
    pub(crate) fn asked_for(&self, ending: &str) -> usize {
        State::lock(&self.state).asked.iter().filter(|path| path.ends_with(ending)).count()
    }

    /// From now on files with this ending are not there; `None` brings them back.
    pub(crate) fn lose(&self, ending: Option<&'static str>) {
        State::lock(&self.state).missing = ending;
    }

    /// From now on the type of WASM is unknown here, as it is to plain file servers.
    pub(crate) fn forget_wasm(&self) {
        State::lock(&self.state).is_plain = true;
    }

    /// From now on these headers are sent, one a line.
    pub(crate) fn send(&self, headers: &str) {
        let lines = headers.lines().flat_map(|line| [line, "\r\n"]).collect();
        State::lock(&self.state).headers = Some(lines);
    }

    /// From now on this is wrong; `None` mends it.
    pub(crate) fn trouble(&self, trouble: Option<Trouble>) {
        State::lock(&self.state).trouble = trouble;
    }

    /// The address of the app.
    pub(crate) fn app_url(&self) -> String {
        format!("{}{BASE}", self.origin)
    }

    /// The address of an empty page of the app's origin.
    pub(crate) fn blank_url(&self) -> String {
        format!("{}{BASE}e2e-blank", self.origin)
    }
}

async fn answer(mut stream: TcpStream, dist: &Path, state: &Mutex<State>) -> io::Result<()> {
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
    let (is_missing, is_plain, edition, headers, trouble) = {
        let mut state = State::lock(state);
        if state.is_stopped {
            return Ok(());
        }
        state.asked.push(path.to_owned());
        let is_missing = state.missing.is_some_and(|ending| path.ends_with(ending));
        let State { is_plain, trouble, .. } = *state;
        (is_missing, is_plain, state.edition.clone(), state.headers.clone(), trouble)
    };
    let found = match edition {
        _ if is_missing => None,
        Some(folder) => edition_content(path, &folder).await,
        None => content(path, dist).await,
    };
    let found = found.map(|found| troubled(found, path, trouble));
    let (status, kind, body) = match found {
        Some((WASM, body)) if is_plain => ("200 OK", ANY_TYPE, body),
        Some((kind, body)) => ("200 OK", kind, body),
        None => ("404 Not Found", "text/plain", b"not found".to_vec()),
    };
    let headers = headers.unwrap_or_else(|| format!("Content-Security-Policy: {POLICY}\r\n"));
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         {headers}\
         Cache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body).await?;
    stream.shutdown().await
}

fn troubled(
    (kind, mut body): (&'static str, Vec<u8>),
    path: &str,
    trouble: Option<Trouble>,
) -> (&'static str, Vec<u8>) {
    match trouble {
        Some(Trouble::Cut(name)) if path.contains(name) => body.truncate(body.len() / 2),
        Some(Trouble::StandIn(name)) if path.contains(name) => return (HTML, BLANK.into()),
        Some(Trouble::Meddled(script)) if path.ends_with(PRELUDE_NAME) => {
            body.extend_from_slice(script.as_bytes());
        }
        _ => {}
    }
    (kind, body)
}

/// The page as it is without what only tests need, and with it.
pub(crate) fn with_prelude(page: &str) -> String {
    // Release files leave out `<html>` and `<head>`, as HTML may.
    let start = "<!doctype html>";
    page.replacen(start, &format!("{start}<script src=\"{PRELUDE_NAME}\"></script>"), 1)
}

fn inside(path: &str) -> Option<&Path> {
    let inside = Path::new(path.strip_prefix(BASE)?);
    inside.components().all(|part| matches!(part, Component::Normal(_))).then_some(inside)
}

async fn edition_content(path: &str, folder: &Path) -> Option<(&'static str, Vec<u8>)> {
    let inside = match inside(path)?.to_str()? {
        "" => Path::new("index.html"),
        inside => Path::new(inside),
    };
    Some((mime_type(inside), tokio::fs::read(folder.join(inside)).await.ok()?))
}

async fn content(path: &str, dist: &Path) -> Option<(&'static str, Vec<u8>)> {
    let inside = inside(path)?;
    match inside.to_str()? {
        PRELUDE_NAME => Some(("text/javascript", PRELUDE.into())),
        "e2e-blank" => Some((HTML, BLANK.into())),
        "" | "index.html" => {
            let page = tokio::fs::read_to_string(dist.join("index.html")).await.ok()?;
            // Most flows have no use for all files being kept, which would slow them down.
            let page = with_prelude(&page).replace(SERVICE_WORKER, "");
            Some((HTML, page.into()))
        }
        _ => Some((mime_type(inside), tokio::fs::read(dist.join(inside)).await.ok()?)),
    }
}

fn mime_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("js" | "mjs") => "text/javascript",
        Some("wasm") => WASM,
        Some("css") => "text/css; charset=utf-8",
        Some("html") => HTML,
        Some("svg") => "image/svg+xml",
        Some("json" | "webmanifest") => "application/json",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => ANY_TYPE,
    }
}
