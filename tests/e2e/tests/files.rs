//! Collections as files: out as they came in, and files that are no collections.

use macareu_e2e::{
    Page, any, browser_test, button, checkbox, heading, menuitem, of_role, starts, treeitem,
};
use serde_json::json;

const SAMPLE: &str = include_str!("../../fixtures/sample.pororoca_collection.json");
const SAMPLE_NAME: &str = "Sample WebSockets";
const FILE: &str = "Sample WebSockets.pororoca_collection.json";

/// The file's lines without the collection's id, which is new after an import.
fn lines_but_id(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.trim_end().split('\n').collect();
    assert!(lines[2].starts_with("  \"id\": \""), "the third line is the id: {}", lines[2]);
    lines.remove(2);
    lines
}

async fn is_exported_whole(page: &Page) {
    let (name, bytes) = page.downloaded().await;
    assert_eq!(name, FILE);
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(lines_but_id(&text), lines_but_id(SAMPLE));
}

/// Includes everything there is a choice about.
async fn export_with_secrets(page: &Page) {
    page.see(&of_role("dialog", any())).await;
    for choice in page.look(&checkbox(any())).await {
        if choice.checked == Some(false) && !choice.disabled {
            page.click(&checkbox(choice.name.as_str())).await;
        }
    }
    page.click(&button("Export")).await;
}

/// The page answers: a collection can be created.
async fn still_works(page: &Page) {
    page.new_collection("Still works").await;
    page.press("Delete").await;
    page.see_no(&treeitem("Still works")).await;
}

browser_test! { chromium, firefox; async fn an_imported_file_comes_out_as_it_went_in(page) {
    page.click(&button("Import")).await;
    page.choose_file(FILE, SAMPLE.as_bytes()).await;
    page.see(&heading(SAMPLE_NAME)).await;
    page.open(&[SAMPLE_NAME, "Chat", "Chat room", "Greeting (text, JSON)"]).await;
    page.open(&[SAMPLE_NAME]).await;
    page.click(&button("Export…")).await;
    export_with_secrets(page).await;
    is_exported_whole(page).await;
    page.reload().await;
    page.right_click(&treeitem(SAMPLE_NAME)).await;
    page.click(&menuitem(starts("Export…"))).await;
    export_with_secrets(page).await;
    is_exported_whole(page).await;
} }

browser_test! { chromium, firefox; async fn a_file_dropped_on_the_window_is_imported(page) {
    page.drop_file(FILE, SAMPLE).await;
    page.see(&heading(SAMPLE_NAME)).await;
    page.drop_file(FILE, &format!("\u{feff}{SAMPLE}")).await;
    page.click(&button("Keep both")).await;
    page.see_count(&treeitem(SAMPLE_NAME), 2).await;
} }

browser_test! { chromium, firefox; async fn an_edited_file_changes_nowhere_else(page) {
    page.drop_file(FILE, SAMPLE).await;
    page.open(&[SAMPLE_NAME, "Bare echo (no auth)"]).await;
    page.rename("Bare echo").await;
    page.open(&[SAMPLE_NAME]).await;
    page.click(&button("Export…")).await;
    export_with_secrets(page).await;
    let (_, bytes) = page.downloaded().await;
    let text = String::from_utf8(bytes).expect("UTF-8");
    let expected = SAMPLE.replace("Bare echo (no auth)", "Bare echo");
    assert_eq!(lines_but_id(&text), lines_but_id(&expected));
} }

browser_test! { chromium, firefox; async fn files_that_are_no_collections_are_explained(page) {
    let truncated = &SAMPLE[..SAMPLE.len() / 2];
    let postman = r#"{"info":{"name":"P","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[]}"#;
    for (name, text, said) in [
        ("notes.json", "hello", "It is not valid JSON: line 1, column 1"),
        ("half.json", truncated, "The file ends too early"),
        ("empty.json", "", "Could not import empty.json"),
        ("list.json", "[1, 2]", "It is JSON, but not a Pororoca collection"),
        ("postman.json", postman, "It is a Postman collection"),
    ] {
        page.drop_file(name, text).await;
        page.see_text(&format!("Could not import {name}")).await;
        page.see_text(said).await;
    }
    still_works(page).await;
    page.see_no(&treeitem(any())).await;
} }

browser_test! { chromium, firefox; async fn folders_nested_ten_thousand_deep_do_no_harm(page) {
    let deep = format!(
        r#"{{"schema":"Pororoca/1","id":"a","name":"Deep","createdAt":"2026-11-22T09:30:00-03:00","variables":[],"environments":[],"folders":[{}{}],"requests":[]}}"#,
        r#"{"name":"f","requests":[],"folders":["#.repeat(10_000),
        "]}".repeat(10_000)
    );
    page.drop_file("deep.json", &deep).await;
    page.until("the import or its refusal", async || {
        let text = page.visible_text().await;
        (text.contains("nested too deeply") || text.contains("Imported “Deep”")).then_some(())
    })
    .await;
    still_works(page).await;
} }

browser_test! { chromium, firefox; async fn fifty_megabytes_do_not_freeze_the_page(page) {
    let mut file = SAMPLE.replacen(
        "\"rawContent\": \"hello\"",
        &format!("\"rawContent\": \"{}\"", "0123456789".repeat(5_000_000)),
        1,
    );
    file.push('\n');
    page.click(&button("Import")).await;
    page.choose_file("large.json", file.as_bytes()).await;
    // More than a browser keeps: refused with a reason, and read at once or never.
    page.until_within(60, "the refusal", async || {
        page.visible_text().await.contains("Could not import large.json. The file is larger than").then_some(())
    })
    .await;
    still_works(page).await;
} }

/// A dialog for saving whose file cannot be written.
const FAILING_PICKER: &str = r#"
const [error] = arguments;
window.showSaveFilePicker = async () => Object.create(FileSystemFileHandle.prototype, {
  createWritable: { value: async () => { throw new DOMException("told by the test", error); } },
});
"#;

browser_test! { chromium; async fn a_file_that_cannot_be_saved_says_why(page) {
    page.drop_file(FILE, SAMPLE).await;
    page.see(&heading(SAMPLE_NAME)).await;
    for (error, said) in [
        ("QuotaExceededError", "There is no room for it. Free some space"),
        ("NoModificationAllowedError", "Writing there was not allowed."),
        ("NotReadableError", "The browser could not write the file."),
    ] {
        page.script::<()>(FAILING_PICKER, vec![json!(error)]).await;
        page.click(&button("Export…")).await;
        page.click(&button("Export")).await;
        page.see_text(&format!("Could not save {FILE}. {said}")).await;
        page.click(&button("Dismiss")).await;
        page.see_no(&button("Dismiss")).await;
    }
} }
