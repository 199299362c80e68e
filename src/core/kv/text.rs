//! Rows as lines of text, for the clipboard: as people write headers and files of variables, with
//! `//` before a disabled one, as the bulk editors of other tools have it.

use super::KvRow;
use crate::core::web_address::is_token_character;

/// Before a disabled row.
const DISABLED: &str = "//";

/// Rows as text. The value of a secret is left out: what is on the clipboard goes anywhere.
pub fn copied(rows: &[KvRow], keys_alone: bool) -> String {
    let line = |row: &KvRow| {
        let mark = if row.enabled { "" } else { DISABLED };
        let value = if row.secret { "" } else { row.value.as_str() };
        // A line end would begin another row.
        let line = match (keys_alone, value.is_empty()) {
            (true, _) => format!("{mark}{}", row.key),
            (false, true) => format!("{mark}{}:", row.key),
            (false, false) => format!("{mark}{}: {value}", row.key),
        };
        line.replace(['\r', '\n'], " ")
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Text as rows, if it is some: lines `Name: value`, `NAME=value` or two columns of a spreadsheet,
/// or, of a table of keys, any lines. Blank lines, lines that begin with `#`, lines after `//` that
/// are no rows, and what stands around the headers of a request are left out; a name alone is a row
/// without a value where all others are `Name: value`. A single line is only taken if `single`: in a
/// cell, a value may well hold such signs.
pub fn pasted(text: &str, keys_alone: bool, single: bool) -> Option<Vec<KvRow>> {
    let mut rows = Vec::new();
    let (mut has_pair, mut has_name_alone, mut only_headers) = (keys_alone, false, true);
    let lines = text.lines().map(str::trim_start);
    let lines = lines.filter(|it| !it.is_empty() && !it.starts_with('#'));
    for (number, line) in lines.enumerate() {
        let disabled = line.strip_prefix(DISABLED).map(str::trim_start);
        let content = disabled.unwrap_or(line);
        if !keys_alone && ((number == 0 && is_start_line(content)) || is_pseudo_header(content)) {
            continue;
        }
        let pair = if keys_alone { Some((content.trim_end(), ':', "")) } else { pair(content) };
        match pair {
            Some((key, sign, value)) => {
                has_pair = true;
                only_headers &= sign == ':';
                rows.push(KvRow { enabled: disabled.is_none(), ..KvRow::new(key, value) });
            }
            None if disabled.is_some() => {}
            None if content.trim_end().chars().all(is_token_character) => {
                has_name_alone = true;
                rows.push(KvRow::new(content.trim_end(), ""));
            }
            None => return None,
        }
    }
    let least = if single { 1 } else { 2 };
    // A token on several lines may end in `=`.
    let are_rows = has_pair && (only_headers || !has_name_alone);
    (are_rows && rows.len() >= least).then_some(rows)
}

/// The first line of a request (RFC 9112 §3) or response (§4).
fn is_start_line(line: &str) -> bool {
    let words: Vec<_> = line.trim_end().split(' ').collect();
    match words[..] {
        [method, target, version] if is_version(version) => {
            let is_method = !method.is_empty() && method.chars().all(is_token_character);
            is_method && !target.is_empty()
        }
        [version, ..] => is_version(version),
        [] => false,
    }
}

/// `HTTP/1.1` or `HTTP/2`.
fn is_version(word: &str) -> bool {
    let Some(version) = word.strip_prefix("HTTP/") else { return false };
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    let is_digit = |it: &str| it.len() == 1 && it.bytes().all(|it| it.is_ascii_digit());
    is_digit(major) && is_digit(minor)
}

/// What HTTP/2 has in place of that line (RFC 9113 §8.3), as in `:authority: host`.
fn is_pseudo_header(line: &str) -> bool {
    let name = line.strip_prefix(':').and_then(|it| it.split([':', ' ', '\t']).next());
    let name = name.map(str::trim_end);
    name.is_some_and(|it| ["method", "path", "authority", "scheme", "status"].contains(&it))
}

/// A name, the sign after it, and a value.
fn pair(line: &str) -> Option<(&str, char, &str)> {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let (at, sign) = line.char_indices().find(|it| matches!(it.1, ':' | '=' | '\t'))?;
    let (key, value) = (line.get(..at)?, line.get(at + sign.len_utf8()..)?);
    let key = key.trim();
    // `ws://host` and `{"a": 1}` are no rows.
    let is_key = !key.is_empty() && !key.contains(['{', '}', '"', ',']) && !value.starts_with("//");
    is_key.then(|| (key, sign, value.trim()))
}
