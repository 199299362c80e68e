//! One message in detail: laid out, as a tree, as a picture; sent again, made a client message.

use macareu_e2e::{
    Page, Query, any, browser_test, button, combobox, has, heading, message, of_role, region,
    status, tab, textbox, treeitem,
};
use macareu_test_server::Received;

/// One pixel.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const TIDE: &str = r#"{"tide":{"level_m":7.40,"at":"14:32"},"items":[1,{},[2],"n\u00e3o"],"it's":1e400,"tide":true}"#;

/// In the message panel.
fn here(query: Query) -> Query {
    query.within(region("Message"))
}

/// Sends a text message over an echo and shows it as it came back.
async fn shows(page: &Page, text: &str) {
    page.with_open_socket("/echo", &[("It", text)]).await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.click(&message("Received text")).await;
    page.see(&here(tab("Pretty"))).await;
}

/// Sends typed base64 as a binary message over an echo and shows it as it came back.
async fn shows_bytes(page: &Page, base64: &str) {
    page.with_open_socket("/echo", &[]).await;
    page.new_client_message().await;
    page.choose("Message type", "Binary").await;
    page.choose("Typed as", "Base64").await;
    page.fill(&textbox("Content"), base64).await;
    page.click(&button("Send now")).await;
    page.open(&["Lab", "Echo"]).await;
    page.click(&message("Received binary")).await;
    page.see(&here(tab("Hex"))).await;
}

browser_test! { chromium; async fn xml_is_laid_out(page) {
    shows(page, "<?xml version=\"1.0\"?><tide unit='m'><level>7.40</level><at/></tide>").await;
    page.see(&here(tab("Pretty").selected())).await;
    let shown: String = page
        .script("return document.querySelector('#message-body').innerText", Vec::new())
        .await;
    assert!(shown.contains("<tide unit='m'>\n  <level>7.40</level>\n  <at/>\n</tide>"), "{shown}");
    page.see(&region("Message").with_text(has("well-formed XML"))).await;
    page.click(&here(tab("Tree"))).await;
    page.see(&region("Message").with_text(has("XML has no tree here"))).await;
} }

browser_test! { chromium; async fn malformed_xml_is_shown_as_it_came(page) {
    shows(page, "<tide>\n<level>7.40</tide>").await;
    page.see(&here(tab("Raw").selected())).await;
    page.click(&here(tab("Pretty"))).await;
    page.see(&region("Message").with_text(has("Not well-formed XML (line 2, column 12): shown as it came."))).await;
    page.see(&region("Message").with_text(has("<level>7.40</tide>"))).await;
} }

browser_test! { chromium; async fn a_tree_folds_and_gives_paths_and_values(page) {
    shows(page, TIDE).await;
    page.click(&here(tab("Tree"))).await;
    let root = here(treeitem("{4}"));
    page.see_that(&root, "is unfolded", |seen| seen.expanded == Some(true) && seen.level == Some(1)).await;
    page.see_count(&here(treeitem(any())), 5).await;
    let tide = page.see(&here(treeitem("tide: {2}"))).await;
    assert_eq!((tide.level, tide.position, tide.set_size, tide.expanded), (Some(2), Some(1), Some(4), Some(false)));
    page.see(&here(treeitem("it's: 1e400"))).await;
    page.click(&here(treeitem("tide: {2}"))).await;
    page.press("ArrowRight").await;
    page.press("ArrowRight").await;
    page.see(&here(treeitem("level_m: 7.40").selected())).await;
    page.click(&here(button("Copy path"))).await;
    page.see(&status("Copied")).await;
    assert_eq!(page.paste_into(&textbox("Quick message")).await, "$.tide.level_m");
    page.click(&here(treeitem("level_m: 7.40"))).await;
    page.press("ArrowLeft").await;
    page.see(&here(treeitem("tide: {2}").selected())).await;
    page.press("ArrowLeft").await;
    page.see_no(&here(treeitem("level_m: 7.40"))).await;
    page.double_click(&here(treeitem("items: [4]"))).await;
    page.click(&here(treeitem("2: [1]"))).await;
    page.press("Enter").await;
    page.press("ArrowDown").await;
    page.see(&region("Message").with_text(has("$.items[2][0]"))).await;
    page.press("End").await;
    page.press("Home").await;
    page.see(&root.selected()).await;
    page.click(&here(treeitem("3: \"n\\u00e3o\""))).await;
    page.click(&here(button("Copy value"))).await;
    page.see(&status("Copied")).await;
    assert_eq!(page.paste_into(&textbox("Quick message")).await, "não");
    // By the key too: the value of the row that has the cursor.
    page.fill(&textbox("Quick message"), "").await;
    page.click(&here(treeitem("0: 1"))).await;
    page.press("Control+c").await;
    page.see(&status("Copied")).await;
    assert_eq!(page.paste_into(&textbox("Quick message")).await, "1");
} }

browser_test! { chromium; async fn a_long_message_is_laid_out_when_asked(page) {
    let items = r#"{"level_m":7.40,"at":"14:32"},"#.repeat(60_000);
    shows(page, &format!("[{items}null]")).await;
    page.see(&here(tab("Raw").selected())).await;
    page.click(&here(tab("Pretty"))).await;
    page.see(&region("Message").with_text(has("This message has 1.8 MB."))).await;
    page.click(&here(button("Save as…")).nth(1)).await;
    let (name, bytes) = page.downloaded().await;
    assert_eq!(name.rsplit_once('.').map(|it| it.1), Some("json"), "{name}");
    assert_eq!(bytes.len(), items.len() + 6);
    page.click(&here(button("Show anyway"))).await;
    page.see(&region("Message").with_text(has("\"level_m\": 7.40,"))).await;
    page.click(&here(tab("Tree"))).await;
    page.see_that(&here(treeitem("[60001]")), "is unfolded", |seen| seen.expanded == Some(true)).await;
    let rows = page.look(&here(treeitem(any()))).await.len();
    assert!(rows < 200, "{rows} rows are in the page");
    page.click(&here(treeitem("[60001]"))).await;
    page.press("End").await;
    page.see(&here(treeitem("59,001 more items").selected())).await;
    page.press("Enter").await;
    page.see(&here(treeitem("1000: {2}").selected())).await;
    page.press("ArrowUp").await;
    page.see(&here(treeitem("999: {2}").selected())).await;
    // Another message is not laid out for that.
    page.click(&message("Sent text")).await;
    page.see(&here(button("Show anyway"))).await;
} }

browser_test! { chromium; async fn a_picture_is_shown_and_its_address_given_back(page) {
    shows_bytes(page, PNG).await;
    page.see(&here(tab("Image").selected())).await;
    page.see(&here(of_role("img", "PNG image"))).await;
    page.see(&region("Message").with_text(has("1 × 1 pixels, PNG"))).await;
    let address: String = page.script("return document.querySelector('figure img').src", Vec::new()).await;
    assert!(address.starts_with("blob:"), "{address}");
    page.click(&here(tab("Hex"))).await;
    page.see(&region("Message").with_text(has("89 50 4e 47"))).await;
    page.until_script(
        "that the picture's address is given back",
        &format!(
            "return new Promise((done) => {{
               const picture = new Image();
               picture.onload = () => done(false);
               picture.onerror = () => done(true);
               picture.src = '{address}';
             }});"
        ),
    )
    .await;
    page.click(&here(button("Save as…"))).await;
    let (name, _) = page.downloaded().await;
    assert_eq!(name.rsplit_once('.').map(|it| it.1), Some("png"), "{name}");
} }

browser_test! { chromium; async fn a_damaged_picture_says_so_and_svg_is_never_one(page) {
    // The first bytes of a PNG and no more.
    shows_bytes(page, "iVBORw0KGgoAAAAN").await;
    page.see(&region("Message").with_text(has("The browser cannot show this image"))).await;
    page.send_quick("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect/></svg>").await;
    page.click(&message("Received text")).await;
    page.see(&region("Message").with_text(has("<rect/>"))).await;
    page.see_no(&here(tab("Image"))).await;
    page.see_no(&here(of_role("img", any()))).await;
} }

browser_test! { chromium; async fn a_message_is_sent_again_byte_for_byte(page) {
    shows_bytes(page, "AP8AAQ==").await;
    page.click(&here(button("Resend"))).await;
    let bytes = Received::Binary(vec![0, 255, 0, 1]);
    page.server_received(&[bytes.clone(), bytes]).await;
    page.send_quick("olá\n{1.10}").await;
    page.click(&message("Received text")).await;
    page.see(&region("Message").with_text(has("{1.10}"))).await;
    page.click(&here(button("Resend"))).await;
    page.see_count(&message("Received text"), 2).await;
    page.disconnect().await;
    page.click(&here(button("Resend"))).await;
    page.see(&status("Not connected.")).await;
} }

browser_test! { chromium; async fn a_message_becomes_a_client_message(page) {
    shows_bytes(page, "AP8AAQ==").await;
    page.click(&here(button("New client message from this"))).await;
    page.see(&heading("Message 2, received")).await;
    page.see(&treeitem("Message 2, received").selected()).await;
    page.see_that(&textbox("Content"), "holds the bytes", |seen| seen.value == "00 ff 00 01").await;
    page.click(&button("Send now")).await;
    let bytes = Received::Binary(vec![0, 255, 0, 1]);
    page.server_received(&[bytes.clone(), bytes]).await;
    page.open(&["Lab", "Echo"]).await;
    page.see_that(&combobox("Client message"), "is the new one", |seen| seen.value.contains("Message 2, received")).await;
    page.send_quick("{\"a\": 1.10}").await;
    page.click(&message("Sent text")).await;
    page.see(&region("Message").with_text(has("1.10"))).await;
    page.click(&here(button("New client message from this"))).await;
    page.see(&heading("Message 5, sent")).await;
    page.see_that(&textbox("Content"), "holds the text", |seen| seen.value == "{\"a\": 1.10}").await;
} }
