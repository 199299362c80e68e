//! Talking and ending: pushes, counts, closes and drops, as the client and the log see them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::time::{Duration, Instant};

use common::{Client, tcp};
use macareu_test_server::{Config, Connection, End, Received, TestServer};
use yawc::{Frame, OpCode};

async fn ended(server: &TestServer) -> Connection {
    server.wait_for_connection("an end", |connection| connection.end.is_some()).await.unwrap()
}

fn closed(code: u16, reason: &str) -> Received {
    Received::Close { code: Some(code), reason: reason.to_owned() }
}

#[tokio::test]
async fn pushed_messages_have_size_kind_and_order() {
    let server = TestServer::start().await.unwrap();
    let mut client = Client::open(&server, "/push?count=3&size=20").await;
    for number in 1..=3 {
        assert_eq!(client.text().await, format!("{number:010} abcdefghi"));
    }
    client.send_text("then it echoes").await;
    assert_eq!(client.text().await, "then it echoes");

    let mut client = Client::open(&server, "/push?count=3&size=80&kind=json").await;
    for number in 1..=3 {
        let text = client.text().await;
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!((text.len(), &json["n"]), (80, &serde_json::json!(number)));
    }

    let mut client = Client::open(&server, "/push?count=3&size=1000000&kind=binary").await;
    for number in 1..=3_u64 {
        let bytes = client.binary().await;
        assert_eq!((bytes.len(), &bytes[..8]), (1_000_000, &number.to_be_bytes()[..]));
    }
    let began: Vec<_> = server.connections().iter().map(|c| c.push_began).collect();
    assert!(began.is_sorted() && began.iter().all(Option::is_some), "{began:?}");
    server
        .wait_for("the pushes noted", |seen| seen.iter().all(|c| c.sent >= 3).then_some(()))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_flood_arrives_whole_and_in_order_compressed_or_not() {
    let server = TestServer::start().await.unwrap();
    let offer = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    for compression in ["off", "on"] {
        let path = format!("/push?count=20000&start=message&then=close&compression={compression}");
        let mut client = Client::open_with(tcp(&server).await, &path, offer).await;
        client.send_text("go").await;
        for number in 1..=20_000 {
            assert_eq!(client.text().await[..10], format!("{number:010}"));
        }
        assert_eq!(client.closed().await.as_ref(), 1000_u16.to_be_bytes());
        client.ended().await;
        let seen = server.connections().pop().unwrap();
        let seen = server
            .wait_for_connection("the end", |c| c.number == seen.number && c.end.is_some())
            .await
            .unwrap();
        assert_eq!((seen.sent, seen.end), (20_000, Some(End::Closed)));
        assert_eq!(seen.received, [Received::Text("go".to_owned()), closed(1000, "")]);
    }
}

#[tokio::test]
async fn a_rate_is_kept() {
    let server = TestServer::start().await.unwrap();
    let began = Instant::now();
    let mut client = Client::open(&server, "/push?count=21&rate=100").await;
    for _ in 0..21 {
        client.text().await;
    }
    assert!(began.elapsed() >= Duration::from_millis(200), "the last of 21 is due after 200 ms");
}

#[tokio::test]
async fn a_close_ends_a_flood_that_would_last_for_ever() {
    let server = TestServer::start().await.unwrap();
    for path in ["/push?count=18446744073709551615", "/push?count=18446744073709551615&rate=1"] {
        let mut client = Client::open(&server, path).await;
        client.text().await;
        client.send_close(1000, "enough").await;
        while client.next().await.unwrap().opcode() != OpCode::Close {}
        let number = server.connections().len() as u64;
        let seen = server
            .wait_for_connection("the end", |c| c.number == number && c.end.is_some())
            .await
            .unwrap();
        assert_eq!(
            (seen.received.last(), seen.end),
            (Some(&closed(1000, "enough")), Some(End::Closed))
        );
    }
}

#[tokio::test]
async fn a_client_that_does_not_read_holds_the_flood_up() {
    let server = TestServer::start().await.unwrap();
    let client = Client::open(&server, "/push?count=1000000000&size=100000").await;
    server
        .wait_for("the flood's beginning", |seen| seen[0].sent.gt(&0).then_some(()))
        .await
        .unwrap();
    drop(client);
    let seen = ended(&server).await;
    assert_eq!(seen.end, Some(End::ClientLeft));
    assert!(seen.sent < 100_000, "no more than the buffers hold: {}", seen.sent);
}

#[tokio::test]
async fn what_arrives_is_counted_and_kept_up_to_a_bound() {
    let config = Config { kept_frames: 10, ..Config::default() };
    let server = TestServer::start_with(config).await.unwrap();
    let mut client = Client::open(&server, "/count").await;
    for _ in 0..1_000 {
        client.feed(Frame::text("12345")).await;
    }
    client.feed(Frame::binary(vec![0; 7])).await;
    client.send_text("report").await;
    assert_eq!(client.text().await, r#"{"messages":1001,"bytes":5007}"#);
    client.send_close(1000, "").await;
    let seen = ended(&server).await;
    assert_eq!((seen.messages, seen.bytes, seen.received.len()), (1002, 5013, 11));
    assert_eq!(seen.received.last(), Some(&closed(1000, "")));
}

#[tokio::test]
async fn the_server_closes_with_any_code_and_reason() {
    let server = TestServer::start().await.unwrap();
    let mut client = Client::open(&server, "/close?code=4321&reason=at%C3%A9+logo").await;
    let payload = client.closed().await;
    assert_eq!(payload[..2], 4321_u16.to_be_bytes());
    assert_eq!(&payload[2..], "até logo".as_bytes());
    client.ended().await;
    let seen = ended(&server).await;
    assert_eq!((seen.received, seen.end), (vec![closed(4321, "até logo")], Some(End::Closed)));

    let mut client = Client::open(&server, "/close?code=none&start=message").await;
    client.send_text("now").await;
    assert!(client.closed().await.is_empty());
    client.ended().await;
    let seen = server
        .wait_for_connection("the second end", |c| c.number == 2 && c.end.is_some())
        .await
        .unwrap();
    let empty = Received::Close { code: None, reason: String::new() };
    assert_eq!(seen.received, [Received::Text("now".to_owned()), empty]);

    // A code that must not be sent (RFC 6455 §7.4.1) is sent, for clients to refuse.
    let mut client = Client::open(&server, "/close?code=1006").await;
    assert!(client.next().await.is_err(), "an invalid code");
}

#[tokio::test]
async fn a_close_is_never_answered() {
    let server = TestServer::start().await.unwrap();
    let mut client = Client::open(&server, "/never-close").await;
    client.send_text("hello").await;
    assert_eq!(client.text().await, "hello");
    client.send_close(1000, "bye").await;
    let seen = server
        .wait_for_connection("the close", |c| c.received.last() == Some(&closed(1000, "bye")))
        .await
        .unwrap();
    assert!(seen.is_open());
    let silence = tokio::time::timeout(Duration::from_millis(200), client.next()).await;
    assert!(silence.is_err(), "neither an answer nor an end");
    drop(client);
    assert_eq!(ended(&server).await.end, Some(End::ClientLeft));
}

#[tokio::test]
async fn the_connection_drops_in_the_middle() {
    let server = TestServer::start().await.unwrap();
    for (number, query) in [(1, ""), (2, "?how=end"), (3, "?half_frame=no&how=end&start=message")] {
        let mut client = Client::open(&server, &format!("/drop{query}")).await;
        if number == 3 {
            client.send_text("go").await;
        }
        // A reset may overtake the message that came before it.
        let first = client.next().await;
        if number > 1 {
            assert_eq!(&first.unwrap().as_str()[..10], "0000000001");
            client.ended().await;
        }
        let seen = server
            .wait_for_connection("the drop", |c| c.number == number && c.end.is_some())
            .await
            .unwrap();
        assert_eq!((seen.end, seen.sent), (Some(End::Dropped), 1));
        assert!(!seen.received.iter().any(|frame| matches!(frame, Received::Close { .. })));
    }
}

#[tokio::test]
async fn a_leaving_client_and_a_broken_one_are_told_apart() {
    let server = TestServer::start().await.unwrap();
    drop(Client::open(&server, "/echo").await);
    assert_eq!(ended(&server).await.end, Some(End::ClientLeft));

    let mut client = Client::open(&server, "/echo").await;
    client.send(Frame::text(vec![0xff, 0xfe])).await;
    assert_eq!(client.closed().await[..2], 1007_u16.to_be_bytes(), "invalid UTF-8");
    let seen = server
        .wait_for_connection("the failure", |c| c.number == 2 && c.end.is_some())
        .await
        .unwrap();
    assert!(matches!(seen.end, Some(End::Failed(_))));
}

#[tokio::test]
async fn a_message_in_fragments_is_one_message() {
    let server = TestServer::start().await.unwrap();
    let offer = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    for path in ["/echo", "/echo?compression=on"] {
        let mut client = Client::open_with(tcp(&server).await, path, offer).await;
        let part = "maré cheia ".repeat(100_000);
        client.feed(Frame::text(part.clone()).with_fin(false)).await;
        client.feed(Frame::continuation(part.clone()).with_fin(false)).await;
        client.send(Frame::continuation(part.clone())).await;
        assert_eq!(client.text().await, part.repeat(3));
        let seen = server.connections().pop().unwrap();
        assert_eq!((seen.messages, seen.texts()), (1, vec![part.repeat(3).as_str()]));
    }
}

#[tokio::test]
async fn pings_are_answered_and_noted() {
    let server = TestServer::start().await.unwrap();
    let mut client = Client::open(&server, "/echo").await;
    client.send(Frame::ping("are you there?")).await;
    let pong = client.next().await.unwrap();
    assert_eq!((pong.opcode(), pong.payload().as_ref()), (OpCode::Pong, &b"are you there?"[..]));
    let seen = server.connections().pop().unwrap();
    assert_eq!(
        (seen.received, seen.messages),
        (vec![Received::Ping(b"are you there?".to_vec())], 0)
    );
}

#[tokio::test]
async fn a_shutdown_cuts_everything_and_frees_the_ports() {
    let server = TestServer::start().await.unwrap();
    let mut client = Client::open(&server, "/echo").await;
    client.send_text("hello").await;
    client.text().await;
    let config =
        Config { ws_port: server.ws_port(), wss_port: server.wss_port(), ..Config::default() };
    server.shutdown().await;
    client.ended().await;
    let server = TestServer::start_with(config).await.unwrap();
    Client::open(&server, "/echo").await;
}

#[tokio::test]
async fn a_fault_breaks_the_protocol_and_leaves_the_rest_to_the_client() {
    let server = TestServer::start().await.unwrap();
    for what in ["utf8", "reserved", "opcode", "control", "continuation", "close", "garbage"] {
        let mut client = Client::open(&server, &format!("/fault?what={what}")).await;
        let error = client.ended().await;
        drop(client);
        let it = server
            .wait_for_connection("the end", |it| {
                it.query.iter().any(|(_, value)| value == what) && it.end.is_some()
            })
            .await
            .unwrap();
        assert_eq!(it.end, Some(End::ClientLeft), "{what}: {error}");
    }
}
