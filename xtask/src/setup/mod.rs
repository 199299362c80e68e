//! Owns what a command needs before it can start: which parts, in which order, and where they
//! are. Each part is skipped at once when it is there; parts that do not wait for each other run
//! side by side.

mod debian;
mod tool;
mod wasm;

use std::path::PathBuf;
use std::process::Command;
use std::thread;

use crate::context::Context;
use crate::failure::{Failure, Result, fail};
use crate::process;

pub use wasm::Toolchain;

/// A thing that a command can need.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A compiler for WASM.
    Wasm,
    /// Trunk.
    Trunk,
    /// wasm-bindgen and its test runner.
    WasmBindgen,
    /// wasm-split.
    WasmSplit,
    /// wasm-opt; what needs it can do without.
    WasmOpt,
    /// cargo-deny.
    Deny,
    /// A compiler for C++, which libFuzzer is written in.
    Cxx,
    /// Chromium and its driver.
    Chromium,
    /// Firefox and its driver.
    Firefox,
}

/// Where the things that were needed are.
#[derive(Default)]
pub struct Kit {
    toolchain: Toolchain,
    trunk: Option<PathBuf>,
    wasm_bindgen: Option<PathBuf>,
    wasm_split: Option<PathBuf>,
    wasm_opt: Option<tool::WasmOpt>,
    deny: Option<PathBuf>,
    chromium: Option<tool::Browser>,
    firefox: Option<tool::Browser>,
}

/// Sets up what is missing.
pub fn prepare(context: &Context, needs: &[Need]) -> Result<Kit> {
    if !debian::is_root() {
        // What a person has to install by hand is said before anything is built.
        tool::browsers(context, wanted_browsers(needs))?;
    }
    let system = || system_parts(context, needs);
    let built = || built_parts(context, needs);
    // Packages wait for the network while tools keep the processors busy.
    let (system, built) = thread::scope(|scope| {
        let system = scope.spawn(system);
        let built = built();
        (system.join(), built)
    });
    let system = system.unwrap_or_else(|_| fail("a set-up thread panicked"));
    let (system, built) = match (system, built) {
        (Ok(system), Ok(built)) => (system, built),
        (Err(Failure(first)), Err(Failure(second))) => return fail(format!("{first}\n\n{second}")),
        (Err(failure), _) | (_, Err(failure)) => return Err(failure),
    };
    let (toolchain, wasm_opt, chromium, firefox) = system;
    let [trunk, wasm_bindgen, wasm_split, deny, geckodriver] = built;
    Ok(Kit {
        toolchain,
        trunk,
        wasm_bindgen,
        wasm_split,
        wasm_opt,
        deny,
        chromium,
        firefox: firefox
            .zip(geckodriver)
            .map(|(program, driver)| tool::Browser { program, driver }),
    })
}

/// Chromium, Firefox.
fn wanted_browsers(needs: &[Need]) -> [bool; 2] {
    [Need::Chromium, Need::Firefox].map(|need| needs.contains(&need))
}

type SystemParts = (Toolchain, Option<tool::WasmOpt>, Option<tool::Browser>, Option<PathBuf>);
/// Trunk, wasm-bindgen, wasm-split, cargo-deny, the driver of Firefox.
type BuiltParts = [Option<PathBuf>; 5];

/// What package managers bring: one after the other, since they lock each other out.
fn system_parts(context: &Context, needs: &[Need]) -> Result<SystemParts> {
    let (chromium, firefox) = tool::browsers(context, wanted_browsers(needs))?;
    let mut toolchain = Toolchain::default();
    if needs.contains(&Need::Wasm) {
        toolchain = wasm::toolchain(context)?;
        tool::crates(context)?;
    }
    if needs.contains(&Need::Cxx) {
        tool::cxx(context)?;
    }
    let wasm_opt = needs.contains(&Need::WasmOpt).then(|| tool::wasm_opt(context)).transpose()?;
    Ok((toolchain, wasm_opt, chromium, firefox))
}

/// What Cargo builds: side by side, since each ends with one crate that keeps one processor busy.
fn built_parts(context: &Context, needs: &[Need]) -> Result<BuiltParts> {
    let one = |need: Need, tool: &tool::CargoTool| {
        needs.contains(&need).then(|| tool.ready(context)).transpose()
    };
    thread::scope(|scope| {
        let trunk = scope.spawn(|| one(Need::Trunk, &tool::TRUNK));
        let wasm_bindgen = one(Need::WasmBindgen, &tool::WASM_BINDGEN);
        let wasm_split = one(Need::WasmSplit, &tool::WASM_SPLIT);
        let deny = one(Need::Deny, &tool::CARGO_DENY);
        let geckodriver = one(Need::Firefox, &tool::GECKODRIVER);
        let trunk = trunk.join().unwrap_or_else(|_| fail("a set-up thread panicked"));
        Ok([trunk?, wasm_bindgen?, wasm_split?, deny?, geckodriver?])
    })
}

impl Kit {
    /// Cargo that can compile for WASM.
    pub fn wasm_cargo(&self, context: &Context) -> Result<Command> {
        let mut command = self.toolchain.cargo(context);
        self.toolchain.apply(&mut command, &[])?;
        Ok(command)
    }

    /// Clippy that can check for WASM.
    pub fn wasm_clippy(&self, context: &Context) -> Result<Command> {
        let mut command = self.toolchain.clippy(context);
        self.toolchain.apply(&mut command, &[])?;
        Ok(command)
    }

    /// Trunk, which calls Cargo and wasm-bindgen by `PATH`, and this program as a hook, which calls
    /// wasm-split and wasm-opt.
    pub fn trunk(&self, context: &Context) -> Result<Command> {
        let Some(trunk) = &self.trunk else {
            return fail("Trunk was not set up");
        };
        let own = std::env::current_exe().ok();
        let programs = [own.as_ref(), self.wasm_bindgen.as_ref(), self.wasm_split.as_ref()];
        let mut folders: Vec<PathBuf> = programs
            .into_iter()
            .flatten()
            .filter_map(|program| program.parent())
            .map(PathBuf::from)
            .collect();
        folders.extend(self.wasm_opt.iter().map(|wasm_opt| wasm_opt.folder.clone()));
        let mut command = Command::new(trunk);
        command.current_dir(&context.root);
        if context.board.is_terminal() {
            command.env("CARGO_TERM_COLOR", "always");
        }
        self.toolchain.apply(&mut command, &folders)?;
        Ok(command)
    }

    /// cargo-deny, in the repository's root.
    pub fn deny(&self, context: &Context) -> Result<Command> {
        let Some(deny) = &self.deny else {
            return fail("cargo-deny was not set up");
        };
        let mut command = Command::new(deny);
        command.current_dir(&context.root).arg("--workspace");
        Ok(command)
    }

    /// The runner of `wasm-bindgen-test`.
    pub fn wasm_test_runner(&self) -> Result<PathBuf> {
        match &self.wasm_bindgen {
            Some(tool) => Ok(tool.with_file_name("wasm-bindgen-test-runner")),
            None => fail("wasm-bindgen was not set up"),
        }
    }

    /// Tells a program where the browsers and their drivers are.
    pub fn name_browsers(&self, command: &mut Command) {
        let named = [
            ("CHROMIUM", "CHROMEDRIVER", &self.chromium),
            ("FIREFOX", "GECKODRIVER", &self.firefox),
        ];
        for (program, driver, browser) in named {
            if let Some(browser) = browser {
                command.env(program, &browser.program).env(driver, &browser.driver);
            }
        }
    }

    /// What was not to be had, if anything: for the end of a build's report.
    pub fn lack(&self) -> Option<&str> {
        self.wasm_opt.as_ref().and_then(|wasm_opt| wasm_opt.lack.as_deref())
    }

    /// One line that names what is used.
    pub fn summary(&self) -> String {
        let mut parts = vec![self.toolchain.summary()];
        for tool in [&self.trunk, &self.wasm_bindgen].into_iter().flatten() {
            let version = process::output_of(tool, &["--version"]).unwrap_or_default();
            parts.push(version.trim().to_owned());
        }
        parts.join(", ")
    }
}
