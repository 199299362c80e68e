//! What was agreed on with a server beside the protocol itself: the value of
//! `Sec-WebSocket-Extensions` (RFC 6455 §9.1) taken apart. Words are `core::text`'s part.

/// One extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extension {
    /// RFC 7692.
    Deflate(Deflate),
    /// Another one, as the browser tells it.
    Other(String),
}

/// What permessage-deflate was agreed on with (RFC 7692 §7.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deflate {
    /// The server's compressor forgets each message.
    pub server_no_context_takeover: bool,
    /// The client's compressor forgets each message.
    pub client_no_context_takeover: bool,
    /// Size of the server's window; `None` is the largest, 15.
    pub server_max_window_bits: Option<String>,
    /// Size of the client's window; `None` is the largest, 15.
    pub client_max_window_bits: Option<String>,
    /// Parameters that the RFC does not know.
    pub unknown: Vec<String>,
}

/// Takes the value apart. Empty when nothing was agreed on.
pub fn parse(value: &str) -> Vec<Extension> {
    value.split(',').map(str::trim).filter(|it| !it.is_empty()).map(extension).collect()
}

fn extension(text: &str) -> Extension {
    let mut parts = text.split(';').map(str::trim);
    if parts.next() != Some("permessage-deflate") {
        return Extension::Other(text.to_owned());
    }
    let mut found = Deflate::default();
    for part in parts {
        let (name, value) = match part.split_once('=') {
            Some((name, value)) => (name.trim(), Some(value.trim().trim_matches('"').to_owned())),
            None => (part, None),
        };
        match name {
            "server_no_context_takeover" => found.server_no_context_takeover = true,
            "client_no_context_takeover" => found.client_no_context_takeover = true,
            "server_max_window_bits" => found.server_max_window_bits = value,
            "client_max_window_bits" => found.client_max_window_bits = value,
            _ => found.unknown.push(part.to_owned()),
        }
    }
    Extension::Deflate(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_parameters_of_deflate_apart() {
        assert_eq!(parse(""), []);
        assert_eq!(parse("permessage-deflate"), [Extension::Deflate(Deflate::default())]);
        assert_eq!(
            parse("permessage-deflate; server_no_context_takeover; client_max_window_bits=12;x=1"),
            [Extension::Deflate(Deflate {
                server_no_context_takeover: true,
                client_max_window_bits: Some("12".to_owned()),
                unknown: vec!["x=1".to_owned()],
                ..Deflate::default()
            })]
        );
        assert_eq!(
            parse("permessage-deflate; server_max_window_bits=\"10\", x-own; a"),
            [
                Extension::Deflate(Deflate {
                    server_max_window_bits: Some("10".to_owned()),
                    ..Deflate::default()
                }),
                Extension::Other("x-own; a".to_owned())
            ]
        );
    }
}
