//! What the names of a place mean: the variables of the current environment, those of the
//! collection, and the predefined ones.

use std::collections::BTreeMap;

use super::Predefined;
use crate::core::model::{Collection, Variable};

/// The variables that can be used at one place of the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes {
    environment: String,
    collection: String,
    known: BTreeMap<String, Definition>,
}

/// A variable that is defined and enabled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// As typed: it may hold other variables.
    pub value: String,
    /// Its value is masked on the screen.
    pub secret: bool,
    /// Where it is defined.
    pub origin: Origin,
}

/// Where a variable is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the current environment.
    Environment,
    /// In the collection itself.
    Collection,
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning<'a> {
    /// A value made when it is needed.
    Predefined(Predefined),
    /// A variable.
    Defined(&'a Definition),
}

impl Scopes {
    /// Without variables yet; the names are those of the current environment and of the collection.
    pub fn new(environment: &str, collection: &str) -> Self {
        let (environment, collection) = (environment.to_owned(), collection.to_owned());
        Self { environment, collection, known: BTreeMap::new() }
    }

    /// What names mean in a collection: variables of the current environment win.
    pub fn of(collection: &Collection) -> Self {
        let environment = collection.current_environment();
        let mut scopes = Self::new(environment.map_or("", |it| it.name.as_str()), &collection.name);
        let variables = environment.map_or(&[][..], |it| &it.variables);
        scopes.define_all(variables, Origin::Environment);
        scopes.define_all(&collection.variables, Origin::Collection);
        scopes
    }

    fn define_all(&mut self, variables: &[Variable], origin: Origin) {
        for it in variables.iter().filter(|it| it.enabled) {
            let definition = Definition { value: it.value.clone(), secret: it.is_secret, origin };
            self.define(&it.key, definition);
        }
    }

    /// The name of the place where a variable is defined.
    pub fn name_of(&self, origin: Origin) -> &str {
        match origin {
            Origin::Environment => &self.environment,
            Origin::Collection => &self.collection,
        }
    }

    /// Adds a variable, unless one of that name was added before: add what wins first.
    pub fn define(&mut self, name: &str, definition: Definition) {
        if !name.is_empty() && !self.known.contains_key(name) {
            self.known.insert(name.to_owned(), definition);
        }
    }

    /// What a name means: predefined ones win, in whatever case they are written.
    pub fn look_up(&self, name: &str) -> Option<Meaning<'_>> {
        match Predefined::named(name) {
            Some(it) => Some(Meaning::Predefined(it)),
            None => self.known.get(name).map(Meaning::Defined),
        }
    }

    /// As [`Scopes::look_up`], of variables alone, with the name as it is kept here.
    pub(super) fn defined(&self, name: &str) -> Option<(&str, &Definition)> {
        self.known.get_key_value(name).map(|(name, it)| (name.as_str(), it))
    }

    /// Every variable that can be named, in the order of the alphabet; not the predefined ones.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Definition)> {
        self.known
            .iter()
            .filter(|(name, _)| Predefined::named(name).is_none())
            .map(|(name, it)| (name.as_str(), it))
    }
}
