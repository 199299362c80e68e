//! The header of the main area: where the item stands, its name (edited in place), and settings.

use crate::ui::prelude::*;

use crate::{
    app::{App, RenamePlace, Renaming},
    browser::{dom, page},
    core::{
        command::{Command, has_menu},
        model::{Environment, ItemId, Language, RowKind, Theme},
        payload::visible,
    },
};

use super::{
    choices::{languages, themes},
    item_actions::{command_entry, item_menu},
    item_look::{icon_of, name_of, name_shown, state_of},
    widgets::{Icon, IconName, IconSize, MenuButton, MenuEntry, MenuItem, NameEdit},
};

/// The header.
#[component]
pub fn Header() -> impl IntoView {
    let app = App::get();
    let selected = Memo::new(move |_| app.selected());
    view! {
        <header class="head">
            <button
                class="btn btn--ghost btn--icon only-narrow"
                aria-label=move || app.t().collections
                data-focus="drawer"
                on:click=move |_| {
                    app.drawer_open.set(true);
                    dom::focus_soon("tree");
                }
            >
                <Icon name=IconName::Menu />
            </button>
            <Show when=move || app.settings.with(|settings| settings.sidebar_hidden)>
                <button
                    class="btn btn--ghost btn--icon only-wide"
                    aria-label=move || app.t().show_sidebar
                    title=move || Command::ToggleSidebar.with_keys(app.t().show_sidebar)
                    on:click=move |_| app.toggle_sidebar()
                >
                    <Icon name=IconName::Sidebar />
                </button>
            </Show>
            <Path selected />
            <ItemButtons selected />
            <EnvironmentSelect selected />
            <LanguageButton />
            <ThemeButton />
            <SettingsButton />
        </header>
    }
}

#[component]
fn Path(selected: Memo<Option<ItemId>>) -> impl IntoView {
    let app = App::get();
    let ancestors = Memo::new(move |_| {
        let Some(id) = selected.get() else { return Vec::<(ItemId, String)>::new() };
        app.workspace.with(|workspace| {
            let kind = |id| workspace.row_kind(id).unwrap_or(RowKind::Collection);
            let name = |id| workspace.name_of(id).unwrap_or_default();
            let named = |id| (id, name_shown(app.t(), kind(id), name(id)));
            workspace.rows_above(id).into_iter().map(named).collect()
        })
    });
    let renaming = Memo::new(move |_| {
        let item = selected.get()?;
        (app.renaming.get() == Some(Renaming { item, place: RenamePlace::Header })).then_some(item)
    });
    view! {
        <div class="crumb">
            <For each=move || ancestors.get() key=Clone::clone let((id, name))>
                <button class="link" on:click=move |_| app.select(Some(id))>
                    {name}
                </button>
                <Icon name=IconName::ChevronRight />
            </For>
            {move || match renaming.get() {
                Some(item) => view! { <Rename item /> }.into_any(),
                None => view! { <Title selected /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Title(selected: Memo<Option<ItemId>>) -> impl IntoView {
    let app = App::get();
    let kind = Memo::new(move |_| {
        let id = selected.get()?;
        app.workspace.with(|workspace| workspace.row_kind(id))
    });
    let name =
        move || selected.get().map_or_else(|| app.t().welcome.to_owned(), |id| name_of(app, id));
    Effect::new(move |_| page::set_title(&format!("{} · Macaréu", name())));
    let edit = move || {
        if let Some(id) = selected.get_untracked() {
            app.start_rename(id, RenamePlace::Header);
        }
    };
    view! {
        <h1 data-state=move || selected.get().and_then(|id| state_of(app, id)) on:click=move |_| edit()>
            {move || kind.get().map(|kind| view! { <Icon name=icon_of(kind, true) /> })}
            <span class="cut">{name}</span>
        </h1>
    }
}

#[component]
fn Rename(item: ItemId) -> impl IntoView {
    let app = App::get();
    let name = app
        .workspace
        .with_untracked(|workspace| workspace.name_of(item).unwrap_or_default().to_owned());
    let end = move |name| app.finish_rename(item, name);
    view! {
        <NameEdit
            label=app.text(|t| t.name)
            name
            on_save=Callback::new(move |name| end(Some(name)))
            on_cancel=Callback::new(move |()| end(None))
            return_to="rename"
            back=true
        />
    }
}

/// Rename, and the menu with all else that can be done. On a narrow screen the menu holds the
/// settings too, because the header has no room for them.
#[component]
fn ItemButtons(selected: Memo<Option<ItemId>>) -> impl IntoView {
    let app = App::get();
    let entries = Signal::derive(move || {
        let mut entries =
            selected.get().map_or_else(Vec::new, |id| item_menu(app, id, RenamePlace::Header));
        if dom::is_narrow() {
            let t = app.t();
            let groups = [
                (t.environment, environments(app, selected.get())),
                (t.language, languages(app)),
                (t.theme, themes(app)),
            ];
            for (name, items) in groups.into_iter().filter(|(_, items)| !items.is_empty()) {
                if !entries.is_empty() {
                    entries.push(MenuEntry::Separator);
                }
                entries.push(MenuEntry::Group(name.to_owned(), items));
            }
            entries.push(MenuEntry::Separator);
            entries.push(command_entry(app, Command::Settings));
        }
        entries
    });
    let has_own_menu = Memo::new(move |_| {
        let kind = selected.get().and_then(|id| app.workspace.with(|it| it.row_kind(id)));
        kind.is_some_and(has_menu)
    });
    view! {
        <Show when=move || selected.get().is_some_and(|it| it.part().is_none())>
            <button
                class="btn btn--ghost btn--icon"
                data-focus="rename"
                aria-label=move || app.t().rename
                title=move || Command::Rename.with_keys(app.t().rename)
                on:click=move |_| {
                    if let Some(id) = selected.get_untracked() {
                        app.start_rename(id, RenamePlace::Header);
                    }
                }
            >
                <Icon name=IconName::Pencil />
            </button>
        </Show>
        <div class="head__more" data-empty=move || (!has_own_menu.get()).then_some("")>
            <MenuButton label=app.text(|t| t.more_actions) title=app.text(|t| t.more_actions) entries class="btn btn--ghost btn--icon">
                <Icon name=IconName::More />
            </MenuButton>
            <span class=fixed("head__sep only-wide")></span>
        </div>
    }
}

/// The environments of the collection on the screen, *none* first; none without any.
fn environments_of(app: App, item: Option<ItemId>) -> Vec<(Option<ItemId>, String, bool)> {
    app.workspace.with(|workspace| {
        let collection = item.and_then(|it| workspace.collection_around(it));
        let Some(collection) = collection.filter(|it| !it.environments.is_empty()) else {
            return Vec::new();
        };
        let t = app.t();
        let current = collection.current_environment().map(|it| it.id);
        let line = |it: &Environment| {
            let name = if it.name.is_empty() { t.unnamed } else { &visible::line(&it.name) };
            (Some(it.id), name.to_owned(), current == Some(it.id))
        };
        let none = (None, t.no_environment.to_owned(), current.is_none());
        std::iter::once(none).chain(collection.environments.iter().map(line)).collect()
    })
}

fn set_environment(app: App, item: Option<ItemId>, environment: Option<ItemId>) {
    if let Some(collection) = untrack(|| app.collection_around(item)) {
        app.set_current_environment(collection, environment);
    }
}

fn environments(app: App, item: Option<ItemId>) -> Vec<MenuItem> {
    environments_of(app, item)
        .into_iter()
        .map(|(id, name, is_current)| {
            MenuItem::new(name, move || set_environment(app, item, id)).chosen(is_current)
        })
        .collect()
}

/// Switches the environment of the collection on the screen.
#[component]
fn EnvironmentSelect(selected: Memo<Option<ItemId>>) -> impl IntoView {
    let app = App::get();
    let all = Memo::new(move |_| environments_of(app, selected.get()));
    let choose = move |value: &str| {
        set_environment(app, selected.get_untracked(), value.parse().ok().map(ItemId));
    };
    let option = |(id, name, is_current): (Option<ItemId>, String, bool)| {
        let value = id.map(|it| it.0.to_string()).unwrap_or_default();
        view! {
            <option value=value prop:selected=is_current>
                {name}
            </option>
        }
    };
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <label class="btn btn--ghost btn--drop select select--sm env only-wide">
                <Icon name=IconName::Layers size=IconSize::Small />
                <select
                    aria-label=move || app.t().environment
                    title=move || {
                    let keys = [Command::PreviousEnvironment, Command::NextEnvironment];
                    let keys = keys.map(|it| it.keys().unwrap_or_default());
                    format!("{} ({})", app.t().environment, keys.join(", "))
                }
                    on:change:target=move |event| choose(&event.target().value())
                >
                    <For each=move || all.get() key=Clone::clone children=option />
                </select>
                <Icon name=IconName::ChevronDown />
            </label>
        </Show>
    }
    .into_any()
}

fn entries_of(items: Vec<MenuItem>) -> Vec<MenuEntry> {
    items.into_iter().map(MenuEntry::from).collect()
}

#[component]
fn LanguageButton() -> impl IntoView {
    let app = App::get();
    let entries = Signal::derive(move || entries_of(languages(app)));
    view! {
        <div class="only-wide">
            <MenuButton label=app.text(|t| t.language) title=app.text(|t| t.language) entries class="btn btn--ghost btn--drop">
                <Icon name=IconName::Globe />
                <span data-fact=move || match app.language() { Language::En => "EN", Language::PtBr => "PT" }></span>
                <Icon name=IconName::ChevronDown />
            </MenuButton>
        </div>
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let app = App::get();
    let icon = Signal::derive(move || match app.settings.with(|settings| settings.theme) {
        Theme::System => IconName::Screen,
        Theme::Light => IconName::Sun,
        Theme::Dark => IconName::Moon,
    });
    let entries = Signal::derive(move || entries_of(themes(app)));
    view! {
        <div class="only-wide">
            <MenuButton label=app.text(|t| t.theme) title=app.text(|t| t.theme) entries class="btn btn--ghost btn--icon">
                <Icon name=icon />
            </MenuButton>
        </div>
    }
}

#[component]
fn SettingsButton() -> impl IntoView {
    let app = App::get();
    let label = move || app.t().settings_dots;
    view! {
        <button
            type="button"
            class="btn btn--ghost btn--icon only-wide"
            aria-label=label
            title=move || Command::Settings.with_keys(label())
            aria-keyshortcuts="Control+,"
            on:click=move |_| app.settings_open.set(true)
        >
            <Icon name=IconName::Settings />
        </button>
    }
}
