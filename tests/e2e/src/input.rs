//! What a person does with mouse and keyboard, as the real events of the browser.

use serde::Deserialize;
use thirtyfour::Key;

use crate::{
    page::Page,
    query::{Query, Seen, button, combobox, of_role, option, radio, starts},
};

/// Where to press on an element.
#[derive(Deserialize)]
struct Point {
    x: i64,
    y: i64,
    /// What lies over it.
    over: Option<String>,
}

/// The event of a paste; what a field does by itself with the text is left out.
const PASTE: &str = r#"
const transfer = new DataTransfer();
transfer.setData("text/plain", arguments[0]);
const paste = { bubbles: true, cancelable: true, clipboardData: transfer };
document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
"#;

impl Page {
    /// Waits until nothing covers it, then clicks it.
    pub async fn click(&self, query: &Query) {
        self.step(format!("click {query}"));
        let (x, y) = self.free_point(query).await;
        let clicked = self.web().action_chain().move_to(x, y).click().perform().await;
        self.sure(&format!("click {query}"), clicked).await;
    }

    /// Clicks it with the right button.
    pub async fn right_click(&self, query: &Query) {
        self.step(format!("right-click {query}"));
        let (x, y) = self.free_point(query).await;
        let clicked = self.web().action_chain().move_to(x, y).context_click().perform().await;
        self.sure(&format!("right-click {query}"), clicked).await;
    }

    /// Double-clicks it.
    pub async fn double_click(&self, query: &Query) {
        self.step(format!("double-click {query}"));
        let (x, y) = self.free_point(query).await;
        let clicked = self.web().action_chain().move_to(x, y).double_click().perform().await;
        self.sure(&format!("double-click {query}"), clicked).await;
    }

    /// Drags it sideways by this many CSS pixels.
    pub async fn drag(&self, query: &Query, by_x: i64) {
        self.step(format!("drag {query} by {by_x}"));
        let (x, y) = self.free_point(query).await;
        let drag = self
            .web()
            .action_chain()
            .move_to(x, y)
            .click_and_hold()
            .move_by_offset(by_x, 0)
            .release();
        let dragged = drag.perform().await;
        self.sure(&format!("drag {query}"), dragged).await;
    }

    /// Presses a key with modifiers: `Enter`, `Shift+F10`, `Control+Enter`, `a`.
    pub async fn press(&self, keys: &str) {
        self.step(format!("press {keys}"));
        let (modifiers, last) = match keys.rsplit_once('+') {
            Some((modifiers, last)) => (modifiers.split('+').map(key).collect(), key(last)),
            None => (Vec::new(), key(keys)),
        };
        let mut actions = self.web().action_chain();
        for modifier in &modifiers {
            actions = actions.key_down(*modifier);
        }
        actions = actions.key_down(last).key_up(last);
        for modifier in modifiers.iter().rev() {
            actions = actions.key_up(*modifier);
        }
        let pressed = actions.perform().await;
        self.sure(&format!("press {keys}"), pressed).await;
    }

    /// Types into whatever has the focus, key by key.
    pub async fn type_text(&self, text: &str) {
        self.step(format!("type \"{}\"", text.chars().take(80).collect::<String>()));
        let typed = self.web().action_chain().send_keys(text).perform().await;
        self.sure("type", typed).await;
    }

    /// Pastes text into whatever has the focus, as the clipboard would.
    pub async fn paste(&self, text: &str) {
        self.step(format!("paste \"{text}\""));
        self.script::<()>(PASTE, vec![text.into()]).await;
    }

    /// Replaces what stands in a field by typing.
    pub async fn fill(&self, field: &Query, text: &str) {
        self.click(field).await;
        self.press("Control+a").await;
        self.press("Delete").await;
        if !text.is_empty() {
            self.type_text(text).await;
        }
        self.see_that(field, &format!("holds \"{text}\""), |seen| seen.value == text).await;
    }

    /// Chooses from a combobox, or from radio buttons in a group of this name: the names leave both
    /// open.
    pub async fn choose(&self, name: &str, choice: &str) {
        self.step(format!("choose {choice} as {name}"));
        let group = of_role("radiogroup", name);
        let boxes = combobox(name);
        let single = radio(choice).within(group.clone());
        let is_group = self
            .until(&format!("a choice named \"{name}\""), async || {
                if self.look(&single).await.is_empty() {
                    self.look(&boxes).await.first().map(|_| false)
                } else {
                    Some(true)
                }
            })
            .await;
        if is_group {
            self.click(&single).await;
            self.see_that(&single, "is chosen", |seen| seen.checked == Some(true)).await;
            return;
        }
        if self.see(&boxes).await.tag == "select" {
            // The list of a select is the browser's own, drawn outside the page: by keyboard.
            let field = self.element(&boxes).await;
            let typed = field.send_keys(choice).await;
            self.sure(&format!("choose {choice}"), typed).await;
        } else {
            self.click(&boxes).await;
            self.click(&option(choice)).await;
        }
        self.see_that(&boxes, &format!("shows {choice}"), |seen| seen.value.contains(choice)).await;
    }

    /// Presses Tab until this has the focus.
    pub async fn tab_to(&self, query: &Query) {
        for _ in 0..80 {
            if self.look(query).await.iter().any(|seen| seen.focused) {
                return;
            }
            self.press("Tab").await;
        }
        self.fail::<()>(&format!("Tab never reached {query}")).await;
    }

    /// Waits until it has the focus.
    pub async fn see_focus(&self, query: &Query) -> Seen {
        self.see_that(query, "has the focus", |seen| seen.focused).await
    }

    /// Clicks a button whose name begins with this.
    pub async fn click_button(&self, beginning: &str) {
        self.click(&button(starts(beginning))).await;
    }

    /// Where to press it, once nothing lies over it.
    async fn free_point(&self, query: &Query) -> (i64, i64) {
        self.until(&format!("a free place to press {query}"), async || {
            let point = self.ask::<Option<Point>>(query, "point").await??;
            match point.over {
                None => Some((point.x, point.y)),
                Some(cover) => {
                    self.covered(&cover);
                    None
                }
            }
        })
        .await
    }
}

/// The code of a key by its name in `KeyboardEvent.key`, or the letter itself.
fn key(name: &str) -> char {
    let key = match name {
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => Key::Space,
        "Delete" => Key::Delete,
        "Backspace" => Key::Backspace,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "Shift" => Key::Shift,
        "Control" => Key::Control,
        "Alt" => Key::Alt,
        "F2" => Key::F2,
        "F4" => Key::F4,
        "F5" => Key::F5,
        "F6" => Key::F6,
        "F7" => Key::F7,
        "F8" => Key::F8,
        "F9" => Key::F9,
        "F1" => Key::F1,
        "F10" => Key::F10,
        _ => return name.chars().next().unwrap_or(' '),
    };
    key.into()
}
