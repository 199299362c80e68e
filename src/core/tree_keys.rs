//! Walking the tree with the keyboard, as the ARIA authoring practices of the tree view say: what a
//! key means in the rows on the screen. Knows nothing of focus or drawing.

use crate::core::model::{ItemId, TreeRow};

/// What a key asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Move the cursor.
    To(ItemId),
    /// Fold a row.
    Fold(ItemId),
    /// Unfold a row.
    Unfold(ItemId),
    /// Unfold a row and those beside it.
    UnfoldAll(Vec<ItemId>),
}

/// What a key (`KeyboardEvent.key`) asks for when the cursor is `at`; `None` when it is no key of a
/// tree or there is nowhere to go.
pub fn step(rows: &[TreeRow], at: Option<ItemId>, key: &str) -> Option<Step> {
    let index = rows.iter().position(|row| Some(row.id) == at)?;
    let row = rows.get(index)?;
    let to = |row: &TreeRow| Some(Step::To(row.id));
    match key {
        "ArrowDown" => to(rows.get(index + 1)?),
        "ArrowUp" => to(rows.get(index.checked_sub(1)?)?),
        "Home" => to(rows.first()?),
        "End" => to(rows.last()?),
        "ArrowRight" if row.expandable && !row.expanded => Some(Step::Unfold(row.id)),
        "ArrowRight" if row.expanded => to(rows.get(index + 1)?),
        "ArrowLeft" if row.expanded => Some(Step::Fold(row.id)),
        "ArrowLeft" => to(rows.get(..index)?.iter().rev().find(|it| it.level < row.level)?),
        "*" => {
            let ids: Vec<ItemId> =
                beside(rows, index).filter(|it| it.expandable).map(|it| it.id).collect();
            (!ids.is_empty()).then_some(Step::UnfoldAll(ids))
        }
        _ => None,
    }
}

/// The row and those beside it under the same parent.
fn beside(rows: &[TreeRow], index: usize) -> impl Iterator<Item = &TreeRow> {
    let level = rows.get(index).map_or(0, |row| row.level);
    let (before, after) = rows.split_at_checked(index).unwrap_or((rows, &[]));
    let before = before.iter().rev().take_while(move |it| it.level >= level);
    let after = after.iter().take_while(move |it| it.level >= level);
    before.chain(after).filter(move |it| it.level == level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::RowKind;

    /// One row a line: indent of two is one level; `+` folded, `-` unfolded. Ids count from 1.
    fn tree(text: &str) -> Vec<TreeRow> {
        let row = |(index, line): (usize, &str)| {
            let name = line.trim_start();
            let level = (line.len() - name.len()) / 2 + 1;
            let expanded = name.starts_with('-');
            let expandable = expanded || name.starts_with('+');
            TreeRow {
                id: ItemId(index as u64 + 1),
                level,
                kind: RowKind::Folder,
                name: name.trim_start_matches(['+', '-']).to_owned(),
                expandable,
                expanded,
                children: 0,
                note: String::new(),
                current: false,
                position_in_set: 1,
                set_size: 1,
                found: None,
            }
        };
        text.lines().enumerate().map(row).collect()
    }

    fn check(at: u64, key: &str, expected: Option<Step>) {
        let rows = tree("-Alpha\n  -Beta\n    gamma\n  +Árvore\n+Alto");
        assert_eq!([step(&rows, Some(ItemId(at)), key)], [expected], "{key} at {at}");
    }

    #[test]
    fn walks_as_a_tree_view_does() {
        let to = |id| Some(Step::To(ItemId(id)));
        check(1, "ArrowDown", to(2));
        check(5, "ArrowDown", None);
        check(1, "ArrowUp", None);
        check(3, "ArrowUp", to(2));
        check(3, "Home", to(1));
        check(3, "End", to(5));
        check(1, "ArrowRight", to(2));
        check(4, "ArrowRight", Some(Step::Unfold(ItemId(4))));
        check(3, "ArrowRight", None);
        check(1, "ArrowLeft", Some(Step::Fold(ItemId(1))));
        check(3, "ArrowLeft", to(2));
        check(4, "ArrowLeft", to(1));
        check(5, "ArrowLeft", None);
    }

    #[test]
    fn a_star_unfolds_all_that_stand_beside() {
        let all = |ids: &[u64]| Some(Step::UnfoldAll(ids.iter().copied().map(ItemId).collect()));
        check(1, "*", all(&[1, 5]));
        check(4, "*", all(&[2, 4]));
        check(3, "*", None);
    }

    #[test]
    fn nothing_to_walk() {
        assert_eq!(step(&[], None, "ArrowDown"), None);
        assert_eq!(step(&tree("a"), None, "ArrowDown"), None);
    }
}
