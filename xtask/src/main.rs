//! The project's commands. Each sets up what it needs by itself; versions are in `versions.rs`.

mod bench;
mod build;
mod check;
mod context;
mod count;
mod failure;
mod fuzz;
mod hosted;
mod offline;
mod packed;
mod page;
mod process;
mod progress;
mod scripts;
mod serve;
mod setup;
mod sizes;
mod split;
mod test;
mod versions;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use context::Context;
use failure::{Failure, Result, fail};
use setup::{Need, prepare};

const HELP: &str = "\
cargo xtask COMMAND

  serve              set up, start the local test server, build and serve the page
  test [KIND…]       run the tests: host, fuzz, browser, e2e (all, unless named);
                     what follows `--` goes to `cargo test`
  build              build the files to host, in dist/, and print their sizes
  check              formatting, lints for host and WASM, layer rules, texts; licences,
                     sources and known weaknesses of what it is built from
  fuzz [TARGET] [-- ARGS]
                     feed a parser with what libFuzzer makes up, until stopped;
                     without a target each of them for a minute
  bench [-- ARGS]    measure the page against a bare one
  setup              install what all of these need, and nothing else

Variables
  MACAREU_TOOLS             where tools are kept (default: macareu/tools in your cache folder)
  MACAREU_OWN_TOOLS=1       do not take tools from PATH
  MACAREU_WASM_TOOLCHAIN    `rustup` or `debian`: where the compiler for WASM comes from
  CHROMIUM, CHROMEDRIVER, FIREFOX    which browsers the tests use
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(why)) => {
            eprintln!("\n{why}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<()> {
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let no_more = || match rest.first() {
        Some(arg) => fail(format!("`{command}` takes no `{arg}`\n\n{HELP}")),
        None => Ok(()),
    };
    match command {
        "serve" => no_more().and_then(|()| serve::serve(&Context::new()?)),
        "test" => test::test(&Context::new()?, rest),
        "build" => no_more().and_then(|()| build::release(&Context::new()?)),
        "check" => no_more().and_then(|()| check::check(&Context::new()?)),
        "fuzz" => fuzz::fuzz(&Context::new()?, rest),
        "bench" => bench::bench(&Context::new()?, rest),
        "setup" => no_more().and_then(|()| setup_all()),
        "hook-style" => page::bundle_style(&trunk_folder("TRUNK_SOURCE_DIR")?),
        "hook-program" => {
            let staging = trunk_folder("TRUNK_STAGING_DIR")?;
            let is_release = std::env::var("TRUNK_PROFILE").is_ok_and(|it| it == "release");
            split::split(&staging, is_release)?;
            scripts::add(&staging)?;
            offline::add(&trunk_folder("TRUNK_SOURCE_DIR")?, &staging, split::is_asked())
        }
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => fail(format!("there is no command `{other}`\n\n{HELP}")),
    }
}

fn setup_all() -> Result<()> {
    let context = Context::new()?;
    let began = Instant::now();
    let browsers = [Need::Chromium, Need::Firefox];
    let kit =
        prepare(&context, &[&build::NEEDS[..], &[Need::Deny, Need::Cxx], &browsers].concat())?;
    let took = progress::duration(began.elapsed());
    context.board.line(&format!("✓ set-up: {} ({took})", kit.summary()));
    if let Some(lack) = kit.lack() {
        context.board.line(&format!("  {lack}"));
    }
    Ok(())
}

/// A folder that Trunk names when it calls this program as a hook.
fn trunk_folder(variable: &str) -> Result<PathBuf> {
    match std::env::var_os(variable) {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => fail(format!("{variable} is not set: only Trunk calls this")),
    }
}
