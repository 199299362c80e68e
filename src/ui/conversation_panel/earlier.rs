//! Which conversation of the WebSocket is shown: the one that is going on, or an earlier one.

use crate::ui::prelude::*;

use crate::{
    app::App,
    browser::dom,
    core::{
        conversation::{self, ConversationId},
        model::ItemId,
        payload::size,
        text::{fill, plural},
    },
};

use super::super::widgets::{Icon, IconName, IconSize, MenuButton, MenuEntry, MenuItem};

/// The earlier conversation that is shown.
fn shown_earlier(app: App, socket: Signal<ItemId>) -> Memo<Option<conversation::Earlier>> {
    Memo::new(move |_| {
        let id = app.drafts.with(socket.get(), |draft| draft.conversation)?;
        app.connections.earlier(socket.get()).into_iter().find(|it| it.id == id)
    })
}

/// The button that chooses; there is none while there is nothing to choose.
#[component]
pub(super) fn Earlier(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let earlier = Memo::new(move |_| app.connections.earlier(socket.get()));
    let shown = shown_earlier(app, socket);
    let face = move || match shown.get() {
        None => app.t().now.to_owned(),
        Some(it) => clock(app, it.began_ms),
    };
    view! {
        <Show when=move || earlier.with(|it| !it.is_empty())>
            <MenuButton
                label=Signal::derive(move || format!("{}: {}", app.t().conversations, face()))
                class="btn btn--ghost btn--sm btn--drop"
                entries=Signal::derive(move || conversations_menu(app, socket.get()))
            >
                <span>{face}</span>
                <Icon name=IconName::ChevronDown size=IconSize::Tiny />
            </MenuButton>
        </Show>
    }
}

/// Says that an earlier conversation is shown, and what came meanwhile; the way back.
#[component]
pub(super) fn EarlierLine(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let shown = shown_earlier(app, socket);
    let meanwhile = Memo::new(move |_| app.messages_meanwhile(socket.get()));
    let text = move || {
        let of = shown.with(|it| it.as_ref().map(|it| clock(app, it.began_ms)));
        let said = fill(app.t().earlier_shown, &[("time", &of.unwrap_or_default())]);
        match meanwhile.get() {
            0 => said,
            count => {
                let came = app.count(count, |t| t.meanwhile_one, |t| t.meanwhile_other);
                format!("{said} {came}")
            }
        }
    };
    view! {
        <Show when=move || shown.with(Option::is_some)>
            <div class="find__line find__line--earlier">
                <span class="find__count">{text}</span>
                <button
                    type="button"
                    class="btn btn--sm"
                    on:click=move |_| {
                        app.show_conversation(socket.get_untracked(), None);
                        dom::focus_soon("conversation");
                    }
                >
                    {move || app.t().show_current}
                </button>
            </div>
        </Show>
    }
    .into_any()
}

/// The conversations to choose from; none when there is only the one that is going on.
pub(super) fn conversations_menu(app: App, socket: ItemId) -> Vec<MenuEntry> {
    let shown = app.drafts.with(socket, |draft| draft.conversation);
    let item = |id: Option<ConversationId>, label: String| {
        MenuItem::new(label, move || app.show_conversation(socket, id)).chosen(shown == id).into()
    };
    let earlier = app.connections.earlier(socket);
    let now = (!earlier.is_empty()).then(|| item(None, app.t().now.to_owned()));
    now.into_iter().chain(earlier.iter().map(|it| item(Some(it.id), line(app, it)))).collect()
}

/// `14:32:05, 1,204 msgs`.
fn line(app: App, it: &conversation::Earlier) -> String {
    let (t, language) = (app.t(), app.language());
    let template = plural(language, it.messages, t.message_count_one, t.message_count_other);
    let count = size::count(it.messages, language);
    format!("{}, {}", clock(app, it.began_ms), fill(template, &[("count", &count)]))
}

fn clock(app: App, at_ms: f64) -> String {
    let clock = app.local_time(at_ms).clock();
    clock.split('.').next().unwrap_or_default().to_owned()
}
