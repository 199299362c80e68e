//! Searching in the messages: the field, and a line that says what was found and how to look.

use crate::ui::prelude::*;
use leptos::ev::KeyboardEvent;

use crate::{
    app::{App, conversation::SEARCH_MESSAGES},
    browser::dom,
    core::{conversation::Query, payload::size, text::fill},
    protocol,
};

use super::{
    super::widgets::{Icon, IconButton, IconButtonOptions, IconName, IconSize},
    list_state::ListState,
};

/// The element that says that a pattern is wrong.
const PROBLEM: &str = "search-problem";

/// Whether what is typed is no regular expression.
fn is_wrong(list: ListState) -> Memo<bool> {
    Memo::new(move |_| list.app.query(list.socket.get()).is_err())
}

/// The field.
#[component]
pub(super) fn SearchField(list: ListState) -> impl IntoView {
    let app = list.app;
    let text = Memo::new(move |_| app.drafts.with(list.socket.get(), |it| it.query.text.clone()));
    let is_wrong = is_wrong(list);
    let set = move |typed: String| {
        app.set_query(list.socket.get_untracked(), |query| query.text = typed);
    };
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "Enter" if !text.with_untracked(String::is_empty) => {
                list.find_match(!event.shift_key());
            }
            "Escape" if !text.with_untracked(String::is_empty) => set(String::new()),
            "Escape" | "ArrowDown" => dom::focus_soon("conversation"),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <label class="field field--sm grow">
            <Icon name=IconName::Search size=IconSize::Small />
            <input
                type="search"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                data-focus=SEARCH_MESSAGES
                aria-label=move || app.t().search_messages
                aria-keyshortcuts="Control+F"
                aria-invalid=move || is_wrong.get().then_some("true")
                aria-describedby=move || is_wrong.get().then_some(PROBLEM)
                placeholder=move || app.t().search_messages
                prop:value=move || text.get()
                on:input:target=move |event| set(event.target().value())
                on:keydown=on_key
            />
        </label>
    }
    .into_any()
}

/// What was found, and how to look; there while something is searched for.
#[component]
pub(super) fn SearchLine(list: ListState) -> impl IntoView {
    let app = list.app;
    let is_searching =
        Memo::new(move |_| app.drafts.with(list.socket.get(), |it| !it.query.text.is_empty()));
    let is_wrong = is_wrong(list);
    let step = move |down: bool| {
        let label = app.text(if down { |t| t.next_match } else { |t| t.previous_match });
        let keys = if down { "Enter" } else { "Shift+Enter" };
        let found_none = move || list.shown.with(|it| it.search.is_none_or(|it| it.matches == 0));
        let options = IconButtonOptions {
            title: Some(Signal::derive(move || format!("{} ({keys})", label.get()))),
            disabled: Some(Signal::derive(found_none)),
            size: IconSize::Small,
            ..Default::default()
        };
        view! {
            <IconButton
                label
                icon=if down { IconName::Down } else { IconName::Up }
                on_press=move |()| list.find_match(down)
                options
            />
        }
    };
    view! {
        <Show when=move || is_searching.get()>
            <div class="find__line">
                {move || if is_wrong.get() {
                    view! { <span class="find__problem" id=PROBLEM role="alert">{app.t().pattern_bad}</span> }.into_any()
                } else {
                    view! { <Found list /> }.into_any()
                }}
                {step(false)}
                {step(true)}
                <Way list icon=IconName::MatchCase label=app.text(|t| t.match_case) of=|it| &mut it.match_case />
                <Way list icon=IconName::Pattern label=app.text(|t| t.regular_expression) of=|it| &mut it.is_pattern />
            </div>
        </Show>
    }
    .into_any()
}

/// A way to look that is on or off.
#[component]
fn Way(
    list: ListState,
    icon: IconName,
    label: Signal<String>,
    of: fn(&mut Query) -> &mut bool,
) -> impl IntoView {
    let app = list.app;
    let is_on = Memo::new(move |_| {
        app.drafts.with(list.socket.get(), |draft| *of(&mut draft.query.clone()))
    });
    let toggle = move |()| {
        app.set_query(list.socket.get_untracked(), |query| {
            let it = of(query);
            *it = !*it;
        });
    };
    let options = IconButtonOptions { pressed: Some(is_on.into()), ..Default::default() };
    view! { <IconButton label icon on_press=toggle options /> }
}

/// How many messages were found, which of them is selected, and how far the search went.
#[component]
fn Found(list: ListState) -> impl IntoView {
    let app = list.app;
    let text = Memo::new(move |_| {
        let shown = list.shown.get();
        let from_top = |search: protocol::Search| {
            let current = if list.newest_first.get() {
                search.current.map(|current| search.matches + 1 - current)
            } else {
                search.current
            };
            protocol::Search { current, ..search }
        };
        shown.search.map(|it| found(app, from_top(it), shown.rows)).unwrap_or_default()
    });
    view! { <span class="find__count" role="status">{move || text.get()}</span> }
}

fn found(app: App, search: protocol::Search, rows: u64) -> String {
    let (t, language) = (app.t(), app.language());
    let count = |count| size::count(count, language);
    let found = match (search.matches, search.current) {
        (matches, Some(current)) => {
            fill(t.match_of, &[("n", &count(current)), ("total", &count(matches))])
        }
        (0, None) if search.searched < rows => String::new(),
        (0, None) => t.no_match.to_owned(),
        (matches, None) => app.count(matches, |t| t.match_count_one, |t| t.match_count_other),
    };
    if search.searched >= rows {
        return found;
    }
    let percent = (search.searched * 100 / rows.max(1)).to_string();
    let searching = fill(t.searching, &[("percent", &percent)]);
    if found.is_empty() { searching } else { format!("{found}, {searching}") }
}
