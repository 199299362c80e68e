//! How a WebSocket is connected, apart from its address, headers and auth.

use super::Kept;

/// One header of the handshake's request.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Disabled ones are kept, not sent.
    pub enabled: bool,
    /// Its name, as typed.
    pub key: String,
    /// As typed.
    pub value: String,
    /// See [`Kept`].
    pub kept: Kept,
}

/// One subprotocol a WebSocket offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Subprotocol {
    /// Disabled ones are kept, not offered.
    pub enabled: bool,
    /// A token of RFC 7230 §3.2.6 when valid; kept as typed when not.
    pub key: String,
    /// See [`Kept`].
    pub kept: Kept,
}

/// What is offered of permessage-deflate (RFC 7692 §7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compression {
    /// 9–15 when valid.
    pub client_max_window_bits: u8,
    /// Whether the client's compressor remembers earlier messages.
    pub client_context_takeover: bool,
    /// 9–15 when valid.
    pub server_max_window_bits: u8,
    /// Whether the server's compressor remembers earlier messages.
    pub server_context_takeover: bool,
}

impl Default for Compression {
    /// As Pororoca has it.
    fn default() -> Self {
        Self {
            client_max_window_bits: 15,
            client_context_takeover: true,
            server_max_window_bits: 15,
            server_context_takeover: true,
        }
    }
}

/// What a person sets for a WebSocket that Pororoca has no key for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionSettings {
    /// How long a handshake may take; `None` is the app's default.
    pub handshake_timeout_ms: Option<u32>,
    /// Whether to connect again when the connection is lost.
    pub reconnect: bool,
    /// Query parameters that are kept and do not stand in the URL.
    pub disabled_parameters: Vec<DisabledParameter>,
    /// See [`Substitutes`].
    pub substitutes: Substitutes,
}

/// A query parameter that does not stand in the URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisabledParameter {
    /// How many of the URL come before it.
    pub after: u32,
    /// As it would stand in the URL.
    pub key: String,
    /// As it would stand in the URL; `None` where there is no `=`.
    pub value: Option<String>,
}

/// What is sent in place of headers that a page cannot send. Every way keeps its own value, so that
/// switching and back loses nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitutes {
    /// For login and password.
    pub basic: BasicSubstitute,
    /// For a token.
    pub bearer: BearerSubstitute,
    /// Name of the parameter of [`BearerSubstitute::QueryParameter`].
    pub bearer_parameter: String,
    /// What stands before the token in [`BearerSubstitute::Subprotocol`].
    pub bearer_prefix: String,
    /// The text of [`BearerSubstitute::FirstMessage`]; see [`TOKEN_PLACE`].
    pub bearer_message: String,
    /// Whether headers named `Cookie` become cookies of the page, which the browser sends to a
    /// server on the page's own host.
    pub cookie: bool,
}

/// Stands for the token in [`Substitutes::bearer_message`].
pub const TOKEN_PLACE: &str = "{token}";

/// Name of a query parameter that holds a token when nobody chose another (RFC 6750 §2.3).
pub const DEFAULT_BEARER_PARAMETER: &str = "access_token";

impl Default for Substitutes {
    fn default() -> Self {
        Self {
            basic: BasicSubstitute::default(),
            bearer: BearerSubstitute::default(),
            bearer_parameter: DEFAULT_BEARER_PARAMETER.to_owned(),
            bearer_prefix: String::new(),
            bearer_message: TOKEN_PLACE.to_owned(),
            cookie: false,
        }
    }
}

/// How login and password are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BasicSubstitute {
    /// Not at all.
    #[default]
    None,
    /// As `user:password@` in the address: the browser answers a challenge with them.
    UrlCredentials,
}

/// How a token is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BearerSubstitute {
    /// Not at all.
    #[default]
    None,
    /// As a parameter of the address.
    QueryParameter,
    /// As a subprotocol: a prefix and the token.
    Subprotocol,
    /// As the subprotocol Kubernetes takes:
    /// `base64url.bearer.authorization.k8s.io.` and the token as base64url without padding.
    SubprotocolBase64Url,
    /// As the first text message.
    FirstMessage,
}
