//! The frame: sidebar, main area, status bar, what floats above them, and what the whole window
//! hears: keys, and files dropped on it.

use crate::ui::prelude::*;
use leptos::ev;

use crate::{
    app::App,
    browser::{dom, files, page},
    core::{
        command::{Command, command_for},
        model::{ItemId, Part, RowKind},
    },
};

use super::{
    header::Header,
    late::Parts,
    notices::{LastingNotices, OneToast, StatusBar},
    sidebar::{self, Sidebar},
    websocket_page::WebSocketPage,
    welcome::Welcome,
    widgets::with_press,
};

/// Everything on the screen.
#[component]
pub fn Shell() -> impl IntoView {
    let app = App::get();
    let width = Signal::derive(move || {
        app.settings.with(|settings| settings.panel_sizes.sidebar).unwrap_or(sidebar::WIDTH.0)
    });
    let dragging = RwSignal::new(None::<DropPlace>);
    listen(app, dragging);
    view! {
        <div
            class="app"
            style:--w-side=move || dom::px(width.get())
            data-sidebar=move || app.settings.with(|settings| settings.sidebar_hidden).then_some("hidden")
            data-drawer=move || app.drawer_open.get().then_some("open")
        >
            <Sidebar width />
            <div class="scrim" on:click=move |_| app.close_drawer()></div>
            <main class="main" inert=move || app.drawer_open.get()>
                <Header />
                <LastingNotices />
                <Page />
            </main>
            <StatusBar />
        </div>
        <OneToast />
        <Dialogs />
        <Show when=move || dragging.with(Option::is_some)>
            <div class="drop">
                <span>
                    {move || match dragging.get() {
                        Some(DropPlace::Message) => app.t().drop_to_use,
                        _ => app.t().drop_to_import,
                    }}
                </span>
            </div>
        </Show>
    }
}

/// The dialogs, from when one is first opened: they come late, and then stay.
#[component]
fn Dialogs() -> impl IntoView {
    let app = App::get();
    let parts = Parts::get();
    let were_wanted = Memo::new(move |before: Option<&bool>| {
        before == Some(&true)
            || app.settings_open.get()
            || app.shortcuts_open.get()
            || app.exporting.asked.with(Option::is_some)
            || app.importing.question.with(Option::is_some)
            || app.importing.link.with(Option::is_some)
            || app.updates.question.with(Option::is_some)
    });
    move || were_wanted.get().then(|| parts.dialogs())
}

/// What becomes of a file dropped where it is held.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DropPlace {
    /// It is imported.
    Window,
    /// It is the content of the client message on the screen.
    Message,
}

impl DropPlace {
    fn of(event: &ev::DragEvent) -> Self {
        let is_message = dom::is_within(event.target().as_ref(), "[data-drop=message]");
        if is_message { Self::Message } else { Self::Window }
    }
}

/// The page of the item on the screen. The WebSocket page stays mounted and only changes its item.
#[component]
fn Page() -> impl IntoView {
    let app = App::get();
    let parts = Parts::get();
    let item = Memo::new(move |_| {
        let id = app.selected()?;
        app.workspace.with(|workspace| workspace.row_kind(id).map(|kind| (id, kind)))
    });
    let kind = Memo::new(move |_| item.get().map(|(_, kind)| PageKind::of(kind)));
    let last_of = move |wanted: PageKind| {
        Memo::new(move |before: Option<&ItemId>| match item.get() {
            Some((id, kind)) if PageKind::of(kind) == wanted => id.without_part(),
            _ => before.copied().unwrap_or(ItemId(0)),
        })
    };
    let message = last_of(PageKind::ClientMessage);
    let socket_of_message = Memo::new(move |before: Option<&ItemId>| {
        app.workspace
            .with(|workspace| workspace.websocket_of_message(message.get()).map(|it| it.id))
            .or(before.copied())
            .unwrap_or(ItemId(0))
    });
    let container = last_of(PageKind::Container);
    let socket = last_of(PageKind::WebSocket);
    let variables = last_of(PageKind::Variables);
    let environments = last_of(PageKind::Environments);
    let auth = last_of(PageKind::Auth);
    let headers = last_of(PageKind::Headers);
    view! {
        {move || match kind.get() {
            None => view! { <Welcome /> }.into_any(),
            Some(PageKind::Container) => parts.item(move |it| (it.container)(container.into())),
            Some(PageKind::Variables) => parts.item(move |it| (it.variables)(variables.into())),
            Some(PageKind::Auth) => parts.item(move |it| (it.auth)(auth.into())),
            Some(PageKind::Headers) => parts.item(move |it| (it.headers)(headers.into())),
            Some(PageKind::Environments) => {
                parts.item(move |it| (it.environments)(environments.into()))
            }
            Some(PageKind::WebSocket) => view! { <WebSocketPage socket /> }.into_any(),
            Some(PageKind::ClientMessage) => {
                parts.item(move |it| (it.client_message)(message.into(), socket_of_message.into()))
            }
            Some(PageKind::Kept) => parts.item(|it| (it.kept)()),
        }}
    }
}

/// Which page an item is shown on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PageKind {
    Container,
    Variables,
    Environments,
    Auth,
    Headers,
    WebSocket,
    ClientMessage,
    Kept,
}

impl PageKind {
    fn of(kind: RowKind) -> Self {
        match kind {
            RowKind::Collection | RowKind::Folder => Self::Container,
            RowKind::Environment | RowKind::Part(Part::Variables) => Self::Variables,
            RowKind::Part(Part::Environments) => Self::Environments,
            RowKind::Part(Part::Auth) => Self::Auth,
            RowKind::Part(Part::Headers) => Self::Headers,
            RowKind::WebSocket => Self::WebSocket,
            RowKind::ClientMessage(_) => Self::ClientMessage,
            RowKind::KeptRequest => Self::Kept,
        }
    }
}

/// What the whole window hears.
fn listen(app: App, dragging: RwSignal<Option<DropPlace>>) {
    let keys = window_event_listener(ev::keydown, move |event| on_key(app, &event));
    // A drawer that is open while the window grows would keep the page behind it out of reach.
    let resize = window_event_listener(ev::resize, move |_| {
        if app.drawer_open.get_untracked() && !dom::is_narrow() {
            app.drawer_open.set(false);
        }
    });
    let over = window_event_listener(ev::dragover, move |event| {
        if files::has_files(&event) {
            event.prevent_default();
            let place = Some(DropPlace::of(&event));
            if dragging.get_untracked() != place {
                dragging.set(place);
            }
        }
    });
    // Leaving the window has no element it goes to.
    let leave = window_event_listener(ev::dragleave, move |event| {
        if event.related_target().is_none() {
            dragging.set(None);
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        if files::has_files(&event) {
            event.prevent_default();
            dragging.set(None);
            app.take_dropped(&event, DropPlace::of(&event) == DropPlace::Message);
        }
    });
    let blur = window_event_listener(ev::blur, move |_| app.forget_fresh_clip());
    let halves = StoredValue::new_local(dom::hold_half_characters());
    on_cleanup(move || {
        halves.dispose();
        keys.remove();
        resize.remove();
        over.remove();
        leave.remove();
        drop.remove();
        blur.remove();
    });
}

fn on_key(app: App, event: &ev::KeyboardEvent) {
    if event.default_prevented() || event.is_composing() {
        return;
    }
    // A dialog keeps all other keys from the page behind it.
    let in_dialog = dom::is_within(event.target().as_ref(), "dialog");
    if !in_dialog && event.key() == "Escape" && app.drawer_open.get_untracked() {
        event.prevent_default();
        app.close_drawer();
        return;
    }
    // The tree has heard its own keys already.
    if let Some(command) = with_press(event, page::is_text_field(event), false, command_for)
        && (!in_dialog || command == Command::Shortcuts)
        && app.run(command)
    {
        event.prevent_default();
    }
}
