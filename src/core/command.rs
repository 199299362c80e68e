//! Everything that has a shortcut: one list that menus, the key handler and the list of shortcuts
//! read. It says what a key press means, never how to do it.

use crate::core::{
    model::{Part, RowKind},
    text::Texts,
};

/// Something a person can ask for by keyboard or from a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Go to the URL.
    FocusUrl,
    /// Start the handshake.
    Connect,
    /// Cancel or disconnect.
    Stop,
    /// Connect, cancel or disconnect, whichever is possible.
    ToggleConnection,
    /// Send what is being written.
    Send,
    /// Create a collection.
    NewCollection,
    /// Create a WebSocket beside or below the item on the screen.
    NewWebSocket,
    /// Create a folder beside or below the item on the screen.
    NewFolder,
    /// Create a client message in the WebSocket on the screen.
    NewClientMessage,
    /// Edit the name of the item on the screen.
    Rename,
    /// Put a copy of the item right after it.
    Duplicate,
    /// Put the item on the clipboard, to be moved by *Paste*.
    Cut,
    /// Put the item on the clipboard.
    Copy,
    /// Put in the items on the clipboard.
    Paste,
    /// Move the item up among its kind.
    MoveUp,
    /// Move the item down among its kind.
    MoveDown,
    /// Delete the item.
    Delete,
    /// Add the row to the selected ones, or take it out.
    ToggleSelected,
    /// Select from where the selection began to the row above or below.
    ExtendSelection,
    /// Select all rows.
    SelectAll,
    /// Unfold the row and those beside it.
    UnfoldBeside,
    /// Unfold the item and everything in it.
    ExpandAll,
    /// Fold the item and everything in it.
    CollapseAll,
    /// Take back the last change of the tree.
    Undo,
    /// Import a file.
    Import,
    /// Import an environment into the collection.
    ImportEnvironment,
    /// Export the collection or environment on the screen.
    Export,
    /// Save the message shown in detail.
    SaveMessage,
    /// Empty the conversation.
    Clear,
    /// Go to *Search collections*.
    Search,
    /// Go to *Search messages*, from within the conversation.
    SearchMessages,
    /// Create an environment in the collection.
    NewEnvironment,
    /// Make an environment the current one.
    SetCurrentEnvironment,
    /// Make the next environment the current one.
    NextEnvironment,
    /// Make the previous environment the current one.
    PreviousEnvironment,
    /// Move the focus to the next panel.
    NextPanel,
    /// Move the focus to the previous panel.
    PreviousPanel,
    /// Show the next item of the tree.
    NextItem,
    /// Show the previous item of the tree.
    PreviousItem,
    /// Fold the sidebar away or bring it back.
    ToggleSidebar,
    /// Show the settings.
    Settings,
    /// Show the list of shortcuts.
    Shortcuts,
}

/// A key press, as the browser tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "keys and places, each so or not")]
pub struct KeyPress<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// `KeyboardEvent.code`: the place of the key, for Alt with letters, which macOS and some
    /// layouts turn into other characters.
    pub code: &'a str,
    /// Ctrl, or ⌘ on macOS.
    pub ctrl: bool,
    /// Alt.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// The focus is in a text field: letters alone belong to it.
    pub in_text: bool,
    /// The focus is in the tree, whose rows can be cut, copied, deleted and selected.
    pub in_tree: bool,
}

/// Keys, and what they do.
type Keys = (&'static [&'static str], fn(&Texts) -> &'static str);

/// One line of the list of shortcuts: the keys, and what they do.
pub struct Shortcut {
    /// The command.
    pub command: Command,
    /// As written on keys; alternatives apart. Without any it stands in menus only.
    pub keys: &'static [&'static str],
    /// What it does.
    pub label: fn(&Texts) -> &'static str,
}

impl Command {
    /// What it does, in a few words.
    pub fn label(self, t: &Texts) -> &'static str {
        shortcut(self).map_or("", |it| (it.label)(t))
    }

    /// Its keys as menus show them: the first of the alternatives.
    pub fn keys(self) -> Option<&'static str> {
        shortcut(self)?.keys.first().copied()
    }

    /// A name with the keys behind it, as tooltips show them: `Import (Ctrl+O)`.
    pub fn with_keys(self, name: &str) -> String {
        match self.keys() {
            Some(keys) => format!("{name} ({})", keys.replace(' ', "+")),
            None => name.to_owned(),
        }
    }
}

/// Whether a command of an item's menu can be about several items.
fn is_of_several(command: Command) -> bool {
    matches!(
        command,
        Command::Duplicate
            | Command::Copy
            | Command::Cut
            | Command::Paste
            | Command::MoveUp
            | Command::MoveDown
            | Command::ExpandAll
            | Command::CollapseAll
            | Command::Delete
    )
}

fn shortcut(command: Command) -> Option<&'static Shortcut> {
    SHORTCUTS.iter().find(|it| it.command == command)
}

/// Whether there is a menu of such an item.
pub fn has_menu(kind: RowKind) -> bool {
    !matches!(kind, RowKind::Part(Part::Variables | Part::Auth | Part::Headers))
}

/// What can be asked for in the menu of an item, in groups; nothing where there is no menu. When it is
/// one of `several` that are selected, only what can be done with all.
pub fn item_commands(kind: RowKind, several: bool) -> Vec<Vec<Command>> {
    let mut groups = commands_of(kind);
    for group in &mut groups {
        group.retain(|command| !several || is_of_several(*command));
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn commands_of(kind: RowKind) -> Vec<Vec<Command>> {
    let new = match kind {
        RowKind::Part(Part::Variables | Part::Auth | Part::Headers) => return Vec::new(),
        RowKind::Part(Part::Environments) => {
            return vec![
                vec![Command::NewEnvironment, Command::ImportEnvironment],
                vec![Command::Paste],
            ];
        }
        RowKind::Collection => {
            vec![Command::NewWebSocket, Command::NewFolder, Command::NewEnvironment]
        }
        RowKind::Folder | RowKind::KeptRequest => {
            vec![Command::NewWebSocket, Command::NewFolder]
        }
        RowKind::WebSocket => {
            vec![Command::NewWebSocket, Command::NewFolder, Command::NewClientMessage]
        }
        RowKind::ClientMessage(_) => vec![Command::NewClientMessage],
        RowKind::Environment => vec![Command::SetCurrentEnvironment, Command::NewEnvironment],
    };
    let mut arrange = vec![Command::MoveUp, Command::MoveDown];
    let mut last = vec![Command::Delete];
    if matches!(kind, RowKind::Collection | RowKind::Folder) {
        arrange.extend([Command::ExpandAll, Command::CollapseAll]);
    }
    if matches!(kind, RowKind::Collection | RowKind::Environment) {
        last.insert(0, Command::Export);
    }
    let edit =
        vec![Command::Rename, Command::Duplicate, Command::Copy, Command::Cut, Command::Paste];
    vec![new, edit, arrange, last]
}

/// What can be asked for in the menu of the whole tree.
pub const TREE_COMMANDS: &[Command] = &[Command::Paste, Command::ExpandAll, Command::CollapseAll];

/// Everything with a name and mostly keys, in the order shown.
pub const SHORTCUTS: &[Shortcut] = &[
    Shortcut { command: Command::FocusUrl, keys: &["F4", "Alt L"], label: |t| t.focus_url },
    Shortcut { command: Command::Connect, keys: &["F5", "Ctrl Shift Enter"], label: |t| t.connect },
    Shortcut {
        command: Command::Stop,
        keys: &["F6", "Ctrl Shift Enter"],
        label: |t| t.cancel_or_disconnect,
    },
    Shortcut { command: Command::Send, keys: &["Ctrl Enter"], label: |t| t.send },
    Shortcut { command: Command::NewCollection, keys: &["Alt C"], label: |t| t.new_collection },
    Shortcut { command: Command::NewWebSocket, keys: &["Alt N"], label: |t| t.new_websocket },
    Shortcut { command: Command::NewFolder, keys: &["Alt Shift N"], label: |t| t.new_folder },
    Shortcut {
        command: Command::NewClientMessage,
        keys: &["Alt M"],
        label: |t| t.new_client_message,
    },
    Shortcut { command: Command::Rename, keys: &["F2"], label: |t| t.rename },
    Shortcut { command: Command::Duplicate, keys: &["Ctrl D"], label: |t| t.duplicate },
    Shortcut { command: Command::Copy, keys: &["Ctrl C"], label: |t| t.copy },
    Shortcut { command: Command::Cut, keys: &["Ctrl X"], label: |t| t.cut },
    Shortcut { command: Command::Paste, keys: &["Ctrl V"], label: |t| t.paste },
    Shortcut { command: Command::MoveUp, keys: &["Alt ↑"], label: |t| t.move_up },
    Shortcut { command: Command::MoveDown, keys: &["Alt ↓"], label: |t| t.move_down },
    Shortcut { command: Command::Delete, keys: &["Del"], label: |t| t.delete },
    Shortcut { command: Command::Undo, keys: &["Ctrl Z"], label: |t| t.undo },
    Shortcut { command: Command::Import, keys: &["Ctrl O"], label: |t| t.import },
    Shortcut { command: Command::Export, keys: &["Ctrl E"], label: |t| t.export_dots },
    Shortcut { command: Command::SaveMessage, keys: &["F9"], label: |t| t.save_message },
    Shortcut { command: Command::Clear, keys: &["Alt K"], label: |t| t.clear_hint_plain },
    Shortcut { command: Command::Search, keys: &["/"], label: |t| t.search_collections },
    Shortcut {
        command: Command::SearchMessages,
        keys: &["Ctrl F"],
        label: |t| t.search_messages_hint,
    },
    Shortcut {
        command: Command::ExtendSelection,
        keys: &["Shift ↑", "Shift ↓"],
        label: |t| t.extend_selection,
    },
    Shortcut {
        command: Command::ToggleSelected,
        keys: &["Ctrl Space"],
        label: |t| t.toggle_selected,
    },
    Shortcut { command: Command::SelectAll, keys: &["Ctrl A"], label: |t| t.select_all },
    Shortcut { command: Command::UnfoldBeside, keys: &["*"], label: |t| t.unfold_beside },
    Shortcut { command: Command::ExpandAll, keys: &[], label: |t| t.expand_all },
    Shortcut { command: Command::CollapseAll, keys: &[], label: |t| t.collapse_all },
    Shortcut { command: Command::NewEnvironment, keys: &[], label: |t| t.new_environment },
    Shortcut {
        command: Command::ImportEnvironment,
        keys: &[],
        label: |t| t.import_environment_dots,
    },
    Shortcut { command: Command::SetCurrentEnvironment, keys: &[], label: |t| t.set_current },
    Shortcut {
        command: Command::PreviousEnvironment,
        keys: &["F7"],
        label: |t| t.previous_environment,
    },
    Shortcut { command: Command::NextEnvironment, keys: &["F8"], label: |t| t.next_environment },
    Shortcut { command: Command::NextPanel, keys: &["Alt ."], label: |t| t.next_panel },
    Shortcut { command: Command::PreviousPanel, keys: &["Alt ,"], label: |t| t.previous_panel },
    Shortcut { command: Command::NextItem, keys: &["Alt PageDown"], label: |t| t.next_item },
    Shortcut { command: Command::PreviousItem, keys: &["Alt PageUp"], label: |t| t.previous_item },
    Shortcut { command: Command::ToggleSidebar, keys: &["Ctrl B"], label: |t| t.toggle_sidebar },
    Shortcut { command: Command::Settings, keys: &["Ctrl ,"], label: |t| t.settings_dots },
    Shortcut { command: Command::Shortcuts, keys: &["F1", "?"], label: |t| t.all_shortcuts },
];

/// Keys that no command has: the part of the page that has the focus takes them itself.
pub const KEYS_IN_PLACE: &[Keys] = &[
    (&["Home", "End"], |t| t.ends_of_messages),
    (&["P"], |t| t.pin_message),
    (&["R"], |t| t.resend_message),
    (&["N"], |t| t.new_from_message),
    (&["Shift F10"], |t| t.context_menu),
];

/// What a key press asks for, if anything.
pub fn command_for(press: KeyPress<'_>) -> Option<Command> {
    let KeyPress { key, code, ctrl, alt, shift, in_text, in_tree } = press;
    if in_tree && let Some(command) = tree_command_for(press) {
        return Some(command);
    }
    match (ctrl, alt, shift) {
        (false, false, _) if !in_text && matches!(key, "/" | "?") => {
            Some(if key == "/" { Command::Search } else { Command::Shortcuts })
        }
        (false, false, false) => match key {
            "F1" => Some(Command::Shortcuts),
            "F2" => Some(Command::Rename),
            "F4" => Some(Command::FocusUrl),
            "F5" => Some(Command::Connect),
            "F6" => Some(Command::Stop),
            "F7" => Some(Command::PreviousEnvironment),
            "F8" => Some(Command::NextEnvironment),
            "F9" => Some(Command::SaveMessage),
            _ => None,
        },
        (true, false, true) => (key == "Enter").then_some(Command::ToggleConnection),
        (true, false, false) => match key.to_ascii_lowercase().as_str() {
            "enter" => Some(Command::Send),
            "o" => Some(Command::Import),
            "e" => Some(Command::Export),
            "f" => Some(Command::SearchMessages),
            "b" => Some(Command::ToggleSidebar),
            "," => Some(Command::Settings),
            // In a text field Ctrl Z is the field's own.
            "z" if !in_text => Some(Command::Undo),
            "d" if !in_text => Some(Command::Duplicate),
            "v" if !in_text => Some(Command::Paste),
            _ => None,
        },
        (false, true, true) => (code == "KeyN").then_some(Command::NewFolder),
        (false, true, false) => match (code, key) {
            ("KeyL", _) => Some(Command::FocusUrl),
            ("KeyC", _) => Some(Command::NewCollection),
            ("KeyN", _) => Some(Command::NewWebSocket),
            ("KeyM", _) => Some(Command::NewClientMessage),
            // As in terminals. Ctrl L is the browser's way to its address.
            ("KeyK", _) => Some(Command::Clear),
            (_, ".") => Some(Command::NextPanel),
            (_, ",") => Some(Command::PreviousPanel),
            (_, "PageDown") => Some(Command::NextItem),
            (_, "PageUp") => Some(Command::PreviousItem),
            (_, "ArrowUp") if !in_text => Some(Command::MoveUp),
            (_, "ArrowDown") if !in_text => Some(Command::MoveDown),
            _ => None,
        },
        _ => None,
    }
}

/// What only means something on a row of the tree.
fn tree_command_for(press: KeyPress<'_>) -> Option<Command> {
    let KeyPress { key, ctrl, alt, shift, .. } = press;
    match (ctrl, alt, shift) {
        (false, false, _) if key == "*" => Some(Command::UnfoldBeside),
        (false, false, false) if key == "Delete" => Some(Command::Delete),
        (false, false, true) if matches!(key, "ArrowUp" | "ArrowDown" | "Home" | "End" | " ") => {
            Some(Command::ExtendSelection)
        }
        (true, false, false) => match key.to_ascii_lowercase().as_str() {
            "c" => Some(Command::Copy),
            "x" => Some(Command::Cut),
            "a" => Some(Command::SelectAll),
            " " => Some(Command::ToggleSelected),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{model::MessageType, text::EN};

    /// Reads a shortcut as written on keys.
    fn press(keys: &'static str, in_text: bool) -> Option<Command> {
        let mut it = KeyPress {
            key: "",
            code: "",
            ctrl: false,
            alt: false,
            shift: false,
            in_text,
            in_tree: !in_text,
        };
        for part in keys.split(' ') {
            match part {
                "Ctrl" => it.ctrl = true,
                "Alt" => it.alt = true,
                "Shift" => it.shift = true,
                "N" => (it.key, it.code) = ("n", "KeyN"),
                "L" => (it.key, it.code) = ("l", "KeyL"),
                "C" => (it.key, it.code) = ("c", "KeyC"),
                "↑" => it.key = "ArrowUp",
                "↓" => it.key = "ArrowDown",
                "Del" => it.key = "Delete",
                "Space" => it.key = " ",
                "M" => (it.key, it.code) = ("m", "KeyM"),
                "K" => (it.key, it.code) = ("k", "KeyK"),
                key => it.key = key,
            }
        }
        command_for(it)
    }

    #[test]
    fn every_listed_shortcut_does_what_the_list_says() {
        for shortcut in SHORTCUTS {
            for keys in shortcut.keys {
                let expected = match *keys {
                    "Ctrl Shift Enter" => Command::ToggleConnection,
                    _ => shortcut.command,
                };
                assert_eq!(press(keys, false), Some(expected), "{keys}");
            }
        }
    }

    #[test]
    fn only_the_tree_deletes_cuts_and_copies_items() {
        for key in ["Delete", "c", "x", "a", " "] {
            let ctrl = key != "Delete";
            let press = KeyPress {
                key,
                code: "",
                ctrl,
                alt: false,
                shift: false,
                in_text: false,
                in_tree: false,
            };
            assert_eq!(command_for(press), None, "{key}");
        }
    }

    #[test]
    fn all_in_a_menu_has_a_name() {
        let kinds = [
            RowKind::Collection,
            RowKind::Part(Part::Environments),
            RowKind::Environment,
            RowKind::WebSocket,
            RowKind::ClientMessage(MessageType::Text),
        ];
        let all = kinds.into_iter().flat_map(|kind| item_commands(kind, false)).flatten();
        for kind in [RowKind::Collection, RowKind::Environment] {
            assert!(item_commands(kind, false).concat().contains(&Command::Export), "{kind:?}");
            let several = item_commands(kind, true).concat();
            assert!(several.contains(&Command::Delete), "{kind:?}");
            assert!(!several.contains(&Command::Rename), "{kind:?}");
        }
        for part in Part::ALL {
            let kind = RowKind::Part(part);
            assert_eq!(has_menu(kind), !item_commands(kind, false).is_empty(), "{part:?}");
        }
        for command in all.chain(TREE_COMMANDS.iter().copied()) {
            assert!(!command.label(&EN).is_empty(), "{command:?}");
        }
        assert_eq!(Command::Rename.keys(), Some("F2"));
        assert_eq!(Command::ExpandAll.keys(), None);
        assert_eq!(Command::NewFolder.with_keys("Folder"), "Folder (Alt+Shift+N)");
        assert_eq!(Command::ExpandAll.with_keys("All"), "All");
    }

    #[test]
    fn the_browser_keeps_its_own_keys() {
        for (key, code) in
            [("l", "KeyL"), ("t", "KeyT"), ("w", "KeyW"), ("n", "KeyN"), ("r", "KeyR")]
        {
            let press = KeyPress {
                key,
                code,
                ctrl: true,
                alt: false,
                shift: false,
                in_text: false,
                in_tree: false,
            };
            assert_eq!(command_for(press), None, "Ctrl {key}");
        }
    }

    #[test]
    fn letters_in_a_text_field_are_text() {
        for keys in ["/", "?", "N", "*", "Del", "Shift ↑"] {
            assert_eq!(press(keys, true), None, "{keys}");
        }
        for keys in ["Ctrl Z", "Ctrl C", "Ctrl X", "Ctrl V", "Ctrl A", "Ctrl D", "Alt ↑"] {
            assert_eq!(press(keys, true), None, "{keys}");
        }
        assert_eq!(press("Ctrl Enter", true), Some(Command::Send));
        assert_eq!(press("F5", true), Some(Command::Connect));
        assert_eq!(press("F1", true), Some(Command::Shortcuts));
        assert_eq!(press("Ctrl ,", true), Some(Command::Settings));
    }
}
