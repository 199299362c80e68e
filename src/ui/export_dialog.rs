//! What goes along when a collection or environment is given away.

use crate::ui::prelude::*;

use crate::{
    app::{
        App,
        export::{Export, Way},
    },
    core::{
        format::{
            link,
            pororoca::{ExportChoices, has_secrets},
        },
        model::{Environment, ItemId, ItemRef},
        payload::{size, visible},
        text::fill,
    },
};

use super::widgets::{CheckLine, Dialog, IconButton, IconButtonOptions, IconName, IconSize};

/// The dialog.
#[component]
pub fn ExportDialog() -> impl IntoView {
    let app = App::get();
    let asked = app.exporting.asked;
    let title = Signal::derive(move || {
        let export = asked.get();
        let item = export.map(|export| export.item);
        let name = app.workspace.with(|workspace| {
            item.and_then(|id| workspace.name_of(id)).unwrap_or_default().to_owned()
        });
        let name = if name.is_empty() { app.t().unnamed.to_owned() } else { name };
        let t = app.t();
        let template = match export.map_or(Way::File, |export| export.way) {
            Way::File => t.export_title,
            Way::Clipboard => t.copy_json_title,
            Way::Share => t.share_title,
            Way::Link => t.link_title,
        };
        fill(template, &[("name", &name)])
    });
    view! {
        <Dialog
            open=Signal::derive(move || asked.with(Option::is_some))
            heading_id="export-heading"
            title
            close_label=app.text(|t| t.close_dialog)
            on_close=Callback::new(move |()| asked.set(None))
        >
            {move || asked.get().map(|export| view! { <Choices export /> })}
        </Dialog>
    }
    .into_any()
}

/// An environment, and whether it has secrets.
#[derive(Clone, PartialEq, Eq)]
struct Choice {
    id: ItemId,
    name: String,
    has_secrets: bool,
}

impl Choice {
    fn of(environment: &Environment) -> Self {
        let (id, name) = (environment.id, visible::line(&environment.name).into_owned());
        Self { id, name, has_secrets: has_secrets(&environment.variables) }
    }
}

#[component]
fn Choices(export: Export) -> impl IntoView {
    let app = App::get();
    let choices = RwSignal::new(ExportChoices::default());
    let (is_collection, collection_secrets, environments) =
        app.workspace.with_untracked(|workspace| match workspace.find(export.item) {
            Some(ItemRef::Collection(it)) => (
                true,
                has_secrets(&it.variables),
                it.environments.iter().map(Choice::of).collect::<Vec<_>>(),
            ),
            Some(ItemRef::Environment(it)) => (false, false, vec![Choice::of(it)]),
            _ => (false, false, Vec::new()),
        });
    let has_environments = !environments.is_empty();
    let rows = move || {
        let row = |choice| view! { <Row choice choices is_collection /> };
        environments.clone().into_iter().map(row).collect_view()
    };
    view! {
        <p>{move || app.t().export_text}</p>
        {collection_secrets
            .then(|| {
                view! {
                    <CheckLine
                        label=app.text(|t| t.export_collection_secrets)
                        checked=Signal::derive(move || choices.with(|it| it.collection_secrets))
                        on_change=move |on| choices.update(|it| it.collection_secrets = on)
                    />
                }
            })}
        {has_environments
            .then(|| {
                view! {
                    <table class="choices">
                        <thead>
                            <tr>
                                <th scope="col">{move || app.t().export_environment}</th>
                                {is_collection
                                    .then(|| view! { <th scope="col">{move || app.t().export_include}</th> })}
                                <th scope="col">{move || app.t().export_secrets}</th>
                                {is_collection.then(|| view! { <td></td> })}
                            </tr>
                        </thead>
                        <tbody>{rows()}</tbody>
                    </table>
                }
            })}
        {match export.way {
            Way::Link => view! { <Link item=export.item choices /> }.into_any(),
            _ => view! { <Acts export choices /> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Acts(export: Export, choices: RwSignal<ExportChoices>) -> impl IntoView {
    let app = App::get();
    view! {
        <div class="dialog__acts">
            <button type="button" class="btn" on:click=move |_| app.exporting.asked.set(None)>
                {move || app.t().cancel}
            </button>
            <button
                type="button"
                class="btn btn--primary"
                on:click=move |_| app.carry_out_export(export, &choices.get_untracked())
            >
                {move || match export.way {
                    Way::File => app.t().export,
                    Way::Clipboard => app.t().copy_json,
                    Way::Share | Way::Link => app.t().share,
                }}
            </button>
        </div>
    }
    .into_any()
}

/// The end of the dialog where a link is made.
#[component]
fn Link(item: ItemId, choices: RwSignal<ExportChoices>) -> impl IntoView {
    let app = App::get();
    let with_auth = RwSignal::new(false);
    let has_auth = app
        .workspace
        .with_untracked(|workspace| workspace.collection(item).is_some_and(link::has_auth_secrets));
    let made = Memo::new(move |_| choices.with(|choices| app.link(item, choices, with_auth.get())));
    let length = move || made.with(String::len);
    let remark = move || match length() {
        it if it > link::TOO_LONG => app.t().link_too_long,
        it if it > link::LONG => app.t().link_long,
        _ => "",
    };
    let size = move || {
        let count = u64::try_from(length()).unwrap_or(u64::MAX);
        let count = size::count(count, app.language());
        fill(app.t().link_size, &[("count", &count)])
    };
    view! {
        {has_auth
            .then(|| {
                view! {
                    <CheckLine
                        label=app.text(|t| t.link_auth)
                        checked=with_auth
                        on_change=move |on| with_auth.set(on)
                    />
                }
            })}
        <p>{move || app.t().link_text}</p>
        <p role="status">{size} " " {remark}</p>
        <div class="dialog__acts">
            <button type="button" class="btn" on:click=move |_| app.exporting.asked.set(None)>
                {move || app.t().cancel}
            </button>
            <button
                type="button"
                class="btn btn--primary"
                on:click=move |_| app.copy_link(made.get_untracked())
            >
                {move || app.t().copy_link}
            </button>
        </div>
    }
    .into_any()
}

#[component]
fn Row(choice: Choice, choices: RwSignal<ExportChoices>, is_collection: bool) -> impl IntoView {
    let app = App::get();
    let Choice { id, name, has_secrets } = choice;
    let name = if name.is_empty() { app.t_untracked().unnamed.to_owned() } else { name };
    let shown = StoredValue::new(name.clone());
    let named = move |template: fn(&crate::core::text::Texts) -> &'static str| {
        move || shown.with_value(|name| fill(template(app.t()), &[("name", name)]))
    };
    let is_left_out = move || choices.with(|it| it.left_out.contains(&id));
    let include = move |is_included: bool| {
        choices.update(|it| {
            if is_included {
                it.left_out.remove(&id);
            } else {
                it.left_out.insert(id);
            }
        });
    };
    let with_secrets = move |is_chosen: bool| {
        choices.update(|it| {
            if is_chosen {
                it.with_secrets.insert(id);
            } else {
                it.with_secrets.remove(&id);
            }
        });
    };
    let alone = move |()| {
        app.carry_out_export(Export { item: id, way: Way::File }, &choices.get_untracked());
    };
    view! {
        <tr>
            <th scope="row" class="cut">
                {name}
            </th>
            {is_collection
                .then(|| {
                    view! {
                        <td>
                            <input
                                type="checkbox"
                                class="check"
                                checked
                                aria-label=named(|t| t.export_include_name)
                                on:change:target=move |event| include(event.target().checked())
                            />
                        </td>
                    }
                })}
            <td>
                <input
                    type="checkbox"
                    class="check"
                    disabled=move || !has_secrets || is_left_out()
                    aria-label=named(|t| t.export_secrets_name)
                    on:change:target=move |event| with_secrets(event.target().checked())
                />
            </td>
            {is_collection
                .then(|| {
                    view! {
                        <td>
                            <IconButton
                                label=Signal::derive(named(|t| t.export_alone_name))
                                icon=IconName::Export
                                on_press=alone
                                options=IconButtonOptions { size: IconSize::Small, ..Default::default() }
                            />
                        </td>
                    }
                })}
        </tr>
    }
    .into_any()
}
