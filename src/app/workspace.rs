//! The one way collections change, and taking a deletion back.

use leptos::prelude::*;

use crate::core::{
    change::{self, Change, ChangeError},
    model::{ItemId, ItemRef},
    text::fill,
};

use super::App;

/// Deletions that can be taken back, newest last. This tab only.
#[derive(Clone, Copy)]
pub(super) struct UndoStack(StoredValue<Vec<Deletion>>);

#[derive(Clone)]
struct Deletion {
    inverse: Change,
    /// What was on the screen.
    selected: Option<ItemId>,
    /// WebSockets that are forgotten when the deletion is final.
    sockets: Vec<ItemId>,
}

/// Deletions kept; the oldest is final when one more is made.
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

    /// Deletes an item with all that is in it; *Undo* brings it back.
    pub fn delete(self, id: ItemId) {
        let Some((name, sockets, next)) = self.workspace.with_untracked(|workspace| {
            let name = workspace.name_of(id)?.to_owned();
            let sockets =
                workspace.find(id)?.with_descendants().into_iter().filter_map(|it| match it {
                    ItemRef::WebSocket(socket) => Some(socket.id),
                    _ => None,
                });
            Some((name, sockets.collect::<Vec<_>>(), workspace.neighbour_of(id, &[id])))
        }) else {
            return;
        };
        let selected = self.settings.with_untracked(|settings| settings.selected);
        let Some(inverse) = self.dispatch(Change::Remove { id }) else { return };
        for socket in &sockets {
            self.connections.stop(*socket);
        }
        let (mut final_ones, mut quiet_ones) = (Vec::new(), Vec::new());
        self.undo.0.update_value(|undos| {
            undos.push(Deletion { inverse, selected, sockets });
            if let Some(older) = undos.iter().rev().nth(MOST_KEPT_CONVERSATIONS) {
                quiet_ones.clone_from(&older.sockets);
            }
            if undos.len() > MOST_UNDOS {
                final_ones = undos.remove(0).sockets;
            }
        });
        for socket in quiet_ones {
            self.connections.forget(socket);
        }
        for socket in final_ones {
            self.forget(socket);
        }
        let is_gone = selected.is_some_and(|it| {
            self.workspace.with_untracked(|workspace| workspace.find(it).is_none())
        });
        if is_gone {
            self.select(next);
        }
        let shown = if name.is_empty() { self.t_untracked().unnamed } else { &name };
        self.notices.toast(fill(self.t_untracked().deleted_item, &[("name", shown)]), true);
    }

    /// Whether there is a deletion to take back. Not followed by views.
    pub fn can_undo(self) -> bool {
        self.undo.0.with_value(|undos| !undos.is_empty())
    }

    /// Whether a WebSocket exists, or comes back when its deletion is undone.
    pub(super) fn may_return(self, socket: ItemId) -> bool {
        self.workspace.with_untracked(|workspace| workspace.websocket(socket).is_some())
            || self.undo.0.with_value(|undos| undos.iter().any(|it| it.sockets.contains(&socket)))
    }

    /// Takes back the last deletion.
    pub fn undo(self) {
        let Some(deletion) = self.undo.0.try_update_value(Vec::pop).flatten() else { return };
        let Deletion { inverse, selected, sockets } = deletion;
        if self.dispatch(inverse.clone()).is_some() {
            if selected.is_some() {
                self.select(selected);
            }
            self.notices.toast(self.t_untracked().undone.to_owned(), false);
        } else {
            // What it stood in is gone for now: keep it, behind the others.
            self.undo
                .0
                .update_value(|undos| undos.insert(0, Deletion { inverse, selected, sockets }));
        }
    }
}
