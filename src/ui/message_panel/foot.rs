//! Facts of the message shown: size, time, encoding, place in the conversation.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        conversation::{MessageKind, RowBody},
        model::ItemId,
        payload::size,
        text::{fill, row},
    },
};

use super::{Detail, TextLanguage};

/// The foot of the panel.
#[component]
pub(super) fn Foot(socket: Signal<ItemId>, detail: Memo<Option<Detail>>) -> impl IntoView {
    let app = App::get();
    let of_detail = move |read: fn(App, &Detail) -> String| {
        move || detail.with(|it| it.as_ref().map(|it| read(app, it)).unwrap_or_default())
    };
    let total = Memo::new(move |_| {
        let id = socket.get();
        let (conversation, _) = app.connections.shown_number(id)?;
        app.connections.window.with(|window| {
            let is_here = window.socket == Some(id) && window.conversation == conversation;
            is_here.then_some(window.totals.messages)
        })
    });
    let place = move || {
        let number = detail.with(|it| match it.as_ref()?.row.body {
            RowBody::Message { message_number, .. } => Some(message_number),
            RowBody::Event { .. } => None,
        })?;
        let total = size::count(total.get()?, app.language());
        Some(fill(app.t().of, &[("n", &size::count(number, app.language())), ("total", &total)]))
    };
    let since = move || {
        let since_ms = app.connections.shown(socket.get()).and_then(|it| it.since_ms);
        since_ms.map(|ms| row::delta(ms, app.language()))
    };
    view! {
        <div class="foot">
            <span>{of_detail(size_text)}</span>
            <span title=of_detail(full_time)>{of_detail(clock_text)}</span>
            <span title=move || app.t().time_deltas>{since}</span>
            <span class="optional">{of_detail(encoding)}</span>
            <span class="foot__end">{place}</span>
        </div>
    }
    .into_any()
}

fn size_text(app: App, detail: &Detail) -> String {
    match detail.row.body {
        RowBody::Message { size: bytes, .. } => size::bytes(bytes, app.language()),
        RowBody::Event { .. } => String::new(),
    }
}

fn clock_text(app: App, detail: &Detail) -> String {
    app.local_time(detail.row.at_ms).clock()
}

fn full_time(app: App, detail: &Detail) -> String {
    let time = app.local_time(detail.row.at_ms);
    format!("{} {}", time.date(), time.clock())
}

fn encoding(app: App, detail: &Detail) -> String {
    let t = app.t();
    match detail.kind() {
        Some(MessageKind::Text) => match detail.language {
            TextLanguage::Json => t.valid_json.to_owned(),
            TextLanguage::Xml => t.valid_xml.to_owned(),
            TextLanguage::Other => t.utf8_text.to_owned(),
        },
        Some(MessageKind::Binary) => match detail.image_type {
            Some(image_type) => fill(t.image_of_type, &[("type", image_type.name)]),
            None => t.binary.to_owned(),
        },
        Some(MessageKind::Close { code: Some(code) }) => {
            fill(t.close_frame, &[("code", &code.to_string())])
        }
        Some(MessageKind::Close { code: None }) => t.close_frame_without_code.to_owned(),
        None => String::new(),
    }
}
