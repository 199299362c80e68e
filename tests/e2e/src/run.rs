//! Runs one flow in one browser.

use std::{
    env,
    panic::{AssertUnwindSafe, resume_unwind},
    path::{Path, PathBuf},
    time::Duration,
};

use futures_util::FutureExt;
use macareu_test_server::TestServer;
use tokio::sync::Semaphore;

use crate::{
    artifacts,
    browser::{Browser, Setup, downloads},
    page::Page,
    site::Site,
    third_parties::ThirdParties,
};

/// As many browsers as this at once: more only make each other late.
static SLOTS: Semaphore = Semaphore::const_new(2);
/// The longest a flow may take; one that hangs fails with its screenshot too.
const LONGEST: Duration = Duration::from_mins(2);

/// Runs `flow` with the app open in a fresh profile.
///
/// # Panics
/// When the flow fails, after its artifacts are saved; or when the browser or app cannot be started.
pub fn run(module: &str, browser: Browser, setup: Setup, flow: impl AsyncFnOnce(&Page)) {
    let test = module.split("::").skip(1).collect::<Vec<_>>().join("-");
    let runtime =
        match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => panic!("no tokio runtime: {error}"),
        };
    runtime.block_on(async {
        let _slot = SLOTS.acquire().await;
        let page = match prepare(browser, setup).await {
            Ok(page) => page,
            Err(error) => panic!("{test} in {}: {error}", browser.name()),
        };
        let whole = async {
            page.open_app().await;
            flow(&page).await;
            let harm = page.harm().await;
            if !harm.is_empty() {
                page.fail::<()>(&format!("the page did what it must not: {harm:?}")).await;
            }
            let asked = page.asked_elsewhere();
            if !asked.is_empty() {
                page.fail::<()>(&format!("third parties were asked: {asked:?}")).await;
            }
        };
        let timed = async {
            if tokio::time::timeout(LONGEST, whole).await.is_err() {
                page.fail::<()>(&format!("the flow took over {} s", LONGEST.as_secs())).await;
            }
        };
        let outcome = AssertUnwindSafe(timed).catch_unwind().await;
        if let Err(panic) = &outcome {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("panicked");
            let folder = artifacts::save(&page, &test, said).await;
            eprintln!(
                "{test} in {}: screenshot, page and console in {}",
                browser.name(),
                folder.display()
            );
        }
        page.close_browser().await;
        if let Err(panic) = outcome {
            resume_unwind(panic);
        }
    });
    runtime.shutdown_timeout(Duration::from_secs(1));
}

async fn prepare(browser: Browser, setup: Setup) -> Result<Page, Box<dyn std::error::Error>> {
    let site = Site::start(dist()?).await?;
    let server = TestServer::start().await?;
    let home = tempfile::Builder::new().prefix("macareu-e2e-").tempdir()?;
    std::fs::create_dir_all(downloads(home.path()))?;
    let page = Page::new(browser, setup, site, ThirdParties::start().await?, server, home);
    page.open_browser().await?;
    Ok(page)
}

/// The built app: where `MACAREU_DIST` says, else `dist/` of the project.
fn dist() -> Result<PathBuf, String> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
    let dist = env::var_os("MACAREU_DIST").map_or(project, PathBuf::from);
    if dist.join("index.html").is_file() {
        Ok(dist)
    } else {
        Err(format!("no built app in {}: run `cargo xtask test`, which builds it", dist.display()))
    }
}
