//! Owns the table of what a build made: every file with its size as it is and as servers send it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::failure::{Context as _, Result};
use crate::offline::is_beside;
use crate::packed;
use crate::split::is_late;

/// One file's sizes in bytes: as it is, and as servers send it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Size {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Size {
    fn is_late(&self) -> bool {
        is_late(&self.name) || is_beside(&self.name)
    }

    fn sum<'a>(name: &str, sizes: impl Iterator<Item = &'a Self> + Clone) -> Self {
        Self {
            name: name.to_owned(),
            raw: sizes.clone().map(|size| size.raw).sum(),
            gzip: sizes.clone().map(|size| size.gzip).sum(),
            brotli: sizes.map(|size| size.brotli).sum(),
        }
    }
}

/// The sizes of all files of a build: those of a first visit, then those that come late, each the
/// largest first.
pub struct Sizes(Vec<Size>);

impl Sizes {
    /// Measures every file under a folder.
    pub fn of(folder: &Path) -> Result<Self> {
        measure(folder).map(Self)
    }

    /// A line for each file, and sums: of a first visit, of what comes late, of all.
    pub fn table(&self) -> String {
        draw(&self.0)
    }

    /// By how much a first visit is larger than this as servers send it (brotli).
    pub fn over(&self, limit: u64) -> Option<u64> {
        let first = self.0.iter().filter(|size| !size.is_late());
        let brotli: u64 = first.map(|size| size.brotli).sum();
        brotli.checked_sub(limit).filter(|over| *over > 0)
    }
}

fn measure(folder: &Path) -> Result<Vec<Size>> {
    let mut sizes = Vec::new();
    for file in packed::originals(folder)? {
        let raw = fs::metadata(&file).context(format!("reading {}", file.display()))?.len();
        let (gzip, brotli) = packed::sizes(&file)?;
        let name = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
        sizes.push(Size { name, raw, gzip, brotli });
    }
    sizes.sort_by(|one: &Size, other| {
        let order = one.is_late().cmp(&other.is_late()).then(other.raw.cmp(&one.raw));
        order.then_with(|| one.name.cmp(&other.name))
    });
    Ok(sizes)
}

fn draw(sizes: &[Size]) -> String {
    let (late, first): (Vec<&Size>, Vec<&Size>) = sizes.iter().partition(|size| size.is_late());
    let sums = [
        Size::sum("a first visit", first.iter().copied()),
        Size::sum("what comes late", late.iter().copied()),
        Size::sum("all files", sizes.iter()),
    ];
    let [first_sum, late_sum, all] = &sums;
    let lines = first.into_iter().chain([first_sum]).chain(late).chain([late_sum, all]);
    let width = sizes.iter().chain(&sums).map(|size| size.name.chars().count()).max().unwrap_or(0);
    let mut text =
        format!("{:width$}  {:>10}  {:>10}  {:>10}\n", "file", "bytes", "gzip", "brotli");
    for size in lines {
        let _infallible = writeln!(
            text,
            "{:width$}  {:>10}  {:>10}  {:>10}",
            size.name, size.raw, size.gzip, size.brotli
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_columns_and_totals() {
        let size =
            |name: &str, raw, gzip, brotli| Size { name: name.to_owned(), raw, gzip, brotli };
        let table = draw(&[
            size("app_bg.wasm", 1000, 400, 300),
            size("a.js", 10, 9, 8),
            size("split_b.wasm", 50, 40, 30),
        ]);
        assert_eq!(
            table,
            "file                  bytes        gzip      brotli\n\
             app_bg.wasm            1000         400         300\n\
             a.js                     10           9           8\n\
             a first visit          1010         409         308\n\
             split_b.wasm             50          40          30\n\
             what comes late          50          40          30\n\
             all files              1060         449         338\n"
        );
    }

    #[test]
    fn tells_when_a_first_visit_is_too_large() {
        let size = |name: &str, brotli| Size { name: name.into(), raw: 9, gzip: 9, brotli };
        let sizes = |second| Sizes(vec![size("a", 300), size("b", second), size("split_c", 9)]);
        assert_eq!(sizes(5).over(300), Some(5));
        assert_eq!(sizes(5).over(305), None);
    }
}
