//! Owns what has to hold of a folder of built files so that any host can serve it, under any path.

use std::path::Path;

use crate::failure::{Result, fail};
use crate::packed::originals;
use crate::page::read;

/// The files whose address stays; every other one is named by its content.
const UNNAMED: &[&str] = &["index.html", "manifest.webmanifest", "service_worker.js"];
/// What a browser reads addresses in.
const TEXTS: &[&str] = &["html", "css", "js", "webmanifest", "svg"];
/// What stands before an address in one of those, quote apart, as this build writes them.
const BEFORE: &[&str] = &[
    "src=",
    "href=",
    "action=",
    "content=",
    "url(",
    "from ",
    "import ",
    "import(",
    "fetch(",
    "URL(",
    "Worker(",
    "register(",
    "\"src\": ",
    "\"url\": ",
    "\"action\": ",
    "\"start_url\": ",
    "\"scope\": ",
    "\"id\": ",
];
/// Names of vocabularies are no addresses: nothing is fetched from there.
const VOCABULARY: &str = "http://www.w3.org/";

/// Fails, naming all that is wrong, unless every file but those with a fixed address has a name that
/// changes with its content, and no file names an address outside the folder.
pub fn check(folder: &Path) -> Result<()> {
    let mut wrong = Vec::new();
    for file in originals(folder)? {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        if !UNNAMED.contains(&&*name) && !is_named_by_content(&name) {
            wrong.push(format!("{name} is not named by its content"));
        }
        let is_text = file.extension().is_some_and(|it| TEXTS.iter().any(|text| it == *text));
        if is_text && let Some(address) = outside(&read(&file)?) {
            wrong.push(format!("{name} names an address outside the folder: {address}"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { fail(wrong.join("\n")) }
}

/// `main-0123456789abcdef.css`, `macareu-0123456789abcdef_bg.wasm`.
fn is_named_by_content(name: &str) -> bool {
    name.rsplit('-').next().is_some_and(|end| {
        let digits = end.chars().take_while(char::is_ascii_hexdigit).count();
        digits == 16 && end.get(digits..).is_some_and(|rest| rest.starts_with(['.', '_']))
    })
}

/// The first address in a text that is absolute or leads out of the folder.
fn outside(text: &str) -> Option<&str> {
    BEFORE.iter().find_map(|before| {
        text.match_indices(before).find_map(|(at, _)| {
            let rest = text.get(at + before.len()..)?.trim_start_matches(['"', '\'', '`']);
            let end = rest.find(['"', '\'', '`', ' ', '>', ')', '\n']).unwrap_or(rest.len());
            let address = rest.get(..end)?;
            let leaves = address.starts_with('/')
                || address.starts_with("../")
                || (address.contains("://") && !address.starts_with(VOCABULARY));
            leaves.then_some(address)
        })
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_name_ends_with_sixteen_digits_of_its_content() {
        for name in ["main-0123456789abcdef.css", "a-b-0123456789abcdef_bg.wasm"] {
            assert!(is_named_by_content(name), "{name}");
        }
        for name in ["main.css", "icon-192.png", "a-0123456789abcdef", "a-0123456789abcdef0.js"] {
            assert!(!is_named_by_content(name), "{name}");
        }
    }

    #[test]
    fn an_address_outside_the_folder_is_found() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(outside(text), expected, "{text}");
        check("<link href=\"./a.css\"><script src=./b.js></script><a href=#c>", None);
        check("<svg xmlns=\"http://www.w3.org/2000/svg\"><use href=\"#x\"/></svg>", None);
        check("a { background: url(data:image/png;base64,/9j) }", None);
        check("import init from './m.js'; fetch(new URL(\"./m.wasm\", import.meta.url))", None);
        check("{ \"start_url\": \"./\", \"src\": \"icons/a.png\" }", None);
        check("<link href=/a.css>", Some("/a.css"));
        check("<img src=\"//host/a.png\">", Some("//host/a.png"));
        check("a { background: url('../a.png') }", Some("../a.png"));
        check("import a from \"https://host/a.js\"", Some("https://host/a.js"));
        check("fetch(\"/a.wasm\")", Some("/a.wasm"));
        check("{ \"start_url\": \"/\" }", Some("/"));
    }

    #[test]
    fn hosts_are_told_to_send_the_policy_of_the_page() {
        let page = include_str!("../../index.html");
        let policy = page.split("Content-Security-Policy\" content=\"").nth(1).expect("a policy");
        let policy = policy.split('"').next().expect("its end");
        let sent = format!("{policy}; frame-ancestors 'none'");
        let docs = include_str!("../../docs/hosting.md");
        let (all, same) = (docs.matches("default-src").count(), docs.matches(&sent).count());
        assert!(all > 0 && all == same, "{same} of {all} are: {sent}");
    }

    #[test]
    fn all_that_is_wrong_is_named() {
        let folder = std::env::temp_dir().join(format!("macareu-hosted-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file");
        write("index.html", "<link href=./a-0123456789abcdef.css>");
        write("index.html.gz", "packed");
        write("a-0123456789abcdef.css", "a {}");
        assert!(check(&folder).is_ok());
        write("index.html", "<link href=/a-0123456789abcdef.css>");
        write("b.js", "");
        let said = check(&folder).expect_err("two mistakes").0;
        assert!(said.contains("b.js is not") && said.contains("/a-0123456789abcdef.css"), "{said}");
        fs::remove_dir_all(folder).expect("removed");
    }
}
