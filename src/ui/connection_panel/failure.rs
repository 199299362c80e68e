//! Why there is no connection: what happened, the checks in the order they happen, and what to do.

use crate::ui::prelude::*;

use crate::{
    app::{App, drafts::ConnectionTab},
    browser::dom,
    core::{
        connection::{
            ConnectionState, Failure, FailureKind,
            diagnosis::{self, Advice, Cause, Check, Diagnosis, Subject, Verdict},
        },
        model::ItemId,
        payload::size,
        text::{Texts, fill, problem},
    },
};

use crate::ui::widgets::{Icon, IconName, IconSize};

/// What is known of the last attempt; once what is in the URL cannot even be tried, of that.
#[component]
pub(super) fn FailureView(socket: Signal<ItemId>, failure: Memo<Option<Failure>>) -> impl IntoView {
    let app = App::get();
    let url_problem = Memo::new(move |_| app.said_url_problem(socket.get()));
    let diagnosis = Memo::new(move |_| {
        if let Some(problem) = url_problem.get() {
            return Some(diagnosis::of_url(problem.is_blocked_port()));
        }
        let failure = failure.get()?;
        Some(app.diagnose(socket.get(), &failure))
    });
    let url = move || {
        let is_tried = url_problem.with(Option::is_none);
        failure.with(|it| it.as_ref().map(|it| it.url.clone())).filter(|_| is_tried)
    };
    let sentence = move || {
        if let Some(problem) = url_problem.get() {
            return Some(problem::url(app.t(), &problem));
        }
        let after =
            failure.with(|it| it.as_ref().map(|it| size::duration(it.after_ms, app.language())));
        let cause = diagnosis.with(|it| it.as_ref().map(|it| it.cause));
        cause.map(|cause| fill(cause_text(app.t(), cause), &[("time", &after.unwrap_or_default())]))
    };
    // Of an attempt that is repeated anyway nobody needs to be told each time.
    let is_final = move || {
        // What is wrong with the URL is said beside it.
        url_problem.with(Option::is_none)
            && matches!(app.connections.state(socket.get()), ConnectionState::Failed(_))
    };
    // The browser's own words, where it has some.
    let message = Memo::new(move |_| match failure.get()?.why {
        _ if url_problem.with(Option::is_some) => None,
        FailureKind::NotTried { message } if !message.is_empty() => Some(message),
        _ => None,
    });
    // Names without a variable, as they are written.
    let names = move || {
        let names = |it: &Failure| {
            it.facts.unknown_variables.iter().map(|it| format!("{{{{{it}}}}}")).collect::<Vec<_>>()
        };
        failure.with(|it| it.as_ref().map(names).unwrap_or_default().join(", "))
    };
    view! {
        <div class="fail" role=move || is_final().then_some("alert")>
            <h3>{move || app.t().could_not_connect}</h3>
            <p class="mono fail__url">{url}</p>
            <p>{sentence}</p>
            {move || {
                message
                    .get()
                    .map(|text| view! { <p>{move || fill(app.t().browser_says, &[("text", &text)])}</p> })
            }}
        </div>
        <ol class="dx" aria-label=move || app.t().diagnosis>
            {move || diagnosis.get().map(|found| checks(app, socket, found, &names()))}
        </ol>
    }
    .into_any()
}

fn checks(app: App, socket: Signal<ItemId>, found: Diagnosis, names: &str) -> AnyView {
    let row = |check: &Check| check_row(app, *check, names.to_owned());
    let checks = found.checks.iter().map(row).collect::<Vec<_>>();
    let advice = found.advice.map(|advice| {
        let without = found.works_without_subprotocols;
        view! { <AdviceRow socket advice names=names.to_owned() review=found.review without /> }
    });
    view! {
        {checks}
        {advice}
    }
    .into_any()
}

fn check_row(app: App, check: Check, names: String) -> AnyView {
    let Look { name, icon, word } = look(check.verdict);
    let took = move || check.after_ms.map(|ms| size::duration(ms, app.language()));
    let hidden =
        check.subject == Subject::HostAndCertificate && check.verdict == Verdict::CannotTell;
    view! {
        <li data-check=name>
            <Icon name=icon />
            <b>
                {move || fill(check_text(app.t(), check), &[("names", &names)])}
                <span class="sr">{move || word(app.t()).map(|word| format!(": {word}"))}</span>
            </b>
            <time>{took}</time>
            {hidden.then(|| view! { <p>{move || app.t().check_hidden}</p> })}
        </li>
    }
    .into_any()
}

#[component]
fn AdviceRow(
    socket: Signal<ItemId>,
    advice: Advice,
    names: String,
    review: Option<String>,
    without: bool,
) -> impl IntoView {
    let app = App::get();
    let review = review.map(|address| {
        let shown = address.clone();
        view! {
            <a class="btn btn--sm btn--wrap" href=address target="_blank" rel="noopener noreferrer">
                <Icon name=IconName::External size=IconSize::Small />
                <span>{move || fill(app.t().open_to_review, &[("address", &shown)])}</span>
            </a>
        }
    });
    let without = without.then(|| {
        view! {
            <button
                type="button"
                class="btn btn--sm"
                on:click=move |_| app.connect_without_subprotocols(socket.get_untracked())
            >
                {move || app.t().connect_without}
            </button>
        }
    });
    let open_auth = (advice == Advice::CredentialsNotSent).then(|| {
        view! {
            <button
                type="button"
                class="btn btn--sm"
                on:click=move |_| {
                    app.drafts.update(socket.get_untracked(), |draft| {
                        draft.connection_tab = ConnectionTab::Auth;
                    });
                    dom::focus_soon("connection");
                }
            >
                {move || app.t().open_auth}
            </button>
        }
    });
    view! {
        <li data-check="tip">
            <Icon name=IconName::Tip />
            <p>{move || fill(advice_text(app.t(), advice), &[("names", &names)])}</p>
            <div class="dx__do">
                {review} {without} {open_auth}
                <button type="button" class="btn btn--sm" on:click=move |_| app.connect(socket.get_untracked())>
                    {move || app.t().try_again}
                </button>
            </div>
        </li>
    }
    .into_any()
}

struct Look {
    /// As the style sheet names it.
    name: &'static str,
    icon: IconName,
    word: fn(&Texts) -> Option<&'static str>,
}

fn look(verdict: Verdict) -> Look {
    match verdict {
        Verdict::Passed => {
            Look { name: "passed", icon: IconName::Passed, word: |t| Some(t.passed) }
        }
        Verdict::Failed => {
            Look { name: "failed", icon: IconName::Failed, word: |t| Some(t.check_failed) }
        }
        Verdict::CannotTell => {
            Look { name: "unsure", icon: IconName::Unsure, word: |t| Some(t.cannot_tell) }
        }
        Verdict::NotTried => {
            Look { name: "skipped", icon: IconName::Skipped, word: |t| Some(t.not_tried) }
        }
        Verdict::Running => Look { name: "skipped", icon: IconName::Skipped, word: |_| None },
    }
}

fn cause_text(t: &Texts, cause: Cause) -> &'static str {
    match cause {
        Cause::Unknown => t.fail_asking,
        Cause::Refused => t.fail_refused,
        Cause::Subprotocols => t.fail_subprotocols,
        Cause::Unreachable => t.fail_unreachable,
        Cause::Tls => t.fail_tls,
        Cause::Certificate => t.fail_certificate,
        Cause::Offline => t.fail_offline,
        Cause::Policy => t.fail_policy,
        Cause::LocalNetwork => t.fail_local,
        Cause::TimedOut => t.fail_timed_out,
        Cause::Address => t.fail_address,
        Cause::MixedContent => t.fail_mixed,
        Cause::DemoTimedOut => t.fail_demo,
    }
}

fn check_text(t: &Texts, check: Check) -> &'static str {
    match (check.subject, check.verdict) {
        (Subject::Url, Verdict::Failed) => t.check_url_failed,
        (Subject::Url, _) => t.check_url,
        (Subject::MixedContent, Verdict::Failed) => t.check_mixed_failed,
        (Subject::MixedContent, _) => t.check_mixed,
        (Subject::Port, Verdict::Failed) => t.check_port_blocked,
        (Subject::Port, _) => t.check_port,
        (Subject::Variables, _) => t.check_variables,
        (Subject::NoTls, _) => t.check_tls,
        (Subject::Network, Verdict::Failed) => t.check_network_failed,
        (Subject::Network, _) => t.check_network,
        (Subject::Policy, Verdict::Failed) => t.check_policy_failed,
        (Subject::Policy, _) => t.check_policy,
        (Subject::LocalNetwork, Verdict::Failed) => t.check_local_failed,
        (Subject::LocalNetwork, Verdict::CannotTell) => t.check_local_asks,
        (Subject::LocalNetwork, _) => t.check_local,
        (Subject::Subprotocols, Verdict::Passed) => t.check_fails_without_subprotocols,
        (Subject::Subprotocols, Verdict::Failed) => t.check_works_without_subprotocols,
        (Subject::Subprotocols, Verdict::CannotTell) => t.check_silent_without_subprotocols,
        (Subject::Subprotocols, _) => t.check_without_subprotocols,
        (Subject::Host, Verdict::Running) => t.check_probing,
        (Subject::Host, Verdict::Failed | Verdict::CannotTell) => t.check_unreachable,
        (Subject::Host, _) => t.check_reachable,
        (Subject::HostAndCertificate, _) => t.check_unreachable_tls,
        (Subject::Upgrade, Verdict::Failed) if check.after_ms.is_some() => t.check_not_answered,
        (Subject::Upgrade, Verdict::Failed) => t.check_upgrade,
        (Subject::Upgrade, _) => t.check_upgrade_unseen,
    }
}

fn advice_text(t: &Texts, advice: Advice) -> &'static str {
    match advice {
        Advice::Refused => t.tip_refused,
        Advice::Subprotocols => t.tip_subprotocols,
        Advice::RefusedCredentials => t.tip_credentials_sent,
        Advice::CredentialsNotSent => t.tip_credentials,
        Advice::UnknownVariables => t.tip_variables,
        Advice::Tls => t.tip_tls,
        Advice::Unreachable => t.tip_unreachable,
        Advice::Certificate => t.tip_certificate,
        Advice::TimedOut => t.tip_timed_out,
        Advice::MixedContent => t.tip_mixed,
        Advice::Address => t.tip_address,
        Advice::Offline => t.tip_offline,
        Advice::Policy => t.tip_policy,
        Advice::LocalNetwork => t.tip_local,
        Advice::DemoTimedOut => t.tip_demo,
    }
}
