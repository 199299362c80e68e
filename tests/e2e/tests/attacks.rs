//! What attackers write stays text, and nothing ever asks a third party.

use macareu_e2e::browser_test;

browser_test! { chromium; async fn a_request_to_a_third_party_is_noticed(page) {
    // Where no policy of the app's stands in the way.
    page.open_blank().await;
    for address in ["http://third.example/a.png", "https://third.example/b.png"] {
        page.script::<()>("new Image().src = arguments[0]", vec![address.into()]).await;
    }
    let mut asked = Vec::new();
    page.until("both requests", async || {
        asked.extend(page.asked_elsewhere());
        (asked.len() == 2).then_some(())
    }).await;
    asked.sort();
    assert_eq!(asked, ["CONNECT third.example:443", "GET http://third.example/a.png"]);
} }
