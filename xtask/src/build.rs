//! Owns building the page: for release into `dist/`, for tests and for the benchmark. All of these are
//! cut into parts, so that what is tested and measured is what people get.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::context::Context;
use crate::failure::{Context as _, Result};
use crate::hosted;
use crate::packed;
use crate::process::run_step;
use crate::setup::{Kit, Need, prepare};
use crate::sizes::Sizes;
use crate::split;
use crate::versions::WASM_TARGET;

/// The most that a first visit may download, as servers send it (brotli).
const FIRST_VISIT_LIMIT: u64 = 450_000;
/// Flags for the program of the page, beside those of `.cargo/config.toml`.
const RUSTFLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// What building the release files needs.
pub const NEEDS: [Need; 5] =
    [Need::Wasm, Need::Trunk, Need::WasmBindgen, Need::WasmSplit, Need::WasmOpt];

/// `cargo xtask build`: the files to host.
pub fn release(context: &Context) -> Result<()> {
    let kit = prepare(context, &NEEDS)?;
    let dist = release_files(context, &kit)?;
    context.board.line("");
    let sizes = Sizes::of(&dist)?;
    context.board.line(sizes.table().trim_end());
    if let Some(over) = sizes.over(FIRST_VISIT_LIMIT) {
        context.board.line(&format!(
            "\nWARNING: a first visit downloads {over} bytes more than the {FIRST_VISIT_LIMIT} it may."
        ));
    }
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
    let mut trunk = trunk_build(context, kit, &dist, Profile::Release)?;
    trunk.env(RUSTFLAGS, without_this_machine());
    run_step(&step, trunk, &context.log("dist"), None)?;
    step.done("built");
    hosted::check(&dist)?;
    let step = context.board.begin("packed", "packing each file");
    packed::pack(&dist)?;
    step.done("`.br` and `.gz` beside each file");
    Ok(dist)
}

/// Builds the page for tests, in the development profile, and returns its folder.
pub fn test_files(context: &Context, kit: &Kit, dist: PathBuf) -> Result<PathBuf> {
    let step = context.board.begin("page", "building it for the tests");
    run_step(&step, trunk_build(context, kit, &dist, Profile::Dev)?, &context.log("page"), None)?;
    step.done("built");
    hosted::check(&dist)?;
    Ok(dist)
}

/// Keeps the folder of Cargo's registry out of what is hosted: messages of a crash name files.
fn without_this_machine() -> OsString {
    let set = |name| std::env::var_os(name).map(PathBuf::from);
    let cargo =
        set("CARGO_HOME").or_else(|| Some(set("HOME").or(set("USERPROFILE"))?.join(".cargo")));
    let Some(cargo) = cargo else { return OsString::new() };
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(cargo);
    flag.push("=cargo");
    flag
}

/// How the page is compiled.
#[derive(Clone, Copy)]
enum Profile {
    Dev,
    Release,
}

fn trunk_build(context: &Context, kit: &Kit, dist: &Path, profile: Profile) -> Result<Command> {
    // Trunk reads the stylesheet's bundle, which its hook writes, and wants its folder to be there.
    fs::create_dir_all(dist).context(format!("making {}", dist.display()))?;
    let (folder, flags): (_, &[&str]) = match profile {
        Profile::Dev => ("debug", &[]),
        Profile::Release => ("release", &["--release"]),
    };
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let program = context.root.join(target).join(WASM_TARGET).join(folder).join("macareu.wasm");
    let mut command = kit.trunk(context)?;
    command.arg("build").arg("--dist").arg(dist).args(["--features", "split"]).args(flags);
    command.env(split::PROGRAM, program);
    Ok(command)
}
