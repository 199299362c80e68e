//! The conversation in numbers: messages, bytes, messages per second. They move at most four times a
//! second, so that they can be read.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        conversation::{ConversationId, Totals},
        model::ItemId,
        payload::size,
        text::{fill, plural},
    },
};

/// Least time between two changes of a number, in milliseconds. A little less than the time after
/// which the worker tells them again, so that the last ones always show.
const LEAST_MS: f64 = 230.0;

/// The counters of the panel's head.
#[component]
pub fn Counters(
    /// Of which WebSocket.
    #[prop(into)]
    socket: Signal<ItemId>,
    /// Leave the bytes out.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let app = App::get();
    let totals = calm_totals(app, socket);
    // The page of a client message shows all of them.
    let passing = passing(app, socket);
    let messages = move || messages(app, totals.get().messages, passing.get().filter(|_| !short));
    let bytes = move || {
        let text = size::bytes(totals.get().bytes, app.language());
        let (number, unit) = text.rsplit_once(' ').map_or((text.as_str(), ""), |it| it);
        (String::new(), number.to_owned(), format!(" {unit}"))
    };
    let rate = move || {
        let per_second = totals.get().per_second;
        (per_second > 0.0)
            .then(|| split_count(app.t().per_second, &size::rate(per_second, app.language())))
    };
    view! {
        <span class="stats">
            {move || counter(messages())}
            {move || (!short).then(|| counter(bytes()))}
            {move || rate().map(counter)}
        </span>
    }
    .into_any()
}

/// The counters in one quiet line, for narrow screens.
#[component]
pub fn CountersLine(
    /// Of which WebSocket.
    socket: Signal<ItemId>,
) -> impl IntoView {
    let app = App::get();
    let totals = calm_totals(app, socket);
    let passing = passing(app, socket);
    let text = move || {
        let (t, language, totals) = (app.t(), app.language(), totals.get());
        let (before, number, after) = messages(app, totals.messages, passing.get());
        let messages = format!("{before}{number}{after}");
        if totals.per_second > 0.0 {
            let (before, number, after) =
                split_count(t.per_second, &size::rate(totals.per_second, language));
            format!("{messages}, {before}{number}{after}")
        } else {
            messages
        }
    };
    view! { <span class="quiet state-line__counts">{text}</span> }.into_any()
}

/// How many messages pass the filter, while one is on.
fn passing(app: App, socket: Signal<ItemId>) -> Memo<Option<u64>> {
    Memo::new(move |_| {
        let id = socket.get();
        let rows =
            app.connections.window.with(|it| (it.socket == Some(id)).then_some(it.shown.rows));
        rows.filter(|_| !app.filter(id).is_all())
    })
}

/// `1,204 msgs`; with a filter `12 of 1,204 msgs`.
fn messages(app: App, count: u64, passing: Option<u64>) -> (String, String, String) {
    let (t, language) = (app.t(), app.language());
    let all = size::count(count, language);
    let number = match passing {
        Some(passing) => fill(t.of, &[("n", &size::count(passing, language)), ("total", &all)]),
        None => all,
    };
    split_count(plural(language, count, t.message_count_one, t.message_count_other), &number)
}

/// What stands before, at and after the number of a template.
fn split_count(template: &str, number: &str) -> (String, String, String) {
    let (before, after) = template.split_once("{count}").unwrap_or((template, ""));
    (before.to_owned(), number.to_owned(), after.to_owned())
}

fn counter((before, number, after): (String, String, String)) -> AnyView {
    view! {
        <span>
            {before}
            <b>{number}</b>
            {after}
        </span>
    }
    .into_any()
}

/// Whose numbers are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Of {
    socket: Option<ItemId>,
    conversation: ConversationId,
}

/// The totals of the conversation listed, moving at most every [`LEAST_MS`].
fn calm_totals(app: App, socket: Signal<ItemId>) -> Signal<Totals> {
    // Numbers of another conversation are shown at once: they may be the last ones to come.
    let shown = Memo::new(move |before: Option<&(f64, Option<Of>, Totals)>| {
        let socket = Some(socket.get());
        let (id, totals) = app.connections.window.with(|window| {
            let is_here = window.socket == socket;
            let of = Of { socket, conversation: window.conversation };
            (is_here.then_some(of), if is_here { window.totals } else { Totals::default() })
        });
        let now_ms = app.now_ms();
        match before {
            Some(before)
                if before.1 == id
                    && before.2.generation == totals.generation
                    && (0.0..LEAST_MS).contains(&(now_ms - before.0)) =>
            {
                *before
            }
            _ => (now_ms, id, totals),
        }
    });
    Signal::derive(move || shown.with(|it| it.2))
}
