//! An address for bytes that are only in this page, such as a picture's.

use web_sys::Url;

use super::made_file::MadeFile;

/// The address; it is given back when dropped.
pub struct ObjectUrl(String);

impl ObjectUrl {
    /// An address for a file; `None` when the browser has no room for one.
    pub fn new(file: &MadeFile) -> Option<Self> {
        Url::create_object_url_with_blob(file.blob()).ok().map(Self)
    }

    /// The address itself.
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // An address that is gone already needs no giving back.
        Url::revoke_object_url(&self.0).unwrap_or_default();
    }
}
