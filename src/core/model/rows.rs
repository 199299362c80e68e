//! The tree as lines of the sidebar: which stand open, which a filter leaves.

use std::collections::BTreeSet;

use super::{Collection, ContentMode, ItemId, ItemRef, MessageType, Part, Workspace};
use crate::core::{
    json::Json,
    search::{Excerpt, Needle},
};

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
    /// Items right under it, filtered or not; of *Variables* how many there are.
    pub children: usize,
    /// Of *Environments* the name of the current one.
    pub note: String,
    /// It is the current environment.
    pub current: bool,
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
    pub excerpt: Excerpt,
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
    /// A fixed entry of a collection.
    Part(Part),
    /// An environment.
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
        let tops = self.collections.iter().map(|it| Line::Item(ItemRef::Collection(it)));
        let mut collections: Vec<Node> = tops.map(|it| Node::of(it, &is_open)).collect();
        if let Some(needle) = &needle {
            collections.retain_mut(|it| it.filter(needle, false));
        }
        let mut rows = Vec::new();
        add_rows(&collections, 1, expanded, &mut rows);
        rows
    }
}

/// What stands on a line.
#[derive(Clone, Copy)]
enum Line<'a> {
    Item(ItemRef<'a>),
    Part(&'a Collection, Part),
}

impl Line<'_> {
    fn id(self) -> ItemId {
        match self {
            Self::Item(it) => it.id(),
            Self::Part(collection, part) => part.of(collection.id),
        }
    }

    /// The lines right under it; a collection begins with its fixed entries.
    fn children(self) -> Vec<Self> {
        match self {
            Self::Item(it) => {
                let parts = match it {
                    ItemRef::Collection(it) => Part::ALL.map(|part| Self::Part(it, part)).to_vec(),
                    _ => Vec::new(),
                };
                parts.into_iter().chain(it.contents().into_iter().map(Self::Item)).collect()
            }
            Self::Part(_, Part::Variables | Part::Auth | Part::Headers) => Vec::new(),
            Self::Part(collection, Part::Environments) => {
                let environments = collection.environments.iter().map(ItemRef::Environment);
                environments.map(Self::Item).collect()
            }
        }
    }

    /// How many items or variables it holds.
    fn count(self) -> usize {
        match self {
            Self::Item(ItemRef::Environment(it)) => it.variables.len(),
            Self::Item(it) => it.contents().len(),
            Self::Part(collection, Part::Variables) => collection.variables.len(),
            Self::Part(collection, Part::Environments) => collection.environments.len(),
            Self::Part(collection, Part::Headers) => collection.headers.len(),
            Self::Part(_, Part::Auth) => 0,
        }
    }

    fn kind_and_name(&self) -> (RowKind, &str) {
        match self {
            Self::Item(it) => (it.kind(), it.name()),
            Self::Part(_, part) => (RowKind::Part(*part), ""),
        }
    }

    /// The name of the current environment, on the line of all.
    fn note(self) -> String {
        let current = match self {
            Self::Part(collection, Part::Environments) => collection.current_environment(),
            _ => None,
        };
        current.map(|it| it.name.clone()).unwrap_or_default()
    }

    fn is_current(self) -> bool {
        matches!(self, Self::Item(ItemRef::Environment(it)) if it.is_current)
    }

    /// Whether a name or value of its variables matches; those of secrets do not.
    /// Whether a row of its table matches; secrets never do.
    fn has_row(self, needle: &Needle) -> bool {
        let holds = |text: &str| needle.find(text).is_some();
        let variables = match self {
            Self::Item(ItemRef::Environment(it)) => &it.variables,
            Self::Part(it, Part::Variables) => &it.variables,
            Self::Part(it, Part::Headers) => {
                return it.headers.iter().any(|it| holds(&it.key) || holds(&it.value));
            }
            _ => return false,
        };
        variables.iter().any(|it| holds(&it.key) || (!it.is_secret && holds(&it.value)))
    }
}

/// A line with what may be shown under it.
struct Node<'a> {
    line: Line<'a>,
    expandable: bool,
    children: Vec<Node<'a>>,
    /// Something under it matches a filter.
    forced_open: bool,
    found: Option<Found>,
}

impl<'a> Node<'a> {
    /// Goes into an item only where it is open: a closed one costs the same however much it holds.
    fn of(line: Line<'a>, is_open: &dyn Fn(ItemId) -> bool) -> Self {
        let children = line.children();
        let expandable = !children.is_empty();
        let shown = if is_open(line.id()) { children } else { Vec::new() };
        Self {
            line,
            expandable,
            children: shown.into_iter().map(|it| Node::of(it, is_open)).collect(),
            forced_open: false,
            found: None,
        }
    }

    /// Leaves what matches, and everything under an item that matches itself (`keep_all` for what
    /// is under one). Says whether it or anything under it matches.
    fn filter(&mut self, needle: &Needle, keep_all: bool) -> bool {
        let in_name = needle.find(self.line.kind_and_name().1).is_some();
        self.found = match self.line {
            Line::Item(item) if !in_name => found(item, needle),
            _ => None,
        };
        let matches = in_name || self.found.is_some() || self.line.has_row(needle);
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
        let line = node.line;
        let id = line.id();
        let (kind, name) = line.kind_and_name();
        let open = node.expandable && (node.forced_open || expanded.contains(&id));
        rows.push(TreeRow {
            id,
            level,
            kind,
            name: name.to_owned(),
            expandable: node.expandable,
            expanded: open,
            children: line.count(),
            note: line.note(),
            current: line.is_current(),
            position_in_set: index + 1,
            set_size: nodes.len(),
            found: node.found.clone(),
        });
        if open {
            add_rows(&node.children, level + 1, expanded, rows);
        }
    }
}
