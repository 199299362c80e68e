//! The page of a client message: what it is at the left; at the right what will be sent, and the
//! conversation, so that an answer is seen without leaving.

mod close_form;
mod content_rows;
mod editor;
mod form;
mod preview;

use crate::ui::prelude::*;

use crate::{
    app::{App, Panel},
    browser::dom,
    core::{
        change::Change,
        model::{ClientMessage, ItemId, MessageContent, MessageType},
        payload::outgoing::{self, Outgoing, OutgoingProblem},
        text::problem,
        variables::{self, Scopes},
    },
};

use super::conversation_panel::{Counters, MessageList};
use close_form::CloseForm;
use editor::Editor;
use form::Form;
use preview::Preview;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Edited {
    app: App,
    id: Signal<ItemId>,
    message: Memo<Option<ClientMessage>>,
    scopes: Memo<Scopes>,
    outgoing: Memo<Result<Outgoing, Option<OutgoingProblem>>>,
    /// The last rewriting that the browser cannot take back by itself.
    rewritten: RwSignal<Option<Rewritten>>,
}

/// A text before and after it was rewritten.
#[derive(Clone, PartialEq)]
struct Rewritten {
    of: ItemId,
    before: String,
    after: String,
}

/// Texts of more lines are not typed over: a browser takes longer for each line than for the one
/// before, and seconds for some thousands.
const TYPED_LINES: usize = 200;

impl Edited {
    fn new(app: App, id: Signal<ItemId>) -> Self {
        let message = Memo::new(move |_| {
            app.workspace.with(|workspace| workspace.client_message(id.get()).cloned())
        });
        let scopes = Memo::new(move |_| app.scopes(id.get()));
        let outgoing = Memo::new(move |_| {
            message.with(|it| match it {
                Some(message) => scopes
                    .with(|scopes| outgoing::outgoing(message, scopes, &mut app.sample(id.get())))
                    .map_err(Some),
                None => Err(None),
            })
        });
        Self { app, id, message, scopes, outgoing, rewritten: RwSignal::new(None) }
    }

    /// Reads the message; the default when it was deleted.
    fn read<T: Default>(self, read: impl FnOnce(&ClientMessage) -> T) -> T {
        self.message.with(|it| it.as_ref().map(read).unwrap_or_default())
    }

    /// What stands in the way of sending it.
    fn problem(self) -> Option<OutgoingProblem> {
        self.outgoing.with(|it| it.as_ref().err().cloned().flatten())
    }

    /// Names in a part of it that no variable has, in words.
    fn unknown(self, part: fn(&ClientMessage) -> &str) -> Option<String> {
        let resolved = self.message.with(|it| {
            let text = part(it.as_ref()?);
            self.scopes.with(|scopes| variables::shown(text, scopes, None)).ok()
        })?;
        let names = resolved.unknown.iter().map(|it| it.name.as_str());
        problem::unknown_variables(self.app.t(), names)
    }

    fn change(self, change: impl FnOnce(&mut MessageContent)) {
        if let Some(mut content) =
            self.message.with_untracked(|it| it.as_ref().map(ClientMessage::content))
        {
            change(&mut content);
            self.app.dispatch(Change::SetClientMessage { id: self.id.get_untracked(), content });
        }
    }

    /// Replaces the text in a way that Ctrl Z takes back.
    fn rewrite(self, text: String) {
        if text.lines().count() <= TYPED_LINES && dom::type_over("content", &text) {
            return;
        }
        let before = self.message.with_untracked(|it| it.as_ref().map(|it| it.raw_content.clone()));
        let of = self.id.get_untracked();
        self.rewritten.set(before.map(|before| Rewritten { of, before, after: text.clone() }));
        self.change(|content| content.raw_content = text);
        dom::focus_soon("content");
    }

    /// Takes the last [`Self::rewrite`] back, if it is the last thing that happened to the text and
    /// the browser does not do it.
    fn take_back(self) -> bool {
        let last = self.rewritten.get_untracked().filter(|it| it.of == self.id.get_untracked());
        let Some(Rewritten { before, after, .. }) = last else { return false };
        let is_last =
            self.message.with_untracked(|it| it.as_ref().is_some_and(|it| it.raw_content == after));
        if is_last {
            self.rewritten.set(None);
            self.change(|content| content.raw_content = before);
            dom::focus_soon("content");
        }
        is_last
    }
}

/// The page.
#[component]
pub fn ClientMessagePage(
    /// Which client message.
    #[prop(into)]
    message: Signal<ItemId>,
    /// Its WebSocket.
    #[prop(into)]
    socket: Signal<ItemId>,
) -> impl IntoView {
    let app = App::get();
    let edited = Edited::new(app, message);
    let is_close = Memo::new(move |_| edited.read(|it| it.message_type) == MessageType::Close);
    view! {
        <div class="editor">
            <div class="editor__left" data-drop="message">
                <Form edited socket />
                <Show when=move || is_close.get() fallback=move || view! { <Editor edited /> }>
                    <CloseForm edited />
                </Show>
            </div>
            <div class=fixed("split split--fixed") role="none"></div>
            <div class="editor__right">
                <Preview edited />
                <div class="panel__head">
                    <h2>{move || app.t().conversation}</h2>
                    <Counters socket short=true />
                </div>
                <MessageList socket on_open=move |()| open_conversation(app, socket.get_untracked()) />
            </div>
        </div>
    }
    .into_any()
}

/// Shows the message chosen in detail: that is the part of its WebSocket's page.
fn open_conversation(app: App, socket: ItemId) {
    app.narrow_panel.set(Panel::Message);
    app.select(Some(socket));
}
