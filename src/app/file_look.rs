//! What is known of the file of a client message before it is sent: its size and how it begins.

use std::sync::Arc;

use leptos::prelude::*;

use crate::core::{
    model::{ClientMessage, ContentMode},
    variables,
};

use super::{App, task};

/// How many bytes of a file are looked at.
const FIRST: u64 = 65_536;

/// A file as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct FileLook {
    /// Its name.
    pub name: String,
    /// All its bytes.
    pub size: u64,
    /// The first 65,536 of them at most.
    pub first: Arc<[u8]>,
}

impl App {
    /// The file of a client message, followed as path, folder and permission change, and looked at
    /// again once it was sent; `None` while there is none that the browser lets the page read unasked.
    pub fn look_at_file(self, message: Memo<Option<ClientMessage>>) -> RwSignal<Option<FileLook>> {
        let found = RwSignal::new(None);
        let wanted = Memo::new(move |_| {
            let of_message = |it: &ClientMessage| {
                let is_chosen = self.message_files.is_chosen(it);
                let (scopes, mut sample) = (self.scopes(it.id), self.sample(it.id));
                let path = it.file_src_path.trim();
                let path = variables::resolve(path, &scopes, &mut sample).map(|it| it.text);
                (it.id, path, is_chosen)
            };
            let given = self.message_files.given.get();
            message.with(|it| {
                let it = it.as_ref().filter(|it| it.content_mode == ContentMode::File)?;
                Some((of_message(it), given))
            })
        });
        let looks = StoredValue::new(0_u32);
        Effect::new(move |before: Option<_>| {
            let wanted = wanted.get();
            self.message_files.opened.track();
            // What was sent is the same file, and stays on the screen until it was looked at.
            if before.is_none_or(|before| before != wanted) {
                found.set(None);
            }
            looks.update_value(|it| *it = it.wrapping_add(1));
            let number = looks.get_value();
            let message = message.get_untracked().filter(|_| wanted.is_some());
            let (Some(((_, path, _), _)), Some(message)) = (wanted.clone(), message) else {
                return wanted;
            };
            task::start(async move {
                let look = match self.open_file(&message, path, false).await {
                    Ok(file) => {
                        let (name, size) = (file.name(), file.size());
                        let first = file.read(0, FIRST).await;
                        first.ok().map(|first| FileLook { name, size, first: first.into() })
                    }
                    Err(_) => None,
                };
                // Another path may have been typed meanwhile.
                if looks.try_get_value() == Some(number) {
                    found.try_set(look);
                }
            });
            wanted
        });
        found
    }
}
