//! Key presses as the core's commands know them.

use leptos::ev::KeyboardEvent;

use crate::core::command::{Command, KeyPress, command_for};

/// Tells of a key press, with what is known of the place of the focus.
pub fn with_press<T>(
    event: &KeyboardEvent,
    in_text: bool,
    in_tree: bool,
    act: impl FnOnce(KeyPress<'_>) -> T,
) -> T {
    act(KeyPress {
        key: &event.key(),
        code: &event.code(),
        ctrl: event.ctrl_key() || event.meta_key(),
        alt: event.alt_key(),
        shift: event.shift_key(),
        in_text,
        in_tree,
    })
}

/// A key on a row of the tree, or of a table, whose rows know the same commands. `act` carries out a
/// command, given with its key, and `walk` takes the other keys; each answers whether it was one of
/// its own. Others do not hear of a key that was.
pub fn on_row_key(
    event: &KeyboardEvent,
    act: impl FnOnce(Command, &str) -> bool,
    walk: impl FnOnce(KeyPress<'_>) -> bool,
) {
    if event.default_prevented() || event.is_composing() {
        return;
    }
    let is_done = with_press(event, false, true, |press| match command_for(press) {
        Some(command) => act(command, press.key),
        None if press.ctrl || press.alt => false,
        None => walk(press),
    });
    if is_done {
        event.prevent_default();
        event.stop_propagation();
    }
}
