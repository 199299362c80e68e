//! Host and port of an address, checked as browsers do (WHATWG URL §3.5, *host parsing*).

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{AddressProblem, AddressProblemKind as Kind};

/// Ports no browser connects to (WHATWG Fetch, *port blocking*), in ascending order.
const BLOCKED_PORTS: [u16; 82] = [
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
    103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
    512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
    995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
    6669, 6679, 6697, 10080,
];

/// Takes `host`, `host:port`, `[ipv6]` or `[ipv6]:port` apart. Spans count from its start. The port
/// is `None` where none was typed.
pub(super) fn check(text: &str) -> Result<(&str, Option<u16>), AddressProblem> {
    let (host, port) = split(text)?;
    if host.is_empty() {
        return Err(Kind::MissingHost.at(0..0));
    }
    if !host.starts_with('[') {
        if let Some((at, c)) = bad_character(host) {
            return Err(Kind::BadHostCharacter(c).at(at..at + c.len_utf8()));
        }
        if let Some(Err(NotIpv4)) = ipv4(host) {
            return Err(Kind::BadIpv4.at(0..host.len()));
        }
    }
    let Some(port) = port.filter(|digits| !digits.is_empty()) else {
        return Ok((host, None));
    };
    let span = text.len() - port.len()..text.len();
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Kind::BadPort.at(span));
    }
    match port.parse::<u16>() {
        Err(_) | Ok(0) => Err(Kind::PortOutOfRange.at(span)),
        Ok(number) if BLOCKED_PORTS.binary_search(&number).is_ok() => {
            Err(Kind::BlockedPort(number).at(span))
        }
        Ok(number) => Ok((host, Some(number))),
    }
}

/// Whether a host is this machine whatever the network says (W3C Secure Contexts §3.1).
pub(super) fn is_loopback(host: &str) -> bool {
    if let Some(Ok(address)) = ipv4(host) {
        return address.is_loopback();
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    name == "localhost"
        || name.ends_with(".localhost")
        || ipv6(host).is_some_and(|address| address.is_loopback())
}

/// Whether a host is in the local network, as far as its address or name tells (RFC 1918, RFC 4193,
/// RFC 6762, link-local addresses).
#[expect(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a host in lower case, no file"
)]
pub(super) fn is_private(host: &str) -> bool {
    if let Some(Ok(address)) = ipv4(host) {
        return address.is_private() || address.is_link_local();
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    name.ends_with(".local")
        || ipv6(host).is_some_and(|it| it.is_unique_local() || it.is_unicast_link_local())
}

fn split(text: &str) -> Result<(&str, Option<&str>), AddressProblem> {
    if text.starts_with('[') {
        let Some(end) = text.find(']') else {
            return Err(Kind::UnbalancedBracket.at(0..1));
        };
        let (host, rest) = text.split_at(end + 1);
        if ipv6(host).is_none() {
            return Err(Kind::BadIpv6.at(0..end + 1));
        }
        return match (rest.strip_prefix(':'), rest.chars().next()) {
            (Some(port), _) => Ok((host, Some(port))),
            (None, None) => Ok((host, None)),
            (None, Some(']')) => Err(Kind::UnbalancedBracket.at(end + 1..end + 2)),
            (None, Some(c)) => Err(Kind::BadHostCharacter(c).at(end + 1..end + 1 + c.len_utf8())),
        };
    }
    if let Some(at) = text.find(['[', ']']) {
        return Err(Kind::UnbalancedBracket.at(at..at + 1));
    }
    if text.parse::<Ipv6Addr>().is_ok() {
        return Err(Kind::Ipv6WithoutBrackets.at(0..text.len()));
    }
    Ok(match text.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (text, None),
    })
}

fn ipv6(host: &str) -> Option<Ipv6Addr> {
    host.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

/// The first character no host has: those browsers refuse (WHATWG URL, *forbidden domain code
/// point*), and those RFC 3986 leaves out that no name server knows, such as the braces of a
/// variable without a value.
fn bad_character(host: &str) -> Option<(usize, char)> {
    host.char_indices().find(|&(at, c)| match c {
        '%' => {
            let decoded =
                host.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
            decoded.is_none_or(|byte| is_forbidden(char::from(byte)))
        }
        _ => is_forbidden(c),
    })
}

fn is_forbidden(c: char) -> bool {
    c.is_ascii_control() || " \"#%/:<>?@[\\]^`{|}".contains(c)
}

struct NotIpv4;

/// `None` for a name: only a host whose last label is a number is an IPv4 address (WHATWG URL,
/// *ends in a number*). Octal, hexadecimal and short forms are addresses too.
fn ipv4(host: &str) -> Option<Result<Ipv4Addr, NotIpv4>> {
    let labels: Vec<&str> = host.strip_suffix('.').unwrap_or(host).split('.').collect();
    let last = labels.last()?;
    if !last.bytes().all(|byte| byte.is_ascii_digit()) && ipv4_number(last).is_none()
        || last.is_empty()
    {
        return None;
    }
    Some(ipv4_address(&labels).ok_or(NotIpv4))
}

fn ipv4_address(labels: &[&str]) -> Option<Ipv4Addr> {
    let (last, first) = labels.split_last()?;
    let last = ipv4_number(last)?;
    let mut bits: u64 = 0;
    for label in first {
        let number = ipv4_number(label).filter(|&number| number < 256)?;
        bits = bits << 8 | number;
    }
    let free_bytes =
        4_u32.checked_sub(u32::try_from(first.len()).ok()?).filter(|&bytes| bytes > 0)?;
    let room = 1_u64 << (8 * free_bytes);
    if last >= room {
        return None;
    }
    u32::try_from(bits * room + last).ok().map(Ipv4Addr::from_bits)
}

fn ipv4_number(label: &str) -> Option<u64> {
    let hexadecimal = label.strip_prefix("0x").or_else(|| label.strip_prefix("0X"));
    let (digits, radix) = match (hexadecimal, label.strip_prefix('0')) {
        (Some(digits), _) => (digits, 16),
        (None, Some(digits)) if !digits.is_empty() => (digits, 8),
        _ => (label, 10),
    };
    match (digits.is_empty(), digits.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        (true, _) => (radix == 16).then_some(0),
        (false, true) => u64::from_str_radix(digits, radix).ok(),
        (false, false) => None,
    }
}
