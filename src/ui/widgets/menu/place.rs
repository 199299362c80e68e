//! Where a menu opens: at a point or below what it belongs to, slid in from the window's edges,
//! never shrunk. Pure.

use crate::browser::dom::Rect;

/// Free space kept between a menu and the window's edges, in CSS pixels.
const EDGE_PX: f64 = 8.0;
/// Between a menu and what it opens from.
const GAP_PX: f64 = 4.0;

/// What a menu opens at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MenuPlace {
    /// A point in the window: the pointer of a right click.
    At {
        /// From the left, in CSS pixels.
        x: f64,
        /// From the top, in CSS pixels.
        y: f64,
    },
    /// Below a button or row, or above where there is no room below.
    Below(Rect),
    /// As below a button, always at its left edge: what belongs to a text field.
    Under(Rect),
    /// Above a text field, or below where there is no room above, at its left edge: what a person goes
    /// to next mostly stands below.
    Over(Rect),
}

impl MenuPlace {
    /// Left and top of a menu of this size in a window of this size.
    pub fn position(self, menu: (f64, f64), window: (f64, f64)) -> (f64, f64) {
        let (left, top) = match self {
            Self::At { x, y } => (x, y),
            Self::Below(anchor) | Self::Under(anchor) => {
                let below = anchor.top + anchor.height + GAP_PX;
                let above = anchor.top - GAP_PX - menu.1;
                let fits_below = below + menu.1 <= window.1 - EDGE_PX;
                let top = if fits_below || above < EDGE_PX { below } else { above };
                // In the right half of the window its right edge follows the button's.
                let at_right = matches!(self, Self::Below(_))
                    && anchor.left + anchor.width / 2.0 > window.0 / 2.0;
                let left = if at_right { anchor.left + anchor.width - menu.0 } else { anchor.left };
                (left, top)
            }
            Self::Over(anchor) => {
                let above = anchor.top - GAP_PX - menu.1;
                let below = anchor.top + anchor.height + GAP_PX;
                (anchor.left, if above < EDGE_PX { below } else { above })
            }
        };
        (slide(left, menu.0, window.0), slide(top, menu.1, window.1))
    }
}

/// Moves a span of this size so that it is within the window, its start first.
fn slide(start: f64, size: f64, window: f64) -> f64 {
    start.min(window - EDGE_PX - size).max(EDGE_PX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: (f64, f64) = (1000.0, 800.0);

    #[track_caller]
    fn check(place: MenuPlace, menu: (f64, f64), expected: (f64, f64)) {
        assert_eq!(place.position(menu, WINDOW), expected);
    }

    fn button(left: f64, top: f64) -> MenuPlace {
        MenuPlace::Below(Rect { left, top, width: 100.0, height: 28.0 })
    }

    #[test]
    fn opens_at_the_pointer_and_slides_in_from_the_edges() {
        check(MenuPlace::At { x: 50.0, y: 60.0 }, (200.0, 300.0), (50.0, 60.0));
        check(MenuPlace::At { x: 990.0, y: 790.0 }, (200.0, 300.0), (792.0, 492.0));
        check(MenuPlace::At { x: 0.0, y: 0.0 }, (200.0, 300.0), (8.0, 8.0));
    }

    #[test]
    fn a_menu_larger_than_the_window_shows_its_beginning() {
        check(MenuPlace::At { x: 500.0, y: 500.0 }, (1200.0, 900.0), (8.0, 8.0));
    }

    #[test]
    fn opens_below_a_button_or_above_where_there_is_no_room() {
        check(button(10.0, 100.0), (200.0, 300.0), (10.0, 132.0));
        check(button(10.0, 700.0), (200.0, 300.0), (10.0, 396.0));
    }

    #[test]
    fn in_the_right_half_it_keeps_the_right_edge() {
        check(button(880.0, 10.0), (200.0, 300.0), (780.0, 42.0));
        let field = Rect { left: 600.0, top: 10.0, width: 380.0, height: 28.0 };
        check(MenuPlace::Under(field), (200.0, 300.0), (600.0, 42.0));
    }

    #[test]
    fn stands_over_a_field_or_below_where_there_is_no_room() {
        let field = |top| MenuPlace::Over(Rect { left: 600.0, top, width: 380.0, height: 28.0 });
        check(field(400.0), (200.0, 60.0), (600.0, 336.0));
        check(field(50.0), (200.0, 60.0), (600.0, 82.0));
    }
}
