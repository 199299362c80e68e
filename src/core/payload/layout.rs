//! Laying a text out for reading, as JSON or XML, whichever it looks like. A long text is laid out in
//! several goes, so that the page never stands still.

use std::sync::Arc;

use super::{
    json::{self, Outline, OutlineReader},
    position::Position,
    xml,
};

/// How a text is to be laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Indented.
    Pretty,
    /// As a tree.
    Tree,
}

/// A text laid out.
#[derive(Clone, Debug)]
pub enum Laid {
    /// Indented JSON.
    Json(Arc<str>),
    /// Indented XML.
    Xml(Arc<str>),
    /// What a tree is made of.
    Tree(Arc<Outline>),
    /// It cannot be laid out.
    Not(NotLaid),
}

/// Why a text cannot be laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotLaid {
    /// It is not JSON, and does not look like XML.
    NotJson,
    /// It looks like XML and is not well-formed.
    NotXml(Position),
    /// It is XML, of which there is no tree.
    NoTreeOfXml,
}

/// Laying a text out, step by step.
pub struct Layout {
    text: Arc<str>,
    work: Work,
}

enum Work {
    Json(json::Prettifier),
    Outline(OutlineReader),
    Xml(xml::Prettifier),
    NoTree,
}

/// Whether a text begins as XML or as a JSON object or array does: a guess, for one too long to be
/// looked at whole.
pub fn looks_structured(text: &str) -> bool {
    xml::looks_like_xml(text) || text.trim_start().starts_with(['{', '['])
}

impl Layout {
    /// Begins.
    pub fn new(text: Arc<str>, form: Form) -> Self {
        let work = match (xml::looks_like_xml(&text), form) {
            (true, Form::Pretty) => Work::Xml(xml::Prettifier::default()),
            (true, Form::Tree) => Work::NoTree,
            (false, Form::Pretty) => Work::Json(json::Prettifier::new(&text)),
            (false, Form::Tree) => Work::Outline(OutlineReader::new(Arc::clone(&text))),
        };
        Self { text, work }
    }

    /// Does it all at once.
    pub fn whole(text: Arc<str>, form: Form) -> Laid {
        // Nothing is left over after the last byte.
        Self::new(text, form).go_on(usize::MAX).unwrap_or(Laid::Not(NotLaid::NotJson))
    }

    /// Reads so many bytes more; the result once all of the text was read.
    pub fn go_on(&mut self, bytes: usize) -> Option<Laid> {
        let until = self.at().saturating_add(bytes);
        let not_json = |_| Some(Laid::Not(NotLaid::NotJson));
        match &mut self.work {
            Work::Json(it) => it
                .go_on(&self.text, until)
                .map_or_else(not_json, |done| done.map(|it| Laid::Json(it.into()))),
            Work::Outline(it) => it
                .go_on(until)
                .map_or_else(not_json, |done| done.map(|it| Laid::Tree(Arc::new(it)))),
            Work::Xml(it) => it.go_on(&self.text, until).map_or_else(
                |problem| Some(Laid::Not(NotLaid::NotXml(problem.at))),
                |done| done.map(|it| Laid::Xml(it.into())),
            ),
            Work::NoTree => Some(Laid::Not(NotLaid::NoTreeOfXml)),
        }
    }

    fn at(&self) -> usize {
        match &self.work {
            Work::Json(it) => it.at(),
            Work::Outline(it) => it.at(),
            Work::Xml(it) => it.at(),
            Work::NoTree => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(text: &str, form: Form) -> Laid {
        let mut layout = Layout::new(text.into(), form);
        for _ in 0..=text.len() {
            if let Some(laid) = layout.go_on(7) {
                return laid;
            }
        }
        panic!("it never ends")
    }

    #[test]
    fn the_beginning_tells_what_a_long_text_may_be() {
        for text in ["{\"a\":1", " \n[1", "\u{feff}<a>"] {
            assert!(looks_structured(text), "{text}");
        }
        for text in ["", "plain", "12", "\"a\"", "a{"] {
            assert!(!looks_structured(text), "{text}");
        }
    }

    #[test]
    fn a_text_is_laid_out_as_what_it_looks_like() {
        let json = r#"{"level_m": 7.40, "at": ["14:32"]}"#;
        assert!(
            matches!(laid(json, Form::Pretty), Laid::Json(it) if it.contains("\n  \"level_m\": 7.40,"))
        );
        assert!(matches!(laid(json, Form::Tree), Laid::Tree(_)));
        let xml = "<tide><level unit='m'>7.40</level></tide>";
        assert!(matches!(laid(xml, Form::Pretty), Laid::Xml(it) if it.contains("\n  <level")));
        assert!(matches!(laid(xml, Form::Tree), Laid::Not(NotLaid::NoTreeOfXml)));
    }

    #[test]
    fn white_space_longer_than_one_go_does_not_stop_it() {
        let json = format!("[1,{}2]", " ".repeat(50));
        assert!(matches!(laid(&json, Form::Pretty), Laid::Json(it) if &*it == "[\n  1,\n  2\n]"));
        assert!(matches!(laid(&json, Form::Tree), Laid::Tree(_)));
        let xml = format!("<a>{}</a>", " ".repeat(50));
        assert!(matches!(laid(&xml, Form::Pretty), Laid::Xml(_)));
    }

    #[test]
    fn what_cannot_be_laid_out_says_why() {
        for form in [Form::Pretty, Form::Tree] {
            for text in ["", "hello", "{\"a\": }"] {
                assert!(matches!(laid(text, form), Laid::Not(NotLaid::NotJson)), "{text}");
            }
        }
        let Laid::Not(NotLaid::NotXml(at)) = laid("<a>\n<b></a>", Form::Pretty) else {
            panic!("not well-formed")
        };
        assert_eq!((at.line, at.column), (2, 4));
    }
}
