//! Cutting, copying and pasting items. By keys they come and go with the browser's own events, which
//! need no permission; by menu the page asks the browser.

use std::collections::BTreeSet;

use leptos::prelude::*;
use web_sys::Event;

use crate::{
    browser::{clipboard, dom, ids, page},
    core::{
        arrange::{self, PasteError, Selection},
        format::clipboard::{self as text_format, ClipboardError, Found},
        model::{Item, ItemId, ItemRef},
    },
};

use super::{App, import, notices::LastingBody, saving::FromBrowser, task, tree::Said};

/// What this tab put on the clipboard last.
#[derive(Clone, Debug)]
pub(super) struct Clip {
    text: String,
    /// The items in full: the text leaves out the values of secret variables.
    items: Vec<Item>,
    /// What is moved by pasting it here; empty for a copy.
    cut: Vec<ItemId>,
    /// The page was not left since: the clipboard holds it still, as far as can be known.
    is_fresh: bool,
}

impl App {
    /// A `copy` or `cut` event of the page. Acts while the tree has the focus and no text is
    /// selected; `at` is the row under its cursor.
    pub fn on_copy(self, event: &Event, at: Option<ItemId>, cut: bool) {
        self.forget_fresh_clip();
        if event.default_prevented()
            || page::is_text_field(event)
            || !dom::is_focused("tree")
            || dom::has_selected_text()
        {
            return;
        }
        let Some(at) = at else { return };
        let ids = self.targets(at);
        if ids.iter().all(|id| id.part().is_some()) {
            return;
        }
        if clipboard::put(event, &self.text_of(&ids, cut)) {
            self.copied(&ids, cut);
        }
    }

    /// A `paste` event of the page, outside text fields. While the tree has the focus it is for `at`,
    /// the row under its cursor, else for the item on the screen.
    pub fn on_paste(self, event: &Event, at: Option<ItemId>) {
        if event.default_prevented() || page::is_text_field(event) || dom::is_text_focused() {
            return;
        }
        let Some(text) = clipboard::pasted(event).filter(|text| !text.is_empty()) else { return };
        event.prevent_default();
        let at = if dom::is_focused("tree") { at } else { untrack(|| self.selected()) };
        self.paste_text(at, &text);
    }

    /// Puts items on the clipboard, asking the browser.
    pub fn copy_items(self, ids: &[ItemId], cut: bool) {
        let (ids, text) = (ids.to_vec(), self.text_of(ids, cut));
        task::start(async move {
            if clipboard::write_text(&text).await {
                self.copied(&ids, cut);
            } else {
                self.notices.toast(self.t_untracked().copy_items_failed.to_owned(), false);
            }
        });
    }

    /// Pastes what the clipboard holds into or beside an item, asking the browser unless it is known.
    pub fn paste_at(self, at: Option<ItemId>) {
        let fresh = self.tree.clip.with_value(|clip| {
            clip.as_ref().filter(|clip| clip.is_fresh).map(|clip| clip.text.clone())
        });
        if let Some(text) = fresh {
            self.paste_text(at, &text);
            return;
        }
        task::start(async move {
            match clipboard::read_text().await {
                Some(text) => self.paste_text(at, &text),
                None => self.notices.toast(self.t_untracked().paste_not_allowed.to_owned(), false),
            }
        });
    }

    /// The clipboard may be another's from now on.
    pub fn forget_fresh_clip(self) {
        self.tree.clip.try_update_value(|clip| {
            if let Some(clip) = clip {
                clip.is_fresh = false;
            }
        });
    }

    /// Whether something looks cut or several rows are selected.
    pub fn has_marks(self) -> bool {
        !self.tree.cut.with_untracked(BTreeSet::is_empty)
            || self.tree.selection.with_untracked(Selection::is_several)
    }

    /// Nothing looks cut, and the item on the screen alone is selected.
    pub fn clear_marks(self) {
        self.give_up_cut();
        self.tree.selection.set(Selection::default());
    }

    /// Cut items stay where they are.
    pub fn give_up_cut(self) {
        self.tree.cut.set(BTreeSet::new());
        self.tree.clip.update_value(|clip| {
            if let Some(clip) = clip {
                clip.cut.clear();
            }
        });
    }

    fn text_of(self, ids: &[ItemId], cut: bool) -> String {
        self.workspace.with_untracked(|workspace| {
            let items: Vec<_> = ids.iter().filter_map(|id| workspace.find(*id)).collect();
            text_format::write(&items, cut)
        })
    }

    fn copied(self, ids: &[ItemId], cut: bool) {
        let text = self.text_of(ids, cut);
        let cut_ids = if cut { ids.to_vec() } else { Vec::new() };
        self.tree.cut.set(cut_ids.iter().copied().collect());
        let items: Vec<Item> = self.workspace.with_untracked(|workspace| {
            let found = ids.iter().filter_map(|id| workspace.find(*id));
            found.map(ItemRef::to_item).collect()
        });
        let has_secrets = text_format::have_secret_values(&refs(&items));
        self.tree.clip.set_value(Some(Clip { text, items, cut: cut_ids, is_fresh: true }));
        let said: Said = if cut {
            (|t| t.cut_item, |t| t.cut_items)
        } else {
            (|t| t.copied_item, |t| t.copied_items)
        };
        let remark = has_secrets.then_some(self.t_untracked().copied_secrets);
        self.say(said, ids, remark.as_slice(), false);
    }

    fn paste_text(self, at: Option<ItemId>, text: &str) {
        // On a fixed entry of a collection it goes into that.
        let at = at.map(ItemId::without_part);
        let ours = self
            .tree
            .clip
            .with_value(|clip| clip.as_ref().filter(|clip| is_same(&clip.text, text)).cloned());
        if let Some(Clip { items, cut, .. }) = ours {
            let is_there = |id: &ItemId| {
                self.workspace.with_untracked(|workspace| workspace.find(*id).is_some())
            };
            // What was cut and then deleted is pasted as a copy is.
            if cut.iter().any(is_there) {
                self.paste_cut(at, &cut);
            } else {
                let with_new_ids = |it: Item| it.with_new_ids(&mut ids::item_id);
                self.paste_new(at, items.into_iter().map(with_new_ids).collect(), &[]);
            }
            return;
        }
        match text_format::read(text, &mut ids::item_id) {
            Ok(Found { items, were_cut }) => {
                let t = self.t_untracked();
                let lacks_secrets = text_format::lack_secret_values(&refs(&items));
                let remarks = [
                    were_cut.then_some(t.paste_was_cut),
                    lacks_secrets.then_some(t.paste_no_secrets),
                ];
                let remarks: Vec<_> = remarks.into_iter().flatten().collect();
                self.paste_new(at, items, &remarks);
            }
            Err(ClipboardError::NoItems) => {
                self.notices.toast(self.t_untracked().paste_no_items.to_owned(), false);
            }
            Err(ClipboardError::Damaged(error)) => {
                let t = self.t_untracked();
                let (title, text) = (t.paste_failed.to_owned(), import::explain(t, &error));
                self.notices.add(LastingBody::Problem { title, text });
            }
        }
    }

    fn paste_cut(self, at: Option<ItemId>, cut: &[ItemId]) {
        let plan =
            self.workspace.with_untracked(|workspace| arrange::paste_cut(workspace, at, cut));
        match plan {
            Ok(plan) => {
                self.give_up_cut();
                self.relocate(plan);
            }
            Err(error) => self.say_not_pasted(error),
        }
    }

    /// `remarks`: what else to say.
    fn paste_new(self, at: Option<ItemId>, items: Vec<Item>, remarks: &[&str]) {
        let plan = self.workspace.with_untracked(|workspace| {
            arrange::paste(workspace, at, items, &mut FromBrowser(self))
        });
        match plan {
            Ok(plan) => self.add(plan, (|t| t.pasted_item, |t| t.pasted_items), remarks),
            Err(error) => self.say_not_pasted(error),
        }
    }

    fn say_not_pasted(self, error: PasteError) {
        let t = self.t_untracked();
        let text = match error {
            PasteError::OntoItself => t.cannot_paste_onto_itself,
            PasteError::NoCollection => t.paste_needs_collection,
            PasteError::NoWebSocket => t.paste_needs_websocket,
        };
        self.notices.toast(text.to_owned(), false);
    }
}

fn refs(items: &[Item]) -> Vec<ItemRef<'_>> {
    items.iter().map(Item::as_ref).collect()
}

/// Some systems keep another line end on the clipboard.
pub(super) fn is_same(ours: &str, pasted: &str) -> bool {
    ours.trim().lines().eq(pasted.trim().lines())
}
