//! How a test names what it looks for: a role, an accessible name, and where it stands. The search
//! itself runs in the page (`screen.js`).

use std::fmt;

use serde::{Deserialize, Serialize};

/// How a name or text must read. White space is folded before comparing.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Name {
    /// Exactly this.
    Is(String),
    /// Beginning with this.
    Starts(String),
    /// Ending with this.
    Ends(String),
    /// Holding this.
    Has(String),
    /// Anything.
    Any(()),
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::Is(text.into())
    }
}

impl From<&String> for Name {
    fn from(text: &String) -> Self {
        Self::Is(text.clone())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(text) => write!(f, "\"{text}\""),
            Self::Starts(text) => write!(f, "\"{text}…\""),
            Self::Ends(text) => write!(f, "\"…{text}\""),
            Self::Has(text) => write!(f, "\"…{text}…\""),
            Self::Any(()) => write!(f, "(any name)"),
        }
    }
}

/// A name that begins with `text`.
pub fn starts(text: impl Into<String>) -> Name {
    Name::Starts(text.into())
}

/// A name that ends with `text`.
pub fn ends(text: impl Into<String>) -> Name {
    Name::Ends(text.into())
}

/// A name that holds `text`.
pub fn has(text: impl Into<String>) -> Name {
    Name::Has(text.into())
}

/// Any name.
pub fn any() -> Name {
    Name::Any(())
}

/// What to look for. Only what a person can perceive is found; while a modal dialog is open, only
/// what stands in it.
#[derive(Clone, Debug, Serialize)]
pub struct Query {
    role: String,
    name: Name,
    text: Option<Name>,
    within: Option<Box<Query>>,
    selected: Option<bool>,
    nth: Option<usize>,
    last: bool,
}

impl Query {
    /// Only inside this.
    #[must_use]
    pub fn within(mut self, place: Query) -> Self {
        self.within = Some(Box::new(place));
        self
    }

    /// Only with this text in it.
    #[must_use]
    pub fn with_text(mut self, text: impl Into<Name>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// Only if selected.
    #[must_use]
    pub fn selected(mut self) -> Self {
        self.selected = Some(true);
        self
    }

    /// Only the one at this place, from 0.
    #[must_use]
    pub fn nth(mut self, index: usize) -> Self {
        self.nth = Some(index);
        self
    }

    /// Only the last one.
    #[must_use]
    pub fn last(mut self) -> Self {
        self.last = true;
        self
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.role, self.name)?;
        if let Some(text) = &self.text {
            write!(f, " with the text {text}")?;
        }
        if self.selected == Some(true) {
            write!(f, ", selected")?;
        }
        if let Some(index) = self.nth {
            write!(f, " number {index}")?;
        }
        if self.last {
            write!(f, ", the last one")?;
        }
        match &self.within {
            Some(place) => write!(f, " in {place}"),
            None => Ok(()),
        }
    }
}

/// What a role and a name ask for.
pub fn of_role(role: &str, name: impl Into<Name>) -> Query {
    Query {
        role: role.into(),
        name: name.into(),
        text: None,
        within: None,
        selected: None,
        nth: None,
        last: false,
    }
}

macro_rules! roles {
    ($($role:ident)+) => {
        $(
            #[doc = concat!("Something of the role `", stringify!($role), "`.")]
            pub fn $role(name: impl Into<Name>) -> Query {
                of_role(stringify!($role), name)
            }
        )+
    };
}

roles! {
    button checkbox combobox dialog heading listbox menu menuitem option radio region searchbox tab
    textbox treeitem
}

/// A status whose text begins with this: the connection's word, or a toast.
pub fn status(text: impl Into<String>) -> Query {
    of_role("status", any()).with_text(starts(text))
}

/// An alert with this text in it.
pub fn alert(text: impl Into<String>) -> Query {
    of_role("alert", any()).with_text(has(text))
}

/// A message of the conversation by how its name begins: *Sent* or *Received*, then its kind.
pub fn message(beginning: &str) -> Query {
    option(starts(beginning)).within(listbox("Messages"))
}

/// What a person perceives of one element.
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs, reason = "the fields are the ARIA states they are named after")]
pub struct Seen {
    pub role: String,
    pub name: String,
    pub text: String,
    /// Of a field what stands in it, of a combobox the choice.
    pub value: String,
    pub description: String,
    pub expanded: Option<bool>,
    pub selected: Option<bool>,
    pub checked: Option<bool>,
    pub pressed: Option<bool>,
    pub disabled: bool,
    pub invalid: bool,
    pub level: Option<u32>,
    pub set_size: Option<u64>,
    pub position: Option<u64>,
    pub focused: bool,
    /// Computed colour of its text.
    pub color: String,
    pub tag: String,
    /// CSS pixels from the window's left edge.
    pub x: f64,
    /// CSS pixels from the window's upper edge.
    pub y: f64,
    /// CSS pixels.
    pub width: f64,
    /// CSS pixels.
    pub height: f64,
}
