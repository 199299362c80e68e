//! What a menu holds.

use std::sync::Arc;

use crate::ui::widgets::icon::IconName;

/// What choosing an item does. Not a `Callback`: menus are made when they open, and a callback made
/// outside an owner would never be given back.
type OnSelect = Arc<dyn Fn() + Send + Sync>;

/// A line of a menu.
#[derive(Clone)]
pub enum MenuEntry {
    /// Something to choose.
    Item(MenuItem),
    /// Items under a name.
    Group(String, Vec<MenuItem>),
    /// A line between groups.
    Separator,
}

impl From<MenuItem> for MenuEntry {
    fn from(item: MenuItem) -> Self {
        Self::Item(item)
    }
}

/// Something to choose.
#[derive(Clone)]
pub struct MenuItem {
    pub(in super::super) label: String,
    pub(super) icon: Option<IconName>,
    pub(super) keys: Option<String>,
    pub(super) danger: bool,
    pub(in super::super) chosen: Option<bool>,
    pub(in super::super) lang: Option<&'static str>,
    pub(in super::super) on_select: OnSelect,
}

impl MenuItem {
    /// An item with its accessible name and what choosing it does. The menu is closed before that,
    /// and the focus is back where it was.
    pub fn new(label: impl Into<String>, on_select: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            icon: None,
            keys: None,
            danger: false,
            chosen: None,
            lang: None,
            on_select: Arc::new(on_select),
        }
    }

    /// At the left; at the right of an item that can be checked.
    #[must_use]
    pub fn icon(self, icon: IconName) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// Its keys or another quiet remark, at the right.
    #[must_use]
    pub fn keys(self, keys: impl Into<String>) -> Self {
        Self { keys: Some(keys.into()), ..self }
    }

    /// It takes something away.
    #[must_use]
    pub fn danger(self) -> Self {
        Self { danger: true, ..self }
    }

    /// It is one of several, of which one is chosen.
    #[must_use]
    pub fn chosen(self, chosen: bool) -> Self {
        Self { chosen: Some(chosen), ..self }
    }

    /// The language of its label, where it is not the page's.
    #[must_use]
    pub fn lang(self, tag: &'static str) -> Self {
        Self { lang: Some(tag), ..self }
    }
}
