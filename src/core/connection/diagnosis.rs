//! What can be said about a failed attempt: a page learns only that there is no connection, so what
//! it knows otherwise is put together, in the order in which things happen. Words are `core::text`'s
//! part.

use crate::core::web_address::{self, WebAddress};

use super::{Failure, FailureKind};

/// What the same host said over HTTP(S) after the attempt. Times are milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Probe {
    /// It was not asked.
    NotAsked,
    /// It is being asked.
    Asking,
    /// It answered.
    Answered {
        /// How long that took.
        after_ms: f64,
    },
    /// It did not answer, or the browser did not accept its certificate.
    Silent {
        /// How long that took.
        after_ms: f64,
    },
}

/// What is known of a failed attempt.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// Why, in general.
    pub cause: Cause,
    /// In the order in which a browser goes through them.
    pub checks: Vec<Check>,
    /// What to do about it; `None` while the host is being asked.
    pub advice: Option<Advice>,
    /// The address to open in a tab to see whether its certificate is accepted.
    pub review: Option<String>,
}

/// Why an attempt failed, in general.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The browser does not say.
    Unknown,
    /// No answer in time.
    TimedOut,
    /// The browser does not accept the address.
    Address,
    /// A page loaded over `https` may not use `ws` to another machine.
    MixedContent,
}

/// One thing that must go well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// What.
    pub subject: Subject,
    /// How it went.
    pub verdict: Verdict,
    /// How long it took, in milliseconds, if that is known.
    pub after_ms: Option<f64>,
}

/// What must go well for a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The URL is one.
    Url,
    /// The browser lets this page connect there.
    MixedContent,
    /// The host answers.
    Host,
    /// The host answers, and its certificate is accepted.
    HostAndCertificate,
    /// The server answers the handshake and accepts it.
    Upgrade,
}

/// How a check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Well.
    Passed,
    /// Not well: this is the cause.
    Failed,
    /// The browser hides it.
    CannotTell,
    /// It did not come to that.
    NotTried,
    /// Being found out.
    Running,
}

/// What to do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// The server is there: look at path, subprotocols, rights.
    Refused,
    /// Is the server running, are host and port right?
    Unreachable,
    /// Look at the certificate in a tab.
    Certificate,
    /// Is this a WebSocket server?
    TimedOut,
    /// Use `wss`.
    MixedContent,
    /// Correct the address.
    Address,
}

/// Puts together what is known.
pub fn diagnose(failure: &Failure, page_is_https: bool, probe: Probe) -> Diagnosis {
    let Ok(address) = web_address::check(&failure.url) else {
        return bad_address();
    };
    if web_address::mixed_content(page_is_https, &address) {
        return stopped(
            Cause::MixedContent,
            Advice::MixedContent,
            Verdict::Passed,
            Verdict::Failed,
        );
    }
    match failure.why {
        FailureKind::NotTried { .. } => bad_address(),
        FailureKind::TimedOut => Diagnosis {
            cause: Cause::TimedOut,
            checks: checks(
                Verdict::Passed,
                Verdict::Passed,
                None,
                (Verdict::Failed, Some(failure.after_ms)),
            ),
            advice: Some(Advice::TimedOut),
            review: None,
        },
        FailureKind::Refused => refused(&address, probe),
    }
}

fn refused(address: &WebAddress, probe: Probe) -> Diagnosis {
    let host = |subject, verdict, after_ms| Some(Check { subject, verdict, after_ms });
    let (host, upgrade, advice) = match probe {
        Probe::NotAsked => (None, Verdict::CannotTell, Some(Advice::Unreachable)),
        Probe::Asking => (host(Subject::Host, Verdict::Running, None), Verdict::NotTried, None),
        Probe::Answered { after_ms } => (
            host(Subject::Host, Verdict::Passed, Some(after_ms)),
            Verdict::Failed,
            Some(Advice::Refused),
        ),
        Probe::Silent { after_ms } if address.secure => (
            host(Subject::HostAndCertificate, Verdict::CannotTell, Some(after_ms)),
            Verdict::NotTried,
            Some(Advice::Certificate),
        ),
        Probe::Silent { after_ms } => (
            host(Subject::Host, Verdict::Failed, Some(after_ms)),
            Verdict::NotTried,
            Some(Advice::Unreachable),
        ),
    };
    let review = (advice == Some(Advice::Certificate)).then(|| origin(address));
    Diagnosis {
        cause: Cause::Unknown,
        checks: checks(Verdict::Passed, Verdict::Passed, host, (upgrade, None)),
        advice,
        review,
    }
}

fn bad_address() -> Diagnosis {
    stopped(Cause::Address, Advice::Address, Verdict::Failed, Verdict::NotTried)
}

fn stopped(cause: Cause, advice: Advice, url: Verdict, mixed_content: Verdict) -> Diagnosis {
    let checks = checks(url, mixed_content, None, (Verdict::NotTried, None));
    Diagnosis { cause, checks, advice: Some(advice), review: None }
}

fn checks(
    url: Verdict,
    mixed_content: Verdict,
    host: Option<Check>,
    (upgrade, upgrade_after_ms): (Verdict, Option<f64>),
) -> Vec<Check> {
    let check = |subject, verdict, after_ms| Check { subject, verdict, after_ms };
    [
        Some(check(Subject::Url, url, None)),
        Some(check(Subject::MixedContent, mixed_content, None)),
        host,
        Some(check(Subject::Upgrade, upgrade, upgrade_after_ms)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The address whose certificate a person can look at, without the port a browser hides.
fn origin(address: &WebAddress) -> String {
    match address.port {
        443 => format!("https://{}", address.host),
        port => format!("https://{}:{port}", address.host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(url: &str, why: FailureKind) -> Failure {
        Failure { at_ms: 1.0, after_ms: 212.0, why, url: url.to_owned(), subprotocols: Vec::new() }
    }

    fn verdicts(diagnosis: &Diagnosis) -> Vec<(Subject, Verdict)> {
        diagnosis.checks.iter().map(|it| (it.subject, it.verdict)).collect()
    }

    #[test]
    fn a_host_that_answers_refused_the_upgrade() {
        let found = diagnose(
            &failure("wss://a/x", FailureKind::Refused),
            true,
            Probe::Answered { after_ms: 41.0 },
        );
        assert_eq!(
            verdicts(&found),
            [
                (Subject::Url, Verdict::Passed),
                (Subject::MixedContent, Verdict::Passed),
                (Subject::Host, Verdict::Passed),
                (Subject::Upgrade, Verdict::Failed),
            ]
        );
        assert_eq!((found.advice, found.review), (Some(Advice::Refused), None));
    }

    #[test]
    fn a_silent_secure_host_may_have_a_bad_certificate() {
        let found = diagnose(
            &failure("wss://10.0.0.12:8443/x", FailureKind::Refused),
            false,
            Probe::Silent { after_ms: 5.0 },
        );
        assert!(verdicts(&found).contains(&(Subject::HostAndCertificate, Verdict::CannotTell)));
        assert_eq!(found.review.as_deref(), Some("https://10.0.0.12:8443"));
        let found = diagnose(
            &failure("wss://a/", FailureKind::Refused),
            false,
            Probe::Silent { after_ms: 5.0 },
        );
        assert_eq!(found.review.as_deref(), Some("https://a"));
    }

    #[test]
    fn a_silent_host_without_tls_is_not_there() {
        let found = diagnose(
            &failure("ws://a:8080/x", FailureKind::Refused),
            false,
            Probe::Silent { after_ms: 5.0 },
        );
        assert!(verdicts(&found).contains(&(Subject::Host, Verdict::Failed)));
        assert_eq!((found.advice, found.review), (Some(Advice::Unreachable), None));
    }

    #[test]
    fn no_advice_before_the_host_was_asked() {
        let found = diagnose(&failure("ws://a/", FailureKind::Refused), false, Probe::Asking);
        assert_eq!(found.advice, None);
        assert!(verdicts(&found).contains(&(Subject::Host, Verdict::Running)));
    }

    #[test]
    fn mixed_content_stops_it_whatever_the_browser_said() {
        for why in [FailureKind::Refused, FailureKind::NotTried { message: "insecure".to_owned() }]
        {
            let found = diagnose(&failure("ws://far.example/", why), true, Probe::NotAsked);
            assert_eq!(found.cause, Cause::MixedContent);
            assert!(verdicts(&found).contains(&(Subject::MixedContent, Verdict::Failed)));
        }
    }

    #[test]
    fn an_address_the_browser_does_not_take() {
        let why = FailureKind::NotTried { message: "SyntaxError".to_owned() };
        let found = diagnose(&failure("ws://a/", why), false, Probe::NotAsked);
        assert_eq!(found.cause, Cause::Address);
        assert_eq!(verdicts(&found).first(), Some(&(Subject::Url, Verdict::Failed)));
        assert_eq!(
            diagnose(&failure("nonsense", FailureKind::Refused), false, Probe::NotAsked).cause,
            Cause::Address
        );
    }

    #[test]
    fn no_answer_in_time_is_the_servers_part() {
        let found = diagnose(&failure("wss://a/", FailureKind::TimedOut), false, Probe::NotAsked);
        assert_eq!(found.cause, Cause::TimedOut);
        assert_eq!(
            found.checks.last(),
            Some(&Check {
                subject: Subject::Upgrade,
                verdict: Verdict::Failed,
                after_ms: Some(212.0)
            })
        );
    }
}
