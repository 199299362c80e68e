//! A binary message as the picture it is, with its size in pixels.

use crate::ui::prelude::*;
use leptos::ev::Event;
use wasm_bindgen::JsCast;
use web_sys::HtmlImageElement;

use crate::{
    app::{App, message::Picture},
    core::{payload::image::ImageType, text::fill},
};

/// Whether the browser could show it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Loading,
    Shown { width: u32, height: u32 },
    Broken,
}

/// The picture. Its address is given back when the view goes.
#[component]
pub(super) fn ImageView(picture: Option<Picture>, image_type: ImageType) -> impl IntoView {
    let app = App::get();
    let picture = StoredValue::new_local(picture);
    let address = picture.with_value(|it| it.as_ref().map(|picture| picture.address().to_owned()));
    let fate = RwSignal::new(if address.is_some() { Fate::Loading } else { Fate::Broken });
    let on_load = move |event: Event| {
        let image = event.target().and_then(|it| it.dyn_into::<HtmlImageElement>().ok());
        if let Some(image) = image {
            fate.set(Fate::Shown { width: image.natural_width(), height: image.natural_height() });
        }
    };
    let facts = move || match fate.get() {
        Fate::Shown { width, height } => fill(
            app.t().image_facts,
            &[
                ("width", &width.to_string()),
                ("height", &height.to_string()),
                ("type", image_type.name),
            ],
        ),
        Fate::Loading => String::new(),
        Fate::Broken => app.t().image_broken.to_owned(),
    };
    view! {
        <figure class="picture">
            <img
                src=address
                alt=move || fill(app.t().image_of_type, &[("type", image_type.name)])
                hidden=move || fate.get() == Fate::Broken
                on:load=on_load
                on:error=move |_| fate.set(Fate::Broken)
            />
            <figcaption role=move || (fate.get() == Fate::Broken).then_some("alert")>{facts}</figcaption>
        </figure>
    }
    .into_any()
}
