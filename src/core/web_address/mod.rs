//! The address of a WebSocket as typed: says what is wrong with it before anything is tried.
//! It must not resolve names or connect; whether a host exists is not its matter.

mod host;
mod subprotocol;
#[cfg(test)]
mod tests;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::core::demo::{self, DemoProblem};

pub use subprotocol::{SubprotocolProblem, check_subprotocols, is_token_character};

/// An address a browser accepts for a WebSocket (RFC 6455 §3), or of a server in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress {
    /// What to connect to: as typed, without white space around it, the scheme in lower case.
    pub url: String,
    /// Who answers there; nobody of the network for a server in the page.
    pub server: Server,
}

impl WebAddress {
    /// Whether a server in the page answers there.
    pub fn is_demo(&self) -> bool {
        demo::is_demo(&self.url)
    }
}

/// Whom an address leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// `wss`.
    pub secure: bool,
    /// In ASCII lower case; an IPv6 address keeps its brackets. Without user info.
    pub host: String,
    /// 1–65535; 80 or 443 where none was typed.
    pub port: u16,
}

impl Server {
    /// Its HTTP address, without the port that browsers hide: `https://host:8443`.
    pub fn http_origin(&self) -> String {
        let (scheme, default) = if self.secure { ("https", 443) } else { ("http", 80) };
        match self.port {
            port if port == default => format!("{scheme}://{}", self.host),
            port => format!("{scheme}://{}:{port}", self.host),
        }
    }

    /// Where it is in the network, as far as its host tells.
    pub fn space(&self) -> AddressSpace {
        address_space(&self.host)
    }
}

/// Where a host is in the network, nearest first (WICG *Local Network Access*, *IP address space*).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddressSpace {
    /// This very machine.
    Loopback,
    /// The local network.
    Local,
    /// Anywhere else.
    #[default]
    Public,
}

/// What is wrong with an address, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at bytes {}..{}", span.start, span.end)]
pub struct AddressProblem {
    /// What.
    pub kind: AddressProblemKind,
    /// Bytes of the typed text that are bad; empty where something is missing.
    pub span: Range<usize>,
}

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressProblemKind {
    /// Nothing but white space.
    #[error("the address is empty")]
    Empty,
    /// Does not start with `ws://` or `wss://`, such as `localhost:8080` or `/path`.
    #[error("the address does not start with ws:// or wss://")]
    NoScheme,
    /// `http` or `https`, where `ws` or `wss` is meant.
    #[error("http is no WebSocket scheme")]
    HttpScheme {
        /// `https`, so that `wss` is meant.
        secure: bool,
    },
    /// Some other scheme than `ws` and `wss`.
    #[error("only ws and wss are WebSocket schemes")]
    UnknownScheme,
    /// `ws:host` or `ws:/host` instead of `ws://host`.
    #[error("two slashes are missing after the scheme")]
    MissingSlashes,
    /// White space inside the address.
    #[error("white space inside the address")]
    WhiteSpace,
    /// A control character or one that cannot be seen, such as U+200B or U+202E.
    #[error("invisible character U+{:04X}", u32::from(*.0))]
    Invisible(char),
    /// A `#`: WebSocket addresses have no fragment (RFC 6455 §3).
    #[error("a WebSocket address has no fragment")]
    Fragment,
    /// Nothing where the host should stand.
    #[error("the host is missing")]
    MissingHost,
    /// A character no host has.
    #[error("a host has no {0:?}")]
    BadHostCharacter(char),
    /// `[` without `]` or the other way round.
    #[error("unbalanced bracket")]
    UnbalancedBracket,
    /// Not an IPv6 address between the brackets.
    #[error("not an IPv6 address")]
    BadIpv6,
    /// An IPv6 address without the brackets that keep it apart from a port.
    #[error("an IPv6 address stands in brackets")]
    Ipv6WithoutBrackets,
    /// The host ends in a number, and is not an IPv4 address.
    #[error("not an IPv4 address")]
    BadIpv4,
    /// Something that is not a number after the colon.
    #[error("a port is a number")]
    BadPort,
    /// A port is 1–65535.
    #[error("a port is between 1 and 65535")]
    PortOutOfRange,
    /// Browsers never connect to this port (WHATWG Fetch, *port blocking*).
    #[error("browsers block port {0}")]
    BlockedPort(u16),
    /// A server in the page that there is not, or that does not do what is asked of it.
    #[error("{0}")]
    Demo(DemoProblem),
}

impl AddressProblemKind {
    /// The scheme that mends it, to be put in place of the span.
    pub fn suggested_scheme(&self) -> Option<&'static str> {
        match self {
            Self::HttpScheme { secure: false } => Some("ws"),
            Self::HttpScheme { secure: true } => Some("wss"),
            _ => None,
        }
    }

    fn at(self, span: Range<usize>) -> AddressProblem {
        AddressProblem { kind: self, span }
    }
}

/// Checks an address as typed. White space around it is no error; characters beyond ASCII are the
/// browser's to encode; user info is allowed (browsers answer a Basic challenge with it).
pub fn check(typed: &str) -> Result<WebAddress, AddressProblem> {
    let edge = |c: char| c.is_whitespace() || c == '\u{feff}';
    let before = typed.len() - typed.trim_start_matches(edge).len();
    parse(typed.trim_matches(edge)).map_err(|problem| AddressProblem {
        span: problem.span.start + before..problem.span.end + before,
        ..problem
    })
}

/// Whether the browser refuses this server because the page itself came over `https`
/// (W3C Mixed Content §4): `ws` to anything but this very machine.
pub fn mixed_content(page_is_https: bool, server: &Server) -> bool {
    page_is_https && !server.secure && server.space() != AddressSpace::Loopback
}

/// Where a host is in the network, as far as its address or name tells.
pub fn address_space(host: &str) -> AddressSpace {
    if host::is_loopback(host) {
        AddressSpace::Loopback
    } else if host::is_private(host) {
        AddressSpace::Local
    } else {
        AddressSpace::Public
    }
}

fn parse(url: &str) -> Result<WebAddress, AddressProblem> {
    use AddressProblemKind as Kind;
    if url.is_empty() {
        return Err(Kind::Empty.at(0..0));
    }
    if let Some(rest) = demo::after_scheme(url) {
        check_characters(url)?;
        check_fragment(url)?;
        demo::parse(url).map_err(|(problem, span)| Kind::Demo(problem).at(span))?;
        let url = format!("{}{rest}", demo::SCHEME);
        return Ok(WebAddress { url, server: Server::default() });
    }
    let Some((scheme, rest)) = url
        .split_once("://")
        .filter(|(scheme, _)| !scheme.is_empty() && !scheme.contains(['/', '?', '#']))
    else {
        return Err(without_slashes(url));
    };
    check_characters(url)?;
    let secure = match scheme_kind(scheme) {
        Some(SchemeKind::WebSocket { secure }) => secure,
        Some(SchemeKind::Http { secure }) => {
            return Err(Kind::HttpScheme { secure }.at(0..scheme.len()));
        }
        None => return Err(Kind::UnknownScheme.at(0..scheme.len())),
    };
    check_fragment(url)?;
    let authority = rest.split(['/', '?']).next().unwrap_or(rest);
    let start = scheme.len() + "://".len();
    if let Some(at) = authority.find('\\') {
        return Err(Kind::BadHostCharacter('\\').at(start + at..start + at + 1));
    }
    let host_start = start + authority.rfind('@').map_or(0, |at| at + 1);
    let host_and_port = url.get(host_start..start + authority.len()).unwrap_or_default();
    let (host, port) = host::check(host_and_port).map_err(|problem| AddressProblem {
        span: problem.span.start + host_start..problem.span.end + host_start,
        ..problem
    })?;
    Ok(WebAddress {
        url: format!("{}://{rest}", scheme.to_ascii_lowercase()),
        server: Server {
            secure,
            host: host.to_ascii_lowercase(),
            port: port.unwrap_or(if secure { 443 } else { 80 }),
        },
    })
}

fn check_characters(url: &str) -> Result<(), AddressProblem> {
    use AddressProblemKind as Kind;
    let bad = url.char_indices().find(|&(_, c)| c.is_whitespace() || is_invisible(c));
    let Some((at, c)) = bad else { return Ok(()) };
    let kind = if c.is_whitespace() { Kind::WhiteSpace } else { Kind::Invisible(c) };
    Err(kind.at(at..at + c.len_utf8()))
}

fn check_fragment(url: &str) -> Result<(), AddressProblem> {
    match url.find('#') {
        Some(at) => Err(AddressProblemKind::Fragment.at(at..url.len())),
        None => Ok(()),
    }
}

fn without_slashes(url: &str) -> AddressProblem {
    use AddressProblemKind as Kind;
    let scheme = url.split(':').next().filter(|scheme| scheme.len() < url.len());
    match scheme.map(|scheme| (scheme.len(), scheme_kind(scheme))) {
        Some((length, Some(SchemeKind::WebSocket { .. }))) => {
            Kind::MissingSlashes.at(0..length + 1)
        }
        Some((length, Some(SchemeKind::Http { secure }))) => {
            Kind::HttpScheme { secure }.at(0..length)
        }
        _ => Kind::NoScheme.at(0..0),
    }
}

enum SchemeKind {
    WebSocket { secure: bool },
    Http { secure: bool },
}

fn scheme_kind(scheme: &str) -> Option<SchemeKind> {
    match scheme.to_ascii_lowercase().as_str() {
        "ws" => Some(SchemeKind::WebSocket { secure: false }),
        "wss" => Some(SchemeKind::WebSocket { secure: true }),
        "http" => Some(SchemeKind::Http { secure: false }),
        "https" => Some(SchemeKind::Http { secure: true }),
        _ => None,
    }
}

/// Characters that come along with pasted text and cannot be seen. The joiners U+200C and U+200D
/// are left out: some scripts need them.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
