//! Every control has a name, on every page and in every state reached here.

use macareu_e2e::{
    Page, any, browser_test, button, menuitem, message, of_role, starts, status, textbox, treeitem,
};

/// Controls without an accessible name, and ids that stand twice.
const NAMELESS: &str = r#"
const controls = "button, input:not([type=hidden]):not([type=file]), textarea, select, a[href], [tabindex='0'], "
  + "[role=tab], [role=treeitem], [role=option], [role=menuitem], [role=menu], [role=listbox], [role=tree], "
  + "[role=region], [role=radiogroup], [role=tablist], [role=separator][tabindex], dialog";
const shown = [...document.querySelectorAll(controls)].filter((el) =>
  el.checkVisibility({ visibilityProperty: true }) && !el.closest("[aria-hidden=true], [inert]"));
const nameless = shown.filter((el) => {
  const by = (el.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean)
    .map((id) => document.getElementById(id)?.textContent ?? "").join("");
  const label = [...(el.labels ?? [])].map((it) => it.textContent).join("");
  const content = /^(input|textarea|select)$/i.test(el.tagName) ? "" : el.innerText;
  return !(el.getAttribute("aria-label") || by || label || content || el.title || "").trim();
});
const ids = [...document.querySelectorAll("[id]")].map((el) => el.id);
const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
const referred = [...document.querySelectorAll("[aria-controls], [aria-labelledby], [aria-describedby], [aria-activedescendant]")]
  .flatMap((el) => ["aria-controls", "aria-labelledby", "aria-describedby", "aria-activedescendant"].flatMap((name) =>
    (el.getAttribute(name) ?? "").split(/\s+/).filter(Boolean)))
  .filter((id) => !document.getElementById(id));
return [...nameless.map((el) => "without a name: " + el.outerHTML.slice(0, 160)),
  ...twice.map((id) => "id twice: " + id), ...referred.map((id) => "refers to nothing: " + id)];
"#;

async fn all_is_named(page: &Page, place: &str) {
    let wrong: Vec<String> = page.script(NAMELESS, Vec::new()).await;
    assert!(wrong.is_empty(), "{place}: {wrong:#?}");
}

browser_test! { chromium; async fn every_control_has_a_name(page) {
    all_is_named(page, "first run").await;
    page.new_collection("New collection").await;
    all_is_named(page, "collection").await;
    page.right_click(&treeitem("New collection")).await;
    page.see(&menuitem(starts("New WebSocket"))).await;
    all_is_named(page, "context menu").await;
    page.press("Escape").await;
    page.with_open_socket("/echo", &[("Hello", "{\"a\":1}")]).await;
    page.send_quick("{\"a\":1}").await;
    page.click(&message("Received text")).await;
    all_is_named(page, "connected").await;
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
    page.create_socket(&page.server.ws_url("/refuse/404")).await;
    page.click(&button("Add subprotocol")).await;
    all_is_named(page, "subprotocols").await;
    page.click(&button("Delete row")).await;
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    all_is_named(page, "failure").await;
} }
