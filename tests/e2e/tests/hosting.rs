//! Hosts that do no more than send files, and those that do all that is advised.

use macareu_e2e::{
    Page, Setup, Trouble, alert, any, browser_test, button, dialog, of_role, region,
};

/// What hosts are told to do.
const ADVICE: &str = include_str!("../../../docs/hosting.md");
const PROGRAM: &str = "_bg.wasm";

browser_test! { chromium, firefox; async fn a_plain_file_server_is_enough(page) {
    page.forget_wasm();
    page.reload().await;
    every_part_works(page).await;
} }

browser_test! { chromium, firefox; async fn the_headers_advised_keep_nothing_from_working(page) {
    let headers = ADVICE.split("```\n").nth(1).expect("a block of headers");
    assert_eq!(headers.lines().count(), 5, "{headers}");
    page.send_headers(headers);
    page.reload().await;
    every_part_works(page).await;
} }

/// Page, worker and both parts that come late: items and dialogs.
async fn every_part_works(page: &Page) {
    page.with_open_socket("/echo", &[("Hello", "1")]).await;
    page.send_quick("tide").await;
    page.see(&region("Message")).await;
    page.press("F1").await;
    page.see(&dialog("All shortcuts")).await;
    page.press("Escape").await;
    page.see(&button("Disconnect")).await;
}

/// Loads the page, reads the sentence in the app's place, and tries again when it is mended.
async fn says(page: &Page, trouble: Trouble, sentence: &str) {
    page.trouble(Some(trouble));
    page.load("").await;
    page.see(&alert(sentence)).await;
    page.trouble(None);
    page.click(&button("Try again")).await;
    page.see(&of_role("main", any())).await;
    page.see(&button("New collection")).await;
    // The harm is the host's; what the page's own policy says of it is not looked at.
    page.harm().await;
}

browser_test! { chromium, firefox; async fn what_keeps_the_program_from_starting_is_said(page) {
    let not_here = "A file of Macaréu did not arrive.";
    says(page, Trouble::Cut(PROGRAM), not_here).await;
    says(page, Trouble::StandIn(PROGRAM), not_here).await;
    says(page, Trouble::StandIn("/macareu-"), not_here).await;
    says(page, Trouble::Meddled("delete window.WebAssembly;"), "This browser cannot run Macaréu").await;
    let broken = "WebAssembly.instantiateStreaming = () => Promise.reject(new Error('broken'));";
    says(page, Trouble::Meddled(broken), "Macaréu could not start.").await;
    page.send_headers("Content-Security-Policy: script-src 'self'");
    page.load("").await;
    page.see(&alert("forbids WebAssembly")).await;
    page.harm().await;
} }

browser_test! { chromium; with Setup::default().languages("pt-BR").size(390, 700); async fn it_is_said_in_portuguese(page) {
    page.lose_files(Some(PROGRAM));
    page.load("").await;
    page.see(&alert("Um arquivo do Macaréu não chegou.")).await;
    page.lose_files(None);
    page.click(&button("Tentar de novo")).await;
    page.see(&of_role("main", any())).await;
} }
