//! Owns `cargo xtask bench`: a release page, a quick host side, and the measuring program.

use crate::build;
use crate::context::Context;
use crate::failure::{Result, fail};
use crate::process;
use crate::setup::{Need, prepare};

/// The host side has to keep up with a browser, not to be small: these replace what the workspace
/// says for release files, and build in a fraction of the time.
const QUICK_HOST: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "3"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_PANIC", "unwind"),
];

/// `cargo xtask bench [-- what the measuring program takes]`.
pub fn bench(context: &Context, args: &[String]) -> Result<()> {
    let kit = prepare(context, &[&build::NEEDS[..], &[Need::Chromium]].concat())?;
    let dist = build::release_files(context, &kit)?;
    let mut command = context.cargo();
    command
        .args(["run", "--release", "--package", "macareu-e2e", "--bin", "bench", "--"])
        .args(args.iter().skip_while(|arg| *arg == "--"))
        .env("MACAREU_DIST", dist)
        .envs(QUICK_HOST);
    kit.name_browsers(&mut command);
    let status = process::run(command, None, |line| context.board.line(line))?;
    if status.success() { Ok(()) } else { fail(format!("the benchmark failed ({status})")) }
}
