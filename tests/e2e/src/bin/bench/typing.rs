//! Typing while the storage is nearly full: every pause writes a whole collection.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::time::Duration;

use macareu_e2e::{Browser, CollectionFile, Page, Setup, run, socket, textbox};
use serde::Deserialize;
use serde_json::json;

use crate::figures::{median, task};

/// How many collections of how many bytes: several of a team, and one as large as fits.
const CASES: [(usize, usize); 2] = [(4, 1_000_000), (1, 4_000_000)];
const LETTERS: &str = "at-the-pace-of-a-person-who-stops-to-think";
/// Between two letters.
const PACE: Duration = Duration::from_millis(120);
/// After each word: long enough for a save.
const THOUGHT: Duration = Duration::from_millis(600);

/// Keeps what the page tells of itself in `benchTyping`.
const WATCH: &str = include_str!("../../../bench/typing.js");
/// Writes the longest entry again, as a page does that has nothing else to do.
const BARE: &str = include_str!("../../../bench/typing_bare.js");

/// What was seen while typing; times in milliseconds.
#[derive(Deserialize)]
struct Typed {
    writes: Vec<f64>,
    tasks: Vec<f64>,
    late: f64,
}

/// The table of BENCHMARKS.md.
pub(crate) fn table() -> Result<String, std::fmt::Error> {
    let mut out = String::from(
        "| collections | page | writes | `setItem` | longest task | timer late |\n|---|---|---|---|---|---|\n",
    );
    for (count, size) in CASES {
        let told = RefCell::new(None);
        run("bench::typing", Browser::chromium(), Setup::default(), async |page| {
            let typed = typed(page, count, size).await;
            let bare = bare(page).await;
            told.replace(Some((typed, bare)));
        });
        let Some((typed, bare)) = told.into_inner() else { continue };
        let title = format!("{count} × {} MB", size / 1_000_000);
        for (page, it) in [("bare", bare), ("Macaréu", typed)] {
            writeln!(
                out,
                "| {title} | {page} | {} | {:.1} ms | {} | {:.0} ms |",
                it.writes.len(),
                median(it.writes.into_iter()),
                task(it.tasks.into_iter().fold(0.0, f64::max)),
                it.late,
            )?;
        }
    }
    Ok(out)
}

async fn typed(page: &Page, count: usize, size: usize) -> Typed {
    for at in 0..count {
        page.import(&large(&format!("Large {at}"), size)).await;
    }
    page.see_text("All changes saved").await;
    page.open(&["Large 0", "Socket"]).await;
    page.click(&textbox("URL")).await;
    page.press("End").await;
    page.script::<()>(WATCH, Vec::new()).await;
    for letter in LETTERS.chars() {
        page.press(&letter.to_string()).await;
        tokio::time::sleep(if letter == '-' { THOUGHT } else { PACE }).await;
    }
    page.see_text("All changes saved").await;
    page.script("return benchTyping;", Vec::new()).await
}

async fn bare(page: &Page) -> Typed {
    page.open_blank().await;
    page.script::<()>(WATCH, Vec::new()).await;
    let words = LETTERS.split('-').count();
    for _ in 0..words {
        page.script::<()>(BARE, vec![json!("macareu/")]).await;
        tokio::time::sleep(THOUGHT).await;
    }
    page.script("return benchTyping;", Vec::new()).await
}

/// A collection file of about so many bytes.
fn large(name: &str, size: usize) -> CollectionFile {
    let text = "{\"level\": 3, \"text\": \"a wave against the current\"}".repeat(20);
    // Quotes are escaped, and each message has keys of its own.
    let count = size / (text.len() + 6 * 20 + 180);
    let messages: Vec<(String, &str)> =
        (0..count).map(|at| (format!("Message {at}"), text.as_str())).collect();
    let messages: Vec<(&str, &str)> =
        messages.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    CollectionFile::new(name).with(socket("Socket", "ws://127.0.0.1:1/", &messages))
}
