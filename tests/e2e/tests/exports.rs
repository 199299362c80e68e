//! A conversation on its way out: as one file, as a ZIP, into a folder.

use std::io::{Cursor, Read};

use macareu_e2e::{
    Page, browser_test, button, has, menuitem, message, region, starts, status, textbox,
};
use serde_json::Value;
use zip::ZipArchive;

/// Makes the picker of folders answer with the browser's own private folder, where a test can look.
const PRIVATE_FOLDER: &str = "window.showDirectoryPicker = () => navigator.storage.getDirectory()";

/// The files in that folder and their bytes.
const FILES_THERE: &str = r#"
return (async () => {
  const files = [];
  const folder = await navigator.storage.getDirectory();
  for await (const [name, handle] of folder.entries()) {
    if (name.endsWith(".crswap")) continue;
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    files.push([name, [...bytes]]);
  }
  return files.sort();
})();
"#;

/// A conversation with a message of every kind that a spreadsheet or a script could stumble over.
async fn has_talked(page: &Page) {
    page.with_open_socket("/echo", &[]).await;
    page.send_quick("{\"maré\": 7.40}").await;
    page.see_count(&message("Received text"), 1).await;
    page.send_quick("=1+1,\"x\"").await;
    page.see_count(&message("Received text"), 2).await;
    page.new_client_message().await;
    page.choose("Message type", "Binary").await;
    page.choose("Typed as", "Hex").await;
    page.fill(&textbox("Content"), "00 ff 00 01").await;
    page.click(&button("Send now")).await;
    page.open(&["Lab", "Echo"]).await;
    page.see_count(&message("Received binary"), 1).await;
}

/// Chooses a format from *Export conversation…* and waits for the file.
async fn export(page: &Page, format: &str, ending: &str) -> String {
    page.click(&button("Export conversation…")).await;
    page.click(&menuitem(starts(format))).await;
    let (name, bytes) = page.downloaded().await;
    assert!(name.starts_with("ws-Echo-2") && name.ends_with(ending), "{name}");
    page.see(&status("Saved as ws-Echo-2")).await;
    String::from_utf8(bytes).expect("UTF-8")
}

/// What the test server pushes as binary: the message's number, then bytes that count.
fn pushed(number: u8) -> Vec<u8> {
    let counting = (0..=u8::MAX).cycle().take(100_000 - 8);
    [0, 0, 0, 0, 0, 0, 0, number].into_iter().chain(counting).collect()
}

browser_test! { chromium, firefox; async fn a_conversation_is_exported_as_json_lines_csv_and_har(page) {
    has_talked(page).await;

    let text = export(page, "JSON Lines", ".jsonl").await;
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(lines.len(), 7, "{text}");
    assert_eq!(lines[0]["event"], "connected");
    assert_eq!(lines[0]["url"], page.server.ws_url("/echo"));
    let messages: Vec<_> = lines[1..]
        .iter()
        .map(|it| [&it["direction"], &it["type"], &it["encoding"], &it["data"]].map(|it| it.as_str().unwrap_or_default()))
        .collect();
    let expected = [
        ["sent", "text", "utf-8", "{\"maré\": 7.40}"],
        ["received", "text", "utf-8", "{\"maré\": 7.40}"],
        ["sent", "text", "utf-8", "=1+1,\"x\""],
        ["received", "text", "utf-8", "=1+1,\"x\""],
        ["sent", "binary", "base64", "AP8AAQ=="],
        ["received", "binary", "base64", "AP8AAQ=="],
    ];
    assert_eq!(messages, expected);

    let csv = export(page, "CSV", ".csv").await;
    let rows: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(rows[0], "\u{feff}number,time,direction,type,code,size,encoding,data");
    assert!(rows[2].starts_with("1,2") && rows[2].ends_with("Z,sent,text,,15,utf-8,\"{\"\"maré\"\": 7.40}\""), "{csv}");
    assert!(rows[4].ends_with(",sent,text,,8,utf-8,\"'=1+1,\"\"x\"\"\""), "{csv}");
    assert!(rows[7].ends_with(",received,binary,,4,base64,\"AP8AAQ==\""), "{csv}");
    assert_eq!(rows[8..], [""]);

    let har = export(page, "HAR", ".har").await;
    let har: Value = serde_json::from_str(&har).expect("JSON");
    let entry = &har["log"]["entries"][0];
    assert_eq!(entry["_resourceType"], "websocket");
    assert_eq!(entry["request"]["url"], page.server.ws_url("/echo"));
    let messages = entry["_webSocketMessages"].as_array().expect("messages");
    let shown: Vec<_> = messages
        .iter()
        .map(|it| (it["type"].as_str().unwrap_or_default(), it["opcode"].as_u64().unwrap_or_default(), it["data"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(shown[0], ("send", 1, "{\"maré\": 7.40}"));
    assert_eq!(shown[5], ("receive", 2, "AP8AAQ=="));
    let seconds = messages[0]["time"].as_f64().expect("a number");
    assert!((1.7e9..4e9).contains(&seconds), "{seconds} are no seconds since 1970");
} }

browser_test! { chromium, firefox; async fn all_messages_are_saved_as_a_zip(page) {
    // Large ones are kept outside of the worker's memory.
    page.with_open_socket("/push?count=2&size=100000&kind=binary", &[]).await;
    page.see_count(&message("Received binary"), 2).await;
    page.send_quick("{\"maré\": 7.40}").await;
    page.see(&message("Received text")).await;
    page.click(&button("Save all…")).await;
    let (name, bytes) = page.downloaded().await;
    assert!(name.starts_with("ws-Echo-2"), "{name}");
    assert_eq!(name.rsplit_once('.').map(|it| it.1), Some("zip"), "{name}");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a ZIP file");
    let expected = [
        ("ws-Echo-msg1-fromServer-2", ".bin", pushed(1)),
        ("ws-Echo-msg2-fromServer-2", ".bin", pushed(2)),
        ("ws-Echo-msg3-fromClient-2", ".json", "{\"maré\": 7.40}".into()),
        ("ws-Echo-msg4-fromServer-2", ".json", "{\"maré\": 7.40}".into()),
    ];
    assert_eq!(archive.len(), expected.len());
    for (index, (beginning, ending, expected)) in expected.into_iter().enumerate() {
        let mut entry = archive.by_index(index).expect("an entry");
        let name = entry.name().expect("UTF-8").into_owned();
        assert!(name.starts_with(beginning) && name.ends_with(ending), "{name}");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("whole, with the right check sum");
        assert!(bytes == expected, "{name} has other bytes");
    }
} }

browser_test! { chromium; async fn all_messages_are_saved_into_a_folder(page) {
    has_talked(page).await;
    page.script::<()>(PRIVATE_FOLDER, Vec::new()).await;
    page.click(&button("Save all…")).await;
    page.see(&status("Saved 6 messages")).await;
    let files: Vec<(String, Vec<u8>)> = page.script(FILES_THERE, Vec::new()).await;
    let expected: [(&str, &str, &[u8]); 6] = [
        ("ws-Echo-msg1-fromClient-2", ".json", "{\"maré\": 7.40}".as_bytes()),
        ("ws-Echo-msg2-fromServer-2", ".json", "{\"maré\": 7.40}".as_bytes()),
        ("ws-Echo-msg3-fromClient-2", ".txt", b"=1+1,\"x\""),
        ("ws-Echo-msg4-fromServer-2", ".txt", b"=1+1,\"x\""),
        ("ws-Echo-msg5-fromClient-2", ".bin", &[0, 255, 0, 1]),
        ("ws-Echo-msg6-fromServer-2", ".bin", &[0, 255, 0, 1]),
    ];
    assert_eq!(files.len(), 6, "{files:?}");
    for ((name, bytes), (beginning, ending, expected)) in files.iter().zip(expected) {
        assert!(name.starts_with(beginning) && name.ends_with(ending), "{name}");
        assert_eq!(bytes, expected, "{name}");
    }
} }

browser_test! { chromium; async fn a_long_export_shows_how_far_it_is_and_can_be_cancelled(page) {
    page.with_open_socket("/push?count=20000&size=20", &[]).await;
    page.until("all the messages", async || (page.entries().await >= 20_000).then_some(())).await;
    page.script::<()>(PRIVATE_FOLDER, Vec::new()).await;
    page.click(&button("Save all…")).await;
    page.see_text("of 20,001").await;
    page.click(&button("Save all…")).await;
    page.see(&status("Another export is going on.")).await;
    page.click(&button("Cancel")).await;
    page.see(&status("The export was cancelled. Files already written stay in the folder.")).await;
    page.see_no(&button("Cancel")).await;
    // And the next one works.
    export(page, "JSON Lines", ".jsonl").await;
} }

browser_test! { chromium; async fn nothing_to_save_is_said(page) {
    page.with_socket("/echo", &[]).await;
    page.click(&button("Save all…")).await;
    page.see(&status("There are no messages to save yet.")).await;
    page.see(&region("Conversation").with_text(has("No messages yet"))).await;
} }

browser_test! { chromium; async fn a_conversation_of_events_alone_is_exported(page) {
    page.with_socket("/refuse/403", &[]).await;
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    let text = export(page, "JSON Lines", ".jsonl").await;
    let line: Value = serde_json::from_str(text.trim()).expect("one line");
    assert_eq!(line["event"], "failed");
    page.click(&button("Save all…")).await;
    page.see(&status("There are no messages to save yet.")).await;
} }
