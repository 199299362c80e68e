use super::*;
use crate::core::model::{ItemId, Subprotocol};

fn basic(login: &str, password: &str) -> Auth {
    Auth {
        mode: AuthMode::Basic,
        basic_login: login.to_owned(),
        basic_password: password.to_owned(),
        ..Auth::default()
    }
}

fn bearer(token: &str) -> Auth {
    Auth { mode: AuthMode::Bearer, bearer_token: token.to_owned(), ..Auth::default() }
}

fn by(bearer: BearerSubstitute) -> Substitutes {
    Substitutes { bearer, ..Substitutes::default() }
}

fn offered(prefix: &str, token: &str) -> Result<Vec<String>, SubstituteProblem> {
    let substitutes =
        Substitutes { bearer_prefix: prefix.to_owned(), ..by(BearerSubstitute::Subprotocol) };
    handshake("ws://h", Some(&bearer(token)), vec!["chat".to_owned()], &substitutes)
        .map(|it| it.subprotocols)
}

#[test]
fn nothing_is_added_unless_a_person_chose_it() {
    let plain = Handshake {
        url: "ws://h/p?a=1".to_owned(),
        subprotocols: vec!["chat".to_owned()],
        first_message: None,
    };
    let windows = Auth { mode: AuthMode::Windows, ..Auth::default() };
    for auth in [None, Some(basic("a", "b")), Some(bearer("t")), Some(windows)] {
        let chosen = Substitutes::default();
        let out = handshake("ws://h/p?a=1", auth.as_ref(), vec!["chat".to_owned()], &chosen);
        assert_eq!(out, Ok(plain.clone()));
    }
}

#[test]
fn login_and_password_stand_in_the_address_encoded() {
    let substitutes =
        Substitutes { basic: BasicSubstitute::UrlCredentials, ..Substitutes::default() };
    let check = |url: &str, login: &str, password: &str, expected: &str| {
        let auth = basic(login, password);
        let out = handshake(url, Some(&auth), Vec::new(), &substitutes).expect("can be made");
        assert_eq!(out.url, expected);
        assert!(web_address::check(&out.url).is_ok(), "{}", out.url);
    };
    check("ws://h:81/p?q=a@b", "ana", "segredo", "ws://ana:segredo@h:81/p?q=a@b");
    check("wss://h", "a:b@c/d", "é#?% ", "wss://a%3Ab%40c%2Fd:%C3%A9%23%3F%25%20@h");
    check("ws://old:pw@h/", "ana", "", "ws://ana:@h/");
    check("ws://old:pw@h/", "", "", "ws://old:pw@h/");
    check("ws://[::1]:81/", "a", "b", "ws://a:b@[::1]:81/");
}

#[test]
fn a_token_as_a_parameter() {
    let substitutes = by(BearerSubstitute::QueryParameter);
    let auth = bearer("a+b/c==");
    let out = handshake("ws://h/p?x=1", Some(&auth), Vec::new(), &substitutes);
    assert_eq!(out.map(|it| it.url), Ok("ws://h/p?x=1&access_token=a%2Bb%2Fc%3D%3D".to_owned()));
    let nameless = Substitutes { bearer_parameter: " ".to_owned(), ..substitutes };
    assert_eq!(
        handshake("ws://h", Some(&auth), Vec::new(), &nameless),
        Err(SubstituteProblem::NoParameterName)
    );
}

#[test]
fn a_token_as_a_subprotocol_comes_after_the_real_ones() {
    let check = |prefix: &str, expected: &[&str]| {
        assert_eq!(offered(prefix, "tok.en").expect("can be made"), expected, "{prefix}");
    };
    check("", &["chat", "tok.en"]);
    check("access_token", &["chat", "access_token", "tok.en"]);
    check("openai-insecure-api-key.", &["chat", "openai-insecure-api-key.tok.en"]);
    check("chat", &["chat", "tok.en"]);
    assert_eq!(offered("", ""), Ok(vec!["chat".to_owned()]));
    assert_eq!(offered("", "a/b"), Err(SubstituteProblem::NoSubprotocol('/')));
    assert_eq!(offered("a b", "t"), Err(SubstituteProblem::NoSubprotocol(' ')));
}

#[test]
fn the_form_kubernetes_takes_holds_any_token() {
    let out = handshake(
        "ws://h",
        Some(&bearer("a/b?=é")),
        Vec::new(),
        &by(BearerSubstitute::SubprotocolBase64Url),
    );
    assert_eq!(
        out.map(|it| it.subprotocols),
        Ok(vec!["base64url.bearer.authorization.k8s.io.YS9iPz3DqQ".to_owned()])
    );
}

#[test]
fn a_token_as_the_first_message() {
    let mut substitutes = by(BearerSubstitute::FirstMessage);
    let first = |it: &Substitutes| {
        handshake("ws://h", Some(&bearer("t")), Vec::new(), it).expect("can be made").first_message
    };
    assert_eq!(first(&substitutes).as_deref(), Some("t"));
    substitutes.bearer_message = r#"{"auth":"{token}"}"#.to_owned();
    assert_eq!(first(&substitutes).as_deref(), Some(r#"{"auth":"t"}"#));
}

#[test]
fn the_collections_auth_counts_where_it_is_inherited() {
    let inherit = Auth { mode: AuthMode::Inherit, ..Auth::default() };
    let collection = bearer("t");
    assert_eq!(effective_auth(&inherit, Some(&collection)), Some(&collection));
    assert_eq!(effective_auth(&inherit, Some(&inherit)), None);
    assert_eq!(effective_auth(&inherit, None), None);
    assert_eq!(effective_auth(&Auth::default(), Some(&collection)), None);
    let own = basic("a", "b");
    assert_eq!(effective_auth(&own, Some(&collection)), Some(&own));
}

#[test]
fn headers_are_merged_as_pororoca_does() {
    let off = Header { enabled: false, ..Header::new("B", "own") };
    let collection =
        [Header::new("A", "1"), Header::new("a", "2"), Header::new("B", "3"), Header::new("", "4")];
    let own = [
        Header::new("A", "own"),
        off,
        Header::new("Content-Type", "text/plain"),
        Header::new("authorization", "x"),
    ];
    let merged = |auth: Option<&Auth>| {
        let headers = merged_headers(&collection, &own, auth);
        let line = |it: &MergedHeader<'_>| {
            format!("{}{}={}", if it.inherited { "^" } else { "" }, it.header.key, it.header.value)
        };
        headers.iter().map(line).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(merged(None), "^a=2 ^B=3 A=own authorization=x");
    assert_eq!(merged(Some(&bearer("t"))), "^a=2 ^B=3 A=own");
}

#[test]
fn a_password_in_an_address_is_not_shown() {
    let check = |url: &str, expected: &str| assert_eq!(without_password(url), expected);
    check("ws://ana:segredo@h/p?a=b:c@d", "ws://ana@h/p?a=b:c@d");
    check("ws://h/p@q", "ws://h/p@q");
    check("{{base}}/x", "{{base}}/x");
}

#[test]
fn cookies_of_a_header() {
    assert_eq!(cookies("a=b; c=d=e;; f ;g="), ["a=b", "c=d=e", "g="]);
}

fn planned(socket: &WebSocket, collection: Option<&Collection>) -> Result<Planned, PlanProblem> {
    let mut put_in = |text: &str| Ok(text.replace("{{host}}", "h").replace("{{t}}", "s3cret"));
    plan(socket, collection, "h", &mut put_in)
}

#[test]
fn variables_are_put_in_everywhere_before_anything_is_checked() {
    let mut socket = WebSocket::new(ItemId(1), "", "ws://{{host}}/p");
    socket.subprotocols.push(Subprotocol::new("{{host}}.v1"));
    socket.auth = bearer("{{t}}");
    socket.settings.substitutes = by(BearerSubstitute::QueryParameter);
    socket.settings.reconnect = true;
    let plan = planned(&socket, None).expect("can be connected").plan;
    assert_eq!(plan.url, "ws://h/p?access_token=s3cret");
    assert_eq!(plan.shown_url, "ws://h/p");
    assert_eq!(plan.subprotocols, ["h.v1"]);
    assert_eq!((plan.timeout_ms, plan.reconnect), (DEFAULT_TIMEOUT_MS, true));
}

#[test]
fn cookies_go_to_the_pages_own_host_only() {
    let mut socket = WebSocket::new(ItemId(1), "", "ws://h:81/");
    socket.headers.push(Header::new("Cookie", "a={{t}}; b=2"));
    let mut collection = Collection::new(ItemId(2), "", "", "");
    collection.headers.push(Header::new("cookie", "c=3"));
    let cookies = |socket: &WebSocket| planned(socket, Some(&collection)).expect("fine").cookies;
    assert!(cookies(&socket).is_empty());
    socket.settings.substitutes.cookie = true;
    assert_eq!(cookies(&socket), ["c=3", "a=s3cret", "b=2"]);
    socket.url = "ws://elsewhere/".to_owned();
    assert!(cookies(&socket).is_empty());
}

#[test]
fn what_is_wrong_stops_the_plan() {
    let mut socket = WebSocket::new(ItemId(1), "", "http://h");
    assert!(matches!(planned(&socket, None), Err(PlanProblem::Address)));
    socket.url = "ws://h".to_owned();
    socket.subprotocols.push(Subprotocol::new("a b"));
    assert_eq!(planned(&socket, None), Err(PlanProblem::Subprotocols));
    socket.subprotocols.clear();
    socket.auth = bearer("a/b");
    socket.settings.substitutes = by(BearerSubstitute::Subprotocol);
    let problem = PlanProblem::Auth(SubstituteProblem::NoSubprotocol('/'));
    assert_eq!(planned(&socket, None), Err(problem.clone()));
    socket.url = String::new();
    assert_eq!(check_auth(&socket, None, &mut |text| Ok(text.to_owned())), Err(problem));
}
