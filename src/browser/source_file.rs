//! A file to read from, or a payload the browser keeps: read in pieces, never as a whole, unless it
//! is handed on.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

/// Bytes the browser has; of a file those of the moment it was opened.
#[derive(Clone, Debug)]
pub struct SourceFile(Blob);

/// The browser did not read it: it was changed, moved or locked since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser did not read the file")]
pub struct Unreadable;

impl SourceFile {
    /// A payload.
    pub fn from_blob(blob: Blob) -> Self {
        Self(blob)
    }

    /// What the browser has of it, to be handed on.
    pub fn blob(&self) -> &Blob {
        &self.0
    }

    /// Its name, without a path; a payload has none.
    pub fn name(&self) -> String {
        self.0.dyn_ref::<File>().map(File::name).unwrap_or_default()
    }

    /// All its bytes.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number the browser counts up to 2^53"
    )]
    pub fn size(&self) -> u64 {
        self.0.size() as u64
    }

    /// The bytes from one offset to another, cut to those that exist.
    pub async fn read(&self, from: u64, to: u64) -> Result<Vec<u8>, Unreadable> {
        #[expect(clippy::cast_precision_loss, reason = "sizes of files are below 2^53")]
        let piece =
            self.0.slice_with_f64_and_f64(from as f64, to as f64).map_err(|_| Unreadable)?;
        let buffer = JsFuture::from(piece.array_buffer()).await.map_err(|_| Unreadable)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

impl From<File> for SourceFile {
    fn from(file: File) -> Self {
        Self(file.into())
    }
}
