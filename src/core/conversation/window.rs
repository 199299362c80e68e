//! The arithmetic of a virtual list: rows of one height, of which only those in sight exist.
//!
//! Browsers cap the height of an element (Firefox at about 17.8 million pixels, Chromium at 33),
//! so a long list stands in an element of at most [`MAX_HEIGHT`]: while all rows fit in it every
//! pixel is exact, beyond it the scroll position is a fraction of the way. Lengths are CSS pixels.

/// Tallest element, with room for a zoomed page.
pub const MAX_HEIGHT: f64 = 8_000_000.0;

/// How near to the end counts as the end: browsers round scroll positions.
const END_TOLERANCE: f64 = 2.0;

/// A list as it is laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Height of a row; positive.
    pub row_height: f64,
    /// Rows in the list.
    pub rows: u64,
    /// Height of what is in sight.
    pub viewport: f64,
}

/// What is in sight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// The first row of which anything is in sight.
    pub first: u64,
    /// How many rows are in sight, cut ones included.
    pub count: u32,
    /// Where the first row begins, from the top of the element that scrolls: at most the scroll
    /// position.
    pub top: f64,
}

impl Window {
    /// Height of the element that holds the rows.
    pub fn height(&self) -> f64 {
        self.real_height().min(MAX_HEIGHT)
    }

    /// What is in sight at a scroll position.
    pub fn sight(&self, scroll_top: f64) -> Sight {
        let scroll_top = scroll_top.clamp(0.0, self.max_scroll());
        let real_top = scroll_top * self.stretch();
        let first = (real_top / self.row_height).floor();
        let cut = real_top - first * self.row_height;
        let count = ((cut + self.viewport) / self.row_height).ceil();
        let first = whole(first).min(self.rows.saturating_sub(1));
        Sight {
            first,
            count: u32::try_from(whole(count).min(self.rows - first.min(self.rows)))
                .unwrap_or(u32::MAX),
            top: scroll_top - cut,
        }
    }

    /// The scroll position that puts a row at the top, or as near to it as the list's end allows.
    pub fn scroll_to(&self, row: u64) -> f64 {
        (real(row) * self.row_height / self.stretch()).min(self.max_scroll())
    }

    /// The scroll position nearest to this one that has the row wholly in sight; this one when it
    /// is already.
    pub fn scroll_into_view(&self, row: u64, scroll_top: f64) -> f64 {
        let real_top = scroll_top.clamp(0.0, self.max_scroll()) * self.stretch();
        let row_top = real(row) * self.row_height;
        let lowest = row_top + self.row_height - self.viewport;
        if row_top < real_top {
            self.scroll_to(row)
        } else if lowest > real_top {
            (lowest / self.stretch()).min(self.max_scroll())
        } else {
            scroll_top
        }
    }

    /// The scroll position of the end.
    pub fn max_scroll(&self) -> f64 {
        (self.height() - self.viewport).max(0.0)
    }

    /// Whether the last row is in sight.
    pub fn is_at_end(&self, scroll_top: f64) -> bool {
        scroll_top >= self.max_scroll() - END_TOLERANCE
    }

    /// Whether a pixel of scrolling means more than one pixel of the list.
    pub fn is_scaled(&self) -> bool {
        self.stretch() > 1.0
    }

    /// How much of the list is above what is in sight, in its own pixels. Unlike the scroll position
    /// it stays the same for the same rows when the list grows.
    pub fn place(&self, scroll_top: f64) -> f64 {
        scroll_top.clamp(0.0, self.max_scroll()) * self.stretch()
    }

    /// The scroll position for a place.
    pub fn scroll_to_place(&self, place: f64) -> f64 {
        (place.max(0.0) / self.stretch()).min(self.max_scroll())
    }

    /// A place counted from the list's other end, as where the newest stand first: how much of the
    /// list is below what is in sight.
    pub fn from_other_end(&self, place: f64) -> f64 {
        (self.real_height() - self.viewport - place).max(0.0)
    }

    fn real_height(&self) -> f64 {
        real(self.rows) * self.row_height
    }

    /// How many real pixels one pixel of scrolling means: exactly 1 while all rows fit.
    fn stretch(&self) -> f64 {
        let real_height = self.real_height();
        if real_height <= MAX_HEIGHT {
            return 1.0;
        }
        (real_height - self.viewport) / (MAX_HEIGHT - self.viewport)
    }
}

/// Where a key moves the selection of a list of `rows` rows, by the name browsers give the key;
/// `None` when it means nothing or there are no rows. `page` is how far a page key goes, `start`
/// which row is selected first when none is.
pub fn select_by_key(
    key: &str,
    selected: Option<u64>,
    start: u64,
    page: u64,
    rows: u64,
) -> Option<u64> {
    let last = rows.checked_sub(1)?;
    let down = |by: u64| selected.map_or(start, |at| at.saturating_add(by)).min(last);
    let up = |by: u64| selected.map_or(start, |at| at.saturating_sub(by)).min(last);
    match key {
        "ArrowDown" => Some(down(1)),
        "ArrowUp" => Some(up(1)),
        "PageDown" => Some(down(page)),
        "PageUp" => Some(up(page)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "rows are far fewer than 2^53")]
fn real(number: u64) -> f64 {
    number as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and far below 2^53"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MAX_HEIGHT, Sight, Window, select_by_key};

    const ROW: f64 = 26.0;

    fn window(rows: u64) -> Window {
        Window { row_height: ROW, rows, viewport: 700.0 }
    }

    #[test]
    fn an_empty_list_shows_nothing_and_is_at_its_end() {
        let it = window(0);
        assert_eq!(it.sight(0.0), Sight { first: 0, count: 0, top: 0.0 });
        assert!(it.is_at_end(0.0));
        assert!(it.height() < f64::EPSILON);
    }

    #[test]
    fn a_short_list_is_whole_in_sight() {
        assert_eq!(window(10).sight(0.0), Sight { first: 0, count: 10, top: 0.0 });
        assert!(window(10).is_at_end(0.0));
    }

    #[test]
    fn below_the_cap_every_pixel_is_exact() {
        let it = window(100_000);
        for row in [0_u32, 1, 7, 5_000, 99_000] {
            let top = f64::from(row) * ROW;
            assert_eq!(it.scroll_to(row.into()).to_bits(), top.to_bits());
            let sight = it.sight(top + 11.0);
            assert_eq!((sight.first, sight.top.to_bits()), (row.into(), top.to_bits()));
        }
        assert_eq!(it.sight(13.0).count, 28, "13 + 700 pixels touch 28 rows of 26");
        assert_eq!(it.sight(0.0).count, 27);
    }

    #[test]
    fn the_end_shows_the_last_row_at_any_length() {
        for rows in [1, 27, 1_000, 307_692, 307_693, 1_000_000, 10_000_000] {
            let it = window(rows);
            let sight = it.sight(it.max_scroll());
            assert_eq!(sight.first + u64::from(sight.count), rows, "{rows} rows");
            assert!(it.is_at_end(it.max_scroll() - 1.0));
            assert!(rows < 100 || !it.is_at_end(it.max_scroll() - ROW));
            assert!(it.height() <= MAX_HEIGHT);
        }
    }

    #[test]
    fn the_same_rows_stay_in_sight_while_a_long_list_grows() {
        let (before, after) = (window(1_000_000), window(1_200_000));
        assert!(before.is_scaled() && !window(1_000).is_scaled());
        let place = before.place(4_000_000.0);
        let seen = before.sight(before.scroll_to_place(place));
        assert_eq!(after.sight(after.scroll_to_place(place)).first, seen.first);
        assert!(
            after.sight(4_000_000.0).first > seen.first,
            "a scroll position alone would move on"
        );
        assert_eq!(window(1_000).place(123.0).to_bits(), 123.0_f64.to_bits());
    }

    #[test]
    fn counted_from_its_end_a_list_may_grow_at_its_beginning() {
        for (before, after) in [(1_000, 1_010), (1_000_000, 1_200_000)] {
            let (before, after) = (window(before), window(after));
            let from_end = before.from_other_end(before.place(2_600.0));
            let seen = before.sight(2_600.0).first;
            let now = after.sight(after.scroll_to_place(after.from_other_end(from_end)));
            assert_eq!(now.first - seen, after.rows - before.rows, "the same rows");
        }
        assert!(window(3).from_other_end(0.0) < f64::EPSILON);
    }

    #[test]
    fn keys_move_the_selection_and_stop_at_the_ends() {
        let check = |key: &str, selected, rows, expected| {
            assert_eq!(select_by_key(key, selected, 7, 5, rows), expected, "{key} at {selected:?}");
        };
        check("ArrowDown", Some(3), 10, Some(4));
        check("ArrowDown", Some(9), 10, Some(9));
        check("ArrowUp", Some(0), 10, Some(0));
        check("PageDown", Some(3), 10, Some(8));
        check("PageDown", Some(7), 10, Some(9));
        check("PageUp", Some(3), 10, Some(0));
        check("Home", Some(3), 10, Some(0));
        check("End", None, 10, Some(9));
        check("ArrowUp", None, 10, Some(7));
        check("ArrowDown", None, 3, Some(2));
        check("ArrowDown", Some(20), 10, Some(9));
        check("a", Some(3), 10, None);
        check("End", None, 0, None);
    }

    #[test]
    fn into_view_moves_only_as_far_as_needed() {
        let it = window(1_000);
        let stays = it.scroll_into_view(10, 100.0);
        assert_eq!(stays.to_bits(), 100.0_f64.to_bits());
        assert_eq!(it.scroll_into_view(1, 100.0).to_bits(), ROW.to_bits());
        let below = it.scroll_into_view(100, 100.0);
        assert_eq!(below.to_bits(), (101.0 * ROW - 700.0).to_bits());
    }

    proptest! {
        #[test]
        fn what_is_in_sight_covers_the_viewport(
            rows in 1..10_000_000_u64, at in 0.0..1.0_f64, viewport in 50.0..2_000.0_f64,
        ) {
            let it = Window { row_height: ROW, rows, viewport };
            let scroll_top = it.max_scroll() * at;
            let sight = it.sight(scroll_top);
            prop_assert!(sight.top <= scroll_top && sight.top > scroll_top - ROW - 1e-3);
            let end = sight.first + u64::from(sight.count);
            prop_assert!(end <= rows);
            let bottom = sight.top + f64::from(sight.count) * ROW;
            prop_assert!(bottom >= scroll_top + viewport - 1e-3 || end == rows);
        }

        #[test]
        fn a_row_scrolled_to_is_in_sight(rows in 1..10_000_000_u64, at in 0.0..1.0_f64, from in 0.0..1.0_f64) {
            let it = window(rows);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            let row = ((rows - 1) as f64 * at) as u64;
            for scroll_top in [it.scroll_to(row), it.scroll_into_view(row, it.max_scroll() * from)] {
                let sight = it.sight(scroll_top + 1e-6);
                prop_assert!((sight.first..sight.first + u64::from(sight.count)).contains(&row));
            }
        }
    }
}
