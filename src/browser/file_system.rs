//! Files and folders a person chose to write to (File System Access; Chromium has pickers for them).
//! The page asks, the worker can write too.

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions,
    FileSystemWritableFileStream,
};

use super::{channel::Beside, made_file::MadeFile};

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

impl From<JsValue> for SaveError {
    /// The names are those of the File System standard; `AbortError` while writing is the browser's
    /// protection against harmful files.
    fn from(error: JsValue) -> Self {
        match name_of(&error).as_str() {
            "QuotaExceededError" => Self::NoRoom,
            "NotAllowedError" | "NoModificationAllowedError" | "SecurityError" | "AbortError" => {
                Self::NotAllowed
            }
            _ => Self::Other,
        }
    }
}

/// The name of a handle, or of what the browser threw.
pub(super) fn name_of(it: &JsValue) -> String {
    Reflect::get(it, &"name".into()).ok().and_then(|it| it.as_string()).unwrap_or_default()
}

/// A folder.
#[derive(Clone)]
pub struct Directory(FileSystemDirectoryHandle);

impl From<FileSystemDirectoryHandle> for Directory {
    fn from(handle: FileSystemDirectoryHandle) -> Self {
        Self(handle)
    }
}

impl Directory {
    /// The folder that came beside a message, if one did.
    pub fn handed_over(beside: Beside) -> Option<Self> {
        match beside {
            Beside::Object(object) => object.dyn_into().ok().map(Self),
            Beside::Nothing | Beside::Bytes(_) => None,
        }
    }

    /// What the browser has of it, to be handed on.
    pub fn handle(&self) -> &FileSystemDirectoryHandle {
        &self.0
    }

    /// Writes a file in the folder, in the place of one with the same name.
    pub async fn write(&self, name: &str, bytes: &Uint8Array) -> Result<(), SaveError> {
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let handle = wait(self.0.get_file_handle_with_options(name, &options)).await?;
        let stream = writable(handle.dyn_ref().ok_or(SaveError::Other)?).await?;
        wait(stream.write_with_js_u8_array(bytes)?).await?;
        wait(stream.close()).await?;
        Ok(())
    }
}

/// A file.
pub struct ChosenFile(FileSystemFileHandle);

impl From<FileSystemFileHandle> for ChosenFile {
    fn from(handle: FileSystemFileHandle) -> Self {
        Self(handle)
    }
}

impl ChosenFile {
    /// Writes the file anew.
    pub async fn write(&self, file: &MadeFile) -> Result<(), SaveError> {
        let stream = writable(&self.0).await?;
        wait(stream.write_with_blob(file.blob())?).await?;
        wait(stream.close()).await?;
        Ok(())
    }
}

async fn writable(
    handle: &FileSystemFileHandle,
) -> Result<FileSystemWritableFileStream, SaveError> {
    wait(handle.create_writable()).await?.dyn_into().map_err(SaveError::from)
}

async fn wait(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}
