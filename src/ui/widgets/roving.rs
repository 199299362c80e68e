//! Moving among the options of one control by arrow keys (ARIA authoring practices: tabs, radio
//! group, menu). Pure: which index comes next.

/// Where a key leads among `count` options from `at`; `None` when the key means nothing here.
/// Both axes move, ends wrap around.
pub fn next_index(key: &str, at: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let at = at.min(last);
    match key {
        "ArrowRight" | "ArrowDown" => Some(if at == last { 0 } else { at + 1 }),
        "ArrowLeft" | "ArrowUp" => Some(at.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::next_index;

    #[track_caller]
    fn check(key: &str, at: usize, count: usize, expected: Option<usize>) {
        assert_eq!(next_index(key, at, count), expected, "{key} at {at} of {count}");
    }

    #[test]
    fn arrows_wrap_and_home_and_end_jump() {
        check("ArrowRight", 0, 3, Some(1));
        check("ArrowDown", 2, 3, Some(0));
        check("ArrowLeft", 0, 3, Some(2));
        check("ArrowUp", 2, 3, Some(1));
        check("Home", 2, 3, Some(0));
        check("End", 0, 3, Some(2));
        check("a", 0, 3, None);
    }

    #[test]
    fn no_options_no_move_and_an_index_past_the_end_counts_as_the_last() {
        check("ArrowRight", 0, 0, None);
        check("ArrowRight", 9, 3, Some(0));
    }
}
