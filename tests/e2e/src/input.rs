//! What a person does with mouse and keyboard, as the real events of the browser.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;
use thirtyfour::Key;

use crate::{
    browser::Browser,
    page::Page,
    query::{Query, Seen, button, combobox, of_role, option, radio, starts},
};

/// Browsers take letters that follow each other within a second as one word.
const ONE_WORD: Duration = Duration::from_millis(1500);

/// Firefox's driver moves a mouse that drags nothing: these send the page the events of a drag. As
/// in a browser, something is dropped only where the last `dragover` was taken.
const PICK_UP: &str = r#"
const [x, y] = arguments;
const from = document.elementFromPoint(x, y).closest("[draggable=true]");
const transfer = new DataTransfer();
const send = (at, kind, x, y) => !at.dispatchEvent(new DragEvent(kind, {
  bubbles: true, cancelable: true, composed: true, dataTransfer: transfer, clientX: x, clientY: y,
}));
window.e2eDrag = { from, send, over: null, x, y, taken: false };
send(from, "dragstart", x, y);
"#;
const MOVE_OVER: &str = r#"
const [x, y] = arguments;
const over = document.elementFromPoint(x, y);
e2eDrag.taken = e2eDrag.send(over, "dragover", x, y);
Object.assign(e2eDrag, { over, x, y });
"#;
const LET_GO: &str = r#"
const { from, send, over, x, y, taken } = e2eDrag;
if (taken) send(over, "drop", x, y);
send(from, "dragend", x, y);
"#;

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

    /// Clicks it and types at once, as fast as the browser takes keys.
    pub async fn click_and_type(&self, query: &Query, text: &str) {
        self.step(format!("click {query} and type \"{text}\""));
        let (x, y) = self.free_point(query).await;
        let typed = self.web().action_chain().move_to(x, y).click().send_keys(text).perform().await;
        self.sure(&format!("click {query} and type"), typed).await;
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

    /// Clicks it while a key is held: `Control`, `Shift`.
    pub async fn click_with(&self, modifier: &str, query: &Query) {
        self.step(format!("click {query} with {modifier}"));
        let (x, y) = self.free_point(query).await;
        let held = key(modifier);
        let chain = self.web().action_chain().key_down(held).move_to(x, y).click().key_up(held);
        let clicked = chain.perform().await;
        self.sure(&format!("click {query} with {modifier}"), clicked).await;
    }

    /// Picks it up and holds it over another, `part` of that one's height from its top: 0.5 is its
    /// middle. [`Self::let_go`] drops it.
    pub async fn hold_over(&self, query: &Query, target: &Query, part: f64) {
        self.step(format!("drag {query} to {part} of {target}"));
        let (x, y) = self.free_point(query).await;
        if self.browser() == Browser::Firefox {
            self.script::<()>(PICK_UP, vec![json!(x), json!(y)]).await;
        } else {
            // A drag begins when the pointer moves far enough.
            let chain = self.web().action_chain().move_to(x, y).click_and_hold();
            let begun = chain.move_by_offset(6, 3).move_by_offset(6, 3).perform().await;
            self.sure(&format!("pick up {query}"), begun).await;
        }
        self.move_over(target, part).await;
    }

    /// Moves what is being dragged over something else.
    pub async fn move_over(&self, target: &Query, part: f64) {
        let seen = self.see(target).await;
        #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
        let (x, y) = ((seen.x + seen.width / 2.0) as i64, (seen.y + seen.height * part) as i64);
        if self.browser() == Browser::Firefox {
            return self.script::<()>(MOVE_OVER, vec![json!(x), json!(y)]).await;
        }
        let chain = self.web().action_chain().move_to(x - 4, y);
        let moved = chain.move_to(x - 2, y).move_to(x, y).perform().await;
        self.sure(&format!("drag over {target}"), moved).await;
    }

    /// Lets go of what is being dragged.
    pub async fn let_go(&self) {
        self.step("let go".into());
        if self.browser() == Browser::Firefox {
            return self.script::<()>(LET_GO, Vec::new()).await;
        }
        let dropped = self.web().action_chain().release().perform().await;
        self.sure("let go", dropped).await;
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
            self.choose_by_keys(&boxes, choice).await;
            return;
        }
        self.click(&boxes).await;
        self.click(&option(choice)).await;
        self.see_that(&boxes, &format!("shows {choice}"), |seen| seen.value.contains(choice)).await;
    }

    /// The list of a select is the browser's own, drawn outside the page: by keyboard. Browsers take
    /// what is typed within a second as one word, which a busy machine may tear or join to the word
    /// before; then it is typed again.
    async fn choose_by_keys(&self, boxes: &Query, choice: &str) {
        let mut typed_at: Option<Instant> = None;
        self.until(&format!("that {boxes} shows {choice}"), async || {
            if self.look(boxes).await.first()?.value.contains(choice) {
                return Some(());
            }
            if typed_at.is_none_or(|at| at.elapsed() > ONE_WORD) {
                self.element(boxes).await.send_keys(choice).await.ok()?;
                typed_at = Some(Instant::now());
            }
            None
        })
        .await;
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
