//! A file being made, piece by piece. What was written goes to the browser's memory, which keeps
//! large files on disk.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag};

/// How many bytes are gathered before they are handed to the browser.
const GATHERED: usize = 1 << 20;

/// A file that is complete, and not saved anywhere yet.
pub struct MadeFile(Blob);

/// The browser has no room for the file.
#[derive(Debug, thiserror::Error)]
#[error("the browser has no room for the file")]
pub struct NoRoom;

impl MadeFile {
    /// A file with these bytes.
    pub fn new(media_type: &str, bytes: &[u8]) -> Result<Self, NoRoom> {
        made(media_type, &Array::of1(&Uint8Array::from(bytes)))
    }

    /// What the browser has of it.
    pub fn blob(&self) -> &Blob {
        &self.0
    }
}

impl From<Blob> for MadeFile {
    fn from(blob: Blob) -> Self {
        Self(blob)
    }
}

/// Makes a file.
#[derive(Default)]
pub struct FileMaker {
    parts: Array,
    /// Bytes that follow the parts.
    gathered: Vec<u8>,
}

impl FileMaker {
    /// Where to write.
    pub fn room(&mut self) -> &mut Vec<u8> {
        &mut self.gathered
    }

    /// Hands what was written to the browser when there is enough of it. To be called now and then.
    pub fn hand_over(&mut self) -> Result<(), NoRoom> {
        if self.gathered.len() >= GATHERED { self.hand_over_all() } else { Ok(()) }
    }

    /// Writes bytes the browser has already.
    pub fn add(&mut self, bytes: &Uint8Array) -> Result<(), NoRoom> {
        self.hand_over_all()?;
        self.push(bytes)
    }

    /// Writes bytes the browser has already, in memory or on disk.
    pub fn add_blob(&mut self, blob: &Blob) -> Result<(), NoRoom> {
        self.hand_over_all()?;
        self.parts.push(blob);
        Ok(())
    }

    /// The file with all that was written.
    pub fn finish(mut self, media_type: &str) -> Result<MadeFile, NoRoom> {
        self.hand_over_all()?;
        made(media_type, &self.parts)
    }

    fn hand_over_all(&mut self) -> Result<(), NoRoom> {
        if !self.gathered.is_empty() {
            let bytes = Uint8Array::from(self.gathered.as_slice());
            self.gathered.clear();
            self.push(&bytes)?;
        }
        Ok(())
    }

    /// A blob of its own for each part: the bytes leave this program's memory.
    fn push(&mut self, bytes: &Uint8Array) -> Result<(), NoRoom> {
        let part = made("", &Array::of1(bytes))?;
        self.parts.push(part.blob());
        Ok(())
    }
}

fn made(media_type: &str, parts: &Array) -> Result<MadeFile, NoRoom> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_blob_sequence_and_options(parts, &options).map(MadeFile).map_err(|_| NoRoom)
}
