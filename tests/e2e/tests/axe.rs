//! Every screen in both themes, as an accessibility checker judges it.

use std::{cell::RefCell, collections::BTreeMap};

use macareu_e2e::{
    CollectionFile, Page, Setup, any, browser_test, button, checkbox, dialog, folder, has, heading,
    listbox, menu, menuitem, message, of_role, option, region, searchbox, socket, starts, status,
    tab, textbox, treeitem,
};
use serde_json::json;

/// Screens judged so far; says all that is wrong when the flow is through.
struct Judge<'a> {
    page: &'a Page,
    /// Each violation, and the screens it was found on.
    found: RefCell<BTreeMap<String, Vec<String>>>,
}

impl<'a> Judge<'a> {
    fn new(page: &'a Page) -> Self {
        Self { page, found: RefCell::default() }
    }

    /// Judges what is on the screen, light and dark.
    async fn look(&self, screen: &str) {
        for theme in ["light", "dark"] {
            self.page.system_theme(theme).await;
            for violation in self.page.violations().await {
                let screen = format!("{screen} ({theme})");
                self.found.borrow_mut().entry(violation.to_string()).or_default().push(screen);
            }
        }
    }

    fn end(self) {
        let line = |(what, screens): (String, Vec<String>)| {
            format!("{what}\n    on: {}", screens.join(", "))
        };
        let found: Vec<String> = self.found.into_inner().into_iter().map(line).collect();
        assert!(found.is_empty(), "{} violations:\n{}", found.len(), found.join("\n"));
    }
}

browser_test! { chromium; async fn collections_and_what_is_in_them(page) {
    let judge = Judge::new(page);
    judge.look("welcome").await;
    let lab = CollectionFile::new("Lab")
        .with_variables(&[("host", "127.0.0.1:1"), ("secret-token", "s3same"), ("", "")])
        .with_environment("Local", true, &[("kind", "spring")])
        .with_environment("Staging", false, &[])
        .with_folder(folder("Rivers", &[socket("Amazonas", "ws://{{host}}/", &[("Flood", "{}")])]))
        .with(json!({ "requestType": "http", "name": "Kept" }))
        .with(socket("Echo", "ws://{{host}}/{{nope}}", &[("Hello", "{}")]));
    page.import(&lab).await;
    page.see(&status("Imported")).await;
    judge.look("collection, with a toast").await;
    page.right_click(&treeitem("Lab")).await;
    page.see(&menu(any())).await;
    judge.look("menu of a collection").await;
    page.press("Escape").await;
    page.click(&button("Export…")).await;
    page.see(&dialog("Export Lab")).await;
    judge.look("export").await;
    page.press("Escape").await;
    page.open(&["Lab", "Variables"]).await;
    page.click(&checkbox("Enabled").nth(0)).await;
    judge.look("variables").await;
    page.click(&textbox("Value").nth(0)).await;
    page.type_text("{{ki").await;
    page.see(&listbox("Variables to choose from")).await;
    judge.look("completion of a variable").await;
    page.press("Escape").await;
    page.click(&button("Row 1")).await;
    page.press("Shift+ArrowDown").await;
    page.press("Shift+F10").await;
    page.see(&menu(any())).await;
    judge.look("menu of selected rows").await;
    page.press("Escape").await;
    for part in ["Auth", "Headers"] {
        page.open(&["Lab", part]).await;
        judge.look(part).await;
    }
    page.open(&["Lab", "Environments"]).await;
    judge.look("environments").await;
    page.open(&["Lab", "Environments", "Staging"]).await;
    judge.look("environment").await;
    page.open(&["Lab", "Rivers"]).await;
    judge.look("folder").await;
    page.open(&["Lab", "Kept"]).await;
    judge.look("HTTP request").await;
    page.press("F2").await;
    page.see(&textbox("Name")).await;
    judge.look("renaming").await;
    page.press("Escape").await;
    page.click(&treeitem("Rivers")).await;
    page.press("Control+x").await;
    page.click_with("Control", &treeitem("Kept")).await;
    judge.look("selected and cut rows").await;
    page.press("Delete").await;
    page.see(&button("Undo")).await;
    judge.look("deleted, with a toast").await;
    page.fill(&searchbox("Search collections"), "hel").await;
    page.see(&treeitem("Hello")).await;
    judge.look("search in the tree").await;
    page.fill(&searchbox("Search collections"), "zzz").await;
    page.see_text("Nothing found").await;
    judge.look("search that finds nothing").await;
    page.fill(&searchbox("Search collections"), "").await;
    page.drop_file("lab.pororoca_collection.json", &lab.text()).await;
    page.see(&dialog("Lab is here already")).await;
    judge.look("import of what is here").await;
    page.press("Escape").await;
    page.drop_file("bad.json", "{").await;
    page.see_text("Could not import").await;
    judge.look("import that failed").await;
    page.press("F1").await;
    page.see(&dialog(any())).await;
    judge.look("shortcuts").await;
    page.press("Escape").await;
    for settings in ["Theme", "Language"] {
        page.click(&button(settings)).await;
        page.see(&menu(any())).await;
        judge.look(settings).await;
        page.press("Escape").await;
    }
    judge.end();
} }

browser_test! { chromium; async fn a_connection_and_its_conversation(page) {
    let judge = Judge::new(page);
    page.with_socket("/delay?delay_ms=100000", &[("Hello", "{\"a\": {\"b\": [1, null, true]}}")]).await;
    judge.look("WebSocket, never connected").await;
    page.fill(&textbox("URL"), "ws:/{{nope}}").await;
    page.press("Enter").await;
    page.see_that(&textbox("URL"), "is marked as wrong", |seen| seen.invalid).await;
    judge.look("wrong address").await;
    page.fill(&textbox("URL"), &page.server.ws_url("/delay?delay_ms=100000")).await;
    page.click(&button("Connect")).await;
    page.see(&status("Connecting")).await;
    judge.look("connecting").await;
    page.click(&button("Cancel")).await;
    page.fill(&textbox("URL"), &page.server.ws_url("/refuse/404")).await;
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    page.see(&region("Connection").with_text(has("Host answers"))).await;
    judge.look("failed").await;
    page.click(&tab("Options")).await;
    for part in ["Parameters", "Headers", "Compression", "Timing", "Subprotocols"] {
        page.choose("Options", part).await;
        judge.look(part).await;
    }
    page.click(&button("Add subprotocol")).await;
    page.click(&button("Connect")).await;
    page.see(&region("Connection").with_text(has("has no name"))).await;
    judge.look("subprotocol without a name").await;
    page.click(&button("Delete row")).await;
    page.click(&tab("Auth")).await;
    for mode in ["Basic", "Bearer", "Windows", "Client certificate", "None"] {
        page.choose("Auth mode", mode).await;
        judge.look(mode).await;
    }
    page.fill(&textbox("URL"), &page.server.ws_url("/echo")).await;
    page.connect().await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.see(&message("Received text")).await;
    judge.look("open").await;
    page.click(&message("Received text")).await;
    for view in ["Pretty", "Raw", "Hex", "Tree"] {
        page.click(&tab(view)).await;
        judge.look(view).await;
    }
    page.fill(&textbox("Quick message"), "{\"a\": {{nope}}").await;
    page.see_text("No matching variable").await;
    judge.look("quick message").await;
    page.fill(&searchbox("Search messages"), "a").await;
    page.see(&of_role("mark", any()).nth(0)).await;
    judge.look("search in the conversation").await;
    page.click(&button("Regular expression")).await;
    page.fill(&searchbox("Search messages"), "[").await;
    page.see_text("Not a regular expression").await;
    judge.look("search with a bad expression").await;
    page.fill(&searchbox("Search messages"), "").await;
    page.right_click(&message("Received text")).await;
    page.click(&menuitem("Pin")).await;
    page.right_click(&message("Received text")).await;
    page.see(&menuitem("Unpin")).await;
    judge.look("menu of a message").await;
    page.press("Escape").await;
    page.click(&button("Export conversation…")).await;
    page.see(&menu(any())).await;
    judge.look("export of a conversation").await;
    page.press("Escape").await;
    page.choose("Direction", "Sent").await;
    page.click(&button("Pinned")).await;
    page.see_text("No message passes the filter.").await;
    judge.look("filter that lets nothing pass").await;
    page.click(&button("Show all")).await;
    page.disconnect().await;
    page.click(&option(starts("Closed by you"))).await;
    judge.look("closed").await;
    page.connect().await;
    page.click(&button("Conversations: Now")).await;
    page.see(&menu(any())).await;
    judge.look("earlier conversations").await;
    page.press("Escape").await;
    judge.end();
} }

browser_test! { chromium; async fn client_messages(page) {
    let judge = Judge::new(page);
    let messages = [("Hello", "{\"a\": \"{{$guid}} {{nope}}\", \"n\": [1, true]}"), ("Broken", "[1,")];
    page.with_open_socket("/echo", &messages).await;
    page.open(&["Lab", "Echo", "Hello"]).await;
    page.see_text("No matching variable").await;
    judge.look("text").await;
    page.open(&["Lab", "Echo", "Broken"]).await;
    page.see_text("Not valid JSON").await;
    judge.look("text that is wrong").await;
    page.choose("Message type", "Binary").await;
    page.choose("Typed as", "Base64").await;
    page.fill(&textbox("Content"), "AP8A!").await;
    judge.look("bytes that are wrong").await;
    page.fill(&textbox("Content"), PNG).await;
    judge.look("bytes").await;
    page.click(&button("Send now")).await;
    page.choose("Content", "File").await;
    page.click(&button("Send now")).await;
    page.see_text("No file is named").await;
    judge.look("file").await;
    page.choose("Message type", "Close").await;
    page.choose("Content", "Raw").await;
    page.fill(&textbox("Close code"), "1").await;
    judge.look("close").await;
    page.open(&["Lab", "Echo"]).await;
    page.click(&message("Received binary")).await;
    page.see(&of_role("img", "PNG image")).await;
    judge.look("picture").await;
    page.click(&tab("Hex")).await;
    judge.look("bytes of a picture").await;
    page.fill(&textbox("URL"), &page.server.ws_url("/push?count=1&size=1200000&kind=json")).await;
    page.disconnect().await;
    page.connect().await;
    page.click(&message("Received text")).await;
    page.see(&tab("Raw").selected()).await;
    page.click(&tab("Pretty")).await;
    page.see(&button("Show anyway")).await;
    judge.look("long message").await;
    judge.end();
} }

/// One pixel.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

browser_test! { chromium; with Setup::default().size(390, 844); async fn a_phone(page) {
    let judge = Judge::new(page);
    judge.look("welcome").await;
    page.click(&button("More actions")).await;
    page.see(&menu(any())).await;
    judge.look("settings").await;
    page.press("Escape").await;
    let lab = CollectionFile::new("Lab")
        .with_variables(&[("host", "127.0.0.1:1"), ("secret-token", "s3same")])
        .with(socket("Echo", &page.server.ws_url("/echo"), &[("Hello", "{}")]));
    page.drop_file("lab.pororoca_collection.json", &lab.text()).await;
    page.see(&heading("Lab")).await;
    judge.look("collection").await;
    page.click(&button("Collections")).await;
    page.see(&of_role("tree", "Collections")).await;
    judge.look("drawer").await;
    page.click(&treeitem("Variables")).await;
    page.see(&heading("Variables")).await;
    judge.look("variables").await;
    page.click(&button("Collections")).await;
    page.click(&treeitem("Echo")).await;
    page.see(&heading("Echo")).await;
    page.connect().await;
    judge.look("connection").await;
    page.click(&tab("Conversation")).await;
    page.send_quick("{\"phone\":true}").await;
    page.see(&message("Received text")).await;
    judge.look("conversation").await;
    page.click(&message("Received text")).await;
    page.see(&region("Message").with_text(has("phone"))).await;
    judge.look("message").await;
    judge.end();
} }

/// What a page that stopped, or that cannot store anything, says.
const NO_ROOM: &str =
    "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }";

browser_test! { chromium; async fn what_stays_on_the_screen_when_something_is_wrong(page) {
    let judge = Judge::new(page);
    page.with_socket("/echo", &[]).await;
    page.see_text("All changes saved in this browser").await;
    page.script::<()>(NO_ROOM, Vec::new()).await;
    page.rename("Full").await;
    page.see_text("This browser's storage is full").await;
    judge.look("full store").await;
    page.break_next_element().await;
    page.press("F2").await;
    page.see_text("Macaréu stopped working").await;
    judge.look("crash").await;
    judge.end();
} }
