//! Owns the scripts beside the program: what starts it in the page and in the worker.
//!
//! Trunk's hook after a build, in the folder where it puts the files together. Trunk itself would
//! write the start into the page; a policy that forbids scripts in the page needs files, and each
//! has a name that changes with its content, as Trunk names all others. Without that, a browser
//! could run an old worker with a new page.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use crate::failure::{Context as _, Result, fail};
use crate::page::{read, script_name};

const LOADER: &str = include_str!("../../web/worker_loader.js");
const LOADER_NAME: &str = "worker_loader.js";
const BOOT: &str = include_str!("../../web/boot.js");
const BOOT_NAME: &str = "boot.js";
const START: &str = include_str!("../../web/start.js");
const START_NAME: &str = "start.js";
/// The page's JavaScript and program, as these scripts name them before their names are known.
const SCRIPT_NAME: &str = "macareu.js";
const PROGRAM_NAME: &str = "macareu_bg.wasm";
const BYTES: &str = "BYTES = 0";
/// What Trunk's own start says at its end.
const TRUNK_START: &str = "TrunkApplicationStarted";

/// Adds the scripts and takes the page's inline ones out of it.
pub fn add(staging: &Path) -> Result<()> {
    let page = staging.join("index.html");
    let mut html = read(&page)?;
    let Some(script) = script_name(staging)? else {
        return fail("Trunk made no JavaScript of the page");
    };
    let program = script.replace(".js", "_bg.wasm");
    let bytes = fs::metadata(staging.join(&program)).context(format!("reading {program}"))?.len();
    let named = |text: &str| {
        text.replace(SCRIPT_NAME, &script)
            .replace(PROGRAM_NAME, &program)
            .replace(BYTES, &format!("BYTES = {bytes}"))
    };
    for (name, text) in [(LOADER_NAME, LOADER), (BOOT_NAME, BOOT)] {
        if !html.contains(name) {
            return fail(format!("index.html does not name {name}"));
        }
        html = html.replace(name, &put(staging, name, &named(text))?);
    }
    html = without_inline(&html, |text| {
        if text.contains(TRUNK_START) {
            put(staging, START_NAME, &named(START))
        } else {
            // `trunk serve` has one that loads the page again after a change.
            put(staging, "inline.js", text)
        }
    })?;
    fs::write(&page, html).context(format!("writing {}", page.display()))
}

/// The page with files in the place of scripts that are written into it.
fn without_inline(html: &str, put: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find("<script") {
        let (before, from) = rest.split_at(at);
        let parts = from.split_once('>').and_then(|(tag, from)| {
            let (text, rest) = from.split_once("</script>")?;
            Some((tag, text, rest))
        });
        let Some((tag, text, after)) = parts else {
            return fail("index.html has a script without an end");
        };
        out.push_str(before);
        out.push_str(tag);
        if !text.trim().is_empty() {
            out.push_str(" src=\"./");
            out.push_str(&put(text)?);
            out.push('"');
        }
        out.push_str("></script>");
        rest = after;
    }
    Ok(out + rest)
}

/// Writes a script under a name that changes with its content, and gives that.
fn put(staging: &Path, name: &str, text: &str) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let name = format!("{}-{:016x}.js", name.trim_end_matches(".js"), hasher.finish());
    let file = staging.join(&name);
    fs::write(&file, text).context(format!("writing {}", file.display()))?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<meta content=\"worker_loader.js\"><script src=\"boot.js\" defer></script>\
                        <script type=module>go('TrunkApplicationStarted')</script><p>";

    /// Builds with a page script of this name; the page, and its folder.
    fn build(test: &str, script: &str) -> Result<String> {
        let folder =
            std::env::temp_dir().join(format!("macareu-scripts-{}-{test}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file");
        write(script, "");
        write(&script.replace(".js", "_bg.wasm"), "123");
        write("index.html", PAGE);
        let built = add(&folder).and_then(|()| {
            let html = read(&folder.join("index.html"))?;
            let names =
                html.split('"').filter(|it| Path::new(it).extension().is_some_and(|it| it == "js"));
            let texts: Result<Vec<String>> =
                names.map(|name| read(&folder.join(name.trim_start_matches("./")))).collect();
            Ok(format!("{html}\n{}", texts?.join("\n")))
        });
        fs::remove_dir_all(folder).expect("removed");
        built
    }

    #[test]
    fn scripts_name_the_program_and_none_is_written_into_the_page() {
        let built = build("names", "macareu-1.js").expect("built");
        assert!(built.contains("<script type=module src=\"./start-"), "{built}");
        assert!(!built.contains("TrunkApplicationStarted"), "{built}");
        assert_eq!(built.matches("from \"./macareu-1.js\"").count(), 2, "{built}");
        assert!(built.contains("PROGRAM = \"./macareu-1_bg.wasm\""), "{built}");
        assert!(built.contains("BYTES = 3;"), "{built}");
        let names = |built: &str| built.lines().next().unwrap_or_default().to_owned();
        let other = build("names", "macareu-2.js").expect("built");
        assert_ne!(names(&built), names(&other), "other names");
        assert_eq!(names(&built), names(&build("names", "macareu-1.js").expect("built")));
    }

    #[test]
    fn without_a_program_nothing_is_built() {
        assert!(build("none", "other.js").is_err());
    }
}
