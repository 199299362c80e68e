//! What the app is opened with: addresses with a fragment, and launches of the installed app.

use macareu_e2e::{
    CollectionFile, Page, browser_test, button, heading, socket, status, textbox, treeitem,
};
use serde_json::json;

/// Follows a link to the app while it is open.
async fn follow(page: &Page, fragment: &str) {
    page.script::<()>("location.hash = arguments[0]", vec![fragment.into()]).await;
}

/// Waits until a new WebSocket with this address is shown, and the fragment is gone.
async fn is_opened(page: &Page, url: &str) {
    page.see_that(&textbox("URL"), &format!("holds {url}"), |seen| seen.value == url).await;
    page.until_script("an address without a fragment", "return location.hash === ''").await;
}

browser_test! { chromium, firefox; async fn an_address_in_the_fragment_opens_a_websocket(page) {
    let url = page.server.ws_url("/echo?a=1&b=%2F");
    // Another address first: one that differs in its fragment only is not loaded anew.
    page.open_blank().await;
    page.open_app_at(&format!("#url={url}")).await;
    is_opened(page, &url).await;
    page.see_count(&treeitem("New WebSocket connection"), 1).await;
    page.reload().await;
    page.see_count(&treeitem("New WebSocket connection"), 1).await;
    assert!(page.sockets().is_empty(), "nothing connects by itself");
    page.click(&button("Connect")).await;
    page.see(&status("Connected")).await;

    follow(page, "url=web%2Bwss%3A%2F%2Fhost%2Fa%20b").await;
    is_opened(page, "wss://host/a b").await;
    page.see_count(&treeitem("New WebSocket connection"), 2).await;
    follow(page, "new-websocket").await;
    is_opened(page, "").await;
    page.see_count(&treeitem("New WebSocket connection"), 3).await;
} }

browser_test! { chromium; async fn a_launch_brings_an_address_or_files(page) {
    const LAUNCH: &str = r#"
const [fragment, files] = arguments;
window.e2eLaunch({
  targetURL: location.href + fragment,
  files: files.map(([name, text]) => ({ getFile: async () => {
    if (text === null) throw new DOMException("gone", "NotFoundError");
    return new File([text], name);
  } })),
});
"#;
    let lab = CollectionFile::new("Lab").with(socket("Echo", "ws://host/", &[])).text();
    let name = "Lab.pororoca_collection.json";
    page.script::<()>(LAUNCH, vec!["".into(), json!([[name, lab]])]).await;
    page.see(&heading("Lab")).await;
    page.script::<()>(LAUNCH, vec!["#url=web%2Bws%3A%2F%2Fhost%2F".into(), json!([])]).await;
    is_opened(page, "ws://host/").await;
    page.script::<()>(LAUNCH, vec!["".into(), json!([[name, null]])]).await;
    page.see(&status("The file could not be opened. Open it with Import.")).await;
} }
