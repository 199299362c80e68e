//! Lines of one height, of which only those in sight are in the page, so that any number of them
//! scrolls alike. What a line holds is for whoever uses it.

mod geometry;

use std::ops::Range;

use crate::ui::prelude::*;
use leptos::{
    ev::{KeyboardEvent, WheelEvent},
    html,
};

use crate::browser::dom::{self, SizeObserver};
use geometry::Geometry;

/// Line height when it cannot be measured, in CSS pixels.
const LINE_PX: f64 = 20.0;
/// Lines that stay above the one that is gone to.
const LINES_ABOVE: usize = 3;
/// What a mouse reports when it counts lines instead of pixels.
const WHEEL_BY_LINE: u32 = 1;

/// The lines of one element that scrolls: its `node_ref` is `scroller`, and it holds an element as
/// high as [`Self::space`], in which another one, moved to [`Self::top`], holds the lines
/// [`Self::shown`].
#[derive(Clone, Copy)]
pub struct VirtualLines {
    /// The element that scrolls.
    pub scroller: NodeRef<html::Div>,
    geometry: Memo<Geometry>,
    /// How far the text has been scrolled, in its own pixels.
    text_px: RwSignal<f64>,
    shown: Memo<Range<usize>>,
}

impl VirtualLines {
    /// So many lines.
    pub fn new(lines: Signal<usize>) -> Self {
        let scroller = NodeRef::<html::Div>::new();
        let line_px = RwSignal::new(LINE_PX);
        let view_px = RwSignal::new(0.0);
        let text_px = RwSignal::new(0.0);
        let geometry = Memo::new(move |_| Geometry {
            lines: lines.get(),
            line_px: line_px.get(),
            view_px: view_px.get(),
        });
        let size = StoredValue::new_local(None::<SizeObserver>);
        Effect::new(move |_| {
            let Some(element) = scroller.get() else {
                return;
            };
            let observer = SizeObserver::new(&element, move || {
                if let Some(Some(element)) = scroller.try_get_untracked() {
                    line_px.try_set(dom::line_height(&element, LINE_PX));
                    view_px.try_set(f64::from(element.client_height()));
                }
            });
            size.set_value(observer);
        });
        let shown = Memo::new(move |_| geometry.get().lines_at(text_px.get()));
        Self { scroller, geometry, text_px, shown }
    }

    /// The lines to render.
    pub fn shown(self) -> Range<usize> {
        self.shown.get()
    }

    /// Height of the element that holds the lines, as a style.
    pub fn space(self) -> String {
        dom::px(self.geometry.get().space_px())
    }

    /// Where the first rendered line stands in it, as a style.
    pub fn top(self) -> String {
        let first = self.shown.with(|it| it.start);
        let top = self.geometry.get().top_of(first, self.text_px.get());
        format!("translateY({})", dom::px(top))
    }

    /// Scrolls to the first line.
    pub fn go_to_start(self) {
        self.text_px.set(0.0);
        if let Some(element) = self.scroller.get_untracked() {
            element.set_scroll_top(0);
        }
    }

    /// Scrolls so that a line stands near the top. Its size need not be known yet.
    pub fn go_to_line(self, line: usize) {
        #[expect(clippy::cast_precision_loss, reason = "lines are far fewer than 2^53")]
        let above = line.saturating_sub(LINES_ABOVE) as f64;
        let Some(line_px) = self.geometry.try_with_untracked(|it| it.line_px) else { return };
        self.go_to(above * line_px);
    }

    /// Scrolls as little as needed to show a line.
    pub fn show(self, line: usize) {
        let now = self.text_px.get_untracked();
        self.go_to(self.geometry.get_untracked().place_showing(line, now));
    }

    /// How many lines are in sight.
    pub fn lines_in_sight(self) -> usize {
        self.geometry.get_untracked().lines_in_sight()
    }

    /// The element was scrolled.
    pub fn on_scroll(self) {
        if let Some(element) = self.scroller.get_untracked() {
            let geometry = self.geometry.get_untracked();
            let scroll = f64::from(element.scroll_top());
            // What `go_to` set comes back here, rounded: that is no move of its own.
            if (geometry.scroll_at(self.text_px.get_untracked()) - scroll).abs() >= 1.0 {
                self.text_px.set(geometry.text_at(scroll));
            }
        }
    }

    /// The wheel was turned: where the scroll bar stands for more than its own pixels, it moves by
    /// lines all the same.
    pub fn on_wheel(self, event: &WheelEvent) {
        let geometry = self.geometry.get_untracked();
        if geometry.is_scaled() && !event.ctrl_key() && event.delta_y() != 0.0 {
            event.prevent_default();
            let unit = if event.delta_mode() == WHEEL_BY_LINE { geometry.line_px } else { 1.0 };
            self.go_to(self.text_px.get_untracked() + event.delta_y() * unit);
        }
    }

    /// A key that scrolls was pressed, likewise.
    pub fn on_key(self, event: &KeyboardEvent) {
        let geometry = self.geometry.get_untracked();
        if let Some(by) = geometry.step(&event.key()).filter(|_| geometry.is_scaled()) {
            event.prevent_default();
            self.go_to(self.text_px.get_untracked() + by);
        }
    }

    fn go_to(self, text_px: f64) {
        if let Some(element) = self.scroller.get_untracked() {
            let geometry = self.geometry.get_untracked();
            let scroll = geometry.scroll_at(text_px);
            self.text_px.set(geometry.text_at(scroll));
            #[expect(clippy::cast_possible_truncation, reason = "limited to the tallest element")]
            element.set_scroll_top(scroll.round() as i32);
        }
    }
}
