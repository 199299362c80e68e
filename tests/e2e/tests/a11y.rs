//! Every control has a name, on every page and in every state reached here.

use macareu_e2e::{
    Page, alert, any, browser_test, button, checkbox, listbox, menuitem, message, of_role,
    searchbox, starts, status, tab, textbox, treeitem,
};

/// Ids that stand twice, and references to ids that are not there.
const LOOSE_ENDS: &str = r#"
const ids = [...document.querySelectorAll("[id]")].map((el) => el.id);
const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
const names = ["aria-controls", "aria-labelledby", "aria-describedby", "aria-activedescendant"];
const referred = [...document.querySelectorAll(names.map((name) => `[${name}]`).join())]
  .flatMap((el) => names.flatMap((name) => (el.getAttribute(name) ?? "").split(/\s+/).filter(Boolean)))
  .filter((id) => !document.getElementById(id));
return [...twice.map((id) => "id twice: " + id), ...referred.map((id) => "refers to nothing: " + id)];
"#;

/// As the browser's own accessibility tree has it.
async fn all_is_named(page: &Page, place: &str) {
    let nameless: Vec<String> = page
        .accessibility_tree()
        .await
        .into_iter()
        .filter(|node| {
            node.focusable
                && node.name.is_empty()
                && !["generic", "RootWebArea"].contains(&node.role.as_str())
        })
        .map(|node| node.role)
        .collect();
    assert!(nameless.is_empty(), "{place}: without a name: {nameless:?}");
    let loose: Vec<String> = page.script(LOOSE_ENDS, Vec::new()).await;
    assert!(loose.is_empty(), "{place}: {loose:#?}");
}

browser_test! { chromium; async fn an_empty_tree_holds_nothing_but_rows(page) {
    page.see_text("No collections yet").await;
    let rest = "return document.querySelector('[role=tree]').textContent.trim() === ''";
    page.until_script("no text in the tree", rest).await;
} }

browser_test! { chromium; async fn every_control_has_a_name(page) {
    all_is_named(page, "first run").await;
    page.new_collection("New collection").await;
    all_is_named(page, "collection").await;
    page.right_click(&treeitem("New collection")).await;
    page.see(&menuitem(starts("New WebSocket"))).await;
    all_is_named(page, "context menu").await;
    page.press("Escape").await;
    page.open(&["New collection", "Variables"]).await;
    page.click(&button("Add variable")).await;
    page.click(&checkbox("Secret")).await;
    page.click(&textbox("Value")).await;
    page.type_text("{{").await;
    page.see(&listbox("Variables to choose from")).await;
    all_is_named(page, "variables").await;
    page.open(&["New collection", "Environments"]).await;
    all_is_named(page, "environments").await;
    page.with_open_socket("/echo", &[("Hello", "{\"a\":1}")]).await;
    page.send_quick("{\"a\":1}").await;
    page.click(&message("Received text")).await;
    // The detail comes from the worker.
    page.see(&tab("Pretty")).await;
    all_is_named(page, "connected").await;
    page.click(&tab("Tree")).await;
    page.see(&button("Copy path")).await;
    all_is_named(page, "tree").await;
    page.fill(&searchbox("Search messages"), "a").await;
    page.click(&button("Regular expression")).await;
    all_is_named(page, "searching").await;
    page.right_click(&message("Received text")).await;
    page.see(&menuitem("Pin")).await;
    all_is_named(page, "menu of a message").await;
    page.press("Escape").await;
    page.open(&["Lab", "Echo", "Hello"]).await;
    for kind in ["Text", "Binary", "Close"] {
        page.choose("Message type", kind).await;
        all_is_named(page, kind).await;
    }
    page.press("F2").await;
    page.see(&textbox("Name")).await;
    all_is_named(page, "renaming").await;
    page.press("Escape").await;
    page.press("F1").await;
    page.see(&of_role("dialog", any())).await;
    all_is_named(page, "shortcuts").await;
    page.press("Escape").await;
    page.see_no(&of_role("dialog", any())).await;
    page.press("Control+,").await;
    page.fill(&textbox("Lay out messages up to"), "-1").await;
    page.press("Enter").await;
    page.see(&alert("Type a whole number")).await;
    all_is_named(page, "settings").await;
    page.press("Escape").await;
    page.see_no(&of_role("dialog", any())).await;
    page.create_socket(&page.server.ws_url("/refuse/404")).await;
    for part in ["Parameters", "Headers", "Compression", "Timing", "Subprotocols"] {
        page.choose("Options", part).await;
        all_is_named(page, part).await;
    }
    page.click(&button("Add subprotocol")).await;
    all_is_named(page, "subprotocols").await;
    page.click(&button("Delete row")).await;
    page.click(&tab("Auth")).await;
    for mode in ["Basic", "Bearer", "Windows", "Client certificate"] {
        page.choose("Auth mode", mode).await;
        all_is_named(page, mode).await;
    }
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    all_is_named(page, "failure").await;
} }

browser_test! { chromium; async fn the_browser_tells_the_same_roles_and_names(page) {
    page.with_open_socket("/echo", &[("Hello", "{}")]).await;
    page.send_quick("{\"a\":1}").await;
    page.click(&message("Received text")).await;
    page.see(&tab("Pretty")).await;
    let tree = page.accessibility_tree().await;
    for (role, name) in [
        ("navigation", "Collections"),
        ("tree", "Collections"),
        ("treeitem", "Echo"),
        ("searchbox", "Search collections"),
        ("heading", "Echo"),
        ("button", "Rename"),
        ("textbox", "URL"),
        ("button", "Disconnect"),
        ("region", "Connection"),
        ("tab", "Response"),
        ("region", "Conversation"),
        ("listbox", "Messages"),
        ("searchbox", "Search messages"),
        ("radiogroup", "Direction"),
        ("combobox", "Type"),
        ("button", "Follow"),
        ("button", "Clear"),
        ("button", "Export conversation…"),
        ("button", "Save all…"),
        ("combobox", "Client message"),
        ("button", "New client message"),
        ("button", "Send"),
        ("textbox", "Quick message"),
        ("button", "Send quick message"),
        ("region", "Message"),
        ("tab", "Pretty"),
        ("tab", "Tree"),
        ("button", "Resend"),
        ("button", "New client message from this"),
        ("button", "Copy"),
        ("button", "Save as…"),
    ] {
        assert!(tree.iter().any(|node| node.role == role && node.name == name), "no {role} named {name}: {tree:#?}");
    }
    assert!(tree.iter().any(|node| node.role == "option" && node.name.starts_with("Received text, ")), "{tree:#?}");
} }
