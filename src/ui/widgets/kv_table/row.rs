//! A row of the table.

use crate::ui::prelude::*;
use leptos::ev::{ClipboardEvent, Event, InputEvent, KeyboardEvent, MouseEvent};
use wasm_bindgen::JsCast;

use super::{Table, handle::Handle, problems_id};
use crate::{
    browser::dom,
    core::kv::{KvEdit, KvRow, Rows},
    core::variables::{mask, typed_over},
    ui::widgets::{
        Icon, IconName, MenuPlace, Typed,
        variable_field::{FieldOptions, VariableField},
    },
};

#[component]
pub(super) fn Row(table: Table, row: usize) -> impl IntoView {
    let it = Memo::new(move |_| table.rows.with(|rows| rows.get(row).cloned().unwrap_or_default()));
    let is_bad =
        Memo::new(move |_| table.problems.with(|all| all.iter().any(|(at, _)| *at == row)));
    let on_key = move |event: KeyboardEvent| {
        let up = match event.key().as_str() {
            "ArrowUp" => true,
            "ArrowDown" => false,
            _ => return,
        };
        if event.alt_key() && !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            event.prevent_default();
            event.stop_propagation();
            let cell = dom::focused().and_then(|it| it.get_attribute("data-cell"));
            let control = cell.as_deref().and_then(|it| it.split_once('-')).map(|(_, it)| it);
            let rows = Rows::from([row]);
            let edit = if up { KvEdit::Up(rows) } else { KvEdit::Down(rows) };
            table.rearrange(edit, control.unwrap_or("key"));
        }
    };
    // The menu of a text field is the browser's own: it corrects what is written.
    let on_menu = move |event: MouseEvent| {
        if !dom::is_within(event.target().as_ref(), "[type=text]") {
            event.prevent_default();
            event.stop_propagation();
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            table.open_menu(row, MenuPlace::At { x, y });
        }
    };
    view! {
        <div
            class="kv__row"
            role="row"
            data-selected=move || table.selection.with(|it| it.contains(row)).then_some("")
            on:keydown=on_key
            on:contextmenu=on_menu
        >
            <Handle table row />
            <Box table row control="enabled" checked=Signal::derive(move || it.with(|it| it.enabled)) />
            <Key table row it is_bad />
            {table.columns.value.then(|| view! { <Value table row it /> })}
            {table.columns.secret
                .then(|| {
                    view! { <Box table row control="secret" checked=Signal::derive(move || it.with(|it| it.secret)) /> }
                })}
            <span role="cell" class="kv__check">
                <button
                    type="button"
                    class="kv__del"
                    data-cell=format!("{row}-delete")
                    aria-label=move || table.words.get().delete_row
                    title=move || table.words.get().delete_row
                    on:click=move |_| table.rearrange(KvEdit::Remove(Rows::from([row])), "delete")
                >
                    <Icon name=IconName::Trash />
                </button>
            </span>
        </div>
    }
    .into_any()
}

/// A box to tick.
#[component]
fn Box(table: Table, row: usize, control: &'static str, checked: Signal<bool>) -> impl IntoView {
    let is_secret = control == "secret";
    let label = move || {
        let words = table.words.get();
        if is_secret { words.secret } else { words.enabled }
    };
    view! {
        <span role="cell" class="kv__check">
            <input
                type="checkbox"
                class="check"
                data-cell=format!("{row}-{control}")
                aria-label=label
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                prop:checked=move || checked.get()
                on:change:target=move |event| {
                    let checked = event.target().checked();
                    table.edit(if is_secret { KvEdit::Secret(row, checked) } else { KvEdit::Enable(row, checked) });
                }
            />
        </span>
    }
    .into_any()
}

/// Takes pasted lines as rows. `in_key`: pasted where a key is asked for.
fn on_paste(table: Table, row: usize, in_key: bool) -> Callback<ClipboardEvent> {
    Callback::new(move |event: ClipboardEvent| {
        let is_empty =
            table.rows.with_untracked(|rows| rows.get(row).is_some_and(|it| it.key.is_empty()));
        if let Some(rows) = table.rows_in.run((dom::pasted_text(&event), in_key && is_empty)) {
            event.prevent_default();
            table.edit(KvEdit::Paste(row, rows));
            table.forget_places();
        }
    })
}

#[component]
fn Key(table: Table, row: usize, it: Memo<KvRow>, is_bad: Memo<bool>) -> impl IntoView {
    let value = Signal::derive(move || it.with(|it| it.key.clone()));
    let label = Signal::derive(move || table.words.get().key.to_owned());
    let on_paste = on_paste(table, row, true);
    let view = if table.columns.variables_in_keys {
        let typed = Typed::new(value);
        let on_input = move |text| {
            typed.on_input(text, |text| table.edit(KvEdit::Key(row, text.to_owned())));
        };
        let options = FieldOptions {
            on_blur: Some(Callback::new(move |()| typed.left())),
            cell: Some(Signal::stored(format!("{row}-key"))),
            invalid: Some(is_bad.into()),
            problem_id: Some(Signal::stored(problems_id(table))),
            on_paste: Some(on_paste),
            ..FieldOptions::default()
        };
        view! {
            <VariableField
                id=format!("{}-{row}-key", table.id)
                label
                value=typed.shown()
                on_input
                variables=table.variables
                options
            />
        }
        .into_any()
    } else {
        view! {
            <input
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                data-cell=format!("{row}-key")
                aria-label=move || label.get()
                aria-invalid=move || is_bad.get().then_some("true")
                aria-describedby=move || is_bad.get().then(|| problems_id(table))
                prop:value=move || value.get()
                on:input:target=move |event| table.edit(KvEdit::Key(row, event.target().value()))
                on:paste=move |event| on_paste.run(event)
            />
        }
        .into_any()
    };
    view! {
        <span class="kv__cell" role="cell">
            {view}
        </span>
    }
    .into_any()
}

/// The field of a masked value. What is typed stands among the signs of the mask until it is taken:
/// what an input method composes must not be torn from it.
#[component]
fn Masked(
    table: Table,
    row: usize,
    label: Signal<String>,
    value: Signal<String>,
    on_input: Callback<String>,
    on_paste: Option<Callback<ClipboardEvent>>,
) -> impl IntoView {
    let shown = move || value.with(|value| mask(value));
    let take = move |text: String| {
        on_input.run(text);
        table.focus(row, "value");
    };
    let take_typed = move |event: &Event| {
        let typed = dom::text_of_field(event).unwrap_or_default();
        if typed != untrack(shown) {
            take(typed_over(&typed));
        }
    };
    view! {
        <input
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            data-cell=format!("{row}-value")
            aria-label=move || label.get()
            aria-description=move || table.words.get().masked
            title=move || table.words.get().masked
            prop:value=shown
            on:input=move |event| {
                if !event.unchecked_ref::<InputEvent>().is_composing() {
                    take_typed(&event);
                }
            }
            on:compositionend=move |event| take_typed(&event)
            // The signs of the mask are not what a person wants elsewhere.
            on:cut=move |event| event.prevent_default()
            on:paste=move |event| {
                if let Some(on_paste) = on_paste {
                    on_paste.run(event.clone());
                }
                let text = dom::pasted_text(&event).replace(['\r', '\n'], "");
                if !event.default_prevented() && !text.is_empty() {
                    take(text);
                }
                event.prevent_default();
            }
        />
    }
    .into_any()
}

/// A value. That of a secret is masked until it is asked for; what is typed replaces it as a whole,
/// and a person who types one sees what is typed.
#[component]
fn Value(table: Table, row: usize, it: Memo<KvRow>) -> impl IntoView {
    let value = Signal::derive(move || it.with(|it| it.value.clone()));
    let label = Signal::derive(move || table.words.get().value.to_owned());
    let is_revealed = move || table.revealed.with(|it| it.contains(&row));
    let is_secret = Memo::new(move |_| it.with(|it| it.secret));
    let is_masked =
        Memo::new(move |_| it.with(|it| it.secret && !it.value.is_empty()) && !is_revealed());
    let typed = Typed::new(value);
    let options = FieldOptions {
        on_blur: Some(Callback::new(move |()| typed.left())),
        cell: Some(Signal::stored(format!("{row}-value"))),
        on_paste: Some(on_paste(table, row, false)),
        ..FieldOptions::default()
    };
    let on_input = Callback::new(move |text| {
        if !table.revealed.with_untracked(|it| it.contains(&row)) {
            table.revealed.update(|it| {
                it.insert(row);
            });
        }
        typed.on_input(text, |text| table.edit(KvEdit::Value(row, text.to_owned())));
    });
    let field = move || {
        if is_masked.get() {
            view! { <Masked table row label value on_input on_paste=options.on_paste /> }.into_any()
        } else {
            view! {
                <VariableField
                    id=format!("{}-{row}-value", table.id)
                    label
                    value=typed.shown()
                    on_input
                    variables=table.variables
                    options
                />
            }
            .into_any()
        }
    };
    view! {
        <span class="kv__cell" role="cell">
            {field}
            <Show when=move || is_secret.get()>
                <button
                    type="button"
                    class="kv__del kv__eye"
                    data-cell=format!("{row}-show")
                    aria-label=move || table.words.get().show_value
                    title=move || table.words.get().show_value
                    aria-pressed=move || (!is_masked.get()).to_string()
                    on:click=move |_| table.revealed.update(|it| {
                        if !it.remove(&row) {
                            it.insert(row);
                        }
                    })
                >
                    <Icon name=IconName::Eye />
                </button>
            </Show>
        </span>
    }
    .into_any()
}
