//! What the page looks at: a part of one conversation, filtered and searched, a slice at a time.

use crate::browser::clock::now_ms;
use crate::browser::text_encoder::TextEncoder;
use crate::core::conversation::{ConversationId, Finder, Lens, ListRow, Progress};
use crate::protocol::{self, Shown, View, Wanted};

use super::SLICE_MS;
use super::find::Search;
use super::talk::{Outside, Talk, make_all_bytes};

/// How many entries are filtered at once: that takes less than [`SLICE_MS`].
const FILTERED_AT_ONCE: u64 = 1 << 20;

/// Looks at a conversation through its view.
pub(super) struct Look {
    pub(super) view: View,
    /// Which conversation, and since which clear.
    of: Option<(ConversationId, u32)>,
    lens: Lens,
    search: Option<Search>,
}

impl Look {
    pub(super) fn new(view: View) -> Self {
        let (lens, search) = (Lens::new(view.filter), Search::new(&view.query));
        Self { view, of: None, lens, search }
    }

    /// The page shows another part. What was filtered and found stays as far as it can.
    pub(super) fn turn_to(&mut self, view: View) {
        let is_other =
            (view.socket, view.conversation) != (self.view.socket, self.view.conversation);
        if is_other || view.filter != self.view.filter {
            self.lens = Lens::new(view.filter);
        }
        if view.query != self.view.query {
            self.search = Search::new(&view.query);
            self.lens.restart_search();
        }
        self.view = view;
    }

    /// What passes the filter has changed.
    pub(super) fn refilter(&mut self) {
        self.lens = Lens::new(self.view.filter);
    }

    /// Begins anew when the conversation is another one, or was cleared.
    fn attend_to(&mut self, id: ConversationId, talk: &Talk) {
        let now = Some((id, talk.generation()));
        if self.of != now {
            self.of = now;
            self.refilter();
        }
    }

    /// Filters and searches on for a moment. Whether there is more to do.
    pub(super) fn look_on(
        &mut self,
        id: ConversationId,
        talk: &mut Talk,
        encoder: &TextEncoder,
    ) -> bool {
        self.attend_to(id, talk);
        let is_filtered = self.lens.filter_on(talk, FILTERED_AT_ONCE);
        let Some(search) = &self.search else { return !is_filtered };
        let end_ms = now_ms() + SLICE_MS;
        loop {
            match self.lens.search_on(talk, search, &|| now_ms() >= end_ms) {
                Progress::Done => return !is_filtered,
                Progress::TimeUp => return true,
                Progress::NeedsBytes(number) => {
                    make_all_bytes(talk, encoder, number..number + 1);
                    if now_ms() >= end_ms {
                        return true;
                    }
                }
            }
        }
    }

    /// The rows of the view: the first one's place, and the rows.
    pub(super) fn rows(
        &mut self,
        id: ConversationId,
        talk: &mut Talk,
        encoder: &TextEncoder,
    ) -> (u64, Vec<ListRow>) {
        self.attend_to(id, talk);
        let range = if self.view.follow {
            self.lens.newest(talk, self.view.rows)
        } else {
            self.lens.range(talk, self.view.first, self.view.rows)
        };
        for number in range.clone().filter_map(|row| self.lens.number(row)) {
            make_all_bytes(talk, encoder, number..number + 1);
        }
        let finder = self.search.as_ref().map(|it| it as &dyn Finder<Outside>);
        (range.start, self.lens.rows(talk, range, finder))
    }

    /// What filter and search make of the conversation.
    pub(super) fn shown(&self, talk: &Talk) -> Shown {
        let rows = self.lens.len(talk);
        let selected = self.selected();
        let search = self.search.as_ref().map(|_| protocol::Search {
            matches: self.lens.hits(),
            current: selected.and_then(|row| self.lens.rank(row)),
            searched: self.lens.searched(),
        });
        let seen = self.lens.row_from(self.view.seen).min(rows);
        Shown { rows, newer: rows - seen, selected, search }
    }

    /// The row the page asks for, and the number of its entry if it is to be selected.
    pub(super) fn find(&mut self, talk: &Talk, wanted: Wanted) -> Option<(u64, Option<u64>)> {
        let row = match wanted {
            Wanted::Entry { number } => {
                let last = self.lens.len(talk).checked_sub(1)?;
                return Some((self.lens.row_from(number).min(last), None));
            }
            Wanted::Row { row } => row,
            Wanted::Match { forward, near } => match (self.selected(), forward) {
                (Some(selected), true) => self.lens.hit_from(selected + 1)?,
                (Some(selected), false) => self.lens.hit_before(selected)?,
                (None, true) => self.lens.hit_from(near)?,
                (None, false) => self.lens.hit_before(near + 1)?,
            },
        };
        let number = self.lens.number(row).filter(|number| *number < talk.len())?;
        // The next request may come before the page says what it has selected.
        self.view.selected = Some(number);
        Some((row, Some(number)))
    }

    fn selected(&self) -> Option<u64> {
        self.view.selected.and_then(|number| self.lens.row_of(number))
    }
}
