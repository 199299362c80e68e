//! A message typed and sent at once, without keeping it. What was typed stays, to send it again.

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::{
    app::App,
    browser::dom,
    core::{
        model::{ClientMessage, ItemId, Syntax},
        payload::json,
        text::problem,
    },
};

use super::super::widgets::{Icon, IconName, IconSize};

/// The lane of the quick message.
#[component]
pub(super) fn QuickMessage(socket: Signal<ItemId>, is_open: Memo<bool>) -> impl IntoView {
    let app = App::get();
    let text = Memo::new(move |_| app.drafts.with(socket.get(), |draft| draft.quick_text.clone()));
    let syntax = Memo::new(move |_| app.drafts.with(socket.get(), |draft| draft.quick_syntax));
    let can_send = Memo::new(move |_| is_open.get() && text.with(|text| !text.is_empty()));
    let problem = Memo::new(move |_| {
        let is_json = syntax.get() == Syntax::Json;
        let problem =
            text.with(|text| if text.is_empty() { None } else { json::check(text).err() });
        problem.filter(|_| is_json).map(|it| problem::json(app.t(), &it))
    });
    let send = move || {
        if can_send.get_untracked() {
            let message = ClientMessage {
                raw_content: text.get_untracked(),
                syntax: syntax.get_untracked(),
                ..ClientMessage::new(socket.get_untracked(), "")
            };
            app.send(socket.get_untracked(), &message);
        }
    };
    let as_text = move || {
        app.drafts.update(socket.get_untracked(), |draft| draft.quick_syntax = Syntax::Other);
        dom::focus_soon("quick");
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.shift_key() {
            event.prevent_default();
            send();
        }
    };
    view! {
        <div class="quick">
            <textarea
                class="quick__text"
                data-focus="quick"
                rows="2"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-label=move || app.t().quick_message
                aria-describedby=move || problem.with(Option::is_some).then_some("quick-problem")
                aria-keyshortcuts="Control+Enter"
                placeholder=move || app.t().quick_placeholder
                prop:value=move || text.get()
                on:input:target=move |event| {
                    let typed = event.target().value();
                    app.drafts.update(socket.get_untracked(), |draft| draft.quick_text = typed);
                }
                on:keydown=on_key
            ></textarea>
            <div class="quick__foot">
                <SyntaxSelect
                    value=syntax
                    on_change=move |syntax| {
                        app.drafts.update(socket.get_untracked(), |draft| draft.quick_syntax = syntax);
                    }
                />
                <span class="hint only-wide" aria-hidden="true">"Ctrl Enter"</span>
                <button
                    type="button"
                    class="btn btn--ghost btn--sm btn--icon btn--fire"
                    aria-label=move || app.t().send_quick
                    title=move || format!("{} (Ctrl+Enter)", app.t().send_quick)
                    disabled=move || !can_send.get()
                    on:click=move |_| send()
                >
                    <Icon name=IconName::Send />
                </button>
            </div>
        </div>
        {move || problem.get().map(|text| not_json(text, as_text))}
    }
    .into_any()
}

/// That the text is not JSON, and the way out.
fn not_json(text: String, as_text: impl Fn() + 'static) -> AnyView {
    let app = App::get();
    view! {
        <p class="notice" id="quick-problem">
            <Icon name=IconName::Unsure />
            <span>
                {text} " "
                <button type="button" class="link" on:click=move |_| as_text()>
                    {move || app.t().as_plain_text}
                </button>
            </span>
        </p>
    }
    .into_any()
}

/// JSON or something else: how typed text is checked.
#[component]
pub fn SyntaxSelect(
    /// The syntax now.
    #[prop(into)]
    value: Signal<Syntax>,
    /// A person chose another.
    #[prop(into)]
    on_change: Callback<Syntax>,
    /// With the frame of a button, as in a form.
    #[prop(optional)]
    framed: bool,
) -> impl IntoView {
    let app = App::get();
    let choose = move |chosen: &str| {
        on_change.run(if chosen == "json" { Syntax::Json } else { Syntax::Other });
    };
    view! {
        <label
            class="btn btn--sm btn--drop select select--sm"
            class=("btn--ghost", !framed)
        >
            {(!framed).then(|| view! { <Icon name=IconName::Braces size=IconSize::Small /> })}
            <select
                aria-label=move || app.t().syntax
                on:change:target=move |event| choose(&event.target().value())
            >
                <option value="json" prop:selected=move || value.get() == Syntax::Json>
                    {move || app.t().syntax_json}
                </option>
                <option value="other" prop:selected=move || value.get() == Syntax::Other>
                    {move || app.t().syntax_other}
                </option>
            </select>
            <Icon name=IconName::ChevronDown />
        </label>
    }
    .into_any()
}
