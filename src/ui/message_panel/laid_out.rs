//! The text of a message laid out for a tab. Short texts at once; long ones in goes, so that the page
//! stays awake; those over the limit when a person asks for it.

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::{
    browser::timer::Timeout,
    core::payload::layout::{Form, Laid, Layout},
};

/// Texts up to this many bytes are looked at and laid out in one go.
pub(super) const WHOLE_BYTES: usize = 1_000_000;

/// How much of a longer text is read in one go.
const BYTES_AT_ONCE: usize = 1 << 18;

/// What there is of a text for a tab.
#[derive(Clone)]
pub(super) enum State {
    /// The tab shows it as it came.
    AsItCame,
    /// It is over the limit and nobody has asked for it.
    Long,
    /// It is being laid out.
    Busy,
    /// It is laid out.
    Laid(Laid),
}

/// What was laid out last.
type Last = RwSignal<Option<(Form, Arc<str>, Laid)>>;

/// Lays out what the tab needs. `wanted`: the text and how; `is_allowed`: it is not over the limit, or
/// was asked for.
pub(super) fn laid_out(
    wanted: Memo<Option<(Arc<str>, Form)>>,
    is_allowed: Memo<bool>,
) -> Memo<State> {
    let last: Last = RwSignal::new(None);
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        // Whatever was going on is for another text.
        timer.set_value(None);
        let is_long = |(text, _): &(Arc<str>, Form)| text.len() > WHOLE_BYTES;
        let Some((text, form)) = wanted.get().filter(is_long).filter(|_| is_allowed.get()) else {
            last.set(None);
            return;
        };
        go_on(Layout::new(Arc::clone(&text), form), text, form, last, timer);
    });
    Memo::new_with_compare(
        move |_| match wanted.get() {
            None => State::AsItCame,
            Some(_) if !is_allowed.get() => State::Long,
            Some((text, form)) if text.len() <= WHOLE_BYTES => {
                State::Laid(Layout::whole(text, form))
            }
            Some((text, form)) => last.with(|last| match last {
                Some((of, read, laid)) if *of == form && Arc::ptr_eq(read, &text) => {
                    State::Laid(laid.clone())
                }
                _ => State::Busy,
            }),
        },
        |_, _| true,
    )
}

/// Reads a piece, then lets the page draw before the next one.
fn go_on(
    mut layout: Layout,
    text: Arc<str>,
    form: Form,
    last: Last,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
) {
    if let Some(laid) = layout.go_on(BYTES_AT_ONCE) {
        last.try_set(Some((form, text, laid)));
    } else {
        let next = Timeout::once(0, move || go_on(layout, text, form, last, timer));
        timer.try_set_value(Some(next));
    }
}
