//! Owns the two things that Trunk leaves to a hook: one stylesheet out of many files, and the
//! worker's loader, with names that change with the content in release files.
//!
//! Trunk calls this program for them while it builds (see the hooks in `Trunk.toml`).

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use crate::failure::{Context as _, Result, fail};

const STYLE_SOURCE: &str = "style/main.css";
/// Named in `index.html`.
const STYLE_BUNDLE: &str = "target/style/main.css";
const LOADER: &str = include_str!("worker_loader.js");
const LOADER_NAME: &str = "worker_loader.js";
const WORKER_FILES: [&str; 2] = ["worker.js", "worker_bg.wasm"];

/// Trunk's hook before a build: writes the bundle when it changed.
pub fn bundle_style(root: &Path) -> Result<()> {
    let bundle = bundle(&root.join(STYLE_SOURCE), &mut Vec::new())?;
    let file = root.join(STYLE_BUNDLE);
    if fs::read_to_string(&file).is_ok_and(|old| old == bundle) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).context(format!("making {}", folder.display()))?;
    }
    fs::write(&file, bundle).context(format!("writing {}", file.display()))
}

/// The stylesheet with each `@import` replaced by the file it names.
fn bundle(file: &Path, above: &mut Vec<PathBuf>) -> Result<String> {
    if above.iter().any(|other| other == file) {
        return fail(format!("{} imports itself", file.display()));
    }
    let text = fs::read_to_string(file).context(format!("reading {}", file.display()))?;
    above.push(file.to_owned());
    let mut all = String::with_capacity(text.len());
    for line in text.lines() {
        match import_in(line) {
            None => all.push_str(line),
            Some(Err(why)) => return fail(format!("{}: {why}: {line}", file.display())),
            Some(Ok(import)) => {
                let inner = bundle(&file.with_file_name(&import.path), above)?;
                match import.layer {
                    Some(layer) => all.extend(["@layer ", &layer, " {\n", &inner, "}"]),
                    None => all.push_str(inner.trim_end()),
                }
            }
        }
        all.push('\n');
    }
    above.pop();
    Ok(all)
}

#[derive(Debug, PartialEq, Eq)]
struct Import {
    path: String,
    layer: Option<String>,
}

/// Reads `@import "file.css";` and `@import url("file.css") layer(name);`, one to a line.
fn import_in(line: &str) -> Option<std::result::Result<Import, &'static str>> {
    let rest = line.trim().strip_prefix("@import")?.trim_start();
    let read = || {
        let rest = rest
            .strip_suffix(';')
            .ok_or("an @import has to end on its line")?;
        let rest = rest.strip_prefix("url(").unwrap_or(rest);
        let quote = rest
            .chars()
            .next()
            .filter(|char| matches!(char, '"' | '\''));
        let quote = quote.ok_or("an @import names its file in quotes")?;
        let (path, rest) = rest[1..].split_once(quote).ok_or("a quote is not closed")?;
        let rest = rest.trim_start_matches(')').trim();
        let layer = match rest
            .strip_prefix("layer(")
            .and_then(|rest| rest.strip_suffix(')'))
        {
            Some(layer) => Some(layer.to_owned()),
            None if rest.is_empty() => None,
            None => return Err("only `layer(name)` is understood after an @import's file"),
        };
        Ok(Import {
            path: path.to_owned(),
            layer,
        })
    };
    Some(read())
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
            fs::read(&file)
                .context(format!("reading {}", file.display()))?
                .hash(&mut hasher);
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
    fn reads_imports() {
        let import = |path: &str, layer: Option<&str>| {
            Some(Ok(Import {
                path: path.to_owned(),
                layer: layer.map(str::to_owned),
            }))
        };
        assert_eq!(import_in("@import \"base.css\";"), import("base.css", None));
        assert_eq!(
            import_in("@import url('a/b.css') layer(views);"),
            import("a/b.css", Some("views"))
        );
        assert_eq!(import_in("@import url(\"a.css\");"), import("a.css", None));
        assert_eq!(import_in("a { color: red }"), None);
        assert!(matches!(import_in("@import url(a.css);"), Some(Err(_))));
        assert!(matches!(
            import_in("@import \"a.css\" screen;"),
            Some(Err(_))
        ));
        assert!(matches!(import_in("@import \"a.css\""), Some(Err(_))));
    }

    #[test]
    fn puts_imported_files_in_their_place() {
        let folder = folder("style");
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file");
        write(
            "main.css",
            "@layer one, two;\n@import \"one.css\" layer(one);\n@import 'two.css';\n",
        );
        write("one.css", "a { b: c }\n");
        write("two.css", "d { e: f }\n");
        let all = bundle(&folder.join("main.css"), &mut Vec::new()).expect("a bundle");
        assert_eq!(
            all,
            "@layer one, two;\n@layer one {\na { b: c }\n}\nd { e: f }\n"
        );
        write("two.css", "@import 'main.css';\n");
        assert!(
            bundle(&folder.join("main.css"), &mut Vec::new()).is_err(),
            "a circle"
        );
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn a_release_worker_has_new_names_for_new_content() {
        let folder = folder("worker");
        let build = |content: &str| {
            for name in WORKER_FILES {
                fs::write(folder.join(name), content).expect("a file");
            }
            fs::write(
                folder.join("index.html"),
                "<meta content=\"worker_loader.js\">",
            )
            .expect("a file");
            finish_worker(&folder, true).expect("finished");
            let html = read(&folder.join("index.html")).expect("a page");
            html.split('"').nth(1).expect("a name").to_owned()
        };
        let (first, second) = (build("1"), build("2"));
        assert_ne!(first, second);
        assert_eq!(second, build("2"));
        let loader = read(&folder.join(&second)).expect("a loader");
        let hash = second
            .strip_prefix("worker-")
            .and_then(|rest| rest.strip_suffix("_loader.js"));
        let hash = hash.expect("a hash");
        assert!(
            loader.contains(&format!("importScripts(\"./worker-{hash}.js\")")),
            "{loader}"
        );
        assert!(
            loader.contains(&format!("\"./worker-{hash}_bg.wasm\"")),
            "{loader}"
        );
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
