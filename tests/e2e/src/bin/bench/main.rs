//! `cargo xtask bench`: how many messages the app takes against a bare page that only counts, and
//! how freely the page moves meanwhile. Both run in a Chromium without any driver attached, because
//! an attached driver turns every message into an event of its own; the pages report their figures
//! themselves. What needs hands, such as typing, has a driver and no messages. See BENCHMARKS.md.

mod browser;
mod figures;
mod site;
mod typing;

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use macareu_test_server::TestServer;

use browser::Chromium;
use figures::{Figures, Round, Told, table};
use site::{Page, Site};

const HELP: &str = "bench [--rounds N] [--case text|json|binary|typing]… [--scale PERCENT]
Needs MACAREU_DIST, the folder with the built app; CHROMIUM may name the browser.";

/// Longest time for a page to begin, and to end.
const PATIENCE: Duration = Duration::from_mins(1);

/// What is pushed.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    word: &'static str,
    title: &'static str,
    kind: &'static str,
    size: u32,
    count: u32,
}

const CASES: [Case; 3] = [
    Case { word: "text", title: "100 B text", kind: "text", size: 100, count: 120_000 },
    Case { word: "json", title: "10 kB JSON", kind: "json", size: 10_000, count: 20_000 },
    Case { word: "binary", title: "1 MB binary", kind: "binary", size: 1_000_000, count: 600 },
];

struct Options {
    rounds: usize,
    cases: Vec<Case>,
    typing: bool,
    scale_percent: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Some(options) = options(env::args().skip(1).collect())? else {
        println!("{HELP}");
        return Ok(());
    };
    if !options.cases.is_empty() {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        runtime.worker_threads(2).enable_all().build()?.block_on(floods(&options))?;
    }
    if options.typing {
        println!("{}", typing::table()?);
    }
    Ok(())
}

async fn floods(options: &Options) -> Result<(), Box<dyn Error>> {
    let dist: PathBuf = env::var_os("MACAREU_DIST").ok_or("MACAREU_DIST is not set")?.into();
    let site = Site::start(dist).await?;
    let mut results = Vec::new();
    for case in &options.cases {
        let case = Case { count: (case.count * options.scale_percent / 100).max(1), ..*case };
        let mut rounds = Vec::new();
        for number in 1..=options.rounds {
            // Neither page is always first.
            let round = if number % 2 == 1 {
                let bare = measure(&site, case, Page::Bare).await?;
                Round { bare, app: measure(&site, case, Page::App).await? }
            } else {
                let app = measure(&site, case, Page::App).await?;
                Round { bare: measure(&site, case, Page::Bare).await?, app }
            };
            eprintln!("{}, round {number}", case.title);
            eprintln!("  bare  {}\n  app   {}", round.bare, round.app);
            rounds.push(round);
        }
        results.push((case, rounds));
    }
    println!("{}", table(&results));
    Ok(())
}

/// A browser that does not come up is started once more, and it is said.
async fn measure(site: &Site, case: Case, page: Page) -> Result<Figures, Box<dyn Error>> {
    match measure_once(site, case, page).await {
        Ok(figures) => Ok(figures),
        Err(error) => {
            eprintln!("{}, {page:?}, again, because: {error}", case.title);
            measure_once(site, case, page).await
        }
    }
}

async fn measure_once(site: &Site, case: Case, page: Page) -> Result<Figures, Box<dyn Error>> {
    let server = TestServer::start().await?;
    let Case { kind, size, count, .. } = case;
    let url = server.ws_url(&format!("/push?count={count}&size={size}&kind={kind}"));
    let parameters = [
        ("url", url),
        ("report", server.http_url("/report")),
        ("count", count.to_string()),
        ("last", case.last_mark()),
    ];
    let chromium = Chromium::start(&site.address(page, &parameters))?;
    let began = server
        .wait_for_within(PATIENCE, "a push", |connections| {
            connections.iter().find_map(|it| it.push_began)
        })
        .await;
    let began = match (began, server.reports().first()) {
        (Ok(began), _) => began,
        // The page could not begin and has said why.
        (Err(_), Some(report)) => return Err(String::from_utf8_lossy(&report.body).into()),
        (Err(not_seen), None) => return Err(not_seen.into()),
    };
    let cpu_before = chromium.cpu_ms();
    let reports = server.wait_for_reports(1, PATIENCE).await?;
    let cpu_ms = chromium.cpu_ms() - cpu_before;
    let told: Told = serde_json::from_slice(&reports.first().ok_or("no report")?.body)?;
    server.shutdown().await;
    Ok(Figures::new(&told, count, milliseconds(began), cpu_ms)?)
}

impl Case {
    /// What the row of the last message says: the number the server wrote into it.
    fn last_mark(self) -> String {
        match self.kind {
            "text" => format!("{:010}", self.count),
            "json" => format!("{{\"n\":{:>10},", self.count),
            _ => {
                let bytes = u64::from(self.count).to_be_bytes();
                bytes.map(|byte| format!("{byte:02x}")).join(" ")
            }
        }
    }
}

fn milliseconds(time: SystemTime) -> f64 {
    time.duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64() * 1000.0)
}

fn options(arguments: Vec<String>) -> Result<Option<Options>, Box<dyn Error>> {
    let mut options = Options { rounds: 5, cases: Vec::new(), typing: false, scale_percent: 100 };
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--rounds" => options.rounds = value()?.parse()?,
            "--scale" => options.scale_percent = value()?.parse()?,
            "--case" => {
                let word = value()?;
                if word == "typing" {
                    options.typing = true;
                    continue;
                }
                let case = CASES.iter().find(|case| case.word == word);
                options.cases.push(*case.ok_or(format!("there is no case {word}"))?);
            }
            "--help" | "-h" => return Ok(None),
            other => return Err(format!("unknown: {other}\n{HELP}").into()),
        }
    }
    if options.cases.is_empty() && !options.typing {
        options.cases = CASES.to_vec();
        options.typing = true;
    }
    Ok(Some(options))
}
