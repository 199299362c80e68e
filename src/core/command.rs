//! Everything that has a shortcut: one list that menus, the key handler and the list of shortcuts
//! read. It says what a key press means, never how to do it.

use crate::core::text::Texts;

/// Something a person can ask for by keyboard from anywhere.
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
    /// Take back the last deletion.
    Undo,
    /// Import a file.
    Import,
    /// Export the collection on the screen.
    Export,
    /// Save the message shown in detail.
    SaveMessage,
    /// Empty the conversation.
    Clear,
    /// Go to *Search collections*.
    Search,
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
    /// Show the list of shortcuts.
    Shortcuts,
}

/// A key press, as the browser tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "three modifier keys, each down or up")]
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
}

/// One line of the list of shortcuts: the keys, and what they do.
pub struct Shortcut {
    /// The command.
    pub command: Command,
    /// As written on keys; alternatives apart.
    pub keys: &'static [&'static str],
    /// What it does.
    pub label: fn(&Texts) -> &'static str,
}

/// Every shortcut, in the order shown.
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
    Shortcut { command: Command::Undo, keys: &["Ctrl Z"], label: |t| t.undo },
    Shortcut { command: Command::Import, keys: &["Ctrl O"], label: |t| t.import },
    Shortcut { command: Command::Export, keys: &["Ctrl E"], label: |t| t.export_dots },
    Shortcut { command: Command::SaveMessage, keys: &["F9"], label: |t| t.save_message },
    Shortcut { command: Command::Clear, keys: &["Ctrl L"], label: |t| t.clear_hint_plain },
    Shortcut { command: Command::Search, keys: &["/"], label: |t| t.search_collections },
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
    Shortcut { command: Command::Shortcuts, keys: &["F1", "?"], label: |t| t.all_shortcuts },
];

/// What a key press asks for, if anything.
pub fn command_for(press: KeyPress<'_>) -> Option<Command> {
    let KeyPress { key, code, ctrl, alt, shift, in_text } = press;
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
            "l" => Some(Command::Clear),
            "b" => Some(Command::ToggleSidebar),
            // In a text field Ctrl Z is the field's own.
            "z" if !in_text => Some(Command::Undo),
            _ => None,
        },
        (false, true, true) => (code == "KeyN").then_some(Command::NewFolder),
        (false, true, false) => match (code, key) {
            ("KeyL", _) => Some(Command::FocusUrl),
            ("KeyC", _) => Some(Command::NewCollection),
            ("KeyN", _) => Some(Command::NewWebSocket),
            ("KeyM", _) => Some(Command::NewClientMessage),
            (_, ".") => Some(Command::NextPanel),
            (_, ",") => Some(Command::PreviousPanel),
            (_, "PageDown") => Some(Command::NextItem),
            (_, "PageUp") => Some(Command::PreviousItem),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a shortcut as written on keys.
    fn press(keys: &'static str, in_text: bool) -> Option<Command> {
        let mut it = KeyPress { key: "", code: "", ctrl: false, alt: false, shift: false, in_text };
        for part in keys.split(' ') {
            match part {
                "Ctrl" => it.ctrl = true,
                "Alt" => it.alt = true,
                "Shift" => it.shift = true,
                "N" => (it.key, it.code) = ("n", "KeyN"),
                "L" => (it.key, it.code) = ("l", "KeyL"),
                "C" => (it.key, it.code) = ("c", "KeyC"),
                "M" => (it.key, it.code) = ("m", "KeyM"),
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
    fn letters_in_a_text_field_are_text() {
        for keys in ["/", "?", "N", "Ctrl Z", "Ctrl C"] {
            assert_eq!(press(keys, true), None, "{keys}");
        }
        assert_eq!(press("Ctrl Enter", true), Some(Command::Send));
        assert_eq!(press("F5", true), Some(Command::Connect));
    }
}
