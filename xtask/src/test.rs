//! Owns `cargo xtask test`: which tests there are, where each kind runs, and how many ran.

use std::process::Command;
use std::time::Instant;

use crate::build;
use crate::context::Context;
use crate::count::Count;
use crate::failure::{Failure, Result, fail};
use crate::fuzz;
use crate::process;
use crate::progress::duration;
use crate::setup::{Kit, Need, prepare};
use crate::versions::WASM_TARGET;

/// A kind of test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Unit, property and rule tests, on this machine itself.
    Host,
    /// Every parser, fed by libFuzzer for two seconds.
    Fuzz,
    /// The browser edges, in headless Chromium.
    Browser,
    /// Whole flows in Chromium and Firefox.
    EndToEnd,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Host, Self::Fuzz, Self::Browser, Self::EndToEnd];

    fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Fuzz => "fuzz",
            Self::Browser => "browser",
            Self::EndToEnd => "e2e",
        }
    }
}

/// `cargo xtask test [host|fuzz|browser|e2e] [-- what cargo test takes]`.
pub fn test(context: &Context, args: &[String]) -> Result<()> {
    let (kinds, rest) = kinds_in(args)?;
    let mut needs = Vec::new();
    if kinds.contains(&Kind::Fuzz) {
        needs.extend(fuzz::NEEDS);
    }
    if kinds.iter().any(|kind| matches!(kind, Kind::Browser | Kind::EndToEnd)) {
        needs.extend([Need::Wasm, Need::WasmBindgen, Need::Chromium]);
    }
    if kinds.contains(&Kind::EndToEnd) {
        needs.extend([Need::Trunk, Need::WasmSplit, Need::Firefox]);
    }
    let kit = prepare(context, &needs)?;
    let mut lines = Vec::new();
    let mut total = Count::default();
    let mut broken = Vec::new();
    for kind in kinds {
        context.board.line(&format!("\n── {} tests ──", kind.name()));
        let began = Instant::now();
        let mut count = Count::default();
        let passed = if kind == Kind::Fuzz {
            fuzz::test(context).map(|it| {
                count = it;
                it.failed == 0
            })
        } else {
            command(context, &kit, kind, rest).and_then(|command| {
                let status = process::run(command, None, |line| {
                    count.read(line);
                    context.board.line(line);
                })?;
                Ok(status.success())
            })
        };
        let mark = match passed {
            Ok(true) => "✓",
            Ok(false) => {
                broken.push(kind.name());
                "✗"
            }
            Err(Failure(why)) => {
                context.board.line(&why);
                broken.push(kind.name());
                "✗"
            }
        };
        total.add(count);
        lines.push(format!("{mark} {}: {count} ({})", kind.name(), duration(began.elapsed())));
    }
    context.board.line("");
    for line in &lines {
        context.board.line(line);
    }
    context.board.line(&total.to_string());
    if !broken.is_empty() {
        return fail(format!("failed: {}", broken.join(", ")));
    }
    if total.passed == 0 {
        return fail("no test ran");
    }
    Ok(())
}

fn kinds_in(args: &[String]) -> Result<(Vec<Kind>, &[String])> {
    let (names, rest) = match args.iter().position(|arg| arg == "--") {
        Some(at) => args.split_at(at),
        None => (args, [].as_slice()),
    };
    let rest = rest.get(1..).unwrap_or_default();
    let mut kinds = Vec::new();
    for name in names {
        match Kind::ALL.into_iter().find(|kind| kind.name() == name) {
            Some(kind) => kinds.push(kind),
            None => {
                return fail(format!("`{name}` is no kind of test: host, fuzz, browser or e2e"));
            }
        }
    }
    if kinds.is_empty() {
        kinds.extend(Kind::ALL);
    }
    Ok((kinds, rest))
}

/// What runs the tests of a kind, those apart that [`fuzz::test`] runs.
fn command(context: &Context, kit: &Kit, kind: Kind, rest: &[String]) -> Result<Command> {
    let mut command = match kind {
        Kind::Fuzz => return fail("libFuzzer runs these, not Cargo"),
        Kind::Host => {
            let mut command = context.cargo();
            command.args(["test", "--workspace", "--exclude", "macareu-e2e"]);
            command
        }
        Kind::Browser => {
            let mut command = kit.wasm_cargo(context)?;
            command
                .args(["test", "--package", "macareu", "--test", "browser"])
                .args(["--features", "ui", "--target", WASM_TARGET])
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", kit.wasm_test_runner()?);
            kit.name_browsers(&mut command);
            command
        }
        Kind::EndToEnd => {
            let dist = context.root.join("target").join("e2e-dist");
            let dist = build::test_files(context, kit, dist)?;
            let mut command = context.cargo();
            command.args(["test", "--package", "macareu-e2e"]).env("MACAREU_DIST", dist);
            kit.name_browsers(&mut command);
            command
        }
    };
    command.args(rest);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses_kinds_by_name() {
        let args = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let check = |words: &[&str], kinds: &[Kind], rest: &[&str]| {
            let words = args(words);
            let found = kinds_in(&words).expect("valid");
            assert_eq!(found, (kinds.to_vec(), args(rest).as_slice()), "{words:?}");
        };
        check(&[], &Kind::ALL, &[]);
        check(&["host"], &[Kind::Host], &[]);
        check(&["e2e", "--", "connects"], &[Kind::EndToEnd], &["connects"]);
        check(&["--", "x", "--", "y"], &Kind::ALL, &["x", "--", "y"]);
        assert!(kinds_in(&args(&["unit"])).is_err());
    }
}
