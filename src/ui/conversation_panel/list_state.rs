//! Where the list of messages stands: which rows are in sight, whether it follows the newest, which
//! one is selected. What it means to see and select is `core::conversation::window`'s arithmetic.

use leptos::{html, prelude::*};

use crate::{
    app::{App, connections},
    core::{
        conversation::{
            Totals,
            window::{Sight, Window, select_by_key},
        },
        model::ItemId,
    },
    protocol::View,
};

/// Rows kept ready above what is in sight, so that a short way of scrolling shows no gap.
const SPARE_ABOVE: u64 = 8;
/// Rows kept ready below it. None while following: there is nothing below.
const SPARE_BELOW: u32 = 20;

/// How near to the end counts as the end: browsers round scroll positions.
const END_TOLERANCE_PX: f64 = 2.0;

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
    /// Where the list stands while it does not follow: see [`Window::place`].
    place: RwSignal<f64>,
    /// Where the browser said the element stands.
    scroll_top: StoredValue<f64>,
    pub follow: Memo<bool>,
    pub totals: Memo<Totals>,
    pub geometry: Memo<Window>,
    /// The entry selected.
    pub selected: Memo<Option<u64>>,
    /// The list stands where this WebSocket's was left, of this generation.
    placed: StoredValue<Option<(ItemId, u32)>>,
}

impl ListState {
    pub fn new(app: App, socket: Signal<ItemId>) -> Self {
        let viewport = RwSignal::new(0.0);
        let row_height = RwSignal::new(26.0);
        let totals = Memo::new(move |_| {
            app.connections
                .window
                .with(|it| if is_of(it, socket.get()) { it.totals } else { Totals::default() })
        });
        let rows = Memo::new(move |_| totals.get().entries);
        Self {
            app,
            socket,
            scroller: NodeRef::new(),
            space: NodeRef::new(),
            viewport,
            row_height,
            place: RwSignal::new(0.0),
            scroll_top: StoredValue::new(0.0),
            follow: Memo::new(move |_| app.drafts.with(socket.get(), |draft| draft.follow)),
            totals,
            geometry: Memo::new(move |_| Window {
                row_height: row_height.get(),
                rows: rows.get(),
                viewport: viewport.get(),
            }),
            selected: Memo::new(move |_| app.connections.shown_number(socket.get())),
            placed: StoredValue::new(None),
        }
    }

    /// Whether the rows on the page are those of this WebSocket.
    pub fn has_rows(self) -> bool {
        self.app.connections.window.with(|it| is_of(it, self.socket.get()))
    }

    /// Where the list is scrolled to: the end while it follows.
    fn position(self) -> f64 {
        let geometry = self.geometry.get();
        if self.follow.get() {
            geometry.max_scroll()
        } else {
            geometry.scroll_to_place(self.place.get())
        }
    }

    pub fn sight(self) -> Sight {
        self.geometry.get().sight(self.position())
    }

    /// The rows the worker should tell. Only their number when the list is hidden.
    pub fn view(self) -> View {
        let (socket, follow) = (self.socket.get(), self.follow.get());
        let viewport = self.viewport.get();
        if viewport <= 0.0 {
            return View { socket, first: 0, rows: 0, follow: true };
        }
        let in_sight = rows_in(viewport, self.row_height.get());
        let spare = u32::try_from(SPARE_ABOVE).unwrap_or_default();
        if follow {
            return View { socket, first: 0, rows: in_sight + spare, follow };
        }
        let first = self.sight().first.saturating_sub(SPARE_ABOVE);
        View { socket, first, rows: in_sight + spare + SPARE_BELOW, follow }
    }

    /// Where the first row on the page stands in the element that scrolls.
    pub fn rows_top(self) -> f64 {
        let sight = self.sight();
        let first = self.app.connections.window.with(|it| it.first);
        sight.top + (real(first) - real(sight.first)) * self.row_height.get()
    }

    /// Brings the element that scrolls in line with the conversation: its height, and where it
    /// stands.
    pub fn lay_out(self) {
        self.place.track();
        let (Some(scroller), Some(space)) = (self.scroller.get(), self.space.get()) else { return };
        let (socket, geometry, follow) =
            (self.socket.get(), self.geometry.get(), self.follow.get());
        if !self.has_rows() || self.viewport.get() <= 0.0 {
            self.placed.set_value(None);
            return;
        }
        let generation = self.totals.with(|it| it.generation);
        let before = self.placed.get_value();
        if before.is_some_and(|it| it.0 == socket && it.1 != generation) {
            // Cleared: what was seen means nothing now.
            self.app.drafts.update(socket, |draft| {
                draft.follow = true;
                draft.seen_entries = 0;
            });
        }
        set_height(&space, geometry.height());
        if !follow && before.map(|it| it.0) != Some(socket) {
            self.place.set(self.app.drafts.with_untracked(socket, |draft| draft.scroll_top));
        }
        let wanted = untrack(|| self.position());
        if (wanted - f64::from(scroller.scroll_top())).abs() >= 1.0 {
            self.scroll_top.set_value(wanted);
            set_scroll_top(&scroller, wanted);
        }
        self.placed.set_value(Some((socket, generation)));
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
        let geometry = self.geometry.get_untracked();
        // Asked of the element itself: when the panel has just become higher, the geometry is of before.
        let below = f64::from(scroller.scroll_height() - scroller.client_height()) - now;
        let is_at_end = below <= END_TOLERANCE_PX;
        if self.follow.get_untracked() {
            if !is_at_end && now < before {
                self.pause(geometry.place(now));
            }
        } else if (now - untrack(|| self.position())).abs() >= 1.0 {
            let resumes = is_at_end && now > before;
            self.move_to(geometry.place(now));
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
        let place = geometry.place(untrack(|| self.position())) + by;
        if by > 0.0 && geometry.is_at_end(geometry.scroll_to_place(place)) {
            self.go_to_newest();
        } else if self.follow.get_untracked() {
            self.pause(place);
        } else {
            self.move_to(place);
        }
        true
    }

    fn move_to(self, place: f64) {
        self.place.set(place.max(0.0));
        self.app
            .drafts
            .update(self.socket.get_untracked(), |draft| draft.scroll_top = place.max(0.0));
    }

    fn pause(self, place: f64) {
        let entries = self.totals.with_untracked(|it| it.entries);
        self.move_to(place);
        self.app.drafts.update(self.socket.get_untracked(), |draft| {
            draft.follow = false;
            draft.seen_entries = entries;
        });
    }

    /// Shows the newest and stays there.
    pub fn go_to_newest(self) {
        self.app.drafts.update(self.socket.get_untracked(), |draft| draft.follow = true);
    }

    /// Selects an entry.
    pub fn select(self, number: u64) {
        self.app.connections.show(self.socket.get_untracked(), number);
    }

    /// Selects an entry and scrolls as little as needed to have it in sight.
    fn select_in_view(self, number: u64) {
        self.select(number);
        let geometry = self.geometry.get_untracked();
        let now = untrack(|| self.position());
        let wanted = geometry.scroll_into_view(number, now);
        if (wanted - now).abs() > 0.1 {
            let place = geometry.place(wanted);
            if self.follow.get_untracked() { self.pause(place) } else { self.move_to(place) }
        }
    }

    /// What a key does; whether it means something here.
    pub fn key(self, key: &str) -> bool {
        let geometry = self.geometry.get_untracked();
        let follow = self.follow.get_untracked();
        let start =
            if follow { geometry.rows.saturating_sub(1) } else { untrack(|| self.sight().first) };
        let page =
            u64::from(rows_in(geometry.viewport, geometry.row_height)).saturating_sub(2).max(1);
        let selected = self.selected.get_untracked();
        let Some(number) = select_by_key(key, selected, start, page, geometry.rows) else {
            return false;
        };
        if key == "End" {
            self.select(number);
            self.go_to_newest();
        } else {
            self.select_in_view(number);
        }
        true
    }
}

fn is_of(window: &connections::Window, socket: ItemId) -> bool {
    window.socket == Some(socket)
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
