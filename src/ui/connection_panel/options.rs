//! What is asked of the server, in five parts.

use crate::ui::prelude::*;

use crate::{
    app::{App, drafts::OptionsPart},
    core::model::ItemId,
    ui::widgets::{Segment, Segmented},
};

use super::{
    compression::CompressionOptions, headers::OwnHeaders, parameters::Parameters,
    subprotocols::Subprotocols, timing::Timing,
};

/// The options.
#[component]
pub(super) fn Options(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let part = Memo::new(move |_| app.drafts.with(socket.get(), |draft| draft.options_part));
    let parts = Signal::derive(move || {
        let t = app.t();
        vec![
            Segment::new(OptionsPart::Parameters, t.parameters),
            Segment::new(OptionsPart::Headers, t.headers),
            Segment::new(OptionsPart::Subprotocols, t.subprotocols),
            Segment::new(OptionsPart::Compression, t.compression),
            Segment::new(OptionsPart::Timing, t.timing),
        ]
    });
    view! {
        <Segmented
            class="seg seg--chips"
            label=app.text(|t| t.options)
            segments=parts
            value=part
            on_change=move |part| {
                app.drafts.update(socket.get_untracked(), |draft| draft.options_part = part);
            }
        />
        {move || match part.get() {
            OptionsPart::Parameters => view! { <Parameters socket /> }.into_any(),
            OptionsPart::Headers => view! { <OwnHeaders socket /> }.into_any(),
            OptionsPart::Subprotocols => view! { <Subprotocols socket /> }.into_any(),
            OptionsPart::Compression => view! { <CompressionOptions socket /> }.into_any(),
            OptionsPart::Timing => view! { <Timing socket /> }.into_any(),
        }}
    }
    .into_any()
}
