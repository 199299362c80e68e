//! The one way collections change, and taking changes of the tree back.

use leptos::prelude::*;

use crate::core::{
    arrange::Selection,
    change::{self, Change, ChangeError},
    kv::{KvEdit, RowList},
    model::{ItemId, ItemRef},
};

use super::{App, tree::Said};

/// Changes of the tree and of rows that can be taken back, newest last. This tab only.
#[derive(Clone, Copy)]
pub(super) struct UndoStack(StoredValue<Vec<Done>>);

#[derive(Clone)]
struct Done {
    inverse: Inverse,
    /// What was on the screen.
    selected: Option<ItemId>,
    /// Of a deletion: its WebSockets, which are forgotten when it is final.
    deleted_sockets: Option<Vec<ItemId>>,
}

/// What takes a change back.
#[derive(Clone)]
enum Inverse {
    /// Of the tree.
    Tree(Box<Change>),
    /// Of rows of an item. It becomes a change when it is wanted: what was typed since stays.
    Rows(ItemId, RowList, KvEdit),
    /// Of the conversation of a WebSocket that was cleared last.
    Cleared(ItemId),
}

/// Changes kept; the oldest is final when one more is made.
const MOST_UNDOS: usize = 50;
/// Deletions whose conversations are kept: they take memory, which a person who deletes wants back.
const MOST_KEPT_CONVERSATIONS: usize = 5;

impl UndoStack {
    pub(super) fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }
}

impl App {
    /// Changes collections: the only way. What was touched is written soon after. Answers with the
    /// change that takes it back, or `None` when it could not be made, which the person is told.
    pub fn dispatch(self, change: Change) -> Option<Change> {
        let mut result = None;
        self.workspace.update(|workspace| result = Some(change::apply(workspace, change)));
        match result? {
            Ok(applied) => {
                self.saving.touched(self, &applied.touched);
                Some(applied.inverse)
            }
            Err(error) => {
                let t = self.t_untracked();
                let text = match error {
                    ChangeError::TooDeep => t.nested_too_deep,
                    ChangeError::NoSuchItem(_)
                    | ChangeError::WrongParent
                    | ChangeError::AlreadyThere(_) => t.item_gone,
                };
                self.notices.toast(text.to_owned(), false);
                None
            }
        }
    }

    /// Deletes items with all that is in them; *Undo* brings them back.
    pub fn delete(self, ids: &[ItemId]) {
        let Some(first) = ids.first().copied() else { return };
        let said: Said = (|t| t.deleted_item, |t| t.deleted_items);
        let shown = self.settings.with_untracked(|settings| settings.selected);
        let (text, sockets, next) = self.workspace.with_untracked(|workspace| {
            let items = ids.iter().filter_map(|id| workspace.find(*id));
            let sockets = items.flat_map(ItemRef::with_descendants).filter_map(|it| match it {
                ItemRef::WebSocket(socket) => Some(socket.id),
                _ => None,
            });
            let path = shown.map_or_else(Vec::new, |id| workspace.path_to(id));
            let going = path.into_iter().find(|id| ids.contains(id)).unwrap_or(first);
            let text = self.words(workspace, said.0, said.1, ids);
            (text, sockets.collect::<Vec<_>>(), workspace.neighbour_of(going, ids))
        });
        let removals = ids.iter().map(|id| Change::Remove { id: *id }).collect();
        let Some(inverse) = self.dispatch(Change::Many(removals)) else { return };
        for socket in &sockets {
            self.connections.stop(*socket);
        }
        let inverse = Inverse::Tree(Box::new(inverse));
        self.push_undo(Done { inverse, selected: shown, deleted_sockets: Some(sockets) });
        self.tree.selection.set(Selection::default());
        let is_gone = shown.is_some_and(|it| {
            self.workspace.with_untracked(|workspace| workspace.find(it).is_none())
        });
        if is_gone {
            self.select(next);
        }
        self.tree.cursor.set(next);
        self.notices.toast(text, true);
    }

    /// Keeps the change that takes back what was just done. `selected` was on the screen before.
    pub(super) fn remember(self, inverse: Change, selected: Option<ItemId>) {
        self.push_undo(Done {
            inverse: Inverse::Tree(Box::new(inverse)),
            selected,
            deleted_sockets: None,
        });
    }

    /// Keeps the edit that takes back what was just done to rows of an item.
    pub(super) fn remember_rows(self, of: ItemId, list: RowList, undo: KvEdit) {
        let inverse = Inverse::Rows(of, list, undo);
        self.push_undo(Done { inverse, selected: None, deleted_sockets: None });
    }

    /// A conversation was cleared: that can be taken back until the next one is.
    pub(super) fn remember_cleared(self, socket: ItemId) {
        self.undo.0.update_value(|undos| {
            undos.retain(|it| !matches!(it.inverse, Inverse::Cleared(_)));
        });
        let inverse = Inverse::Cleared(socket);
        self.push_undo(Done { inverse, selected: None, deleted_sockets: None });
    }

    /// Puts something imported in the place of an item that had these WebSockets; *Undo* brings them
    /// back. Answers whether it can be taken back, or `None` when it was not possible.
    pub(super) fn replace(self, change: Change, sockets: Vec<ItemId>) -> Option<bool> {
        let selected = self.settings.with_untracked(|settings| settings.selected);
        let inverse = self.dispatch(change)?;
        for socket in &sockets {
            self.connections.stop(*socket);
        }
        let inverse = Inverse::Tree(Box::new(inverse));
        self.push_undo(Done { inverse, selected, deleted_sockets: Some(sockets) });
        Some(true)
    }

    fn push_undo(self, done: Done) {
        let (mut final_ones, mut quiet_ones) = (Vec::new(), Vec::new());
        self.undo.0.update_value(|undos| {
            undos.push(done);
            let mut deletions = undos.iter().rev().filter_map(|it| it.deleted_sockets.as_ref());
            if let Some(older) = deletions.nth(MOST_KEPT_CONVERSATIONS) {
                quiet_ones.clone_from(older);
            }
            if undos.len() > MOST_UNDOS {
                final_ones = undos.remove(0).deleted_sockets.unwrap_or_default();
            }
        });
        for socket in quiet_ones {
            self.connections.forget(socket);
        }
        for socket in final_ones {
            self.forget(socket);
        }
    }

    /// Whether there is something to take back. Not followed by views.
    pub fn can_undo(self) -> bool {
        self.undo.0.with_value(|undos| !undos.is_empty())
    }

    /// Whether a WebSocket exists, or comes back when its deletion is undone.
    pub(super) fn may_return(self, socket: ItemId) -> bool {
        let was_deleted =
            |it: &Done| it.deleted_sockets.as_ref().is_some_and(|it| it.contains(&socket));
        self.workspace.with_untracked(|workspace| workspace.websocket(socket).is_some())
            || self.undo.0.with_value(|undos| undos.iter().any(was_deleted))
    }

    /// Takes back what was done last. Answers where it was, as a name of what can take the focus.
    pub fn undo(self) -> &'static str {
        let Some(done) = self.undo.0.try_update_value(Vec::pop).flatten() else { return "tree" };
        let before = self.websockets();
        let inverse = match done.inverse.clone() {
            Inverse::Tree(change) => *change,
            Inverse::Rows(of, list, edit) => {
                if self.apply_rows(of, list, edit) {
                    self.notices.toast(self.t_untracked().undone.to_owned(), false);
                }
                return "rows";
            }
            Inverse::Cleared(socket) => {
                self.restore_conversation(socket);
                return "conversation";
            }
        };
        if self.dispatch(inverse).is_some() {
            // What was pasted is gone for good.
            for socket in before.difference(&self.websockets()) {
                self.forget(*socket);
            }
            let is_shown = untrack(|| self.selected()).is_some();
            if done.selected.is_some() && (done.deleted_sockets.is_some() || !is_shown) {
                self.select(done.selected);
            }
            self.tree.selection.set(Selection::default());
            self.notices.toast(self.t_untracked().undone.to_owned(), false);
        } else if done.deleted_sockets.is_some() {
            // What it stood in is gone for now: keep it, behind the others.
            self.undo.0.update_value(|undos| undos.insert(0, done));
        }
        "tree"
    }
}
