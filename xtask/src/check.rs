//! Owns `cargo xtask check`: what has to hold before a change is handed in, tests apart.

use std::path::PathBuf;
use std::process::Command;

use crate::context::Context;
use crate::failure::{Failure, Result, fail};
use crate::process;
use crate::setup::{Kit, Need, prepare};
use crate::versions::WASM_TARGET;

/// Where the list of known weaknesses comes from.
const ADVISORIES: &str = "github.com/RustSec/advisory-db";

const DENY: [&str; 3] = ["--", "-D", "warnings"];

/// `cargo xtask check`. All checks run, so that one call tells all there is to mend.
pub fn check(context: &Context) -> Result<()> {
    let kit = prepare(context, &[Need::Wasm, Need::Deny])?;
    let mut broken = Vec::new();
    for (name, command) in checks(context, &kit)? {
        if let Err(Failure(why)) = one(context, name, command) {
            context.board.line(&why);
            broken.push(name);
        }
    }
    if broken.is_empty() {
        context.board.line("✓ all checks passed");
        return Ok(());
    }
    fail(format!("failed: {}", broken.join(", ")))
}

fn checks(context: &Context, kit: &Kit) -> Result<Vec<(&'static str, Command)>> {
    let cargo = |args: &[&str], more: &[&str]| {
        let mut command = context.cargo();
        command.args(args).args(more);
        command
    };
    let mut wasm = kit.wasm_clippy(context)?;
    wasm.args(["--package", "macareu", "--lib", "--bins", "--test", "browser"])
        // As people get it; the views on the host are as they are served while one works.
        .args(["--features", "split", "--target", WASM_TARGET])
        .args(DENY);
    let mut dependencies = kit.deny(context)?;
    dependencies.args(["--offline", "check", "licenses", "bans", "sources"]);
    let mut of_fuzz = kit.deny(context)?;
    of_fuzz.args(["--offline", "--manifest-path", "fuzz/Cargo.toml", "--config", "deny.toml"]);
    of_fuzz.args(["check", "licenses", "bans", "sources"]);
    let mut checks = vec![
        ("format", cargo(&["fmt", "--all", "--check"], &[])),
        (
            "format, fuzz targets",
            cargo(&["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"], &[]),
        ),
        ("clippy, host", cargo(&["clippy", "--workspace", "--all-targets"], &DENY)),
        (
            "clippy, views on the host",
            cargo(&["clippy", "--package", "macareu", "--all-targets", "--features", "ui"], &DENY),
        ),
        ("clippy, WASM", wasm),
        ("layers and texts", cargo(&["test", "--package", "macareu", "--test", "tidy"], &[])),
        ("licences and sources", dependencies),
        ("licences and sources, fuzz targets", of_fuzz),
    ];
    checks.extend(advisories(context, kit)?.map(|command| ("advisories", command)));
    Ok(checks)
}

/// The look at known weaknesses of what the project is built from. Their list is fetched; where that
/// cannot be, the one from last time has to do, and without any this is said.
fn advisories(context: &Context, kit: &Kit) -> Result<Option<Command>> {
    let mut fetch = kit.deny(context)?;
    fetch.args(["fetch", "db"]).env("GIT_TERMINAL_PROMPT", "0");
    let mut said = String::new();
    let is_fresh = process::run(fetch, None, |line| {
        if !line.trim().is_empty() {
            line.trim().clone_into(&mut said);
        }
    })?
    .success();
    if !is_fresh {
        let has_list = fetched_before();
        let what = if has_list {
            "advisories checked by an old list, which may lack the newest"
        } else {
            "advisories not checked"
        };
        context.board.line(&format!("! {what}: {ADVISORIES} cannot be fetched ({said})"));
        if !has_list {
            return Ok(None);
        }
    }
    let mut command = kit.deny(context)?;
    command.args(["--offline", "check", "advisories"]);
    Ok(Some(command))
}

/// Whether cargo-deny has a list of known weaknesses from before.
fn fetched_before() -> bool {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let lists = home.and_then(|home| std::fs::read_dir(home.join("advisory-dbs")).ok());
    lists.is_some_and(|mut it| it.any(|entry| entry.is_ok_and(|it| it.path().is_dir())))
}

/// Runs one check; all it said is shown if it fails.
fn one(context: &Context, name: &str, command: Command) -> Result<()> {
    let step = context.board.begin(name, "checking");
    let mut said = Vec::new();
    let status = process::run(command, None, |line| {
        if !step.read(line) {
            said.push(line.to_owned());
        }
    })?;
    if status.success() {
        step.done("in order");
        return Ok(());
    }
    drop(step);
    fail(said.join("\n"))
}
