//! What can be done with the message shown in detail: save it, copy it or a part of it, send it again,
//! make a client message of it, show it as a picture.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    browser::{clipboard, dom, files, ids, made_file::MadeFile, object_url::ObjectUrl},
    core::{
        change::Change,
        conversation::{Direction, MessageKind, Row, RowBody},
        model::{BinaryEncoding, ClientMessage, Item, ItemId},
        payload::{again, binary, file_name, image::ImageType, size},
        text::fill,
        variables::references,
    },
};

use super::{App, connections::ShownEntry, task};

/// A picture the browser can show; its address is given back when dropped.
pub struct Picture(ObjectUrl);

impl Picture {
    /// Where it is, for an `img` element.
    pub fn address(&self) -> &str {
        self.0.address()
    }
}

/// Whether only the first part of a message is at hand: the rest is still in the file it was sent
/// from.
pub fn is_partial(row: &Row, bytes: &[u8]) -> bool {
    matches!(row.body, RowBody::Message { size, .. } if size > bytes.len() as u64)
}

/// A message shown in detail.
struct Shown {
    row: Row,
    bytes: Arc<[u8]>,
    direction: Direction,
    kind: MessageKind,
    message_number: u64,
}

impl App {
    /// Saves the exact bytes of the message shown in detail.
    pub fn save_message(self, socket: ItemId) {
        let Some(it) = self.message_or_later(socket, App::save_message) else { return };
        let when = self.local_time(it.row.at_ms);
        let websocket = self.websocket_name(socket);
        let name = file_name::proposed(
            &websocket,
            it.message_number,
            it.direction,
            when,
            it.kind,
            &it.bytes,
        );
        let file = self.connections.shown_file(socket);
        task::start(async move {
            let saved = match file {
                Some(file) => files::save_file(&name, &file).await,
                None => files::save(&name, "application/octet-stream", &it.bytes).await,
            };
            self.say_saved(saved, |t| t.saved_as, &name);
        });
    }

    /// Copies the message shown in detail: its text, or the bytes of a binary one in hex.
    pub fn copy_message(self, socket: ItemId) {
        let Some(it) = self.message_or_later(socket, App::copy_message) else { return };
        if is_partial(&it.row, &it.bytes) {
            self.notices.toast(self.t_untracked().copy_partial.to_owned(), false);
            return;
        }
        self.copy_text(if it.kind == MessageKind::Binary {
            binary::encode(&it.bytes, BinaryEncoding::Hex).unwrap_or_default()
        } else {
            String::from_utf8_lossy(&it.bytes).into_owned()
        });
    }

    /// Puts a text on the clipboard.
    pub fn copy_text(self, text: String) {
        task::start(async move {
            let t = self.t_untracked();
            let was_copied = clipboard::write_text(&text).await;
            if was_copied {
                self.forget_fresh_clip();
            }
            self.notices
                .toast((if was_copied { t.copied } else { t.copy_failed }).to_owned(), false);
        });
    }

    /// Sends the message shown in detail again: the same bytes.
    pub fn resend(self, socket: ItemId) {
        let Some(it) = self.message_or_later(socket, App::resend) else { return };
        let t = self.t_untracked();
        let why_not = if !self.connections.is_open_untracked(socket) {
            t.not_connected
        } else if let Some(file) = self.connections.shown_file(socket) {
            self.hand_over_file(socket, &file, it.kind == MessageKind::Text);
            return;
        } else if let Some(outgoing) = again::outgoing(it.kind, &it.bytes) {
            self.hand_over(socket, outgoing);
            return;
        } else {
            t.close_code_bad
        };
        self.notices.toast(why_not.to_owned(), false);
    }

    /// Makes a client message of the message shown in detail and shows it.
    pub fn client_message_from(self, socket: ItemId) {
        let Some(it) = self.message_or_later(socket, App::client_message_from) else { return };
        let t = self.t_untracked();
        if it.bytes.len() > again::LONGEST_CLIENT_MESSAGE || is_partial(&it.row, &it.bytes) {
            self.notices.toast(t.too_long_to_keep.to_owned(), false);
            return;
        }
        let number = size::count(it.message_number, untrack(|| self.language()));
        let name = match it.direction {
            Direction::Sent => t.message_sent_name,
            Direction::Received => t.message_received_name,
        };
        let mut message = ClientMessage::new(ids::item_id(), &fill(name, &[("n", &number)]));
        again::fill(&mut message, it.kind, &it.bytes);
        let id = message.id;
        let content = &message.raw_content;
        let reference = references(content).into_iter().next();
        let variable = reference.and_then(|it| content.get(it.span)).map(str::to_owned);
        let change = Change::Insert {
            parent: Some(socket),
            index: usize::MAX,
            item: Item::ClientMessage(message),
        };
        if self.dispatch(change).is_some() {
            self.drafts.update(socket, |draft| draft.client_message = Some(id));
            self.tree.filter.set(String::new());
            self.select(Some(id));
            dom::focus_soon("rename");
            // What came was no variable; here it is one.
            if let Some(name) = variable {
                self.notices.toast(fill(t.variables_in_message, &[("name", &name)]), false);
            }
        }
    }

    /// Lets the browser show bytes as a picture; `None` when it has no room.
    pub fn picture(self, bytes: &[u8], image_type: ImageType) -> Option<Picture> {
        let file = MadeFile::new(image_type.media_type, bytes).ok()?;
        ObjectUrl::new(&file).map(Picture)
    }

    /// The message shown in detail; when it has not come yet, `act` is called once it has.
    fn message_or_later(self, socket: ItemId, act: fn(App, ItemId)) -> Option<Shown> {
        let shown = self.connections.shown_untracked(socket).and_then(ShownEntry::arrived);
        let Some((row, bytes)) = shown else {
            self.connections.when_arrived(socket, act);
            return None;
        };
        let RowBody::Message { direction, kind, message_number, .. } = row.body else {
            return None;
        };
        Some(Shown { row, bytes, direction, kind, message_number })
    }
}
