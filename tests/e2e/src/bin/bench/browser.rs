//! A Chromium that nothing is attached to: a process with an address.

use std::fs;
use std::io;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// One clock tick of /proc in milliseconds: Linux tells 100 a second to every program.
const TICK_MS: f64 = 10.0;

/// A running browser with a profile of its own; dropping it ends it.
pub(crate) struct Chromium {
    process: Child,
    _profile: TempDir,
}

impl Chromium {
    /// Opens an address in a fresh profile.
    pub(crate) fn start(address: &str) -> io::Result<Self> {
        let profile = tempfile::Builder::new().prefix("macareu-bench-").tempdir()?;
        let program = std::env::var_os("CHROMIUM").unwrap_or_else(|| "chromium".into());
        let process = Command::new(program)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--window-size=1440,900",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { process, _profile: profile })
    }

    /// Processor time of all its processes so far, in milliseconds; 0 where there is no /proc.
    pub(crate) fn cpu_ms(&self) -> f64 {
        self.family().iter().map(|process| process.cpu_ms).sum()
    }

    /// The process that was started and all that it started.
    fn family(&self) -> Vec<Process> {
        let mut others: Vec<Process> = fs::read_dir("/proc")
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .filter_map(Process::read)
            .collect();
        let (mut family, mut rest): (Vec<_>, Vec<_>) =
            others.drain(..).partition(|it| it.id == self.process.id());
        loop {
            let (children, strangers): (Vec<_>, Vec<_>) =
                rest.drain(..).partition(|it| family.iter().any(|member| member.id == it.parent));
            if children.is_empty() {
                return family;
            }
            family.extend(children);
            rest = strangers;
        }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // It may have ended by itself, which is as well.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

struct Process {
    id: u32,
    parent: u32,
    cpu_ms: f64,
}

impl Process {
    /// See proc(5), `/proc/pid/stat`.
    fn read(id: u32) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        // The name stands in brackets and may hold anything.
        let (_, after_name) = stat.rsplit_once(')')?;
        let mut fields = after_name.split_whitespace().skip(1);
        let parent = fields.next()?.parse().ok()?;
        let user: f64 = fields.nth(9)?.parse().ok()?;
        let system: f64 = fields.next()?.parse().ok()?;
        Some(Self { id, parent, cpu_ms: (user + system) * TICK_MS })
    }
}
