//! Pictures among binary messages, known by their first bytes. SVG is none of them: it is a document
//! that can hold scripts, and is shown as text.

/// A kind of picture that browsers show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageType {
    /// As people call it.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// The ending of its files, without the dot.
    pub extension: &'static str,
}

/// Every picture that is known.
const TYPES: [ImageType; 6] = [
    ImageType { name: "PNG", media_type: "image/png", extension: "png" },
    ImageType { name: "JPEG", media_type: "image/jpeg", extension: "jpg" },
    ImageType { name: "GIF", media_type: "image/gif", extension: "gif" },
    ImageType { name: "WebP", media_type: "image/webp", extension: "webp" },
    ImageType { name: "AVIF", media_type: "image/avif", extension: "avif" },
    ImageType { name: "BMP", media_type: "image/bmp", extension: "bmp" },
];

/// Which picture some bytes are, if any.
pub fn image_type(bytes: &[u8]) -> Option<ImageType> {
    let at =
        |from: usize, magic: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(magic));
    let name = if at(0, b"\x89PNG\r\n\x1a\n") {
        "PNG"
    } else if at(0, b"\xff\xd8\xff") {
        "JPEG"
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        "GIF"
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        "WebP"
    } else if at(4, b"ftypavif") || at(4, b"ftypavis") {
        "AVIF"
    } else if is_bmp(bytes) {
        "BMP"
    } else {
        return None;
    };
    TYPES.into_iter().find(|it| it.name == name)
}

/// `BM` alone is too little to go by: four reserved bytes are zero, and the header that follows has
/// one of a few sizes.
fn is_bmp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM")
        && bytes.get(6..10) == Some(&[0; 4])
        && matches!(bytes.get(14..18), Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        let check = |bytes: &[u8], expected: Option<&str>| {
            assert_eq!(image_type(bytes).map(|it| it.name), expected, "{bytes:?}");
        };
        check(b"\x89PNG\r\n\x1a\n\0", Some("PNG"));
        check(b"\xff\xd8\xff\xe0", Some("JPEG"));
        check(b"GIF87a", Some("GIF"));
        check(b"GIF89a..", Some("GIF"));
        check(b"RIFF\0\0\0\0WEBPVP8 ", Some("WebP"));
        check(b"\0\0\0 ftypavif", Some("AVIF"));
        check(b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Some("BMP"));
        check(b"BM", None);
        check(b"BMW is a car, not a picture", None);
        check(b"RIFF\0\0\0\0WAVEfmt ", None);
        check(b"\0\0\0 ftypisom", None);
        check(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", None);
        check(b"", None);
    }
}
