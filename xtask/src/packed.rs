//! Owns the packed copies beside each file of a build, `.br` and `.gz`, for servers that send such
//! instead of packing anew with every answer.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use flate2::{Compression, write::GzEncoder};

use crate::failure::{Context as _, Result};
use crate::page::files_under;

/// Endings of the copies.
const BROTLI: &str = "br";
const GZIP: &str = "gz";
/// Endings of what is packed already.
const DENSE: &[&str] = &[BROTLI, GZIP, "png", "webp", "jpg", "woff2"];

/// Writes both copies beside each file in the folder that they make smaller.
pub fn pack(folder: &Path) -> Result<()> {
    for file in originals(folder)? {
        if has_ending(&file, DENSE) {
            continue;
        }
        let bytes = fs::read(&file).context(format!("reading {}", file.display()))?;
        let packed = [(BROTLI, by_brotli(&bytes)), (GZIP, by_gzip(&bytes))];
        for (ending, packed) in packed {
            let packed = packed.context(format!("packing {}", file.display()))?;
            if packed.len() < bytes.len() {
                let copy = beside(&file, ending);
                fs::write(&copy, packed).context(format!("writing {}", copy.display()))?;
            }
        }
    }
    Ok(())
}

/// Every file in the folder but the copies.
pub fn originals(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = files_under(folder)?;
    files.retain(|file| !has_ending(file, &[BROTLI, GZIP]));
    Ok(files)
}

/// How many bytes of a file are sent by gzip, and by brotli: its own where there is no copy.
pub fn sizes(file: &Path) -> Result<(u64, u64)> {
    let size = |ending| {
        let copy = beside(file, ending);
        let sent = if copy.exists() { copy.as_path() } else { file };
        let of_sent = fs::metadata(sent).context(format!("reading {}", sent.display()));
        of_sent.map(|sent| sent.len())
    };
    Ok((size(GZIP)?, size(BROTLI)?))
}

fn has_ending(file: &Path, endings: &[&str]) -> bool {
    file.extension().is_some_and(|it| endings.iter().any(|ending| it == *ending))
}

/// `main.css` → `main.css.br`.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(".");
    name.push(ending);
    name.into()
}

fn by_brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let options = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &options)?;
    Ok(packed)
}

fn by_gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn copies_lie_beside_what_they_make_smaller() {
        let folder = std::env::temp_dir().join(format!("macareu-packed-{}", std::process::id()));
        fs::create_dir_all(folder.join("in")).expect("a folder");
        let text = "tide ".repeat(500);
        for (name, text) in [("in/a.css", &*text), ("b.js", "1"), ("c.png", &*text)] {
            fs::write(folder.join(name), text).expect("a file");
        }
        pack(&folder).expect("packed");
        pack(&folder).expect("packed again, without copies of copies");
        let mut files = files_under(&folder).expect("files");
        files.sort();
        let names = ["b.js", "c.png", "in/a.css", "in/a.css.br", "in/a.css.gz"];
        assert_eq!(files, names.map(|name| folder.join(name)));
        assert_eq!(originals(&folder).expect("files").len(), 3);

        let copy = |name: &str| fs::File::open(folder.join(name)).expect("a copy");
        let (mut brotli, mut gzip) = (String::new(), String::new());
        brotli::Decompressor::new(copy("in/a.css.br"), 4096)
            .read_to_string(&mut brotli)
            .expect("brotli");
        flate2::read::GzDecoder::new(copy("in/a.css.gz")).read_to_string(&mut gzip).expect("gzip");
        assert!(brotli == text && gzip == text);

        let (gzip, brotli) = sizes(&folder.join("in/a.css")).expect("sizes");
        assert!(gzip < 100 && brotli < 100, "{gzip} {brotli}");
        assert_eq!(sizes(&folder.join("b.js")).expect("sizes"), (1, 1));
        fs::remove_dir_all(folder).expect("removed");
    }
}
