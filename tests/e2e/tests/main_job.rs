//! Create, rename, delete, connect, disconnect.

use macareu_e2e::{
    Browser, CollectionFile, Seen, any, browser_test, button, has, heading, listbox, menu,
    menuitem, of_role, option, region, socket, starts, status, tab, textbox, treeitem,
};
use macareu_test_server::{Outcome, Received};

fn is_connected(row: &Seen) -> bool {
    row.description == "Connected"
}

browser_test! { chromium, firefox; async fn first_run_says_how_to_begin(page) {
    page.see_text("No collections yet").await;
    page.see(&button("New collection")).await;
    page.see(&button("Import")).await;
    page.see(&textbox("URL")).await;
} }

browser_test! { chromium, firefox; async fn a_first_run_beside_the_test_server_offers_it(page) {
    page.open_blank().await;
    page.open_app_at(&format!("#test-server={}", page.server.ws_url(""))).await;
    page.see(&heading("Local echo server")).await;
    page.connect().await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.see(&option(starts("Received text")).within(listbox("Messages"))).await;
    page.server_saw("the greeting", |all| (all[0].path == "/echo" && all[0].messages == 1).then_some(())).await;
} }

browser_test! { chromium, firefox; async fn an_address_can_be_tried_at_once(page) {
    page.fill(&textbox("URL"), &page.server.ws_url("/echo")).await;
    page.press("Enter").await;
    page.see(&status("Connected")).await;
    page.server_saw("a WebSocket at /echo", |all| all.iter().any(|it| it.path == "/echo" && it.is_open()).then_some(())).await;
} }

browser_test! { chromium, firefox; async fn a_websocket_is_created_by_buttons(page) {
    page.click(&button("New collection")).await;
    page.see(&heading("New collection")).await;
    page.click(&button("New WebSocket")).await;
    page.see(&heading("New WebSocket connection")).await;
    let row = page.see(&treeitem("New WebSocket connection")).await;
    assert_eq!((row.level, row.selected), (Some(2), Some(true)));
    page.see_focus(&textbox("URL")).await;
} }

browser_test! { chromium, firefox; async fn a_websocket_is_created_in_a_folder_by_context_menu(page) {
    page.new_collection("New collection").await;
    page.right_click(&treeitem("New collection")).await;
    page.click(&menuitem(starts("New folder"))).await;
    page.type_over(&textbox("Name"), "Tides").await;
    page.press("Enter").await;
    page.see(&heading("Tides")).await;
    page.right_click(&treeitem("Tides")).await;
    page.click(&menuitem(starts("New WebSocket"))).await;
    page.see_no(&menu(any())).await;
    let row = page.see(&treeitem("New WebSocket connection")).await;
    assert_eq!(row.level, Some(3));
    page.see_that(&treeitem("Tides"), "is unfolded", |seen| seen.expanded == Some(true)).await;
} }

browser_test! { chromium, firefox; async fn a_websocket_is_created_by_keyboard_menu(page) {
    page.new_collection("New collection").await;
    page.press("Shift+F10").await;
    page.see(&menu(any())).await;
    page.see_focus(&menuitem(starts("New WebSocket"))).await;
    page.press("Escape").await;
    page.see_no(&menu(any())).await;
    page.see_focus(&treeitem("New collection")).await;
    page.press("Shift+F10").await;
    page.see_focus(&menuitem(starts("New WebSocket"))).await;
    page.press("Enter").await;
    page.see(&treeitem("New WebSocket connection")).await;
} }

browser_test! { chromium, firefox; async fn the_row_has_a_menu_button(page) {
    page.new_collection("New collection").await;
    page.click(&treeitem("New collection")).await;
    page.click(&button("Actions for New collection")).await;
    page.click(&menuitem(starts("New folder"))).await;
    page.see(&treeitem("New folder")).await;
} }

browser_test! { chromium, firefox; async fn names_change_by_pencil_and_f2(page) {
    page.create_socket("").await;
    page.click(&button("Rename")).await;
    page.type_over(&textbox("Name"), "Tide gauge").await;
    page.press("Enter").await;
    page.see(&heading("Tide gauge")).await;
    page.see(&treeitem("Tide gauge")).await;
    page.click(&treeitem("Tide gauge")).await;
    page.press("F2").await;
    page.type_over(&textbox("Name"), "Guamá «2»").await;
    page.press("Enter").await;
    page.see(&heading("Guamá «2»")).await;
    page.press("F2").await;
    page.type_over(&textbox("Name"), "given up").await;
    page.press("Escape").await;
    page.see_no(&textbox("Name")).await;
    page.see(&heading("Guamá «2»")).await;
    page.see(&treeitem("Guamá «2»")).await;
} }

browser_test! { chromium, firefox; async fn leaving_a_name_saves_it_and_keeps_the_focus_where_it_went(page) {
    page.create_socket("").await;
    page.press("F2").await;
    page.type_over(&textbox("Name"), "Left").await;
    page.click(&textbox("URL")).await;
    page.see(&heading("Left")).await;
    page.type_text("ws://").await;
    page.see_that(&textbox("URL"), "has what was typed", |seen| seen.focused && seen.value == "ws://").await;
    page.click(&button("New collection")).await;
    page.type_over(&textbox("Name"), "Named").await;
    page.right_click(&treeitem("Left")).await;
    page.see_focus(&menuitem(starts("New WebSocket"))).await;
    page.see(&treeitem("Named")).await;
    page.press("Escape").await;
    page.see_no(&menu(any())).await;
} }

browser_test! { chromium, firefox; async fn a_deleted_item_comes_back_by_undo(page) {
    page.with_socket("/echo", &[("Hello", "{}")]).await;
    page.right_click(&treeitem("Echo")).await;
    page.click(&menuitem(starts("Delete"))).await;
    page.see(&status("Deleted Echo")).await;
    // While the toast is there, which is not for long.
    page.click(&button("Undo")).await;
    page.see(&treeitem("Echo")).await;
    page.open(&["Lab", "Echo", "Hello"]).await;
    page.click(&treeitem("Lab")).await;
    page.press("Delete").await;
    page.see_no(&treeitem("Lab")).await;
    page.press("Control+z").await;
    page.see(&treeitem("Lab")).await;
    page.open(&["Lab", "Echo", "Hello"]).await;
} }

browser_test! { chromium, firefox; async fn connecting_is_shown_in_words_and_colour(page) {
    page.with_socket("/echo", &[]).await;
    let before = page.see(&heading("Echo")).await.color;
    page.connect().await;
    page.see_that(&heading("Echo"), "has another colour", |seen| seen.color != before).await;
    page.see_that(&treeitem("Echo"), "is described as connected", is_connected).await;
    page.see(&button("Disconnect")).await;
    page.server_saw("one open WebSocket", |all| (all.len() == 1 && all[0].is_open()).then_some(())).await;
    page.disconnect().await;
    page.see_that(&heading("Echo"), "has its colour again", |seen| seen.color == before).await;
    page.see_that(&treeitem("Echo"), "is not described as connected", |seen| !is_connected(seen)).await;
    page.server_received(&[Received::Close { code: Some(1000), reason: String::new() }]).await;
} }

browser_test! { chromium, firefox; async fn a_secure_address_with_an_unknown_certificate_fails_in_words(page) {
    page.create_socket(&page.server.wss_url("/echo")).await;
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    page.see(&tab("Error").selected()).await;
    page.see(&of_role("link", has("review the certificate"))).await;
} }

browser_test! { chromium, firefox; async fn connecting_can_be_cancelled(page) {
    page.with_socket("/delay?delay_ms=60000", &[]).await;
    page.click(&button("Connect")).await;
    page.see(&status("Connecting")).await;
    page.server_saw("the handshake", |all| (all.len() == 1).then_some(())).await;
    page.click(&button("Cancel")).await;
    page.see(&status("Disconnected")).await;
    page.see(&button("Connect")).await;
    // Firefox keeps the TCP stream of a cancelled handshake: a bare page that closes does the same.
    if page.browser() == Browser::Chromium {
        page.server_saw("that the client left", |all| (all[0].outcome == Outcome::Abandoned).then_some(())).await;
    }
} }

browser_test! { chromium, firefox; async fn a_failure_opens_the_error_tab(page) {
    page.with_socket("/refuse/403", &[]).await;
    page.see(&tab("Response")).await;
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    page.see(&tab("Error").selected()).await;
    page.see(&region("Connection").with_text(has("Could not connect"))).await;
    page.server_saw("that it refused", |all| (all[0].outcome == Outcome::Refused(403)).then_some(())).await;
    page.fill(&textbox("URL"), &page.server.ws_url("/echo")).await;
    page.connect().await;
    page.see(&tab("Response")).await;
    page.see_no(&tab("Error")).await;
} }

browser_test! { chromium, firefox; async fn a_wrong_address_is_said_before_anything_is_tried(page) {
    page.create_socket("").await;
    for (wrong, said) in [
        ("http://127.0.0.1/", "For a WebSocket write"),
        ("127.0.0.1:9", "start it with ws:// or wss://"),
        ("ws://", "no host"),
        ("ws://host:99999/", "99999"),
        ("ws://host:6000/", "block port 6000"),
        ("ws://host/#part", "no fragment"),
    ] {
        page.fill(&textbox("URL"), wrong).await;
        page.press("Enter").await;
        page.see_text(said).await;
        page.see_that(&textbox("URL"), "is marked as wrong and keeps its text", |seen| seen.invalid && seen.value == wrong).await;
        page.see(&status("Disconnected")).await;
    }
    page.fill(&textbox("URL"), &page.server.ws_url("/echo")).await;
    page.connect().await;
} }

browser_test! { chromium, firefox; async fn subprotocols_are_offered_in_order(page) {
    page.with_socket("/subprotocol", &[]).await;
    page.choose("Options", "Subprotocols").await;
    for (index, name) in ["chat.v2", "chat.v1"].into_iter().enumerate() {
        page.click(&button("Add subprotocol")).await;
        page.fill(&textbox("Key").within(region("Connection")).nth(index), name).await;
    }
    page.connect().await;
    let offered = page.server_saw("the offer", |all| Some(all.first()?.subprotocols.clone())).await;
    assert_eq!(offered, ["chat.v2", "chat.v1"]);
    page.see(&option(has("chat.v2")).within(listbox("Messages"))).await;
    page.see(&region("Connection").with_text(has("chat.v2"))).await;
} }

browser_test! { chromium, firefox; async fn several_stay_open_while_another_item_is_shown(page) {
    let push = page.server.ws_url("/push?count=100000&rate=20&size=20");
    let echo = page.server.ws_url("/echo");
    let lab = CollectionFile::new("Lab").with(socket("Pushed", &push, &[])).with(socket("Echo", &echo, &[]));
    page.import(&lab).await;
    page.open(&["Lab", "Pushed"]).await;
    page.connect().await;
    page.open(&["Lab", "Echo"]).await;
    page.see(&status("Disconnected")).await;
    page.connect().await;
    page.send_quick("\"one\"").await;
    page.see(&option(starts("Received text")).within(listbox("Messages"))).await;
    for name in ["Pushed", "Echo"] {
        page.see_that(&treeitem(name), "is described as connected", is_connected).await;
    }
    page.open(&["Lab", "Pushed"]).await;
    page.see(&status("Connected")).await;
    let earlier = page.until("messages that came meanwhile", async || Some(page.entries().await).filter(|count| *count > 2)).await;
    page.open(&["Lab"]).await;
    page.server_saw("more sent while the collection's page was shown", |all| (all[0].sent > earlier + 5).then_some(())).await;
    page.open(&["Lab", "Pushed"]).await;
    page.until("the messages of the meantime", async || (page.entries().await > earlier + 5).then_some(())).await;
    let open = page.sockets().iter().filter(|it| it.is_open()).count();
    assert_eq!(open, 2);
    page.open(&["Lab", "Echo"]).await;
    page.see_count(&option(starts("Received text")).within(listbox("Messages")), 1).await;
} }

browser_test! { chromium; async fn undo_in_the_toast_goes_back_to_the_tree(page) {
    page.with_socket("/echo", &[]).await;
    for by_key in [false, true] {
        page.click(&treeitem("Echo")).await;
        page.press("Delete").await;
        page.see_no(&treeitem("Echo")).await;
        if by_key {
            page.tab_to(&button("Undo")).await;
            page.press("Enter").await;
        } else {
            page.click(&button("Undo")).await;
        }
        page.see_focus(&treeitem("Echo")).await;
    }
} }

/// Presses *Add subprotocol*; whether the new field has the focus before the next task.
const ADD: &str = r#"
const button = [...document.querySelectorAll("button")].find((it) => it.textContent.trim() === "Add subprotocol");
button.focus();
const next = new MessageChannel();
const focused = new Promise((done) => { next.port1.onmessage = () => done(document.activeElement.getAttribute("aria-label")); });
button.click();
next.port2.postMessage(0);
return focused;
"#;

browser_test! { chromium; async fn a_subprotocol_is_typed_at_once(page) {
    page.with_socket("/echo", &[]).await;
    page.choose("Options", "Subprotocols").await;
    for _ in 0..2 {
        let focused: String = page.script(ADD, Vec::new()).await;
        assert_eq!(focused, "Key");
    }
} }
