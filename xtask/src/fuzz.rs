//! Owns the fuzz targets: building them with the marks that libFuzzer follows, which the stable
//! compiler makes too, and running them shortly in tests or for as long as one likes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use crate::context::Context;
use crate::count::Count;
use crate::failure::{Context as _, Failure, Result, fail};
use crate::process;
use crate::setup::{Need, prepare};

/// What every target needs set up.
pub const NEEDS: [Need; 1] = [Need::Cxx];

/// What cargo-fuzz tells the compiler, but for the sanitizers, which need a nightly one.
const MARKS: &[&str] = &[
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "--cfg",
    "fuzzing",
];

/// Seconds that each target runs in tests.
const SHORT: &str = "-max_total_time=2";

/// What holds for every run: no input takes over 5 seconds or over 1 GB.
const LIMITS: [&str; 2] = ["-timeout=5", "-rss_limit_mb=1024"];

/// `cargo xtask fuzz [TARGET] [-- what libFuzzer takes]`: one target until it is stopped or fails,
/// with a corpus that grows in `fuzz/corpus`; without a target each of them for a minute.
pub fn fuzz(context: &Context, args: &[String]) -> Result<()> {
    let (target, rest) = match args.split_first() {
        Some((first, rest)) if first != "--" => (Some(first.as_str()), rest),
        _ => (None, args),
    };
    let rest = rest.strip_prefix(&["--".to_owned()]).unwrap_or(rest);
    prepare(context, &NEEDS)?;
    let targets = targets(context)?;
    if let Some(target) = target
        && !targets.iter().any(|it| it == target)
    {
        return fail(format!("`{target}` is no fuzz target: {}", targets.join(", ")));
    }
    let programs = build(context)?;
    let chosen = target.map_or_else(|| targets.clone(), |target| vec![target.to_owned()]);
    for name in &chosen {
        let corpus = context.root.join("fuzz/corpus").join(name);
        let mut command = command(context, &programs, name, &corpus)?;
        if target.is_none() {
            command.arg("-max_total_time=60");
        }
        command.args(rest);
        context.board.line(&format!("\n── {name} ──"));
        let status = process::run(command, None, |line| context.board.line(line))?;
        if !status.success() {
            return fail(format!("{name} failed; the input is in fuzz/artifacts"));
        }
    }
    Ok(())
}

/// Every target for two seconds, always from the same seeds and with the same dice.
pub fn test(context: &Context) -> Result<Count> {
    let programs = build(context)?;
    let targets = targets(context)?;
    let waiting = Mutex::new(targets.clone());
    let failed = Mutex::new(Vec::new());
    let next = || waiting.lock().ok()?.pop();
    let worker = || {
        while let Some(name) = next() {
            if let Err(Failure(why)) = short(context, &programs, &name)
                && let Ok(mut failed) = failed.lock()
            {
                failed.push(format!("{name}: {why}"));
            }
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(worker);
        }
    });
    let failed = failed.into_inner().unwrap_or_default();
    for why in &failed {
        context.board.line(why);
    }
    Ok(Count { passed: targets.len() - failed.len(), failed: failed.len(), ignored: 0 })
}

fn short(context: &Context, programs: &Path, name: &str) -> Result<()> {
    let corpus = target_folder(context).join("corpus").join(name);
    if corpus.exists() {
        fs::remove_dir_all(&corpus).context(format!("emptying {}", corpus.display()))?;
    }
    let mut command = command(context, programs, name, &corpus)?;
    command.args([SHORT, "-seed=1", "-verbosity=0"]);
    let mut said = Vec::new();
    let status = process::run(command, None, |line| said.push(line.to_owned()))?;
    if status.success() {
        context.board.line(&format!("✓ {name}"));
        return Ok(());
    }
    fail(said.join("\n"))
}

/// A target with what it starts from; what it finds goes into `corpus`.
fn command(context: &Context, programs: &Path, name: &str, corpus: &Path) -> Result<Command> {
    let artifacts = context.root.join("fuzz/artifacts").join(name);
    for folder in [corpus, &artifacts] {
        fs::create_dir_all(folder).context(format!("making {}", folder.display()))?;
    }
    let mut command = Command::new(programs.join(name));
    command
        .arg(corpus)
        .args(["fuzz/seeds", "tests/fixtures"])
        .args(LIMITS)
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .current_dir(&context.root);
    Ok(command)
}

/// The names of all targets.
fn targets(context: &Context) -> Result<Vec<String>> {
    let folder = context.root.join("fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder).context(format!("reading {}", folder.display()))?;
    let name = |entry: fs::DirEntry| Some(entry.path().file_stem()?.to_str()?.to_owned());
    let mut names: Vec<String> = entries.flatten().filter_map(name).collect();
    names.sort();
    Ok(names)
}

/// Builds all targets; the folder they are in. For the machine's own platform by name, so that
/// programs that run while building get no marks.
fn build(context: &Context) -> Result<PathBuf> {
    let about = process::output_of("rustc", &["-vV"])?;
    let Some(host) = about.lines().find_map(|line| line.strip_prefix("host: ")) else {
        return fail("rustc does not say for which platform it compiles");
    };
    let folder = target_folder(context);
    let step = context.board.begin("fuzz targets", "building them");
    let mut command = context.cargo();
    command
        .args(["build", "--manifest-path", "fuzz/Cargo.toml", "--target", host])
        .env("CARGO_TARGET_DIR", &folder)
        .env("RUSTFLAGS", MARKS.join(" "));
    process::run_step(&step, command, &context.log("fuzz"), None)?;
    step.done("built");
    Ok(folder.join(host).join("debug"))
}

/// Apart from the project's: its crates have other flags here.
fn target_folder(context: &Context) -> PathBuf {
    let folder = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    context.root.join(folder).join("fuzz")
}
