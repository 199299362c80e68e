//! Pretty printing: only white space between parts changes.

use super::{
    JsonProblem,
    scan::{Part, scan},
};

/// Levels that are indented; what lies deeper stands at this depth.
const DEEPEST_INDENT: usize = 32;
const SPACES: &str = "                                                                ";
/// How much longer than four times the text the result may grow before it is no longer indented:
/// a few megabytes of brackets in brackets would otherwise become gigabytes of spaces.
const MOST_GROWTH: usize = 64 << 20;

/// The same JSON, one item a line, two spaces a level. Key order, duplicate keys and the spelling of
/// every string and number stay. Takes time in proportion to the text, however deep it is nested.
pub fn pretty(text: &str) -> Result<String, JsonProblem> {
    let mut printer = Printer {
        out: String::with_capacity(text.len() + text.len() / 2),
        depth: 0,
        just_opened: false,
        indent_until: text.len().saturating_mul(4).saturating_add(MOST_GROWTH),
    };
    scan(text, |part| printer.print(part))?;
    Ok(printer.out)
}

struct Printer {
    out: String,
    depth: usize,
    just_opened: bool,
    indent_until: usize,
}

impl Printer {
    fn print(&mut self, part: Part<'_>) {
        match part {
            Part::Open(bracket) => {
                self.start_item();
                self.out.push(bracket);
                self.depth += 1;
                self.just_opened = true;
            }
            Part::Close(bracket) => {
                self.depth = self.depth.saturating_sub(1);
                if !self.just_opened {
                    self.new_line();
                }
                self.just_opened = false;
                self.out.push(bracket);
            }
            Part::Comma => {
                self.out.push(',');
                self.new_line();
            }
            Part::Colon => self.out.push_str(": "),
            Part::Scalar(spelt) => {
                self.start_item();
                self.out.push_str(spelt);
            }
        }
    }

    fn start_item(&mut self) {
        if self.just_opened {
            self.new_line();
        }
        self.just_opened = false;
    }

    fn new_line(&mut self) {
        self.out.push('\n');
        if self.out.len() < self.indent_until {
            let indent = 2 * self.depth.min(DEEPEST_INDENT);
            self.out.push_str(SPACES.get(..indent).unwrap_or(SPACES));
        }
    }
}
