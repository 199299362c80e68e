//! What every view starts from: Leptos' prelude, with a few things of it replaced by ones that do
//! the same in less code.
//!
//! Leptos makes a copy of its machinery for each type that goes into it, and every closure is a type
//! of its own. What stands here puts what differs behind a `Box` or `Arc` first, so that the
//! machinery is in the program once. Views are written as ever.

use std::{
    any::Any,
    borrow::Cow,
    hash::{Hash, Hasher},
    sync::Arc,
};

use leptos::{
    control_flow,
    ev::{self, Custom, EventDescriptor, On, Targeted},
    tachys::html::element::HasElementType,
};
use wasm_bindgen::JsCast;
use web_sys::Event;

pub use leptos::prelude::*;

/// A class of an element all of whose attributes and texts are fixed. `view!` would make such an
/// element, where it stands in another, of HTML (`innerHTML`), which the page's policy forbids to all
/// code (Trusted Types).
pub const fn fixed(class: &'static str) -> &'static str {
    class
}

/// A list whose entries are known by keys, as Leptos' own.
#[component]
pub fn For<I, T, K, N>(
    /// The entries, in order.
    each: impl Fn() -> I + Send + 'static,
    /// What an entry is known by: its view stays while its key does.
    key: impl Fn(&T) -> K + Send + 'static,
    /// The view of an entry.
    children: impl Fn(T) -> N + Clone + Send + 'static,
) -> impl IntoView
where
    I: IntoIterator<Item = T> + 'static,
    T: Send + 'static,
    K: Eq + Hash + Send + Sync + 'static,
    N: IntoView + 'static,
{
    list(Box::new(move || {
        let line = |item: T| {
            let children = children.clone();
            Line {
                key: Key(Arc::new(key(&item))),
                view: Box::new(move || children(item).into_any()),
            }
        };
        each().into_iter().map(line).collect()
    }))
}

/// An entry of a list.
struct Line {
    key: Key,
    view: Box<dyn FnOnce() -> AnyView + Send>,
}

fn list(lines: Box<dyn Fn() -> Vec<Line> + Send>) -> AnyView {
    view! {
        <control_flow::For each=lines key=|line: &Line| line.key.clone() children=|line: Line| (line.view)() />
    }
    .into_any()
}

/// A key of any type.
#[derive(Clone)]
struct Key(Arc<dyn AnyKey + Send + Sync>);

trait AnyKey {
    fn is(&self, other: &dyn Any) -> bool;
    fn as_any(&self) -> &dyn Any;
    fn add_to(&self, hasher: &mut dyn Hasher);
}

impl<K: Eq + Hash + 'static> AnyKey for K {
    fn is(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn add_to(&self, mut hasher: &mut dyn Hasher) {
        self.hash(&mut hasher);
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        (*self.0).is((*other.0).as_any())
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (*self.0).add_to(hasher);
    }
}

/// Shows its children while a condition holds, as Leptos' own.
#[component]
pub fn Show(
    /// The condition.
    when: impl Fn() -> bool + Send + Sync + 'static,
    /// What is shown otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// What is shown while it holds.
    children: ChildrenFn,
) -> impl IntoView {
    either(Box::new(when), children, fallback)
}

fn either(
    when: Box<dyn Fn() -> bool + Send + Sync>,
    children: ChildrenFn,
    fallback: ViewFn,
) -> AnyView {
    view! {
        <control_flow::Show when fallback=move || fallback.run()>
            {children()}
        </control_flow::Show>
    }
    .into_any()
}

/// A listener for events of any kind.
type Listener = On<Custom<Event>, Box<dyn FnMut(Event)>>;

fn listener(name: Cow<'static, str>, act: Box<dyn FnMut(Event)>) -> Listener {
    ev::on(Custom::new(name), act)
}

/// `on:event=…`.
pub trait OnAttribute: AddAnyAttr + Sized {
    /// Calls a closure with each such event.
    fn on<E>(self, event: E, mut act: impl FnMut(E::EventType) + 'static) -> Self::Output<Listener>
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.add_any_attr(listener(
            event.name(),
            Box::new(move |event| act(event.unchecked_into())),
        ))
    }
}

impl<T: AddAnyAttr> OnAttribute for T {}

/// `on:event:target=…`.
pub trait OnTargetAttribute: AddAnyAttr + HasElementType + Sized {
    /// Calls a closure with each such event, which knows the type of its element.
    fn on_target<E>(
        self,
        event: E,
        mut act: impl FnMut(Targeted<E::EventType, Self::ElementType>) + 'static,
    ) -> Self::Output<Listener>
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        let act = move |event: Event| act(Targeted::from(event.unchecked_into::<E::EventType>()));
        self.add_any_attr(listener(event.name(), Box::new(act)))
    }
}

impl<T: AddAnyAttr + HasElementType> OnTargetAttribute for T {}
