//! Pretty printing: quick-xml finds the parts, this module checks that tags match and lays the parts
//! out as they are spelt.

use std::ops::Range;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::XmlProblem;
use crate::core::payload::position::Position;

/// Levels that are indented; what lies deeper stands at this depth.
const DEEPEST_INDENT: usize = 32;
const BYTE_ORDER_MARK: char = '\u{feff}';
const SPACES: &str = "                                                                ";

/// Prints a text in several goes, so that a long one takes no long time at once.
#[derive(Default)]
pub struct Prettifier {
    /// How much has been read.
    at: usize,
    parts: Vec<Part>,
    /// Places in `parts` of elements that are not closed.
    open: Vec<usize>,
    has_root: bool,
}

/// A part of the text, as spelt.
struct Part {
    span: Range<usize>,
    kind: Kind,
}

enum Kind {
    /// A start tag.
    Start {
        /// The name's span.
        name: Range<usize>,
        /// It holds elements and no text, so that they can stand on lines of their own.
        holds: Holds,
    },
    End,
    /// White space, other text, a reference or a CDATA section.
    Text,
    /// An empty element, a comment, an instruction, a declaration.
    Alone,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    Elements,
    Text,
}

impl Prettifier {
    /// How many bytes of the text have been read.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes on with the same text to byte `until`; the printed text once all of it was read.
    pub fn go_on(&mut self, text: &str, until: usize) -> Result<Option<String>, XmlProblem> {
        self.read(text, until).map_err(|at| {
            let at = text.floor_char_boundary(at);
            XmlProblem { at: Position::new(text, at..at) }
        })
    }

    /// An error is the place of what is wrong.
    fn read(&mut self, text: &str, until: usize) -> Result<Option<String>, usize> {
        if self.at == 0 && text.starts_with(BYTE_ORDER_MARK) {
            self.at = BYTE_ORDER_MARK.len_utf8();
        }
        let rest = text.get(self.at..).unwrap_or_default();
        // A reader holds on to its text; a new one costs nothing, and open elements are kept here.
        let mut reader = Reader::from_str(rest);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.check_comments = true;
        let base = self.at;
        let place = |at: u64| base + usize::try_from(at).unwrap_or(0);
        // A reader drops such a mark at the start of what it is given without counting it.
        while self.at < until
            || text.get(self.at..).is_some_and(|it| it.starts_with(BYTE_ORDER_MARK))
        {
            let start = self.at;
            let event = reader.read_event().map_err(|_| place(reader.error_position()))?;
            self.at = place(reader.buffer_position());
            let span = start..self.at;
            match event {
                Event::Eof => {
                    return if self.has_root && self.open.is_empty() {
                        Ok(Some(print(text, &self.parts)))
                    } else {
                        Err(text.len())
                    };
                }
                Event::Start(tag) => {
                    self.start(&tag, span, text)?;
                }
                Event::Empty(tag) => {
                    self.element(&tag, start)?;
                    self.add(span, Kind::Alone, Holds::Elements);
                }
                Event::End(tag) => self.end(tag.name().as_ref(), span, text)?,
                Event::Text(_) if is_blank(text, &span) => {
                    self.parts.push(Part { span, kind: Kind::Text });
                }
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                    if self.open.is_empty() {
                        return Err(start);
                    }
                    self.add(span, Kind::Text, Holds::Text);
                }
                Event::Decl(_) if !self.parts.iter().all(|it| is_blank(text, &it.span)) => {
                    return Err(start);
                }
                Event::DocType(_) if self.has_root => return Err(start),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {
                    self.add(span, Kind::Alone, Holds::Elements);
                }
            }
        }
        Ok(None)
    }

    fn start(&mut self, tag: &BytesStart<'_>, span: Range<usize>, text: &str) -> Result<(), usize> {
        self.element(tag, span.start)?;
        let name = span.start + 1..span.start + 1 + tag.name().as_ref().len();
        let spelt = text.get(span.clone()).unwrap_or_default();
        let keeps_space =
            spelt.contains("xml:space=\"preserve\"") || spelt.contains("xml:space='preserve'");
        let holds = if keeps_space { Holds::Text } else { Holds::Nothing };
        self.add(span, Kind::Start { name, holds }, Holds::Elements);
        self.open.push(self.parts.len() - 1);
        Ok(())
    }

    fn end(&mut self, name: &[u8], span: Range<usize>, text: &str) -> Result<(), usize> {
        let start = self.open.pop().and_then(|at| self.parts.get(at));
        let opened = match start.map(|it| &it.kind) {
            Some(Kind::Start { name, .. }) => text.as_bytes().get(name.clone()),
            _ => None,
        };
        if opened != Some(name) {
            return Err(span.start);
        }
        self.parts.push(Part { span, kind: Kind::End });
        Ok(())
    }

    /// An element begins here: its name and attributes must be those of XML.
    fn element(&mut self, tag: &BytesStart<'_>, start: usize) -> Result<(), usize> {
        let name = tag.name();
        let begins = name.as_ref().first();
        let is_name =
            begins.is_some_and(|it| it.is_ascii_alphabetic() || matches!(it, b'_' | b':' | 0x80..));
        let attributes_are_good = tag
            .attributes()
            .with_checks(false)
            .all(|it| it.is_ok_and(|attribute| !attribute.value.contains(&b'<')));
        if !is_name || !attributes_are_good || (self.open.is_empty() && self.has_root) {
            return Err(start);
        }
        self.has_root = true;
        Ok(())
    }

    /// Adds a part and notes in the element around it what it holds.
    fn add(&mut self, span: Range<usize>, kind: Kind, holds: Holds) {
        if let Some(Part { kind: Kind::Start { holds: around, .. }, .. }) =
            self.open.last().and_then(|at| self.parts.get_mut(*at))
            && *around != Holds::Text
        {
            *around = holds;
        }
        self.parts.push(Part { span, kind });
    }
}

fn is_blank(text: &str, span: &Range<usize>) -> bool {
    let part = text.get(span.clone()).unwrap_or_default();
    part.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

fn print(text: &str, parts: &[Part]) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut depth = 0_usize;
    // The depth of the element that is printed as it is, with all that is in it.
    let mut as_it_is = None;
    for part in parts {
        if let Kind::End = part.kind {
            depth = depth.saturating_sub(1);
        }
        let is_in_line = as_it_is.is_some();
        if as_it_is == Some(depth) && matches!(part.kind, Kind::End) {
            as_it_is = None;
        }
        if !is_in_line {
            if let Kind::Text = part.kind {
                continue;
            }
            if !out.is_empty() {
                out.push('\n');
                out.push_str(SPACES.get(..2 * depth.min(DEEPEST_INDENT)).unwrap_or(SPACES));
            }
        }
        out.push_str(text.get(part.span.clone()).unwrap_or_default());
        if let Kind::Start { holds, .. } = part.kind {
            if as_it_is.is_none() && holds != Holds::Elements {
                as_it_is = Some(depth);
            }
            depth += 1;
        }
    }
    out
}
