//! Opening: what every handshake answers, what the server saw of it, and plain HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::time::Duration;

use common::{Client, exchange, http, refused, tcp, tls, upgrade};
use macareu_test_server::{Config, End, Outcome, Received, StartError, TestServer, paths};
use tokio::io::AsyncWriteExt as _;

const OFFER: &str = "Sec-WebSocket-Protocol: chat, superchat\r\n";
const DEFLATE: &str = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";

fn opened(subprotocol: Option<&str>, compression: bool) -> Outcome {
    Outcome::Opened { subprotocol: subprotocol.map(str::to_owned), compression }
}

#[tokio::test]
async fn echo_over_ws_and_wss() {
    let server = TestServer::start().await.unwrap();
    for stream in [tcp(&server).await, tls(&server).await] {
        let mut client = Client::open_with(stream, "/echo?x=a%20b", "").await;
        client.send_text("olá 🌊").await;
        assert_eq!(client.text().await, "olá 🌊");
        client.send(yawc::Frame::binary(vec![0, 255, 7])).await;
        assert_eq!(client.binary().await.as_ref(), [0, 255, 7]);
        client.send_close(3001, "até logo").await;
        assert_eq!(&client.closed().await[2..], "até logo".as_bytes());
    }
    let seen = server.wait_for("two ends", |seen| {
        (seen.len() == 2 && seen.iter().all(|c| c.end.is_some())).then(|| seen.to_vec())
    });
    for (connection, (number, secure)) in seen.await.unwrap().iter().zip([(1, false), (2, true)]) {
        assert_eq!((connection.number, connection.secure), (number, secure));
        assert_eq!(connection.path, "/echo");
        assert_eq!(connection.query, [("x".to_owned(), "a b".to_owned())]);
        assert_eq!(connection.header("origin"), Some("https://elsewhere"));
        assert_eq!(connection.outcome, opened(None, false));
        let close = Received::Close { code: Some(3001), reason: "até logo".to_owned() };
        assert_eq!(
            connection.received,
            [Received::Text("olá 🌊".to_owned()), Received::Binary(vec![0, 255, 7]), close]
        );
        assert_eq!((connection.messages, connection.bytes, connection.sent), (2, 12, 2));
        assert_eq!(connection.end, Some(End::Closed));
    }
    assert!(server.ws_url("/echo").starts_with("ws://127.0.0.1:"));
    assert!(server.wss_url("/echo").starts_with("wss://127.0.0.1:"));
}

#[tokio::test]
async fn headers_come_back_as_json() {
    let server = TestServer::start().await.unwrap();
    let mut client =
        Client::open_with(tcp(&server).await, "/headers?a=1", "X-Thing: um\r\nx-thing: dois\r\n")
            .await;
    let json: serde_json::Value = serde_json::from_str(&client.text().await).unwrap();
    assert_eq!(json["method"], "GET");
    assert_eq!(json["target"], "/headers?a=1");
    assert_eq!(json["headers"]["x-thing"], "um, dois");
    assert_eq!(json["headers"]["origin"], "https://elsewhere");
    client.send_text("again").await;
    assert_eq!(client.text().await, "again");
}

#[tokio::test]
async fn the_subprotocol_is_chosen_by_offer_or_query() {
    let server = TestServer::start().await.unwrap();
    for (query, offer, chosen) in [
        ("", OFFER, Some("chat")),
        ("", "", None),
        ("?subprotocol=superchat", OFFER, Some("superchat")),
        ("?subprotocol=not-offered", OFFER, Some("not-offered")),
        ("?subprotocol=none", OFFER, None),
    ] {
        let mut client =
            Client::open_with(tcp(&server).await, &format!("/subprotocol{query}"), offer).await;
        assert_eq!(client.answer.header("sec-websocket-protocol"), chosen);
        let json: serde_json::Value = serde_json::from_str(&client.text().await).unwrap();
        assert_eq!(json["chosen"].as_str(), chosen);
        let seen = server.connections().pop().unwrap();
        assert_eq!(seen.outcome, opened(chosen, false));
        assert_eq!(seen.subprotocols.is_empty(), offer.is_empty());
        assert_eq!(json["offered"], serde_json::json!(seen.subprotocols));
    }
}

#[tokio::test]
async fn compression_is_agreed_only_when_both_want_it() {
    let server = TestServer::start().await.unwrap();
    for (query, offer, agreed) in [
        ("?compression=on", DEFLATE, Some("permessage-deflate")),
        ("?compression=on", "", None),
        ("?compression=off", DEFLATE, None),
        ("", DEFLATE, None),
    ] {
        let mut client =
            Client::open_with(tcp(&server).await, &format!("/echo{query}"), offer).await;
        assert_eq!(client.answer.header("sec-websocket-extensions"), agreed);
        // Twice the same, so that the second is compressed with what the first left behind.
        let long = "maré ".repeat(20_000);
        for _ in 0..2 {
            client.send_text(&long).await;
            assert_eq!(client.text().await, long);
        }
        let seen = server.connections().pop().unwrap();
        assert_eq!(seen.outcome, opened(None, agreed.is_some()));
        assert_eq!(seen.texts(), [&long, &long]);
    }
}

#[tokio::test]
async fn compressed_messages_are_smaller_on_the_wire() {
    use tokio::io::AsyncReadExt as _;
    let server = TestServer::start().await.unwrap();
    for (query, smaller) in [("compression=on", true), ("compression=off", false)] {
        let mut stream = tcp(&server).await;
        let path = format!("/push?count=10&size=10000&then=close&{query}");
        assert_eq!(exchange(&mut stream, &upgrade(&path, DEFLATE)).await.unwrap().status, 101);
        // Everything up to the close frame of four bytes; the answer to it is not needed.
        let mut bytes = Vec::new();
        while !bytes.ends_with(&[0x88, 2, 3, 232]) {
            assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0, "the close comes first");
        }
        assert_eq!(bytes[0] & 0x40 != 0, smaller, "RSV1 marks a compressed message");
        assert_eq!(bytes.len() < 10_000, smaller, "{} bytes", bytes.len());
    }
}

#[tokio::test]
async fn refusals_answer_what_they_say() {
    let server = TestServer::start().await.unwrap();
    for status in [403, 404, 200, 503] {
        let path = format!("/refuse/{status}");
        let answer = refused(&server, &path, "").await.expect("an answer");
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("www-authenticate"), None);
        let seen = server
            .wait_for_connection("a refusal", |c| c.path == path && c.end.is_some())
            .await
            .unwrap();
        assert_eq!(seen.outcome, Outcome::Refused(status));
        assert_eq!(http(&server, "GET", &path).await.status, status, "a probe gets the same");
    }
    assert_eq!(refused(&server, "/nowhere", "").await.expect("an answer").status, 404);
    assert_eq!(
        refused(&server, "/refuse/302", "").await.unwrap().header("location"),
        Some("/echo")
    );
}

#[tokio::test]
async fn a_401_challenges_and_opens_with_the_right_credentials() {
    let server = TestServer::start().await.unwrap();
    // ana:segredo, ana:errado and eva:mar.
    let (ana, wrong, eva) = ("YW5hOnNlZ3JlZG8=", "YW5hOmVycmFkbw==", "ZXZhOm1hcg==");
    let header = |credentials: &str| format!("Authorization: Basic {credentials}\r\n");
    for (path, more) in [
        ("/refuse/401", String::new()),
        ("/refuse/401", header(wrong)),
        ("/refuse/401?user=eva&password=mar", header(ana)),
    ] {
        let answer = refused(&server, path, &more).await.expect("an answer");
        assert_eq!(answer.status, 401);
        assert!(answer.header("www-authenticate").unwrap().starts_with("Basic realm="));
        assert_eq!(server.connections().pop().unwrap().outcome, Outcome::Refused(401));
    }
    for (path, credentials) in [("/refuse/401", ana), ("/refuse/401?user=eva&password=mar", eva)] {
        let mut client = Client::open_with(tcp(&server).await, path, &header(credentials)).await;
        client.send_text("in").await;
        assert_eq!(client.text().await, "in");
        assert!(server.connections().pop().unwrap().is_open());
    }
}

#[tokio::test]
async fn a_connection_is_dropped_before_the_answer() {
    let server = TestServer::start().await.unwrap();
    assert!(refused(&server, "/refuse/drop", "").await.is_none());
    let seen = server.wait_for_connection("the drop", |c| c.end.is_some()).await.unwrap();
    assert_eq!((seen.outcome, seen.end), (Outcome::Dropped, Some(End::Dropped)));
}

#[tokio::test]
async fn a_handshake_is_delayed_or_abandoned() {
    let server = TestServer::start().await.unwrap();
    let began = std::time::Instant::now();
    let mut client = Client::open(&server, "/delay?delay_ms=150").await;
    assert!(began.elapsed() >= Duration::from_millis(150));
    client.send_text("late").await;
    assert_eq!(client.text().await, "late");

    // Far longer than the test may take: only the leaving client can end it.
    let mut stream = tcp(&server).await;
    stream.write_all(upgrade("/delay?delay_ms=3600000", "").as_bytes()).await.unwrap();
    server
        .wait_for_connection("the request", |c| c.number == 2 && c.outcome == Outcome::Pending)
        .await
        .unwrap();
    drop(stream);
    let seen = server
        .wait_for_connection("the leaving", |c| c.number == 2 && c.end.is_some())
        .await
        .unwrap();
    assert_eq!((seen.outcome, seen.end), (Outcome::Abandoned, Some(End::ClientLeft)));
}

#[tokio::test]
async fn bad_requests_are_told_what_is_wrong() {
    let server = TestServer::start().await.unwrap();
    for path in
        ["/push?kind=cheese", "/push?size=999999999999", "/close?code=99999", "/echo?delay_ms=soon"]
    {
        let answer = refused(&server, path, "").await.expect("an answer");
        assert_eq!(answer.status, 400);
        assert!(answer.body.contains("query parameter"), "{}", answer.body);
    }
    let old = upgrade("/echo", "").replace("Version: 13", "Version: 8");
    let answer = exchange(&mut tcp(&server).await, &old).await.unwrap();
    assert_eq!((answer.status, answer.header("sec-websocket-version")), (426, Some("13")));
    let answer = exchange(&mut tcp(&server).await, "no HTTP at all\r\n\r\n").await.unwrap();
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn plain_http_is_answered_for_any_page() {
    let server = TestServer::start().await.unwrap();
    for path in ["/echo", "/push", "/nowhere"] {
        let answer = http(&server, "GET", path).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, Some("*")));
        assert!(!answer.body.is_empty());
        let seen = server.connections().pop().unwrap();
        assert_eq!(seen.outcome, Outcome::Answered(200));
        assert!(!seen.was_opened());
    }
    assert_eq!(http(&server, "OPTIONS", "/report").await.status, 204);
    assert!(http(&server, "HEAD", "/echo").await.body.is_empty());
    assert_eq!(http(&server, "GET", "/").await.body, macareu_test_server::help());
}

#[tokio::test]
async fn reports_are_stored() {
    let server = TestServer::start().await.unwrap();
    assert_eq!(http(&server, "GET", "/report").await.status, 204);
    for body in ["{\"ratio\":0.9}", "ação"] {
        let request =
            format!("POST /report?run=1 HTTP/1.1\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        assert_eq!(exchange(&mut tcp(&server).await, &request).await.unwrap().status, 200);
    }
    let reports = server.wait_for_reports(2, Duration::from_secs(10)).await.unwrap();
    assert_eq!(reports[0].body, b"{\"ratio\":0.9}");
    assert_eq!(reports[1].query, [("run".to_owned(), "1".to_owned())]);
    assert_eq!(http(&server, "GET", "/report").await.body, "ação");
}

#[tokio::test]
async fn every_documented_path_is_there() {
    let server = TestServer::start().await.unwrap();
    assert!(paths().len() >= 15);
    for path in paths() {
        let request = upgrade(&format!("{}?delay_ms=0", path.path), "");
        let status = exchange(&mut tcp(&server).await, &request).await.map(|answer| answer.status);
        let expected = match path.path {
            "/refuse/401" => Some(401),
            "/refuse/403" => Some(403),
            // Only plain HTTP knows `/report`.
            "/refuse/404" | "/report" => Some(404),
            "/refuse/200" => Some(200),
            "/refuse/drop" => None,
            _ => Some(101),
        };
        assert_eq!(status, expected, "{}", path.path);
        assert!(macareu_test_server::help().contains(path.path));
        assert!(macareu_test_server::markdown().contains(&format!("| `{}` | ", path.path)));
    }
}

#[tokio::test]
async fn a_taken_port_is_named() {
    let server = TestServer::start().await.unwrap();
    let config = Config { ws_port: server.ws_port(), ..Config::default() };
    let error = TestServer::start_with(config).await.expect_err("taken");
    assert!(matches!(error, StartError::PortTaken(port) if port == server.ws_port()));
    assert!(error.to_string().contains("already taken"));
}

#[tokio::test]
async fn what_never_comes_is_named() {
    let server = TestServer::start().await.unwrap();
    let mut client = Client::open(&server, "/echo").await;
    client.send_text("hello").await;
    client.text().await;
    let error = server
        .wait_for_within(Duration::ZERO, "a unicorn", |_| None::<()>)
        .await
        .expect_err("never");
    let message = error.to_string();
    assert!(message.contains("had not seen a unicorn"), "{message}");
    assert!(message.contains("GET /echo") && message.contains("Text(\"hello\")"), "{message}");
}
