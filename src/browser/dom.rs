//! What views ask of elements on the page: focus, scroll, measure, float, capture the pointer.
//! Small functions without state (but for one wish, see [`focus_as_wished`]), and guards for
//! listeners. No signals, no product rules.
//!
//! An element that was removed meanwhile refuses; nothing is lost by that, so nothing is said.

use std::{cell::RefCell, ops::Range};

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    AddEventListenerOptions, ClipboardEvent, Element, Event, EventTarget, HtmlDialogElement,
    HtmlDocument, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node, PointerEvent,
    ResizeObserver,
};

use super::timer::Timeout;

/// A box in the window, in CSS pixels from its top left.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// Whether a point is within it, or not farther away than `reach`.
    pub fn is_near(&self, (x, y): (f64, f64), reach: f64) -> bool {
        (self.left - reach..self.left + self.width + reach).contains(&x)
            && (self.top - reach..self.top + self.height + reach).contains(&y)
    }
}

/// Where an element stands in the window.
pub fn rect(element: &Element) -> Rect {
    let it = element.get_bounding_client_rect();
    Rect { left: it.left(), top: it.top(), width: it.width(), height: it.height() }
}

/// Width and height of the window in CSS pixels.
pub fn window_size() -> (f64, f64) {
    let number = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|it| it.as_f64()).unwrap_or_default()
    };
    web_sys::window().map_or((0.0, 0.0), |it| (number(it.inner_width()), number(it.inner_height())))
}

/// Narrower windows, in CSS pixels, show one panel at a time, as the style sheets say.
const NARROW_PX: f64 = 900.0;

/// Whether the window has room for one panel only.
pub fn is_narrow() -> bool {
    window_size().0 < NARROW_PX
}

thread_local! {
    /// What [`focus_soon`] did not find, and what had the focus then.
    static WISHED: RefCell<Option<(&'static str, Option<HtmlElement>)>> = const { RefCell::new(None) };
}

/// Moves the focus to the element with `data-focus="name"`, after what is being drawn is there, and
/// before the next key. Does nothing when there is none on the screen, until [`focus_as_wished`].
pub fn focus_soon(name: &'static str) {
    let go = move || {
        let found = find(name);
        WISHED.set(found.is_none().then(|| (name, focused())));
        if let Some(element) = found.filter(|it| !has_focus(it)) {
            // An element that was removed meanwhile cannot take the focus; nothing is lost by that.
            element.focus().unwrap_or_default();
        }
    };
    soon(go);
}

/// Does something after what is being drawn is there, and before the next key; twice, because what is
/// drawn in more than one step is not there the first time.
fn soon(go: impl Fn() + Clone + 'static) {
    // Views are redrawn in the microtasks of the event, which were asked for before this one.
    if let Some(window) = web_sys::window() {
        window.queue_microtask(Closure::once_into_js(go.clone()).unchecked_ref());
    }
    Timeout::once_detached(0, go);
}

/// Does what the last [`focus_soon`] could not because a part of the page was not there yet, unless
/// the focus has moved meanwhile.
pub fn focus_as_wished() {
    if let Some((name, before)) = WISHED.take()
        && before == focused()
    {
        focus_soon(name);
    }
}

/// Moves the focus to the element with `data-focus="name"` at once. Whether there is one on the
/// screen.
pub fn focus_now(name: &str) -> bool {
    find(name).is_some_and(|element| element.focus().is_ok())
}

/// Whether the focus is on an element with `data-focus="name"` or within one.
pub fn has_focus_within(name: &str) -> bool {
    focused().is_some_and(|it| {
        it.closest(&format!("[data-focus=\"{name}\"]")).is_ok_and(|found| found.is_some())
    })
}

/// Clicks the element with `data-focus="name"`.
pub fn click(name: &str) {
    if let Some(element) = find(name) {
        element.click();
    }
}

fn find(name: &str) -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    let found = document.query_selector_all(&format!("[data-focus=\"{name}\"]")).ok()?;
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into::<HtmlElement>().ok())
        .find(is_shown)
}

/// Moves the focus without scrolling.
pub fn focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    element.focus_with_options(&options).unwrap_or_default();
}

/// Moves the focus and scrolls as little as needed.
pub fn focus_in_view(element: &HtmlElement) {
    focus(element);
    scroll_in_view(element);
}

/// Scrolls as little as needed to show an element.
pub fn scroll_in_view(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// The first element within another that a CSS selector names.
pub fn find_in(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok()?
}

/// The elements within another that a CSS selector names, in the order of the page.
pub fn find_all_in(element: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = element.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// The element that has the focus.
pub fn focused() -> Option<HtmlElement> {
    web_sys::window()?.document()?.active_element()?.dyn_into().ok()
}

/// Whether an element is on the screen and can have the focus: the page as a whole cannot.
pub fn is_shown(element: &HtmlElement) -> bool {
    element.offset_parent().is_some()
}

/// Whether an element has the focus.
pub fn has_focus(element: &HtmlElement) -> bool {
    focused().as_ref() == Some(element)
}

/// Whether the element with `data-focus="name"` has the focus.
pub fn is_focused(name: &str) -> bool {
    focused().and_then(|it| it.get_attribute("data-focus")).is_some_and(|it| it == name)
}

/// Whether a text field has the focus.
pub fn is_text_focused() -> bool {
    focused().is_some_and(|it| super::page::takes_text(&it))
}

/// Whether text of the page is selected, outside text fields.
pub fn has_selected_text() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok()?);
    selection.is_some_and(|it| !it.is_collapsed())
}

/// Scrolls an element to a place, in CSS pixels from its top.
pub fn set_scroll_top(element: &Element, px: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "far below 2^31")]
    element.set_scroll_top(px.round() as i32);
}

/// Moves the focus to the child at an index.
pub fn focus_child(parent: &Element, index: usize) {
    let child = u32::try_from(index).ok().and_then(|index| parent.children().item(index));
    if let Some(child) = child.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        focus_in_view(&child);
    }
}

/// Moves the focus to the first element within another that a CSS selector names, after what is
/// being drawn is there, and before the next key.
pub fn focus_in_soon(element: &Element, selector: String) {
    let element = element.clone();
    soon(move || {
        let found = find_in(&element, &selector).and_then(|it| it.dyn_into().ok());
        if let Some(found) = found.filter(|it| !has_focus(it)) {
            focus_in_view(&found);
        }
    });
}

/// Where the caret of a text field stands, in UTF-16 units; `None` while a part is selected.
pub fn caret(field: &Element) -> Option<usize> {
    let (start, end) = if let Some(it) = field.dyn_ref::<HtmlInputElement>() {
        (it.selection_start().ok()??, it.selection_end().ok()??)
    } else {
        let it = field.dyn_ref::<HtmlTextAreaElement>()?;
        (it.selection_start().ok()??, it.selection_end().ok()??)
    };
    (start == end).then_some(start as usize)
}

/// Where a character of an element's text stands in the window, counted in UTF-16 units. Each element
/// within that `line` (a CSS selector) names ends with a line break.
pub fn character_rect(element: &Element, line: &str, at: usize) -> Option<Rect> {
    let (node, offset) = character_in(element, line, &mut { at })?;
    let range = web_sys::window()?.document()?.create_range().ok()?;
    let offset = u32::try_from(offset).ok()?;
    range.set_start(&node, offset).ok()?;
    range.set_end(&node, offset + 1).ok()?;
    let it = range.get_bounding_client_rect();
    Some(Rect { left: it.left(), top: it.top(), width: it.width(), height: it.height() })
}

fn character_in(node: &Node, line: &str, left: &mut usize) -> Option<(Node, usize)> {
    if node.node_type() == Node::TEXT_NODE {
        let length = node.text_content().unwrap_or_default().encode_utf16().count();
        if *left < length {
            return Some((node.clone(), *left));
        }
        *left -= length;
        return None;
    }
    let children = node.child_nodes();
    let found = (0..children.length())
        .filter_map(|index| children.item(index))
        .find_map(|child| character_in(&child, line, left));
    let is_line = node.dyn_ref::<Element>().is_some_and(|it| it.matches(line).unwrap_or(false));
    if found.is_none() && is_line {
        *left = left.saturating_sub(1);
    }
    found
}

/// Types text in the place of a part of a text field, given in UTF-16 units: the field says so with
/// an `input` event, and can take it back with Ctrl Z.
pub fn type_in(field: &Element, part: Range<usize>, text: &str) {
    let [start, end] = [part.start, part.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
    let selected = match field.dyn_ref::<HtmlInputElement>() {
        Some(it) => it.set_selection_range(start, end),
        None => field
            .dyn_ref::<HtmlTextAreaElement>()
            .map_or(Ok(()), |it| it.set_selection_range(start, end)),
    };
    let document = web_sys::window()
        .and_then(|it| it.document())
        .and_then(|it| it.dyn_into::<HtmlDocument>().ok());
    if let (Ok(()), Some(document)) = (selected, document) {
        // Old, but the only way whose outcome the field's own undo knows, and every browser has it.
        document.exec_command_with_show_ui_and_value("insertText", false, text).unwrap_or_default();
    }
}

/// What stands in the text field that an event is about.
pub fn text_of_field(event: &Event) -> Option<String> {
    event.target()?.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value)
}

/// The text a person pastes.
pub fn pasted_text(event: &ClipboardEvent) -> String {
    event.clipboard_data().and_then(|it| it.get_data("text/plain").ok()).unwrap_or_default()
}

/// Focuses a text field and selects all its text.
pub fn select_all(input: &HtmlInputElement) {
    focus(input);
    input.select();
}

/// Replaces all text of the text area with `data-focus="name"` as typing would: an `input` event
/// tells it, and the browser can take it back. Answers whether it could be done; if not, nothing
/// has changed.
pub fn type_over(name: &str, text: &str) -> bool {
    let typed = || {
        let area = find(name)?.dyn_into::<HtmlTextAreaElement>().ok()?;
        let document = web_sys::window()?.document()?.dyn_into::<HtmlDocument>().ok()?;
        focus(&area);
        area.select();
        document.exec_command_with_show_ui_and_value("insertText", false, text).ok()
    };
    typed() == Some(true)
}

/// Whether an event's target is this element or within it.
pub fn contains(element: &Element, target: Option<&EventTarget>) -> bool {
    element.contains(target.and_then(|it| it.dyn_ref::<Node>()))
}

/// Whether an event's target is an element that a CSS selector names, or within one.
pub fn is_within(target: Option<&EventTarget>, selector: &str) -> bool {
    let element = target.and_then(|it| it.dyn_ref::<Element>());
    element.is_some_and(|it| it.closest(selector).is_ok_and(|found| found.is_some()))
}

/// Whether an event's target is the window itself.
pub fn is_window(target: Option<&EventTarget>) -> bool {
    target.is_some_and(JsCast::has_type::<web_sys::Window>)
}

/// The element an event's listener was put on.
pub fn current_element(event: &Event) -> Option<HtmlElement> {
    event.current_target()?.dyn_into().ok()
}

/// Shows an element with `popover="manual"` above everything else.
pub fn show_popover(element: &HtmlElement) {
    element.show_popover().unwrap_or_default();
}

/// Shows a dialog above the page, which cannot be reached meanwhile.
pub fn show_modal(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        dialog.show_modal().unwrap_or_default();
    }
}

/// Closes a dialog; the focus returns to where it was.
pub fn close_dialog(dialog: &HtmlDialogElement) {
    if dialog.open() {
        dialog.close();
    }
}

/// A number as JavaScript writes it. Rust's own way costs the page 10 kB of code and tables.
pub fn decimal(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// A length in CSS pixels.
pub fn px(length: f64) -> String {
    decimal(length) + "px"
}

/// Moves an element with a fixed position, in CSS pixels from the window's top left.
pub fn move_to(element: &HtmlElement, left: f64, top: f64) {
    let style = element.style();
    style.set_property("left", &px(left)).unwrap_or_default();
    style.set_property("top", &px(top)).unwrap_or_default();
}

/// Sends all later events of this pointer to the element, until the button is let go.
pub fn capture_pointer(element: &Element, event: &PointerEvent) {
    element.set_pointer_capture(event.pointer_id()).unwrap_or_default();
}

/// Height of one line of text in an element, in CSS pixels; `fallback` when it cannot be told.
pub fn line_height(element: &Element, fallback: f64) -> f64 {
    let read = || {
        web_sys::window()?.get_computed_style(element).ok()??.get_property_value("line-height").ok()
    };
    // "normal" is no number.
    read().map(|it| js_sys::parse_float(&it)).filter(|px| px.is_finite()).unwrap_or(fallback)
}

/// Holds back the `input` event in the middle of a character. Some browsers type one outside the
/// basic plane, such as an emoji, as two halves with an event each; half a character does not
/// survive the way into Rust and back into the field. The other half's event brings both.
pub fn hold_half_characters() -> Option<Listener> {
    Listener::on_window("input", |event| {
        let typed = event
            .target()
            .and_then(|field| js_sys::Reflect::get(&field, &"value".into()).ok())
            .and_then(|value| value.dyn_into::<js_sys::JsString>().ok());
        if typed.is_some_and(|typed| !typed.is_valid_utf16()) {
            event.stop_immediate_propagation();
        }
    })
}

/// Listens to an event until dropped.
#[must_use = "dropping a listener stops it"]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Hears an event anywhere in the window, before the element it is for does.
    pub fn on_window(event: &'static str, callback: impl FnMut(Event) + 'static) -> Option<Self> {
        let target: EventTarget = web_sys::window()?.into();
        let callback = Closure::<dyn FnMut(Event)>::new(callback);
        let options = AddEventListenerOptions::new();
        options.set_capture(true);
        target
            .add_event_listener_with_callback_and_add_event_listener_options(
                event,
                callback.as_ref().unchecked_ref(),
                &options,
            )
            .ok()?;
        Some(Self { target, event, callback })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.target
            .remove_event_listener_with_callback_and_bool(
                self.event,
                self.callback.as_ref().unchecked_ref(),
                true,
            )
            .unwrap_or_default();
    }
}

/// Tells whenever an element's size changes, and once at the start, until dropped.
#[must_use = "dropping an observer stops it"]
pub struct SizeObserver {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl SizeObserver {
    /// Starts to observe.
    pub fn new(element: &Element, mut callback: impl FnMut() + 'static) -> Option<Self> {
        let callback = Closure::<dyn FnMut(Array)>::new(move |_| callback());
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _callback: callback })
    }
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
