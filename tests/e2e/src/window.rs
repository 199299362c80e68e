//! The browser's window: the app's page in it, its size, its tabs, its end and new start.

use thirtyfour::{WindowHandle, error::WebDriverResult};

use crate::{
    browser::{self, Session},
    page::{PATIENCE, Page},
    query::{any, of_role},
    site::Trouble,
};

/// What [`Page::harm`] runs; an empty page has no prelude, but may have the list.
const TAKE_HARM: &str = r#"
const harm = JSON.parse(sessionStorage.getItem("e2e-harm") ?? "[]");
sessionStorage.removeItem("e2e-harm");
return harm;
"#;

/// What [`Page::break_next_element`] runs.
const BREAK_NEXT: &str = r#"
const create = document.createElement;
document.createElement = function () {
  document.createElement = create;
  throw new TypeError("broken by the test");
};
"#;

/// A tab of the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(WindowHandle);

impl Page {
    pub(crate) async fn open_browser(&self) -> WebDriverResult<()> {
        let session =
            Session::open(self.browser, self.setup, self.home.path(), &self.third_parties.proxy())
                .await?;
        self.session.replace(Some(session));
        Ok(())
    }

    pub(crate) async fn close_browser(&self) {
        let session = self.session.take();
        if let Some(session) = session {
            // A browser that died has failed the test already.
            drop(tokio::time::timeout(PATIENCE, session.web.clone().quit()).await);
        }
    }

    /// Closes the browser and starts it again on the same profile, at the app.
    pub async fn reopen_browser(&self) {
        self.step("close the browser and start it again".into());
        self.close_browser().await;
        let opened = self.open_browser().await;
        self.sure("start the browser", opened).await;
        self.open_app().await;
    }

    /// What the browser has asked of others than this machine since this was called last. A flow that
    /// leaves anything here fails. Chromium only.
    pub fn asked_elsewhere(&self) -> Vec<String> {
        self.third_parties.take()
    }

    /// How many files with this ending the browser has asked the app's site for.
    pub fn fetched(&self, ending: &str) -> usize {
        self.site.asked_for(ending)
    }

    /// From now on the app's site sends WASM as a plain file server does, which does not know its type.
    pub fn forget_wasm(&self) {
        self.step("the site forgets the type of WASM".to_owned());
        self.site.forget_wasm();
    }

    /// From now on the app's site sends these headers, one a line.
    pub fn send_headers(&self, headers: &str) {
        self.step("the site sends other headers".to_owned());
        self.site.send(headers);
    }

    /// From now on the app's site has no files with this ending; `None` brings them back.
    pub fn lose_files(&self, ending: Option<&'static str>) {
        self.step(match ending {
            Some(ending) => format!("the site loses its files {ending}"),
            None => "the site has all its files again".to_owned(),
        });
        self.site.lose(ending);
    }

    /// From now on this is wrong with the app's site; `None` mends it.
    pub fn trouble(&self, trouble: Option<Trouble>) {
        self.step(format!("the site's trouble: {trouble:?}"));
        self.site.trouble(trouble);
    }

    /// Loads the page, with a query or fragment or nothing, without waiting for the app: it may not
    /// start, or a dialog may be before it.
    pub async fn load(&self, suffix: &str) {
        self.step(format!("load the page {suffix}"));
        let loaded = self.web().goto(format!("{}{suffix}", self.site.app_url())).await;
        self.sure("load the page", loaded).await;
    }

    /// Loads the app and waits until it is there.
    pub async fn open_app(&self) {
        self.open_app_at("").await;
    }

    /// Loads the app with a query or fragment and waits until it is there.
    pub async fn open_app_at(&self, suffix: &str) {
        self.step(format!("open the app {suffix}"));
        let loaded = self.web().goto(format!("{}{suffix}", self.site.app_url())).await;
        self.sure("load the app", loaded).await;
        self.see(&of_role("main", any())).await;
    }

    /// Lets the next element that the app makes fail, as a browser extension may that meddles with
    /// the page.
    pub async fn break_next_element(&self) {
        self.step("break the next element".into());
        self.script::<()>(BREAK_NEXT, Vec::new()).await;
    }

    /// The address of an empty page of the app's origin.
    pub fn blank_url(&self) -> String {
        self.site.blank_url()
    }

    /// Goes to an empty page of the app's origin.
    pub async fn open_blank(&self) {
        self.step("go to an empty page of the same origin".into());
        let loaded = self.web().goto(self.site.blank_url()).await;
        self.sure("load an empty page", loaded).await;
    }

    /// Reloads the page and waits until the app is there.
    pub async fn reload(&self) {
        self.step("reload".into());
        let loaded = self.web().refresh().await;
        self.sure("reload", loaded).await;
        self.see(&of_role("main", any())).await;
    }

    /// The tab in use.
    pub async fn tab(&self) -> Tab {
        let window = self.web().window().await;
        Tab(self.sure("name the tab", window).await)
    }

    /// Opens the app in one more tab and uses that.
    pub async fn open_second_tab(&self) -> Tab {
        self.step("open a second tab".into());
        let opened = self.web().new_tab().await;
        let tab = Tab(self.sure("open a tab", opened).await);
        self.use_tab(&tab).await;
        self.open_app().await;
        tab
    }

    /// Uses another tab.
    pub async fn use_tab(&self, tab: &Tab) {
        self.step("change the tab".into());
        let changed = self.web().switch_to_window(tab.0.clone()).await;
        self.sure("change the tab", changed).await;
    }

    /// What this tab did against the page's policy and which dialogs it opened, since it was asked
    /// last. A flow that ends with any of it fails.
    pub async fn harm(&self) -> Vec<String> {
        self.script(TAKE_HARM, Vec::new()).await
    }

    /// Chromium only: what it has against the manifest, and against installing the app.
    pub async fn install_errors(&self) -> Vec<String> {
        self.step("look at the manifest".to_owned());
        let web = self.web();
        let none = || serde_json::json!({});
        let manifest = web.cdp().send_raw("Page.getAppManifest", none()).await;
        let manifest = self.sure("read the manifest", manifest).await;
        let install = web.cdp().send_raw("Page.getInstallabilityErrors", none()).await;
        let install = self.sure("ask whether it can be installed", install).await;
        let all = [manifest.get("errors"), install.get("installabilityErrors")];
        let lists = all.into_iter().filter_map(|it| it?.as_array());
        lists.flatten().map(ToString::to_string).collect()
    }

    /// Chromium only: gives the page another size in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        self.step(format!("make the page {width} × {height}"));
        let done = browser::resize(&self.web(), (width, height)).await;
        self.sure("resize the page", done).await;
    }
}
