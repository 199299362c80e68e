use super::{
    AddressProblemKind::*, AddressSpace, SubprotocolProblem, check, check_subprotocols,
    mixed_content,
};
use crate::core::model::{Kept, Subprotocol};
use proptest::prelude::*;

/// Takes an address in which the bad part stands between `«` and `»`.
fn bad(marked: &str, expected: &super::AddressProblemKind) {
    let typed = marked.replace(['«', '»'], "");
    let start = marked.find('«').unwrap_or_default();
    let end = marked.find('»').unwrap_or_default() - '«'.len_utf8();
    match check(&typed) {
        Ok(address) => panic!("{typed:?} was accepted: {address:?}"),
        Err(problem) => {
            assert_eq!((&problem.kind, problem.span), (expected, start..end), "{typed:?}");
        }
    }
}

#[test]
fn good_addresses() {
    let good = |typed: &str, url: &str, host: &str, port: u16| match check(typed) {
        Ok(address) => {
            let expected = (url, host, port, url.starts_with("wss:"));
            assert_eq!(
                (&*address.url, &*address.server.host, address.server.port, address.server.secure),
                expected,
                "{typed:?}"
            );
        }
        Err(problem) => panic!("{typed:?}: {problem}"),
    };
    for (typed, host, port) in [
        ("ws://localhost", "localhost", 80),
        ("wss://localhost", "localhost", 443),
        ("wss://example.com/", "example.com", 443),
        ("ws://example.com:8080/a/b?c=d&e=f:g@h", "example.com", 8080),
        ("ws://example.com?x=1", "example.com", 80),
        ("ws://example.com:", "example.com", 80),
        ("ws://example.com:/chat", "example.com", 80),
        ("ws://example.com:00081/", "example.com", 81),
        ("ws://example.com:65535/", "example.com", 65535),
        ("ws://EXAMPLE.com/Path", "example.com", 80),
        ("ws://example.com./", "example.com.", 80),
        ("ws://my_host-1/", "my_host-1", 80),
        ("ws://user:pass@host:81/", "host", 81),
        ("wss://user@host/", "host", 443),
        ("ws://a:b@c:d@host/", "host", 80),
        ("ws://@host/", "host", 80),
        ("ws://[::1]/", "[::1]", 80),
        ("ws://[2001:DB8::1]:9001/x", "[2001:db8::1]", 9001),
        ("ws://u:p@[::ffff:127.0.0.1]:81", "[::ffff:127.0.0.1]", 81),
        ("ws://127.0.0.1:9001", "127.0.0.1", 9001),
        ("ws://127.1/", "127.1", 80),
        ("ws://0x7f000001/", "0x7f000001", 80),
        ("ws://0x/", "0x", 80),
        ("ws://017700000001/", "017700000001", 80),
        ("ws://4294967295/", "4294967295", 80),
        ("ws://1.2.3.4./", "1.2.3.4.", 80),
        ("ws://1.2.3.4.example/", "1.2.3.4.example", 80),
        ("ws://3com/", "3com", 80),
        ("ws://abc.0xg/", "abc.0xg", 80),
        ("wss://praia.maré.example/água?q=ção", "praia.maré.example", 443),
        ("ws://例え.テスト/", "例え.テスト", 80),
        ("ws://ex%61mple.com/", "ex%61mple.com", 80),
        ("ws://host/a\\b{c}|[d]", "host", 80),
        ("ws://host/می\u{200c}خواهم", "host", 80),
        ("ws://host//x://y", "host", 80),
        ("ws://host?http://y", "host", 80),
    ] {
        good(typed, typed, host, port);
    }
    good("  \t ws://host/x \n", "ws://host/x", "host", 80);
    good("\u{feff}ws://host\u{a0}", "ws://host", "host", 80);
    good("WSS://Host", "wss://Host", "host", 443);
    good("Ws://host", "ws://host", "host", 80);
}

#[test]
fn bad_addresses() {
    for (marked, expected) in [
        ("«»", Empty),
        ("«»localhost:8080/path", NoScheme),
        ("«»example.com", NoScheme),
        ("«»/relative", NoScheme),
        ("«»//host/path", NoScheme),
        ("«»?q", NoScheme),
        ("«»:8080", NoScheme),
        ("«»://host", NoScheme),
        ("«»hello world", NoScheme),
        ("«»host/?u=http://x", NoScheme),
        ("«»mailto:a@b", NoScheme),
        ("  «»host", NoScheme),
        ("«»ws", NoScheme),
        ("«ws:»", MissingSlashes),
        ("«wss:»host", MissingSlashes),
        ("«WS:»/host", MissingSlashes),
        ("«http»://host", HttpScheme { secure: false }),
        ("  «https»://host/x", HttpScheme { secure: true }),
        ("«HTTP»://host", HttpScheme { secure: false }),
        ("«http»:host", HttpScheme { secure: false }),
        ("«ftp»://host", UnknownScheme),
        ("«wsss»://host", UnknownScheme),
        ("«é»://host", UnknownScheme),
        ("«localhost:80»://x", UnknownScheme),
        ("ws« »://host", WhiteSpace),
        ("ws://ho« »st/", WhiteSpace),
        ("ws://host/a« »b", WhiteSpace),
        ("ws://host/a«\t»b", WhiteSpace),
        ("ws://host/«\n»b", WhiteSpace),
        ("ws://host«\u{a0}»/b", WhiteSpace),
        ("ws://host/«\u{3000}»b", WhiteSpace),
        ("ws://host/«\0»", Invisible('\0')),
        ("ws://ho«\u{200b}»st/", Invisible('\u{200b}')),
        ("ws://«\u{202e}»host", Invisible('\u{202e}')),
        ("ws://host/«\u{7f}»", Invisible('\u{7f}')),
        ("ws://host/«#frag»", Fragment),
        ("ws://host«#»", Fragment),
        ("ws://user:p«#ss@host/»", Fragment),
        ("ws://«»", MissingHost),
        ("ws://«»/path", MissingHost),
        ("ws://«»?x", MissingHost),
        ("ws://«»:80/", MissingHost),
        ("ws://user:pass@«»", MissingHost),
        ("ws://user:pass@«»:81/", MissingHost),
        ("ws://«»//host", MissingHost),
        ("ws://«<»host>", BadHostCharacter('<')),
        ("ws://ho«^»st", BadHostCharacter('^')),
        ("ws://ho«|»st", BadHostCharacter('|')),
        ("ws://«{»{host}}/x", BadHostCharacter('{')),
        ("ws://«\"»host\"", BadHostCharacter('"')),
        ("«ws:»\\\\host", MissingSlashes),
        ("ws://host«\\»path", BadHostCharacter('\\')),
        ("ws://user«\\»@host", BadHostCharacter('\\')),
        ("ws://ho«%»st", BadHostCharacter('%')),
        ("ws://host«%»2", BadHostCharacter('%')),
        ("ws://host«%»2f.example", BadHostCharacter('%')),
        ("ws://host«%»é", BadHostCharacter('%')),
        ("ws://«[»::1/", UnbalancedBracket),
        ("ws://::1«]»/", UnbalancedBracket),
        ("ws://ho«[»st]", UnbalancedBracket),
        ("ws://[::1]«]»", UnbalancedBracket),
        ("ws://«[]»/", BadIpv6),
        ("ws://«[::g]»/", BadIpv6),
        ("ws://«[1.2.3.4]»/", BadIpv6),
        ("ws://u@«[fe80::1%25eth0]»/", BadIpv6),
        ("ws://[::1]«8»0/", BadHostCharacter('8')),
        ("ws://[::1]«é»", BadHostCharacter('é')),
        ("ws://«::1»/", Ipv6WithoutBrackets),
        ("ws://u@«fe80::1:8080»/", Ipv6WithoutBrackets),
        ("ws://«256.1.1.1»/", BadIpv4),
        ("ws://«1.2.3.4.5»/", BadIpv4),
        ("ws://«1.2.3.256»/", BadIpv4),
        ("ws://«1.2.65536»/", BadIpv4),
        ("ws://«4294967296»/", BadIpv4),
        ("ws://«0x100000000»/", BadIpv4),
        ("ws://«host.1»:81/", BadIpv4),
        ("ws://«a.b.09»/", BadIpv4),
        ("ws://«1..2»/", BadIpv4),
        ("ws://host:«http»/", BadPort),
        ("ws://host:«80a»/", BadPort),
        ("ws://host:«-1»/", BadPort),
        ("ws://host:«+80»/", BadPort),
        ("ws://host:«80:81»/", BadPort),
        ("ws://host:«{{port}}»/", BadPort),
        ("ws://host:«８０»/", BadPort),
        ("ws://[::1]:«x»", BadPort),
        ("ws://host:«0»/", PortOutOfRange),
        ("ws://host:«65536»", PortOutOfRange),
        ("ws://u@host:«99999999999999999999»/", PortOutOfRange),
        ("ws://host:«6000»/", BlockedPort(6000)),
        ("wss://host:«10080»/", BlockedPort(10080)),
        ("ws://host:«0022»/", BlockedPort(22)),
    ] {
        bad(marked, &expected);
    }
    assert_eq!(check(" \t\n").err().map(|problem| problem.kind), Some(Empty));
}

#[test]
fn http_addresses_come_with_the_scheme_that_is_meant() {
    let suggested = |typed| check(typed).err().and_then(|problem| problem.kind.suggested_scheme());
    assert_eq!(suggested("http://host"), Some("ws"));
    assert_eq!(suggested("https://host"), Some("wss"));
    assert_eq!(suggested("ftp://host"), None);
}

#[test]
fn blocked_ports_are_found() {
    for port in [
        1, 7, 21, 22, 25, 110, 143, 993, 995, 2049, 4190, 5060, 6000, 6566, 6665, 6669, 6679, 6697,
        10080,
    ] {
        let problem = check(&format!("ws://host:{port}/")).err();
        assert_eq!(problem.map(|problem| problem.kind), Some(BlockedPort(port)));
    }
    for port in [80, 443, 3000, 5000, 5999, 6001, 6670, 8080, 9001, 10081] {
        assert!(check(&format!("ws://host:{port}/")).is_ok(), "{port}");
    }
}

#[test]
fn mixed_content_is_ws_from_https_to_elsewhere() {
    for (typed, from_https) in [
        ("ws://example.com", true),
        ("ws://192.168.0.1", true),
        ("ws://localhost.example.com", true),
        ("ws://notlocalhost", true),
        ("ws://[2001:db8::1]", true),
        ("ws://128.0.0.1", true),
        ("wss://example.com", false),
        ("ws://localhost:8080", false),
        ("ws://LOCALHOST.", false),
        ("ws://a.localhost", false),
        ("ws://127.0.0.1", false),
        ("ws://127.9.9.9", false),
        ("ws://127.1", false),
        ("ws://u:p@[::1]:81", false),
        ("ws://0x7f.1", false),
    ] {
        match check(typed) {
            Ok(address) => {
                assert_eq!(mixed_content(true, &address.server), from_https, "{typed}");
                assert!(!mixed_content(false, &address.server), "{typed}");
            }
            Err(problem) => panic!("{typed}: {problem}"),
        }
    }
}

#[test]
fn a_server_is_asked_over_http_and_has_a_place() {
    for (typed, origin, space) in [
        ("wss://10.0.0.12:8443/x", "https://10.0.0.12:8443", AddressSpace::Local),
        ("wss://A.example/", "https://a.example", AddressSpace::Public),
        ("wss://a.example:80", "https://a.example:80", AddressSpace::Public),
        ("ws://u:p@localhost?x", "http://localhost", AddressSpace::Loopback),
        ("ws://[fe80::1]:80", "http://[fe80::1]", AddressSpace::Local),
    ] {
        let server = check(typed).expect("an address").server;
        assert_eq!((server.http_origin().as_str(), server.space()), (origin, space), "{typed}");
    }
}

#[test]
fn subprotocols_are_tokens_offered_once() {
    let check = |rows: &[(bool, &str)], expected: &[(usize, SubprotocolProblem)]| {
        let rows: Vec<Subprotocol> = rows
            .iter()
            .map(|&(enabled, key)| Subprotocol {
                enabled,
                key: key.to_owned(),
                kept: Kept::default(),
            })
            .collect();
        assert_eq!(check_subprotocols(&rows), expected, "{rows:?}");
    };
    let bad = |character, at| SubprotocolProblem::BadCharacter { character, at };
    let duplicate = |first| SubprotocolProblem::Duplicate { first };
    check(&[], &[]);
    check(&[(true, "chat"), (true, "v2.hydro"), (true, "a!#$%&'*+-.^_`|~Z9")], &[]);
    check(&[(true, "")], &[(0, SubprotocolProblem::Empty)]);
    check(&[(false, ""), (false, "a b")], &[]);
    check(
        &[(true, "a b"), (true, "a,b"), (true, "\"x\"")],
        &[(0, bad(' ', 1)), (1, bad(',', 1)), (2, bad('"', 0))],
    );
    check(
        &[(true, "maré"), (true, "a/b"), (true, "x\u{7f}")],
        &[(0, bad('é', 3)), (1, bad('/', 1)), (2, bad('\u{7f}', 1))],
    );
    check(
        &[(true, "a"), (true, "b"), (true, "a"), (true, "a")],
        &[(2, duplicate(0)), (3, duplicate(0))],
    );
    check(&[(false, "a"), (true, "a"), (true, "A")], &[]);
    check(&[(true, "a"), (false, "a"), (true, "a")], &[(2, duplicate(0))]);
    for separator in "()<>@,;:\\\"/[]?={} \t".chars() {
        check(&[(true, &separator.to_string())], &[(0, bad(separator, 0))]);
    }
}

proptest! {
    #[test]
    fn spans_are_parts_of_the_typed_text(typed in "\\PC*|ws://\\PC*|\\s*wss?://[a-z\\[\\]:@#%é./ 0-9]*\\s*") {
        match check(&typed) {
            Ok(address) => {
                prop_assert_eq!(check(&address.url), Ok(address.clone()));
                prop_assert!(typed.trim().len() >= address.server.host.len());
            }
            Err(problem) => prop_assert!(typed.get(problem.span.clone()).is_some(), "{problem:?}"),
        }
    }
}
