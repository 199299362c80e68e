//! Parts of the program that come when they are first needed: whether one is here, and bringing it.

use std::pin::Pin;

use leptos::{prelude::*, wasm_split::SplitLoaderError};

use super::task;
use crate::browser::dom;

/// A part on its way.
pub type Bringing = Pin<Box<dyn Future<Output = ()>>>;

/// What it gives, on its way.
pub type Loading<V> = Pin<Box<dyn Future<Output = Result<V, SplitLoaderError>>>>;

/// `data-focus` of the button that tries again to bring what did not come.
pub const TRY_AGAIN: &str = "try-again";

/// Whether a part is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Not yet; a person may be waiting for it.
    Away,
    /// It was needed and did not come.
    Failed,
    /// The same, and it is being tried again.
    Retried,
    /// It is here for good.
    Here,
}

/// A part: `V` is what it gives to the rest of the program once it is here.
#[derive(Clone, Copy)]
pub struct Part<V: Copy + Send + Sync + 'static> {
    load: fn() -> Loading<V>,
    arrival: RwSignal<Arrival>,
    given: StoredValue<Option<V>>,
    is_needed: StoredValue<bool>,
}

impl<V: Copy + Send + Sync + 'static> Part<V> {
    /// A part that is not here yet.
    pub fn new(load: fn() -> Loading<V>) -> Self {
        Self {
            load,
            arrival: RwSignal::new(Arrival::Away),
            given: StoredValue::new(None),
            is_needed: StoredValue::new(false),
        }
    }

    /// What it gives, once it is here.
    pub fn get(self) -> Option<V> {
        (self.arrival.get() == Arrival::Here).then(|| self.given.get_value()).flatten()
    }

    /// A person waits for it and it did not come; it may be on its way again.
    pub fn is_missing(self) -> bool {
        matches!(self.arrival.get(), Arrival::Failed | Arrival::Retried)
    }

    /// It did not come, and is being tried again.
    pub fn is_retried(self) -> bool {
        self.arrival.get() == Arrival::Retried
    }

    /// Brings it; when it does not come, that is said, because a person waits for it.
    pub fn need(self) -> Bringing {
        self.is_needed.set_value(true);
        self.bring()
    }

    /// Tries again to bring it if it did not come.
    pub fn try_again(self) {
        if self.arrival.get_untracked() == Arrival::Failed {
            self.arrival.set(Arrival::Retried);
            task::start(self.bring());
        }
    }

    /// Brings it if it is not here.
    pub fn bring(self) -> Bringing {
        Box::pin(self.fetch())
    }

    async fn fetch(self) {
        if self.arrival.get_untracked() == Arrival::Here {
            return;
        }
        match (self.load)().await {
            // Whoever asked first was told first.
            Ok(_) if self.arrival.get_untracked() == Arrival::Here => {}
            Ok(given) => {
                self.given.set_value(Some(given));
                if dom::has_focus_within(TRY_AGAIN) {
                    // The button goes with its notice.
                    dom::focus_soon(if dom::is_narrow() { "drawer" } else { "tree" });
                }
                self.arrival.set(Arrival::Here);
                dom::focus_as_wished();
            }
            Err(_) if self.is_needed.get_value() => self.arrival.set(Arrival::Failed),
            Err(_) => {}
        }
    }
}

/// Brings parts one after the other, those first that a person waits for.
pub fn bring_in_turn(parts: Vec<Bringing>) {
    task::start(async move {
        for part in parts {
            part.await;
        }
    });
}
