//! Owns what every command knows: where the repository is, where tools are kept, and how to
//! call Cargo and the tools.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use crate::failure::{Result, fail};
use crate::progress::Board;

/// What every command knows.
pub struct Context {
    /// The repository's root.
    pub root: PathBuf,
    /// The per-user folder that holds the tools, one folder per tool and version.
    pub tools: PathBuf,
    /// Where progress is shown.
    pub board: Arc<Board>,
}

impl Context {
    /// Reads the environment.
    pub fn new() -> Result<Self> {
        let Some(root) = Path::new(env!("CARGO_MANIFEST_DIR")).parent() else {
            return fail("xtask has to lie in a folder of the repository");
        };
        let Some(tools) = tools_folder(|name| std::env::var_os(name)) else {
            return fail("no folder for the tools: set MACAREU_TOOLS or HOME");
        };
        Ok(Self { root: root.to_owned(), tools: root.join(tools), board: Board::new() })
    }

    /// Where the whole output of one step is kept.
    pub fn log(&self, step: &str) -> PathBuf {
        self.tools.join("log").join(format!("{step}.log"))
    }

    /// Cargo of the toolchain that runs this, in the repository's root.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(cargo());
        command.current_dir(&self.root);
        if self.board.is_terminal() {
            command.env("CARGO_TERM_COLOR", "always");
        }
        command
    }
}

/// Cargo of the toolchain that runs this.
pub fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// `$MACAREU_TOOLS`, else `macareu/tools` in the user's cache folder.
fn tools_folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("MACAREU_TOOLS").or_else(|| {
        let cache = set("XDG_CACHE_HOME")
            .or_else(|| set("HOME").map(|home| home.join(".cache")))
            .or_else(|| set("LOCALAPPDATA"))?;
        Some(cache.join("macareu").join("tools"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(set: &[(&str, &str)], expected: Option<&str>) {
        let folder = tools_folder(|name| {
            set.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        });
        assert_eq!(folder, expected.map(PathBuf::from), "{set:?}");
    }

    #[test]
    fn tools_are_kept_per_user_unless_told_otherwise() {
        check(&[("HOME", "/h")], Some("/h/.cache/macareu/tools"));
        check(&[("HOME", "/h"), ("XDG_CACHE_HOME", "/c")], Some("/c/macareu/tools"));
        check(&[("HOME", "/h"), ("MACAREU_TOOLS", "/t")], Some("/t"));
        check(&[("HOME", "/h"), ("MACAREU_TOOLS", "")], Some("/h/.cache/macareu/tools"));
        check(&[], None);
    }
}
