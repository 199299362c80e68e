//! The list of names of one field, and whether its tip shows: what a person does with them.

use crate::ui::prelude::*;
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
};
use web_sys::Element;

use super::Variables;
use crate::{
    browser::dom,
    core::variables::{Completion, Open, completions, open_at},
};

/// State of one field.
#[derive(Clone, Copy)]
pub struct Assist {
    variables: Variables,
    list: RwSignal<Option<Choices>>,
    attention: RwSignal<Attention>,
    /// The tip, while it shows.
    pub(super) tip: NodeRef<html::Div>,
}

/// Names that can be chosen.
#[derive(Clone, Debug, PartialEq)]
struct Choices {
    open: Open,
    names: Vec<Completion>,
    at: usize,
}

/// Whether a person looks at the field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is so or not, whatever the others are")]
struct Attention {
    hovered: bool,
    focused: bool,
    /// The pointer went on to the tip.
    on_tip: bool,
    /// Escape or a press took the tip away, until the field is looked at anew.
    dismissed: bool,
}

impl Attention {
    fn is_there(self) -> bool {
        (self.hovered || self.focused || self.on_tip) && !self.dismissed
    }
}

/// How far from the tip the pointer still counts as over it, in CSS pixels: on its way from the field.
pub(super) const REACH_PX: f64 = 6.0;

impl Assist {
    /// Of a field that nobody looks at.
    pub fn new(variables: Variables) -> Self {
        Self {
            variables,
            list: RwSignal::new(None),
            attention: RwSignal::default(),
            tip: NodeRef::new(),
        }
    }

    /// Whether the list stands open.
    pub fn is_open(self) -> bool {
        self.list.with(Option::is_some)
    }

    /// Which line of the list is chosen.
    pub fn active(self) -> Option<usize> {
        self.list.with(|list| list.as_ref().map(|it| it.at))
    }

    /// Where the name begins that is being typed, in UTF-16 units.
    pub(super) fn start(self) -> Option<usize> {
        self.list.with_untracked(|list| list.as_ref().map(|it| it.open.span.start))
    }

    /// Whether the tip may show.
    pub(super) fn is_looked_at(self) -> bool {
        self.attention.with(|it| it.is_there()) && !self.is_open()
    }

    /// The names to choose from.
    pub(super) fn names(self) -> Vec<Completion> {
        self.list.with(|list| list.as_ref().map(|it| it.names.clone()).unwrap_or_default())
    }

    /// A person typed: opens the list where a name is being typed.
    pub fn typed(self, field: &Element, text: &str) {
        let choices = dom::caret(field).and_then(|caret| open_at(text, caret)).and_then(|open| {
            let names =
                self.variables.scopes.with_untracked(|scopes| completions(&open.typed, scopes));
            (!names.is_empty()).then_some(Choices { open, names, at: 0 })
        });
        self.list.set(choices);
    }

    /// Closes the list.
    pub fn close(self) {
        if self.list.try_with_untracked(Option::is_some) == Some(true) {
            self.list.set(None);
        }
    }

    /// The focus came.
    pub fn focused(self) {
        self.attention.update(|it| *it = Attention { focused: true, dismissed: false, ..*it });
    }

    /// The focus left.
    pub fn left(self) {
        self.close();
        self.attention.try_update(|it| it.focused = false);
    }

    /// The pointer came or left.
    pub fn hovered(self, hovered: bool) {
        if self.attention.with_untracked(|it| it.hovered == hovered) {
            return;
        }
        self.attention.update(|it| {
            it.hovered = hovered;
            it.dismissed &= !hovered;
        });
    }

    /// The pointer left, perhaps to the tip, which stays under it then.
    pub fn pointer_left(self, event: &MouseEvent) {
        self.goes_on_to_tip(event);
        self.hovered(false);
    }

    /// Whether the pointer is over the tip, or on its way there.
    pub(super) fn goes_on_to_tip(self, event: &MouseEvent) -> bool {
        let is_over = self.is_over_tip(event, REACH_PX);
        self.over_tip(is_over);
        is_over
    }

    /// The pointer is over the tip, or is not.
    pub(super) fn over_tip(self, is_over: bool) {
        if self.attention.try_with_untracked(|it| it.on_tip != is_over) == Some(true) {
            self.attention.update(|it| it.on_tip = is_over);
        }
    }

    /// Whether a point is within the tip, or not farther away than `reach`.
    pub(super) fn is_over_tip(self, event: &MouseEvent, reach: f64) -> bool {
        let point = (f64::from(event.client_x()), f64::from(event.client_y()));
        let has_tip = self.attention.try_with_untracked(|it| it.is_there()) == Some(true);
        let tip = self.tip.try_get_untracked().flatten().filter(|_| has_tip);
        tip.is_some_and(|tip| dom::rect(&tip).is_near(point, reach))
    }

    /// Takes the tip away, until the field is looked at anew.
    pub(super) fn dismiss(self) {
        self.attention.try_update(|it| it.dismissed = true);
    }

    /// A key in a field that is on the page: the list and the tip take theirs, its owner the others.
    pub fn on_key(
        self,
        field: Option<&Element>,
        event: KeyboardEvent,
        owner: Option<Callback<KeyboardEvent>>,
    ) {
        if !field.is_some_and(|field| self.takes_key(field, &event))
            && let Some(owner) = owner
        {
            owner.run(event);
        }
    }

    /// Keys of the list and the tip. Answers whether the key was one.
    fn takes_key(self, field: &Element, event: &KeyboardEvent) -> bool {
        if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return false;
        }
        let key = event.key();
        let Some((at, count)) =
            self.list.with_untracked(|list| list.as_ref().map(|it| (it.at, it.names.len())))
        else {
            return key == "Escape" && self.dismiss_by_key(event);
        };
        match key.as_str() {
            "ArrowDown" => self.go_to((at + 1) % count),
            "ArrowUp" => self.go_to((at + count - 1) % count),
            "Enter" | "Tab" if !event.shift_key() => self.choose(field, at),
            "Escape" => self.close(),
            "ArrowLeft" | "ArrowRight" | "Home" | "End" => {
                self.close();
                return false;
            }
            _ => return false,
        }
        event.prevent_default();
        event.stop_propagation();
        true
    }

    /// Puts a name in the place of what was typed of it.
    pub(super) fn choose(self, field: &Element, at: usize) {
        let chosen = self.list.with_untracked(|list| {
            let list = list.as_ref()?;
            Some((list.open.span.clone(), list.names.get(at)?.written()))
        });
        if let Some((span, text)) = chosen {
            dom::type_in(field, span, &text);
        }
        self.close();
    }

    fn go_to(self, at: usize) {
        self.list.update(|list| {
            if let Some(list) = list {
                list.at = at;
            }
        });
    }

    /// Takes the tip away. The key is left to others when there is none.
    fn dismiss_by_key(self, event: &KeyboardEvent) -> bool {
        let was_there = untrack(|| self.is_looked_at());
        self.dismiss();
        if was_there {
            event.stop_propagation();
        }
        was_there
    }
}
