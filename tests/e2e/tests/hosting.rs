//! Hosts that do no more than send files, and those that do all that is advised.

use macareu_e2e::{Page, browser_test, button, dialog, region};

/// What hosts are told to do.
const ADVICE: &str = include_str!("../../../docs/hosting.md");

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
