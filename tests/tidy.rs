//! The rules that the compiler does not know: which layer may use what, that each module says what
//! it is for, where colours and texts live. It reads the sources as text and judges nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use macareu::core::text::{EN, PT_BR};

/// A layer's folder or file under `src/`, and what its code must not name.
const LAYERS: &[(&str, &[&str])] = &[
    (
        "core",
        &[
            "leptos",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "gloo",
            "Instant",
            "SystemTime",
            "rand",
            "getrandom",
            "crate::browser",
            "crate::app",
            "crate::ui",
            "crate::protocol",
            "static mut",
            "thread_local",
        ],
    ),
    (
        "protocol.rs",
        &[
            "leptos",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "gloo",
            "crate::browser",
            "crate::app",
            "crate::ui",
        ],
    ),
    ("browser", &["leptos", "crate::app", "crate::ui"]),
    ("worker", &["leptos", "crate::app", "crate::ui"]),
    ("app", &["crate::ui"]),
    ("ui", &["gloo", "js_sys"]),
];

/// Names of keys, as the browser reports them, are the only capitalized words of a view's code.
const KEY_NAMES: &[&str] = &[
    "Alt",
    "ArrowDown",
    "ArrowLeft",
    "ArrowRight",
    "ArrowUp",
    "Backspace",
    "Control",
    "Ctrl",
    "Delete",
    "End",
    "Enter",
    "Escape",
    "Home",
    "Insert",
    "Meta",
    "PageDown",
    "PageUp",
    "Shift",
    "Space",
    "Tab",
    "ContextMenu",
    "Del",
];

/// Words that are the same in every language.
const PROPER_NAMES: &[&str] = &["Macaréu", "English", "Português (Brasil)", "Português"];

#[test]
fn each_layer_uses_only_what_is_below_it() {
    let mut problems = Vec::new();
    for (layer, banned) in LAYERS {
        for file in sources(&format!("src/{layer}")) {
            let source = Source::read(&file);
            for (number, line) in source.code_lines() {
                for word in *banned {
                    if names(line, word) {
                        problems.push(format!(
                            "{}:{number}: src/{layer} must not use {word}",
                            shown(&file)
                        ));
                    }
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn views_touch_the_browser_only_where_it_shows() {
    let mut problems = Vec::new();
    for file in sources("src/ui") {
        let code = Source::read(&file).code;
        // Types of what a person did and where; not what the browser can do.
        for item in used_items(&code, "web_sys") {
            if !(item.ends_with("Event") || item.ends_with("Element") || item == "EventTarget") {
                problems
                    .push(format!("{}: web_sys::{item} belongs into src/browser", shown(&file)));
            }
        }
        // Focus, measures, listeners and time-outs of widgets; not storage, sockets or files.
        for item in used_items(&code, "crate::browser") {
            if !["dom", "timer"].contains(&item.as_str()) {
                problems.push(format!("{}: crate::browser::{item} is for src/app", shown(&file)));
            }
        }
        for item in used_items(&code, "wasm_bindgen") {
            if item != "JsCast" {
                problems.push(format!(
                    "{}: wasm_bindgen::{item} belongs into src/browser",
                    shown(&file)
                ));
            }
        }
    }
    none(&problems);
}

/// Leptos' own copies its machinery for each list, condition and listener.
#[test]
fn views_begin_with_the_prelude_that_keeps_them_small() {
    let mut problems = Vec::new();
    for file in sources("src/ui") {
        let is_prelude = file.ends_with("src/ui/prelude.rs");
        if !is_prelude && Source::read(&file).code.contains("leptos::prelude") {
            problems.push(format!("{}: leptos::prelude, not crate::ui::prelude", shown(&file)));
        }
    }
    none(&problems);
}

#[test]
fn each_module_begins_with_what_it_is_for() {
    let mut problems = Vec::new();
    for folder in ["src", "tests", "xtask/src"] {
        for file in sources(folder) {
            let first = read(&file).lines().next().unwrap_or_default().to_owned();
            if !first.starts_with("//! ") {
                problems.push(format!("{}: begins with `{first}`, not with `//!`", shown(&file)));
            }
        }
    }
    none(&problems);
}

/// What a server, a file or a link says is text: nothing of it is read as HTML or as a script.
#[test]
fn no_text_becomes_markup_or_script() {
    let banned = [
        "inner_html",
        "set_inner_html",
        "outer_html",
        "set_outer_html",
        "insert_adjacent_html",
        "create_contextual_fragment",
        "DomParser",
        "srcdoc",
        "eval",
        "new_no_args",
        "new_with_args",
        // Made of an empty text.
        "Function::default",
    ];
    let mut problems = Vec::new();
    for file in sources("src") {
        for (number, line) in Source::read(&file).code_lines() {
            for word in banned {
                if names(line, word) {
                    problems.push(format!("{}:{number}: {word}", shown(&file)));
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn no_test_is_left_out() {
    let mut problems = Vec::new();
    for folder in ["src", "tests", "xtask/src"] {
        for file in sources(folder) {
            for (number, line) in Source::read(&file).code_lines() {
                if line.trim_start().starts_with("#[ignore") {
                    problems.push(format!("{}:{number}", shown(&file)));
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn colours_are_in_the_tokens_only() {
    let mut problems = Vec::new();
    let tokens = root().join("style/tokens.css");
    for file in files(&root().join("style"), "css") {
        if file == tokens {
            continue;
        }
        for (number, line) in without_css_comments(&read(&file)).lines().enumerate() {
            if let Some(colour) = colour_in(line) {
                problems.push(format!("{}:{}: {colour}", shown(&file), number + 1));
            }
        }
    }
    none(&problems);
}

#[test]
fn both_languages_have_the_same_places_to_fill() {
    let (english, portuguese) = (EN.entries(), PT_BR.entries());
    assert_eq!(english.len(), portuguese.len());
    let mut problems = Vec::new();
    for ((key, one), (other_key, other)) in english.into_iter().zip(portuguese) {
        assert_eq!(key, other_key);
        if places(one) != places(other) {
            problems.push(format!(
                "{key}: {:?} in English, {:?} in Portuguese",
                places(one),
                places(other)
            ));
        }
        if one.trim().is_empty() || other.trim().is_empty() {
            problems.push(format!("{key}: a text is empty"));
        }
    }
    none(&problems);
}

#[test]
fn views_hold_no_words_of_their_own() {
    let mut problems = Vec::new();
    for file in sources("src/ui") {
        for (number, literal) in &Source::read(&file).literals {
            let known = is_shortcut(literal) || PROPER_NAMES.contains(&literal.as_str());
            if reads_as_words(literal) && !known {
                problems.push(format!(
                    "{}:{number}: {literal:?} belongs into src/core/text",
                    shown(&file)
                ));
            }
        }
    }
    none(&problems);
}

#[test]
fn the_reader_of_these_rules_can_read() {
    let source = Source::parse(
        "// leptos\n/* a /* b */ leptos */ let a = \"x // \\\" y\"; 'b' /* */ fn f<'a>() { r#\"raw \"q\" end\"# }\n\
         #[expect(lint, reason = \"Some words\")]\n#[cfg(test)]\nmod tests { \"Gone with it\" }\n",
    );
    assert!(!source.code.contains("leptos"), "{}", source.code);
    assert!(source.code.contains("fn f<'a>()"), "{}", source.code);
    let literals: Vec<_> =
        source.literals.iter().map(|(line, text)| (*line, text.as_str())).collect();
    assert_eq!(literals, [(2, "x // \\\" y"), (2, "raw \"q\" end")]);
    assert!(names("use leptos::prelude;", "leptos"));
    assert!(!names("let my_leptos = 1;", "leptos"));
    assert!(!names("operand", "rand"));
    assert_eq!(
        used_items("web_sys::{Event, window, a::B} web_sys::DragEvent;", "web_sys"),
        ["Event", "window", "a", "DragEvent"]
    );
    assert_eq!(colour_in("a { color: #fff; }"), Some("#fff".to_owned()));
    assert_eq!(colour_in("a { color: oklch(1 0 0); }"), Some("oklch(".to_owned()));
    assert_eq!(colour_in("a { fill: url(#shape); color: var(--fg); }"), None);
    assert!(reads_as_words("Save as…") && reads_as_words("Send"));
    assert!(
        !reads_as_words("btn btn--ghost") && !reads_as_words("M12 3v14") && !reads_as_words("F2")
    );
    assert_eq!(places("a {b} c {d}"), BTreeSet::from(["b".to_owned(), "d".to_owned()]));
}

/// A Rust file taken apart: what is code, and what is written in quotes in it. Comments, and from
/// its own tests on everything, are left out.
struct Source {
    code: String,
    literals: Vec<(usize, String)>,
}

impl Source {
    fn read(file: &Path) -> Self {
        Self::parse(&read(file))
    }

    fn parse(text: &str) -> Self {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let mut source = Self { code: String::new(), literals: Vec::new() };
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let taken = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                block_comment(rest)
            } else if let Some((inner, taken)) = literal(rest) {
                let line = text[..text.len() - rest.len()].lines().count().max(1);
                let so_far = source.code.lines().last().unwrap_or_default();
                if !(inner.is_empty() || so_far.contains("reason =")) {
                    source.literals.push((line, inner.to_owned()));
                }
                source.code.push_str("\"\"");
                taken
            } else {
                source.code.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            };
            // Lines keep their numbers.
            source.code.extend(rest[..taken].chars().filter(|char| *char == '\n'));
            rest = &rest[taken..];
        }
        source
    }

    fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(at, line)| (at + 1, line))
    }
}

/// The length of the block comment, with those inside it, that a text begins with.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The string or character that a text begins with: what is in its quotes, and its whole length.
fn literal(text: &str) -> Option<(&str, usize)> {
    if let Some(raw) = text.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if let Some(inner) = raw[hashes..].strip_prefix('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let length = inner.find(&end)?;
            return Some((&inner[..length], 1 + hashes + 1 + length + end.len()));
        }
        return None;
    }
    if let Some(inner) = text.strip_prefix('\'') {
        // A lifetime has no closing quote after its first character.
        let first = inner.chars().next()?;
        let length = if first == '\\' { inner[2..].find('\'')? + 2 } else { first.len_utf8() };
        return inner[length..].starts_with('\'').then_some(("", length + 2));
    }
    let inner = text.strip_prefix('"')?;
    let mut escaped = false;
    for (at, char) in inner.char_indices() {
        match char {
            '"' if !escaped => return Some((&inner[..at], at + 2)),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

/// Whether a line of code names something, as a whole word or path.
fn names(line: &str, word: &str) -> bool {
    let of_a_name = |char: char| char.is_alphanumeric() || char == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_some_and(of_a_name);
        let after = line[at + word.len()..].chars().next().is_some_and(of_a_name);
        // `gloo` stands for all of `gloo_storage`, `gloo_net` and so on.
        !before && (!after || word == "gloo")
    })
}

/// The first names after `krate::` in the code, in braces or not.
fn used_items(code: &str, krate: &str) -> Vec<String> {
    let start = format!("{krate}::");
    let name = |text: &str| -> String {
        text.trim().chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
    };
    let mut items = Vec::new();
    for (at, _) in code.match_indices(&start) {
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{').and_then(|rest| rest.split('}').next()) {
            Some(list) => items.extend(list.split(',').map(name).filter(|item| !item.is_empty())),
            None => items.push(name(rest)),
        }
    }
    items
}

fn without_css_comments(text: &str) -> String {
    let mut plain = String::new();
    for (at, part) in text.split("/*").enumerate() {
        let (comment, code) =
            if at == 0 { ("", part) } else { part.split_once("*/").unwrap_or((part, "")) };
        plain.extend(comment.chars().filter(|char| *char == '\n'));
        plain.push_str(code);
    }
    plain
}

fn colour_in(line: &str) -> Option<String> {
    let functions = ["oklch(", "oklab(", "rgb(", "rgba(", "hsl(", "hsla(", "lch(", "lab(", "hwb("];
    if let Some(function) = functions
        .into_iter()
        .find(|function| names(line, &function[..function.len() - 1]) && line.contains(function))
    {
        return Some(function.to_owned());
    }
    line.match_indices('#').find_map(|(at, _)| {
        if line[..at].ends_with("url(") {
            return None;
        }
        let digits: String = line[at + 1..]
            .chars()
            .take_while(|char| char.is_alphanumeric() || matches!(char, '-' | '_'))
            .collect();
        let is_colour = matches!(digits.len(), 3 | 4 | 6 | 8)
            && digits.chars().all(|char| char.is_ascii_hexdigit());
        is_colour.then(|| format!("#{digits}"))
    })
}

/// Whether a literal looks like something for people: a capital, then small letters, no code.
fn reads_as_words(literal: &str) -> bool {
    let mut chars = literal.trim().chars();
    let starts = chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(char::is_lowercase);
    starts && literal.chars().all(|char| char.is_alphabetic() || " .,…!?’'“”:()/–-".contains(char))
}

/// Whether a literal is a key or several keys together: `Escape`, `Ctrl Z`.
fn is_shortcut(literal: &str) -> bool {
    literal.split_whitespace().all(|word| word.chars().count() == 1 || KEY_NAMES.contains(&word))
}

/// The names in braces of a text.
fn places(text: &str) -> BTreeSet<String> {
    text.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// The Rust files of a place, but for those that hold only the unit tests of the module above.
fn sources(place: &str) -> Vec<PathBuf> {
    let mut found = files(&root().join(place), "rs");
    found.retain(|file| file.file_name().is_none_or(|name| name != "tests.rs"));
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files with this ending in a folder and all folders in it, or the file itself.
fn files(place: &Path, ending: &str) -> Vec<PathBuf> {
    if place.is_file() {
        return vec![place.to_owned()];
    }
    let entries =
        fs::read_dir(place).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.unwrap_or_else(|error| panic!("{}: {error}", place.display())).path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}

fn none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}
