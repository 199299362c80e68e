use super::*;
use crate::core::{
    model::{ItemId, Subprotocol, Variable},
    variables::{Sample, Scopes, resolve},
};

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

/// As [`super::handshake`], without variables.
fn handshake(
    url: &str,
    auth: Option<&Auth>,
    subprotocols: &[&str],
    substitutes: &Substitutes,
) -> Result<Handshake, PlanProblem> {
    let offered = subprotocols.iter().map(|it| plainly(it)).collect();
    super::handshake(url, auth, offered, substitutes, &mut |text| {
        Ok(Resolved { text: text.to_owned(), ..Resolved::default() })
    })
}

fn plainly(name: &str) -> Offered {
    Offered { name: name.to_owned(), shown: name.to_owned() }
}

fn names(offered: Vec<Offered>) -> Vec<String> {
    offered.into_iter().map(|it| it.name).collect()
}

fn bad(problem: SubstituteProblem) -> PlanProblem {
    PlanProblem::Auth(problem)
}

fn offered(prefix: &str, token: &str) -> Result<Vec<String>, PlanProblem> {
    let substitutes =
        Substitutes { bearer_prefix: prefix.to_owned(), ..by(BearerSubstitute::Subprotocol) };
    handshake("ws://h", Some(&bearer(token)), &["chat", "v1"], &substitutes)
        .map(|it| names(it.subprotocols))
}

#[test]
fn nothing_is_added_unless_a_person_chose_it() {
    let plain = Handshake {
        url: "ws://h/p?a=1".to_owned(),
        subprotocols: vec![plainly("chat")],
        ..Handshake::default()
    };
    let windows = Auth { mode: AuthMode::Windows, ..Auth::default() };
    for auth in [None, Some(basic("a", "b")), Some(bearer("t")), Some(windows)] {
        let chosen = Substitutes::default();
        let out = handshake("ws://h/p?a=1", auth.as_ref(), &["chat"], &chosen);
        assert_eq!(out, Ok(plain.clone()));
    }
}

#[test]
fn login_and_password_stand_in_the_address_encoded() {
    let substitutes =
        Substitutes { basic: BasicSubstitute::UrlCredentials, ..Substitutes::default() };
    let check = |url: &str, login: &str, password: &str, expected: &str| {
        let auth = basic(login, password);
        let out = handshake(url, Some(&auth), &[], &substitutes).expect("can be made");
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
    let out = handshake("ws://h/p?x=1", Some(&auth), &[], &substitutes);
    assert_eq!(out.map(|it| it.url), Ok("ws://h/p?x=1&access_token=a%2Bb%2Fc%3D%3D".to_owned()));
    let nameless = Substitutes { bearer_parameter: " ".to_owned(), ..substitutes };
    assert_eq!(
        handshake("ws://h", Some(&auth), &[], &nameless),
        Err(bad(SubstituteProblem::NoParameterName))
    );
}

#[test]
fn a_token_as_a_subprotocol_comes_after_the_real_ones() {
    let check = |prefix: &str, expected: &[&str]| {
        assert_eq!(offered(prefix, "tok.en").expect("can be made"), expected, "{prefix}");
    };
    check("", &["chat", "v1", "tok.en"]);
    check("access_token", &["chat", "v1", "access_token", "tok.en"]);
    check("openai-insecure-api-key.", &["chat", "v1", "openai-insecure-api-key.tok.en"]);
    // Offered once, and where the token wants it.
    check("chat", &["v1", "chat", "tok.en"]);
    assert_eq!(offered("", "a/b"), Err(bad(SubstituteProblem::NoSubprotocol('/'))));
    assert_eq!(offered("a b", "t"), Err(bad(SubstituteProblem::NoSubprotocol(' '))));
}

#[test]
fn the_form_kubernetes_takes_holds_any_token() {
    let out = handshake(
        "ws://h",
        Some(&bearer("a/b?=é")),
        &[],
        &by(BearerSubstitute::SubprotocolBase64Url),
    );
    assert_eq!(
        out.map(|it| names(it.subprotocols)),
        Ok(vec!["base64url.bearer.authorization.k8s.io.YS9iPz3DqQ".to_owned()])
    );
}

#[test]
fn a_token_as_the_first_message() {
    let mut substitutes = by(BearerSubstitute::FirstMessage);
    let first = |it: &Substitutes| {
        handshake("ws://h", Some(&bearer("t")), &[], it).expect("can be made").first_message
    };
    assert_eq!(first(&substitutes).as_deref(), Some("t"));
    substitutes.bearer_message = r#"{"auth":"{token}"}"#.to_owned();
    assert_eq!(first(&substitutes).as_deref(), Some(r#"{"auth":"t"}"#));
}

#[test]
fn without_a_token_nothing_goes_out_in_its_place() {
    for way in [
        BearerSubstitute::QueryParameter,
        BearerSubstitute::Subprotocol,
        BearerSubstitute::SubprotocolBase64Url,
        BearerSubstitute::FirstMessage,
    ] {
        let out = handshake("ws://h", Some(&bearer("")), &["chat"], &by(way));
        assert_eq!(out, Err(bad(SubstituteProblem::NoToken)), "{way:?}");
    }
    let unsent = handshake("ws://h", Some(&bearer("")), &[], &by(BearerSubstitute::None));
    assert!(unsent.is_ok());
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
fn login_and_password_in_an_address_are_not_shown() {
    let check = |url: &str, expected: &str| assert_eq!(without_login(url), expected);
    check("ws://ana:segredo@h/p?a=b:c@d", "ws://h/p?a=b:c@d");
    check("ws://token@h", "ws://h");
    check("ws://h/p@q", "ws://h/p@q");
    check("{{base}}/x", "{{base}}/x");
}

#[test]
fn cookies_of_a_header() {
    assert_eq!(cookies("a=b; c=d=e;; f ;g="), ["a=b", "c=d=e", "g="]);
}

/// With the variables `host` and `base`, and the secret `t`.
fn scopes() -> Scopes {
    let mut collection = Collection::new(ItemId(9), "", "", "");
    let secret = Variable { is_secret: true, ..Variable::new("t", "s3cret") };
    collection.variables =
        vec![Variable::new("host", "h"), Variable::new("base", "ws://ana:{{t}}@{{host}}"), secret];
    Scopes::of(&collection)
}

fn planned(socket: &WebSocket, collection: Option<&Collection>) -> Result<Planned, PlanProblem> {
    let (scopes, mut sample) = (scopes(), Sample::default());
    plan(socket, collection, "h", &mut |text| resolve(text, &scopes, &mut sample))
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
    assert_eq!(plan.subprotocols, [plainly("h.v1")]);
    assert_eq!((plan.timeout_ms, plan.reconnect), (DEFAULT_TIMEOUT_MS, true));
    assert!(plan.facts.may_go_without_subprotocols);
}

#[test]
fn what_goes_out_instead_of_auth_takes_variables() {
    let mut socket = WebSocket::new(ItemId(1), "", "ws://h");
    socket.auth = bearer("tok");
    let plan = |socket: &WebSocket| planned(socket, None).expect("can be connected").plan;
    socket.settings.substitutes = Substitutes {
        bearer_parameter: "{{host}}-key".into(),
        ..by(BearerSubstitute::QueryParameter)
    };
    assert_eq!(plan(&socket).url, "ws://h?h-key=tok");
    socket.settings.substitutes =
        Substitutes { bearer_prefix: "{{host}}.".into(), ..by(BearerSubstitute::Subprotocol) };
    let hidden = Offered { name: "h.tok".into(), shown: "h.••••••".into() };
    assert_eq!(plan(&socket).subprotocols, [hidden]);
    assert!(!plan(&socket).facts.may_go_without_subprotocols, "none but the token");
    socket.subprotocols.push(Subprotocol::new("v1"));
    assert!(!plan(&socket).facts.may_go_without_subprotocols, "the token would stay");
    // A variable's name is no place of the token, and a token's braces are no variable.
    let message = r#"{"a":"{token}","b":"{{host}}","c":"{{token}}"}"#;
    socket.settings.substitutes =
        Substitutes { bearer_message: message.into(), ..by(BearerSubstitute::FirstMessage) };
    let first = plan(&socket).first_message;
    assert_eq!(first.as_deref(), Some(r#"{"a":"tok","b":"h","c":"{{token}}"}"#));
    assert!(plan(&socket).facts.may_go_without_subprotocols);
    socket.auth = bearer("{{none}}");
    let first = plan(&socket).first_message;
    assert_eq!(first.as_deref(), Some(r#"{"a":"{{none}}","b":"h","c":"{{token}}"}"#));
}

#[test]
fn what_is_shown_of_an_address_holds_no_secret() {
    let check = |url: &str, sent: &str, shown: &str| {
        let plan = planned(&WebSocket::new(ItemId(1), "", url), None).expect("fine").plan;
        assert_eq!((plan.url.as_str(), plan.shown_url.as_str()), (sent, shown));
        assert_eq!(plan.facts.server.host, "h");
    };
    check(" ws://{{host}}/?k={{t}} ", "ws://h/?k=s3cret", "ws://h/?k=••••••");
    check("{{base}}:81/x?y", "ws://ana:s3cret@h:81/x?y", "ws://h:81/x?y");
    // What is made anew each time is the same in both.
    let plan =
        planned(&WebSocket::new(ItemId(1), "", "ws://h/{{$guid}}"), None).expect("fine").plan;
    assert_eq!(plan.url, plan.shown_url);
}

#[test]
fn what_matters_should_it_fail_is_told() {
    let mut socket = WebSocket::new(ItemId(1), "", "ws://h/{{No}}?{{host}}{{No}}");
    let facts = |socket: &WebSocket| planned(socket, None).expect("fine").plan.facts;
    assert_eq!(facts(&socket).unknown_variables, ["No"]);
    socket.auth = basic("", "");
    assert_eq!(facts(&socket).credentials, Credentials::Nothing);
    socket.auth = Auth::default();
    assert_eq!(facts(&socket).credentials, Credentials::Nothing);
    socket.auth = basic("ana", "");
    assert_eq!(facts(&socket).credentials, Credentials::NotSent);
    socket.settings.substitutes.basic = BasicSubstitute::UrlCredentials;
    assert_eq!(facts(&socket).credentials, Credentials::Sent);
    socket.auth.mode = AuthMode::Windows;
    assert_eq!(facts(&socket).credentials, Credentials::Nothing);
}

#[test]
fn what_is_wrong_with_a_url_tells_no_secret() {
    let (scopes, mut sample) = (scopes(), Sample::default());
    let mut check = |url: &str| check_url(url, &mut |text| resolve(text, &scopes, &mut sample));
    assert_eq!(check("ws://{{host}}"), Ok(()));
    let told = |problem: Result<(), UrlProblem>| match problem {
        Err(UrlProblem::Address { text, problem }) => text[problem.span].to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(told(check("ws://h/{{t}}#{{host}}")), "#h");
    assert_eq!(told(check("ws://h/#{{t}}")), "••••••");
    assert!(check("ws://h:6000").is_err_and(|it| it.is_blocked_port()));
    assert!(check("http://h").is_err_and(|it| !it.is_blocked_port()));
}

#[test]
fn a_time_out_from_a_file_is_kept_within_reason() {
    for (typed, used) in [(0, 100), (u32::MAX, 600_000), (5_000, 5_000)] {
        let mut socket = WebSocket::new(ItemId(1), "", "ws://h");
        socket.settings.handshake_timeout_ms = Some(typed);
        assert_eq!(planned(&socket, None).expect("fine").plan.timeout_ms, used);
    }
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
    let (scopes, mut sample) = (scopes(), Sample::default());
    let found = check_auth(&socket, None, &mut |text| resolve(text, &scopes, &mut sample));
    assert_eq!(found, Err(problem));
}
