//! Owns building the page: for release into `dist/`, for tests and for the benchmark.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::context::Context;
use crate::failure::{Context as _, Result};
use crate::process::run_step;
use crate::setup::{Kit, Need, prepare};
use crate::sizes;

/// `cargo xtask build`: the files to host.
pub fn release(context: &Context) -> Result<()> {
    let kit = prepare(context, &[Need::Wasm, Need::Trunk, Need::WasmBindgen, Need::WasmOpt])?;
    let dist = release_files(context, &kit)?;
    context.board.line("");
    context.board.line(sizes::table(&dist)?.trim_end());
    if let Some(lack) = kit.lack() {
        context.board.line(&format!("({lack})"));
    }
    context.board.line("\nThe files are in dist/: host them under any folder of any web server.");
    Ok(())
}

/// Builds the release files and returns their folder.
pub fn release_files(context: &Context, kit: &Kit) -> Result<PathBuf> {
    let dist = context.root.join("dist");
    let step = context.board.begin("dist", "building the page for release");
    run_step(&step, trunk_build(context, kit, &dist, &["--release"])?, &context.log("dist"), None)?;
    step.done("built");
    Ok(dist)
}

/// Builds the page for tests, in the development profile, and returns its folder.
pub fn test_files(context: &Context, kit: &Kit, dist: PathBuf) -> Result<PathBuf> {
    let step = context.board.begin("page", "building it for the tests");
    run_step(&step, trunk_build(context, kit, &dist, &[])?, &context.log("page"), None)?;
    step.done("built");
    Ok(dist)
}

fn trunk_build(context: &Context, kit: &Kit, dist: &Path, args: &[&str]) -> Result<Command> {
    // Trunk reads the stylesheet's bundle, which its hook writes, and wants its folder to be there.
    fs::create_dir_all(dist).context(format!("making {}", dist.display()))?;
    let mut command = kit.trunk(context)?;
    command.arg("build").arg("--dist").arg(dist).args(args);
    Ok(command)
}
