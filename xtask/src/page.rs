//! Owns the two things that Trunk leaves to a hook: one stylesheet out of many files, and the
//! worker's loader.
//!
//! Trunk calls this program for them while it builds (see the hooks in `Trunk.toml`).

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use crate::failure::{Context as _, Result, fail};

const STYLE: &str = "style";
/// Declares the order of the layers, so it comes first.
const FIRST_STYLE: &str = "main.css";
/// Named in `index.html`.
const STYLE_BUNDLE: &str = "target/style/main.css";
const LOADER: &str = include_str!("worker_loader.js");
const LOADER_NAME: &str = "worker_loader.js";
/// The page's JavaScript, as the loader names it before Trunk's name for it is known.
const SCRIPT_NAME: &str = "macareu.js";

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

/// Trunk's hook after a build, in the folder where it puts the files together: adds the worker's
/// loader, which names the page's JavaScript, and gives it a name that changes with its content, as
/// Trunk does for all others. Without that, a browser could run an old worker with a new page.
pub fn add_worker_loader(staging: &Path) -> Result<()> {
    let page = staging.join("index.html");
    let html = read(&page)?;
    let script = files_under(staging)?.into_iter().find_map(|file| {
        let name = file.file_name()?.to_str()?.to_owned();
        let is_script = file.extension().is_some_and(|extension| extension == "js");
        (is_script && name.starts_with("macareu")).then_some(name)
    });
    let Some(script) = script else {
        return fail("Trunk made no JavaScript of the page");
    };
    if !html.contains(LOADER_NAME) {
        return fail(format!("index.html does not name {LOADER_NAME}"));
    }
    let loader = LOADER.replace(SCRIPT_NAME, &script);
    let mut hasher = DefaultHasher::new();
    loader.hash(&mut hasher);
    let name = format!("worker_loader-{:016x}.js", hasher.finish());
    let file = staging.join(&name);
    fs::write(&file, loader).context(format!("writing {}", file.display()))?;
    let html = html.replace(LOADER_NAME, &name);
    fs::write(&page, html).context(format!("writing {}", page.display()))
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

    #[test]
    fn the_loader_has_a_new_name_for_a_new_page() {
        let folder = folder("loader");
        let build = |script: &str| {
            fs::write(folder.join(script), "").expect("a file");
            fs::write(folder.join("index.html"), "<meta content=\"worker_loader.js\">")
                .expect("a file");
            add_worker_loader(&folder).expect("added");
            fs::remove_file(folder.join(script)).expect("removed");
            let html = read(&folder.join("index.html")).expect("a page");
            let name = html.split('"').nth(1).expect("a name").to_owned();
            let loader = read(&folder.join(&name)).expect("a loader");
            assert!(loader.contains(&format!("from \"./{script}\"")), "{loader}");
            name
        };
        let (first, second) = (build("macareu-1.js"), build("macareu-2.js"));
        assert_ne!(first, second);
        assert_eq!(second, build("macareu-2.js"));
        assert!(add_worker_loader(&folder).is_err(), "no JavaScript");
        fs::remove_dir_all(folder).expect("removed");
    }
}
