//! The page as a person has it before them: looking, and waiting until something is so.

use std::{
    cell::RefCell,
    path::Path,
    time::{Duration, Instant},
};

use macareu_test_server::TestServer;
use serde::de::DeserializeOwned;
use serde_json::Value;
use thirtyfour::{WebDriver, WebElement, error::WebDriverResult};

use crate::{
    browser::{Browser, Session, Setup},
    query::{Query, Seen},
    site::Site,
    third_parties::ThirdParties,
};

/// How long a condition may take to come: far more than it needs, so that a busy machine fails nothing.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// How often a condition is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);
const SCREEN: &str = include_str!("screen.js");

/// One test's browser, app and test server.
pub struct Page {
    /// The server the app talks to, in this process.
    pub server: TestServer,
    pub(crate) browser: Browser,
    pub(crate) home: tempfile::TempDir,
    pub(crate) site: Site,
    pub(crate) third_parties: ThirdParties,
    pub(crate) setup: Setup,
    pub(crate) session: RefCell<Option<Session>>,
    steps: RefCell<Vec<String>>,
    /// What lay over the element last looked at, for the message of a failure.
    cover: RefCell<String>,
}

impl Page {
    pub(crate) fn new(
        browser: Browser,
        setup: Setup,
        site: Site,
        third_parties: ThirdParties,
        server: TestServer,
        home: tempfile::TempDir,
    ) -> Self {
        Self {
            server,
            browser,
            home,
            site,
            third_parties,
            setup,
            session: RefCell::default(),
            steps: RefCell::default(),
            cover: RefCell::default(),
        }
    }

    /// Which browser this is.
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// Waits until this is on the screen.
    pub async fn see(&self, query: &Query) -> Seen {
        self.see_that(query, "is there", |_| true).await
    }

    /// Waits until this is on the screen and meets the condition `what` says in words.
    pub async fn see_that(&self, query: &Query, what: &str, meets: impl Fn(&Seen) -> bool) -> Seen {
        self.step(format!("see that {query} {what}"));
        self.until(&format!("that {query} {what}"), async || {
            self.look(query).await.into_iter().find(&meets)
        })
        .await
    }

    /// Waits until exactly so many of this are on the screen.
    pub async fn see_count(&self, query: &Query, count: usize) {
        self.step(format!("see {count} × {query}"));
        self.until(&format!("{count} × {query}"), async || {
            (self.look(query).await.len() == count).then_some(())
        })
        .await;
    }

    /// Waits until this is not on the screen.
    pub async fn see_no(&self, query: &Query) {
        self.step(format!("see no {query}"));
        self.until(&format!("that {query} is gone"), async || {
            self.look(query).await.is_empty().then_some(())
        })
        .await;
    }

    /// Everything of this kind that is on the screen now.
    pub async fn look(&self, query: &Query) -> Vec<Seen> {
        self.ask(query, "look").await.unwrap_or_default()
    }

    /// Waits until `attempt` gives a value; the page may be loading meanwhile.
    pub async fn until<T>(&self, what: &str, attempt: impl AsyncFnMut() -> Option<T>) -> T {
        self.until_within(PATIENCE.as_secs(), what, attempt).await
    }

    /// The same with another patience, for what takes long by its nature.
    pub async fn until_within<T>(
        &self,
        seconds: u64,
        what: &str,
        mut attempt: impl AsyncFnMut() -> Option<T>,
    ) -> T {
        match poll(seconds, &mut attempt).await {
            Some(value) => value,
            None => self.fail(&format!("awaited for {seconds} s: {what}")).await,
        }
    }

    /// Waits as [`Self::until`]; what to say of a failure is made when it happens.
    pub(crate) async fn until_or<T>(
        &self,
        mut attempt: impl AsyncFnMut() -> Option<T>,
        what: impl Fn() -> String,
    ) -> T {
        match poll(PATIENCE.as_secs(), &mut attempt).await {
            Some(value) => value,
            None => self.fail(&what()).await,
        }
    }

    /// The value of a JavaScript function body in the page, with arguments.
    pub async fn script<T: DeserializeOwned>(&self, body: &str, arguments: Vec<Value>) -> T {
        let answer = self.web().execute(body, arguments).await.and_then(|answer| answer.convert());
        self.sure("run a script in the page", answer).await
    }

    /// Waits until a JavaScript function body in the page returns true.
    pub async fn until_script(&self, what: &str, body: &str) {
        self.step(format!("see {what}"));
        self.until(what, async || {
            let answer = self.web().execute(body, Vec::new()).await.ok()?;
            (answer.json() == &Value::Bool(true)).then_some(())
        })
        .await;
    }

    /// Fails the test, saying what was expected and what is on the screen instead.
    ///
    /// # Panics
    /// Always.
    pub async fn fail<T>(&self, what: &str) -> T {
        let screen: Vec<String> = match self.web_if_open() {
            Some(web) => run_screen(&web, Value::Null, "outline").await.unwrap_or_default(),
            None => vec!["no browser".into()],
        };
        let steps = self.steps.borrow();
        let steps = steps.get(steps.len().saturating_sub(12)..).unwrap_or_default().join("\n  ");
        let cover = self.cover.borrow().clone();
        panic!("{what}\n{cover}steps:\n  {steps}\non the screen:\n  {}\n", screen.join("\n  "));
    }

    /// Notes what lies over an element that is to be pressed.
    pub(crate) fn covered(&self, by: &str) {
        self.cover.replace(format!("over it lay: {by}\n"));
    }

    /// Notes a step for the message of a failure.
    pub(crate) fn step(&self, what: String) {
        self.cover.replace(String::new());
        self.steps.borrow_mut().push(what);
    }

    /// The value, or the failure of the test.
    pub(crate) async fn sure<T, E: std::fmt::Display>(
        &self,
        what: &str,
        result: Result<T, E>,
    ) -> T {
        match result {
            Ok(value) => value,
            Err(error) => self.fail(&format!("cannot {what}: {error}")).await,
        }
    }

    pub(crate) async fn ask<T: DeserializeOwned>(&self, query: &Query, wanted: &str) -> Option<T> {
        let query = serde_json::to_value(query).ok()?;
        run_screen(&self.web(), query, wanted).await.ok()
    }

    pub(crate) async fn element(&self, query: &Query) -> WebElement {
        let arguments = vec![serde_json::to_value(query).unwrap_or_default(), "element".into()];
        self.until(&format!("{query}"), async || {
            let answer = self.web().execute(SCREEN, arguments.clone()).await.ok()?;
            answer.element().ok()
        })
        .await
    }

    pub(crate) fn web(&self) -> WebDriver {
        match self.web_if_open() {
            Some(web) => web,
            None => panic!("the browser is closed"),
        }
    }

    pub(crate) fn web_if_open(&self) -> Option<WebDriver> {
        self.session.borrow().as_ref().map(|session| session.web.clone())
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }
}

async fn run_screen<T: DeserializeOwned>(
    web: &WebDriver,
    query: Value,
    wanted: &str,
) -> WebDriverResult<T> {
    web.execute(SCREEN, vec![query, wanted.into()]).await?.convert()
}

async fn poll<T>(seconds: u64, attempt: &mut impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        if let Some(value) = attempt().await {
            return Some(value);
        }
        if start.elapsed().as_secs() >= seconds {
            return None;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
