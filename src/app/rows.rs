//! Rows of tables: edits that can be taken back, and their clipboard.

use leptos::prelude::*;
use web_sys::Event;

use crate::{
    browser::clipboard,
    core::{
        kv::{self, KvEdit, KvRow, RowList},
        model::ItemId,
        text::Texts,
    },
};

use super::{App, clipboard::is_same, task, tree::with_remarks};

/// The rows this tab put on the clipboard last.
#[derive(Clone, Debug)]
pub(super) struct RowClip {
    text: String,
    /// In full: the text leaves out the values of secrets.
    rows: Vec<KvRow>,
}

/// What goes on once the clipboard has taken something.
pub type Then = Box<dyn FnOnce()>;

/// What goes on with rows from the clipboard.
pub type WithRows = Box<dyn FnOnce(Vec<KvRow>)>;

/// One text for one row and one for several.
type CountText = (fn(&Texts) -> &'static str, fn(&Texts) -> &'static str);

impl App {
    /// Carries out an edit of a list of an item. All but what is typed, which the fields
    /// take back themselves, can be taken back.
    pub fn edit_rows(self, of: ItemId, list: RowList, edit: KvEdit) {
        let outcome = self
            .workspace
            .with_untracked(|workspace| kv::outcome(&(list.rows)(workspace, of), &edit));
        let said: Option<(usize, CountText)> = match &edit {
            KvEdit::Remove(rows) => {
                Some((rows.len(), (|t| t.deleted_rows_one, |t| t.deleted_rows_other)))
            }
            KvEdit::Paste(_, rows) => {
                Some((rows.len(), (|t| t.pasted_rows_one, |t| t.pasted_rows_other)))
            }
            KvEdit::Duplicate(rows) => {
                Some((rows.len(), (|t| t.duplicated_rows_one, |t| t.duplicated_rows_other)))
            }
            _ => None,
        };
        if !self.apply_rows(of, list, edit) {
            return;
        }
        let Some(outcome) = outcome else { return };
        self.remember_rows(of, list, outcome.undo);
        if let Some((count, words)) = said {
            self.notices.toast(self.row_count(count, words), true);
        }
    }

    /// Whether an edit of a list could be carried out; the person is told when not.
    pub(super) fn apply_rows(self, of: ItemId, list: RowList, edit: KvEdit) -> bool {
        let change = self.workspace.with_untracked(|workspace| (list.change)(workspace, of, edit));
        if change.is_none() {
            self.notices.toast(self.t_untracked().item_gone.to_owned(), false);
        }
        change.and_then(|change| self.dispatch(change)).is_some()
    }

    /// Puts rows on the clipboard: of a `copy` or `cut` event, else asking the browser. Goes on when
    /// they are there.
    pub fn copy_rows(self, event: Option<&Event>, rows: Vec<KvRow>, keys_alone: bool, then: Then) {
        let text = kv::copied(&rows, keys_alone);
        if let Some(event) = event {
            if clipboard::put(event, &text) {
                self.copied_rows(text, rows);
                then();
            }
            return;
        }
        task::start(async move {
            if clipboard::write_text(&text).await {
                self.copied_rows(text, rows);
                then();
            } else {
                self.notices.toast(self.t_untracked().copy_rows_failed.to_owned(), false);
            }
        });
    }

    fn copied_rows(self, text: String, rows: Vec<KvRow>) {
        let said = self.row_count(rows.len(), (|t| t.copied_rows_one, |t| t.copied_rows_other));
        let has_secrets = rows.iter().any(|row| row.secret && !row.value.is_empty());
        let remark = has_secrets.then_some(self.t_untracked().copied_secrets);
        let said = with_remarks(said, remark.as_slice());
        self.row_clip.set_value(Some(RowClip { text, rows }));
        self.notices.toast(said, false);
    }

    /// Goes on with the rows on the clipboard: of a `paste` event, else asking the browser.
    pub fn paste_rows(self, event: Option<&Event>, keys_alone: bool, then: WithRows) {
        let go_on = move |text: &str| match self.rows_in(text, keys_alone, true) {
            Some(rows) => then(rows),
            None => self.notices.toast(self.t_untracked().paste_no_rows.to_owned(), false),
        };
        if let Some(event) = event {
            event.prevent_default();
            go_on(&clipboard::pasted(event).unwrap_or_default());
            return;
        }
        task::start(async move {
            match clipboard::read_text().await {
                Some(text) => go_on(&text),
                None => {
                    self.notices.toast(self.t_untracked().paste_not_allowed.to_owned(), false);
                }
            }
        });
    }

    /// The rows that a text from the clipboard is, if it is some; a single line only if `single`.
    /// Rows of this tab come back in full.
    pub fn rows_in(self, text: &str, keys_alone: bool, single: bool) -> Option<Vec<KvRow>> {
        let ours = self.row_clip.with_value(|clip| {
            let ours = clip.as_ref().filter(|clip| is_same(&clip.text, text));
            ours.map(|clip| clip.rows.clone()).filter(|rows| single || rows.len() > 1)
        });
        ours.or_else(|| kv::pasted(text, keys_alone, single))
    }

    fn row_count(self, count: usize, (one, other): CountText) -> String {
        untrack(|| self.count(u64::try_from(count).unwrap_or(u64::MAX), one, other))
    }
}
