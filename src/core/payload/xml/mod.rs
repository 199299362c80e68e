//! XML as people read it (XML 1.0): pretty printing and colours over the text itself. Nothing of it is
//! ever changed but white space between elements. It judges whether a text is well-formed, as far as
//! its tags and attributes tell; document types are not read.

mod highlight;
mod pretty;

pub use highlight::tokens;
pub use pretty::Prettifier;

use super::position::Position;

/// A text is not well-formed XML; what is wrong begins here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not well-formed XML in line {}, column {}", at.line, at.column)]
pub struct XmlProblem {
    /// The first bad part.
    pub at: Position,
}

/// Whether a text looks as if it were meant to be XML.
pub fn looks_like_xml(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.trim_start_matches([' ', '\t', '\r', '\n']).starts_with('<')
}

/// Whether a text is well-formed XML.
pub fn is_xml(text: &str) -> bool {
    looks_like_xml(text) && pretty(text).is_ok()
}

/// The same XML, one element a line, two spaces a level. Where an element holds text, everything in
/// it stays as it is: white space counts there.
pub fn pretty(text: &str) -> Result<String, XmlProblem> {
    let mut printer = Prettifier::default();
    printer.go_on(text, usize::MAX).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(pretty(text).as_deref(), Ok(expected), "{text}");
    }

    #[test]
    fn printed_pretty() {
        check("<a/>", "<a/>");
        check("<a></a>", "<a></a>");
        check("<a>  </a>", "<a>  </a>");
        check("<a><b/><c x=\"1\"  y='2'/></a>", "<a>\n  <b/>\n  <c x=\"1\"  y='2'/>\n</a>");
        check("<a>\n\n <b>text</b></a>", "<a>\n  <b>text</b>\n</a>");
        check("<a><b>one <i>two</i> three</b></a>", "<a>\n  <b>one <i>two</i> three</b>\n</a>");
        check("<a><b>1 &lt; 2</b></a>", "<a>\n  <b>1 &lt; 2</b>\n</a>");
        check("<a><b>&amp;</b></a>", "<a>\n  <b>&amp;</b>\n</a>");
        check("<a><b><![CDATA[<x>]]></b></a>", "<a>\n  <b><![CDATA[<x>]]></b>\n</a>");
        check(
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e \"x\">]><!-- c --><a><!-- <b> --><?p q?></a>\n",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY e \"x\">]>\n<!-- c -->\n<a>\n  <!-- <b> -->\n  <?p q?>\n</a>",
        );
        check(
            "<a><b xml:space=\"preserve\"> <c/> </b></a>",
            "<a>\n  <b xml:space=\"preserve\"> <c/> </b>\n</a>",
        );
        check("\u{feff}<a><b/></a>", "<a>\n  <b/>\n</a>");
        check("<a><b>\u{feff}x</b></a>", "<a>\n  <b>\u{feff}x</b>\n</a>");
        check("<maré é=\"&#233;\">🌊</maré>", "<maré é=\"&#233;\">🌊</maré>");
        check("<a b=\"x > y\"><c/></a>", "<a b=\"x > y\">\n  <c/>\n</a>");
    }

    #[test]
    fn what_is_not_well_formed_says_where() {
        for (text, line, column) in [
            ("", 1, 1),
            ("<a>", 1, 4),
            ("<a>\n<b></a>", 2, 4),
            ("<a/><b/>", 1, 5),
            ("<a/>\ntext", 1, 5),
            ("text", 1, 1),
            ("<a", 1, 1),
            ("<a>&x</a>", 1, 4),
            ("<a b></a>", 1, 1),
            ("<a b=c/>", 1, 1),
            ("<a b=\"<\"/>", 1, 1),
            ("<1a/>", 1, 1),
            ("< a/>", 1, 1),
            ("<!-- a", 1, 1),
            ("<a><![CDATA[x</a>", 1, 4),
            ("<br></br></p>", 1, 10),
            ("<a><?xml version=\"1.0\"?></a>", 1, 4),
        ] {
            let problem = pretty(text).expect_err(text);
            assert_eq!((problem.at.line, problem.at.column), (line, column), "{text}");
        }
        assert!(!is_xml("{}") && !is_xml("<html><br></html>") && is_xml(" <a/>"));
    }

    proptest! {
        /// Printing changes nothing but white space, and printing again nothing at all.
        #[test]
        fn only_white_space_changes(text in "(<a>|</a>|<b c=\"d\">|</b>|<e/>|[ \n]|x|é|&amp;|<!--z-->){0,14}") {
            let text = format!("<r>{text}</r>");
            if let Ok(printed) = pretty(&text) {
                let bare = |text: &str| text.replace([' ', '\n'], "");
                prop_assert_eq!(bare(&printed), bare(&text));
                prop_assert_eq!(pretty(&printed), Ok(printed.clone()));
            }
        }

        #[test]
        fn any_text_is_judged(text in "\\PC{0,60}|[<>/a!\\-\\[\\]?&;=\"' ]{0,40}") {
            if let Err(problem) = pretty(&text) {
                prop_assert!(text.is_char_boundary(problem.at.span.start));
            }
        }

        #[test]
        fn printed_in_goes_is_the_same(step in 1_usize..40) {
            let text = "<?xml version=\"1.0\"?><a><b>one <i>two</i></b><c x='1'/>&#32;<!-- c --><d>\u{feff}</d></a>";
            let mut printer = Prettifier::default();
            let mut until = 0;
            let printed = loop {
                until += step;
                if let Some(printed) = printer.go_on(text, until).expect("XML") {
                    break printed;
                }
            };
            prop_assert_eq!(printed, pretty(text).expect("XML"));
        }

        #[test]
        fn colours_cover_the_line(line in "\\PC{0,60}|[<>/a!\\-?&;=\"' ]{0,40}") {
            let mut at = 0;
            for token in tokens(&line) {
                prop_assert_eq!(token.span.start, at);
                prop_assert!(line.get(token.span.clone()).is_some_and(|it| !it.is_empty()));
                at = token.span.end;
            }
            prop_assert_eq!(at, line.len());
        }
    }
}
