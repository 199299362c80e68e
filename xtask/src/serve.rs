//! Owns `cargo xtask serve`: the test server and Trunk side by side, the address for the person,
//! and an end in which nothing is left running.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use crate::context::Context;
use crate::failure::{Context as _, Result, fail};
use crate::process::{Streaming, run_step, start};
use crate::setup::{Need, prepare};

const PAGE_PORT: u16 = 8080;
const WS_PORT: u16 = 9001;
const WSS_PORT: u16 = 9443;
/// How many ports above the usual one are tried.
const PORTS_TRIED: u16 = 100;
const POLL: Duration = Duration::from_millis(100);
const ANSWER_LIMIT: Duration = Duration::from_secs(2);
const STOP_LIMIT: Duration = Duration::from_secs(3);
const SERVER_LIMIT: Duration = Duration::from_secs(20);

/// `cargo xtask serve`.
pub fn serve(context: &Context) -> Result<()> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let kit = prepare(context, &[Need::Wasm, Need::Trunk, Need::WasmBindgen])?;
    context.board.line(&format!("✓ set-up: {}", kit.summary()));

    let step = context.board.begin("test server", "building it");
    let mut build = context.cargo();
    build.args(["build", "--package", "macareu-test-server"]);
    run_step(&step, build, &context.log("test-server"), None)?;
    step.done("built");

    let signal = Arc::clone(&interrupted);
    ctrlc::set_handler(move || signal.store(true, Ordering::SeqCst))
        .context("listening for Ctrl+C")?;

    let plain_port = free_port(WS_PORT, &[])?;
    let tls_port = free_port(WSS_PORT, &[plain_port])?;
    let page_port = free_port(PAGE_PORT, &[plain_port, tls_port])?;
    let server_url = format!("ws://127.0.0.1:{plain_port}");

    // `cargo run` finds the program wherever the target folder is; it is built already.
    let mut server = context.cargo();
    server.args(["run", "--quiet", "--package", "macareu-test-server", "--"]).args([
        "--ws-port",
        &plain_port.to_string(),
        "--wss-port",
        &tls_port.to_string(),
    ]);
    let mut server = Running::start("The test server", server)?;
    server.wait_for(context, &interrupted, SERVER_LIMIT, || accepts(plain_port))?;
    context.board.line(&format!("✓ test server: {server_url} and wss://127.0.0.1:{tls_port}"));

    let mut trunk = kit.trunk(context)?;
    trunk
        // Not dist/: those are the release files.
        .args(["serve", "--dist", "target/serve-dist"])
        .args(["--address", "127.0.0.1", "--port", &page_port.to_string()]);
    let mut trunk = Running::start("Trunk", trunk)?;
    let ready = trunk.wait_for_page(context, &interrupted, page_port)?;
    if !interrupted.load(Ordering::SeqCst) {
        let first = if ready { "Open" } else { "Mend this, then open" };
        context.board.line(&format!(
            "\n{first} http://127.0.0.1:{page_port}/#test-server={server_url}\n\
             The first time, a collection to start with points at the test server.\n\
             The page is built again whenever a file under src/ or style/ changes. Ctrl+C stops all."
        ));
    }
    while !interrupted.load(Ordering::SeqCst) {
        for running in [&mut server, &mut trunk] {
            running.pass_on(context);
            if let Some(status) = running.ended()? {
                if interrupted.load(Ordering::SeqCst) {
                    break;
                }
                let name = running.name;
                return fail(format!(
                    "{name} ended by itself ({status}); the rest was stopped too"
                ));
            }
        }
        thread::sleep(POLL);
    }
    context.board.line("\nStopped.");
    Ok(())
}

/// A program in a process group of its own, which ends when this is dropped.
struct Running {
    name: &'static str,
    child: Child,
    lines: Receiver<String>,
    said: Vec<String>,
}

impl Running {
    fn start(name: &'static str, mut command: Command) -> Result<Self> {
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt as _;
            // Ctrl+C reaches this program only, which then stops the groups one by one.
            command.process_group(0);
        }
        let Streaming { child, lines } = start({
            command.env("CARGO_TERM_PROGRESS_WHEN", "never");
            command
        })?;
        Ok(Self { name, child, lines, said: Vec::new() })
    }

    fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child.try_wait().context(format!("watching {}", self.name))
    }

    /// Prints what it has said since the last call.
    fn pass_on(&mut self, context: &Context) {
        while let Ok(line) = self.lines.try_recv() {
            context.board.line(&line);
        }
    }

    /// Waits for something to become true while the program runs.
    fn wait_for(
        &mut self,
        context: &Context,
        interrupted: &AtomicBool,
        limit: Duration,
        ready: impl Fn() -> bool,
    ) -> Result<()> {
        let began = Instant::now();
        while !ready() && !interrupted.load(Ordering::SeqCst) {
            self.pass_on(context);
            if let Some(status) = self.ended()? {
                thread::sleep(POLL);
                self.pass_on(context);
                return fail(format!("{} ended by itself ({status})", self.name));
            }
            if began.elapsed() > limit {
                return fail(format!("{} was not ready after {} s", self.name, limit.as_secs()));
            }
            thread::sleep(POLL);
        }
        Ok(())
    }

    /// Waits for the first build and for the page to be served; what Trunk says meanwhile is
    /// shown only if it comes to nothing. Returns whether there is a page to open.
    fn wait_for_page(
        &mut self,
        context: &Context,
        interrupted: &AtomicBool,
        port: u16,
    ) -> Result<bool> {
        let step = context.board.begin("page", "building it");
        loop {
            match self.lines.try_recv() {
                Ok(line) => {
                    step.read(&line);
                    // Trunk goes on watching after a failed build: then the errors are wanted.
                    let failed = line.contains("could not compile") || line.contains("ERROR");
                    self.said.push(line);
                    if failed {
                        drop(step);
                        context.board.line(&self.said.join("\n"));
                        return Ok(false);
                    }
                    continue;
                }
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => {}
            }
            if interrupted.load(Ordering::SeqCst) {
                return Ok(false);
            }
            if let Some(status) = self.ended()? {
                drop(step);
                context.board.line(&self.said.join("\n"));
                return fail(format!("Trunk ended by itself ({status})"));
            }
            if serves_page(port) {
                step.done("served");
                return Ok(true);
            }
            thread::sleep(POLL);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        terminate(&self.child);
        let began = Instant::now();
        while began.elapsed() < STOP_LIMIT {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(POLL);
        }
        // It did not listen; nothing is left to do for a program that cannot be killed.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// Asks a whole process group to end: Trunk's compilers too.
#[cfg(unix)]
fn terminate(child: &Child) {
    let script = format!("kill -s TERM -- -{}", child.id());
    // The group may be gone already.
    let _gone = Command::new("sh").args(["-c", &script]).status();
}

#[cfg(not(unix))]
fn terminate(_child: &Child) {}

/// The usual port, or the next one that nobody uses.
fn free_port(usual: u16, taken: &[u16]) -> Result<u16> {
    let free = |port: &u16| {
        !taken.contains(port) && TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()
    };
    match (usual..=usual.saturating_add(PORTS_TRIED)).find(free) {
        Some(port) => Ok(port),
        None => fail(format!("no free port from {usual} on")),
    }
}

fn accepts(port: u16) -> bool {
    TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), ANSWER_LIMIT).is_ok()
}

fn serves_page(port: u16) -> bool {
    let answer = || -> std::io::Result<String> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&address, ANSWER_LIMIT)?;
        stream.set_read_timeout(Some(ANSWER_LIMIT))?;
        write!(stream, "GET / HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\n\r\n")?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Ok(text)
    };
    answer().is_ok_and(|answer| is_page(&answer))
}

/// Whether an HTTP answer is a page (Trunk answers 404 until there is one).
fn is_page(answer: &str) -> bool {
    answer.lines().next().is_some_and(|status| status.split(' ').nth(1) == Some("200"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_next_port_when_the_usual_one_is_used() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let used = listener.local_addr().expect("an address").port();
        let other = free_port(used, &[]).expect("a free port");
        assert!(other > used);
        assert!(free_port(used, &[other]).expect("a free port") > other);
    }

    #[test]
    fn tells_a_page_from_an_error() {
        assert!(is_page("HTTP/1.0 200 OK\r\n\r\n<html>"));
        assert!(!is_page("HTTP/1.0 404 Not Found\r\n\r\n"));
        assert!(!is_page(""));
    }
}
