//! Reading files a person gave, and giving files to a person.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DragEvent, Event, File, FileList, HtmlAnchorElement, HtmlInputElement,
    Url,
};

use super::timer::Timeout;

/// A file a person chose or dropped.
pub struct GivenFile(File);

/// How saving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The file is written, or handed to the browser's downloads.
    Done,
    /// The person closed the dialog.
    Cancelled,
    /// It could not be written.
    Failed(SaveError),
}

/// Why a file could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// There is no room for it.
    #[error("no room for the file")]
    NoRoom,
    /// The place does not allow it, or the person or the browser's protection did not.
    #[error("writing the file is not allowed")]
    NotAllowed,
    /// Anything else.
    #[error("the browser could not write the file")]
    Other,
}

impl GivenFile {
    /// Its name, without a path.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Its size in bytes.
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// All its bytes; `None` when the browser could not read it.
    pub async fn read(&self) -> Option<Vec<u8>> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }
}

fn list(files: Option<FileList>) -> Vec<GivenFile> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|index| files.item(index)).map(GivenFile).collect()
}

/// The files chosen in an `<input type="file">`; the input is emptied, so that choosing the same
/// file again is a change too.
pub fn chosen(event: &Event) -> Vec<GivenFile> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
    else {
        return Vec::new();
    };
    let files = list(input.files());
    input.set_value("");
    files
}

/// The files dropped on the page.
pub fn dropped(event: &Event) -> Vec<GivenFile> {
    list(
        event
            .dyn_ref::<DragEvent>()
            .and_then(DragEvent::data_transfer)
            .and_then(|data| data.files()),
    )
}

/// Whether what is dragged over the page holds files.
pub fn has_files(event: &Event) -> bool {
    event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer)
        .is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

/// Asks where to save where the browser has such a dialog (Chromium), else downloads.
pub async fn save(name: &str, media_type: &str, bytes: &[u8]) -> Saved {
    let Some(blob) = blob(media_type, bytes) else { return Saved::Failed(SaveError::Other) };
    let Some(window) = web_sys::window() else { return Saved::Failed(SaveError::Other) };
    let picker = Reflect::get(&window, &"showSaveFilePicker".into())
        .ok()
        .and_then(|it| it.dyn_into::<Function>().ok());
    let Some(picker) = picker else { return download_blob(name, &blob) };
    let file = match pick(&window, &picker, name).await {
        Ok(file) => file,
        Err(error) => {
            return match name_of(&error).as_str() {
                "AbortError" => Saved::Cancelled,
                // The dialog is not allowed here, such as in a frame: download instead.
                "SecurityError" | "NotAllowedError" => download_blob(name, &blob),
                _ => Saved::Failed(kind_of(&error)),
            };
        }
    };
    match write(&file, &blob).await {
        Ok(()) => Saved::Done,
        Err(error) => Saved::Failed(kind_of(&error)),
    }
}

/// The names are those of the File System standard; `AbortError` while writing is the browser's
/// protection against harmful files.
fn kind_of(error: &JsValue) -> SaveError {
    match name_of(error).as_str() {
        "QuotaExceededError" => SaveError::NoRoom,
        "NotAllowedError" | "NoModificationAllowedError" | "SecurityError" | "AbortError" => {
            SaveError::NotAllowed
        }
        _ => SaveError::Other,
    }
}

fn name_of(error: &JsValue) -> String {
    Reflect::get(error, &"name".into()).ok().and_then(|it| it.as_string()).unwrap_or_default()
}

/// Hands a file to the browser's downloads without asking.
pub fn download(name: &str, media_type: &str, bytes: &[u8]) -> Saved {
    blob(media_type, bytes)
        .map_or(Saved::Failed(SaveError::Other), |blob| download_blob(name, &blob))
}

fn blob(media_type: &str, bytes: &[u8]) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options)
        .ok()
}

/// `showSaveFilePicker` (File System Access), which web-sys offers only as unstable.
async fn pick(window: &JsValue, picker: &Function, name: &str) -> Result<JsValue, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    JsFuture::from(picker.call1(window, &options)?.unchecked_into::<Promise>()).await
}

async fn write(file: &JsValue, blob: &Blob) -> Result<(), JsValue> {
    let writable = call(file, "createWritable", &[]).await?;
    call(&writable, "write", &[blob.into()]).await?;
    call(&writable, "close", &[]).await?;
    Ok(())
}

async fn call(target: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(target, &method.into())?.dyn_into()?;
    let promise = Reflect::apply(&method, target, &arguments.iter().collect::<Array>())?;
    JsFuture::from(promise.unchecked_into::<Promise>()).await
}

/// How long a download may take to begin before its address is given back.
const DOWNLOAD_ADDRESS_LIVES_MS: u32 = 60_000;

fn download_blob(name: &str, blob: &Blob) -> Saved {
    let click = || -> Option<()> {
        let document = web_sys::window()?.document()?;
        let address = Url::create_object_url_with_blob(blob).ok()?;
        let anchor: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
        Timeout::once_detached(DOWNLOAD_ADDRESS_LIVES_MS, move || {
            // An address that is gone already needs no giving back.
            Url::revoke_object_url(&address).unwrap_or_default();
        });
        Some(())
    };
    if click().is_some() { Saved::Done } else { Saved::Failed(SaveError::Other) }
}
