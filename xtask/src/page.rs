//! Owns one stylesheet out of many files, which Trunk leaves to a hook (see `Trunk.toml`).

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Context as _, Result, fail};

const STYLE: &str = "style";
/// Declares the order of the layers, so it comes first.
const FIRST_STYLE: &str = "main.css";
/// Named in `index.html`.
const STYLE_BUNDLE: &str = "target/style/main.css";

/// Trunk's hook before a build: writes the bundle when it changed.
pub fn bundle_style(root: &Path) -> Result<()> {
    let bundle = bundle(&root.join(STYLE))?;
    let file = root.join(STYLE_BUNDLE);
    if fs::read_to_string(&file).is_ok_and(|old| old == bundle) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).context(format!("making {}", folder.display()))?;
    }
    fs::write(&file, bundle).context(format!("writing {}", file.display()))
}

/// Every stylesheet under the folder in one text: the one that declares the layers, then the
/// others by name. Each of those puts itself into a layer, so their order decides nothing.
fn bundle(folder: &Path) -> Result<String> {
    let mut files = files_under(folder)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "css"));
    let first = folder.join(FIRST_STYLE);
    files.sort_by_key(|file| (*file != first, file.clone()));
    let mut all = String::new();
    for file in files {
        let text = read(&file)?;
        if text.contains("@import") {
            return fail(format!(
                "{}: every stylesheet is in the bundle without @import",
                file.display()
            ));
        }
        all.push_str(&text);
        all.push('\n');
    }
    Ok(all)
}

/// Every file in a folder and the folders in it.
pub fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in folder.read_dir().context(format!("reading {}", folder.display()))? {
        let path = entry.context(format!("reading {}", folder.display()))?.path();
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// What the page's script is called in the folder where Trunk puts the files together, `.js` and all.
pub fn script_name(staging: &Path) -> Result<Option<String>> {
    Ok(files_under(staging)?.into_iter().find_map(|file| {
        let name = file.file_name()?.to_str()?.to_owned();
        let is_script = file.extension().is_some_and(|extension| extension == "js");
        (is_script && name.starts_with("macareu")).then_some(name)
    }))
}

/// A file's text.
pub fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).context(format!("reading {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for one test.
    fn folder(test: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("macareu-xtask-{}-{test}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    #[test]
    fn the_layers_come_first_and_every_stylesheet_is_there() {
        let folder = folder("style");
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file");
        fs::create_dir_all(folder.join("a")).expect("a folder");
        write("a/z.css", "z {}");
        write("base.css", "b {}");
        write("main.css", "@layer base;");
        write("notes.txt", "no style");
        assert_eq!(bundle(&folder).expect("a bundle"), "@layer base;\nz {}\nb {}\n");
        write("base.css", "@import 'a/z.css';");
        assert!(bundle(&folder).is_err());
        fs::remove_dir_all(folder).expect("removed");
    }
}
