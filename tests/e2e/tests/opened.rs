//! What the app is opened with: addresses with a fragment, and launches of the installed app.

use macareu_e2e::{
    CollectionFile, Page, browser_test, button, checkbox, dialog, heading, socket, status, textbox,
    treeitem,
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

/// Keeps what the app copies.
const KEEP_COPIED: &str =
    "navigator.clipboard.writeText = async (text) => { window.e2eCopied = text; };";

/// Makes a link of the collection on the screen; what stands after the app's address.
async fn copied_link(page: &Page) -> String {
    page.click(&button("Copy link")).await;
    page.see(&status("Copied")).await;
    let link: String = page.script("return window.e2eCopied", Vec::new()).await;
    let (address, fragment) = link.split_once('#').expect("a fragment");
    let here: String = page.script("return location.href", Vec::new()).await;
    assert_eq!(here, address);
    format!("#{fragment}")
}

browser_test! { chromium, firefox; async fn a_collection_travels_in_a_link(page) {
    page.script::<()>(KEEP_COPIED, Vec::new()).await;
    let url = page.server.ws_url("/echo");
    let lab = CollectionFile::new("Lab")
        .with_variables(&[("secretToken", "hunter2")])
        .with(socket("Echo", &url, &[("Hello", "hi")]));
    page.import(&lab).await;
    page.click(&button("Share as link…")).await;
    page.see(&dialog("Share Lab as a link")).await;
    let without = copied_link(page).await;
    page.click(&button("Share as link…")).await;
    page.click(&checkbox("Include collection secret variables")).await;
    let with = copied_link(page).await;
    assert_ne!(with, without);

    page.click(&treeitem("Lab")).await;
    page.press("Delete").await;
    page.see_no(&treeitem("Lab")).await;
    follow(page, &without).await;
    let question = dialog("Import Lab?");
    page.see(&question).await;
    page.see_text("WebSockets: 1 · Client messages: 1 · Environments: 0").await;
    page.see_text(url.strip_suffix("/echo").expect("a path")).await;
    page.until_script("an address without a fragment", "return location.hash === ''").await;
    page.press("Escape").await;
    page.see_no(&question).await;
    page.see_no(&treeitem("Lab")).await;

    page.open_blank().await;
    page.load(&without).await;
    page.click(&button("Import").within(question.clone())).await;
    page.see(&heading("Lab")).await;
    page.see(&treeitem("Echo")).await;
    follow(page, &with).await;
    page.see_text("It holds passwords, tokens or values of secret variables.").await;
    page.click(&button("Import").within(question)).await;
    page.see(&dialog("Lab is here already")).await;
    page.click(&button("Keep both")).await;
    page.see_count(&treeitem("Lab"), 2).await;
    assert!(page.sockets().is_empty(), "nothing connects by itself");
} }

browser_test! { chromium; async fn a_link_that_cannot_be_read_says_why(page) {
    for (link, said) in [
        ("#c=1.abc", "It is cut off or damaged."),
        ("#c=2.abc", "Another version of the app made it."),
    ] {
        follow(page, link).await;
        page.see(&dialog("The link cannot be opened")).await;
        page.see_text(said).await;
        page.press("Escape").await;
        page.see_no(&dialog("The link cannot be opened")).await;
    }
} }

browser_test! { chromium; async fn a_long_link_is_said_to_be_long(page) {
    // Nothing that packs.
    let mut state = 1_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        char::from(b'0' + u8::try_from(state % 64).expect("6 bits"))
    };
    let noise: String = (0..4_000).map(|_| next()).collect();
    let lab = CollectionFile::new("Lab").with(socket("Echo", "ws://host/", &[("Noise", &noise)]));
    page.import(&lab).await;
    page.click(&button("Share as link…")).await;
    page.see_text("Many chats cut links this long; export a file for those.").await;
} }
