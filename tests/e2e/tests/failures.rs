//! When the server or the network does not do as one hopes.

use macareu_e2e::{
    Browser, Setup, any, browser_test, button, has, listbox, message, of_role, option, region,
    starts, status, tab, textbox, treeitem,
};
use macareu_test_server::{Connection, End, Outcome};

browser_test! { chromium, firefox; async fn every_refusal_is_said_in_a_sentence(page) {
    page.with_socket("/", &[]).await;
    let failures = option(has("Failed: could not connect")).within(listbox("Messages"));
    for (number, (path, outcome)) in (1..).zip([
        ("/refuse/401", Outcome::Refused(401)),
        ("/refuse/403", Outcome::Refused(403)),
        ("/refuse/404", Outcome::Refused(404)),
        ("/refuse/200", Outcome::Refused(200)),
        ("/refuse/drop", Outcome::Dropped),
    ]) {
        page.fill(&textbox("URL"), &page.server.ws_url(path)).await;
        page.click(&button("Connect")).await;
        page.server_saw("the refusal", |all| all.iter().any(|it| it.path == path && it.outcome == outcome).then_some(())).await;
        page.see_count(&failures, number).await;
        page.see(&status("Failed")).await;
        page.see(&tab("Error").selected()).await;
        page.see(&region("Connection").with_text(has("Server did not accept the WebSocket"))).await;
        let said = page.see(&region("Connection").with_text(has("Could not connect"))).await.text;
        assert!(said.contains("The browser does not say why."), "{path}: {said}");
        assert!(!page.visible_text().await.contains("1006"), "{path}: 1006 says nothing to a person");
    }
} }

browser_test! { chromium; with Setup::default().size(390, 844); async fn a_failure_shows_its_panel_on_a_phone(page) {
    page.click(&button("Collections")).await;
    page.click(&button("New collection")).await;
    page.click(&button("New WebSocket")).await;
    page.fill(&textbox("URL"), &page.server.ws_url("/refuse/404")).await;
    page.click(&tab("Message")).await;
    page.click(&button("Connect")).await;
    page.see(&tab("Connection").selected()).await;
    page.see(&region("Connection").with_text(has("Could not connect"))).await;
} }

browser_test! { chromium, firefox; async fn a_host_that_is_not_there_is_told_from_one_that_refuses(page) {
    // A port that is taken and where nobody listens.
    let taken = tokio::net::TcpSocket::new_v4().expect("a socket");
    taken.bind((std::net::Ipv4Addr::LOCALHOST, 0).into()).expect("a free port");
    let port = taken.local_addr().expect("its address").port();
    page.create_socket(&format!("ws://127.0.0.1:{port}/")).await;
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    page.see(&region("Connection").with_text(has("Host does not answer"))).await;
    page.see(&region("Connection").with_text(has("Check that the server is running"))).await;
} }

browser_test! { chromium, firefox; async fn a_close_nobody_answers_can_be_left(page) {
    page.with_open_socket("/never-close", &[]).await;
    page.press("F6").await;
    page.see(&status("Closing")).await;
    page.see(&button("Cancel")).await;
    page.press("F6").await;
    page.see(&status("Disconnected")).await;
    page.see(&option(has("the server did not answer")).within(listbox("Messages"))).await;
    // The old connection does not stand in the way of a new one.
    page.connect().await;
    page.send_quick("\"second connection\"").await;
    page.see(&message("Received text").with_text(has("second connection"))).await;
    page.see(&status("Connected")).await;
} }

browser_test! { chromium, firefox; async fn a_lost_connection_is_said(page) {
    page.with_open_socket("/drop?start=message&count=2", &[]).await;
    page.send_quick("\"now\"").await;
    page.see_count(&message("Received text"), 2).await;
    page.see(&option(has("The connection was lost without a close")).within(listbox("Messages"))).await;
    page.server_saw("that it dropped", |all| (all[0].end == Some(End::Dropped)).then_some(())).await;
    assert!(!page.visible_text().await.contains("1006"), "1006 says nothing to a person");
    page.see(&button("Connect")).await;
} }

browser_test! { chromium, firefox; async fn a_panic_shows_a_page_that_saves_the_collections(page) {
    page.with_socket("/echo", &[]).await;
    let stored = "return JSON.stringify(localStorage).includes('/echo')";
    page.until_script("the collection in the store", stored).await;
    page.break_next_element().await;
    page.press("F2").await;
    page.see_text("Macaréu stopped working").await;
    page.click(&of_role("link", starts("Download Lab"))).await;
    let (name, bytes) = page.downloaded().await;
    assert_eq!(name, "Lab.pororoca_collection.json");
    assert!(String::from_utf8_lossy(&bytes).contains("/echo"));
    page.click(&of_role("link", starts("Reload"))).await;
    page.see(&treeitem("Echo")).await;
} }

/// The worker reports a fault with the next thing the app asks of it, and again with each after it.
const BREAK_WORKER: &str = r#"
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (...request) {
  post.apply(this, request);
  this.dispatchEvent(new ErrorEvent("error", { message: "broken by the test" }));
};
"#;

browser_test! { chromium; async fn a_broken_worker_is_ended_and_said_once(page) {
    page.with_open_socket("/echo", &[]).await;
    page.script::<()>(BREAK_WORKER, Vec::new()).await;
    page.send_quick("\"the last\"").await;
    page.see_text("The part that keeps connections stopped working").await;
    // A connection nobody can see or end must not stay.
    page.server_saw("that the connection ended", |all| all[0].end.is_some().then_some(())).await;
    page.see(&status("Disconnected")).await;
    page.click(&button("Connect")).await;
    page.open(&["Lab"]).await;
    page.open(&["Lab", "Echo"]).await;
    page.see_count(&of_role("alert", any()).with_text(has("stopped working")), 1).await;
    page.reload().await;
    page.open(&["Lab", "Echo"]).await;
    page.connect().await;
    page.see_no(&of_role("alert", any()).with_text(has("stopped working"))).await;
} }

/// What a server does wrong, and the state it leaves.
const MISBEHAVIOURS: &[(&str, &str)] = &[
    ("/refuse/302", "Failed"),
    ("/refuse/404", "Failed"),
    ("/refuse/500", "Failed"),
    ("/refuse/200", "Failed"),
    ("/refuse/drop", "Failed"),
    ("/fault?what=accept", "Failed"),
    ("/fault?what=header", "Failed"),
    ("/fault?what=half", "Failed"),
    ("/fault?what=utf8", "Disconnected"),
    ("/fault?what=reserved", "Disconnected"),
    ("/fault?what=opcode", "Disconnected"),
    ("/fault?what=masked", "Disconnected"),
    ("/fault?what=control", "Disconnected"),
    ("/fault?what=continuation", "Disconnected"),
    ("/fault?what=close", "Disconnected"),
    ("/fault?what=length", "Disconnected"),
    ("/fault?what=garbage", "Disconnected"),
    ("/drop?count=2", "Disconnected"),
    ("/drop?count=2&how=end", "Disconnected"),
    ("/drop?count=0&half_frame=no&how=end", "Disconnected"),
    ("/close?code=1000", "Disconnected"),
    ("/close?code=none", "Disconnected"),
    ("/close?code=0", "Disconnected"),
    ("/close?code=1005", "Disconnected"),
    ("/close?code=4999&reason=tide%20out", "Disconnected"),
    ("/push?count=20000&size=200&then=close", "Disconnected"),
];

browser_test! { chromium, firefox; async fn after_every_misbehaviour_the_app_is_usable(page) {
    page.with_socket("/echo", &[]).await;
    let ends = option(any()).within(listbox("Messages")).last();
    for (path, state) in MISBEHAVIOURS {
        if *path == "/fault?what=masked" && page.browser() == Browser::Firefox {
            // It reads such frames as if they were right.
            continue;
        }
        page.fill(&textbox("URL"), &page.server.ws_url(path)).await;
        page.click(&button("Connect")).await;
        let is_asked = |it: &Connection| {
            let query: Vec<String> = it.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
            [it.path.as_str(), &query.join("&")].join("?").trim_end_matches('?') == path.replace("%20", " ")
        };
        page.server_saw(path, |all| all.iter().any(|it| is_asked(it) && it.end.is_some()).then_some(())).await;
        page.see(&status(*state)).await;
        page.see(&ends).await;
        assert!(!page.visible_text().await.contains("1006"), "{path}: 1006 says nothing to a person");
        page.see(&button("Connect")).await;
    }
    page.fill(&textbox("URL"), &page.server.ws_url("/echo")).await;
    page.connect().await;
    page.send_quick("\"still here\"").await;
    page.see(&message("Received text").with_text(has("still here"))).await;
} }
