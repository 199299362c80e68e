//! Owns `cargo xtask check`: what has to hold before a change is handed in, tests apart.

use std::process::Command;

use crate::context::Context;
use crate::failure::{Failure, Result, fail};
use crate::process;
use crate::setup::{Kit, Need, prepare};
use crate::versions::WASM_TARGET;

const DENY: [&str; 3] = ["--", "-D", "warnings"];

/// `cargo xtask check`. All checks run, so that one call tells all there is to mend.
pub fn check(context: &Context) -> Result<()> {
    let kit = prepare(context, &[Need::Wasm])?;
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
    Ok(vec![
        ("format", cargo(&["fmt", "--all", "--check"], &[])),
        ("clippy, host", cargo(&["clippy", "--workspace", "--all-targets"], &DENY)),
        (
            "clippy, views on the host",
            cargo(&["clippy", "--package", "macareu", "--all-targets", "--features", "ui"], &DENY),
        ),
        ("clippy, WASM", wasm),
        ("layers and texts", cargo(&["test", "--package", "macareu", "--test", "tidy"], &[])),
    ])
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
