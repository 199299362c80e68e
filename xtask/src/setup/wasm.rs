//! Owns the compiler for WASM: the toolchain at hand when it can, with rustup's help when it
//! cannot yet, and else Debian's packages with a standard library built once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::debian;
use crate::context::Context;
use crate::failure::{Context as _, Failure, Result, fail};
use crate::process::{find_on_path, output_of, path_with, run_step};
use crate::versions::{DEBIAN_LLD, RUST_DEBIAN, WASM_TARGET, version_in};

/// Past this, Rust's download server counts as out of reach.
const RUSTUP_LIMIT: Duration = Duration::from_mins(3);
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_CARGO_CLIPPY: &str = "/usr/bin/cargo-clippy";

/// What compiles for WASM. Everything else is compiled by the toolchain at hand.
#[derive(Default)]
pub enum Toolchain {
    /// The toolchain at hand.
    #[default]
    AtHand,
    /// Debian's compiler with a sysroot of our own.
    Debian {
        /// The sysroot; its `bin` holds `rustc` and `cargo`.
        sysroot: PathBuf,
        /// The compiler's version.
        version: String,
    },
}

impl Toolchain {
    /// Cargo in the repository's root.
    pub fn cargo(&self, context: &Context) -> Command {
        match self {
            Self::AtHand => context.cargo(),
            Self::Debian { sysroot, .. } => {
                let mut command = Command::new(sysroot.join("bin").join("cargo"));
                command.current_dir(&context.root);
                command
            }
        }
    }

    /// Clippy in the repository's root.
    pub fn clippy(&self, context: &Context) -> Command {
        let mut command = match self {
            Self::AtHand => context.cargo(),
            Self::Debian { .. } => {
                // `cargo clippy` would take the one in Cargo's own folder, of another compiler.
                let mut command = Command::new(DEBIAN_CARGO_CLIPPY);
                command.current_dir(&context.root);
                command
            }
        };
        command.arg("clippy");
        command
    }

    /// Makes a program, and the programs it calls, use this toolchain; `folders` come before
    /// all others in its `PATH`.
    pub fn apply(&self, command: &mut Command, folders: &[PathBuf]) -> Result<()> {
        let mut all = folders.to_vec();
        if let Self::Debian { sysroot, .. } = self {
            let bin = sysroot.join("bin");
            command
                .env("RUSTC", bin.join("rustc"))
                .env("CARGO", bin.join("cargo"))
                // For Clippy, which is a compiler of its own and does not call `RUSTC`.
                .env("SYSROOT", sysroot)
                // Set by rustup for its own toolchain's libraries.
                .env_remove("LD_LIBRARY_PATH");
            all.insert(0, bin);
        }
        command.env("PATH", path_with(&all)?);
        Ok(())
    }

    /// A few words for a person.
    pub fn summary(&self) -> String {
        match self {
            Self::AtHand => format!("rustc with {WASM_TARGET}"),
            Self::Debian { version, .. } => format!("Debian's rustc {version} with {WASM_TARGET}"),
        }
    }
}

/// Which way a person forces with `MACAREU_WASM_TOOLCHAIN`.
#[derive(Debug, PartialEq, Eq)]
enum Way {
    Any,
    Rustup,
    Debian,
}

fn way(variable: Option<&str>) -> Result<Way> {
    match variable {
        None | Some("") => Ok(Way::Any),
        Some("rustup") => Ok(Way::Rustup),
        Some("debian") => Ok(Way::Debian),
        Some(other) => {
            fail(format!("MACAREU_WASM_TOOLCHAIN is `{other}`; it can be `rustup` or `debian`"))
        }
    }
}

/// Finds or sets up a compiler for WASM.
pub fn toolchain(context: &Context) -> Result<Toolchain> {
    let forced = std::env::var("MACAREU_WASM_TOOLCHAIN").ok();
    let way = way(forced.as_deref())?;
    if way == Way::Debian {
        return debian_toolchain(context);
    }
    if has_target() {
        return Ok(Toolchain::AtHand);
    }
    match (add_target(context), way) {
        (Ok(()), _) => Ok(Toolchain::AtHand),
        (Err(failure), Way::Rustup) => Err(failure),
        (Err(Failure(why)), _) => {
            let first = why.lines().next().unwrap_or_default();
            context.board.line(&format!("  {first}; taking Debian's packages instead"));
            debian_toolchain(context)
        }
    }
}

/// Whether the toolchain at hand has the target's standard library.
fn has_target() -> bool {
    output_of("rustc", &["--print", "target-libdir", "--target", WASM_TARGET])
        .is_ok_and(|folder| holds_std(Path::new(folder.trim())))
}

fn holds_std(folder: &Path) -> bool {
    folder.read_dir().is_ok_and(|mut entries| {
        entries.any(|entry| {
            entry.is_ok_and(|entry| {
                let path = entry.path();
                path.extension().is_some_and(|extension| extension == "rlib")
                    && entry.file_name().to_string_lossy().starts_with("libstd-")
            })
        })
    })
}

fn add_target(context: &Context) -> Result<()> {
    if find_on_path("rustup").is_none() {
        return fail("this Rust has no WASM target and there is no rustup to add it");
    }
    let step = context.board.begin(WASM_TARGET, "adding it with rustup");
    let mut command = Command::new("rustup");
    command.args(["target", "add", WASM_TARGET]).current_dir(&context.root);
    run_step(&step, command, &context.log("rustup"), Some(RUSTUP_LIMIT))?;
    if !has_target() {
        return fail("rustup added the WASM target to another toolchain than the one that runs");
    }
    step.done("added");
    Ok(())
}

fn debian_toolchain(context: &Context) -> Result<Toolchain> {
    let programs = [DEBIAN_RUSTC, DEBIAN_CARGO, DEBIAN_CARGO_CLIPPY, DEBIAN_LLD];
    if !programs.iter().all(|program| Path::new(program).is_file()) || debian_source().is_none() {
        debian::install(context, "Rust for WASM", RUST_DEBIAN)?;
    }
    let said = output_of(DEBIAN_RUSTC, &["--version"])?;
    let Some(version) = version_in(&said) else {
        return fail(format!("{DEBIAN_RUSTC} does not tell its version: {said}"));
    };
    let sysroot = context.tools.join(format!("debian-rust-{version}"));
    if !holds_std(&target_libs(&sysroot)) {
        build_sysroot(context, &sysroot)?;
    }
    Ok(Toolchain::Debian { sysroot, version: version.to_owned() })
}

fn debian_source() -> Option<PathBuf> {
    let root = output_of(DEBIAN_RUSTC, &["--print", "sysroot"]).ok()?;
    let source = Path::new(root.trim()).join("lib/rustlib/src/rust/library");
    source.is_dir().then_some(source)
}

fn target_libs(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(WASM_TARGET).join("lib")
}

/// Puts a sysroot together from links to Debian's files, two small scripts and a standard library
/// for WASM that is built here. Nothing outside the tools' folder is written.
fn build_sysroot(context: &Context, sysroot: &Path) -> Result<()> {
    let step = context.board.begin("Rust for WASM", "building the standard library, once");
    let host = host_of(&output_of(DEBIAN_RUSTC, &["-vV"])?)?;
    let debian = PathBuf::from(output_of(DEBIAN_RUSTC, &["--print", "sysroot"])?.trim());
    if sysroot.exists() {
        fs::remove_dir_all(sysroot).context(format!("removing {}", sysroot.display()))?;
    }
    let rustlib = sysroot.join("lib/rustlib");
    let host_bin = rustlib.join(&host).join("bin");
    let bin = sysroot.join("bin");
    for folder in [&host_bin, &bin] {
        make_folder(folder)?;
    }
    link(&debian.join("lib/rustlib").join(&host).join("lib"), &rustlib.join(&host).join("lib"))?;
    link(&debian.join("lib/rustlib/src"), &rustlib.join("src"))?;
    // Where the compiler looks for the linker of WASM.
    link(Path::new(DEBIAN_LLD), &host_bin.join("rust-lld"))?;
    let shown = sysroot.display();
    script(&bin.join("rustc"), &format!("exec {DEBIAN_RUSTC} --sysroot '{shown}' \"$@\""))?;
    script(&bin.join("cargo"), &format!("exec {DEBIAN_CARGO} \"$@\""))?;

    let work = sysroot.join("build");
    make_folder(&work.join("src"))?;
    write(
        &work.join("Cargo.toml"),
        "[package]\nname = \"only-std\"\nedition = \"2021\"\n\n[workspace]\n",
    )?;
    write(&work.join("src/lib.rs"), "")?;
    let mut command = Command::new(DEBIAN_CARGO);
    command
        .args(["build", "--release", "--target", WASM_TARGET])
        .arg("-Zbuild-std=std,panic_abort,proc_macro,test")
        .current_dir(&work)
        .env("CARGO_TARGET_DIR", work.join("target"))
        .env("RUSTC", DEBIAN_RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        // With bitcode in it, release builds can optimize across it (LTO).
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    run_step(&step, command, &context.log("debian-std"), None)?;

    let built = work.join("target").join(WASM_TARGET).join("release/deps");
    let ready = rustlib.join(WASM_TARGET).join("ready");
    make_folder(&ready)?;
    for entry in built.read_dir().context(format!("reading {}", built.display()))? {
        let file = entry.context(format!("reading {}", built.display()))?;
        let name = file.file_name().to_string_lossy().into_owned();
        let is_library = file.path().extension().is_some_and(|extension| extension == "rlib");
        if is_library && !name.starts_with("libonly_std") {
            fs::copy(file.path(), ready.join(&name)).context(format!("copying {name}"))?;
        }
    }
    // The folder gets its name last: half a library never looks like a whole one.
    let libs = target_libs(sysroot);
    fs::rename(&ready, &libs).context(format!("naming {}", libs.display()))?;
    fs::remove_dir_all(&work).context(format!("removing {}", work.display()))?;
    step.done("ready");
    Ok(())
}

fn host_of(verbose_version: &str) -> Result<String> {
    match verbose_version.lines().find_map(|line| line.strip_prefix("host: ")) {
        Some(host) => Ok(host.trim().to_owned()),
        None => fail(format!("{DEBIAN_RUSTC} does not tell its host:\n{verbose_version}")),
    }
}

fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).context(format!("making {}", folder.display()))
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).context(format!("writing {}", file.display()))
}

#[cfg(unix)]
fn link(original: &Path, link: &Path) -> Result<()> {
    std::os::unix::fs::symlink(original, link).context(format!("linking {}", link.display()))
}

#[cfg(unix)]
pub(super) fn script(file: &Path, line: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    write(file, &format!("#!/bin/sh\n{line}\n"))?;
    let mode = fs::Permissions::from_mode(0o755);
    fs::set_permissions(file, mode).context(format!("making {} a program", file.display()))
}

#[cfg(not(unix))]
fn link(_original: &Path, _link: &Path) -> Result<()> {
    fail("Debian's toolchain is for Debian only")
}

#[cfg(not(unix))]
pub(super) fn script(_file: &Path, _line: &str) -> Result<()> {
    fail("Debian's toolchain is for Debian only")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_forces_one_way() {
        assert_eq!(way(None).expect("valid"), Way::Any);
        assert_eq!(way(Some("")).expect("valid"), Way::Any);
        assert_eq!(way(Some("rustup")).expect("valid"), Way::Rustup);
        assert_eq!(way(Some("debian")).expect("valid"), Way::Debian);
        assert!(way(Some("nix")).is_err());
    }

    #[test]
    fn reads_the_host_of_a_compiler() {
        let said = "rustc 1.96.0\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.96.0\n";
        assert_eq!(host_of(said).expect("a host"), "x86_64-unknown-linux-gnu");
        assert!(host_of("rustc 1.96.0").is_err());
    }
}
