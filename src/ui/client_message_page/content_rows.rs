//! Where the content comes from: typed or from a file, two rows that both keep what was set in them.

use crate::ui::prelude::*;

use crate::{
    app::App,
    core::{
        message_file::{self, FileProblem},
        model::{BinaryEncoding, ContentMode, MessageType, Syntax},
        payload::typed_json,
        text::{fill, problem},
    },
};

use super::Edited;
use crate::ui::{
    conversation_panel::SyntaxSelect,
    files_folder::FolderChip,
    variables::variables_of,
    widgets::{
        ErrorPlace, FieldOptions, Icon, IconName, IconSize, NoticeLine, Segment, Segmented,
        VariableField,
    },
};

/// The two rows.
#[component]
pub(super) fn ContentRows(edited: Edited, kind: Memo<MessageType>) -> impl IntoView {
    let app = App::get();
    // How typed content is read says nothing of a file.
    let is_from_file = Memo::new(move |_| edited.read(|it| it.content_mode) == ContentMode::File);
    view! {
        <div class="form__rows" role="radiogroup" aria-label=move || app.t().content>
            <span class="label" aria-hidden="true">{move || app.t().content}</span>
            <div class="form__line">
                <ModeRadio edited mode=ContentMode::Raw label=app.text(|t| t.content_typed) />
                {move || match kind.get() {
                    _ if is_from_file.get() => ().into_any(),
                    MessageType::Text => view! { <TextOptions edited /> }.into_any(),
                    MessageType::Binary => view! { <BinaryOptions edited /> }.into_any(),
                    MessageType::Close => ().into_any(),
                }}
            </div>
            <div class="form__line form__line--file">
                <ModeRadio edited mode=ContentMode::File label=app.text(|t| t.content_file) />
                <FilePath edited />
                <FolderChip />
                <button
                    type="button"
                    class="btn btn--sm"
                    on:click=move |_| app.choose_message_file(edited.id.get_untracked())
                >
                    {move || app.t().choose_file}
                </button>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn ModeRadio(edited: Edited, mode: ContentMode, label: Signal<String>) -> impl IntoView {
    let is_chosen = move || edited.read(|it| it.content_mode) == mode;
    view! {
        <label class="opt">
            <input
                type="radio"
                class="radio"
                name="content-mode"
                prop:checked=is_chosen
                on:change=move |_| edited.change(|content| content.content_mode = mode)
            />
            {move || label.get()}
        </label>
    }
    .into_any()
}

#[component]
fn FilePath(edited: Edited) -> impl IntoView {
    let app = App::get();
    let path = Memo::new(move |_| edited.read(|it| it.file_src_path.clone()));
    let is_wrong = Memo::new(move |_| file_problem(edited).is_some());
    let options = FieldOptions {
        placeholder: Some(app.text(|t| t.file_path_placeholder)),
        invalid: Some(is_wrong.into()),
        problem_id: Some(Signal::stored("file-problem".to_owned())),
        ..FieldOptions::default()
    };
    view! {
        <div class="field field--sm mono grow">
            <Icon name=IconName::File size=IconSize::Small />
            <VariableField
                id="file-path"
                label=app.text(|t| t.file_path)
                value=path
                on_input=move |typed| edited.change(|content| content.file_src_path = typed)
                variables=variables_of(app, edited.id)
                options
            />
        </div>
    }
    .into_any()
}

/// Why the message was not sent from its file.
pub(super) fn file_problem(edited: Edited) -> Option<FileProblem> {
    let files = edited.app.message_files;
    edited.message.with(|it| it.as_ref().and_then(|message| files.problem(message)))
}

#[component]
fn TextOptions(edited: Edited) -> impl IntoView {
    let app = App::get();
    let syntax = Memo::new(move |_| edited.read(|it| it.syntax));
    let formatted = Memo::new(move |_| edited.read(|it| typed_json::pretty(&it.raw_content).ok()));
    let can_format = move || {
        syntax.get() == Syntax::Json
            && formatted.with(|it| {
                it.as_ref().is_some_and(|text| edited.read(|message| message.raw_content != *text))
            })
    };
    let format = move |_| {
        if let Some(text) = formatted.get_untracked() {
            edited.rewrite(text);
        }
    };
    view! {
        <SyntaxSelect
            framed=true
            value=syntax
            on_change=move |syntax| edited.change(|content| content.syntax = syntax)
        />
        <button type="button" class="btn btn--sm btn--ghost" disabled=move || !can_format() on:click=format>
            {move || app.t().format_json}
        </button>
    }
    .into_any()
}

#[component]
fn BinaryOptions(edited: Edited) -> impl IntoView {
    let app = App::get();
    let encoding = Memo::new(move |_| edited.read(|it| it.binary_encoding));
    let encodings = Signal::derive(move || {
        let t = app.t();
        vec![
            Segment::new(BinaryEncoding::Utf8, t.encoding_utf8),
            Segment::new(BinaryEncoding::Hex, t.encoding_hex),
            Segment::new(BinaryEncoding::Base64, t.encoding_base64),
        ]
    });
    view! {
        <Segmented
            class="seg seg--fit"
            label=app.text(|t| t.encoding)
            segments=encodings
            value=encoding
            on_change=move |encoding| edited.change(|content| content.binary_encoding = encoding)
        />
    }
    .into_any()
}

/// What is known of the file before it is read.
#[component]
pub(super) fn FileFacts(edited: Edited) -> impl IntoView {
    let wrong =
        Signal::derive(move || file_problem(edited).map(|it| problem::file(edited.app.t(), &it)));
    view! {
        <div class="stack">
            <ErrorPlace id="file-problem" text=wrong />
            <NoticeLine icon=IconName::Info>{move || where_from(edited)}</NoticeLine>
        </div>
    }
    .into_any()
}

/// Where the file will be found, or what a person has to do for that.
fn where_from(edited: Edited) -> String {
    let app = edited.app;
    let (t, files) = (app.t(), app.message_files);
    let Some(message) = edited.message.get() else { return String::new() };
    let path = message.file_src_path.as_str();
    let hint = if app.keeps_files() { t.file_drop_hint } else { t.file_forgotten };
    let fact = if files.is_chosen(&message) {
        fill(t.file_is_chosen, &[("file", message_file::file_name(path))])
    } else {
        match files.folder.get() {
            Some(folder) if !path.trim().is_empty() => {
                fill(t.file_in_folder, &[("folder", &folder.name)])
            }
            _ => t.file_to_choose.to_owned(),
        }
    };
    format!("{fact} {hint}")
}
