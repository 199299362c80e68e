//! Two tabs that do anything in any order, against a simple model: whatever a tab believed saved is
//! still on disk, unless a tab that had it before it deleted it; and what was added in a tab since it
//! was loaded is on disk or in that tab.

use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug)]
enum Step {
    /// A tab adds a WebSocket to one of its collections, or to a new one.
    Add {
        tab: usize,
        collection: Option<prop::sample::Index>,
    },
    /// A tab deletes one of its collections.
    Delete {
        tab: usize,
        collection: prop::sample::Index,
    },
    /// A tab undoes its last change, if that still can be done.
    Undo {
        tab: usize,
    },
    Save {
        tab: usize,
    },
    /// A tab hears of one entry.
    Hear {
        tab: usize,
        key: prop::sample::Index,
    },
    /// A tab hears of everything.
    HearAll {
        tab: usize,
    },
    Reload {
        tab: usize,
    },
    /// The store gets room for so many characters more, or any number.
    Room(Option<usize>),
}

fn any_step() -> impl Strategy<Value = Step> {
    let tab = || 0..2usize;
    let index = any::<prop::sample::Index>;
    prop_oneof![
        6 => (tab(), prop::option::weighted(0.8, index()))
            .prop_map(|(tab, collection)| Step::Add { tab, collection }),
        1 => (tab(), index()).prop_map(|(tab, collection)| Step::Delete { tab, collection }),
        1 => tab().prop_map(|tab| Step::Undo { tab }),
        6 => tab().prop_map(|tab| Step::Save { tab }),
        3 => (tab(), index()).prop_map(|(tab, key)| Step::Hear { tab, key }),
        1 => tab().prop_map(|tab| Step::HearAll { tab }),
        1 => tab().prop_map(|tab| Step::Reload { tab }),
        1 => prop::option::of(0..600usize).prop_map(Step::Room),
    ]
}

/// A tab and what it is about to lose or leave behind.
struct Player {
    tab: Tab,
    undo: Vec<Change>,
    /// Names it added and did not delete.
    added: BTreeSet<String>,
    /// Names in collections it deleted since the last save.
    deleting: BTreeMap<ItemId, BTreeSet<String>>,
}

impl Player {
    fn new(memory: &Memory, name: &str) -> Self {
        Self {
            tab: memory.tab(name),
            undo: Vec::new(),
            added: BTreeSet::new(),
            deleting: BTreeMap::new(),
        }
    }

    fn pick(&self, index: prop::sample::Index) -> Option<ItemId> {
        let collections = &self.tab.workspace.collections;
        (!collections.is_empty()).then(|| index.get(collections).id)
    }

    fn unsaved(&self) -> BTreeSet<ItemId> {
        let trouble = self.tab.shelf.trouble();
        let unsaved = trouble.map(|it| it.unsaved.clone()).unwrap_or_default();
        unsaved.union(&self.tab.dirty).copied().collect()
    }

    /// Saves; says what this tab believes to be on disk now of what it had changed.
    fn save(&mut self) -> BTreeSet<String> {
        let before = self.unsaved();
        self.tab.save();
        let after = self.unsaved();
        let collections = self.tab.workspace.collections.iter();
        collections
            .filter(|it| before.contains(&it.id) && !after.contains(&it.id))
            .flat_map(socket_names)
            .collect()
    }
}

fn socket_names(collection: &Collection) -> Vec<String> {
    collection.requests.iter().map(|it| it.name().to_owned()).collect()
}

fn on_disk(memory: &Memory) -> BTreeSet<String> {
    let tab = memory.tab("reader");
    assert_eq!(tab.unreadable, []);
    tab.workspace.collections.iter().flat_map(socket_names).collect()
}

/// What was deleted for good by bringing `ids` to disk.
fn deleted(
    player: &mut Player,
    memory: &Memory,
    before: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    let mut gone = BTreeSet::new();
    player.deleting.retain(|id, names| {
        let entry = key(*id);
        let went = before.contains_key(&entry) && memory.get(&entry).is_none();
        if went {
            gone.extend(names.iter().cloned());
        }
        !went
    });
    gone
}

fn play(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let memory = Memory::new();
    let mut players = [Player::new(&memory, "a0"), Player::new(&memory, "b0")];
    let mut saved = BTreeSet::new();
    for (number, step) in steps.into_iter().enumerate() {
        let before = memory.snapshot();
        let mut believed = BTreeSet::new();
        match step {
            Step::Add { tab, collection } => {
                let player = &mut players[tab];
                let picked = collection.and_then(|it| player.pick(it));
                let id = picked.unwrap_or_else(|| player.tab.add_collection("c"));
                let socket = player.tab.add_socket(id, &format!("s{number}"));
                player.undo.push(Change::Remove { id: socket });
                player.added.insert(format!("s{number}"));
            }
            Step::Delete { tab, collection } => {
                let player = &mut players[tab];
                let Some(id) = player.pick(collection) else {
                    continue;
                };
                let names = player.tab.workspace.collection(id).map(socket_names);
                let names: BTreeSet<String> = names.into_iter().flatten().collect();
                player.added.retain(|it| !names.contains(it));
                player.deleting.insert(id, names);
                let undo = player.tab.apply(Change::Remove { id });
                player.undo.push(undo);
            }
            Step::Undo { tab } => {
                let player = &mut players[tab];
                // Taking back an addition would lose it on purpose; only deletions are undone.
                let Some(change @ Change::Insert { .. }) = player.undo.pop() else {
                    continue;
                };
                if let Ok(applied) = change::apply(&mut player.tab.workspace, change) {
                    for id in &applied.touched {
                        player.deleting.remove(id);
                    }
                    player.tab.dirty.extend(applied.touched);
                }
            }
            Step::Save { tab } => {
                believed = players[tab].save();
            }
            Step::Hear { tab, key } => {
                let keys = memory.keys();
                if !keys.is_empty() {
                    let heard: &String = key.get(&keys);
                    players[tab].tab.hear(Some(heard));
                }
            }
            Step::HearAll { tab } => {
                let player = &mut players[tab];
                let known: Vec<_> = player.tab.shelf.known.keys().map(|it| key(*it)).collect();
                for key in memory.keys().iter().chain(&known) {
                    player.tab.hear(Some(key));
                }
            }
            Step::Reload { tab } => {
                players[tab] = Player::new(&memory, &format!("{tab}-{number}"));
            }
            Step::Room(more) => {
                memory.set_room(Some(more.map_or(usize::MAX, |it| memory.size() + it)));
            }
        }
        let gone: BTreeSet<_> =
            players.iter_mut().flat_map(|it| deleted(it, &memory, &before)).collect();
        saved.retain(|it| !gone.contains(it));
        saved.extend(believed);
        let disk = on_disk(&memory);
        prop_assert!(saved.is_subset(&disk), "lost: {:?}", saved.difference(&disk));
        for player in &mut players {
            player.added.retain(|it| !gone.contains(it));
            let here = player.tab.names();
            let lost = player.added.iter().find(|it| !disk.contains(*it) && !here.contains(it));
            prop_assert_eq!(lost, None);
            let ids: BTreeSet<_> = player.tab.workspace.items().map(ItemRef::id).collect();
            prop_assert_eq!(ids.len(), player.tab.workspace.items().count());
        }
    }
    settle(&memory, players)
}

/// With room for all, both save: nothing anybody added is missing.
fn settle(memory: &Memory, mut players: [Player; 2]) -> Result<(), TestCaseError> {
    memory.set_room(Some(usize::MAX));
    for tab in 0..players.len() {
        let before = memory.snapshot();
        let saved = players[tab].save();
        prop_assert!(players[tab].unsaved().is_empty() && saved.is_subset(&on_disk(memory)));
        let gone = deleted(&mut players[tab], memory, &before);
        for player in &mut players {
            player.added.retain(|it| !gone.contains(it));
        }
    }
    let disk = on_disk(memory);
    for player in &players {
        prop_assert!(player.added.is_subset(&disk));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_saved_ever_disappears(steps in prop::collection::vec(any_step(), 1..60)) {
        play(steps)?;
    }
}
