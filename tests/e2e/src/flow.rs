//! The app's vocabulary: what a person does with it in one breath, as steps of other flows.

use macareu_test_server::{Connection, Received};

use crate::{
    page::Page,
    query::{Query, any, button, listbox, of_role, option, region, status, textbox, treeitem},
    sample::{CollectionFile, socket},
};

impl Page {
    /// Imports a collection by dropping its file on the window.
    pub async fn import(&self, collection: &CollectionFile) {
        self.drop_file("test.pororoca_collection.json", &collection.text()).await;
        // An imported collection is shown at once.
        self.see(&of_role("heading", collection.name())).await;
        let row = treeitem(collection.name());
        self.see_that(&row, "is unfolded", |seen| {
            collection.is_empty() || seen.expanded == Some(true)
        })
        .await;
    }

    /// Imports the collection *Lab* with the one WebSocket *Echo* at this path of the test server,
    /// and shows it.
    pub async fn with_socket(&self, path: &str, messages: &[(&str, &str)]) {
        let url = self.server.ws_url(path);
        self.import(&CollectionFile::new("Lab").with(socket("Echo", &url, messages))).await;
        self.open(&["Lab", "Echo"]).await;
    }

    /// The same, connected.
    pub async fn with_open_socket(&self, path: &str, messages: &[(&str, &str)]) {
        self.with_socket(path, messages).await;
        self.connect().await;
    }

    /// Shows an item by its path in the tree, unfolding what it stands in.
    pub async fn open(&self, path: &[&str]) {
        for (index, name) in path.iter().enumerate() {
            let row = treeitem(*name);
            if index + 1 == path.len() {
                self.click(&row).await;
                self.see_that(&of_role("heading", *name), "is the title", |seen| seen.tag == "h1")
                    .await;
            } else if self.see(&row).await.expanded != Some(true) {
                self.click(&row).await;
                // A click shows the row's page; whether it also unfolds the row is not promised.
                if self.see(&row).await.expanded != Some(true) {
                    self.press("ArrowRight").await;
                }
                self.see_that(&row, "is unfolded", |seen| seen.expanded == Some(true)).await;
            }
        }
    }

    /// Creates a collection by the button and gives it a name, which is asked for in the tree.
    pub async fn new_collection(&self, name: &str) {
        self.click(&button("New collection")).await;
        self.type_over(&textbox("Name"), name).await;
        self.press("Enter").await;
        self.see_no(&textbox("Name")).await;
        self.see(&treeitem(name).selected()).await;
        self.see(&of_role("heading", name)).await;
    }

    /// Creates a collection and in it a WebSocket with this address, by the buttons.
    pub async fn create_socket(&self, url: &str) {
        self.click(&button("New collection")).await;
        self.click(&button("New WebSocket")).await;
        self.fill(&textbox("URL"), url).await;
    }

    /// Renames the item on the screen by F2.
    pub async fn rename(&self, name: &str) {
        self.press("F2").await;
        self.type_over(&textbox("Name"), name).await;
        self.press("Enter").await;
        self.see(&treeitem(name)).await;
    }

    /// Replaces what stands in a field that has the focus.
    pub async fn type_over(&self, field: &Query, text: &str) {
        self.see_focus(field).await;
        self.press("Control+a").await;
        self.type_text(text).await;
        self.see_that(field, &format!("holds \"{text}\""), |seen| seen.value == text).await;
    }

    /// Presses *Connect* and waits until it is open.
    pub async fn connect(&self) {
        self.click(&button("Connect")).await;
        self.see(&status("Connected")).await;
    }

    /// Presses *Disconnect* and waits until it is closed.
    pub async fn disconnect(&self) {
        self.click(&button("Disconnect")).await;
        self.see(&status("Disconnected")).await;
    }

    /// Sends a quick message.
    pub async fn send_quick(&self, text: &str) {
        self.fill(&textbox("Quick message"), text).await;
        self.click(&button("Send quick message")).await;
    }

    /// Creates a client message for the WebSocket on the screen and shows its page.
    pub async fn new_client_message(&self) {
        self.click(&button("New client message").within(region("Conversation"))).await;
        self.see(&of_role("heading", "New client message")).await;
    }

    /// Chooses an entry of a settings menu, such as *Language* or *Theme*.
    pub async fn choose_setting(&self, menu: &str, entry: &str) {
        self.click(&button(menu)).await;
        self.click(&of_role("menuitemradio", entry)).await;
        self.see_no(&of_role("menu", any())).await;
    }

    /// Waits until the conversation on the screen has entries; how many, rendered or not.
    pub async fn entries(&self) -> u64 {
        self.until("entries of the conversation", async || self.rows().await.last()?.set_size).await
    }

    /// The rows of the conversation that are rendered.
    pub async fn rows(&self) -> Vec<crate::Seen> {
        self.look(&option(any()).within(listbox("Messages"))).await
    }

    /// Waits until this text is on the screen, anywhere.
    pub async fn see_text(&self, text: &str) {
        self.step(format!("see the text \"{text}\""));
        self.until(&format!("the text \"{text}\""), async || {
            self.visible_text().await.contains(text).then_some(())
        })
        .await;
    }

    /// All text on the screen, white space folded.
    pub async fn visible_text(&self) -> String {
        self.script("return (document.body?.innerText ?? '').replace(/\\s+/g, ' ')", Vec::new())
            .await
    }

    /// Waits until what the server saw gives a value.
    pub async fn server_saw<T>(&self, what: &str, found: impl Fn(&[Connection]) -> Option<T>) -> T {
        self.step(format!("see that the server saw {what}"));
        self.until_or(
            async || found(&self.sockets()),
            || format!("the server did not see {what}; it saw {:#?}", self.sockets()),
        )
        .await
    }

    /// Waits until the last WebSocket of the server received exactly these frames.
    pub async fn server_received(&self, frames: &[Received]) {
        self.step(format!("see that the server received {frames:?}"));
        let last = || self.sockets().pop().map(|it| it.received).unwrap_or_default();
        self.until_or(
            async || (last() == frames).then_some(()),
            || format!("the server received {:?} instead of {frames:?}", last()),
        )
        .await;
    }

    /// Every WebSocket the server was asked for; the plain HTTP probes of the app left out.
    pub fn sockets(&self) -> Vec<Connection> {
        let is_socket = |it: &Connection| it.header("upgrade").is_some();
        self.server.connections().into_iter().filter(is_socket).collect()
    }
}
