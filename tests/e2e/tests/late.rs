//! Parts of the app that come when they are first needed.

use macareu_e2e::{
    Setup, alert, any, browser_test, button, dialog, has, heading, listbox, of_role, region,
    textbox, treeitem,
};

/// What a failed part says.
const MISSING: &str = "A part of Macaréu did not arrive";

browser_test! { chromium, firefox; async fn a_first_visit_fetches_one_program(page) {
    page.see(&heading("Welcome")).await;
    page.see_focus(&textbox("URL")).await;
    assert_eq!(page.fetched(".wasm"), 1, "the program, and its worker has the same");
    page.new_collection("Tides").await;
    page.see(&button("New folder")).await;
    assert!(page.fetched(".wasm") > 1, "the rest came when it was needed");
} }

browser_test! { chromium; async fn what_comes_late_comes_before_it_is_needed(page) {
    page.with_socket("/echo", &[("Hello", "1")]).await;
    page.see(&region("Message")).await;
    let all = page.until("all parts", async || Some(page.fetched(".wasm")).filter(|count| *count == 4)).await;
    page.lose_files(Some(".wasm"));
    page.open(&["Lab"]).await;
    page.see(&button("New folder")).await;
    page.press("F1").await;
    page.see(&dialog("All shortcuts")).await;
    page.press("Escape").await;
    page.open(&["Lab", "Echo", "Hello"]).await;
    page.see(&textbox("Content")).await;
    assert_eq!(page.fetched(".wasm"), all);
} }

browser_test! { chromium, firefox; async fn a_part_that_does_not_come_is_tried_again(page) {
    page.see(&heading("Welcome")).await;
    page.lose_files(Some(".wasm"));
    page.new_collection("Tides").await;
    page.see(&alert(MISSING)).await;
    page.press("Alt+n").await;
    page.fill(&textbox("URL"), &page.server.ws_url("/echo")).await;
    page.see(&alert(MISSING)).await;
    page.lose_files(None);
    page.click(&button("Try again")).await;
    page.see_no(&alert(MISSING)).await;
    page.see(&region("Conversation")).await;
    page.see_focus(&treeitem(any()).selected()).await;
    // What was typed before it came is there, and goes out.
    page.connect().await;
    page.send_quick("\"late\"").await;
    page.see(&listbox("Messages").with_text(has("late"))).await;
} }

browser_test! { chromium; async fn a_dialog_that_comes_late_opens_and_gives_the_focus_back(page) {
    page.see(&heading("Welcome")).await;
    page.lose_files(Some(".wasm"));
    page.tab_to(&button("Settings…")).await;
    page.press("Enter").await;
    page.see(&alert(MISSING)).await;
    page.lose_files(None);
    page.click(&button("Try again")).await;
    page.see(&dialog("Settings")).await;
    page.press("Escape").await;
    page.see_no(&dialog(any())).await;
    page.tab_to(&button("Settings…")).await;
    page.press("Enter").await;
    page.see(&dialog("Settings")).await;
    page.press("Escape").await;
    page.see_focus(&button("Settings…")).await;
} }

browser_test! { chromium; async fn the_focus_goes_where_it_should_once_that_is_there(page) {
    page.new_collection("Tides").await;
    page.press("Alt+n").await;
    page.see_focus(&textbox("URL")).await;
    page.reload().await;
    page.see(&heading("New WebSocket connection")).await;
    page.press("Alt+m").await;
    page.see_focus(&textbox("Content")).await;
} }

browser_test! { chromium; with Setup::default().size(390, 844); async fn a_part_that_does_not_come_is_said_on_a_phone(page) {
    page.lose_files(Some(".wasm"));
    page.click(&button("Collections")).await;
    page.click(&button("New collection")).await;
    page.see(&alert(MISSING)).await;
    page.see(&button("Try again")).await;
    page.see(&of_role("heading", "New collection")).await;
} }
