//! The last page: what a person sees after a panic. It is built with nothing but the document,
//! because nothing else can be trusted then, and works by links alone, because no code of ours runs
//! after it.

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, Document, Element, Url};

/// What the page says, translated.
pub struct CrashPage<'a> {
    /// Its heading.
    pub title: &'a str,
    /// What happened and what to do.
    pub text: &'a str,
    /// Files offered: label of the link, file name, text.
    pub files: &'a [(String, String, String)],
    /// Label of the link that loads the page anew.
    pub reload: &'a str,
    /// Label of the technical details.
    pub details_label: &'a str,
    /// The technical details.
    pub details: &'a str,
}

/// Puts the page in the place of everything else.
pub fn show(page: &CrashPage<'_>) {
    // A panic here cannot be shown any better; the browser's console has the first one.
    build(page).unwrap_or_default();
}

fn build(page: &CrashPage<'_>) -> Result<(), JsValue> {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return Ok(());
    };
    let Some(body) = document.body() else { return Ok(()) };
    let main = element(&document, "main", "crash", "")?;
    let said = element(&document, "div", "", "")?;
    said.set_attribute("role", "alert")?;
    said.append_child(&*element(&document, "h1", "", page.title)?)?;
    said.append_child(&*element(&document, "p", "", page.text)?)?;
    main.append_child(&said)?;
    let links = element(&document, "p", "crash__files", "")?;
    for (label, name, text) in page.files {
        let blob = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text)))?;
        let link = element(&document, "a", "btn", label)?;
        link.set_attribute("href", &Url::create_object_url_with_blob(&blob)?)?;
        link.set_attribute("download", name)?;
        links.append_child(&link)?;
    }
    main.append_child(&links)?;
    let reload = element(&document, "a", "btn btn--primary", page.reload)?;
    // An empty address is this page: following the link loads it anew.
    reload.set_attribute("href", "")?;
    main.append_child(&reload)?;
    let details = element(&document, "details", "", "")?;
    details.append_child(&*element(&document, "summary", "", page.details_label)?)?;
    details.append_child(&*element(&document, "pre", "", page.details)?)?;
    main.append_child(&details)?;
    body.replace_children_with_node_1(&main);
    Ok(())
}

fn element(document: &Document, name: &str, class: &str, text: &str) -> Result<Element, JsValue> {
    let element = document.create_element(name)?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    Ok(element)
}
