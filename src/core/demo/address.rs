//! Reads an address `demo:…`: which server, and what it is to do.

use std::ops::{Range, RangeInclusive};

use crate::core::percent;

use super::{Demo, DemoServer, Flood, FloodKind, LONGEST_REASON, SCHEME, after_scheme};

/// How long a handshake may be made to take, in milliseconds.
const DELAY: Number = Number { name: "delay_ms", range: 0..=600_000, default: 0 };
const EVERY: Number = Number { name: "every_ms", range: 10..=3_600_000, default: 1_000 };
const COUNT: Number = Number { name: "count", range: 1..=1_000_000, default: 1_000 };
const SIZE: Number = Number { name: "size", range: 0..=10_000_000, default: 100 };
const RATE: Number = Number { name: "rate", range: 0..=100_000, default: 0 };

/// Most bytes of all messages of a flood: what a conversation keeps of it has to fit into memory.
const MOST_BYTES: u64 = 500_000_000;

/// What is wrong with an address of a server in the page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DemoProblem {
    /// There is no server of this name.
    #[error("no such server")]
    UnknownServer,
    /// The server has no parameter of this name.
    #[error("demo:{server} takes {takes}")]
    UnknownParameter {
        /// Its name.
        server: &'static str,
        /// What it takes.
        takes: &'static str,
    },
    /// A value that is none of this parameter.
    #[error("not a value of {parameter}")]
    BadValue {
        /// Which parameter.
        parameter: &'static str,
        /// What it takes.
        misfit: Misfit,
    },
    /// A flood of more than 500 MB.
    #[error("more than {MOST_BYTES} bytes")]
    TooMuch,
}

/// What a value is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// A whole number in this range.
    Number(RangeInclusive<u32>),
    /// `text`, `json` or `binary`.
    Kind,
    /// A code with which a server may end a connection.
    CloseCode,
    /// A reason that fits into a close frame.
    Reason,
}

/// A number that a server takes.
struct Number {
    name: &'static str,
    range: RangeInclusive<u32>,
    default: u32,
}

/// The value of a parameter as it stands in an address, and where.
struct Parameter<'a> {
    value: &'a str,
    at: Range<usize>,
}

/// Reads an address; where it is wrong in bytes of it. One that begins with another scheme is of no
/// server.
pub fn parse(url: &str) -> Result<Demo, (DemoProblem, Range<usize>)> {
    let start = SCHEME.len();
    let rest = after_scheme(url).ok_or((DemoProblem::UnknownServer, 0..url.len()))?;
    let (name, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut server = match name {
        "echo" => DemoServer::Echo,
        "clock" => DemoServer::Clock { every_ms: EVERY.default },
        "flood" => DemoServer::Flood(Flood {
            count: COUNT.default,
            size: SIZE.default,
            kind: FloodKind::Text,
            rate: RATE.default,
        }),
        "close" => DemoServer::Close { code: 1000, reason: String::new() },
        _ => return Err((DemoProblem::UnknownServer, start..start + name.len())),
    };
    let mut delay_ms = DELAY.default;
    let mut from = start + name.len() + 1;
    for part in query.split('&') {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let at = from + part.len() - value.len()..from + part.len();
        let it = Parameter { value, at };
        match (&mut server, key) {
            (_, "") if part.is_empty() => {}
            (_, "delay_ms") => delay_ms = it.number(&DELAY)?,
            (DemoServer::Clock { every_ms }, "every_ms") => *every_ms = it.number(&EVERY)?,
            (DemoServer::Flood(flood), "count") => flood.count = it.number(&COUNT)?,
            (DemoServer::Flood(flood), "size") => flood.size = it.number(&SIZE)?,
            (DemoServer::Flood(flood), "rate") => flood.rate = it.number(&RATE)?,
            (DemoServer::Flood(flood), "kind") => flood.kind = it.kind()?,
            (DemoServer::Close { code, .. }, "code") => *code = it.close_code()?,
            (DemoServer::Close { reason, .. }, "reason") => *reason = it.reason()?,
            _ => {
                let (server, takes) = takes(&server);
                let problem = DemoProblem::UnknownParameter { server, takes };
                return Err((problem, from..from + key.len()));
            }
        }
        from += part.len() + 1;
    }
    if let DemoServer::Flood(flood) = &server
        && u64::from(flood.count) * u64::from(flood.size) > MOST_BYTES
    {
        return Err((DemoProblem::TooMuch, start..url.len()));
    }
    Ok(Demo { server, delay_ms })
}

/// The name of a server and its parameters.
fn takes(server: &DemoServer) -> (&'static str, &'static str) {
    match server {
        DemoServer::Echo => ("echo", "delay_ms"),
        DemoServer::Clock { .. } => ("clock", "every_ms, delay_ms"),
        DemoServer::Flood(_) => ("flood", "count, size, kind, rate, delay_ms"),
        DemoServer::Close { .. } => ("close", "code, reason, delay_ms"),
    }
}

impl Parameter<'_> {
    fn number(&self, number: &Number) -> Result<u32, (DemoProblem, Range<usize>)> {
        let digits = !self.value.is_empty() && self.value.bytes().all(|it| it.is_ascii_digit());
        let value = self.value.parse().ok().filter(|it| digits && number.range.contains(it));
        value.ok_or_else(|| self.bad(number.name, Misfit::Number(number.range.clone())))
    }

    fn kind(&self) -> Result<FloodKind, (DemoProblem, Range<usize>)> {
        match self.value {
            "text" => Ok(FloodKind::Text),
            "json" => Ok(FloodKind::Json),
            "binary" => Ok(FloodKind::Binary),
            _ => Err(self.bad("kind", Misfit::Kind)),
        }
    }

    fn close_code(&self) -> Result<u16, (DemoProblem, Range<usize>)> {
        let code = self.value.parse().ok();
        let code = code.filter(|it| matches!(it, 1000..=1003 | 1005..=1014 | 3000..=4999));
        code.ok_or_else(|| self.bad("code", Misfit::CloseCode))
    }

    fn reason(&self) -> Result<String, (DemoProblem, Range<usize>)> {
        let bytes = percent::decoded(&self.value.replace('+', " "));
        let reason = String::from_utf8_lossy(&bytes).into_owned();
        if reason.len() > LONGEST_REASON {
            return Err(self.bad("reason", Misfit::Reason));
        }
        Ok(reason)
    }

    fn bad(&self, parameter: &'static str, misfit: Misfit) -> (DemoProblem, Range<usize>) {
        (DemoProblem::BadValue { parameter, misfit }, self.at.clone())
    }
}
