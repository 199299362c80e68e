//! A close message: its code, what that code is called, and the reason.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{conversation::MessageKind, payload::visible, text::row},
};

use super::Detail;

/// The close message.
#[component]
pub(super) fn CloseView(detail: Memo<Option<Detail>>) -> impl IntoView {
    let app = App::get();
    let code = move || {
        let kind = detail.with(|it| it.as_ref().and_then(Detail::kind));
        match kind {
            Some(MessageKind::Close { code: Some(code) }) => row::close_code(code),
            _ => app.t().close_frame_without_code.to_owned(),
        }
    };
    let reason = Memo::new(move |_| {
        detail.with(|it| {
            it.as_ref()
                .map(|it| visible::line(&String::from_utf8_lossy(&it.bytes)).into_owned())
                .unwrap_or_default()
        })
    });
    view! {
        <div class="panel__body pad">
            <dl class="facts">
                <dt>{move || app.t().close_code}</dt>
                <dd>{code}</dd>
                <dt>{move || app.t().close_reason}</dt>
                <dd dir="auto" class:quiet=move || reason.with(String::is_empty)>
                    {move || if reason.with(String::is_empty) { app.t().no_reason.to_owned() } else { reason.get() }}
                </dd>
            </dl>
        </div>
    }
    .into_any()
}
