//! Typing letters in a menu or in the tree goes to what begins with them, as the ARIA authoring
//! practices say.

/// Letters that follow within this time belong together, in milliseconds.
const TOGETHER_MS: f64 = 700.0;

/// What has been typed.
#[derive(Clone, Debug, Default)]
pub struct TypeAhead {
    typed: String,
    last_ms: f64,
}

impl TypeAhead {
    /// The item a key leads to, from the one at `at`. One letter again and again walks through all
    /// that begin with it. `now_ms` is the time of the key press.
    pub fn find(
        &mut self,
        key: &str,
        now_ms: f64,
        at: Option<usize>,
        labels: &[String],
    ) -> Option<usize> {
        let mut letters = key.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            return None;
        };
        if now_ms - self.last_ms > TOGETHER_MS {
            self.typed.clear();
        }
        if letter == ' ' && self.typed.is_empty() {
            return None; // It has a meaning of its own.
        }
        self.last_ms = now_ms;
        self.typed.extend(letter.to_lowercase());
        let same = self.typed.chars().all(|it| self.typed.starts_with(it));
        let (prefix, from) = if same {
            (self.typed.chars().take(1).collect(), at.map_or(0, |at| at + 1))
        } else {
            (self.typed.clone(), at.unwrap_or(0))
        };
        let matches = |index: &usize| {
            labels.get(*index).is_some_and(|it| it.to_lowercase().starts_with(&prefix))
        };
        (from..labels.len()).chain(0..from.min(labels.len())).find(matches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Vec<String> {
        ["New WebSocket", "New folder", "Rename", "Excluir", "Êxodo"].map(str::to_owned).to_vec()
    }

    #[test]
    fn one_letter_again_walks_through_all_that_begin_with_it() {
        let mut it = TypeAhead::default();
        assert_eq!(it.find("n", 1000.0, None, &labels()), Some(0));
        assert_eq!(it.find("N", 1100.0, Some(0), &labels()), Some(1));
        assert_eq!(it.find("n", 1200.0, Some(1), &labels()), Some(0));
    }

    #[test]
    fn letters_in_a_row_make_a_word_until_a_pause() {
        let mut it = TypeAhead::default();
        for key in ["n", "e", "w", " "] {
            assert!(it.find(key, 1000.0, Some(0), &labels()).is_some(), "{key}");
        }
        assert_eq!(it.find("f", 1010.0, Some(0), &labels()), Some(1));
        assert_eq!(it.find("r", 9000.0, Some(1), &labels()), Some(2));
    }

    #[test]
    fn a_word_goes_past_the_first_that_begins_like_it() {
        let labels = ["Start here", "Say hello", "Sample", "Some bytes"].map(str::to_owned);
        let word = |keys: [&str; 3]| {
            let (mut it, mut at) = (TypeAhead::default(), Some(0));
            for key in keys {
                at = it.find(key, 1000.0, at, &labels).or(at);
            }
            at
        };
        assert_eq!(word(["s", "o", "m"]), Some(3));
        assert_eq!(word(["s", "a", "m"]), Some(2));
    }

    #[test]
    fn named_keys_and_a_first_space_mean_nothing_here() {
        let mut it = TypeAhead::default();
        assert_eq!(it.find("Enter", 0.0, None, &labels()), None);
        assert_eq!(it.find(" ", 0.0, None, &labels()), None);
        assert_eq!(it.find("z", 0.0, None, &labels()), None);
        assert_eq!(it.find("ê", 5000.0, None, &labels()), Some(4));
    }
}
