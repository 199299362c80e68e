//! Reading files a person gave, and giving files to a person.

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, DragEvent, Event, File, FileList, FileSystemDirectoryHandle,
    FileSystemFileHandle, HtmlAnchorElement, HtmlInputElement,
};

use super::{
    file_system::{ChosenFile, Directory},
    made_file::MadeFile,
    object_url::ObjectUrl,
    picker::ask,
    source_file::SourceFile,
    timer::Timeout,
};

pub use super::{file_system::SaveError, picker::Asked};

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

impl From<File> for GivenFile {
    fn from(file: File) -> Self {
        Self(file)
    }
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

/// The files of a list.
pub(super) fn list(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|index| files.item(index)).collect()
}

/// What is dragged or dropped.
pub(super) fn dragged(event: &Event) -> Option<DataTransfer> {
    event.dyn_ref::<DragEvent>()?.data_transfer()
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
    files.into_iter().map(GivenFile).collect()
}

/// The files dropped on the page.
pub fn dropped(event: &Event) -> Vec<GivenFile> {
    list(dragged(event).and_then(|data| data.files())).into_iter().map(GivenFile).collect()
}

/// Whether what is dragged over the page holds files.
pub fn has_files(event: &Event) -> bool {
    dragged(event).is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

/// Where a file is to go.
pub enum Place {
    /// Where the person said.
    Chosen(ChosenFile),
    /// The browser's downloads.
    Downloads,
}

/// Asks where to save a file; `None` when the person closed the dialog. Only in answer to a press.
pub async fn ask_place(name: &str) -> Option<Place> {
    let options = Object::new();
    // Setting a property of a new object never fails.
    Reflect::set(&options, &"suggestedName".into(), &name.into()).unwrap_or_default();
    match ask::<FileSystemFileHandle>("showSaveFilePicker", &options).await {
        Asked::Chosen(handle) => Some(Place::Chosen(handle.into())),
        Asked::Cancelled => None,
        Asked::NotHere => Some(Place::Downloads),
    }
}

/// Asks for a folder to write into. Only in answer to a press.
pub async fn ask_directory() -> Asked<Directory> {
    let options = Object::new();
    Reflect::set(&options, &"mode".into(), &"readwrite".into()).unwrap_or_default();
    match ask::<FileSystemDirectoryHandle>("showDirectoryPicker", &options).await {
        Asked::Chosen(handle) => Asked::Chosen(handle.into()),
        Asked::Cancelled => Asked::Cancelled,
        Asked::NotHere => Asked::NotHere,
    }
}

/// Puts a file in its place. `name`: what a download is called.
pub async fn put(place: &Place, name: &str, file: &MadeFile) -> Saved {
    match place {
        Place::Chosen(chosen) => match chosen.write(file).await {
            Ok(()) => Saved::Done,
            Err(why) => Saved::Failed(why),
        },
        Place::Downloads => download_file(name, file),
    }
}

/// Asks where to save where the browser has such a dialog (Chromium), else downloads.
pub async fn save(name: &str, media_type: &str, bytes: &[u8]) -> Saved {
    let Ok(file) = MadeFile::new(media_type, bytes) else {
        return Saved::Failed(SaveError::NoRoom);
    };
    match ask_place(name).await {
        Some(place) => put(&place, name, &file).await,
        None => Saved::Cancelled,
    }
}

/// Saves a copy of a file, which is not read into the page's memory.
pub async fn save_file(name: &str, file: &SourceFile) -> Saved {
    match ask_place(name).await {
        Some(place) => put(&place, name, &MadeFile::from(file.blob().clone())).await,
        None => Saved::Cancelled,
    }
}

/// Hands a file to the browser's downloads without asking.
pub fn download(name: &str, media_type: &str, bytes: &[u8]) -> Saved {
    MadeFile::new(media_type, bytes)
        .map_or(Saved::Failed(SaveError::NoRoom), |file| download_file(name, &file))
}

/// How long a download may take to begin before its address is given back.
const DOWNLOAD_ADDRESS_LIVES_MS: u32 = 60_000;

fn download_file(name: &str, file: &MadeFile) -> Saved {
    let click = || -> Option<()> {
        let document = web_sys::window()?.document()?;
        let url = ObjectUrl::new(file)?;
        let anchor: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
        anchor.set_href(url.address());
        anchor.set_download(name);
        anchor.click();
        Timeout::once_detached(DOWNLOAD_ADDRESS_LIVES_MS, move || drop(url));
        Some(())
    };
    if click().is_some() { Saved::Done } else { Saved::Failed(SaveError::Other) }
}
