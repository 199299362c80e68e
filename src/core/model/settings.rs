//! What a person sets for this browser, apart from collections.

use std::collections::BTreeSet;

use super::{ItemId, ItemRef, Workspace};
use crate::core::limit;

/// Kept in one storage entry of its own; unknown keys of a newer version stay in it, unknown values
/// fall back to the default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// `None` follows the browser's languages.
    pub language: Option<Language>,
    /// Colours.
    pub theme: Theme,
    /// Widths a person chose; `None` is the design's default.
    pub panel_sizes: PanelSizes,
    /// Sidebar folded away.
    pub sidebar_hidden: bool,
    /// The newest message stands first.
    pub newest_first: bool,
    /// The time since the previous message is shown with each.
    pub time_deltas: bool,
    /// Texts of messages up to so many bytes are laid out unasked; `None` is the default.
    pub laid_out_bytes: Option<u64>,
    /// What earlier conversations may take of memory; `None` is no limit.
    pub earlier_bytes: Option<u64>,
    /// Items of the tree that stand open.
    pub expanded: BTreeSet<ItemId>,
    /// The item on the screen.
    pub selected: Option<ItemId>,
}

impl Settings {
    /// Texts of messages up to so many bytes are laid out unasked.
    pub fn laid_out_limit(&self) -> u64 {
        self.laid_out_bytes.unwrap_or(limit::LAID_OUT_BYTES)
    }

    /// Takes over what is the same in all tabs from `theirs`, which another one wrote, unless it was
    /// changed here since `base`; `base` follows. What is unfolded, chosen and how wide panels are is
    /// each tab's own.
    pub fn take_over(&mut self, base: &mut Self, theirs: &Self) {
        fn follow<T: Copy + PartialEq>(ours: &mut T, base: &mut T, theirs: T) {
            if ours == base {
                *ours = theirs;
            }
            *base = theirs;
        }
        follow(&mut self.language, &mut base.language, theirs.language);
        follow(&mut self.theme, &mut base.theme, theirs.theme);
        follow(&mut self.newest_first, &mut base.newest_first, theirs.newest_first);
        follow(&mut self.time_deltas, &mut base.time_deltas, theirs.time_deltas);
        follow(&mut self.laid_out_bytes, &mut base.laid_out_bytes, theirs.laid_out_bytes);
        follow(&mut self.earlier_bytes, &mut base.earlier_bytes, theirs.earlier_bytes);
    }

    /// Forgets which items stood open that are no longer there.
    pub fn forget_missing(&mut self, workspace: &Workspace) {
        let there: BTreeSet<ItemId> = workspace.items().map(ItemRef::id).collect();
        self.expanded.retain(|id| there.contains(&id.without_part()));
    }
}

/// Interface language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Brazilian Portuguese.
    PtBr,
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Widths of panels in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PanelSizes {
    /// 200–420.
    pub sidebar: Option<f64>,
    /// 300–520.
    pub connection: Option<f64>,
    /// 280–640.
    pub message: Option<f64>,
}
