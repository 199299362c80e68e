//! What is kept in the browser: across reloads, between tabs, when the store is full or damaged.

use macareu_e2e::{
    CollectionFile, Page, any, browser_test, button, has, heading, message, of_role, socket,
    status, textbox, treeitem,
};
use serde_json::json;

/// All text the origin has stored.
async fn stored(page: &Page) -> String {
    page.script("return JSON.stringify(Object.values(localStorage))", Vec::new()).await
}

async fn until_stored(page: &Page, marker: &str) {
    page.until(&format!("\"{marker}\" in the browser's store"), async || {
        stored(page).await.contains(marker).then_some(())
    })
    .await;
}

browser_test! { chromium, firefox; async fn everything_is_there_after_a_reload_and_a_restart(page) {
    let lab = CollectionFile::new("Lab").with(socket("Echo", "ws://127.0.0.1:1/kept", &[("Hello", "{}")]));
    page.import(&lab).await;
    page.open(&["Lab", "Echo", "Hello"]).await;
    page.choose_setting("Theme", "Dark").await;
    page.choose_setting("Language", "Português (Brasil)").await;
    let divider = of_role("separator", "Largura da barra lateral");
    let before = page.see(&divider).await.x;
    page.drag(&divider, 64).await;
    let moved = page.see_that(&divider, "moved", |seen| (seen.x - before - 64.0).abs() < 2.0).await.x;
    for restart in [false, true] {
        page.see_text("Tudo salvo neste navegador").await;
        if restart {
            page.reopen_browser().await;
        } else {
            page.reload().await;
        }
        page.see(&heading("Hello")).await;
        page.see(&treeitem("Hello").selected()).await;
        page.see(&of_role("tree", "Coleções")).await;
        page.see_that(&divider, "stands where it was", |seen| (seen.x - moved).abs() < 2.0).await;
        page.until_script("the dark theme", "return document.documentElement.dataset.theme === 'dark'").await;
        page.open(&["Lab", "Echo"]).await;
        page.see_that(&textbox("URL"), "holds its address", |seen| seen.value == "ws://127.0.0.1:1/kept").await;
        page.open(&["Lab", "Echo", "Hello"]).await;
    }
    page.open(&["Lab"]).await;
    page.press("ArrowLeft").await;
    page.see_no(&treeitem("Echo")).await;
    page.reload().await;
    page.see_that(&treeitem("Lab"), "is still folded", |seen| seen.expanded == Some(false)).await;
} }

/// Notes when the store first held what the person typed, and when a timer of 300 ms rang that was
/// set once the app knew of the last key: on a busy machine both come late, but not in the other
/// order.
const WATCH_WRITES: &str = r#"
const [marker] = arguments;
window.e2eTimes = { due: 0, written: 0 };
let timer;
addEventListener("input", () => {
  clearTimeout(timer);
  e2eTimes.due = 0;
  timer = setTimeout(() => { e2eTimes.due = performance.now(); }, 300);
});
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  set.call(this, key, value);
  if (!e2eTimes.written && String(value).includes(marker)) e2eTimes.written = performance.now();
};
"#;

browser_test! { chromium, firefox; async fn typing_is_stored_within_300_ms(page) {
    page.create_socket("ws://127.0.0.1:1/").await;
    page.script::<()>(WATCH_WRITES, vec![json!("ws://127.0.0.1:1/typed")]).await;
    page.click(&textbox("URL")).await;
    page.press("End").await;
    page.type_text("typed").await;
    page.until_script("300 ms after the last key", "return e2eTimes.due > 0").await;
    let (due, written): (f64, f64) = page.script("return [e2eTimes.due, e2eTimes.written]", Vec::new()).await;
    assert!(written > 0.0 && written <= due, "stored at {written}, due at {due}");
} }

/// Types one more letter and leaves the page; no timer rings in between.
const TYPE_AND_LEAVE: &str = r#"
const [text, next] = arguments;
window.setTimeout = () => 0;
const field = document.activeElement;
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, text);
field.dispatchEvent(new InputEvent("input", { bubbles: true }));
location.assign(next);
"#;

browser_test! { chromium, firefox; async fn leaving_the_page_stores_at_once(page) {
    page.create_socket("ws://127.0.0.1:1/").await;
    page.click(&textbox("URL")).await;
    page.script::<()>(TYPE_AND_LEAVE, vec![json!("ws://127.0.0.1:1/left"), json!(page.blank_url())]).await;
    page.until_script("the page left", "return location.pathname.endsWith('e2e-blank')").await;
    let kept = stored(page).await;
    assert!(kept.contains("ws://127.0.0.1:1/left"), "{kept}");
} }

browser_test! { chromium, firefox; async fn two_tabs_see_each_others_changes(page) {
    page.create_socket("ws://127.0.0.1:1/").await;
    until_stored(page, "ws://127.0.0.1:1/").await;
    let first = page.tab().await;
    let second = page.open_second_tab().await;
    page.see(&treeitem("New WebSocket connection")).await;
    page.rename("Renamed by the second").await;
    page.use_tab(&first).await;
    page.see(&treeitem("Renamed by the second")).await;
    page.new_collection("Made by the first").await;
    page.use_tab(&second).await;
    page.see(&treeitem("Made by the first")).await;
    page.click(&treeitem("Made by the first")).await;
    page.press("Delete").await;
    page.see_no(&treeitem("Made by the first")).await;
    page.use_tab(&first).await;
    page.see_no(&treeitem("Made by the first")).await;
    page.see(&treeitem("Renamed by the second")).await;
} }

browser_test! { chromium, firefox; async fn a_collection_changed_in_two_tabs_is_kept_twice(page) {
    let lab = CollectionFile::new("Lab").with(socket("Echo", "ws://127.0.0.1:1/", &[]));
    page.import(&lab).await;
    page.open(&["Lab", "Echo"]).await;
    until_stored(page, "ws://127.0.0.1:1/").await;
    let first = page.tab().await;
    let second = page.open_second_tab().await;
    page.script::<()>("window.e2eDeaf = true", Vec::new()).await;
    page.use_tab(&first).await;
    page.fill(&textbox("URL"), "ws://127.0.0.1:1/by-the-first").await;
    until_stored(page, "by-the-first").await;
    page.use_tab(&second).await;
    page.fill(&textbox("URL"), "ws://127.0.0.1:1/by-the-second").await;
    page.see_text("was changed in two tabs. Both are kept").await;
    page.see(&treeitem("Lab")).await;
    page.see(&treeitem("Lab (conflicting copy)")).await;
    until_stored(page, "by-the-second").await;
    until_stored(page, "by-the-first").await;
    page.use_tab(&first).await;
    page.see(&treeitem("Lab (conflicting copy)")).await;
    page.see_text("Both are kept: the other tab's is now Lab (conflicting copy)").await;
    page.see_that(&textbox("URL"), "keeps the first's address", |seen| seen.value.ends_with("by-the-first")).await;
    page.reload().await;
    page.see(&treeitem("Lab")).await;
    page.see(&treeitem("Lab (conflicting copy)")).await;
} }

browser_test! { chromium; async fn a_connection_stays_with_the_copy_on_the_screen(page) {
    page.with_socket("/echo", &[]).await;
    until_stored(page, "/echo").await;
    let first = page.tab().await;
    let second = page.open_second_tab().await;
    page.open(&["Lab", "Echo"]).await;
    page.connect().await;
    page.send_quick("\"before\"").await;
    page.see(&message("Received text").with_text(has("before"))).await;
    page.fill(&textbox("Quick message"), "\"half typed\"").await;
    page.script::<()>("window.e2eDeaf = true", Vec::new()).await;
    page.use_tab(&first).await;
    page.rename("By the first").await;
    until_stored(page, "By the first").await;
    page.use_tab(&second).await;
    page.rename("By the second").await;
    page.see_text("was changed in two tabs. Both are kept").await;
    page.see(&heading("By the second")).await;
    page.see(&status("Connected")).await;
    page.see(&message("Received text").with_text(has("before"))).await;
    page.see_that(&textbox("Quick message"), "holds what was typed", |seen| seen.value == "\"half typed\"").await;
    page.click(&button("Send quick message")).await;
    page.see(&message("Received text").with_text(has("half typed"))).await;
    page.open(&["Lab", "By the first"]).await;
    page.see(&button("Connect")).await;
    page.open(&["Lab (conflicting copy)", "By the second"]).await;
    page.disconnect().await;
    page.server_saw("that it ended", |all| (all.len() == 1 && all[0].end.is_some()).then_some(())).await;
} }

browser_test! { chromium; async fn what_another_tab_deletes_is_said_until_it_is_back(page) {
    page.with_open_socket("/echo", &[]).await;
    until_stored(page, "Echo").await;
    let first = page.tab().await;
    let second = page.open_second_tab().await;
    page.click(&treeitem("Lab")).await;
    page.press("Delete").await;
    page.see_no(&treeitem("Lab")).await;
    page.use_tab(&first).await;
    page.see_text("Lab was deleted in another tab, and its connection was closed.").await;
    page.use_tab(&second).await;
    page.press("Control+z").await;
    page.see(&treeitem("Lab")).await;
    page.use_tab(&first).await;
    page.see(&treeitem("Lab")).await;
    page.see_no(&of_role("alert", any()).with_text(has("was deleted in another tab"))).await;
} }

/// Leaves about this many characters of room.
const FILL_STORE: &str = r#"
const [room] = arguments;
let text = "";
for (let size = 4 << 20; size >= 64; size >>= 1) {
  try {
    localStorage.setItem("filler", text + "x".repeat(size));
    text += "x".repeat(size);
  } catch {}
}
localStorage.setItem("filler", text.slice(room));
"#;

browser_test! { chromium, firefox; async fn a_full_store_loses_nothing(page) {
    page.create_socket("ws://127.0.0.1:1/").await;
    until_stored(page, "ws://127.0.0.1:1/").await;
    page.script::<()>(FILL_STORE, vec![json!(200)]).await;
    let long = format!("ws://127.0.0.1:1/{}", "long-".repeat(200));
    page.fill(&textbox("URL"), &long).await;
    page.see_text("This browser's storage is full").await;
    page.see_text("of 5").await;
    page.rename("Still editing").await;
    page.see(&heading("Still editing")).await;
    page.click(&button("Export collections")).await;
    let (name, bytes) = page.downloaded().await;
    assert_eq!(name, "New collection.pororoca_collection.json");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(text.contains(&long) && text.contains("Still editing"), "{text}");
    page.script::<()>("localStorage.removeItem('filler')", Vec::new()).await;
    // It is tried again by itself.
    until_stored(page, "Still editing").await;
    page.see_no(&of_role("alert", any()).with_text(has("storage is full"))).await;
    page.reload().await;
    page.see(&heading("Still editing")).await;
    page.see_that(&textbox("URL"), "holds the long address", |seen| seen.value == long).await;
} }

/// Whether a browser would ask before it leaves the page.
const LEAVE: &str = "return !dispatchEvent(new Event('beforeunload', { cancelable: true }))";

browser_test! { chromium; async fn leaving_is_asked_only_while_something_cannot_be_stored(page) {
    page.create_socket("ws://127.0.0.1:1/").await;
    assert!(!page.script::<bool>(LEAVE, Vec::new()).await, "all can be stored");
    page.see_text("All changes saved in this browser").await;
    page.script::<()>(FILL_STORE, vec![json!(200)]).await;
    page.fill(&textbox("URL"), &format!("ws://127.0.0.1:1/{}", "long-".repeat(200))).await;
    page.see_text("This browser's storage is full").await;
    assert!(page.script::<bool>(LEAVE, Vec::new()).await, "something would be lost");
    page.script::<()>("localStorage.removeItem('filler')", Vec::new()).await;
    assert!(!page.script::<bool>(LEAVE, Vec::new()).await, "it was stored at the last moment");
    assert!(stored(page).await.contains("long-long-"));
    page.see_no(&of_role("alert", any()).with_text(has("storage is full"))).await;
} }

browser_test! { chromium, firefox; async fn a_damaged_entry_is_named_and_left_alone(page) {
    let lab = CollectionFile::new("Lab").with(socket("Echo", "ws://127.0.0.1:1/", &[]));
    page.import(&lab).await;
    page.import(&CollectionFile::new("Healthy")).await;
    until_stored(page, "Healthy").await;
    page.open_blank().await;
    let damage = "const key = Object.keys(localStorage).find((key) => localStorage[key].includes('\"Lab\"'));\
        localStorage[key] = localStorage[key].slice(0, 40) + 'ção'; return [key, localStorage[key]]";
    let (key, damaged): (String, String) = page.script(damage, Vec::new()).await;
    page.open_app().await;
    page.see(&treeitem("Healthy")).await;
    page.see_no(&treeitem("Lab")).await;
    page.see_text("could not be read").await;
    page.see_text(&key).await;
    page.click(&button("Download it as it is")).await;
    let (_, bytes) = page.downloaded().await;
    assert_eq!(bytes, damaged.as_bytes());
    page.click(&treeitem("Healthy")).await;
    page.rename("Healthier").await;
    until_stored(page, "Healthier").await;
    page.reload().await;
    page.see(&treeitem("Healthier")).await;
    page.see_text("could not be read").await;
    let now: String = page.script("return localStorage[arguments[0]]", vec![json!(key)]).await;
    assert_eq!(now, damaged);
} }

browser_test! { chromium; async fn a_tab_stores_only_the_settings_it_changed_itself(page) {
    let lab = CollectionFile::new("Lab").with(socket("Echo", "ws://127.0.0.1:1/", &[("Hello", "{}")]));
    page.import(&lab).await;
    page.open(&["Lab"]).await;
    let first = page.tab().await;
    let second = page.open_second_tab().await;
    page.see(&treeitem("Echo")).await;
    page.use_tab(&first).await;
    let divider = of_role("separator", "Sidebar width");
    let before = page.see(&divider).await.x;
    page.drag(&divider, 64).await;
    let moved = page.see_that(&divider, "moved", |seen| (seen.x - before - 64.0).abs() < 2.0).await.x;
    page.open(&["Lab", "Echo", "Hello"]).await;
    page.see_text("All changes saved in this browser").await;
    // The second tab missed the language, as a tab does whose timer is quicker than its events.
    page.use_tab(&second).await;
    page.script::<()>("window.e2eDeaf = true", Vec::new()).await;
    page.use_tab(&first).await;
    page.choose_setting("Language", "Português (Brasil)").await;
    page.see_text("Tudo salvo neste navegador").await;
    page.use_tab(&second).await;
    page.choose_setting("Theme", "Dark").await;
    page.see_text("All changes saved in this browser").await;
    until_stored(page, "dark").await;
    page.use_tab(&first).await;
    page.reload().await;
    page.see(&of_role("tree", "Coleções")).await;
    page.see(&treeitem("Hello").selected()).await;
    let divider = of_role("separator", "Largura da barra lateral");
    page.see_that(&divider, "stands where the first tab put it", |seen| (seen.x - moved).abs() < 2.0).await;
    page.until_script("the second tab's theme", "return document.documentElement.dataset.theme === 'dark'").await;
} }

browser_test! { chromium; async fn a_page_that_comes_back_follows_the_settings_again(page) {
    page.create_socket("ws://127.0.0.1:1/").await;
    until_stored(page, "ws://127.0.0.1:1/").await;
    let first = page.tab().await;
    page.script::<()>("window.e2eDeaf = true", Vec::new()).await;
    page.open_second_tab().await;
    page.choose_setting("Language", "Português (Brasil)").await;
    page.see(&of_role("tree", "Coleções")).await;
    until_stored(page, "pt-BR").await;
    page.use_tab(&first).await;
    page.see(&of_role("tree", "Collections")).await;
    page.script::<()>("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))", Vec::new()).await;
    page.see(&of_role("tree", "Coleções")).await;
} }
