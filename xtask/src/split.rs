//! Owns cutting the program of the page into the part of a first visit and the parts that a browser
//! fetches when they are first needed (`src/ui/late.rs` says which).
//!
//! Trunk has no place for this between Cargo and wasm-bindgen, so it is done once more from what
//! Cargo made: wasm-split cuts, wasm-bindgen makes the JavaScript of the main part, wasm-opt shrinks
//! each part. What comes out takes the place of what Trunk made.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use crate::failure::{Context as _, Result, fail};
use crate::page::{files_under, read, script_name};
use crate::process::output_of;

/// Names the linked program, and thereby asks Trunk's hook to cut it.
pub const PROGRAM: &str = "MACAREU_SPLIT";

/// The page's name, which all files that Trunk makes of the program begin with.
const NAME: &str = "macareu";
/// What the cutter calls the script that fetches parts.
const LOADER: &str = "__wasm_split.js";
/// How the names of parts begin, as the cutter gives them: of those that belong to one view or
/// another, and of what several of those share.
const LATE: &[&str] = &["split_", "chunk_"];
/// Beyond level 1 it makes fewer bytes, but more of what servers send packed; functions in the order of
/// their names put alike ones side by side, which pack better.
const WASM_OPT: &[&str] = &["-O1", "--reorder-functions-by-name"];

/// Whether a first visit goes without this file.
pub fn is_late(name: &str) -> bool {
    LATE.iter().any(|start| name.starts_with(start))
}

/// Whether this is a build that is cut: all but those of `cargo xtask serve`.
pub fn is_asked() -> bool {
    std::env::var_os(PROGRAM).is_some()
}

/// Trunk's hook after a build, in the folder where it puts the files together. Does nothing unless
/// asked.
pub fn split(staging: &Path, is_release: bool) -> Result<()> {
    let Some(program) = std::env::var_os(PROGRAM).map(PathBuf::from) else { return Ok(()) };
    let folder = program.with_file_name("parts");
    if folder.exists() {
        fs::remove_dir_all(&folder).context(format!("removing {}", folder.display()))?;
    }
    let main = folder.join(format!("{NAME}.wasm"));
    let shown = |path: &Path| path.to_string_lossy().into_owned();
    let (program, out, main_shown) = (shown(&program), shown(&folder), shown(&main));
    output_of("wasm-split-cli", &[&program, &out, "--out-name", NAME])?;
    let bindgen = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", NAME];
    output_of("wasm-bindgen", &[&bindgen[..], &["--out-dir", &out, &main_shown]].concat())?;
    fs::remove_file(&main).context(format!("removing {main_shown}"))?;
    let mut files = Vec::new();
    for file in files_under(&folder)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let small = file.with_extension("small");
        let is_small = is_release && has_extension(&name, "wasm");
        if is_small {
            let output = format!("--output={}", small.display());
            output_of("wasm-opt", &[&[&*output], WASM_OPT, &[&*shown(&file)]].concat())?;
        }
        let file = if is_small { small } else { file };
        files.push((name, fs::read(&file).context(format!("reading {}", file.display()))?));
    }
    put(staging, files)
}

/// Puts the files in the place of those that Trunk made of the program. One hash of all of them is in
/// all their names, because they name each other and none works with those of another build.
fn put(staging: &Path, mut files: Vec<(String, Vec<u8>)>) -> Result<()> {
    files.sort();
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    let hash = hasher.finish();
    let page = staging.join("index.html");
    let Some(old) = script_name(staging)? else {
        return fail("Trunk made no JavaScript of the page");
    };
    let old = old.trim_end_matches(".js");
    let (script, loader) = (hashed(&format!("{NAME}.js"), hash), hashed(LOADER, hash));
    let stem = script.trim_end_matches(".js");
    let html = with_preload(&read(&page)?.replace(old, stem), &script, &loader)?;
    fs::write(&page, html).context(format!("writing {}", page.display()))?;
    for made in [format!("{old}.js"), format!("{old}_bg.wasm")] {
        let made = staging.join(made);
        fs::remove_file(&made).context(format!("removing {}", made.display()))?;
    }
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    for (name, bytes) in files {
        let bytes = if has_extension(&name, "js") {
            let text = String::from_utf8(bytes).context(format!("reading {name}"))?;
            let text = if name == LOADER { of_any_type(&text)? } else { text };
            renamed(&text, &names, hash).into_bytes()
        } else {
            bytes
        };
        let file = staging.join(hashed(&name, hash));
        fs::write(&file, bytes).context(format!("writing {}", file.display()))?;
    }
    Ok(())
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == extension)
}

/// `macareu_bg.wasm` → `macareu-0123456789abcdef_bg.wasm`, as Trunk names it; others end with it.
fn hashed(name: &str, hash: u64) -> String {
    let (stem, end) = match name.strip_suffix("_bg.wasm") {
        Some(stem) => (stem, "_bg.wasm"),
        None => name.rfind('.').map_or((name, ""), |at| name.split_at(at)),
    };
    format!("{}-{hash:016x}{end}", stem.trim_start_matches('_'))
}

/// A script with the new names of what it fetches: after `from`, and as addresses beside its own. As
/// the name of a module within the WASM, a name stays.
fn renamed(script: &str, names: &[String], hash: u64) -> String {
    names.iter().fold(script.to_owned(), |script, name| {
        let new = hashed(name, hash);
        script
            .replace(&format!("from \"./{name}\""), &format!("from \"./{new}\""))
            .replace(&format!("URL(\"./{name}\""), &format!("URL(\"./{new}\""))
            .replace(&format!("URL('{name}'"), &format!("URL('{new}'"))
    })
}

/// The script that fetches parts, which then takes them also from a server that does not know the type
/// of WASM: browsers compile nothing else while it comes.
fn of_any_type(loader: &str) -> Result<String> {
    const STREAMED: &str = "instantiateStreaming(src,";
    const TYPED: &str = "
async function typed(src) {
    const response = await src;
    const headers = { \"Content-Type\": \"application/wasm\" };
    return response.ok ? new Response(response.body, { headers }) : response;
}
";
    if !loader.contains(STREAMED) {
        return fail(format!("{LOADER} does not fetch parts with `{STREAMED}`"));
    }
    Ok(loader.replace(STREAMED, "instantiateStreaming(typed(src),") + TYPED)
}

/// The page's script is announced in the page; the loader, which it imports, is too, or a browser
/// would learn of it late.
fn with_preload(html: &str, script: &str, loader: &str) -> Result<String> {
    let link = html.split_inclusive('>').find_map(|until| {
        let link = until.rfind("<link").and_then(|at| until.get(at..))?;
        link.contains(script).then_some(link)
    });
    match link {
        Some(link) => {
            Ok(html.replacen(link, &format!("{link}{}", link.replace(script, loader)), 1))
        }
        None => fail(format!("index.html does not preload {script}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_the_hash_and_scripts_the_names() {
        let named = |name: &str| hashed(name, 0xab);
        assert_eq!(named("macareu_bg.wasm"), "macareu-00000000000000ab_bg.wasm");
        assert_eq!(named("chunk_4.wasm"), "chunk_4-00000000000000ab.wasm");
        assert_eq!(named(LOADER), "wasm_split-00000000000000ab.js");
        let files = ["macareu_bg.wasm", "chunk_4.wasm", LOADER].map(str::to_owned);
        assert_eq!(
            renamed(
                "import * as a from \"./__wasm_split.js\"\n{\"./__wasm_split.js\": a}\n\
                 new URL('macareu_bg.wasm', b)\nfetch(new URL(\"./chunk_4.wasm\", b))",
                &files,
                0xab
            ),
            "import * as a from \"./wasm_split-00000000000000ab.js\"\n{\"./__wasm_split.js\": a}\n\
             new URL('macareu-00000000000000ab_bg.wasm', b)\n\
             fetch(new URL(\"./chunk_4-00000000000000ab.wasm\", b))"
        );
    }

    #[test]
    fn parts_may_come_as_any_type() {
        let loader =
            of_any_type("(WebAssembly.instantiateStreaming(src, imports))").expect("a loader");
        assert!(loader.starts_with("(WebAssembly.instantiateStreaming(typed(src), imports))\n"));
        assert!(loader.contains("function typed(src)"));
        assert!(of_any_type("WebAssembly.instantiate(src)").is_err());
    }

    #[test]
    fn the_page_announces_the_loader_beside_the_script() {
        let html = "<link href=./a.css><script>import './m.js'</script><link href=./m.js rel=modulepreload><p>";
        assert_eq!(
            with_preload(html, "m.js", "l.js").expect("a link"),
            "<link href=./a.css><script>import './m.js'</script><link href=./m.js rel=modulepreload>\
             <link href=./l.js rel=modulepreload><p>"
        );
        assert!(with_preload("<script>import './m.js'</script>", "m.js", "l.js").is_err());
    }

    #[test]
    fn late_is_what_the_cutter_named_so() {
        assert!(is_late("split_panels-1.wasm") && is_late("chunk_4-1.wasm"));
        assert!(!is_late("macareu-1_bg.wasm") && !is_late("wasm_split-1.js"));
    }
}
