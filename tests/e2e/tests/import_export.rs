//! Collections and environments as files: several at once, the same again, secrets by choice, and
//! other ways out.

use macareu_e2e::{
    CollectionFile, Page, any, browser_test, button, checkbox, dialog, has, heading, menuitem,
    of_role, socket, starts, status, textbox, treeitem,
};
use serde_json::{Value, json};

const SAMPLE: &str = include_str!("../../fixtures/sample.pororoca_collection.json");
const SAMPLE_NAME: &str = "Sample WebSockets";
const FILE: &str = "Sample WebSockets.pororoca_collection.json";
const ENVIRONMENT: &str = include_str!("../../fixtures/sample.pororoca_environment.json");
const ENVIRONMENT_FILE: &str = "Local.pororoca_environment.json";

async fn exported(page: &Page) -> (String, String) {
    let (name, bytes) = page.downloaded().await;
    (name, String::from_utf8(bytes).expect("UTF-8"))
}

/// The sample with secrets in the collection and in both environments; these values.
fn with_secrets(collection: &str, local: &str, staging: &str) -> String {
    let mut file: Value = serde_json::from_str(SAMPLE).expect("JSON");
    file["variables"][0]["isSecret"] = json!(true);
    file["variables"][0]["value"] = json!(collection);
    file["environments"][0]["variables"][1]["value"] = json!(local);
    file["environments"][1]["variables"][1]["value"] = json!(staging);
    format!("{file:#}\n")
}

browser_test! { chromium, firefox; async fn secrets_leave_only_when_asked_for(page) {
    page.drop_file(FILE, &with_secrets("one", "two", "three")).await;
    page.see(&heading(SAMPLE_NAME)).await;
    page.click(&button("Export…")).await;
    page.see(&dialog(format!("Export {SAMPLE_NAME}").as_str())).await;
    page.click(&button("Export")).await;
    let (name, text) = exported(page).await;
    assert_eq!((name.as_str(), text), (FILE, with_secrets("", "", "")));
    page.see_no(&dialog(any())).await;
    page.click(&button("Export…")).await;
    page.click(&checkbox("With secrets of Staging")).await;
    page.click(&button("Export")).await;
    assert_eq!(exported(page).await.1, with_secrets("", "", "three"));
    page.click(&button("Export…")).await;
    for choice in ["Include collection secret variables", "With secrets of Local", "With secrets of Staging"] {
        page.click(&checkbox(choice)).await;
    }
    page.click(&button("Export")).await;
    // Byte for byte as it was imported.
    assert_eq!(exported(page).await.1, with_secrets("one", "two", "three"));
} }

browser_test! { chromium; async fn environments_stay_out_or_go_alone(page) {
    page.drop_file(FILE, SAMPLE).await;
    page.see(&heading(SAMPLE_NAME)).await;
    page.click(&button("Export…")).await;
    page.click(&checkbox("Include Local")).await;
    page.see_that(&checkbox("With secrets of Local"), "has no meaning now", |seen| seen.disabled).await;
    page.click(&button("Export")).await;
    let left: Value = serde_json::from_str(&exported(page).await.1).expect("JSON");
    let names: Vec<&str> = left["environments"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| it["name"].as_str())
        .collect();
    assert_eq!(names, ["Staging"]);
    page.click(&button("Export…")).await;
    page.click(&button("Export Local alone")).await;
    let (name, text) = exported(page).await;
    assert_eq!(name, ENVIRONMENT_FILE);
    let (alone, file): (Value, Value) =
        (serde_json::from_str(&text).expect("JSON"), serde_json::from_str(SAMPLE).expect("JSON"));
    assert_eq!(alone, file["environments"][0]);
} }

browser_test! { chromium, firefox; async fn the_same_file_again_asks(page) {
    page.drop_file(FILE, SAMPLE).await;
    page.open(&[SAMPLE_NAME, "Bare echo (no auth)"]).await;
    page.rename("Mine").await;
    let question = dialog(format!("{SAMPLE_NAME} is here already").as_str());

    page.drop_file(FILE, SAMPLE).await;
    page.see(&question).await;
    page.press("Escape").await;
    page.see_no(&question).await;
    page.see(&treeitem("Mine")).await;
    page.see_count(&treeitem(SAMPLE_NAME), 1).await;

    page.drop_file(FILE, SAMPLE).await;
    page.click(&button("Keep both")).await;
    page.see_count(&treeitem(SAMPLE_NAME), 2).await;
    page.click(&treeitem(SAMPLE_NAME).last()).await;
    page.press("Delete").await;
    page.see_count(&treeitem(SAMPLE_NAME), 1).await;

    page.drop_file(FILE, SAMPLE).await;
    page.click(&button("Replace")).await;
    page.see_no(&treeitem("Mine")).await;
    page.see(&treeitem("Bare echo (no auth)")).await;
    page.see_count(&treeitem(SAMPLE_NAME), 1).await;
    page.click(&button("Undo")).await;
    page.see(&treeitem("Mine")).await;
    page.see_no(&treeitem("Bare echo (no auth)")).await;
} }

/// Drops several files at once.
const DROP_ALL: &str = r#"
const transfer = new DataTransfer();
for (const [name, text] of arguments[0]) transfer.items.add(new File([text], name, { type: "application/json" }));
for (const kind of ["dragenter", "dragover", "drop"]) {
  document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, composed: true, dataTransfer: transfer }));
}
return true;
"#;

browser_test! { chromium; async fn several_files_at_once_are_answered_together(page) {
    let other = CollectionFile::new("Other").with(socket("Echo", "ws://host/", &[])).text();
    let files = json!([[FILE, SAMPLE], ["other.pororoca_collection.json", other], ["notes.json", "{}"]]);
    page.script::<bool>(DROP_ALL, vec![files.clone()]).await;
    page.see_text("Could not import notes.json. It is JSON, but not a Pororoca collection").await;
    page.see_count(&treeitem(SAMPLE_NAME), 1).await;
    page.see_count(&treeitem("Other"), 1).await;
    page.script::<bool>(DROP_ALL, vec![files]).await;
    page.click(&checkbox("Do the same for all that follow")).await;
    page.click(&button("Keep both")).await;
    page.see_count(&treeitem(SAMPLE_NAME), 2).await;
    page.see_count(&treeitem("Other"), 2).await;
    page.see_no(&dialog(any())).await;
} }

browser_test! { chromium; async fn an_environment_goes_where_it_belongs(page) {
    page.drop_file(ENVIRONMENT_FILE, ENVIRONMENT).await;
    page.see_text("It is an environment, which belongs into a collection.").await;
    page.import(&CollectionFile::new("First").with(socket("A", "ws://host/", &[]))).await;
    page.drop_file(ENVIRONMENT_FILE, ENVIRONMENT).await;
    page.see(&status("Imported “Local” into “First”")).await;
    // The same environment again.
    page.drop_file(ENVIRONMENT_FILE, ENVIRONMENT).await;
    page.see(&dialog("Local is here already")).await;
    page.click(&button("Replace")).await;
    page.see(&status("Replaced “Local”")).await;
    page.open(&["First"]).await;
    page.click(&button("Export…")).await;
    page.see_count(&button("Export Local alone"), 1).await;
    page.press("Escape").await;
    page.see_no(&dialog(any())).await;

    // With two collections and none on the screen it asks where.
    let second = CollectionFile::new("Second").text();
    page.drop_file("second.pororoca_collection.json", &second).await;
    page.see(&heading("Second")).await;
    page.click(&button("Import environment…")).await;
    page.choose_file(ENVIRONMENT_FILE, ENVIRONMENT.as_bytes()).await;
    page.see(&status("Imported “Local” into “Second”")).await;
} }

browser_test! { chromium; async fn menus_import_and_export_environments(page) {
    page.import(&CollectionFile::new("Third")).await;
    page.right_click(&treeitem("Environments")).await;
    page.click(&menuitem("Import environment…")).await;
    page.choose_file(ENVIRONMENT_FILE, ENVIRONMENT.as_bytes()).await;
    page.see(&status("Imported “Local” into “Third”")).await;
    page.open(&["Third", "Environments", "Local"]).await;
    page.right_click(&treeitem("Local")).await;
    page.click(&menuitem(starts("Export…"))).await;
    assert_eq!(page.downloaded().await.0, ENVIRONMENT_FILE);
    page.click(&button("Export…")).await;
    assert_eq!(page.downloaded().await.0, ENVIRONMENT_FILE);
} }

browser_test! { chromium; async fn a_collection_is_copied_as_json(page) {
    let file = CollectionFile::new("Lab").with(socket("Echo", "ws://host/", &[("Hello", "{}")]));
    page.import(&file).await;
    page.see_no(&button("Share")).await;
    page.click(&button("Copy as JSON")).await;
    page.see(&status("Copied")).await;
    page.open(&["Lab", "Echo", "Hello"]).await;
    let pasted = page.paste_into(&textbox("Content")).await;
    assert_eq!(pasted, file.text());
} }

/// A system that takes text files, as Chromium does where it can share at all.
const SHARE: &str = r#"
window.e2eShared = null;
Navigator.prototype.canShare = ({ files }) => files.every((file) => file.type === "text/plain");
Navigator.prototype.share = async ({ files }) => { window.e2eShared = [files[0].name, await files[0].text()]; };
return true;
"#;

browser_test! { chromium; async fn a_collection_is_shared_where_the_system_can(page) {
    page.script::<bool>(SHARE, Vec::new()).await;
    let file = CollectionFile::new("Lab").with(socket("Echo", "ws://host/", &[]));
    page.import(&file).await;
    page.click(&button("Share")).await;
    page.see(&status("Shared Lab.pororoca_collection.json")).await;
    let shared: (String, String) = page.script("return window.e2eShared", Vec::new()).await;
    assert_eq!(shared, ("Lab.pororoca_collection.json.txt".to_owned(), file.text()));
    page.see_no(&of_role("alert", has("Lab"))).await;
} }
