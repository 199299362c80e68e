//! Owns the table of what a build made: every file with its size as it is and as servers send it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Context as _, Result};
use crate::page::files_under;
use crate::process::find_on_path;

/// One file's sizes in bytes; packed ones are unknown where nothing on the machine can pack.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Size {
    name: String,
    raw: u64,
    gzip: Option<u64>,
    brotli: Option<u64>,
}

/// The sizes of all files of a build, the largest first.
pub struct Sizes(Vec<Size>);

impl Sizes {
    /// Measures every file under a folder.
    pub fn of(folder: &Path) -> Result<Self> {
        measure(folder).map(Self)
    }

    /// A line for each file, and their sum.
    pub fn table(&self) -> String {
        draw(&self.0)
    }

    /// By how much all files together are larger than this as servers send them (brotli).
    pub fn over(&self, limit: u64) -> Option<u64> {
        let brotli: Option<u64> = self.0.iter().map(|size| size.brotli).sum();
        brotli?.checked_sub(limit).filter(|over| *over > 0)
    }
}

fn measure(folder: &Path) -> Result<Vec<Size>> {
    let files = files_under(folder)?;
    let packed = packed_by_node(&files);
    let mut sizes = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let raw = fs::metadata(file).context(format!("reading {}", file.display()))?.len();
        let (gzip, brotli) = match packed.get(at) {
            Some(&(gzip, brotli)) => (Some(gzip), Some(brotli)),
            None => (packed_by("gzip", &["-9c"], file), packed_by("brotli", &["-c"], file)),
        };
        let name = file.strip_prefix(folder).unwrap_or(file).display().to_string();
        sizes.push(Size { name, raw, gzip, brotli });
    }
    sizes.sort_by(|one, other| other.raw.cmp(&one.raw).then_with(|| one.name.cmp(&other.name)));
    Ok(sizes)
}

/// Sizes by Node's own compressors; empty without Node.
fn packed_by_node(files: &[PathBuf]) -> Vec<(u64, u64)> {
    const SCRIPT: &str = "const { gzipSync, brotliCompressSync } = require('node:zlib');\
        const { readFileSync } = require('node:fs');\
        for (const file of process.argv.slice(1)) { const bytes = readFileSync(file);\
        console.log(gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length); }";
    let output = Command::new("node").args(["-e", SCRIPT, "--"]).args(files).output();
    let Ok(output) = output else {
        return Vec::new();
    };
    let sizes: Vec<(u64, u64)> =
        String::from_utf8_lossy(&output.stdout).lines().filter_map(two_numbers).collect();
    if sizes.len() == files.len() { sizes } else { Vec::new() }
}

fn two_numbers(line: &str) -> Option<(u64, u64)> {
    let (first, second) = line.split_once(' ')?;
    Some((first.parse().ok()?, second.parse().ok()?))
}

/// A file's size after a program such as `gzip` has packed it to its standard output.
fn packed_by(program: &str, args: &[&str], file: &Path) -> Option<u64> {
    let program = find_on_path(program)?;
    let output = Command::new(program).args(args).arg(file).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| u64::try_from(output.stdout.len()).ok())?
}

fn draw(sizes: &[Size]) -> String {
    let total = Size {
        name: "all files".to_owned(),
        raw: sizes.iter().map(|size| size.raw).sum(),
        gzip: sizes.iter().map(|size| size.gzip).sum(),
        brotli: sizes.iter().map(|size| size.brotli).sum(),
    };
    let width = sizes.iter().map(|size| size.name.chars().count()).max().unwrap_or(0).max(9);
    let mut text =
        format!("{:width$}  {:>10}  {:>10}  {:>10}\n", "file", "bytes", "gzip", "brotli");
    for size in sizes.iter().chain([&total]) {
        let packed =
            |size: Option<u64>| size.map_or_else(|| "–".to_owned(), |size| size.to_string());
        let _infallible = writeln!(
            text,
            "{:width$}  {:>10}  {:>10}  {:>10}",
            size.name,
            size.raw,
            packed(size.gzip),
            packed(size.brotli)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_columns_and_a_total() {
        let size =
            |name: &str, raw, gzip, brotli| Size { name: name.to_owned(), raw, gzip, brotli };
        let table = draw(&[
            size("app_bg.wasm", 1000, Some(400), Some(300)),
            size("a.js", 10, Some(9), None),
        ]);
        assert_eq!(
            table,
            "file              bytes        gzip      brotli\n\
             app_bg.wasm        1000         400         300\n\
             a.js                 10           9           –\n\
             all files          1010         409           –\n"
        );
    }

    #[test]
    fn tells_what_is_too_large() {
        let size = |brotli| Size { name: String::new(), raw: 9, gzip: None, brotli };
        assert_eq!(Sizes(vec![size(Some(300)), size(Some(5))]).over(300), Some(5));
        assert_eq!(Sizes(vec![size(Some(300)), size(Some(5))]).over(305), None);
        assert_eq!(Sizes(vec![size(Some(300)), size(None)]).over(5), None, "unknown");
    }

    #[test]
    fn reads_what_node_prints() {
        assert_eq!(two_numbers("12 7"), Some((12, 7)));
        assert_eq!(two_numbers("Error: no such file"), None);
    }
}
