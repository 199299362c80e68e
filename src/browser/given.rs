//! Files and folders a person gave the page to read messages from: by a picker, an `<input>`, or by
//! dropping them. Where the browser has handles (Chromium) they can be kept, and ask for permission
//! again; elsewhere a file is what it was when it was given.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, HtmlInputElement};

use super::{
    file_system::name_of,
    files::{GivenFile, dragged, list},
    picker::{self, Asked},
    source_file::SourceFile,
};

const FILE_PICKER: &str = "showOpenFilePicker";
const FOLDER_PICKER: &str = "showDirectoryPicker";

/// Why a file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It is not there.
    #[error("not found")]
    NotFound,
    /// The person or the browser does not allow it.
    #[error("not allowed")]
    NotAllowed,
    /// Something else.
    #[error("failed")]
    Failed,
}

/// A file.
#[derive(Clone, Debug)]
pub struct GivenSource(Kind);

/// A folder.
#[derive(Clone, Debug)]
pub struct GivenFolder {
    name: String,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// A handle, of a file or a folder.
    Handle(JsValue),
    /// Files themselves.
    Files(Vec<File>),
}

impl GivenSource {
    /// Its name.
    pub fn name(&self) -> String {
        match &self.0 {
            Kind::Handle(handle) => name_of(handle),
            Kind::Files(files) => files.first().map(File::name).unwrap_or_default(),
        }
    }

    /// Its handle, if it has one that can be kept.
    pub fn handle(&self) -> Option<&JsValue> {
        self.0.handle()
    }

    /// The file of a kept handle.
    pub fn from_handle(handle: JsValue) -> Self {
        Self(Kind::Handle(handle))
    }

    /// Opens it as it is now. `asks` for permission where needed: only in answer to a press.
    pub async fn open(&self, asks: bool) -> Result<SourceFile, OpenError> {
        match &self.0 {
            Kind::Handle(handle) => {
                if asks {
                    allow(handle).await?;
                } else if !permission(handle, "queryPermission").await {
                    return Err(OpenError::NotAllowed);
                }
                file_of(handle).await
            }
            Kind::Files(files) => {
                files.first().cloned().map(SourceFile::from).ok_or(OpenError::NotFound)
            }
        }
    }
}

impl GivenFolder {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its handle, if it has one that can be kept.
    pub fn handle(&self) -> Option<&JsValue> {
        self.kind.handle()
    }

    /// The folder of a kept handle.
    pub fn from_handle(handle: JsValue) -> Self {
        Self { name: name_of(&handle), kind: Kind::Handle(handle) }
    }

    /// Whether it can be read without asking.
    pub async fn is_allowed(&self) -> bool {
        match &self.kind {
            Kind::Handle(handle) => permission(handle, "queryPermission").await,
            Kind::Files(_) => true,
        }
    }

    /// Asks for permission where needed: only in answer to a press.
    pub async fn allow(&self) -> Result<(), OpenError> {
        match &self.kind {
            Kind::Handle(handle) => allow(handle).await,
            Kind::Files(_) => Ok(()),
        }
    }

    /// Opens the file at a place below it: names of folders, then the file's.
    pub async fn open(&self, place: &[String]) -> Result<SourceFile, OpenError> {
        let Some((file, folders)) = place.split_last() else { return Err(OpenError::NotFound) };
        match &self.kind {
            Kind::Handle(handle) => {
                let mut at = handle.clone();
                for folder in folders {
                    at =
                        call(&at, "getDirectoryHandle", &[folder.into()]).await.map_err(kind_of)?;
                }
                let file = call(&at, "getFileHandle", &[file.into()]).await.map_err(kind_of)?;
                file_of(&file).await
            }
            Kind::Files(files) => {
                let wanted = format!("{}/{}", self.name, place.join("/"));
                let found = files.iter().find(|file| path_of(file) == wanted);
                found.cloned().map(SourceFile::from).ok_or(OpenError::NotFound)
            }
        }
    }

    /// Where below it a file lies; `None` when it lies elsewhere or that cannot be told.
    pub async fn place_of(&self, file: &GivenSource) -> Option<Vec<String>> {
        let (folder, file) = (self.handle()?, file.handle()?);
        let names = call(folder, "resolve", std::slice::from_ref(file)).await.ok()?;
        let names = names.dyn_into::<Array>().ok()?;
        Some(names.iter().filter_map(|name| name.as_string()).collect())
    }
}

impl Kind {
    fn handle(&self) -> Option<&JsValue> {
        match self {
            Self::Handle(handle) => Some(handle),
            Self::Files(_) => None,
        }
    }
}

/// Whether the browser keeps what was given across reloads.
pub fn is_kept() -> bool {
    picker::is_there(FILE_PICKER)
}

/// Asks for a file; `None` when the person gave none. Only in answer to a press.
pub async fn pick_file() -> Option<GivenSource> {
    if picker::is_there(FILE_PICKER) {
        let handles = ask_for::<Array>(FILE_PICKER).await?;
        return Some(GivenSource::from_handle(handles.get(0)));
    }
    let files = ask_by_input(|_| {}).await;
    (!files.is_empty()).then_some(GivenSource(Kind::Files(files)))
}

/// Asks for JSON files, none when the person gave none. Only in answer to a press.
pub async fn pick_json() -> Vec<GivenFile> {
    let files = ask_by_input(|it| {
        it.set_multiple(true);
        it.set_accept(".json,application/json");
    });
    files.await.into_iter().map(GivenFile::from).collect()
}

/// Asks for a folder; `None` when the person gave none. Only in answer to a press.
pub async fn pick_folder() -> Option<GivenFolder> {
    if picker::is_there(FOLDER_PICKER) {
        return ask_for(FOLDER_PICKER).await.map(GivenFolder::from_handle);
    }
    // Setting an attribute with a plain name never fails.
    let set_up =
        |it: &HtmlInputElement| it.set_attribute("webkitdirectory", "").unwrap_or_default();
    let files = ask_by_input(set_up).await;
    let first = path_of(files.first()?);
    let name = first.split('/').next().unwrap_or_default().to_owned();
    Some(GivenFolder { name, kind: Kind::Files(files) })
}

/// The one file dropped on the page; `None` when it is none, or several. Begins at once, because
/// the browser forgets what was dropped; the rest may wait.
pub fn dropped(event: &Event) -> Option<impl Future<Output = GivenSource> + use<>> {
    let data = dragged(event)?;
    let files = list(data.files());
    let [file] = files.as_slice() else { return None };
    let file = file.clone();
    // web-sys has no `getAsFileSystemHandle`, and only Chromium does.
    let item = Reflect::get(&data.items(), &0.into()).unwrap_or(JsValue::UNDEFINED);
    let handle = method(&item, "getAsFileSystemHandle")
        .and_then(|it| it.call0(&item).ok())
        .and_then(|it| it.dyn_into::<Promise>().ok());
    Some(async move {
        if let Some(promise) = handle
            && let Ok(handle) = JsFuture::from(promise).await
            && text_property(&handle, "kind").as_deref() == Some("file")
        {
            return GivenSource::from_handle(handle);
        }
        GivenSource(Kind::Files(vec![file]))
    })
}

/// Names of the files dropped on the page.
pub fn dropped_names(event: &Event) -> Vec<String> {
    list(dragged(event).and_then(|data| data.files())).iter().map(File::name).collect()
}

/// What was chosen; `None` when the person closed the picker or it is not allowed here.
async fn ask_for<T: JsCast>(picker: &str) -> Option<T> {
    match picker::ask(picker, &Object::new()).await {
        Asked::Chosen(it) => Some(it),
        Asked::Cancelled | Asked::NotHere => None,
    }
}

async fn ask_by_input(set_up: impl FnOnce(&HtmlInputElement)) -> Vec<File> {
    let Some(input) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("input").ok())
        .and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
    else {
        return Vec::new();
    };
    input.set_type("file");
    set_up(&input);
    let answered = Promise::new(&mut |resolve: Function, _| {
        input.set_onchange(Some(&resolve));
        input.add_event_listener_with_callback("cancel", &resolve).unwrap_or_default();
    });
    input.click();
    JsFuture::from(answered).await.map_or_else(|_| Vec::new(), |_| list(input.files()))
}

async fn allow(handle: &JsValue) -> Result<(), OpenError> {
    let is_allowed = permission(handle, "queryPermission").await
        || permission(handle, "requestPermission").await;
    if is_allowed { Ok(()) } else { Err(OpenError::NotAllowed) }
}

async fn permission(handle: &JsValue, method_name: &str) -> bool {
    if method(handle, method_name).is_none() {
        // Without such a method there is nothing to ask for.
        return true;
    }
    let answer = call(handle, method_name, &[]).await;
    answer.is_ok_and(|it| it.as_string().as_deref() == Some("granted"))
}

async fn file_of(handle: &JsValue) -> Result<SourceFile, OpenError> {
    let file = call(handle, "getFile", &[]).await.map_err(kind_of)?;
    file.dyn_into::<File>().map(SourceFile::from).map_err(|_| OpenError::Failed)
}

async fn call(target: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method = method(target, name).ok_or(JsValue::UNDEFINED)?;
    let promise = method.apply(target, &arguments.iter().collect::<Array>())?;
    JsFuture::from(promise.dyn_into::<Promise>()?).await
}

fn method(target: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(target, &name.into()).ok()?.dyn_into().ok()
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn kind_of(error: JsValue) -> OpenError {
    match name_of(&error).as_str() {
        // A name the file system does not take, or a folder where a file was meant.
        "NotFoundError" | "TypeMismatchError" | "TypeError" => OpenError::NotFound,
        "NotAllowedError" | "SecurityError" => OpenError::NotAllowed,
        _ => OpenError::Failed,
    }
}

/// The path of a file in a chosen folder, the folder's name included.
fn path_of(file: &File) -> String {
    text_property(file, "webkitRelativePath").unwrap_or_default()
}

fn text_property(target: &JsValue, name: &str) -> Option<String> {
    Reflect::get(target, &name.into()).ok()?.as_string()
}
