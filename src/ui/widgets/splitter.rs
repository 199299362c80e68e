//! The divider between two panels: drag it, move it by arrow keys, double click restores it.

use crate::ui::prelude::*;
use leptos::ev::{KeyboardEvent, PointerEvent};

use crate::browser::dom;

/// How far one press of an arrow key moves it, in CSS pixels.
const STEP_PX: f64 = 16.0;

/// The divider. Its value is the width of one panel in CSS pixels.
#[component]
pub fn Splitter(
    /// Accessible name, such as *Sidebar width*.
    #[prop(into)]
    label: Signal<String>,
    /// The width.
    #[prop(into)]
    value: Signal<f64>,
    /// The smallest width.
    min: f64,
    /// The largest width.
    max: f64,
    /// The width a double click restores.
    restore: f64,
    /// A person moved it; already within the limits.
    #[prop(into)]
    on_change: Callback<f64>,
    /// The panel is at the right of the divider: moving left makes it wider.
    #[prop(optional)]
    panel_right: bool,
    /// More classes, such as `split--a`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    // Where the pointer and the width were when the drag began.
    let drag = RwSignal::new(None::<(f64, f64)>);
    let sign = if panel_right { -1.0 } else { 1.0 };
    let set = move |width: f64| {
        let width = width.round().clamp(min, max);
        if (width - value.get_untracked()).abs() >= 1.0 {
            on_change.run(width);
        }
    };
    let on_down = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        if let Some(element) = dom::current_element(&event) {
            event.prevent_default();
            dom::focus(&element);
            dom::capture_pointer(&element, &event);
            drag.set(Some((f64::from(event.client_x()), value.get_untracked())));
        }
    };
    let on_move = move |event: PointerEvent| {
        if let Some((from_x, from_width)) = drag.get_untracked() {
            set(from_width + sign * (f64::from(event.client_x()) - from_x));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let now = value.get_untracked();
        let width = match event.key().as_str() {
            "ArrowLeft" => now - sign * STEP_PX,
            "ArrowRight" => now + sign * STEP_PX,
            "Home" => min,
            "End" => max,
            "Escape" if drag.get_untracked().is_some() => {
                drag.get_untracked().map_or(now, |it| it.1)
            }
            _ => return,
        };
        event.prevent_default();
        drag.set(None);
        set(width);
    };
    view! {
        <div
            class=format!("split {class}")
            role="separator"
            aria-orientation="vertical"
            aria-label=move || label.get()
            aria-valuenow=move || dom::decimal(value.get().round())
            aria-valuemin=dom::decimal(min)
            aria-valuemax=dom::decimal(max)
            tabindex="0"
            data-dragging=move || drag.get().map(|_| "")
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=move |_| drag.set(None)
            on:lostpointercapture=move |_| drag.set(None)
            on:keydown=on_key
            on:dblclick=move |_| set(restore)
        ></div>
    }
    .into_any()
}
