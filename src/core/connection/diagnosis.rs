//! What can be said about a failed attempt: a page learns only that there is no connection, so what
//! it knows otherwise is put together, in the order in which things happen. Words are `core::text`'s
//! part.

use crate::core::{
    demo,
    web_address::{self, AddressSpace},
};

use super::{Credentials, Failure, FailureKind};

/// What the same host said over HTTP(S) after the attempt. Times are milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Probe {
    /// It was not asked.
    #[default]
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
    /// It did not answer, as the address is without TLS; with TLS it does.
    OverTls {
        /// How long that took.
        after_ms: f64,
    },
}

/// What became of the same handshake without subprotocols: a browser refuses an answer that chooses
/// none of those offered, and does not say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Without {
    /// It was not made.
    #[default]
    NotAsked,
    /// It runs.
    Asking,
    /// The server accepted it.
    Accepted,
    /// It failed as well.
    Refused,
    /// Nothing came of it in time.
    Silent,
}

/// What the browser says of reaching this machine or the local network, where it asks the person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LocalNetwork {
    /// It does not ask, or does not say.
    #[default]
    Unknown,
    /// The person allowed it.
    Granted,
    /// The person will be asked.
    Prompt,
    /// The person or a rule forbids it.
    Denied,
}

/// What the page knows beside the failure itself.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// The page came over `https`.
    pub page_is_https: bool,
    /// Where the page came from: it may reach what is no nearer than that.
    pub page_space: AddressSpace,
    /// The browser said, when the attempt failed, that there is no network.
    pub offline: bool,
    /// The page's own content security policy blocked the address.
    pub blocked_by_policy: bool,
    /// See [`LocalNetwork`].
    pub local_network: LocalNetwork,
    /// See [`Probe`].
    pub probe: Probe,
    /// See [`Without`].
    pub without_subprotocols: Without,
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
    /// Without subprotocols it can be connected.
    pub works_without_subprotocols: bool,
}

/// Why an attempt failed: the likeliest, as a browser says little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Being found out.
    Unknown,
    /// The server is there and did not accept the WebSocket.
    Refused,
    /// The server accepts it without the subprotocols.
    Subprotocols,
    /// Nothing answers.
    Unreachable,
    /// Nothing answers, or the certificate is not accepted.
    Certificate,
    /// The server uses TLS, and the address is without.
    Tls,
    /// No answer in time.
    TimedOut,
    /// The browser does not accept the address.
    Address,
    /// A page loaded over `https` may not use `ws` to another machine.
    MixedContent,
    /// There is no network.
    Offline,
    /// The page's own rules forbid the address.
    Policy,
    /// The browser keeps the page from the local network.
    LocalNetwork,
    /// A server in the page was asked to answer later than the time-out.
    DemoTimedOut,
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
    /// Browsers do not block its port.
    Port,
    /// There is a network.
    Network,
    /// The browser lets this page connect there.
    MixedContent,
    /// The page's content security policy allows the address.
    Policy,
    /// The page may reach this machine and the local network.
    LocalNetwork,
    /// The host answers.
    Host,
    /// The host answers, and its certificate is accepted.
    HostAndCertificate,
    /// The host answers without TLS, as the address is.
    NoTls,
    /// Every name in the address has a variable.
    Variables,
    /// The subprotocols are not the cause: without them it fails just the same.
    Subprotocols,
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
    /// Correct the subprotocols, or do without them.
    Subprotocols,
    /// The same, and login or token may be wrong.
    RefusedCredentials,
    /// The login or token was not sent: choose how.
    CredentialsNotSent,
    /// A name in the address has no variable.
    UnknownVariables,
    /// Write `wss`.
    Tls,
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
    /// Go online.
    Offline,
    /// Whoever hosts the page has to allow the address.
    Policy,
    /// Allow it in the browser's settings for this page.
    LocalNetwork,
    /// A shorter delay, or a longer time-out.
    DemoTimedOut,
}

/// Puts together what is known.
pub fn diagnose(failure: &Failure, around: &Surroundings) -> Diagnosis {
    let mut found = Found { checks: Vec::new(), stopped_by: None };
    if demo::is_demo(&failure.url) && failure.why == FailureKind::TimedOut {
        return found.into_diagnosis(Cause::DemoTimedOut, Some(Advice::DemoTimedOut), None);
    }
    let server = &failure.facts.server;
    let not_tried = matches!(failure.why, FailureKind::NotTried { .. });
    let mixed = web_address::mixed_content(around.page_is_https, server);
    let explained = mixed || around.blocked_by_policy;
    found.go(Subject::Url, not_tried && !explained, (Cause::Address, Advice::Address));
    // With a blocked one nothing is tried, see [`of_url`].
    found.go(Subject::Port, false, (Cause::Address, Advice::Address));
    // Browsers are wrong about it now and then; who answered was there.
    let answered = matches!(around.probe, Probe::Answered { .. });
    let offline = around.offline && server.space() == AddressSpace::Public && !answered;
    found.go(Subject::Network, offline, (Cause::Offline, Advice::Offline));
    found.go(Subject::MixedContent, mixed, (Cause::MixedContent, Advice::MixedContent));
    found.go(Subject::Policy, around.blocked_by_policy, (Cause::Policy, Advice::Policy));
    if server.space() < around.page_space && around.local_network != LocalNetwork::Unknown {
        let denied = around.local_network == LocalNetwork::Denied;
        found.go(Subject::LocalNetwork, denied, (Cause::LocalNetwork, Advice::LocalNetwork));
        if around.local_network == LocalNetwork::Prompt
            && let Some(check) = found.checks.last_mut().filter(|it| it.verdict == Verdict::Passed)
        {
            check.verdict = Verdict::CannotTell;
        }
    }
    if let Some((cause, advice)) = found.stopped_by {
        found.add(Subject::Upgrade, Verdict::NotTried, None);
        return found.into_diagnosis(cause, Some(advice), None);
    }
    found.at_the_server(failure, around)
}

/// What is known where the URL is none, so that nothing was tried.
pub fn of_url(is_blocked_port: bool) -> Diagnosis {
    let mut found = Found { checks: Vec::new(), stopped_by: None };
    let why = (Cause::Address, Advice::Address);
    found.go(Subject::Url, !is_blocked_port, why);
    found.go(Subject::Port, is_blocked_port, why);
    for subject in [Subject::Network, Subject::MixedContent, Subject::Policy, Subject::Upgrade] {
        found.add(subject, Verdict::NotTried, None);
    }
    found.into_diagnosis(Cause::Address, Some(Advice::Address), None)
}

/// Checks in the order they happen, and what stopped the attempt.
struct Found {
    checks: Vec<Check>,
    stopped_by: Option<(Cause, Advice)>,
}

impl Found {
    fn add(&mut self, subject: Subject, verdict: Verdict, after_ms: Option<f64>) {
        self.checks.push(Check { subject, verdict, after_ms });
    }

    /// A check of the browser; after one that failed the others are not tried.
    fn go(&mut self, subject: Subject, failed: bool, why: (Cause, Advice)) {
        let verdict = match (self.stopped_by, failed) {
            (Some(_), _) => Verdict::NotTried,
            (None, true) => Verdict::Failed,
            (None, false) => Verdict::Passed,
        };
        if verdict == Verdict::Failed {
            self.stopped_by = Some(why);
        }
        self.add(subject, verdict, None);
    }

    fn at_the_server(mut self, failure: &Failure, around: &Surroundings) -> Diagnosis {
        let timed_out = failure.why == FailureKind::TimedOut;
        let server = &failure.facts.server;
        let secure = server.secure;
        match around.probe {
            Probe::NotAsked => {}
            Probe::Asking => self.add(Subject::Host, Verdict::Running, None),
            Probe::Answered { after_ms } => {
                self.add(Subject::Host, Verdict::Passed, Some(after_ms));
            }
            // A certificate that is not accepted ends an attempt at once.
            Probe::Silent { after_ms } if secure && !timed_out => {
                self.add(Subject::HostAndCertificate, Verdict::CannotTell, Some(after_ms));
            }
            Probe::Silent { after_ms } => self.add(Subject::Host, Verdict::Failed, Some(after_ms)),
            Probe::OverTls { after_ms } => {
                self.add(Subject::NoTls, Verdict::Failed, Some(after_ms));
            }
        }
        let (cause, advice, upgrade) = match around.probe {
            Probe::Asking => (Cause::Unknown, None, Verdict::NotTried),
            Probe::NotAsked => (Cause::Unreachable, Some(Advice::Unreachable), Verdict::CannotTell),
            Probe::Answered { .. } if timed_out => {
                (Cause::TimedOut, Some(Advice::TimedOut), Verdict::Failed)
            }
            Probe::Answered { .. } => {
                (Cause::Refused, Some(advice_when_refused(failure)), Verdict::Failed)
            }
            Probe::OverTls { .. } => (Cause::Tls, Some(Advice::Tls), Verdict::NotTried),
            Probe::Silent { .. } if secure && !timed_out => {
                (Cause::Certificate, Some(Advice::Certificate), Verdict::NotTried)
            }
            Probe::Silent { .. } => {
                (Cause::Unreachable, Some(Advice::Unreachable), Verdict::NotTried)
            }
        };
        if !failure.facts.unknown_variables.is_empty() {
            self.add(Subject::Variables, Verdict::CannotTell, None);
        }
        // Only where the server is there and has refused is there something to find out.
        let without = match upgrade {
            Verdict::Failed if !timed_out => around.without_subprotocols,
            _ => Without::NotAsked,
        };
        let (cause, advice, upgrade) = match without {
            Without::NotAsked | Without::Refused | Without::Silent => (cause, advice, upgrade),
            Without::Asking => (Cause::Unknown, None, Verdict::NotTried),
            Without::Accepted => {
                (Cause::Subprotocols, Some(Advice::Subprotocols), Verdict::NotTried)
            }
        };
        match without {
            Without::NotAsked => {}
            Without::Asking => self.add(Subject::Subprotocols, Verdict::Running, None),
            Without::Accepted => self.add(Subject::Subprotocols, Verdict::Failed, None),
            Without::Refused => self.add(Subject::Subprotocols, Verdict::Passed, None),
            Without::Silent => self.add(Subject::Subprotocols, Verdict::CannotTell, None),
        }
        let after_ms = (timed_out && upgrade == Verdict::Failed).then_some(failure.after_ms);
        self.add(Subject::Upgrade, upgrade, after_ms);
        let review = (cause == Cause::Certificate).then(|| server.http_origin());
        Diagnosis {
            works_without_subprotocols: without == Without::Accepted,
            ..self.into_diagnosis(cause, advice, review)
        }
    }

    fn into_diagnosis(
        self,
        cause: Cause,
        advice: Option<Advice>,
        review: Option<String>,
    ) -> Diagnosis {
        Diagnosis { cause, checks: self.checks, advice, review, works_without_subprotocols: false }
    }
}

/// What a server that is there may have against the handshake: the likeliest first.
fn advice_when_refused(failure: &Failure) -> Advice {
    if !failure.facts.unknown_variables.is_empty() {
        return Advice::UnknownVariables;
    }
    match failure.facts.credentials {
        Credentials::Nothing => Advice::Refused,
        Credentials::NotSent => Advice::CredentialsNotSent,
        Credentials::Sent => Advice::RefusedCredentials,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Facts;
    use super::*;

    const ANSWERED: Probe = Probe::Answered { after_ms: 41.0 };
    const SILENT: Probe = Probe::Silent { after_ms: 5.0 };

    fn failure(url: &str, why: FailureKind) -> Failure {
        let server = web_address::check(url).expect("an address").server;
        let url = url.to_owned();
        let facts = Facts { server, ..Facts::default() };
        Failure { at_ms: 1.0, after_ms: 212.0, why, url, facts }
    }

    fn refused(url: &str) -> Failure {
        failure(url, FailureKind::Refused)
    }

    fn probed(probe: Probe) -> Surroundings {
        Surroundings { probe, ..Surroundings::default() }
    }

    /// The checks in short: `+` passed, `!` failed, `?` cannot be told, `-` not tried, `~` running.
    fn check(failure: &Failure, around: &Surroundings, cause: Cause, checks: &str) -> Diagnosis {
        let found = diagnose(failure, around);
        let sign = |it: Verdict| match it {
            Verdict::Passed => '+',
            Verdict::Failed => '!',
            Verdict::CannotTell => '?',
            Verdict::NotTried => '-',
            Verdict::Running => '~',
        };
        let line = |it: &Check| format!("{}{:?}", sign(it.verdict), it.subject);
        let said = found.checks.iter().map(line).collect::<Vec<_>>().join(" ");
        assert_eq!((found.cause, said.as_str()), (cause, checks));
        let causes = found.checks.iter().filter(|it| it.verdict == Verdict::Failed).count();
        assert!(causes <= 1, "one cause: {said}");
        found
    }

    #[test]
    fn a_host_that_answers_refused_the_upgrade() {
        let found = check(
            &refused("wss://a/x"),
            &probed(ANSWERED),
            Cause::Refused,
            "+Url +Port +Network +MixedContent +Policy +Host !Upgrade",
        );
        assert_eq!((found.advice, found.review), (Some(Advice::Refused), None));
    }

    #[test]
    fn a_silent_secure_host_may_have_a_bad_certificate() {
        for (url, review) in
            [("wss://10.0.0.12:8443/x", "https://10.0.0.12:8443"), ("wss://a/", "https://a")]
        {
            let found = check(
                &refused(url),
                &probed(SILENT),
                Cause::Certificate,
                "+Url +Port +Network +MixedContent +Policy ?HostAndCertificate -Upgrade",
            );
            assert_eq!(found.review.as_deref(), Some(review));
        }
    }

    #[test]
    fn a_silent_host_without_tls_is_not_there() {
        let found = check(
            &refused("ws://a:8080/x"),
            &probed(SILENT),
            Cause::Unreachable,
            "+Url +Port +Network +MixedContent +Policy !Host -Upgrade",
        );
        assert_eq!((found.advice, found.review), (Some(Advice::Unreachable), None));
    }

    #[test]
    fn a_server_that_uses_tls_is_named() {
        let found = check(
            &refused("ws://a:9443/"),
            &probed(Probe::OverTls { after_ms: 7.0 }),
            Cause::Tls,
            "+Url +Port +Network +MixedContent +Policy !NoTls -Upgrade",
        );
        assert_eq!((found.advice, found.review), (Some(Advice::Tls), None));
    }

    #[test]
    fn what_was_not_sent_comes_before_a_guess() {
        let mut failure = refused("wss://a/x");
        let advice = |failure: &Failure| diagnose(failure, &probed(ANSWERED)).advice;
        failure.facts.credentials = Credentials::Sent;
        assert_eq!(advice(&failure), Some(Advice::RefusedCredentials));
        failure.facts.credentials = Credentials::NotSent;
        assert_eq!(advice(&failure), Some(Advice::CredentialsNotSent));
        failure.facts.unknown_variables.push("No".to_owned());
        assert_eq!(advice(&failure), Some(Advice::UnknownVariables));
        check(
            &failure,
            &probed(ANSWERED),
            Cause::Refused,
            "+Url +Port +Network +MixedContent +Policy +Host ?Variables !Upgrade",
        );
        // Where nobody answers they have nothing to do with it.
        assert_eq!(diagnose(&failure, &probed(SILENT)).advice, Some(Advice::Certificate));
    }

    #[test]
    fn no_advice_before_the_host_was_asked() {
        let found = check(
            &refused("ws://a/"),
            &probed(Probe::Asking),
            Cause::Unknown,
            "+Url +Port +Network +MixedContent +Policy ~Host -Upgrade",
        );
        assert_eq!(found.advice, None);
    }

    #[test]
    fn mixed_content_stops_it_whatever_the_browser_said() {
        let around = Surroundings { page_is_https: true, ..Surroundings::default() };
        for why in [FailureKind::Refused, FailureKind::NotTried { message: "insecure".to_owned() }]
        {
            check(
                &failure("ws://far.example/", why),
                &around,
                Cause::MixedContent,
                "+Url +Port +Network !MixedContent -Policy -Upgrade",
            );
        }
    }

    #[test]
    fn a_demo_server_that_is_late_is_not_looked_for_in_the_network() {
        let around = Surroundings { offline: true, ..probed(Probe::Asking) };
        let found = diagnose(&failure("demo:echo?delay_ms=9", FailureKind::TimedOut), &around);
        let expected = (Cause::DemoTimedOut, Some(Advice::DemoTimedOut), Vec::new());
        assert_eq!((found.cause, found.advice, found.checks), expected);
    }

    #[test]
    fn an_address_the_browser_does_not_take() {
        let why = FailureKind::NotTried { message: "SyntaxError".to_owned() };
        let stopped = "!Url -Port -Network -MixedContent -Policy -Upgrade";
        let around = Surroundings::default();
        check(&failure("ws://a/", why), &around, Cause::Address, stopped);
    }

    #[test]
    fn a_url_that_is_none_is_not_tried() {
        for (is_blocked_port, failed) in [(false, Subject::Url), (true, Subject::Port)] {
            let found = of_url(is_blocked_port);
            let is_failed = |it: &&Check| it.verdict == Verdict::Failed;
            let all: Vec<_> = found.checks.iter().filter(is_failed).map(|it| it.subject).collect();
            assert_eq!((all.as_slice(), found.checks.len()), (&[failed][..], 6));
        }
    }

    #[test]
    fn without_a_network_only_this_machine_can_be_reached() {
        let around =
            Surroundings { offline: true, page_space: AddressSpace::Loopback, ..probed(SILENT) };
        let stopped = "+Url +Port !Network -MixedContent -Policy -Upgrade";
        check(&refused("wss://a/"), &around, Cause::Offline, stopped);
        assert_eq!(diagnose(&refused("ws://localhost:81/"), &around).cause, Cause::Unreachable);
        let answered = Surroundings { probe: ANSWERED, ..around };
        assert_eq!(diagnose(&refused("wss://a/"), &answered).cause, Cause::Refused);
    }

    #[test]
    fn the_pages_own_policy_forbids_the_address() {
        let around = Surroundings { blocked_by_policy: true, ..probed(SILENT) };
        let stopped = "+Url +Port +Network +MixedContent !Policy -Upgrade";
        check(&refused("wss://a/"), &around, Cause::Policy, stopped);
        let why = FailureKind::NotTried { message: "SecurityError".to_owned() };
        check(&failure("wss://a/", why), &around, Cause::Policy, stopped);
    }

    #[test]
    fn the_local_network_is_asked_for_where_a_public_page_wants_it() {
        let with = |local_network| Surroundings { local_network, ..probed(SILENT) };
        let before = "+Url +Port +Network +MixedContent +Policy";
        for host in
            ["localhost", "127.0.0.1", "192.168.1.7", "10.1.2.3", "printer.local", "[fe80::1]"]
        {
            let url = format!("ws://{host}:8080/");
            let denied = with(LocalNetwork::Denied);
            let said = format!("{before} !LocalNetwork -Upgrade");
            check(&refused(&url), &denied, Cause::LocalNetwork, &said);
            let asked = format!("{before} ?LocalNetwork !Host -Upgrade");
            check(&refused(&url), &with(LocalNetwork::Prompt), Cause::Unreachable, &asked);
            let granted = format!("{before} +LocalNetwork !Host -Upgrade");
            check(&refused(&url), &with(LocalNetwork::Granted), Cause::Unreachable, &granted);
            let from_here = Surroundings { page_space: AddressSpace::Loopback, ..denied };
            assert_eq!(diagnose(&refused(&url), &from_here).cause, Cause::Unreachable);
        }
        // A page of the local network has to ask for this machine, and for nothing else.
        let denied = with(LocalNetwork::Denied);
        let from_local = Surroundings { page_space: AddressSpace::Local, ..denied };
        for (host, cause) in
            [("localhost", Cause::LocalNetwork), ("192.168.1.7", Cause::Unreachable)]
        {
            assert_eq!(diagnose(&refused(&format!("ws://{host}/")), &from_local).cause, cause);
        }
        let far = refused("ws://far.example/");
        assert_eq!(diagnose(&far, &with(LocalNetwork::Denied)).cause, Cause::Unreachable);
    }

    #[test]
    fn no_answer_in_time_is_the_servers_part_when_the_host_answers() {
        let late = failure("wss://a/", FailureKind::TimedOut);
        let found = check(
            &late,
            &probed(ANSWERED),
            Cause::TimedOut,
            "+Url +Port +Network +MixedContent +Policy +Host !Upgrade",
        );
        assert_eq!(found.checks.last().and_then(|it| it.after_ms), Some(212.0));
        let found = check(
            &late,
            &probed(SILENT),
            Cause::Unreachable,
            "+Url +Port +Network +MixedContent +Policy !Host -Upgrade",
        );
        assert_eq!(found.review, None);
        assert_eq!(diagnose(&late, &probed(Probe::Asking)).cause, Cause::Unknown);
    }

    #[test]
    fn subprotocols_are_the_cause_when_it_works_without_them() {
        let before = "+Url +Port +Network +MixedContent +Policy +Host";
        let with = |without| Surroundings { without_subprotocols: without, ..probed(ANSWERED) };
        let check = |without, cause, checks: &str| {
            let checks = format!("{before} {checks}");
            check(&refused("ws://a/"), &with(without), cause, &checks)
        };
        let found = check(Without::Asking, Cause::Unknown, "~Subprotocols -Upgrade");
        assert_eq!(found.advice, None);
        let found = check(Without::Accepted, Cause::Subprotocols, "!Subprotocols -Upgrade");
        assert!(found.works_without_subprotocols);
        check(Without::Silent, Cause::Refused, "?Subprotocols !Upgrade");
        let found = check(Without::Refused, Cause::Refused, "+Subprotocols !Upgrade");
        assert!(!found.works_without_subprotocols);
        // Nothing is known of them where nobody answers.
        let silent = Surroundings { probe: SILENT, ..with(Without::Accepted) };
        assert_eq!(diagnose(&refused("ws://a/"), &silent).cause, Cause::Unreachable);
        let late = failure("ws://a/", FailureKind::TimedOut);
        assert_eq!(diagnose(&late, &with(Without::Accepted)).cause, Cause::TimedOut);
    }
}
