//! The list of messages, one message in detail, and its way out to clipboard and file.

use macareu_e2e::{
    Page, any, browser_test, button, has, listbox, message, option, region, starts, status, tab,
    textbox,
};

const TIDE: &str = r#"{"tide":{"level_m":7.40,"at":"14:32"},"big":12345678901234567890}"#;

/// Text of the message panel as it stands, line breaks kept.
async fn detail(page: &Page) -> String {
    page.see(&region("Message")).await.text
}

browser_test! { chromium, firefox; async fn both_directions_appear_live(page) {
    page.with_open_socket("/echo", &[]).await;
    page.send_quick(TIDE).await;
    page.see(&message("Sent text").with_text(has("level_m"))).await;
    let received = page.see(&message("Received text").with_text(has("level_m"))).await;
    assert_eq!(received.position, received.set_size, "the newest is the last");
    page.send_quick("\"second\"").await;
    page.see_count(&message("Received text"), 2).await;
    page.see_count(&message("Sent text"), 2).await;
} }

browser_test! { chromium, firefox; async fn a_message_is_chosen_by_click_and_arrows(page) {
    page.with_open_socket("/echo", &[]).await;
    page.send_quick("\"alpha\"").await;
    page.see(&message("Received text")).await;
    page.send_quick("\"beta\"").await;
    page.see_count(&message("Received text"), 2).await;
    page.click(&message("Received text").with_text(has("alpha"))).await;
    page.see(&region("Message").with_text(has("alpha"))).await;
    page.see(&message("Received text").with_text(has("alpha")).selected()).await;
    page.press("ArrowDown").await;
    page.see(&message("Sent text").with_text(has("beta")).selected()).await;
    page.see(&region("Message").with_text(has("beta"))).await;
    page.press("ArrowUp").await;
    page.press("ArrowUp").await;
    page.see(&message("Sent text").with_text(has("alpha")).selected()).await;
    page.press("End").await;
    page.see(&message("Received text").with_text(has("beta")).selected()).await;
} }

browser_test! { chromium, firefox; async fn a_message_is_shown_pretty_raw_and_hex(page) {
    page.with_open_socket("/echo", &[]).await;
    page.send_quick(TIDE).await;
    page.click(&message("Received text")).await;
    page.see(&tab("Pretty").selected()).await;
    // Key order and the spelling of numbers stay.
    page.see(&region("Message").with_text(has("\"level_m\": 7.40,"))).await;
    page.see(&region("Message").with_text(has("12345678901234567890"))).await;
    page.click(&tab("Raw")).await;
    page.see(&region("Message").with_text(has(TIDE))).await;
    page.click(&tab("Hex")).await;
    page.see(&region("Message").with_text(has("7b 22 74 69 64 65 22"))).await;
    let shown = detail(page).await;
    assert!(shown.contains("65 B"), "the size is shown: {shown}");
    assert!(shown.split(' ').any(is_time_with_milliseconds), "the time is shown to the millisecond: {shown}");
} }

fn is_time_with_milliseconds(word: &str) -> bool {
    let digits = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    let word = word.trim_end_matches(',');
    word.len() == 12
        && word.split([':', '.']).map(str::len).eq([2, 2, 2, 3])
        && word.split([':', '.']).all(digits)
}

browser_test! { chromium, firefox; async fn a_copied_message_can_be_pasted(page) {
    page.with_open_socket("/echo", &[]).await;
    page.send_quick("\"maré 🌊\"").await;
    page.click(&message("Received text")).await;
    page.see(&region("Message").with_text(has("maré"))).await;
    page.click(&button("Copy").within(region("Message"))).await;
    page.see_text("Copied").await;
    page.fill(&textbox("Quick message"), "").await;
    let pasted = page.paste_into(&textbox("Quick message")).await;
    assert_eq!(pasted, "\"maré 🌊\"");
} }

/// `ws-Echo-msg2-fromServer-20261123-093000.json` and the like.
fn is_file_name(name: &str, beginning: &str, extension: &str) -> bool {
    let Some(rest) = name.strip_prefix(beginning) else { return false };
    let Some(stamp) = rest.strip_suffix(extension) else { return false };
    let shape: String =
        stamp.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    shape == "00000000-000000"
}

browser_test! { chromium, firefox; async fn a_saved_message_has_its_exact_bytes(page) {
    page.with_open_socket("/echo", &[]).await;
    page.send_quick(TIDE).await;
    page.click(&message("Received text")).await;
    page.click(&button("Save as…").within(region("Message"))).await;
    let (name, bytes) = page.downloaded().await;
    assert!(is_file_name(&name, "ws-Echo-msg2-fromServer-", ".json"), "{name}");
    assert_eq!(bytes, TIDE.as_bytes());
    page.click(&message("Sent text")).await;
    page.press("F9").await;
    let (name, bytes) = page.downloaded().await;
    assert!(is_file_name(&name, "ws-Echo-msg1-fromClient-", ".json"), "{name}");
    assert_eq!(bytes, TIDE.as_bytes());
    page.send_quick("not JSON").await;
    page.click(&message("Received text").with_text(has("not JSON"))).await;
    page.see(&region("Message").with_text(has("not JSON"))).await;
    page.click(&button("Save as…").within(region("Message"))).await;
    let (name, bytes) = page.downloaded().await;
    assert!(is_file_name(&name, "ws-Echo-msg4-fromServer-", ".txt"), "{name}");
    assert_eq!(bytes, b"not JSON");
} }

browser_test! { chromium, firefox; async fn a_saved_binary_message_keeps_its_zeros(page) {
    page.with_open_socket("/push?count=1&size=16&kind=binary", &[]).await;
    page.click(&message("Received binary, 16 B")).await;
    page.see(&tab("Hex").selected()).await;
    page.click(&button("Save as…").within(region("Message"))).await;
    let (name, bytes) = page.downloaded().await;
    assert!(is_file_name(&name, "ws-Echo-msg1-fromServer-", ".bin"), "{name}");
    assert_eq!(bytes, [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 2, 3, 4, 5, 6, 7]);
} }

browser_test! { chromium, firefox; async fn a_close_of_the_server_is_shown_with_code_and_reason(page) {
    page.with_socket("/close?code=4001&reason=tide%20out", &[]).await;
    page.click(&button("Connect")).await;
    page.see(&option(has("Closed by the server: 4001 “tide out”")).within(listbox("Messages"))).await;
    page.see(&status("Disconnected")).await;
    page.see(&region("Connection").with_text(has("4001"))).await;
    page.see(&region("Connection").with_text(has("tide out"))).await;
} }

browser_test! { chromium, firefox; async fn a_hundred_thousand_messages_stay_light(page) {
    page.with_open_socket("/push?count=100000&size=100", &[]).await;
    page.until_within(60, "all the messages", async || (page.entries().await >= 100_000).then_some(())).await;
    let rows = page.rows().await;
    assert!(rows.len() < 200, "{} rows are rendered", rows.len());
    page.see(&message("Received text").with_text(has("0000100000"))).await;
    page.click(&message("Received text").with_text(has("0000100000"))).await;
    page.press("Home").await;
    page.see(&message("Received text").with_text(has("0000000001"))).await;
    page.see_that(&option(any()).within(listbox("Messages")), "is the first", |seen| seen.position == Some(1)).await;
    let total = page.entries().await;
    page.press("End").await;
    page.see_that(&option(any()).within(listbox("Messages")), "is the last", |seen| seen.position == Some(total)).await;
    page.see(&message("Received text").with_text(has("0000100000"))).await;
    let rows = page.rows().await;
    assert!(rows.len() < 200, "{} rows are rendered", rows.len());
    assert!(rows.iter().all(|row| row.set_size == Some(total)));
} }

browser_test! { chromium, firefox; async fn following_pauses_while_one_reads_back(page) {
    page.with_open_socket("/push?count=100000&size=40&rate=100", &[]).await;
    page.until("more messages than fit", async || (page.entries().await > 100).then_some(())).await;
    page.see_that(&button("Follow"), "is on", |seen| seen.pressed == Some(true)).await;
    page.click(&message("Received text").last()).await;
    page.press("Home").await;
    page.see_that(&button("Follow"), "is off", |seen| seen.pressed == Some(false)).await;
    let first = page.see(&message("Received text").with_text(has("0000000001"))).await;
    let seen_at = page.entries().await;
    page.until("many more messages", async || (page.entries().await > seen_at + 100).then_some(())).await;
    let still = page.see(&message("Received text").with_text(has("0000000001"))).await;
    assert!((first.y - still.y).abs() < 1.0, "the list moved under the reader from {} to {}", first.y, still.y);
    page.see(&button(has("new messages"))).await;
    page.click(&button(has("new messages"))).await;
    page.see_that(&button("Follow"), "is on again", |seen| seen.pressed == Some(true)).await;
    page.until("the newest messages", async || {
        let rows = page.rows().await;
        rows.last().filter(|row| row.position == row.set_size).map(|_| ())
    })
    .await;
} }

browser_test! { chromium, firefox; async fn clear_empties_the_list_and_keeps_the_connection(page) {
    page.with_open_socket("/echo", &[]).await;
    page.send_quick("\"before\"").await;
    page.see(&message("Received text")).await;
    page.click(&button("Clear")).await;
    page.see_no(&option(starts("Received"))).await;
    page.send_quick("\"after\"").await;
    page.see(&message("Received text").with_text(has("after"))).await;
} }
