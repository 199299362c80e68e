//! Owns the two things that Trunk leaves to a hook: one stylesheet out of many files, and the
//! worker's loader, with names that change with the content in release files.
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
const WORKER_FILES: [&str; 2] = ["worker.js", "worker_bg.wasm"];

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
/// loader, and in a release gives the worker's files names that change with their content, as
/// Trunk does for all others. Without that, a browser could run an old worker with a new page.
pub fn finish_worker(staging: &Path, release: bool) -> Result<()> {
    let page = staging.join("index.html");
    let mut html = read(&page)?;
    let mut loader = LOADER.to_owned();
    let mut loader_name = LOADER_NAME.to_owned();
    if release {
        let mut hasher = DefaultHasher::new();
        LOADER.hash(&mut hasher);
        for name in WORKER_FILES {
            let file = staging.join(name);
            fs::read(&file).context(format!("reading {}", file.display()))?.hash(&mut hasher);
        }
        let hash = format!("{:016x}", hasher.finish());
        for name in WORKER_FILES {
            let new = with_hash(name, &hash);
            let (from, to) = (staging.join(name), staging.join(&new));
            fs::rename(&from, &to).context(format!("naming {}", to.display()))?;
            loader = loader.replace(name, &new);
        }
        loader_name = with_hash(LOADER_NAME, &hash);
        if !html.contains(LOADER_NAME) {
            return fail(format!("index.html does not name {LOADER_NAME}"));
        }
        html = html.replace(LOADER_NAME, &loader_name);
        fs::write(&page, html).context(format!("writing {}", page.display()))?;
    }
    let file = staging.join(loader_name);
    fs::write(&file, loader).context(format!("writing {}", file.display()))
}

/// `worker_bg.wasm` → `worker-HASH_bg.wasm`, as Trunk names the page's files.
fn with_hash(name: &str, hash: &str) -> String {
    name.replacen("worker", &format!("worker-{hash}"), 1)
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

fn read(file: &Path) -> Result<String> {
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
    fn a_release_worker_has_new_names_for_new_content() {
        let folder = folder("worker");
        let build = |content: &str| {
            for name in WORKER_FILES {
                fs::write(folder.join(name), content).expect("a file");
            }
            fs::write(folder.join("index.html"), "<meta content=\"worker_loader.js\">")
                .expect("a file");
            finish_worker(&folder, true).expect("finished");
            let html = read(&folder.join("index.html")).expect("a page");
            html.split('"').nth(1).expect("a name").to_owned()
        };
        let (first, second) = (build("1"), build("2"));
        assert_ne!(first, second);
        assert_eq!(second, build("2"));
        let loader = read(&folder.join(&second)).expect("a loader");
        let hash = second.strip_prefix("worker-").and_then(|rest| rest.strip_suffix("_loader.js"));
        let hash = hash.expect("a hash");
        assert!(loader.contains(&format!("importScripts(\"./worker-{hash}.js\")")), "{loader}");
        assert!(loader.contains(&format!("\"./worker-{hash}_bg.wasm\"")), "{loader}");
        assert!(folder.join(format!("worker-{hash}_bg.wasm")).is_file());
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn a_development_worker_keeps_its_names() {
        let folder = folder("dev-worker");
        fs::write(folder.join("index.html"), "").expect("a file");
        finish_worker(&folder, false).expect("finished");
        assert_eq!(read(&folder.join(LOADER_NAME)).expect("a loader"), LOADER);
        fs::remove_dir_all(folder).expect("removed");
    }
}
