//! The app without its site, and from one version to the next.

use macareu_e2e::{
    Edition, Page, any, browser_test, button, dialog, has, heading, of_role, region, status,
    textbox, treeitem,
};

const READY: &str = "A new version is ready";

/// Loads a version as a first visit and waits until it is there offline.
async fn first_visit(page: &Page) {
    page.publish(Edition::Whole(1)).await;
    page.open_app().await;
    about_says(page, "Ready offline").await;
}

async fn about_says(page: &Page, text: &str) {
    page.click(&button("Settings…")).await;
    page.see(&dialog("Settings").with_text(has(text))).await;
    page.press("Escape").await;
    page.see_no(&of_role("dialog", any())).await;
}

async fn runs(page: &Page, edition: Edition) {
    about_says(page, &edition.build()).await;
}

browser_test! { chromium, firefox; async fn all_of_it_is_there_offline_after_a_first_visit(page) {
    first_visit(page).await;
    page.stop_site();
    page.open_app().await;
    // As F5 does; Firefox' driver has a way of its own that passes the worker by.
    page.script::<()>("window.e2eOld = true; location.reload()", Vec::new()).await;
    page.until_script("another page", "return window.e2eOld === undefined").await;
    page.new_collection("Tides").await;
    page.click(&button("New WebSocket")).await;
    page.see(&region("Conversation")).await;
    page.fill(&textbox("URL"), &page.server.ws_url("/echo")).await;
    page.connect().await;
    runs(page, Edition::Whole(1)).await;
} }

browser_test! { chromium; async fn a_newer_version_is_taken_when_a_person_says_so(page) {
    first_visit(page).await;
    page.publish(Edition::Whole(2)).await;
    page.reload().await;
    page.see(&of_role("status", any()).with_text(has(READY))).await;
    runs(page, Edition::Whole(1)).await;
    page.click(&button("Later")).await;
    page.see_no(&button("Later")).await;
    about_says(page, READY).await;
    page.reload().await;
    page.click(&button("Reload")).await;
    page.until_script("the newer version", "return document.querySelector('meta[name=macareu-build]')?.content === 'edition-2'").await;
    page.see(&heading("Welcome")).await;
    runs(page, Edition::Whole(2)).await;
    page.stop_site();
    page.reload().await;
    runs(page, Edition::Whole(2)).await;
} }

browser_test! { chromium; async fn what_a_newer_version_would_close_is_asked_about(page) {
    first_visit(page).await;
    page.with_open_socket("/echo", &[]).await;
    page.fill(&textbox("Quick message"), "half a thought").await;
    page.publish(Edition::Whole(2)).await;
    // As a tab does that is shown again after hours.
    page.script::<()>("navigator.serviceWorker.getRegistration().then((it) => it.update())", Vec::new()).await;
    page.click(&button("Reload")).await;
    let question = dialog("Reload for the new version?");
    page.see(&question.clone().with_text(has("Closes these connections"))).await;
    page.see(&question.clone().with_text(has("Loses what is typed into Quick message"))).await;
    page.click(&button("Cancel").within(question.clone())).await;
    page.see(&status("Connected")).await;
    page.see_that(&textbox("Quick message"), "is still there", |seen| seen.value == "half a thought").await;
    page.click(&button("Reload")).await;
    page.click(&button("Reload").within(question)).await;
    page.see(&status("Disconnected")).await;
    runs(page, Edition::Whole(2)).await;
} }

browser_test! { chromium; async fn a_newer_version_that_is_not_whole_leaves_the_old_one(page) {
    first_visit(page).await;
    for broken in [Edition::WithoutFile(2), Edition::Truncated(3), Edition::OtherPage(4)] {
        page.publish(broken).await;
        page.reload().await;
        about_says(page, "A newer version did not arrive whole").await;
        page.see_no(&button("Later")).await;
        runs(page, Edition::Whole(1)).await;
    }
    page.publish(Edition::Whole(5)).await;
    page.reload().await;
    page.click(&button("Reload")).await;
    page.until_script("the whole version", "return document.querySelector('meta[name=macareu-build]')?.content === 'edition-5'").await;
    runs(page, Edition::Whole(5)).await;
} }

browser_test! { chromium; async fn another_tab_goes_on_with_its_version_and_finds_its_late_parts(page) {
    first_visit(page).await;
    page.reload().await;
    page.see(&heading("Welcome")).await;
    let first = page.tab().await;
    page.open_second_tab().await;
    page.publish(Edition::Whole(2)).await;
    page.reload().await;
    page.click(&button("Reload")).await;
    page.until_script("the newer version", "return document.querySelector('meta[name=macareu-build]')?.content === 'edition-2'").await;
    page.use_tab(&first).await;
    // Its parts are on the site no more, and none has come yet.
    page.new_collection("Tides").await;
    page.see(&button("New folder")).await;
    page.see(&treeitem("Tides")).await;
    runs(page, Edition::Whole(1)).await;
    // There is no worker that waits: loading again is all.
    page.click(&button("Reload")).await;
    page.until_script("the newer version", "return document.querySelector('meta[name=macareu-build]')?.content === 'edition-2'").await;
    page.see(&treeitem("Tides")).await;
} }

browser_test! { chromium; async fn a_host_without_the_worker_has_the_app_all_the_same(page) {
    page.publish(Edition::WithoutWorker(1)).await;
    page.open_app().await;
    about_says(page, "Not available offline: the host has no usable service_worker.js").await;
    page.with_open_socket("/echo", &[]).await;
} }

browser_test! { chromium; async fn the_browser_can_install_it(page) {
    page.publish(Edition::Whole(1)).await;
    page.open_app().await;
    about_says(page, "Ready offline").await;
    let errors = page.install_errors().await;
    assert_eq!(errors, Vec::<String>::new());
    page.script::<()>("const offer = new Event('beforeinstallprompt', { cancelable: true }); offer.prompt = () => { window.e2eAsked = true; }; dispatchEvent(offer)", Vec::new()).await;
    page.click(&button("Settings…")).await;
    page.click(&button("Install…")).await;
    page.until_script("the browser's question", "return window.e2eAsked === true").await;
    page.see_no(&button("Install…")).await;
} }
