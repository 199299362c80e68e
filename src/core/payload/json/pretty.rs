//! Pretty printing: only white space between parts changes.

use super::{
    JsonProblem,
    scan::{Part, Scanner, scan},
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
    let mut printer = Printer::new(text);
    scan(text, &mut |_, part| printer.print(part))?;
    Ok(printer.out)
}

/// Pretty printing of a long text in several goes.
pub struct Prettifier {
    scanner: Scanner,
    printer: Printer,
}

impl Prettifier {
    /// Begins with a text.
    pub fn new(text: &str) -> Self {
        Self { scanner: Scanner::default(), printer: Printer::new(text) }
    }

    /// How many bytes of the text have been read.
    pub fn at(&self) -> usize {
        self.scanner.at()
    }

    /// Goes on with the same text to byte `until`; the printed text once all of it was read.
    pub fn go_on(&mut self, text: &str, until: usize) -> Result<Option<String>, JsonProblem> {
        let printer = &mut self.printer;
        let is_whole = self.scanner.go_on(text, until, &mut |_, part| printer.print(part))?;
        Ok(is_whole.then(|| std::mem::take(&mut self.printer.out)))
    }
}

struct Printer {
    out: String,
    depth: usize,
    just_opened: bool,
    indent_until: usize,
}

impl Printer {
    fn new(text: &str) -> Self {
        Self {
            out: String::with_capacity(text.len() + text.len() / 2),
            depth: 0,
            just_opened: false,
            indent_until: text.len().saturating_mul(4).saturating_add(MOST_GROWTH),
        }
    }

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
