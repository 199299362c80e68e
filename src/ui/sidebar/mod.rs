//! The left panel: brand, search, what makes or brings in a collection, and the tree.

mod row;
mod rows;
mod tree;

use crate::ui::prelude::*;

use crate::{
    app::App,
    browser::{dom, files},
    core::{command::Command, text::fill},
};

use super::{
    item_actions::tree_menu,
    widgets::{BrandMark, Icon, IconName, IconSize, Kbd, MenuButton, Splitter},
};

use self::tree::Tree;

/// Its width in CSS pixels: default, least and most.
pub const WIDTH: (f64, f64, f64) = (256.0, 200.0, 420.0);

/// The left panel, and the divider that makes it wider.
#[component]
pub fn Sidebar(width: Signal<f64>) -> impl IntoView {
    let app = App::get();
    view! {
        <nav class="side" aria-label=move || app.t().collections>
            <div class="brand">
                <BrandMark />
                <span class=fixed("brand__name")>"Macaréu"</span>
                <MenuButton
                    label=Signal::derive(move || fill(app.t().actions_for, &[("name", app.t().collections)]))
                    entries=Signal::derive(move || tree_menu(app))
                    class="btn btn--ghost btn--icon"
                >
                    <Icon name=IconName::More />
                </MenuButton>
                <button
                    class="btn btn--ghost btn--icon"
                    aria-label=move || app.t().hide_sidebar
                    title=move || Command::ToggleSidebar.with_keys(app.t().hide_sidebar)
                    on:click=move |_| app.toggle_sidebar()
                >
                    <Icon name=IconName::Sidebar />
                </button>
            </div>
            <div class="side__tools">
                <Search />
                <button
                    class="btn"
                    title=move || Command::NewCollection.with_keys(app.t().new_collection)
                    on:click=move |_| {
                        app.new_collection();
                    }
                >
                    <Icon name=IconName::Plus size=IconSize::Small />
                    {move || app.t().new_collection}
                </button>
                <ImportButton />
            </div>
            <div class="side__tree">
                <Tree />
            </div>
            <Splitter
                label=app.text(|t| t.sidebar_width)
                value=width
                min=WIDTH.1
                max=WIDTH.2
                restore=WIDTH.0
                on_change=Callback::new(move |to| app.set(|settings| settings.panel_sizes.sidebar = Some(to)))
            />
        </nav>
    }
    .into_any()
}

#[component]
fn Search() -> impl IntoView {
    let app = App::get();
    view! {
        <label class="field">
            <Icon name=IconName::Search size=IconSize::Small />
            <input
                type="search"
                data-focus="search"
                aria-label=move || app.t().search_collections
                aria-keyshortcuts="/"
                placeholder=move || app.t().search_collections
                on:keydown=move |event| {
                    if event.key() == "ArrowDown" {
                        event.prevent_default();
                        dom::focus_soon("tree");
                    }
                }
                prop:value=app.tree.filter
                on:input:target=move |event| app.tree.filter.set(event.target().value())
            />
            <Kbd keys="/" />
        </label>
    }
}

/// The button, and the file input behind it.
#[component]
fn ImportButton() -> impl IntoView {
    let app = App::get();
    let input = NodeRef::<leptos::html::Input>::new();
    view! {
        <button
            class="btn"
            data-focus="import"
            title=move || Command::Import.with_keys(app.t().import)
            on:click=move |_| {
                if let Some(input) = input.get() {
                    input.click();
                }
            }
        >
            <Icon name=IconName::Import size=IconSize::Small />
            {move || app.t().import}
        </button>
        <input
            type="file"
            hidden
            multiple
            tabindex="-1"
            accept=".json,application/json"
            aria-label=move || app.t().import_dots
            node_ref=input
            on:change=move |event| app.import(files::chosen(&event), None)
        />
    }
}
