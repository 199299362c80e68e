//! JSON as it is written: numbers keep their spelling, keys their order, repeated keys stay. Owns
//! parsing and writing of files that other programs write too; knows nothing of their meaning.
//!
//! `serde_json::Value` would change such files: it turns `1.10` into `1.1`, refuses `1e400`, rounds
//! long numbers and drops repeated keys. Its `arbitrary_precision` feature keeps numbers, but breaks
//! internally tagged enums in every crate of the build (serde-rs/json#505).

mod parse;
mod write;

#[cfg(test)]
pub(crate) mod tests;

pub use parse::{JsonError, JsonErrorKind, MAX_DEPTH, parse};

/// A JSON value (RFC 8259). Not deeper than [`MAX_DEPTH`] when it came from [`parse`], so that
/// walking it by recursion is safe.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it is spelled.
    Number(String),
    /// Text.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(Object),
}

/// A JSON object: its keys in the order written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object(Vec<(String, Json)>);

impl Json {
    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The object, if it is one.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The number, if it is a whole one that fits.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(spelled) => spelled.parse().ok(),
            _ => None,
        }
    }

    /// Levels of arrays and objects: 0 for anything else.
    pub fn depth(&self) -> usize {
        match self {
            Self::Array(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            Self::Object(object) => object.depth(),
            _ => 0,
        }
    }
}

impl Object {
    /// The value of a key; of a repeated key the last one, as most readers take it.
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.0.iter().rev().find(|(it, _)| it == key).map(|(_, value)| value)
    }

    /// Mutable [`Self::get`].
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Json> {
        self.0.iter_mut().rev().find(|(it, _)| it == key).map(|(_, value)| value)
    }

    /// Every value of a repeated key.
    pub fn get_all(&self, key: &str) -> impl Iterator<Item = &Json> {
        self.0.iter().filter(move |(it, _)| it == key).map(|(_, value)| value)
    }

    /// Mutable [`Self::get_all`].
    pub fn get_all_mut(&mut self, key: &str) -> impl Iterator<Item = &mut Json> {
        self.0.iter_mut().filter(move |(it, _)| it == key).map(|(_, value)| value)
    }

    /// Removes a key wherever it stands.
    pub fn remove(&mut self, key: &str) {
        self.0.retain(|(it, _)| it != key);
    }

    /// Whether the key is there.
    pub fn contains(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Appends a key without looking whether it is there already.
    pub fn push(&mut self, key: &str, value: Json) {
        self.0.push((key.to_owned(), value));
    }

    /// Sets a key in its place. A new key goes before the first key that follows it in `order`,
    /// else to the end.
    pub fn set(&mut self, key: &str, value: Json, order: &[&str]) {
        if let Some(place) = self.get_mut(key) {
            *place = value;
            return;
        }
        let later = order.iter().skip_while(|it| **it != key).skip(1);
        let at = later
            .filter_map(|after| self.0.iter().position(|(it, _)| it == after))
            .min()
            .unwrap_or(self.0.len());
        self.0.insert(at, (key.to_owned(), value));
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The same, to change values.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Json)> {
        self.0.iter_mut().map(|(key, value)| (key.as_str(), value))
    }

    /// Whether it has no keys.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Levels of arrays and objects, itself included.
    pub fn depth(&self) -> usize {
        1 + self.0.iter().map(|(_, value)| value.depth()).max().unwrap_or(0)
    }
}

impl FromIterator<(String, Json)> for Object {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u64> for Json {
    fn from(number: u64) -> Self {
        Self::Number(number.to_string())
    }
}
