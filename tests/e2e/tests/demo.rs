//! Servers in the page: they do what they say, are marked, and need no network.

use macareu_e2e::{
    Page, any, browser_test, button, has, message, of_role, option, region, status, tab, textbox,
};

const MARK: &str = "Demo · no network";

/// Connects to an address from the welcome page.
async fn connect(page: &Page, url: &str) {
    page.fill(&textbox("URL"), url).await;
    page.press("Enter").await;
}

browser_test! { chromium; async fn the_demo_echo_sends_back_and_says_what_it_is(page) {
    connect(page, "demo:echo").await;
    page.see(&status("Connected")).await;
    page.see(&option(has(MARK))).await;
    page.see(&region("Connection").with_text(has("Accepted by the demo server in this page"))).await;
    page.send_quick("\"tide\"").await;
    page.see(&message("Received text").with_text(has("tide"))).await;
    page.click(&tab("Auth")).await;
    page.see(&region("Connection").with_text(has("takes neither headers nor auth"))).await;
    page.click(&button("Disconnect")).await;
    page.see(&option(has("1000"))).await;
    page.see(&button("Connect")).await;
} }

browser_test! { chromium; async fn the_demo_clock_ticks_without_a_network(page) {
    // What shows a WebSocket comes late: it has to be here before the site goes.
    connect(page, "demo:close").await;
    page.see(&option(has("1000"))).await;
    page.stop_site();
    connect(page, "demo:clock?every_ms=50").await;
    page.see(&message("Received text").with_text(has("\"tick\":3"))).await;
    page.click(&button("Disconnect")).await;
    page.see(&button("Connect")).await;
} }

browser_test! { chromium; async fn a_demo_flood_comes_whole_and_can_be_left(page) {
    connect(page, "demo:flood?count=20000&size=20").await;
    page.see(&message("Received text").with_text(has("0000020000"))).await;
    page.click(&button("Disconnect")).await;
    page.see(&button("Connect")).await;
    connect(page, "demo:flood?count=1000000&size=200").await;
    page.see(&message("Received text")).await;
    page.click(&button("Disconnect")).await;
    page.see(&button("Connect")).await;
} }

browser_test! { chromium; async fn the_demo_server_closes_as_it_is_told(page) {
    connect(page, "demo:close?code=4001&reason=low+tide").await;
    page.see(&option(has("4001")).with_text(has("low tide"))).await;
    page.see(&button("Connect")).await;
} }

browser_test! { chromium; async fn a_demo_server_that_there_is_not_names_those_there_are(page) {
    connect(page, "demo:tide").await;
    page.see(&of_role("alert", any()).with_text(has("demo:echo, demo:clock, demo:flood and demo:close"))).await;
} }

browser_test! { chromium; async fn a_demo_server_that_is_late_can_be_cancelled(page) {
    connect(page, "demo:echo?delay_ms=600000").await;
    page.see(&status("Connecting")).await;
    page.click(&button("Cancel")).await;
    page.see(&button("Connect")).await;
} }
