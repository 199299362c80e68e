//! Client messages of every kind, and the quick message: what is typed is exactly what the server
//! receives.

use macareu_e2e::{
    CollectionFile, Page, Setup, browser_test, button, has, menuitem, message, of_role, region,
    socket, starts, status, textbox, treeitem,
};
use macareu_test_server::Received;

fn text(content: &str) -> Received {
    Received::Text(content.into())
}

/// Shows the page of a new client message of the connected WebSocket *Echo*.
async fn new_message(page: &Page, kind: &str) {
    page.open(&["Lab", "Echo"]).await;
    page.new_client_message().await;
    page.choose("Message type", kind).await;
}

browser_test! { chromium, firefox; async fn text_messages_are_sent_as_typed(page) {
    page.with_open_socket("/echo", &[]).await;
    new_message(page, "Text").await;
    page.choose("Syntax", "JSON").await;
    page.fill(&textbox("Content"), "{\"maré\": [1, 2.50, \"🌊\"]}").await;
    page.click(&button("Send now")).await;
    page.server_received(&[text("{\"maré\": [1, 2.50, \"🌊\"]}")]).await;
    page.choose("Syntax", "Other").await;
    page.fill(&textbox("Content"), "  olá, not JSON ").await;
    page.click(&button("Send now")).await;
    page.server_received(&[text("{\"maré\": [1, 2.50, \"🌊\"]}"), text("  olá, not JSON ")]).await;
} }

browser_test! { chromium, firefox; async fn a_chosen_message_is_sent_from_the_composer(page) {
    page.with_open_socket("/echo", &[("First", "{\"n\":1}"), ("Second", "{\"n\":2}")]).await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.server_received(&[text("{\"n\":1}")]).await;
    page.choose("Client message", "Second").await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.server_received(&[text("{\"n\":1}"), text("{\"n\":2}")]).await;
    page.see(&message("Received text").with_text(has("{\"n\":2}"))).await;
} }

browser_test! { chromium, firefox; async fn a_message_is_created_from_the_tree(page) {
    page.with_open_socket("/echo", &[]).await;
    page.right_click(&treeitem("Echo")).await;
    page.click(&menuitem(starts("New client message"))).await;
    page.see(&of_role("heading", "New client message")).await;
    let row = page.see(&treeitem("New client message")).await;
    assert_eq!(row.level, Some(3));
    page.fill(&textbox("Content"), "1").await;
    page.click(&button("Send now")).await;
    page.server_received(&[text("1")]).await;
} }

browser_test! { chromium, firefox; async fn an_empty_text_message_goes_out(page) {
    page.with_open_socket("/echo", &[]).await;
    new_message(page, "Text").await;
    page.click(&button("Send now")).await;
    page.server_received(&[text("")]).await;
    page.open(&["Lab", "Echo"]).await;
    page.see(&message("Received text, 0 B")).await;
} }

browser_test! { chromium, firefox; async fn binary_messages_arrive_byte_for_byte(page) {
    page.with_open_socket("/echo", &[]).await;
    new_message(page, "Binary").await;
    let mut expected = Vec::new();
    for (encoding, typed, bytes) in [
        ("Hex", "ca fe 00 00", vec![0xca, 0xfe, 0, 0]),
        ("Base64", "AAH/AA==", vec![0, 1, 0xff, 0]),
        ("UTF-8 text", "maré 🌊", "maré 🌊".as_bytes().to_vec()),
        ("Hex", "00", vec![0]),
    ] {
        page.choose("Typed as", encoding).await;
        page.fill(&textbox("Content"), typed).await;
        page.click(&button("Send now")).await;
        expected.push(Received::Binary(bytes));
        page.server_received(&expected).await;
    }
    page.open(&["Lab", "Echo"]).await;
    page.see(&message("Received binary, 4 B").with_text(has("ca fe 00 00"))).await;
} }

browser_test! { chromium, firefox; async fn wrong_hex_and_base64_are_shown_and_not_sent(page) {
    page.with_open_socket("/echo", &[]).await;
    new_message(page, "Binary").await;
    for (encoding, typed, said) in [
        ("Hex", "ca fx", "“x” is not a hexadecimal digit (line 1, column 5)"),
        ("Hex", "ca f", "The last byte has only one digit"),
        ("Base64", "AA!A", "“!” is not a base64 character (line 1, column 3)"),
    ] {
        page.choose("Typed as", encoding).await;
        page.fill(&textbox("Content"), typed).await;
        page.see_text(said).await;
        let send = page.see(&button("Send now")).await;
        if !send.disabled {
            page.click(&button("Send now")).await;
        }
        page.see_that(&textbox("Content"), "is marked as wrong and keeps its text", |seen| seen.invalid && seen.value == typed).await;
    }
    page.choose("Typed as", "Hex").await;
    page.fill(&textbox("Content"), "ff").await;
    page.click(&button("Send now")).await;
    // The first and only thing the server ever received: nothing wrong was sent before it.
    page.server_received(&[Received::Binary(vec![0xff])]).await;
} }

browser_test! { chromium, firefox; async fn a_close_message_carries_code_and_reason(page) {
    page.with_open_socket("/echo", &[]).await;
    new_message(page, "Close").await;
    page.fill(&textbox("Close code"), "3000").await;
    page.fill(&textbox("Close reason"), "maré cheia").await;
    page.see_text("11 of 123 bytes").await;
    page.click(&button("Send now")).await;
    page.server_received(&[Received::Close { code: Some(3000), reason: "maré cheia".into() }]).await;
    page.open(&["Lab", "Echo"]).await;
    page.see(&status("Disconnected")).await;
    page.see(&message("Sent close").with_text(has("maré cheia"))).await;
} }

browser_test! { chromium, firefox; async fn a_wrong_close_is_said_beside_the_field(page) {
    page.with_open_socket("/echo", &[]).await;
    new_message(page, "Close").await;
    for code in ["999", "1001", "2999", "5000", "x"] {
        page.fill(&textbox("Close code"), code).await;
        page.see_text("close with 1000 or a code from 3000 to 4999").await;
        page.see_that(&textbox("Close code"), "is marked as wrong", |seen| seen.invalid).await;
    }
    page.fill(&textbox("Close code"), "4999").await;
    // 124 bytes in 62 characters: bytes count, not characters.
    page.fill(&textbox("Close reason"), &"é".repeat(62)).await;
    page.see_text("The reason has 124 bytes; 123 is the most").await;
    if !page.see(&button("Send now")).await.disabled {
        page.click(&button("Send now")).await;
    }
    let fits = format!("{}a", "é".repeat(61));
    page.fill(&textbox("Close reason"), &fits).await;
    page.see_text("123 of 123 bytes").await;
    page.click(&button("Send now")).await;
    page.server_received(&[Received::Close { code: Some(4999), reason: fits }]).await;
} }

browser_test! { chromium, firefox; async fn a_quick_message_goes_by_ctrl_enter(page) {
    page.with_open_socket("/echo", &[]).await;
    page.fill(&textbox("Quick message"), "{\"quick\":true}").await;
    page.press("Control+Enter").await;
    page.server_received(&[text("{\"quick\":true}")]).await;
    page.send_quick("not JSON, sent all the same").await;
    page.server_received(&[text("{\"quick\":true}"), text("not JSON, sent all the same")]).await;
    page.see(&message("Received text").with_text(has("not JSON"))).await;
} }

browser_test! { chromium, firefox; async fn not_connected_is_a_hint_and_keeps_the_text(page) {
    page.with_socket("/echo", &[("Hello", "{}")]).await;
    page.see_text("Not connected.").await;
    page.fill(&textbox("Quick message"), "waiting").await;
    page.press("Control+Enter").await;
    page.see_that(&textbox("Quick message"), "keeps its text", |seen| seen.value == "waiting").await;
    page.connect().await;
    page.press("Control+a").await;
    page.click(&button("Send quick message")).await;
    page.server_received(&[text("waiting")]).await;
} }

/// A text whose pretty form has this many lines and two more.
fn array_of(count: usize) -> String {
    format!("[{}]", vec!["1"; count].join(","))
}

browser_test! { chromium, firefox; async fn format_is_taken_back_by_ctrl_z(page) {
    page.with_open_socket("/echo", &[("Other", "other")]).await;
    let content = textbox("Content");
    new_message(page, "Text").await;
    page.choose("Syntax", "JSON").await;
    page.click(&content).await;
    page.type_text("[1,").await;
    page.press("End").await;
    page.type_text("{\"a\":2}]").await;
    page.click(&button("Beautify JSON")).await;
    page.see_that(&content, "is laid out", |seen| seen.value == "[\n  1,\n  {\n    \"a\": 2\n  }\n]").await;
    page.see_focus(&content).await;
    page.press("Control+z").await;
    page.see_that(&content, "is as before it was laid out", |seen| seen.value == "[1,{\"a\":2}]").await;
    page.press("Control+z").await;
    page.see_that(&content, "is as before the last words", |seen| seen.value.len() < 12).await;
} }

browser_test! { chromium; async fn format_of_a_long_text_is_taken_back_whole(page) {
    let long = array_of(5_000);
    page.with_open_socket("/echo", &[("Long", &long), ("Other", "other")]).await;
    let content = textbox("Content");
    page.open(&["Lab", "Echo", "Long"]).await;
    page.click(&button("Beautify JSON")).await;
    page.see_that(&content, "is laid out", |seen| seen.value.lines().count() == 5_002).await;
    page.see_focus(&content).await;
    page.press("Control+z").await;
    page.see_that(&content, "is as before it was laid out", |seen| seen.value == long).await;
    page.press("Control+z").await;
    page.press("End").await;
    page.type_text(" ").await;
    page.see_that(&content, "only grew by what was typed", |seen| seen.value == format!("{long} ")).await;
    // What was typed into one message is not taken back in another.
    page.open(&["Lab", "Echo", "Other"]).await;
    page.click(&content).await;
    page.press("Control+z").await;
    page.press("End").await;
    page.type_text("!").await;
    page.see_that(&content, "only grew by what was typed", |seen| seen.value == "other!").await;
} }

browser_test! { chromium; async fn json_with_variables_is_laid_out_and_checked(page) {
    let lab = CollectionFile::new("Lab").with_variables(&[("Room", "3"), ("Bad", ",")]);
    let echo = socket("Echo", &page.server.ws_url("/echo"), &[("Ask", "{\"room\":{{Room}}}")]);
    page.import(&lab.with(echo)).await;
    page.open(&["Lab", "Echo", "Ask"]).await;
    page.choose("Syntax", "JSON").await;
    let content = textbox("Content");
    page.click(&button("Beautify JSON")).await;
    page.see_that(&content, "is laid out", |seen| seen.value == "{\n  \"room\": {{Room}}\n}").await;
    // What no variable has does not hide what is wrong with the JSON.
    page.fill(&content, "[1,{{Bad}},\"{{Nope}}\"]").await;
    page.see_text("No matching variable, sent as written: Nope").await;
    page.see_text("Not valid JSON once variables have their values: line 1, column 4 of what is sent.").await;
} }

/// Whether the text at the end of an element is cut.
const IS_CUT: &str =
    "const it = document.getElementById('quick-problem'); return it.scrollWidth > it.clientWidth";

browser_test! { chromium; with Setup::default().size(1440, 900); async fn a_quick_message_that_is_not_json_can_be_plain_text(page) {
    page.with_open_socket("/echo", &[]).await;
    page.fill(&textbox("Quick message"), "{\"a\":").await;
    page.see_text("Not valid JSON: line 1, column 6. It can be sent all the same.").await;
    assert!(!page.script::<bool>(IS_CUT, Vec::new()).await);
    page.click(&button("Take it as plain text")).await;
    page.see_no(&button("Take it as plain text")).await;
    page.see_focus(&textbox("Quick message")).await;
    page.press("Control+Enter").await;
    page.server_received(&[text("{\"a\":")]).await;
} }

browser_test! { chromium; async fn a_toast_does_not_cover_what_is_wrong(page) {
    let long = "A message with a name so long that its toast is wide";
    page.with_open_socket("/echo", &[(long, "1"), ("Kept", "{")]).await;
    page.open(&["Lab", "Echo", "Kept"]).await;
    page.click(&treeitem(starts("A message with"))).await;
    page.press("Delete").await;
    page.open(&["Lab", "Echo", "Kept"]).await;
    let toast = page.see(&button("Undo")).await;
    page.see_text("Not valid JSON: line 1, column 2.").await;
    let foot: f64 = page.script("return document.getElementById('content-problem').getBoundingClientRect().top", Vec::new()).await;
    assert!(toast.y + toast.height <= foot, "{toast:?} over {foot}");
} }

browser_test! { chromium; async fn a_name_is_changed_in_the_middle_of_typing(page) {
    page.with_socket("/echo", &[("Hello", "a")]).await;
    page.open(&["Lab", "Echo", "Hello"]).await;
    page.click(&textbox("Content")).await;
    page.press("End").await;
    page.rename("Renamed").await;
    page.see_focus(&textbox("Content")).await;
    page.type_text("b").await;
    page.see_that(&textbox("Content"), "goes on", |seen| seen.value == "ab").await;
} }

browser_test! { chromium; async fn a_wrong_message_in_the_composer_leads_to_its_page(page) {
    page.with_open_socket("/echo", &[]).await;
    new_message(page, "Binary").await;
    page.choose("Typed as", "Hex").await;
    page.fill(&textbox("Content"), "ca f").await;
    page.open(&["Lab", "Echo"]).await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.see_text("The last byte has only one digit").await;
    page.see_text("Nothing was sent.").await;
    page.click(&button("Open the message to correct it")).await;
    page.see_focus(&textbox("Content")).await;
    page.fill(&textbox("Content"), "ca fe").await;
    page.open(&["Lab", "Echo"]).await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.server_received(&[Received::Binary(vec![0xca, 0xfe])]).await;
} }
