//! Owns running other programs: their output as lines while they run, a time limit, a log, and
//! the end of what they said when they fail.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Context as _, Failure, Result, fail};
use crate::progress::Step;

const TAIL_LINES: usize = 40;
const POLL: Duration = Duration::from_millis(100);
/// How long output may go on after the program ended: a grandchild may still hold the pipe.
const DRAIN: Duration = Duration::from_secs(1);

/// A program that runs, with what it prints on both outputs, in order, as lines.
pub struct Streaming {
    /// The program.
    pub child: Child,
    /// Its lines; disconnected when it has closed its outputs.
    pub lines: Receiver<String>,
}

/// Starts a program with no input.
pub fn start(mut command: Command) -> Result<Streaming> {
    let name = command.get_program().to_string_lossy().into_owned();
    let (reader, writer) = io::pipe().context("opening a pipe")?;
    let second = writer.try_clone().context("opening a pipe")?;
    command.stdin(Stdio::null()).stdout(writer).stderr(second);
    let child = command.spawn().context(format!("starting `{name}`"))?;
    // The command holds the pipe's other end: only without it does reading come to an end.
    drop(command);
    let (send, lines) = mpsc::channel();
    thread::spawn(move || {
        let mut reader = BufReader::new(reader);
        let mut bytes = Vec::new();
        while reader.read_until(b'\n', &mut bytes).is_ok_and(|count| count > 0) {
            let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            bytes.clear();
            if send.send(line).is_err() {
                return;
            }
        }
    });
    Ok(Streaming { child, lines })
}

/// Runs a program to its end, handing over each line; stops it when `limit` has passed.
pub fn run(
    command: Command,
    limit: Option<Duration>,
    mut on_line: impl FnMut(&str),
) -> Result<ExitStatus> {
    let name = command.get_program().to_string_lossy().into_owned();
    let Streaming { mut child, lines } = start(command)?;
    let began = Instant::now();
    let mut ended: Option<(ExitStatus, Instant)> = None;
    loop {
        match lines.recv_timeout(POLL) {
            Ok(line) => on_line(&line),
            Err(RecvTimeoutError::Disconnected) => {
                return child.wait().context(format!("waiting for `{name}`"));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        match ended {
            Some((status, at)) if at.elapsed() > DRAIN => return Ok(status),
            Some(_) => {}
            None => {
                ended = child
                    .try_wait()
                    .context(format!("waiting for `{name}`"))?
                    .map(|status| (status, Instant::now()));
            }
        }
        if limit.is_some_and(|limit| ended.is_none() && began.elapsed() > limit) {
            child.kill().context(format!("stopping `{name}`"))?;
            child.wait().context(format!("stopping `{name}`"))?;
            return fail(format!("`{name}` was not done after {} s", began.elapsed().as_secs()));
        }
    }
}

/// Runs a program as part of a step: its activity is shown, its whole output goes to `log`, and
/// when it fails the end of that output becomes the failure.
pub fn run_step(
    step: &Step<'_>,
    command: Command,
    log: &Path,
    limit: Option<Duration>,
) -> Result<()> {
    let shown = shown(&command);
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).context(format!("making {}", folder.display()))?;
    }
    let mut file = File::create(log).context(format!("writing {}", log.display()))?;
    let mut tail = VecDeque::new();
    let status = run(command, limit, |line| {
        // A full disk must not hide what the program itself says.
        let _unwritten = writeln!(file, "{line}");
        step.read(line);
        if tail.len() == TAIL_LINES {
            tail.pop_front();
        }
        tail.push_back(line.to_owned());
    })?;
    if status.success() {
        return Ok(());
    }
    let said = Vec::from(tail).join("\n");
    fail(format!("`{shown}` failed ({status}); all it said is in {}\n{said}", log.display()))
}

/// Runs a program to its end and returns what it printed on its standard output.
pub fn output_of(program: impl AsRef<OsStr>, args: &[&str]) -> Result<String> {
    let program = program.as_ref();
    let name = program.to_string_lossy();
    let output = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .context(format!("starting `{name}`"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(Failure(format!("`{name}` failed ({}): {said}", output.status)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The first program of that name on `PATH`.
pub fn find_on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// `PATH` with these folders before all others.
pub fn path_with(folders: &[PathBuf]) -> Result<std::ffi::OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&path));
    std::env::join_paths(all).context("putting PATH together")
}

fn shown(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for arg in command.get_args() {
        text.push(' ');
        text.push_str(&arg.to_string_lossy());
    }
    text
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn hands_over_both_outputs_in_order() {
        let mut lines = Vec::new();
        let status = run(shell("echo one; echo two >&2; echo three"), None, |line| {
            lines.push(line.to_owned());
        })
        .expect("sh runs");
        assert!(status.success());
        assert_eq!(lines, ["one", "two", "three"]);
    }

    #[test]
    fn stops_a_program_that_takes_too_long() {
        let began = Instant::now();
        let result = run(shell("exec sleep 60"), Some(Duration::from_millis(50)), |_| {});
        assert!(result.is_err());
        assert!(began.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn shows_a_command_as_typed() {
        assert_eq!(shown(&shell("true")), "sh -c true");
    }

    #[test]
    fn own_folders_come_first_on_the_path() {
        let path = path_with(&[PathBuf::from("/first")]).expect("a path");
        assert_eq!(std::env::split_paths(&path).next(), Some(PathBuf::from("/first")));
    }
}
