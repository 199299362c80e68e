//! Finding items by id. Every function walks the tree once; folders nest at most half of
//! [`MAX_NESTING`](super::MAX_NESTING), so that recursion is safe.

use super::{
    ClientMessage, Collection, Environment, Folder, Item, ItemId, KeptRequest, Request, WebSocket,
    Workspace,
};

/// An item of the tree where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ItemRef<'a> {
    /// Stands at the top.
    Collection(&'a Collection),
    /// Stands in a collection.
    Environment(&'a Environment),
    /// Stands in a collection or folder.
    Folder(&'a Folder),
    /// Stands in a collection or folder.
    WebSocket(&'a WebSocket),
    /// Stands in a collection or folder.
    KeptRequest(&'a KeptRequest),
    /// Stands in a WebSocket.
    ClientMessage(&'a ClientMessage),
}

impl<'a> ItemRef<'a> {
    /// Its id in this browser.
    pub fn id(self) -> ItemId {
        match self {
            Self::Collection(it) => it.id,
            Self::Environment(it) => it.id,
            Self::Folder(it) => it.id,
            Self::WebSocket(it) => it.id,
            Self::KeptRequest(it) => it.id,
            Self::ClientMessage(it) => it.id,
        }
    }

    /// Its name as shown.
    pub fn name(self) -> &'a str {
        match self {
            Self::Collection(it) => &it.name,
            Self::Environment(it) => &it.name,
            Self::Folder(it) => &it.name,
            Self::WebSocket(it) => &it.name,
            Self::KeptRequest(it) => &it.name,
            Self::ClientMessage(it) => &it.name,
        }
    }

    /// What stands right under it, in the order shown: environments before all else.
    pub fn children(self) -> Vec<Self> {
        let environments: &[Environment] = match self {
            Self::Collection(it) => &it.environments,
            _ => &[],
        };
        environments.iter().map(Self::Environment).chain(self.contents()).collect()
    }

    /// Its [`children`](Self::children) apart from environments.
    pub fn contents(self) -> Vec<Self> {
        let of = |folders: &'a [Folder], requests: &'a [Request]| {
            let requests = requests.iter().map(|it| match it {
                Request::WebSocket(it) => Self::WebSocket(it),
                Request::Kept(it) => Self::KeptRequest(it),
            });
            folders.iter().map(Self::Folder).chain(requests).collect()
        };
        match self {
            Self::Collection(it) => of(&it.folders, &it.requests),
            Self::Folder(it) => of(&it.folders, &it.requests),
            Self::WebSocket(it) => it.client_messages.iter().map(Self::ClientMessage).collect(),
            Self::Environment(_) | Self::KeptRequest(_) | Self::ClientMessage(_) => Vec::new(),
        }
    }

    /// A copy that can be put elsewhere.
    pub fn to_item(self) -> Item {
        match self {
            Self::Collection(it) => Item::Collection(it.clone()),
            Self::Environment(it) => Item::Environment(it.clone()),
            Self::Folder(it) => Item::Folder(it.clone()),
            Self::WebSocket(it) => Item::Request(Request::WebSocket(it.clone())),
            Self::KeptRequest(it) => Item::Request(Request::Kept(it.clone())),
            Self::ClientMessage(it) => Item::ClientMessage(it.clone()),
        }
    }

    /// Itself and everything under it, parents first, in the order shown.
    pub fn with_descendants(self) -> Vec<Self> {
        let mut all = Vec::new();
        let mut open = vec![self];
        while let Some(item) = open.pop() {
            all.push(item);
            open.extend(item.children().into_iter().rev());
        }
        all
    }
}

impl Item {
    /// The item as one looks at it in the tree.
    pub fn as_ref(&self) -> ItemRef<'_> {
        match self {
            Self::Collection(it) => ItemRef::Collection(it),
            Self::Environment(it) => ItemRef::Environment(it),
            Self::Folder(it) => ItemRef::Folder(it),
            Self::Request(Request::WebSocket(it)) => ItemRef::WebSocket(it),
            Self::Request(Request::Kept(it)) => ItemRef::KeptRequest(it),
            Self::ClientMessage(it) => ItemRef::ClientMessage(it),
        }
    }
}

impl Collection {
    /// The environment whose variables are used.
    pub fn current_environment(&self) -> Option<&Environment> {
        self.environments.iter().find(|it| it.is_current)
    }

    /// The environment after or before the current one, with *none* between the last and the first;
    /// `None` when there are no environments.
    pub fn next_environment(&self, forward: bool) -> Option<Option<ItemId>> {
        let ids = self.environments.iter().map(|it| Some(it.id));
        let all: Vec<Option<ItemId>> = std::iter::once(None).chain(ids).collect();
        let current = self.current_environment().map(|it| it.id);
        let at = all.iter().position(|it| *it == current)?;
        let step = if forward { 1 } else { all.len() - 1 };
        all.get((at + step) % all.len()).copied().filter(|_| all.len() > 1)
    }
}

impl Workspace {
    /// The item with this id.
    pub fn find(&self, id: ItemId) -> Option<ItemRef<'_>> {
        self.trace(id).pop()
    }

    /// From the collection down to the item itself; empty when there is no such item.
    pub fn trace(&self, id: ItemId) -> Vec<ItemRef<'_>> {
        let mut trace = Vec::new();
        for collection in &self.collections {
            if trace_from(collection, id, &mut trace) {
                break;
            }
        }
        trace
    }

    /// Ids from the collection down to the item itself; empty when there is no such item.
    pub fn path_to(&self, id: ItemId) -> Vec<ItemId> {
        self.trace(id).into_iter().map(ItemRef::id).collect()
    }

    /// The item right above; `None` for collections.
    pub fn parent_of(&self, id: ItemId) -> Option<ItemId> {
        self.path_to(id).into_iter().rev().nth(1)
    }

    /// The collection an item stands in, or is.
    pub fn collection_of(&self, id: ItemId) -> Option<ItemId> {
        self.path_to(id.without_part()).first().copied()
    }

    /// The collection that an item is or stands in.
    pub fn collection_around(&self, id: ItemId) -> Option<&Collection> {
        self.collection(self.collection_of(id)?)
    }

    /// Its name as shown.
    pub fn name_of(&self, id: ItemId) -> Option<&str> {
        self.find(id).map(ItemRef::name)
    }

    /// The collection with this id.
    pub fn collection(&self, id: ItemId) -> Option<&Collection> {
        self.collections.iter().find(|it| it.id == id)
    }

    /// The environment with this id.
    pub fn environment(&self, id: ItemId) -> Option<&Environment> {
        match self.find(id) {
            Some(ItemRef::Environment(it)) => Some(it),
            _ => None,
        }
    }

    /// The WebSocket with this id.
    pub fn websocket(&self, id: ItemId) -> Option<&WebSocket> {
        match self.find(id) {
            Some(ItemRef::WebSocket(it)) => Some(it),
            _ => None,
        }
    }

    /// The client message with this id.
    pub fn client_message(&self, id: ItemId) -> Option<&ClientMessage> {
        match self.find(id) {
            Some(ItemRef::ClientMessage(it)) => Some(it),
            _ => None,
        }
    }

    /// The WebSocket a client message stands in.
    pub fn websocket_of_message(&self, message: ItemId) -> Option<&WebSocket> {
        match self.trace(message).as_slice() {
            [.., ItemRef::WebSocket(socket), ItemRef::ClientMessage(_)] => Some(socket),
            _ => None,
        }
    }

    /// What is shown when this item goes, with others: the next beside it, else the one before, else
    /// the parent. Environments stand among themselves.
    pub fn neighbour_of(&self, id: ItemId, going: &[ItemId]) -> Option<ItemId> {
        let parent = self.parent_of(id);
        let is_environment = |it: ItemRef<'_>| matches!(it, ItemRef::Environment(_));
        let environments = is_environment(self.find(id)?);
        let siblings: Vec<ItemId> = match parent {
            Some(parent) => {
                let children = self.find(parent)?.children().into_iter();
                children.filter(|it| is_environment(*it) == environments).map(ItemRef::id).collect()
            }
            None => self.collections.iter().map(|it| it.id).collect(),
        };
        let at = siblings.iter().position(|it| *it == id)?;
        let (before, after) = siblings.split_at_checked(at)?;
        let mut others = after.iter().skip(1).chain(before.iter().rev());
        others.find(|it| !going.contains(it)).copied().or(parent)
    }

    /// Every item, parents first, in the order shown.
    pub fn items(&self) -> impl Iterator<Item = ItemRef<'_>> {
        self.collections.iter().flat_map(|it| ItemRef::Collection(it).with_descendants())
    }
}

/// Follows an id down from a collection. Looks only at ids: it is asked at every key press.
fn trace_from<'a>(collection: &'a Collection, id: ItemId, trace: &mut Vec<ItemRef<'a>>) -> bool {
    trace.push(ItemRef::Collection(collection));
    if collection.id == id {
        return true;
    }
    if let Some(environment) = collection.environments.iter().find(|it| it.id == id) {
        trace.push(ItemRef::Environment(environment));
        return true;
    }
    if trace_in(&collection.folders, &collection.requests, id, trace) {
        return true;
    }
    trace.pop();
    false
}

fn trace_in<'a>(
    folders: &'a [Folder],
    requests: &'a [Request],
    id: ItemId,
    trace: &mut Vec<ItemRef<'a>>,
) -> bool {
    for request in requests {
        match request {
            Request::Kept(it) if it.id == id => trace.push(ItemRef::KeptRequest(it)),
            Request::WebSocket(it) if it.id == id => trace.push(ItemRef::WebSocket(it)),
            Request::WebSocket(it) => {
                let Some(message) = it.client_messages.iter().find(|it| it.id == id) else {
                    continue;
                };
                trace.extend([ItemRef::WebSocket(it), ItemRef::ClientMessage(message)]);
            }
            Request::Kept(_) => continue,
        }
        return true;
    }
    for folder in folders {
        trace.push(ItemRef::Folder(folder));
        if folder.id == id || trace_in(&folder.folders, &folder.requests, id, trace) {
            return true;
        }
        trace.pop();
    }
    false
}
