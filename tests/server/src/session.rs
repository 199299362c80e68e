//! One connection from its request to its end.
//!
//! Owns the order of things: read, note, delay, answer; what is answered comes from elsewhere.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use tokio::io::AsyncWriteExt as _;

use crate::behaviour::Behaviour;
use crate::handshake::{Agreement, HandshakeError, offered_subprotocols};
use crate::log::{Log, Record};
use crate::paths;
use crate::request::{BadParameter, Request, RequestError};
use crate::response::Response;
use crate::seen::{End, Outcome, Report};
use crate::socket::{Socket, Stop};
use crate::wire::Wire;

/// The longest delay of an answer, in milliseconds.
const DELAY_LIMIT: u64 = 24 * 60 * 60 * 1000;

/// What a request gets.
enum Plan {
    Open(Behaviour, Agreement),
    Answer(Response),
    /// Read the body, keep it, say so.
    Report,
    Drop,
}

/// Serves one connection to its end.
pub(crate) async fn serve(mut wire: Wire, log: Arc<Log>) {
    let request = match Request::read(&mut wire).await {
        Ok(request) => request,
        // Nothing was asked, so nothing is noted.
        Err(RequestError::Left | RequestError::Io(_)) => return,
        Err(error) => {
            let answer = Response::text(400, format!("{error}\n"));
            if answer.write(&mut wire, true).await.is_ok() {
                wire.finish().await;
            }
            return;
        }
    };
    let record = log.begin(&request, offered_subprotocols(&request), wire.is_secure());
    let (delay, plan) = match plan(&request, &log) {
        Ok(planned) => planned,
        Err(error) => (Duration::ZERO, Plan::Answer(Response::text(400, format!("{error}\n")))),
    };
    if !delay.is_zero() {
        tokio::select! {
            () = tokio::time::sleep(delay) => {}
            () = wire.client_left() => {
                record.outcome(Outcome::Abandoned);
                record.end(End::ClientLeft);
                return;
            }
        }
    }
    match plan {
        Plan::Open(behaviour, agreement) => {
            open(wire, &request, &record, behaviour, &agreement).await;
        }
        Plan::Answer(response) => answer(wire, &request, &record, &response).await,
        Plan::Report => report(wire, &request, &record, &log).await,
        Plan::Drop => {
            record.outcome(Outcome::Dropped);
            record.end(End::Dropped);
            wire.cut(false);
        }
    }
}

fn plan(request: &Request, log: &Log) -> Result<(Duration, Plan), BadParameter> {
    let default_delay = if request.path == "/delay" { 1000 } else { 0 };
    let delay = request.number(
        "delay_ms",
        default_delay,
        &DELAY_LIMIT,
        "milliseconds up to a day are expected",
    )?;
    let plan = if let Some(refusal) = request.path.strip_prefix("/refuse/") {
        refusal_plan(request, refusal)?
    } else if request.is_upgrade() {
        match Behaviour::of(request)? {
            Some(behaviour) => open_plan(request, behaviour)?,
            None => Plan::Answer(Response::text(404, "There is no such path; GET / lists them.\n")),
        }
    } else {
        plain_plan(request, log)
    };
    Ok((Duration::from_millis(delay), plan))
}

/// Refusals are the same for a WebSocket and for plain HTTP, so that a probe finds the reason.
fn refusal_plan(request: &Request, refusal: &str) -> Result<Plan, BadParameter> {
    if refusal == "drop" {
        return Ok(Plan::Drop);
    }
    if request.method == "OPTIONS" {
        return Ok(Plan::Answer(Response::text(204, "")));
    }
    Ok(match refusal.parse::<u16>() {
        Ok(401) if is_authorized(request) && request.is_upgrade() => {
            open_plan(request, Behaviour::Echo)?
        }
        Ok(401) if is_authorized(request) => {
            Plan::Answer(Response::text(200, "The credentials are right.\n"))
        }
        Ok(status @ (301 | 302 | 303 | 307 | 308)) => {
            Plan::Answer(Response::refusal(status).with_header("Location", "/echo"))
        }
        Ok(status @ 200..=599) => Plan::Answer(Response::refusal(status)),
        _ => Plan::Answer(Response::refusal(404)),
    })
}

fn is_authorized(request: &Request) -> bool {
    let user = request.parameter("user").unwrap_or("ana");
    let password = request.parameter("password").unwrap_or("segredo");
    let right = BASE64.encode(format!("{user}:{password}"));
    request.header("authorization").and_then(|value| value.split_once(' ')).is_some_and(
        |(scheme, given)| scheme.eq_ignore_ascii_case("basic") && given.trim() == right,
    )
}

fn open_plan(request: &Request, behaviour: Behaviour) -> Result<Plan, BadParameter> {
    match Agreement::with(request) {
        Ok(agreement) => Ok(Plan::Open(behaviour, agreement)),
        Err(HandshakeError::Parameter(error)) => Err(error),
        Err(HandshakeError::NoKey) => {
            Ok(Plan::Answer(Response::text(400, "Sec-WebSocket-Key is missing.\n")))
        }
        Err(HandshakeError::Version) => {
            let answer = Response::text(426, "Only WebSocket version 13 is spoken here.\n");
            Ok(Plan::Answer(answer.with_header("Sec-WebSocket-Version", "13")))
        }
    }
}

fn plain_plan(request: &Request, log: &Log) -> Plan {
    match (request.method.as_str(), request.path.as_str()) {
        ("OPTIONS", _) => Plan::Answer(Response::text(204, "")),
        ("POST", "/report") => Plan::Report,
        (_, "/report") => Plan::Answer(log.reports().pop().map_or_else(
            || Response::text(204, ""),
            |report| Response::text(200, String::from_utf8_lossy(&report.body)),
        )),
        (_, "/") => Plan::Answer(Response::text(200, paths::help())),
        _ => Plan::Answer(Response::text(
            200,
            "This is the WebSocket test server of Macaréu; GET / lists its paths.\n",
        )),
    }
}

async fn open(
    mut wire: Wire,
    request: &Request,
    record: &Record,
    behaviour: Behaviour,
    agreement: &Agreement,
) {
    let answered = async {
        wire.write_all(behaviour.answer(agreement).as_bytes()).await?;
        wire.flush().await
    };
    if answered.await.is_err() {
        record.outcome(Outcome::Abandoned);
        record.end(End::ClientLeft);
        return;
    }
    record.outcome(Outcome::Opened {
        subprotocol: agreement.subprotocol.clone(),
        compression: agreement.compression(),
    });
    let stop = match Socket::new(&mut wire, agreement, record, behaviour.answers_close()) {
        Ok(mut socket) => behaviour.run(&mut socket, request, agreement).await,
        Err(stop) => stop,
    };
    match stop {
        Stop::Ended(end) => {
            record.end(end);
            wire.finish().await;
        }
        Stop::Unanswered => {
            wire.drain().await;
            record.end(End::ClientLeft);
        }
        Stop::Fault { bytes } => {
            // A client that left before is as good as one that leaves because of it.
            if wire.write_all(bytes).await.is_ok() && wire.flush().await.is_ok() {
                wire.drain().await;
            }
            record.end(End::ClientLeft);
        }
        Stop::Cut { last_bytes, reset } => {
            // The cut comes either way; a failure here means that the client was faster.
            if wire.write_all(last_bytes).await.is_ok() {
                drop(wire.flush().await);
            }
            record.end(End::Dropped);
            wire.cut(reset);
        }
    }
}

async fn answer(mut wire: Wire, request: &Request, record: &Record, response: &Response) {
    let status = response.status;
    record.outcome(if request.is_upgrade() {
        Outcome::Refused(status)
    } else {
        Outcome::Answered(status)
    });
    if response.write(&mut wire, request.method != "HEAD").await.is_err() {
        record.end(End::ClientLeft);
        return;
    }
    record.end(End::Answered);
    wire.finish().await;
}

async fn report(mut wire: Wire, request: &Request, record: &Record, log: &Log) {
    if request.header("expect").is_some_and(|value| value.eq_ignore_ascii_case("100-continue"))
        && wire.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await.is_err()
    {
        record.end(End::ClientLeft);
        return;
    }
    let response = match request.read_body(&mut wire).await {
        Ok(body) => {
            log.add_report(Report { query: request.query.clone(), body });
            Response::text(200, "Stored.\n")
        }
        Err(RequestError::TooLarge) => Response::refusal(413),
        Err(_) => {
            record.outcome(Outcome::Abandoned);
            record.end(End::ClientLeft);
            return;
        }
    };
    answer(wire, request, record, &response).await;
}
