//! Which lines of a long text show, and where. Pure.
//!
//! Browsers limit how high an element can be. Past [`TALLEST_PX`] the scroll bar stands for more
//! than one pixel of text per pixel; wheel and keys still move by lines.

use std::ops::Range;

/// The tallest element that all browsers lay out, with room to spare.
const TALLEST_PX: f64 = 8_000_000.0;
/// Space above the first and below the last line.
const PADDING_PX: f64 = 8.0;
/// Lines kept ready above and below those that show.
const SPARE_LINES: usize = 10;

/// Sizes in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Geometry {
    /// How many lines there are.
    pub lines: usize,
    /// Height of one.
    pub line_px: f64,
    /// Height of what shows them.
    pub view_px: f64,
}

#[expect(clippy::cast_precision_loss, reason = "line counts are far below 2^52")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the line count"
)]
impl Geometry {
    /// The place in the text nearest to this one that has a line wholly in sight.
    pub fn place_showing(self, line: usize, text_px: f64) -> f64 {
        let top = PADDING_PX + line as f64 * self.line_px;
        let lowest = top + self.line_px - self.view_px;
        if top < text_px { top } else { text_px.max(lowest) }
    }

    /// How many whole lines are in sight; one at least.
    pub fn lines_in_sight(self) -> usize {
        if self.line_px > 0.0 { ((self.view_px / self.line_px) as usize).max(1) } else { 1 }
    }

    fn text_px(self) -> f64 {
        self.lines as f64 * self.line_px + 2.0 * PADDING_PX
    }

    /// Height of the element that scrolls.
    pub fn space_px(self) -> f64 {
        self.text_px().min(TALLEST_PX)
    }

    /// Whether the scroll bar stands for more than the element's own pixels.
    pub fn is_scaled(self) -> bool {
        self.text_px() > TALLEST_PX
    }

    /// Pixels of text per pixel of the scroll bar.
    fn ratio(self) -> f64 {
        let room = self.space_px() - self.view_px;
        if self.is_scaled() && room > 0.0 { (self.text_px() - self.view_px) / room } else { 1.0 }
    }

    /// The place in the text for a place of the scroll bar.
    pub fn text_at(self, scroll_px: f64) -> f64 {
        self.clamp(scroll_px * self.ratio())
    }

    /// The place of the scroll bar for a place in the text.
    pub fn scroll_at(self, text_px: f64) -> f64 {
        self.clamp(text_px) / self.ratio()
    }

    fn clamp(self, text_px: f64) -> f64 {
        text_px.min(self.text_px() - self.view_px).max(0.0)
    }

    /// The lines to render when the text has been scrolled this far.
    pub fn lines_at(self, text_px: f64) -> Range<usize> {
        if self.line_px <= 0.0 {
            return 0..0;
        }
        let first = ((text_px - PADDING_PX) / self.line_px).max(0.0) as usize;
        let count = (self.view_px / self.line_px).ceil().max(0.0) as usize + 1;
        let first = first.min(self.lines);
        first.saturating_sub(SPARE_LINES)..(first + count + SPARE_LINES).min(self.lines)
    }

    /// Where the first rendered line stands in the element that scrolls.
    pub fn top_of(self, first: usize, text_px: f64) -> f64 {
        PADDING_PX + first as f64 * self.line_px - self.clamp(text_px) + self.scroll_at(text_px)
    }

    /// How far a key moves, in pixels of text.
    pub fn step(self, key: &str) -> Option<f64> {
        match key {
            "ArrowDown" => Some(self.line_px),
            "ArrowUp" => Some(-self.line_px),
            "PageDown" | " " => Some(self.view_px - self.line_px),
            "PageUp" => Some(self.line_px - self.view_px),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: usize) -> Geometry {
        Geometry { lines, line_px: 20.0, view_px: 400.0 }
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 0.01
    }

    #[test]
    fn a_short_text_is_rendered_whole_and_an_empty_one_not_at_all() {
        assert_eq!(of(12).lines_at(0.0), 0..12);
        assert_eq!(of(0).lines_at(0.0), 0..0);
        assert_eq!(Geometry::default().lines_at(100.0), 0..0);
    }

    #[test]
    fn only_what_shows_is_rendered_with_some_to_spare() {
        let lines = of(1_000).lines_at(10_008.0);
        assert_eq!(lines, 490..531);
        assert!(near(of(1_000).top_of(490, 10_008.0), 8.0 + 490.0 * 20.0));
    }

    #[test]
    fn a_text_taller_than_browsers_can_lay_out_reaches_its_last_line() {
        let it = of(10_000_000);
        assert!(it.is_scaled());
        let bottom = it.space_px() - it.view_px;
        assert_eq!(it.lines_at(it.text_at(bottom)).end, 10_000_000);
        assert!(near(it.scroll_at(it.text_at(bottom)), bottom));
        assert!(near(it.text_at(0.0), 0.0));
        // The lines that show stand where the scroller shows them.
        let text = it.text_at(1_234_567.0);
        let first = it.lines_at(text).start;
        let seen = it.top_of(first, text) - 1_234_567.0;
        assert!((-220.0..=0.0).contains(&seen), "{seen}");
    }

    #[test]
    fn a_line_is_shown_by_as_little_scrolling_as_needed() {
        let it = of(1_000);
        assert!(near(it.place_showing(5, 50.0), 50.0), "in sight already");
        assert!(near(it.place_showing(2, 100.0), 48.0));
        assert!(near(it.place_showing(100, 0.0), 8.0 + 101.0 * 20.0 - 400.0));
        assert_eq!((it.lines_in_sight(), Geometry::default().lines_in_sight()), (20, 1));
    }

    #[test]
    fn places_past_the_ends_are_the_ends() {
        assert!(near(of(10).text_at(5_000.0), 0.0));
        assert!(near(of(1_000).text_at(1e9), 20_016.0 - 400.0));
        assert_eq!(of(1_000).lines_at(1e9).end, 1_000);
    }
}
