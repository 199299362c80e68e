//! Owns what makes the page an app of its own: the manifest with its pictures, and the service worker
//! with the list of all files of this build.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use crate::failure::{Context as _, Result, fail};
use crate::page::{files_under, read};

/// Where what is neither program nor style lies.
const WEB: &str = "web";
const PAGE: &str = "index.html";
const MANIFEST: &str = "manifest.webmanifest";
/// Also stands in a `<meta>` of the page, which registers what is named there.
const WORKER: &str = "service_worker.js";
/// Stands in a `<meta>` of the page for the name of the build.
const BUILD: &str = "macareu-build-id";
const ICON_FOLDER: &str = "icons";
/// Only shops look at these.
const SCREENSHOTS: &str = "screenshots/";
/// Of the page itself; the manifest has more.
const PAGE_ICONS: &[&str] = &["icons/icon.svg", "icons/apple-touch-icon.png"];

/// Whether a browser fetches this file only for installing the app or for having it offline.
pub fn is_beside(name: &str) -> bool {
    let starts = |start: &str| name.starts_with(start);
    starts(SCREENSHOTS) || starts(ICON_FOLDER) || name == WORKER
}

/// Trunk's hook after a build, the last of all: adds the manifest and, if the page is to work offline,
/// its service worker. `root` is the project, `staging` where Trunk puts the files together.
pub fn add(root: &Path, staging: &Path, works_offline: bool) -> Result<()> {
    let web = root.join(WEB);
    let page = staging.join(PAGE);
    let mut html = read(&page)?;
    let manifest = manifest(&web, staging)?;
    write(&staging.join(MANIFEST), &manifest)?;
    for icon in PAGE_ICONS {
        html = replaced(&html, icon, &add_named(&web, staging, icon)?)?;
    }
    if !works_offline {
        html = replaced(&html, WORKER, "")?;
    }
    write(&page, &html)?;
    // The page holds the name of the build, so the name cannot depend on that.
    let build: String = hex(&list(staging)?).chars().take(12).collect();
    write(&page, &replaced(&html, BUILD, &build)?)?;
    if works_offline {
        let worker = read(&web.join(WORKER))?;
        let worker = replaced(&worker, "BUILD = \"\"", &format!("BUILD = \"{build}\""))?;
        let worker = replaced(&worker, "FILES = {}", &format!("FILES = {}", list(staging)?))?;
        write(&staging.join(WORKER), &worker)?;
    }
    Ok(())
}

/// The manifest, its pictures named by their content.
fn manifest(web: &Path, staging: &Path) -> Result<String> {
    const SOURCE: &str = "\"src\": \"";
    let text = read(&web.join(MANIFEST))?;
    let mut parts = text.split(SOURCE);
    let mut manifest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some((name, rest)) = part.split_once('"') else {
            return fail(format!("{MANIFEST}: a picture without a name"));
        };
        manifest.push_str(SOURCE);
        manifest.push_str(&add_named(web, staging, name)?);
        manifest.push('"');
        manifest.push_str(rest);
    }
    Ok(manifest)
}

/// Copies a file to a name that changes with its content, and returns that.
fn add_named(web: &Path, staging: &Path, name: &str) -> Result<String> {
    let from = web.join(name);
    let bytes = fs::read(&from).context(format!("reading {}", from.display()))?;
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let hash: String = hex(&bytes).chars().take(16).collect();
    let named = format!("{stem}-{hash}.{extension}");
    let to = staging.join(&named);
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).context(format!("making {}", folder.display()))?;
    }
    fs::write(&to, bytes).context(format!("writing {}", to.display()))?;
    Ok(named)
}

/// Every file that the app needs with what a browser compares its bytes with, as JSON.
fn list(staging: &Path) -> Result<String> {
    let mut files = Vec::new();
    for file in files_under(staging)? {
        let inside = file.strip_prefix(staging).unwrap_or(&file);
        let name = inside.to_string_lossy().replace('\\', "/");
        if name == WORKER || name.starts_with(SCREENSHOTS) {
            continue;
        }
        let bytes = fs::read(&file).context(format!("reading {}", file.display()))?;
        files.push((name, BASE64_STANDARD.encode(Sha256::digest(bytes))));
    }
    files.sort();
    let mut json = String::new();
    for (name, hash) in files {
        let comma = if json.is_empty() { "" } else { "," };
        let _infallible = write!(json, "{comma}\n  {name:?}: \"sha256-{hash}\"");
    }
    Ok(format!("{{{json}\n}}"))
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    let mut hex = String::new();
    for byte in Sha256::digest(bytes) {
        let _infallible = write!(hex, "{byte:02x}");
    }
    hex
}

fn replaced(text: &str, from: &str, to: &str) -> Result<String> {
    if !text.contains(from) {
        return fail(format!("`{from}` is not where it should be replaced"));
    }
    Ok(text.replace(from, to))
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).context(format!("writing {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<link rel=icon href=icons/icon.svg><link rel=apple-touch-icon href=icons/apple-touch-icon.png>\
        <meta name=b content=macareu-build-id><meta name=w content=service_worker.js>";

    /// A project and what Trunk made of it, with one more file.
    fn build(test: &str, program: &str, works_offline: bool) -> (String, Option<String>, String) {
        let folder =
            std::env::temp_dir().join(format!("macareu-offline-{}-{test}", std::process::id()));
        let put = |name: &str, text: &str| {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, text).expect("a file");
        };
        put("web/service_worker.js", "const BUILD = \"\";\nconst FILES = {};");
        put(
            "web/manifest.webmanifest",
            "{ \"src\": \"icons/a.png\", \"src\": \"screenshots/b.webp\" }",
        );
        put("web/icons/a.png", "a");
        put("web/icons/icon.svg", "i");
        put("web/icons/apple-touch-icon.png", "t");
        put("web/screenshots/b.webp", "b");
        put("out/index.html", HTML);
        put("out/macareu.js", program);
        let out = folder.join("out");
        add(&folder, &out, works_offline).expect("added");
        let found = |name: &str| read(&out.join(name));
        let made = (
            found(PAGE).expect("a page"),
            found(WORKER).ok(),
            found(MANIFEST).expect("a manifest"),
        );
        fs::remove_dir_all(folder).expect("removed");
        made
    }

    #[test]
    fn the_worker_lists_what_is_needed_and_is_another_for_other_files() {
        let (page, worker, manifest) = build("one", "1", true);
        let worker = worker.expect("a worker");
        let lines: Vec<&str> = worker.lines().filter(|line| line.starts_with("  ")).collect();
        assert_eq!(lines.len(), 6, "{worker}");
        assert!(
            worker.contains(
                "\"macareu.js\": \"sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=\""
            )
        );
        assert!(!worker.contains("screenshots"), "{worker}");
        let icon = "icons/a-ca978112ca1bbdca.png";
        assert!(manifest.contains(icon) && worker.contains(icon), "{manifest} {worker}");
        assert!(manifest.contains("screenshots/b-3e23e8160039594a.webp"), "{manifest}");
        assert!(page.contains("icons/apple-touch-icon-") && page.contains("service_worker.js"));
        let build_id = worker.split('"').nth(1).expect("a build").to_owned();
        assert!(build_id.len() == 12 && page.contains(&build_id), "{page}");
        let (_, other, _) = build("other", "2", true);
        assert!(!other.expect("a worker").contains(&build_id));
    }

    #[test]
    fn a_build_for_serving_has_no_worker() {
        let (page, worker, _) = build("serve", "1", false);
        assert_eq!(worker, None);
        assert!(page.ends_with("<meta name=w content=>"), "{page}");
    }
}
