//! Owns the tools and browsers: whether one is there in the right version, and how it is brought.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::debian;
use crate::context::{Context, cargo};
use crate::failure::{Context as _, Failure, Result, fail};
use crate::process::{find_on_path, output_of, run_step};
use crate::versions::{
    self, BINARYEN, BINARYEN_DEBIAN, BINARYEN_NPM, CHROMIUM_DEBIAN, CXX_DEBIAN, FIREFOX_DEBIAN,
    version_in,
};

/// A program that Cargo installs from its registry.
pub struct CargoTool {
    package: &'static str,
    version: &'static str,
    /// The programs that are wanted; the first is the one that [`CargoTool::ready`] returns.
    programs: &'static [&'static str],
    /// What to leave out, and what to add.
    flags: &'static [&'static str],
    /// The crates whose speed counts when the tool runs.
    optimized: &'static [&'static str],
}

/// Trunk without TLS: it serves and downloads nothing here, and builds much faster so.
pub const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    version: versions::TRUNK,
    programs: &["trunk"],
    flags: &["--no-default-features"],
    optimized: &[],
};

/// wasm-bindgen and its test runner, which talks to drivers on this machine only: no TLS either.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    version: versions::WASM_BINDGEN,
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    flags: &["--no-default-features"],
    // It reads the whole page at every build: 10 s without these, 3 s with them.
    optimized: &[
        "walrus",
        "wasm-bindgen-cli-support",
        "wasm-bindgen-cli",
        "wasmparser",
        "wasm-encoder",
        "id-arena",
        "hashbrown",
        "gimli",
        "indexmap",
        "rustc-demangle",
        "leb128fmt",
    ],
};

/// What cuts the program of the page into parts.
pub const WASM_SPLIT: CargoTool = CargoTool {
    package: "wasm_split_cli_support",
    version: versions::WASM_SPLIT,
    programs: &["wasm-split-cli"],
    flags: &["--features", "build-binary"],
    optimized: &[
        "wasm_split_cli_support",
        "wasmparser",
        "wasm-encoder",
        "leb128fmt",
        "hashbrown",
        "indexmap",
        "regex-automata",
    ],
};

/// What looks at the crates that the project is built from. It asks Git for the list of known
/// weaknesses, so it needs no TLS of its own.
pub const CARGO_DENY: CargoTool = CargoTool {
    package: "cargo-deny",
    version: versions::CARGO_DENY,
    programs: &["cargo-deny"],
    flags: &["--no-default-features"],
    optimized: &[],
};

/// The driver of Firefox.
pub const GECKODRIVER: CargoTool = CargoTool {
    package: "geckodriver",
    version: versions::GECKODRIVER,
    programs: &["geckodriver"],
    flags: &[],
    optimized: &[],
};

/// A browser and what drives it.
pub struct Browser {
    /// The browser.
    pub program: PathBuf,
    /// What drives it.
    pub driver: PathBuf,
}

/// wasm-opt, or what stands in for it.
pub struct WasmOpt {
    /// The folder that holds `wasm-opt`.
    pub folder: PathBuf,
    /// What to tell the person when it is not the pinned one.
    pub lack: Option<String>,
}

impl CargoTool {
    /// The first program's path; installs the tool when it is not there.
    pub fn ready(&self, context: &Context) -> Result<PathBuf> {
        let Some(first) = self.programs.first() else {
            return fail(format!("{} has no programs", self.package));
        };
        let root = context.tools.join(format!("{}-{}", self.package, self.version));
        let bin = root.join("bin");
        let own = bin.join(format!("{first}{}", std::env::consts::EXE_SUFFIX));
        if own.is_file() {
            return Ok(own);
        }
        if let Some(found) = on_path(first, self.version)
            && self.programs.iter().all(|program| found.with_file_name(program).is_file())
        {
            return Ok(found);
        }
        let name = format!("{} {}", self.package, self.version);
        let step = context.board.begin(&name, "building it, once");
        let target = context.tools.join("build").join(self.package);
        fs::create_dir_all(&context.tools)
            .context(format!("making {}", context.tools.display()))?;
        let mut command = Command::new(cargo());
        command
            .args(["install", "--locked", "--force", "--root"])
            .arg(&root)
            .arg(format!("{}@{}", self.package, self.version))
            .args(self.flags)
            .args(self.optimized.iter().flat_map(|name| {
                ["--config".to_owned(), format!("profile.release.package.{name}.opt-level=1")]
            }))
            .args(self.programs.iter().flat_map(|program| ["--bin", program]))
            // The repository's own Cargo settings are not for tools.
            .current_dir(&context.tools)
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_INCREMENTAL", "0")
            .envs(QUICK_TO_BUILD.iter().copied())
            .env_remove("CARGO_BUILD_TARGET");
        run_step(&step, command, &context.log(self.package), None)?;
        fs::remove_dir_all(&target).context(format!("removing {}", target.display()))?;
        step.done("ready");
        Ok(own)
    }
}

/// These tools run for a second at a time: but for a few crates, the time to build them counts.
const QUICK_TO_BUILD: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "4"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_STRIP", "none"),
];

/// A program on `PATH` that says it has this version, unless only own tools are wanted.
fn on_path(program: &str, version: &str) -> Option<PathBuf> {
    if std::env::var_os("MACAREU_OWN_TOOLS").is_some() {
        return None;
    }
    let found = find_on_path(program)?;
    let said = output_of(&found, &["--version"]).ok()?;
    (version_in(&said) == Some(version)).then_some(found)
}

/// Downloads the crates of the project, so that Trunk can work offline.
pub fn crates(context: &Context) -> Result<()> {
    let mut known = context.cargo();
    known.args(["fetch", "--quiet", "--offline"]);
    if known.output().is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    let step = context.board.begin("crates", "downloading what the project is built from");
    let mut command = context.cargo();
    command.arg("fetch");
    run_step(&step, command, &context.log("fetch"), None)?;
    step.done("downloaded");
    Ok(())
}

/// A compiler for C++: the one that is there, else Debian's.
pub fn cxx(context: &Context) -> Result<()> {
    let is_named = std::env::var_os("CXX").is_some();
    if is_named || find_on_path("c++").is_some() {
        return Ok(());
    }
    debian::install(context, "a C++ compiler", &[CXX_DEBIAN])
}

/// The browsers among the needs, Firefox without its driver. All that is missing is installed, or
/// asked for, at once.
pub fn browsers(
    context: &Context,
    wanted: [bool; 2],
) -> Result<(Option<Browser>, Option<PathBuf>)> {
    let [wants_chromium, wants_firefox] = wanted;
    let mut missing = Vec::new();
    if wants_chromium && find_chromium().is_none() {
        missing.extend(CHROMIUM_DEBIAN);
    }
    if wants_firefox && find_firefox().is_none() {
        missing.extend(FIREFOX_DEBIAN);
    }
    if !missing.is_empty() {
        debian::install(context, "browsers", &missing)?;
    }
    let there = |name: &str| Failure(format!("{name} was installed but is not on PATH"));
    let chromium = wants_chromium.then(|| find_chromium().ok_or_else(|| there("Chromium")));
    let firefox = wants_firefox.then(|| find_firefox().ok_or_else(|| there("Firefox")));
    Ok((chromium.transpose()?, firefox.transpose()?))
}

fn find_chromium() -> Option<Browser> {
    let programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let program = named("CHROMIUM", &programs)?;
    let driver = named("CHROMEDRIVER", &["chromedriver"])?;
    Some(Browser { program, driver })
}

fn find_firefox() -> Option<PathBuf> {
    named("FIREFOX", &["firefox-esr", "firefox"])
}

/// What the variable names, else the first of these programs on `PATH`.
fn named(variable: &str, programs: &[&str]) -> Option<PathBuf> {
    match std::env::var_os(variable) {
        Some(program) => Some(PathBuf::from(program)).filter(|program| program.is_file()),
        None => programs.iter().find_map(|program| find_on_path(program)),
    }
}

/// wasm-opt: the pinned one by npm, else Debian's, else a stand-in that leaves files as they are.
pub fn wasm_opt(context: &Context) -> Result<WasmOpt> {
    let pinned = |program: &Path| {
        program.parent().map(|folder| WasmOpt { folder: folder.to_owned(), lack: None })
    };
    if let Some(ready) = on_path("wasm-opt", BINARYEN).as_deref().and_then(pinned) {
        return Ok(ready);
    }
    if find_on_path("node").is_some() && find_on_path("npm").is_some() {
        let own = context.tools.join(format!("binaryen-{BINARYEN}"));
        let program = own.join("node_modules/.bin/wasm-opt");
        if !program.exists()
            && let Err(Failure(why)) = npm_install(context, &own)
        {
            let first = why.lines().next().unwrap_or_default();
            context.board.line(&format!("  {first}; looking for Debian's package instead"));
        }
        if program.exists()
            && let Some(ready) = pinned(&program)
        {
            return Ok(ready);
        }
    }
    if find_on_path("wasm-opt").is_none()
        && let Err(Failure(why)) = debian::install(context, "wasm-opt", &[BINARYEN_DEBIAN])
    {
        context.board.line(&format!("  {why}"));
    }
    let found = find_on_path("wasm-opt").and_then(|program| {
        let said = output_of(&program, &["--version"]).ok()?;
        let version = version_in(&said)?;
        Some(WasmOpt {
            folder: program.parent()?.to_owned(),
            lack: Some(format!(
                "optimized by wasm-opt {version}: with Node on this machine it would have been {BINARYEN}"
            )),
        })
    });
    match found {
        Some(ready) => Ok(ready),
        None => stand_in(context),
    }
}

fn npm_install(context: &Context, folder: &Path) -> Result<()> {
    let step = context.board.begin("wasm-opt", &format!("installing npm's {BINARYEN_NPM}"));
    fs::create_dir_all(folder).context(format!("making {}", folder.display()))?;
    let mut command = Command::new("npm");
    command
        .args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"])
        .arg(folder)
        .arg(BINARYEN_NPM)
        .current_dir(folder);
    run_step(&step, command, &context.log("npm"), None)?;
    step.done("ready");
    Ok(())
}

/// Release files go through wasm-opt; without one, a script copies them.
fn stand_in(context: &Context) -> Result<WasmOpt> {
    let folder = context.tools.join("no-wasm-opt");
    fs::create_dir_all(&folder).context(format!("making {}", folder.display()))?;
    super::wasm::script(&folder.join("wasm-opt"), STAND_IN)?;
    Ok(WasmOpt {
        folder,
        lack: Some(
            "not optimized: this machine has neither Node nor a package of wasm-opt".to_owned(),
        ),
    })
}

/// Called as `wasm-opt --output=TO … FROM`.
const STAND_IN: &str = r#"from=
for arg; do
  case "$arg" in
    --output=*) to=${arg#--output=};;
    *.wasm) from=$arg;;
  esac
done
exec cp "$from" "$to""#;
