//! Where the arrays and objects of a JSON text stand, and how many items each has: enough to walk a
//! long text item by item without building any value.

use std::{ops::Range, sync::Arc};

use super::{
    JsonProblem,
    scan::{Part, Scanner, run_end, skip_white_space, string_end},
};

/// The outline of a text that is JSON.
#[derive(Debug)]
pub struct Outline {
    text: Arc<str>,
    /// By their first byte.
    containers: Vec<Container>,
}

/// An array or object.
#[derive(Clone, Copy, Debug)]
struct Container {
    start: u32,
    /// Past the closing bracket.
    end: u32,
    items: u32,
}

/// An item of an array or object, as spans of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Child {
    /// Of an object's item its key, with the quotes.
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
    /// Where the next item begins; `None` after the last.
    pub(super) next: Option<usize>,
}

impl Outline {
    /// The text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The span of the whole value.
    pub(super) fn root(&self) -> Range<usize> {
        let start = skip_white_space(self.text.as_bytes(), 0);
        start..self.value_end(start)
    }

    /// How many items the array or object has that begins at `start`; `None` if nothing does.
    pub(super) fn items(&self, start: usize) -> Option<u32> {
        self.container(start).map(|it| it.items)
    }

    /// Where the first item of the array or object at `start` begins, if it has any.
    pub(super) fn first_child(&self, start: usize) -> Option<usize> {
        let container = self.container(start).filter(|it| it.items > 0)?;
        Some(skip_white_space(self.text.as_bytes(), container.start as usize + 1))
    }

    /// The key that begins at `at`, with its quotes.
    pub(super) fn key(&self, at: usize) -> Range<usize> {
        at..string_end(&self.text, at).unwrap_or(at)
    }

    /// The item that begins at `at`.
    pub(super) fn child(&self, at: usize, in_object: bool) -> Child {
        let bytes = self.text.as_bytes();
        let mut start = at;
        let mut key = None;
        if in_object {
            let spelt = self.key(at);
            // Past the colon.
            start = skip_white_space(bytes, skip_white_space(bytes, spelt.end) + 1);
            key = Some(spelt);
        }
        let end = self.value_end(start);
        let after = skip_white_space(bytes, end);
        let is_last = bytes.get(after) != Some(&b',');
        let next = (!is_last).then(|| skip_white_space(bytes, after + 1));
        Child { key, value: start..end, next }
    }

    pub(super) fn value_end(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        match bytes.get(start) {
            Some(b'"') => string_end(&self.text, start).unwrap_or(start),
            Some(b'{' | b'[') => self.container(start).map_or(start, |it| it.end as usize),
            _ => run_end(bytes, start, |byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
            }),
        }
    }

    fn container(&self, start: usize) -> Option<Container> {
        let start = u32::try_from(start).ok()?;
        let at = self.containers.binary_search_by_key(&start, |it| it.start).ok()?;
        self.containers.get(at).copied()
    }
}

/// Makes an outline in several goes, so that a long text takes no long time at once.
pub struct OutlineReader {
    text: Arc<str>,
    scanner: Scanner,
    containers: Vec<Container>,
    /// Places in `containers` of those that are not closed, and whether each is an object.
    open: Vec<(usize, bool)>,
}

impl OutlineReader {
    /// Begins with a text of less than 4 GiB.
    pub fn new(text: Arc<str>) -> Self {
        Self { text, scanner: Scanner::default(), containers: Vec::new(), open: Vec::new() }
    }

    /// How many bytes of the text have been read.
    pub fn at(&self) -> usize {
        self.scanner.at()
    }

    /// Goes on to byte `until`; the outline once all of the text was read.
    pub fn go_on(&mut self, until: usize) -> Result<Option<Outline>, JsonProblem> {
        let Self { text, scanner, containers, open } = self;
        let text: &str = text;
        let is_whole =
            scanner.go_on(text, until, &mut |at, part| take(containers, open, at, part))?;
        Ok(is_whole.then(|| Outline {
            text: Arc::clone(&self.text),
            containers: std::mem::take(&mut self.containers),
        }))
    }
}

fn take(containers: &mut Vec<Container>, open: &mut Vec<(usize, bool)>, at: usize, part: Part<'_>) {
    // In an array each value is an item, in an object each colon stands for one.
    let is_item = match part {
        Part::Open(_) | Part::Scalar(_) => open.last().is_some_and(|(_, is_object)| !is_object),
        Part::Colon => true,
        Part::Close(_) | Part::Comma => false,
    };
    if is_item && let Some(parent) = open.last().and_then(|(at, _)| containers.get_mut(*at)) {
        parent.items += 1;
    }
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    match part {
        Part::Open(bracket) => {
            open.push((containers.len(), bracket == '{'));
            containers.push(Container { start: place(at), end: 0, items: 0 });
        }
        Part::Close(_) => {
            if let Some(closed) = open.pop().and_then(|(at, _)| containers.get_mut(at)) {
                closed.end = place(at + 1);
            }
        }
        Part::Comma | Part::Colon | Part::Scalar(_) => {}
    }
}
