//! What a person sets for this browser, apart from collections.

use std::collections::BTreeSet;

use super::{ItemId, ItemRef, Workspace};

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
    /// Items of the tree that stand open.
    pub expanded: BTreeSet<ItemId>,
    /// The item on the screen.
    pub selected: Option<ItemId>,
}

impl Settings {
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
