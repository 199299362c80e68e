//! Variables, headers, auth, compression and what Pororoca has no key for.

use super::*;

#[test]
fn variables_headers_auth_and_compression_of_the_sample_are_read() {
    let collection = read_text(SAMPLE).unwrap();
    let variables = |all: &[Variable]| -> Vec<_> {
        all.iter().map(|it| (it.enabled, it.key.clone(), it.value.clone(), it.is_secret)).collect()
    };
    let row = |enabled, key: &str, value: &str, secret| {
        (enabled, key.to_owned(), value.to_owned(), secret)
    };
    assert_eq!(
        variables(&collection.variables),
        [
            row(true, "Room", "lobby", false),
            row(true, "Greeting", "Olá, {{Room}}!", false),
            row(false, "Unused", "", false),
        ]
    );
    let names: Vec<_> =
        collection.environments.iter().map(|it| (it.name.as_str(), it.is_current)).collect();
    assert_eq!(names, [("Local", true), ("Staging", false)]);
    let current = collection.current_environment().unwrap();
    assert_eq!(variables(&current.variables)[1], row(true, "ApiToken", "", true));
    assert_eq!(collection.auth.mode, AuthMode::Bearer);
    assert_eq!(collection.auth.bearer_token, "{{ApiToken}}");
    assert_eq!(collection.headers[0].value, "sample-{{$guid}}");

    let sockets = sockets(&collection);
    let modes: Vec<_> = sockets.iter().map(|it| it.auth.mode).collect();
    assert_eq!(
        modes,
        [
            AuthMode::ClientCertificate,
            AuthMode::Windows,
            AuthMode::Basic,
            AuthMode::Inherit,
            AuthMode::None,
        ]
    );
    let certificate = &sockets[0].auth.client_certificate;
    assert_eq!(certificate.format, CertificateFormat::Pkcs12);
    assert_eq!(certificate.certificate_path, "{{CertsDir}}/client.p12");
    assert_eq!(certificate.password, "{{CertPassword}}");
    let windows = &sockets[1].auth.windows;
    assert_eq!((windows.login.as_str(), windows.domain.as_str()), ("maria", "CORP"));
    assert_eq!(sockets[2].auth.basic_password, "{{ChatPassword}}");
    let headers: Vec<_> =
        sockets[2].headers.iter().map(|it| (it.enabled, it.key.as_str())).collect();
    assert_eq!(headers, [(true, "Origin"), (false, "Cookie")]);
    let compression = Compression {
        client_max_window_bits: 12,
        client_context_takeover: false,
        ..Compression::default()
    };
    assert_eq!(sockets[2].compression, Some(compression));
    assert_eq!(sockets[3].compression, None);
    assert_eq!(sockets[2].settings, ConnectionSettings::default());
}

/// A WebSocket alone in a collection, as it is written.
fn written(socket: WebSocket) -> String {
    let mut collection = Collection::new(ItemId(1), "", "", "");
    collection.requests.push(Request::WebSocket(socket));
    let Json::Object(collection) = to_json(&collection) else { panic!("an object") };
    match collection.get("requests") {
        Some(Json::Array(requests)) => requests[0].to_compact(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn new_headers_auth_compression_and_settings_are_written_in_pororocas_order() {
    let mut socket = WebSocket::new(ItemId(2), "s", "ws://h");
    socket.headers.push(Header::new("X", "1"));
    socket.auth.mode = AuthMode::Windows;
    socket.auth.bearer_token = "t".to_owned();
    socket.compression = Some(Compression { server_max_window_bits: 9, ..Compression::default() });
    socket.settings = ConnectionSettings {
        handshake_timeout_ms: Some(5000),
        reconnect: true,
        disabled_parameters: vec![
            DisabledParameter { after: 1, key: "q".to_owned(), value: Some("1".to_owned()) },
            DisabledParameter { after: 1, key: "debug".to_owned(), value: None },
        ],
        substitutes: Substitutes {
            basic: BasicSubstitute::UrlCredentials,
            bearer: BearerSubstitute::SubprotocolBase64Url,
            cookie: true,
            ..Substitutes::default()
        },
    };
    socket.client_messages.push(ClientMessage {
        file_src_path: "a.bin".to_owned(),
        disable_compression: true,
        ..ClientMessage::new(ItemId(3), "m")
    });
    let expected = r#"{"requestType":"websocket","name":"s","httpVersion":1.1,"url":"ws://h","headers":[{"enabled":true,"key":"X","value":"1"}],"customAuth":{"mode":"windows","bearerToken":"t","windows":{"useCurrentUser":false}},"compressionOptions":{"clientMaxWindowBits":15,"clientContextTakeover":true,"serverMaxWindowBits":9,"serverContextTakeover":true},"clientMessages":[{"name":"m","contentMode":"raw","rawContent":"","rawContentSyntax":"json","fileSrcPath":"a.bin","disableCompressionForThis":true,"direction":"fromClient","messageType":"text"}],"macareu":{"handshakeTimeoutMs":5000,"reconnect":true,"disabledParameters":[{"after":1,"key":"q","value":"1"},{"after":1,"key":"debug"}],"substitutes":{"basic":"urlCredentials","bearer":"subprotocolBase64url","cookie":true}}}"#;
    assert_eq!(written(socket), expected);
}

#[test]
fn no_auth_is_left_out_and_keeps_what_was_typed() {
    let mut socket = WebSocket::new(ItemId(2), "", "");
    socket.auth.mode = AuthMode::None;
    socket.auth.basic_login = "ana".to_owned();
    let text = written(socket.clone());
    assert!(text.ends_with(r#""macareu":{"auth":{"basicAuthLogin":"ana"}}}"#), "{text}");
    assert!(!text.contains("customAuth"));
    socket.auth.mode = AuthMode::Basic;
    let text = written(socket);
    assert!(text.ends_with(
        r#""customAuth":{"mode":"basic","basicAuthLogin":"ana","basicAuthPassword":""}}"#
    ));

    // As read from a file, with a key nobody knows.
    let file = |socket: &str| format!("{{\"schema\":\"Pororoca/1\",\"requests\":[{socket}]}}");
    let mut collection = read_text(&file(
        r#"{"requestType":"websocket","customAuth":{"mode":"basic","x":1},"url":""}"#,
    ))
    .unwrap();
    let before = collection.clone();
    let Request::WebSocket(socket) = &mut collection.requests[0] else { panic!("a WebSocket") };
    socket.auth.mode = AuthMode::None;
    let without = json::parse(&write(&collection)).unwrap().to_compact();
    assert_eq!(without, file(r#"{"requestType":"websocket","url":""}"#));
    let Request::WebSocket(socket) = &mut collection.requests[0] else { panic!("a WebSocket") };
    socket.auth.mode = AuthMode::Basic;
    assert_eq!(write(&collection), write(&before));
}

#[test]
fn what_a_file_says_of_a_disabled_parameter_stays_with_it() {
    let file = |parameters: &str| {
        format!(
            r#"{{"schema":"Pororoca/1","requests":[{{"requestType":"websocket","url":"","macareu":{{"disabledParameters":[{parameters}]}}}}]}}"#
        )
    };
    let mut collection = read_text(&file(
        r#"{"after":0,"key":"a","value":"1","x":7},{"key":"b","y":8},{"after":2,"key":"c"}"#,
    ))
    .unwrap();
    let Request::WebSocket(socket) = &mut collection.requests[0] else { panic!("a WebSocket") };
    let parameters = &mut socket.settings.disabled_parameters;
    parameters.remove(2);
    parameters[1].after = 3;
    parameters.swap(0, 1);
    let written = json::parse(&write(&collection)).unwrap().to_compact();
    let expected = file(r#"{"after":3,"key":"b","y":8},{"after":0,"key":"a","value":"1","x":7}"#);
    assert_eq!(written, expected);
}

#[test]
fn lists_with_something_odd_stay_whole_until_they_are_replaced() {
    let text = json::parse(
        r#"{"schema":"Pororoca/1","variables":[{"key":"a"},7],"collectionScopedRequestHeaders":{},
        "environments":[null,{"name":"e","variables":null}],"requests":[
        {"requestType":"websocket","headers":"none","compressionOptions":1,"customAuth":[]}]}"#,
    );
    let text = text.unwrap().to_pretty();
    let mut collection = read_text(&text).unwrap();
    assert!(collection.variables.is_empty() && collection.environments.is_empty());
    assert_eq!(write(&collection), text);
    collection.variables.push(Variable::new("b", ""));
    let again = read_text(&write(&collection)).unwrap();
    assert_eq!(again.variables[0].key, "b");
    assert_eq!(again.variables.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    /// Whatever stood in the file, what a person then chooses is what is read again.
    #[test]
    fn edits_are_read_as_they_were_written(
        mut collection in any_collection(1),
        auth in any_auth(),
        compression in any_compression(),
        settings in any_settings(),
        variables in prop::collection::vec(any_variable(), 1..3),
    ) {
        collection.auth = auth.clone();
        collection.variables.clone_from(&variables);
        for request in &mut collection.requests {
            if let Request::WebSocket(socket) = request {
                socket.auth = auth.clone();
                socket.compression = compression;
                socket.settings = settings.clone();
            }
        }
        let text = write(&collection);
        let again = read_text(&text).unwrap();
        let is = |it: &Auth| *it == auth;
        prop_assert!(is(&again.auth), "{text}");
        let rows = |all: &[Variable]| {
            let row = |it: &Variable| (it.enabled, it.key.clone(), it.value.clone(), it.is_secret);
            all.iter().map(row).collect::<Vec<_>>()
        };
        prop_assert_eq!(rows(&again.variables), rows(&variables));
        for request in &again.requests {
            if let Request::WebSocket(socket) = request {
                prop_assert!(is(&socket.auth), "{text}");
                prop_assert_eq!(socket.compression, compression);
                prop_assert_eq!(&socket.settings, &settings);
            }
        }
        prop_assert_eq!(write(&again), text);
    }
}
