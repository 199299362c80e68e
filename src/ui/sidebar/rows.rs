//! Which rows of the tree are in the page: those in sight and a few beside them, and those that must
//! stay whatever is in sight. A tree of thousands costs what a screenful does.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use crate::ui::prelude::*;
use leptos::html;

use crate::{
    app::App,
    browser::dom::{self, SizeObserver},
    core::{
        conversation::window::Window,
        model::{ItemId, TreeRow},
    },
};

/// Rows kept ready above and below what is in sight.
const SPARE: usize = 12;

/// All rows, and where each stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub all: Arc<[TreeRow]>,
    places: Arc<HashMap<ItemId, usize>>,
}

impl Rows {
    fn new(all: Vec<TreeRow>) -> Self {
        let places = all.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
        Self { all: all.into(), places: Arc::new(places) }
    }

    /// Where the row of an item stands.
    pub fn place(&self, id: ItemId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The row of an item and where it stands.
    pub fn get(&self, id: ItemId) -> Option<(usize, TreeRow)> {
        let place = self.place(id)?;
        Some((place, self.all.get(place)?.clone()))
    }
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

/// The tree as it is laid out. Copied freely: it holds only handles.
#[derive(Clone, Copy)]
pub(super) struct TreeView {
    pub app: App,
    pub scroller: NodeRef<html::Div>,
    pub rows: Memo<Rows>,
    /// The row the keyboard acts on: the cursor's if it shows, else the first.
    pub active: Memo<Option<ItemId>>,
    geometry: Memo<Window>,
    scroll_top: RwSignal<f64>,
    viewport: RwSignal<f64>,
    row_height: RwSignal<f64>,
}

impl TreeView {
    pub fn new(app: App) -> Self {
        let rows = Memo::new(move |_| {
            app.workspace.with(|workspace| {
                app.settings.with(|settings| {
                    let filter = app.tree.filter.get();
                    Rows::new(workspace.visible_rows(&settings.expanded, &filter))
                })
            })
        });
        let viewport = RwSignal::new(0.0);
        let row_height = RwSignal::new(26.0);
        Self {
            app,
            scroller: NodeRef::new(),
            rows,
            active: Memo::new(move |_| {
                let cursor = app.tree.cursor.get();
                rows.with(|rows| {
                    let shown = cursor.filter(|id| rows.place(*id).is_some());
                    shown.or_else(|| rows.all.first().map(|row| row.id))
                })
            }),
            geometry: Memo::new(move |_| Window {
                row_height: row_height.get(),
                rows: rows.with(|rows| rows.all.len() as u64),
                viewport: viewport.get(),
            }),
            scroll_top: RwSignal::new(0.0),
            viewport,
            row_height,
        }
    }

    /// The rows in the page, in order: those in sight, the active one, one whose name is edited, and
    /// one being dragged, which must not go while it is.
    pub fn in_page(self) -> Vec<ItemId> {
        // Before what depends on it: whoever asks whether anything changed asks in this order, and a
        // change of the rows that changes nothing of their number would be taken for none.
        self.rows.track();
        let sight = self.geometry.get().sight(self.scroll_top.get());
        let renamed = self.app.renaming.get().map(|it| it.item);
        let kept =
            [self.active.get(), renamed, self.app.tree.dragged.with(|it| it.first().copied())];
        self.rows.with(|rows| {
            let first = usize::try_from(sight.first).unwrap_or_default();
            let last = first.saturating_add(usize::try_from(sight.count).unwrap_or_default());
            let in_sight = first.saturating_sub(SPARE)..(last + SPARE).min(rows.all.len());
            let kept = kept.into_iter().flatten().filter_map(|id| rows.place(id));
            let places: BTreeSet<usize> = in_sight.chain(kept).collect();
            places.into_iter().filter_map(|at| rows.all.get(at)).map(|row| row.id).collect()
        })
    }

    /// How many rows there are.
    pub fn count(self) -> usize {
        self.rows.with(|rows| rows.all.len())
    }

    /// Scrolls as little as needed to have the row of an item in sight.
    pub fn show(self, id: ItemId) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let Some(place) = self.rows.with_untracked(|rows| rows.place(id)) else { return };
        let now = f64::from(scroller.scroll_top());
        let wanted = self.geometry.get_untracked().scroll_into_view(place as u64, now);
        if (wanted - now).abs() >= 1.0 {
            self.scroll_top.set(wanted);
            dom::set_scroll_top(&scroller, wanted);
        }
    }

    /// The element was scrolled.
    pub fn scrolled(self) {
        if let Some(scroller) = self.scroller.get_untracked() {
            self.scroll_top.set(f64::from(scroller.scroll_top()));
        }
    }

    /// How many rows from the top of the tree a height in the window is.
    pub fn rows_down_to(self, client_y: f64) -> f64 {
        let Some(scroller) = self.scroller.get_untracked() else { return -1.0 };
        let top = dom::rect(&scroller).top - f64::from(scroller.scroll_top());
        (client_y - top) / self.row_height.get_untracked()
    }

    /// Keeps the sizes: of the tree, and of one row (it is higher on a small screen).
    pub fn observe(self, ruler: NodeRef<html::Div>) {
        let observers = StoredValue::new_local(None::<[Option<SizeObserver>; 2]>);
        Effect::new(move |_| {
            let (Some(scroller), Some(ruler_element)) = (self.scroller.get(), ruler.get()) else {
                return;
            };
            let of_tree = SizeObserver::new(&scroller, move || {
                if let Some(Some(element)) = self.scroller.try_get_untracked() {
                    self.viewport.try_set(f64::from(element.client_height()));
                }
            });
            let of_row = SizeObserver::new(&ruler_element, move || {
                if let Some(Some(element)) = ruler.try_get_untracked() {
                    let px = f64::from(element.offset_height());
                    if px > 0.0 {
                        self.row_height.try_set(px);
                    }
                }
            });
            observers.set_value(Some([of_tree, of_row]));
        });
    }
}
