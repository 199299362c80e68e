//! What `{{Name}}` means at an item, and the values it gets when something is sent from there.

use leptos::prelude::*;

use crate::{
    browser::{clock, ids},
    core::{
        model::{ClientMessage, ItemId},
        payload::outgoing::{self, Outgoing, OutgoingProblem},
        variables::{self, Moment, Resolved, Sample, Scopes, Source, VariableProblem},
    },
};

use super::App;

/// Gives texts of one item the values they are sent with.
pub struct Resolver {
    scopes: Scopes,
    chance: Chance,
}

impl Resolver {
    /// A text with its variables in their values.
    pub fn resolve(&mut self, text: &str) -> Result<Resolved, VariableProblem> {
        variables::resolve(text, &self.scopes, &mut self.chance)
    }

    /// What to send for a client message.
    pub fn outgoing(&mut self, message: &ClientMessage) -> Result<Outgoing, OutgoingProblem> {
        outgoing::outgoing(message, &self.scopes, &mut self.chance)
    }
}

/// The browser's randomness and clock.
struct Chance;

impl Source for Chance {
    fn random(&mut self) -> u64 {
        ids::random()
    }

    fn guid(&mut self) -> String {
        ids::guid()
    }

    fn now(&self) -> Moment {
        let at_ms = clock::now_ms();
        Moment { at_ms, offset_minutes: clock::utc_offset_minutes(at_ms) }
    }
}

impl App {
    /// What names mean at an item: in its collection and that one's current environment.
    pub fn scopes(self, item: ItemId) -> Scopes {
        self.workspace.with(|workspace| {
            let collection = workspace.collection_around(item);
            collection.map(Scopes::of).unwrap_or_default()
        })
    }

    /// Resolves whatever is sent from an item: its address, its headers, its messages. Each call of
    /// [`Resolver::resolve`] gives predefined variables new values. For handlers.
    pub fn resolver(self, item: ItemId) -> Resolver {
        Resolver { scopes: untrack(|| self.scopes(item)), chance: Chance }
    }

    /// Values of predefined variables to show what a text of an item may become: they change with
    /// time, but not with every key.
    pub fn sample(self, item: ItemId) -> Sample {
        Sample { seed: item.0, moment: Chance.now() }
    }
}
