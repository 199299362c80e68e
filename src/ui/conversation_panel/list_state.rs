//! Where the list of messages stands: which rows are in sight, whether it follows the newest, which
//! one is selected. What it means to see and select is `core::conversation::window`'s arithmetic.
//!
//! The worker counts rows from the oldest one shown, whatever the order; here a *line* is a row
//! counted from the top.

use crate::ui::prelude::*;
use leptos::html;

use crate::{
    app::{
        App,
        connections::{self, Jump},
    },
    core::{
        conversation::{
            ConversationId, Filter, Query, Totals,
            window::{Sight, Window, select_by_key},
        },
        model::ItemId,
    },
    protocol::{Shown, View, Wanted},
};

/// Rows kept ready above what is in sight, so that a short way of scrolling shows no gap.
const SPARE_ABOVE: u64 = 8;
/// Rows kept ready below it. None while following: there is nothing newer.
const SPARE_BELOW: u32 = 20;

/// How near to the end counts as the end: browsers round scroll positions.
const END_TOLERANCE_PX: f64 = 2.0;

/// Which part of which conversation is listed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Listed {
    conversation: Option<ConversationId>,
    filter: Filter,
    query: Query,
}

/// The list of one WebSocket. Copied freely: it holds only handles.
#[derive(Clone, Copy)]
pub(super) struct ListState {
    pub app: App,
    pub socket: Signal<ItemId>,
    pub scroller: NodeRef<html::Div>,
    pub space: NodeRef<html::Div>,
    /// Height of what shows the rows, in CSS pixels; 0 while it is hidden.
    pub viewport: RwSignal<f64>,
    /// Height of a row, in CSS pixels.
    pub row_height: RwSignal<f64>,
    /// Where the list stands while it does not follow: how much of it lies between its oldest row and
    /// what is in sight. See [`Window::place`].
    place: RwSignal<f64>,
    /// Where the browser said the element stands.
    scroll_top: StoredValue<f64>,
    listed: Memo<Listed>,
    pub follow: Memo<bool>,
    pub newest_first: Memo<bool>,
    pub totals: Memo<Totals>,
    pub shown: Memo<Shown>,
    pub geometry: Memo<Window>,
    /// The entry selected.
    pub selected: Memo<Option<u64>>,
    /// The list stands where this conversation was left, of this generation.
    placed: StoredValue<Option<(ItemId, ConversationId, u32)>>,
}

impl ListState {
    /// The list as a person filters and searches it.
    pub fn new(app: App, socket: Signal<ItemId>) -> Self {
        let listed = Memo::new(move |_| {
            let id = socket.get();
            let conversation = app.drafts.with(id, |draft| draft.conversation);
            // What is no regular expression searches for nothing, and is said beside its field.
            Listed {
                conversation,
                filter: app.filter(id),
                query: app.query(id).unwrap_or_default(),
            }
        });
        Self::of(app, socket, listed)
    }

    /// Everything of the conversation that is going on.
    pub fn unfiltered(app: App, socket: Signal<ItemId>) -> Self {
        Self::of(app, socket, Memo::new(move |_| Listed::default()))
    }

    fn of(app: App, socket: Signal<ItemId>, listed: Memo<Listed>) -> Self {
        let viewport = RwSignal::new(0.0);
        let row_height = RwSignal::new(26.0);
        let is_here =
            move |it: &connections::Window| is_of(it, socket.get(), listed.read().conversation);
        let totals = Memo::new(move |_| {
            app.connections
                .window
                .with(|it| if is_here(it) { it.totals } else { Totals::default() })
        });
        let shown = Memo::new(move |_| {
            app.connections.window.with(|it| if is_here(it) { it.shown } else { Shown::default() })
        });
        let rows = Memo::new(move |_| shown.get().rows);
        let selected = Memo::new(move |_| {
            let (conversation, number) = app.connections.shown_number(socket.get())?;
            let here = app.connections.window.with(|it| it.conversation);
            (conversation == here).then_some(number)
        });
        Self {
            app,
            socket,
            scroller: NodeRef::new(),
            space: NodeRef::new(),
            viewport,
            row_height,
            place: RwSignal::new(0.0),
            scroll_top: StoredValue::new(0.0),
            listed,
            follow: Memo::new(move |_| app.drafts.with(socket.get(), |draft| draft.follow)),
            newest_first: Memo::new(move |_| app.settings.with(|it| it.newest_first)),
            totals,
            shown,
            geometry: Memo::new(move |_| Window {
                row_height: row_height.get(),
                rows: rows.get(),
                viewport: viewport.get(),
            }),
            selected,
            placed: StoredValue::new(None),
        }
    }

    /// Whether the rows on the page are those of this conversation.
    pub fn has_rows(self) -> bool {
        let (socket, conversation) = (self.socket.get(), self.listed.read().conversation);
        self.app.connections.window.with(|it| is_of(it, socket, conversation))
    }

    /// Where the list is scrolled to: the newest while it follows.
    fn position(self) -> f64 {
        let geometry = self.geometry.get();
        match (self.follow.get(), self.newest_first.get()) {
            (true, true) => 0.0,
            (true, false) => geometry.max_scroll(),
            (false, true) => geometry.scroll_to_place(geometry.from_other_end(self.place.get())),
            (false, false) => geometry.scroll_to_place(self.place.get()),
        }
    }

    /// The place of a scroll position.
    fn place_of(self, scroll_top: f64) -> f64 {
        let geometry = self.geometry.get_untracked();
        self.turned(geometry.place(scroll_top))
    }

    /// How much of the list is above what is in sight, as a place, and the other way round.
    fn turned(self, above: f64) -> f64 {
        if self.newest_first.get_untracked() {
            self.geometry.get_untracked().from_other_end(above)
        } else {
            above
        }
    }

    /// The line of a row, and the row of a line.
    pub fn flip(self, row: u64) -> u64 {
        if self.newest_first.get() { self.geometry.get().rows.saturating_sub(row + 1) } else { row }
    }

    pub fn sight(self) -> Sight {
        self.geometry.get().sight(self.position())
    }

    /// The rows the worker should tell. Only their number when the list is hidden.
    pub fn view(self) -> View {
        let Listed { conversation, filter, query } = self.listed.get();
        let follow = self.follow.get();
        let is_whole = filter.is_all() && query.text.is_empty();
        let seen = self.app.drafts.with(self.socket.get(), |draft| draft.seen_entries);
        let view = View {
            socket: self.socket.get(),
            conversation,
            selected: self.selected.get().filter(|_| !is_whole),
            filter,
            query,
            first: 0,
            rows: 0,
            follow,
            seen: if follow { u64::MAX } else { seen },
        };
        let viewport = self.viewport.get();
        if viewport <= 0.0 {
            return View { follow: true, ..view };
        }
        let in_sight = rows_in(viewport, self.row_height.get());
        let spare = u32::try_from(SPARE_ABOVE).unwrap_or_default();
        if follow {
            return View { rows: in_sight + spare, ..view };
        }
        let rows = in_sight + spare + SPARE_BELOW;
        let line = self.sight().first.saturating_sub(SPARE_ABOVE);
        let first = if self.newest_first.get() {
            self.geometry.get().rows.saturating_sub(line + u64::from(rows))
        } else {
            line
        };
        View { first, rows, ..view }
    }

    /// Where the uppermost row on the page stands in the element that scrolls.
    pub fn rows_top(self) -> f64 {
        let sight = self.sight();
        let (first, count) =
            self.app.connections.window.with(|it| (it.first, it.rows.len() as u64));
        let line = if self.newest_first.get() {
            self.geometry.get().rows.saturating_sub(first + count)
        } else {
            first
        };
        sight.top + (real(line) - real(sight.first)) * self.row_height.get()
    }

    /// Brings the element that scrolls in line with the conversation: its height, and where it
    /// stands.
    pub fn lay_out(self) {
        self.place.track();
        let jump = self.app.connections.jump.get();
        let (Some(scroller), Some(space)) = (self.scroller.get(), self.space.get()) else { return };
        let (socket, geometry, follow) =
            (self.socket.get(), self.geometry.get(), self.follow.get());
        if !self.has_rows() || self.viewport.get() <= 0.0 {
            self.placed.set_value(None);
            return;
        }
        let conversation = self.app.connections.window.with(|it| it.conversation);
        let here = (socket, conversation, self.totals.with(|it| it.generation));
        let before = self.placed.get_value();
        if before.is_some_and(|it| it.0 == socket && it != here) {
            // Cleared, or another conversation: what was seen means nothing now.
            self.app.drafts.update(socket, |draft| {
                draft.follow = true;
                draft.seen_entries = 0;
            });
        }
        set_height(&space, geometry.height());
        if !follow && before.map(|it| it.0) != Some(socket) {
            self.place.set(self.app.drafts.with_untracked(socket, |draft| draft.place));
        }
        self.placed.set_value(Some(here));
        if let Some(jump) = jump {
            self.app.connections.jump.set(None);
            if jump.socket == socket {
                self.jump(jump);
            }
        }
        let wanted = untrack(|| self.position());
        if (wanted - f64::from(scroller.scroll_top())).abs() >= 1.0 {
            self.scroll_top.set_value(wanted);
            set_scroll_top(&scroller, wanted);
        }
    }

    /// Goes to a row: one that was selected stands well in sight, another one comes first.
    fn jump(self, jump: Jump) {
        let geometry = self.geometry.get_untracked();
        let line = untrack(|| self.flip(jump.row));
        if jump.is_selected {
            let now = untrack(|| self.position());
            if (geometry.scroll_into_view(line, now) - now).abs() < 0.1 {
                return;
            }
            let above = u64::from(rows_in(geometry.viewport, geometry.row_height)) / 3;
            self.stay_at(self.place_of(geometry.scroll_to(line.saturating_sub(above))));
        } else {
            self.stay_at(self.place_of(geometry.scroll_to(line)));
        }
    }

    /// The element was scrolled, by a person or by [`Self::lay_out`].
    pub fn scrolled(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let socket = self.socket.get_untracked();
        if self.placed.get_value().map(|it| it.0) != Some(socket) {
            return;
        }
        let (before, now) = (self.scroll_top.get_value(), f64::from(scroller.scroll_top()));
        self.scroll_top.set_value(now);
        // Asked of the element itself: when the panel has just become higher, the geometry is of before.
        let below = f64::from(scroller.scroll_height() - scroller.client_height()) - now;
        let (to_newest, by) = if self.newest_first.get_untracked() {
            (now, before - now)
        } else {
            (below, now - before)
        };
        let is_at_newest = to_newest <= END_TOLERANCE_PX;
        if self.follow.get_untracked() {
            if !is_at_newest && by < 0.0 {
                self.stay_at(self.place_of(now));
            }
        } else if (now - untrack(|| self.position())).abs() >= 1.0 {
            let resumes = is_at_newest && by > 0.0;
            self.move_to(self.place_of(now));
            self.app.drafts.update(socket, |draft| draft.follow |= resumes);
        }
    }

    /// A turn of the wheel, in pixels of the list. Where the scroll bar stands for more than the
    /// element's own pixels, a turn would skip rows. Whether it was done here.
    pub fn wheel(self, by: f64) -> bool {
        let geometry = self.geometry.get_untracked();
        if !geometry.is_scaled() {
            return false;
        }
        let above = (geometry.place(untrack(|| self.position())) + by).max(0.0);
        let reaches_newest = if self.newest_first.get_untracked() {
            by < 0.0 && above <= END_TOLERANCE_PX
        } else {
            by > 0.0 && geometry.is_at_end(geometry.scroll_to_place(above))
        };
        if reaches_newest {
            self.go_to_newest();
        } else {
            self.stay_at(self.turned(above));
        }
        true
    }

    fn move_to(self, place: f64) {
        self.place.set(place.max(0.0));
        self.app.drafts.update(self.socket.get_untracked(), |draft| draft.place = place.max(0.0));
    }

    /// Moves there and stays: following is paused.
    fn stay_at(self, place: f64) {
        self.move_to(place);
        if self.follow.get_untracked() {
            let entries = self.totals.with_untracked(|it| it.entries);
            self.app.drafts.update(self.socket.get_untracked(), |draft| {
                draft.follow = false;
                draft.seen_entries = entries;
            });
        }
    }

    /// Shows the newest and stays there.
    pub fn go_to_newest(self) {
        self.app.drafts.update(self.socket.get_untracked(), |draft| draft.follow = true);
    }

    /// Follows the newest message from now on, or stays where it is.
    pub fn toggle_follow(self) {
        if self.follow.get_untracked() {
            self.stay_at(self.place_of(untrack(|| self.position())));
        } else {
            self.go_to_newest();
        }
    }

    /// Selects an entry.
    pub fn select(self, number: u64) {
        let conversation = self.app.connections.window.with_untracked(|it| it.conversation);
        self.app.connections.show(self.socket.get_untracked(), conversation, number);
    }

    /// The row of the entry selected, as far as the page knows it.
    fn selected_row(self) -> Option<u64> {
        let selected = self.selected.get_untracked()?;
        if self.listed.with_untracked(|it| it.filter.is_all()) {
            return Some(selected);
        }
        self.app.connections.window.with_untracked(|it| {
            let on_page = it.rows.iter().position(|listed| listed.row.number == selected);
            on_page.map(|at| it.first + at as u64).or(it.shown.selected)
        })
    }

    /// Selects a row, which may not be on the page.
    fn select_row(self, row: u64) {
        let number = if self.listed.with_untracked(|it| it.filter.is_all()) {
            Some(row)
        } else {
            self.app.connections.window.with_untracked(|it| {
                let at = usize::try_from(row.checked_sub(it.first)?).ok()?;
                it.rows.get(at).map(|listed| listed.row.number)
            })
        };
        match number {
            Some(number) => self.select(number),
            None => self.find(Wanted::Row { row }),
        }
    }

    /// Asks the worker for a row of what is listed now.
    fn find(self, wanted: Wanted) {
        self.app.connections.watch(Some(untrack(|| self.view())));
        self.app.find_row(wanted);
    }

    /// Selects the next row that the search finds, downwards or upwards.
    pub fn find_match(self, down: bool) {
        let near = untrack(|| self.flip(self.sight().first));
        self.find(Wanted::Match { forward: down != self.newest_first.get_untracked(), near });
    }

    /// Shows other messages. Who reads back stays near what was in sight.
    pub fn set_filter(self, change: impl FnOnce(&mut Filter)) {
        let in_sight = untrack(|| {
            let row = self.flip(self.sight().first);
            self.app.connections.window.with(|it| {
                let at = usize::try_from(row.checked_sub(it.first)?).ok()?;
                it.rows.get(at).map(|listed| listed.row.number)
            })
        });
        let socket = self.socket.get_untracked();
        self.app.drafts.update(socket, |draft| change(&mut draft.filter));
        if let Some(number) = in_sight.filter(|_| !self.follow.get_untracked()) {
            self.find(Wanted::Entry { number });
        }
    }

    /// Selects a row and scrolls as little as needed to have it in sight.
    fn select_in_view(self, row: u64) {
        self.select_row(row);
        let geometry = self.geometry.get_untracked();
        let now = untrack(|| self.position());
        let wanted = geometry.scroll_into_view(untrack(|| self.flip(row)), now);
        if (wanted - now).abs() > 0.1 {
            self.stay_at(self.place_of(wanted));
        }
    }

    /// What a key does; whether it means something here.
    pub fn key(self, key: &str) -> bool {
        let geometry = self.geometry.get_untracked();
        let flip = |row| untrack(|| self.flip(row));
        let newest = geometry.rows.saturating_sub(1);
        let start =
            if self.follow.get_untracked() { flip(newest) } else { untrack(|| self.sight().first) };
        let page =
            u64::from(rows_in(geometry.viewport, geometry.row_height)).saturating_sub(2).max(1);
        let selected = self.selected_row().map(flip);
        let Some(line) = select_by_key(key, selected, start, page, geometry.rows) else {
            return false;
        };
        let row = flip(line);
        if matches!(key, "Home" | "End") && row == newest {
            self.select_row(row);
            self.go_to_newest();
        } else {
            self.select_in_view(row);
        }
        true
    }
}

/// Whether the rows are those of this conversation; `None` is the one that is going on.
fn is_of(
    window: &connections::Window,
    socket: ItemId,
    conversation: Option<ConversationId>,
) -> bool {
    window.socket == Some(socket) && conversation.is_none_or(|id| id == window.conversation)
}

fn set_height(element: &web_sys::HtmlDivElement, px: f64) {
    web_sys::HtmlElement::style(element)
        .set_property("height", &crate::browser::dom::px(px))
        .unwrap_or_default();
}

fn set_scroll_top(element: &web_sys::HtmlDivElement, px: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "limited to the tallest element")]
    element.set_scroll_top(px.round() as i32);
}

fn rows_in(viewport: f64, row_height: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a screen has few rows"
    )]
    let rows = (viewport / row_height.max(1.0)).ceil().max(0.0) as u32;
    rows + 1
}

#[expect(clippy::cast_precision_loss, reason = "rows are far fewer than 2^53")]
fn real(number: u64) -> f64 {
    number as f64
}
