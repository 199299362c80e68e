//! What the fragment of the app's address asks for: `#url=wss://…`, `#new-websocket`, and
//! `#c=…`, which holds a collection. Whoever made the address may be an attacker; all that it can do is to
//! make a WebSocket that connects to nothing, and to have a person asked.

use super::percent;

/// What an address opens the app with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A new WebSocket with an address, which may be none.
    WebSocket(String),
    /// A collection, to be read by [`link::read`](super::format::link::read).
    Link(String),
}

/// Schemes that lead from other pages into the app, and what they mean.
const SCHEMES: [(&str, &str); 2] = [("web+ws:", "ws:"), ("web+wss:", "wss:")];

/// Reads a fragment without its `#`, as it stands in the address. `None` when it asks for nothing that
/// the app knows.
pub fn read(fragment: &str) -> Option<Opened> {
    if fragment == "new-websocket" {
        return Some(Opened::WebSocket(String::new()));
    }
    if let Some(data) = fragment.strip_prefix("c=") {
        return Some(Opened::Link(data.to_owned()));
    }
    let typed = fragment.strip_prefix("url=")?;
    // Written out it is the address itself, whose own escapes are the server's matter.
    // Else it is encoded, if that gives a text.
    let is_written_out = typed.contains("://");
    let decoded = (!is_written_out).then(|| String::from_utf8(percent::decoded(typed)).ok());
    let url = decoded.flatten().unwrap_or_else(|| typed.to_owned());
    let url = url.trim();
    let scheme = |(from, to): &(&str, &str)| {
        let begin = url.get(..from.len())?;
        begin
            .eq_ignore_ascii_case(from)
            .then(|| format!("{to}{}", url.get(from.len()..).unwrap_or_default()))
    };
    Some(Opened::WebSocket(SCHEMES.iter().find_map(scheme).unwrap_or_else(|| url.to_owned())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn url(fragment: &str) -> Option<String> {
        match read(fragment)? {
            Opened::WebSocket(url) => Some(url),
            Opened::Link(_) => None,
        }
    }

    #[test]
    fn addresses_written_out_or_encoded() {
        for (fragment, expected) in [
            ("url=wss://host/a?b=1&c=%2F#d", "wss://host/a?b=1&c=%2F#d"),
            ("url=wss%3A%2F%2Fhost%2Fa%3Fb%3D1%26c%3D%252F", "wss://host/a?b=1&c=%2F"),
            ("url=web%2Bws%3A%2F%2Fhost%3A8080%2F", "ws://host:8080/"),
            ("url=web+wss://host/", "wss://host/"),
            ("url=WEB+WSS://host/", "wss://host/"),
            ("url=web%2Bwsx%3A%2F%2Fhost", "web+wsx://host"),
            ("url=%20ws%3A%2F%2Fol%C3%A1%20", "ws://olá"),
            ("url=ws://{{Host}}/", "ws://{{Host}}/"),
            ("url=host%", "host%"),
            ("url=host%4", "host%4"),
            ("url=host%zz%41", "host%zzA"),
            ("url=%ff", "%ff"),
            ("url=javascript%3Aalert(1)", "javascript:alert(1)"),
            ("url=", ""),
            ("new-websocket", ""),
        ] {
            assert_eq!(url(fragment).as_deref(), Some(expected), "{fragment}");
        }
    }

    #[test]
    fn other_fragments_ask_for_nothing() {
        for fragment in
            ["", "test-server=ws://localhost:1", "URL=ws://a", "new-websocket=1", "x&url=ws://a"]
        {
            assert_eq!(read(fragment), None, "{fragment}");
        }
    }

    #[test]
    fn what_attackers_write_stays_text() {
        for attack in crate::core::attacks() {
            assert_eq!(url(&format!("url={}", encoded(&attack))).as_deref(), Some(attack.trim()));
        }
    }

    fn encoded(text: &str) -> String {
        text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
    }

    proptest! {
        #[test]
        fn any_address_comes_through_encoded(address in "wss?://.{0,40}") {
            let expected = Some(address.trim().to_owned());
            prop_assert_eq!(url(&format!("url={}", encoded(&address))), expected);
        }

        #[test]
        fn any_fragment_is_read(fragment in "(url=)?(%[0-9a-g]{0,2}|.){0,40}") {
            let opened = url(&fragment);
            prop_assert!(opened.is_none_or(|it| it.len() <= fragment.len()));
        }
    }
}
