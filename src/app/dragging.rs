//! Dragging items over the tree with the browser's own drag and drop, which also scrolls near the
//! edges. Where a drop goes is `core::arrange`'s part.

use leptos::prelude::*;
use web_sys::DragEvent;

use crate::{
    browser::{drag, timer::Timeout},
    core::{
        arrange::{self, DropZone},
        model::{ItemId, TreeRow},
    },
};

use super::App;

/// How long a drag rests on a folded row before that unfolds.
const UNFOLD_AFTER_MS: u32 = 700;

/// The folded row a drag rests on, and the timer that unfolds it.
pub(super) struct Hover {
    row: ItemId,
    _timer: Timeout,
}

impl App {
    /// A row begins to be dragged, with all that is selected when it is.
    pub fn begin_drag(self, event: &DragEvent, id: ItemId) {
        drag::begin(event);
        self.tree.dragged.set(self.targets(id));
    }

    /// The pointer is over the tree, `y` rows from its top.
    pub fn drag_over(self, event: &DragEvent, rows: &[TreeRow], y: f64) {
        let dragged = self.tree.dragged.get_untracked();
        if dragged.is_empty() || !drag::is_ours(event) {
            return;
        }
        let target = self
            .workspace
            .with_untracked(|workspace| arrange::drop_target(workspace, &dragged, rows, y));
        if target.is_some() {
            drag::accept(event);
        }
        if self.tree.drop_target.get_untracked() != target {
            self.tree.drop_target.set(target);
        }
        let folded = target
            .filter(|it| it.zone == DropZone::Into)
            .map(|it| it.row)
            .filter(|id| rows.iter().any(|row| row.id == *id && row.expandable && !row.expanded));
        let resting = self.tree.hover.with_value(|hover| hover.as_ref().map(|it| it.row));
        if resting != folded {
            self.tree.hover.set_value(folded.map(|row| Hover {
                row,
                _timer: Timeout::once(UNFOLD_AFTER_MS, move || self.set_expanded(row, true)),
            }));
        }
    }

    /// The pointer left the tree.
    pub fn drag_left(self) {
        self.tree.hover.set_value(None);
        self.tree.drop_target.set(None);
    }

    /// What is dragged was let go over the tree.
    pub fn drop_dragged(self, event: &DragEvent) {
        let dragged = self.tree.dragged.get_untracked();
        let target = self.tree.drop_target.get_untracked();
        self.end_drag();
        let Some(target) = target else { return };
        event.prevent_default();
        let plan =
            self.workspace.with_untracked(|workspace| arrange::drop(workspace, &dragged, target));
        self.relocate(plan);
    }

    /// Dragging ended, wherever.
    pub fn end_drag(self) {
        self.drag_left();
        self.tree.dragged.set(Vec::new());
    }
}
