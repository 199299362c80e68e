//! Hosts that do no more than send files.

use macareu_e2e::{browser_test, button, dialog, region};

browser_test! { chromium, firefox; async fn a_plain_file_server_is_enough(page) {
    page.forget_wasm();
    page.reload().await;
    page.with_open_socket("/echo", &[("Hello", "1")]).await;
    page.send_quick("tide").await;
    page.see(&region("Message")).await;
    // The dialogs are a part that comes late.
    page.press("F1").await;
    page.see(&dialog("All shortcuts")).await;
    page.press("Escape").await;
    page.see(&button("Disconnect")).await;
} }
