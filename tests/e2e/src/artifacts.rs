//! What a failed test leaves behind.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::page::Page;

/// Saves screenshot, page and console, and says where.
pub(crate) async fn save(page: &Page, test: &str, failure: &str) -> PathBuf {
    let folder =
        target_folder().join("e2e-failures").join(format!("{test}-{}", page.browser().name()));
    let written = write_all(page, &folder, failure).await;
    if let Err(error) = written {
        eprintln!("{test}: not everything of the failure could be kept: {error}");
    }
    folder
}

async fn write_all(page: &Page, folder: &Path, failure: &str) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join("failure.txt"), failure)?;
    let Some(web) = page.web_if_open() else { return Ok(()) };
    if let Ok(picture) = web.screenshot_as_png().await {
        fs::write(folder.join("screen.png"), picture)?;
    }
    if let Ok(source) = web.source().await {
        fs::write(folder.join("page.html"), source)?;
    }
    let mut console = String::new();
    if let Ok(said) = web.execute("return window.e2eConsole ?? []", Vec::new()).await {
        let lines: Vec<String> = said.convert().unwrap_or_default();
        console = lines.join("\n");
    }
    if page.browser() == crate::Browser::Chromium {
        // Chromium's own log also holds what workers and the network said.
        for entry in web.browser_log().await.unwrap_or_default() {
            console = format!("{console}\n[{}] {}", entry.level, entry.message);
        }
    }
    fs::write(folder.join("console.txt"), console)
}

/// The build folder this test program stands in (`target/debug/deps/…`).
fn target_folder() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program.ancestors().nth(3).unwrap_or(Path::new("target")).to_path_buf()
}
