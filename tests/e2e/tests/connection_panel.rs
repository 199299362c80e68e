//! The connection panel: what is asked of the server, what a page cannot send and what goes out
//! instead, how a lost connection is made again, and why there is none.

use macareu_e2e::{
    CollectionFile, Page, Query, any, browser_test, button, checkbox, combobox, has, listbox,
    menuitem, message, of_role, option, radio, region, socket, starts, status, tab, textbox,
    treeitem,
};
use macareu_test_server::Outcome;
use serde_json::{Value, json};

/// The only WebSocket of a collection, with more keys than an address.
fn with_keys(url: &str, keys: &Value) -> Value {
    let mut it = socket("Echo", url, &[]);
    if let (Some(it), Some(keys)) = (it.as_object_mut(), keys.as_object()) {
        it.extend(keys.clone());
    }
    it
}

async fn import_with(page: &Page, path: &str, keys: Value) {
    let url = page.server.ws_url(path);
    page.import(&CollectionFile::new("Lab").with(with_keys(&url, &keys))).await;
    page.open(&["Lab", "Echo"]).await;
}

/// A field of the panel.
fn field(name: &str) -> Query {
    textbox(name).within(region("Connection"))
}

async fn shown_part(page: &Page, part: &str) {
    page.click(&tab("Options")).await;
    page.choose("Options", part).await;
}

/// The header of this name that the last WebSocket arrived with.
fn header(page: &Page, name: &str) -> Option<String> {
    page.sockets().last().and_then(|it| it.header(name).map(str::to_owned))
}

async fn reads(page: &Page, query: &Query, value: &str) {
    page.see_that(query, &format!("reads {value}"), |seen| seen.value == value).await;
}

browser_test! { chromium, firefox; async fn parameters_and_url_are_one(page) {
    page.with_socket("/headers?a=1&flag&b=x%20y", &[]).await;
    shown_part(page, "Parameters").await;
    reads(page, &field("Key").nth(1), "flag").await;
    reads(page, &field("Value").nth(2), "x%20y").await;
    // From the table to the URL.
    page.click(&field("Value").nth(0)).await;
    page.press("Control+a").await;
    page.type_text("2 & 3").await;
    let with = |query: &str| page.server.ws_url(&format!("/headers?{query}"));
    reads(page, &textbox("URL"), &with("a=2%20%26%203&flag&b=x%20y")).await;
    page.click(&checkbox("Enabled").within(region("Connection")).nth(1)).await;
    reads(page, &textbox("URL"), &with("a=2%20%26%203&b=x%20y")).await;
    page.click(&button("Add parameter")).await;
    page.fill(&field("Key").nth(3), "c").await;
    reads(page, &textbox("URL"), &with("a=2%20%26%203&b=x%20y&c")).await;
    // From the URL to the table; what is off stays.
    page.fill(&textbox("URL"), &with("z=9")).await;
    reads(page, &field("Key").nth(0), "z").await;
    reads(page, &field("Key").nth(1), "flag").await;
    page.click(&checkbox("Enabled").within(region("Connection")).nth(1)).await;
    reads(page, &textbox("URL"), &with("z=9&flag")).await;
    page.connect().await;
    let query = page.server_saw("the query", |all| Some(all.last()?.query.clone())).await;
    assert_eq!(query, [("z".to_owned(), "9".to_owned()), ("flag".to_owned(), String::new())]);
} }

browser_test! { chromium; async fn headers_are_kept_and_said_not_to_be_sent(page) {
    page.with_socket("/headers", &[]).await;
    page.click(&treeitem("Headers")).await;
    page.click(&button("Add header")).await;
    page.fill(&textbox("Key"), "X-Team").await;
    page.fill(&textbox("Value"), "tide").await;
    page.click(&treeitem("Echo")).await;
    shown_part(page, "Headers").await;
    page.click(&button("Add header")).await;
    page.fill(&field("Key"), "X-Own").await;
    page.fill(&field("Value"), "1").await;
    page.see(&region("Connection").with_text(has("These 2 rows are kept"))).await;
    page.click(&button(starts("1 inherited from Lab"))).await;
    page.see(&region("Connection").with_text(has("tide"))).await;
    page.connect().await;
    page.server_saw("the handshake", |all| all.last().map(|_| ())).await;
    assert_eq!((header(page, "x-own"), header(page, "x-team")), (None, None));
    // One of the same name takes the collection's place.
    shown_part(page, "Headers").await;
    page.fill(&field("Key"), "X-Team").await;
    page.see_no(&button(starts("1 inherited"))).await;
} }

browser_test! { chromium; async fn cookies_go_to_the_pages_own_host(page) {
    import_with(page, "/headers", json!({ "headers": [{ "enabled": true, "key": "Cookie", "value": "tide=high; x=1" }] })).await;
    shown_part(page, "Headers").await;
    page.click(&button("Set as cookies of this page")).await;
    page.connect().await;
    page.server_saw("the handshake", |all| all.last().map(|_| ())).await;
    let sent = header(page, "cookie").expect("cookies");
    assert!(sent.contains("tide=high") && sent.contains("x=1"), "{sent}");
} }

browser_test! { chromium; async fn a_login_answers_a_challenge_from_the_url(page) {
    page.with_socket("/refuse/401", &[]).await;
    page.click(&tab("Auth")).await;
    page.choose("Auth mode", "Basic").await;
    page.fill(&field("Login"), "ana").await;
    page.fill(&field("Password"), "segredo").await;
    page.see(&region("Connection").with_text(has("A page cannot send this header"))).await;
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    page.click(&tab("Auth")).await;
    page.click(&button("Send as user:pass@ in the URL")).await;
    page.connect().await;
    page.server_saw("the login", |all| all.iter().any(|it| it.header("authorization") == Some("Basic YW5hOnNlZ3JlZG8=")).then_some(())).await;
    assert!(!page.visible_text().await.contains("segredo"), "the password stays off the screen");
    // It is saved with the WebSocket, and the URL stays as it was typed.
    reads(page, &textbox("URL"), &page.server.ws_url("/refuse/401")).await;
} }

browser_test! { chromium; async fn a_token_goes_out_in_the_way_that_is_chosen(page) {
    import_with(page, "/headers", json!({ "customAuth": { "mode": "inheritFromCollection" } })).await;
    page.click(&treeitem("Auth")).await;
    page.choose("Auth mode", "Bearer").await;
    page.fill(&textbox("Token"), "a/b").await;
    page.click(&treeitem("Echo")).await;
    page.click(&tab("Auth")).await;
    page.see(&region("Connection").with_text(has("Bearer"))).await;

    page.click(&button("As a parameter")).await;
    page.fill(&field("Parameter name"), "key").await;
    page.connect().await;
    let query = page.server_saw("the parameter", |all| Some(all.last()?.query.clone())).await;
    assert_eq!(query, [("key".to_owned(), "a/b".to_owned())]);
    page.disconnect().await;

    page.click(&tab("Auth")).await;
    page.click(&button("Do not send it")).await;
    page.click(&button("As a subprotocol")).await;
    page.see_text("“/” cannot stand in a subprotocol.").await;
    page.click(&button("Connect")).await;
    page.see(&status("Disconnected")).await;
    page.click(&button("Do not send it")).await;
    page.click(&button("As Kubernetes takes it")).await;
    page.connect().await;
    let offered = page.server_saw("the offer", |all| all.last().map(|it| it.subprotocols.clone()).filter(|it| !it.is_empty())).await;
    assert_eq!(offered, ["base64url.bearer.authorization.k8s.io.YS9i"]);
    page.disconnect().await;

    page.click(&tab("Auth")).await;
    page.click(&button("Do not send it")).await;
    page.click(&button("As the first message")).await;
    page.fill(&field("First message, with {token} in its place"), "{\"auth\":\"{token}\"}").await;
    page.connect().await;
    page.server_received(&[macareu_test_server::Received::Text("{\"auth\":\"a/b\"}".into())]).await;
    page.see(&message("Sent text").with_text(has("a/b"))).await;
} }

browser_test! { chromium; async fn compression_is_kept_and_what_was_agreed_on_is_said(page) {
    page.with_socket("/echo?compression=on", &[]).await;
    shown_part(page, "Compression").await;
    page.click(&checkbox("Enable compression")).await;
    page.fill(&of_role("spinbutton", "Client max window bits"), "8").await;
    page.see_text("The compression max window bits must be within 9 and 15.").await;
    page.fill(&of_role("spinbutton", "Client max window bits"), "12").await;
    page.see_no(&of_role("alert", has("must be within"))).await;
    page.connect().await;
    page.see(&region("Connection").with_text(has("Messages are compressed"))).await;
    let stored = "return JSON.stringify(localStorage).includes('\\\\\"clientMaxWindowBits\\\\\":12')";
    page.until_script("the value in the store", stored).await;
} }

browser_test! { chromium; async fn a_handshake_takes_no_longer_than_it_may(page) {
    page.with_socket("/delay?delay_ms=60000", &[]).await;
    shown_part(page, "Timing").await;
    page.fill(&field("Handshake time-out, in seconds"), "x").await;
    page.see_text("Type a time from 0.1 to 600 seconds.").await;
    page.fill(&field("Handshake time-out, in seconds"), "0.5").await;
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    page.see(&region("Connection").with_text(has("The server did not answer the handshake within"))).await;
} }

browser_test! { chromium, firefox; async fn a_lost_connection_is_made_again(page) {
    import_with(page, "/drop?start=message&count=0&half_frame=no", json!({ "macareu": { "reconnect": true } })).await;
    shown_part(page, "Timing").await;
    page.see_that(&checkbox("Connect again when the connection is lost"), "is on", |seen| seen.checked == Some(true)).await;
    page.connect().await;
    page.send_quick("\"drop\"").await;
    page.see(&status("Reconnecting")).await;
    page.see(&region("Connection").with_text(has("Connecting again in"))).await;
    page.see(&status("Connected")).await;
    page.server_saw("two connections", |all| (all.len() == 2).then_some(())).await;
    // A wait can be stopped, and then nothing is made any more.
    page.send_quick("\"drop\"").await;
    page.see(&status("Reconnecting")).await;
    page.click(&button("Cancel")).await;
    page.see(&status("Disconnected")).await;
    // A person does not have to wait.
    page.connect().await;
    page.send_quick("\"drop\"").await;
    page.click(&button("Connect now")).await;
    page.see(&status("Connected")).await;
    page.server_saw("four connections, one of them open", |all| {
        let open = all.iter().filter(|it| it.is_open()).count();
        (all.len() == 4 && open == 1).then_some(())
    }).await;
    // Disconnecting is no loss.
    page.disconnect().await;
    page.see_no(&button("Connect now")).await;
} }

browser_test! { chromium; async fn a_connection_made_again_takes_the_values_of_that_moment(page) {
    let variables = [("token", "first")];
    let url = page.server.ws_url("/drop?start=message&count=0&half_frame=no&key={{token}}");
    let lab = CollectionFile::new("Lab").with_variables(&variables);
    page.import(&lab.with(with_keys(&url, &json!({ "macareu": { "reconnect": true } })))).await;
    page.open(&["Lab", "Echo"]).await;
    page.connect().await;
    page.open(&["Lab", "Variables"]).await;
    page.fill(&textbox("Value"), "renewed").await;
    page.open(&["Lab", "Echo"]).await;
    page.send_quick("\"drop\"").await;
    let keys = page.server_saw("a second connection", |all| {
        let key = |it: &macareu_test_server::Connection| it.query.iter().find(|(key, _)| key == "key").map(|(_, value)| value.clone());
        (all.len() == 2).then(|| all.iter().filter_map(key).collect::<Vec<_>>())
    }).await;
    assert_eq!(keys, ["first", "renewed"]);
    page.see(&status("Connected")).await;
    // What can no longer be made is not waited for, and is said.
    page.fill(&textbox("URL"), "http://nowhere").await;
    page.send_quick("\"drop\"").await;
    page.see(&of_role("alert", any()).with_text(has("ws://"))).await;
    page.see(&status("Disconnected")).await;
    assert_eq!(page.sockets().len(), 2);
} }

browser_test! { chromium; async fn a_secret_in_the_url_stays_off_screen_and_out_of_exports(page) {
    let url = page.server.ws_url("/echo?key={{secret-key}}");
    let lab = CollectionFile::new("Lab").with_variables(&[("secret-key", "s3same")]);
    page.import(&lab.with(with_keys(&url, &json!({})))).await;
    page.open(&["Lab", "Echo"]).await;
    page.connect().await;
    let query = page.server_saw("the key", |all| Some(all.last()?.query.clone())).await;
    assert_eq!(query, [("key".to_owned(), "s3same".to_owned())]);
    page.see(&region("Connection").with_text(has("key=••••••"))).await;
    assert!(!page.visible_text().await.contains("s3same"));
    page.send_quick("\"hi\"").await;
    page.see_count(&message("Received text"), 1).await;
    for format in ["JSON Lines", "CSV", "HAR"] {
        page.click(&button("Export conversation…")).await;
        page.click(&menuitem(starts(format))).await;
        let (_, bytes) = page.downloaded().await;
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.contains("/echo?key=") && !text.contains("s3same"), "{format}: {text}");
    }
} }

browser_test! { chromium, firefox; async fn variables_are_typed_into_a_parameter(page) {
    let lab = CollectionFile::new("Lab").with_variables(&[("Room", "sea & sky")]);
    page.import(&lab.with(with_keys(&page.server.ws_url("/echo?room=x"), &json!({})))).await;
    page.open(&["Lab", "Echo"]).await;
    shown_part(page, "Parameters").await;
    page.click(&field("Value")).await;
    page.press("Control+a").await;
    page.type_text("a b{{ Room").await;
    // The list of names stands open; what is typed is not corrected meanwhile.
    page.press("Escape").await;
    page.type_text(" }}").await;
    reads(page, &field("Value"), "a b{{ Room }}").await;
    reads(page, &textbox("URL"), &page.server.ws_url("/echo?room=a%20b{{ Room }}")).await;
    // In the middle of a text the caret stays where it is.
    page.press("Home").await;
    page.press("ArrowRight").await;
    page.type_text("& ").await;
    reads(page, &field("Value"), "a&  b{{ Room }}").await;
    page.press("Tab").await;
    reads(page, &field("Value"), "a%26%20%20b{{ Room }}").await;
} }

browser_test! { chromium; async fn what_goes_out_instead_of_auth_takes_variables(page) {
    let url = page.server.ws_url("/headers");
    let auth = json!({
        "customAuth": { "mode": "bearer", "bearerToken": "{{secret-token}}" },
        "macareu": { "substitutes": { "bearer": "firstMessage", "bearerMessage": "{{who}}: {token}" } },
    });
    let variables = [("secret-token", "s3same"), ("who", "ana")];
    page.import(&CollectionFile::new("Lab").with_variables(&variables).with(with_keys(&url, &auth))).await;
    page.open(&["Lab", "Echo"]).await;
    page.connect().await;
    page.server_received(&[macareu_test_server::Received::Text("ana: s3same".into())]).await;
    page.disconnect().await;
    // A token that travels as a subprotocol is not left out, and one that is empty does not go out.
    page.click(&tab("Auth")).await;
    page.click(&button("Do not send it")).await;
    page.click(&button("As a subprotocol")).await;
    page.fill(&field("Prefix or name"), "{{who}}.").await;
    page.fill(&textbox("URL"), &page.server.ws_url("/refuse/403")).await;
    page.click(&button("Connect")).await;
    let offered = page.server_saw("the offer", |all| Some(all.last()?.subprotocols.clone()).filter(|it| !it.is_empty())).await;
    assert_eq!(offered, ["ana.s3same"]);
    page.see(&button("Try again")).await;
    page.see_no(&region("Connection").with_text(has("without subprotocols"))).await;
    // A server that says the token back does not put it on the screen.
    page.fill(&textbox("URL"), &page.server.ws_url("/echo")).await;
    page.connect().await;
    page.see(&region("Connection").with_text(has("ana.••••••"))).await;
    assert!(!page.visible_text().await.contains("s3same"));
    page.disconnect().await;
    page.click(&tab("Auth")).await;
    page.fill(&field("Token"), "").await;
    page.see_text("There is no token to send.").await;
} }

browser_test! { chromium; async fn a_password_shown_of_one_websocket_stays_masked_in_another(page) {
    let auth = |password: &str| json!({ "customAuth": { "mode": "basic", "basicAuthLogin": "ana", "basicAuthPassword": password } });
    let url = page.server.ws_url("/echo");
    let mut other = with_keys(&url, &auth("0ther"));
    other["name"] = json!("Other");
    page.import(&CollectionFile::new("Lab").with(with_keys(&url, &auth("f1rst"))).with(other)).await;
    page.open(&["Lab", "Echo"]).await;
    page.click(&tab("Auth")).await;
    let eye = button("Show value: Password");
    page.click(&eye).await;
    page.see_that(&eye, "is pressed", |seen| seen.pressed == Some(true)).await;
    page.open(&["Lab", "Other"]).await;
    page.click(&tab("Auth")).await;
    page.see_that(&eye, "is not pressed", |seen| seen.pressed == Some(false)).await;
    // A variable's name is no secret: there is nothing to show.
    page.fill(&field("Password"), "{{password}}").await;
    page.see_no(&eye).await;
} }

browser_test! { chromium; async fn compression_turned_off_and_on_keeps_its_values(page) {
    page.with_socket("/echo", &[]).await;
    shown_part(page, "Compression").await;
    page.click(&checkbox("Enable compression")).await;
    let bits = of_role("spinbutton", "Client max window bits");
    page.click(&bits).await;
    page.press("Control+a").await;
    page.type_text("11").await;
    page.click(&checkbox("Enable compression")).await;
    page.see_no(&bits).await;
    page.click(&checkbox("Enable compression")).await;
    reads(page, &bits, "11").await;
} }

browser_test! { chromium; async fn a_click_that_leaves_a_wrong_url_counts(page) {
    page.with_socket("/echo", &[]).await;
    page.click(&textbox("URL")).await;
    page.press("Control+a").await;
    page.type_text("http://nowhere").await;
    page.click(&tab("Auth")).await;
    page.see(&tab("Auth").selected()).await;
    page.see(&of_role("alert", any()).with_text(has("ws://"))).await;
} }

// Firefox accepts an answer that chooses none of those offered.
browser_test! { chromium; async fn subprotocols_nobody_answers_are_found_out(page) {
    import_with(page, "/echo?subprotocol=none", json!({ "subprotocols": [{ "enabled": true, "key": "chat" }] })).await;
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    page.see(&region("Connection").with_text(has("without them the server accepts"))).await;
    page.see(&region("Connection").with_text(has("most likely the server knows none of the subprotocols"))).await;
    // The question leaves nothing open.
    page.server_saw("the question, closed", |all| (all.len() == 2 && all.iter().all(|it| !it.is_open())).then_some(())).await;
    page.click(&button("Connect without subprotocols")).await;
    page.see(&status("Connected")).await;
    page.disconnect().await;
    page.fill(&textbox("URL"), &page.server.ws_url("/refuse/403")).await;
    page.click(&button("Connect")).await;
    page.server_saw("both attempts", |all| (all.iter().filter(|it| it.outcome == Outcome::Refused(403)).count() == 2).then_some(())).await;
    page.see(&region("Connection").with_text(has("they are not the cause"))).await;
    page.see_no(&button("Connect without subprotocols")).await;
} }

browser_test! { chromium; async fn the_likeliest_cause_is_what_the_page_knows(page) {
    let panel = |text: &str| region("Connection").with_text(has(text));
    // A login that does not go out.
    let auth = json!({ "customAuth": { "mode": "basic", "basicAuthLogin": "ana", "basicAuthPassword": "x" } });
    import_with(page, "/refuse/401", auth).await;
    page.click(&button("Connect")).await;
    page.see(&panel("The login or token in Auth was not sent")).await;
    page.click(&button("Open Auth")).await;
    page.tab_to(&button("Send as user:pass@ in the URL")).await;
    page.press("Enter").await;
    // The focus stays in what it became.
    page.tab_to(&button("Do not send it")).await;
    page.click(&button("Connect")).await;
    page.see(&panel("Check the login or token")).await;
    // A name without a variable.
    page.fill(&textbox("URL"), &page.server.ws_url("/{{No}}")).await;
    page.click(&button("Connect")).await;
    page.see(&panel("Not every variable has a value: {{No}}")).await;
    page.see(&panel("without a matching variable: {{No}}")).await;
    // A server without TLS.
    page.fill(&textbox("URL"), &page.server.ws_url("/echo").replace("ws://", "wss://")).await;
    page.click(&button("Connect")).await;
    page.see(&panel("without it the URL begins with ws://")).await;
    page.see(&of_role("link", starts("Open https://"))).await;
    // What is not even tried is told from what was.
    page.fill(&textbox("URL"), "ws://127.0.0.1:6000/").await;
    page.click(&button("Connect")).await;
    page.see(&panel("Browsers block the port")).await;
    page.see_no(&panel("without it the URL begins with ws://")).await;
} }

browser_test! { chromium; async fn headers_with_a_place_of_their_own_move_there(page) {
    page.with_socket("/headers", &[]).await;
    shown_part(page, "Headers").await;
    page.click(&button("Add header")).await;
    page.click(&field("Key")).await;
    page.paste("GET /x HTTP/1.1\nAuthorization: Bearer tok\nSec-WebSocket-Protocol: a, b\nOrigin: http://x\nX-Team: tide").await;
    page.see(&region("Connection").with_text(has("The browser makes these by itself: Origin."))).await;
    page.click(&button("Move it to Auth")).await;
    page.see(&status("Header moved")).await;
    page.click(&button("Move it to Subprotocols")).await;
    page.see_no(&button("Move it to Subprotocols")).await;
    reads(page, &field("Key").nth(0), "Origin").await;
    page.connect().await;
    let offered = page.server_saw("the offer", |all| Some(all.last()?.subprotocols.clone())).await;
    assert_eq!(offered, ["a", "b"]);
    page.click(&tab("Auth")).await;
    reads(page, &field("Token"), "tok").await;
} }

browser_test! { chromium; async fn a_collections_auth_goes_out_in_all_that_inherit_it(page) {
    let url = page.server.ws_url("/headers");
    let inherits = json!({ "customAuth": { "mode": "inheritFromCollection" } });
    let mut other = with_keys(&url, &inherits);
    other["name"] = json!("Other");
    page.import(&CollectionFile::new("Lab").with(with_keys(&url, &inherits)).with(other)).await;
    page.open(&["Lab", "Auth"]).await;
    page.choose("Auth mode", "Bearer").await;
    page.fill(&textbox("Token"), "tok").await;
    page.see_text("A page cannot send this header.").await;
    page.see_text("Sent by those that inherit it: 0 of 2.").await;
    page.click(&button("As a parameter")).await;
    page.see_text("Sent by those that inherit it: 2 of 2.").await;
    page.open(&["Lab", "Other"]).await;
    page.connect().await;
    let query = page.server_saw("the parameter", |all| Some(all.last()?.query.clone())).await;
    assert_eq!(query, [("access_token".to_owned(), "tok".to_owned())]);
} }

browser_test! { chromium; async fn every_check_of_a_failure_is_listed(page) {
    page.with_socket("/refuse/403", &[]).await;
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    for check in [
        "URL is valid",
        "Browsers do not block the port",
        "There is a network",
        "No mixed content",
        "The page's policy allows it",
        "Host answers over HTTP",
        "Server did not accept the WebSocket",
    ] {
        page.see(&region("Connection").with_text(has(check))).await;
    }
    page.see(&option(has("Failed: could not connect")).within(listbox("Messages"))).await;
} }

browser_test! { chromium, firefox; async fn an_address_the_pages_policy_forbids_is_said(page) {
    page.create_socket("ws://127.0.0.2:8080/").await;
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    page.see(&region("Connection").with_text(has("The page's policy forbids it"))).await;
    page.see(&region("Connection").with_text(has("connect-src"))).await;
    let harm = page.harm().await;
    assert!(harm.iter().all(|it| it.contains("connect-src")), "{harm:?}");
} }

browser_test! { chromium; async fn a_certificate_that_is_not_accepted_can_be_reviewed(page) {
    page.create_socket(&page.server.wss_url("/echo")).await;
    page.click(&button("Connect")).await;
    page.see(&status("Failed")).await;
    page.see(&of_role("link", starts("Open https://"))).await;
    page.see(&button("Try again")).await;
} }

browser_test! { chromium; async fn every_auth_mode_keeps_its_values(page) {
    page.with_socket("/echo", &[]).await;
    page.click(&tab("Auth")).await;
    page.choose("Auth mode", "Windows").await;
    page.fill(&field("Domain"), "TIDE").await;
    page.choose("Auth mode", "Client certificate").await;
    page.click(&radio("PEM")).await;
    page.fill(&field("Private key file"), "{{dir}}/key.pem").await;
    page.see(&region("Connection").with_text(has("A page cannot choose a client certificate"))).await;
    page.choose("Auth mode", "None").await;
    // What is typed into a list adds up for a moment, unless it is another list.
    page.click(&tab("Options")).await;
    page.click(&tab("Auth")).await;
    page.choose("Auth mode", "Windows").await;
    reads(page, &field("Domain"), "TIDE").await;
    page.click(&tab("Options")).await;
    page.click(&tab("Auth")).await;
    page.choose("Auth mode", "Client certificate").await;
    reads(page, &field("Private key file"), "{{dir}}/key.pem").await;
    page.see(&combobox("Auth mode")).await;
} }
