//! The tree as lines of the sidebar: which stand open, which a filter leaves.

use std::collections::BTreeSet;

use super::{ContentMode, ItemId, ItemRef, MessageType, Workspace};
use crate::core::{json::Json, search::Needle};

/// One visible line of the sidebar's tree, with what WAI-ARIA's tree pattern asks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TreeRow {
    /// Which item.
    pub id: ItemId,
    /// From 1 for collections.
    pub level: usize,
    /// What it is.
    pub kind: RowKind,
    /// As shown; may be empty.
    pub name: String,
    /// Whether something stands under it that the filter leaves.
    pub expandable: bool,
    /// Whether that is shown.
    pub expanded: bool,
    /// Items right under it, filtered or not.
    pub children: usize,
    /// From 1, among its visible siblings.
    pub position_in_set: usize,
    /// Its visible siblings and itself.
    pub set_size: usize,
    /// Where the filter matched, when not in the name.
    pub found: Option<Found>,
}

/// A match outside an item's name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Found {
    /// Where.
    pub place: FoundIn,
    /// The match with a little of what is around it, on one line.
    pub excerpt: String,
}

/// What of an item holds a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FoundIn {
    /// Its URL.
    Url,
    /// The content of a message.
    Content,
}

/// What stands on a line of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A collection.
    Collection,
    /// An environment; so far on no line.
    Environment,
    /// A folder.
    Folder,
    /// A WebSocket.
    WebSocket,
    /// A request this app keeps but does not edit.
    KeptRequest,
    /// A client message of a kind.
    ClientMessage(MessageType),
}

impl ItemRef<'_> {
    /// What it is.
    pub fn kind(self) -> RowKind {
        match self {
            ItemRef::Collection(_) => RowKind::Collection,
            ItemRef::Environment(_) => RowKind::Environment,
            ItemRef::Folder(_) => RowKind::Folder,
            ItemRef::WebSocket(_) => RowKind::WebSocket,
            ItemRef::KeptRequest(_) => RowKind::KeptRequest,
            ItemRef::ClientMessage(it) => RowKind::ClientMessage(it.message_type),
        }
    }
}

impl Workspace {
    /// The lines of the tree. With a filter only items whose name, URL or content holds it, in
    /// whatever case, and what they stand in; these stand open then.
    pub fn visible_rows(&self, expanded: &BTreeSet<ItemId>, filter: &str) -> Vec<TreeRow> {
        let needle = Needle::new(filter.trim());
        let is_open = |id| needle.is_some() || expanded.contains(&id);
        let tops = self.collections.iter().map(ItemRef::Collection);
        let mut collections: Vec<Node> = tops.map(|it| Node::of(it, &is_open)).collect();
        if let Some(needle) = &needle {
            collections.retain_mut(|it| it.filter(needle, false));
        }
        let mut rows = Vec::new();
        add_rows(&collections, 1, expanded, &mut rows);
        rows
    }
}

/// An item with what may be shown under it.
struct Node<'a> {
    item: ItemRef<'a>,
    all_children: usize,
    expandable: bool,
    children: Vec<Node<'a>>,
    /// Something under it matches a filter.
    forced_open: bool,
    found: Option<Found>,
}

impl<'a> Node<'a> {
    /// Goes into an item only where it is open: a closed one costs the same however much it holds.
    fn of(item: ItemRef<'a>, is_open: &dyn Fn(ItemId) -> bool) -> Self {
        let children = item.contents();
        let all_children = children.len();
        let shown = if is_open(item.id()) { children } else { Vec::new() };
        Self {
            item,
            all_children,
            expandable: all_children > 0,
            children: shown.into_iter().map(|it| Node::of(it, is_open)).collect(),
            forced_open: false,
            found: None,
        }
    }

    /// Leaves what matches, and everything under an item that matches itself (`keep_all` for what
    /// is under one). Says whether it or anything under it matches.
    fn filter(&mut self, needle: &Needle, keep_all: bool) -> bool {
        let in_name = needle.find(self.item.name()).is_some();
        self.found = if in_name { None } else { found(self.item, needle) };
        let matches = in_name || self.found.is_some();
        let keep_all = keep_all || matches;
        let mut any_inside = false;
        self.children.retain_mut(|child| {
            let inside = child.filter(needle, keep_all);
            any_inside |= inside;
            inside || keep_all
        });
        self.expandable = !self.children.is_empty();
        self.forced_open = any_inside;
        matches || any_inside
    }
}

fn found(item: ItemRef<'_>, needle: &Needle) -> Option<Found> {
    let (place, text) = match item {
        ItemRef::WebSocket(it) => (FoundIn::Url, it.url.as_str()),
        ItemRef::KeptRequest(it) => (FoundIn::Url, it.kept.0.get("url").and_then(Json::as_str)?),
        ItemRef::ClientMessage(it) => {
            let path = it.file_src_path.as_str();
            let is_in_path = it.content_mode == ContentMode::File && needle.find(path).is_some();
            (FoundIn::Content, if is_in_path { path } else { it.raw_content.as_str() })
        }
        ItemRef::Collection(_) | ItemRef::Environment(_) | ItemRef::Folder(_) => return None,
    };
    let excerpt = needle.excerpt(text, needle.find(text)?);
    Some(Found { place, excerpt })
}

fn add_rows(
    nodes: &[Node<'_>],
    level: usize,
    expanded: &BTreeSet<ItemId>,
    rows: &mut Vec<TreeRow>,
) {
    for (index, node) in nodes.iter().enumerate() {
        let id = node.item.id();
        let open = node.expandable && (node.forced_open || expanded.contains(&id));
        rows.push(TreeRow {
            id,
            level,
            kind: node.item.kind(),
            name: node.item.name().to_owned(),
            expandable: node.expandable,
            expanded: open,
            children: node.all_children,
            position_in_set: index + 1,
            set_size: nodes.len(),
            found: node.found.clone(),
        });
        if open {
            add_rows(&node.children, level + 1, expanded, rows);
        }
    }
}
