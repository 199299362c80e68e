//! Owns installing Debian's packages: one call at a time, with fresh lists when they are needed,
//! and a sentence to follow where this cannot be done from here.

use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use crate::context::Context;
use crate::failure::{Result, fail};
use crate::process::{find_on_path, output_of, run_step};

/// Only one package manager may run.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Installs packages; `what` names them for the person.
pub fn install(context: &Context, what: &str, packages: &[&str]) -> Result<()> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let list = packages.join(" ");
    if find_on_path("apt-get").is_none() {
        return fail(format!(
            "{what} is missing, and this machine has no apt-get to install it with. \
             Install it by your system's own way (in Debian: {list}), then run this again"
        ));
    }
    if !is_root() {
        return fail(format!(
            "{what} is missing. Run `sudo apt-get update && sudo apt-get install -y \
             --no-install-recommends {list}`, then run this again"
        ));
    }
    let step = context.board.begin(what, &format!("installing Debian's {list}"));
    let log = context.log(&format!("apt-{}", packages.first().unwrap_or(&"packages")));
    let lists_known = Path::new("/var/lib/apt/lists").read_dir().is_ok_and(|mut entries| {
        entries.any(|entry| {
            entry.is_ok_and(|entry| entry.path().is_file() && entry.file_name() != "lock")
        })
    });
    let mut install = Vec::from(["install", "-y", "--no-install-recommends"]);
    install.extend(packages);
    if !(lists_known && run_step(&step, apt(&install), &log, None).is_ok()) {
        // Missing or old lists are the usual reason.
        run_step(&step, apt(&["update"]), &log, None)?;
        run_step(&step, apt(&install), &log, None)?;
    }
    step.done("installed");
    Ok(())
}

fn apt(args: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command
        .args(["-o", "DPkg::Lock::Timeout=120"])
        .args(args)
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Whether packages can be installed without asking anybody.
pub fn is_root() -> bool {
    output_of("id", &["-u"]).is_ok_and(|id| id.trim() == "0")
}
