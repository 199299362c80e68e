//! The three panels of a WebSocket. Where there is room for one only, tabs choose which.

use crate::ui::prelude::*;

use crate::{
    app::{App, Panel},
    browser::dom,
    core::{
        connection::ConnectionState,
        model::{ItemId, PanelSizes},
    },
};

use super::{
    connection_panel::ConnectionPanel,
    conversation_panel::ConversationPanel,
    message_panel::MessagePanel,
    widgets::{Splitter, TabItem, Tabs},
};

/// Widths of a panel in CSS pixels.
struct Width {
    initial: f64,
    least: f64,
    most: f64,
}

const CONNECTION: Width = Width { initial: 356.0, least: 300.0, most: 520.0 };
const MESSAGE: Width = Width { initial: 352.0, least: 280.0, most: 640.0 };

/// The panels.
#[component]
pub fn Panels(
    /// Of which WebSocket.
    socket: Signal<ItemId>,
    /// Moves once a second.
    now_ms: Signal<f64>,
) -> impl IntoView {
    let app = App::get();
    let connection_width = panel_width(app, |sizes| sizes.connection, CONNECTION.initial);
    let message_width = panel_width(app, |sizes| sizes.message, MESSAGE.initial);
    view! {
        <PanelTabs socket />
        <div
            class="panels"
            data-panel=move || panel_name(app.narrow_panel.get())
            style=("--w-p1", move || dom::px(connection_width.get()))
            style=("--w-p3", move || dom::px(message_width.get()))
        >
            <ConnectionPanel socket now_ms />
            <Splitter
                class="split--a"
                label=app.text(|t| t.connection_width)
                value=connection_width
                min=CONNECTION.least
                max=CONNECTION.most
                restore=CONNECTION.initial
                on_change=move |px| app.set(|settings| settings.panel_sizes.connection = Some(px))
            />
            <ConversationPanel socket />
            <Splitter
                class="split--b"
                label=app.text(|t| t.message_width)
                value=message_width
                min=MESSAGE.least
                max=MESSAGE.most
                restore=MESSAGE.initial
                panel_right=true
                on_change=move |px| app.set(|settings| settings.panel_sizes.message = Some(px))
            />
            <MessagePanel socket />
        </div>
    }
    .into_any()
}

/// Tabs that choose the panel on a narrow screen.
#[component]
fn PanelTabs(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let has_failed = Memo::new(move |_| {
        matches!(app.connections.state(socket.get()), ConnectionState::Failed(_))
    });
    let tabs = Signal::derive(move || {
        let t = app.t();
        vec![
            TabItem::new(Panel::Connection, t.connection).with_dot(has_failed.get()),
            TabItem::new(Panel::Conversation, t.conversation),
            TabItem::new(Panel::Message, t.message),
        ]
    });
    view! {
        <Tabs
            class="switch only-narrow"
            label=app.text(|t| t.panels)
            tabs
            selected=app.narrow_panel
            on_select=move |panel| app.narrow_panel.set(panel)
        />
    }
}

fn panel_width(app: App, pick: fn(&PanelSizes) -> Option<f64>, initial: f64) -> Signal<f64> {
    Memo::new(move |_| app.settings.with(|settings| pick(&settings.panel_sizes)).unwrap_or(initial))
        .into()
}

fn panel_name(panel: Panel) -> &'static str {
    match panel {
        Panel::Connection => "connection",
        Panel::Conversation => "conversation",
        Panel::Message => "message",
    }
}
