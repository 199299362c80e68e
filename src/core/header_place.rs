//! Headers that a page does not send, and that have a place of their own here or that a browser
//! makes by itself. What becomes of cookies is `core::substitute`'s matter.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    change::Change,
    model::{Auth, AuthMode, Header, Subprotocol, WebSocket},
};

/// Headers with which a browser opens a WebSocket by itself, in lower case: those of the handshake
/// (RFC 6455 §4.1) and others that go with all its requests. [`FETCH_METADATA`] goes too.
const MADE_BY_BROWSERS: [&str; 12] = [
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "host",
    "origin",
    "pragma",
    "sec-websocket-extensions",
    "sec-websocket-key",
    "sec-websocket-version",
    "upgrade",
    "user-agent",
];

/// How the names of headers begin that tell a server what a request is for (W3C Fetch Metadata).
const FETCH_METADATA: &str = "sec-fetch-";

/// Where a header belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderPlace {
    /// In auth.
    Auth,
    /// Among the subprotocols.
    Subprotocols,
    /// Nowhere: the browser sends its own.
    Browser,
}

/// Where a header belongs; `None` where there is no other place for it.
pub fn place_of(header: &Header) -> Option<HeaderPlace> {
    let name = header.key.trim().to_ascii_lowercase();
    match name.as_str() {
        "authorization" => auth_of(&header.value).map(|_| HeaderPlace::Auth),
        "sec-websocket-protocol" => {
            subprotocols_of(&header.value).next().map(|_| HeaderPlace::Subprotocols)
        }
        name => {
            let is_browsers = MADE_BY_BROWSERS.contains(&name) || name.starts_with(FETCH_METADATA);
            is_browsers.then_some(HeaderPlace::Browser)
        }
    }
}

/// The change that moves a header of a WebSocket, counted from 0, to where it belongs; `None` where
/// it has no other place.
pub fn moved(socket: &WebSocket, at: usize) -> Option<Change> {
    let (id, header) = (socket.id, socket.headers.get(at)?);
    let there = match place_of(header)? {
        HeaderPlace::Auth => {
            let found = auth_of(&header.value)?;
            let mut auth = Auth { mode: found.mode, ..socket.auth.clone() };
            if found.mode == AuthMode::Bearer {
                auth.bearer_token = found.bearer_token;
            } else {
                auth.basic_login = found.basic_login;
                auth.basic_password = found.basic_password;
            }
            Change::SetAuth { id, auth }
        }
        HeaderPlace::Subprotocols => {
            let mut subprotocols = socket.subprotocols.clone();
            for name in subprotocols_of(&header.value) {
                if !subprotocols.iter().any(|it| it.enabled && it.key == name) {
                    subprotocols.push(Subprotocol::new(name));
                }
            }
            Change::SetSubprotocols { id, subprotocols }
        }
        HeaderPlace::Browser => return None,
    };
    let mut headers = socket.headers.clone();
    headers.remove(at);
    Some(Change::Many(vec![Change::SetHeaders { id, headers }, there]))
}

/// The names in a list of subprotocols.
fn subprotocols_of(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|it| !it.is_empty())
}

/// What `Bearer token` (RFC 6750 §2.1) or `Basic credentials` (RFC 7617 §2) says.
fn auth_of(value: &str) -> Option<Auth> {
    let (scheme, rest) = value.trim().split_once(' ')?;
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        let bearer_token = rest.to_owned();
        return Some(Auth { mode: AuthMode::Bearer, bearer_token, ..Auth::default() });
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
    let (login, password) = text.split_once(':')?;
    let (basic_login, basic_password) = (login.to_owned(), password.to_owned());
    Some(Auth { mode: AuthMode::Basic, basic_login, basic_password, ..Auth::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::ItemId;

    #[test]
    fn headers_with_a_place_of_their_own() {
        for (key, value, expected) in [
            ("authorization", " bearer  a.b.c ", Some(HeaderPlace::Auth)),
            ("Authorization", "Bearer {{token}}", Some(HeaderPlace::Auth)),
            ("Authorization", "Basic YW5hOnM6ZQ==", Some(HeaderPlace::Auth)),
            ("Authorization", "Basic {{login}}", None),
            ("Authorization", "Digest x", None),
            ("Sec-WebSocket-Protocol", "a", Some(HeaderPlace::Subprotocols)),
            ("Sec-WebSocket-Protocol", " , ", None),
            (" Origin", "x", Some(HeaderPlace::Browser)),
            ("Sec-WebSocket-Version", "13", Some(HeaderPlace::Browser)),
            ("Sec-Fetch-Mode", "websocket", Some(HeaderPlace::Browser)),
            ("Sec-Fetched", "x", None),
            ("X-Team", "tide", None),
        ] {
            assert_eq!(place_of(&Header::new(key, value)), expected, "{key}: {value}");
        }
        assert!(MADE_BY_BROWSERS.is_sorted());
    }

    #[test]
    fn a_header_moves_to_its_place() {
        let mut socket = WebSocket::new(ItemId(1), "", "");
        socket.auth.bearer_token = "kept".to_owned();
        socket.subprotocols.push(Subprotocol::new("a"));
        socket.headers = vec![
            Header::new("X", "1"),
            Header::new("Authorization", "Basic YW5hOnM6ZQ=="),
            Header::new("Sec-WebSocket-Protocol", "a, b,,c"),
        ];
        let Some(Change::Many(changes)) = moved(&socket, 1) else { panic!("it moves") };
        let [Change::SetHeaders { headers, .. }, Change::SetAuth { auth, .. }] = &changes[..]
        else {
            panic!("{changes:?}")
        };
        assert_eq!(headers.len(), 2);
        assert_eq!((auth.mode, auth.basic_login.as_str()), (AuthMode::Basic, "ana"));
        assert_eq!((auth.basic_password.as_str(), auth.bearer_token.as_str()), ("s:e", "kept"));
        let Some(Change::Many(changes)) = moved(&socket, 2) else { panic!("it moves") };
        let Some(Change::SetSubprotocols { subprotocols, .. }) = changes.last() else {
            panic!("{changes:?}")
        };
        let keys: Vec<_> = subprotocols.iter().map(|it| it.key.as_str()).collect();
        assert_eq!(keys, ["a", "b", "c"]);
        assert_eq!(moved(&socket, 0), None);
        assert_eq!(moved(&socket, 9), None);
    }
}
