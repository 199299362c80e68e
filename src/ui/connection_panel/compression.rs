//! What is offered of compression: the browser decides, the values are kept.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        change::Change,
        model::{Compression, ItemId},
        text::Texts,
    },
    ui::widgets::{CheckLine, ErrorLine, IconName, NoticeLine, Typed},
};

/// What Pororoca takes (RFC 7692 §7.1.2 allows 8 too).
const BITS: std::ops::RangeInclusive<u8> = 9..=15;

/// The options.
#[component]
pub(super) fn CompressionOptions(socket: Signal<ItemId>) -> impl IntoView {
    let app = App::get();
    let compression = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.websocket(socket.get())?.compression)
    });
    let is_on = Memo::new(move |_| compression.get().is_some());
    let set = Callback::new(move |compression: Option<Compression>| {
        app.dispatch(Change::SetCompression { id: socket.get_untracked(), compression });
    });
    // Off and on again loses nothing until the page is loaded anew; a file says only that it is off.
    let turn = move |on: bool| {
        let id = socket.get_untracked();
        if on {
            let before = app.drafts.with_untracked(id, |draft| draft.compression);
            set.run(Some(before.unwrap_or_default()));
        } else {
            let before = compression.get_untracked();
            app.drafts.update(id, |draft| draft.compression = before);
            set.run(None);
        }
    };
    let is_bad = move || {
        compression.get().is_some_and(|it| {
            !BITS.contains(&it.client_max_window_bits) || !BITS.contains(&it.server_max_window_bits)
        })
    };
    view! {
        <CheckLine
            label=app.text(|t| t.enable_compression)
            checked=is_on
            on_change=turn
        />
        <Show when=move || is_on.get()>
            <Values compression set />
        </Show>
        <Show when=is_bad>
            <ErrorLine alert=true id="window-problem">{move || app.t().window_bad}</ErrorLine>
        </Show>
        <NoticeLine icon=IconName::Info>{move || app.t().compression_hint}</NoticeLine>
    }
    .into_any()
}

#[component]
fn Values(
    compression: Memo<Option<Compression>>,
    set: Callback<Option<Compression>>,
) -> impl IntoView {
    let app = App::get();
    let flag = move |label: fn(&Texts) -> &'static str,
                     get: fn(&Compression) -> bool,
                     put: fn(&mut Compression, bool)| {
        view! {
            <span aria-hidden="true">{move || label(app.t())}</span>
            <input
                type="checkbox"
                class="check"
                aria-label=move || label(app.t())
                prop:checked=move || compression.get().is_some_and(|it| get(&it))
                on:change:target=move |event| {
                    let mut it = compression.get_untracked().unwrap_or_default();
                    put(&mut it, event.target().checked());
                    set.run(Some(it));
                }
            />
        }
    };
    let bits = move |label: fn(&Texts) -> &'static str,
                     get: fn(&Compression) -> u8,
                     put: fn(&mut Compression, u8)| {
        let value = move || compression.get().map(|it| get(&it)).unwrap_or_default();
        let typed = Typed::new(Signal::derive(move || value().to_string()));
        let shown = typed.shown();
        view! {
            <span aria-hidden="true">{move || label(app.t())}</span>
            <span class="field field--sm num">
                <input
                    type="number"
                    min=BITS.start().to_string()
                    max=BITS.end().to_string()
                    aria-label=move || label(app.t())
                    aria-invalid=move || (!BITS.contains(&value())).then_some("true")
                    aria-describedby=move || (!BITS.contains(&value())).then_some("window-problem")
                    prop:value=move || shown.get()
                    on:input:target=move |event| typed.on_input(event.target().value(), |text| {
                        let mut it = compression.get_untracked().unwrap_or_default();
                        if let Ok(bits) = text.parse::<u32>() {
                            put(&mut it, bits.try_into().unwrap_or(u8::MAX));
                            set.run(Some(it));
                        }
                    })
                    on:blur=move |_| typed.left()
                />
            </span>
        }
    };
    view! {
        <hr class=fixed("rule") />
        <div class="opts">
            {flag(
                |t| t.client_takeover,
                |it| it.client_context_takeover,
                |it, on| it.client_context_takeover = on,
            )}
            {bits(
                |t| t.client_window,
                |it| it.client_max_window_bits,
                |it, bits| it.client_max_window_bits = bits,
            )}
            {flag(
                |t| t.server_takeover,
                |it| it.server_context_takeover,
                |it, on| it.server_context_takeover = on,
            )}
            {bits(
                |t| t.server_window,
                |it| it.server_max_window_bits,
                |it, bits| it.server_max_window_bits = bits,
            )}
        </div>
    }
    .into_any()
}
