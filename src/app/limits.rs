//! Limits that others than the page keep to.

use leptos::prelude::*;

use crate::protocol::ToWorker;

use super::App;

impl App {
    /// Tells the worker what earlier conversations may take, now and whenever it changes.
    pub(super) fn begin_limits(self) {
        let most = Memo::new(move |_| self.settings.with(|settings| settings.earlier_bytes));
        Effect::new(move || self.connections.post(&ToWorker::LimitEarlier { most: most.get() }));
    }
}
