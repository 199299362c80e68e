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

const fn of(
    name: &'static str,
    media_type: &'static str,
    extension: &'static str,
) -> Option<ImageType> {
    Some(ImageType { name, media_type, extension })
}

/// Which picture some bytes are, if any.
pub fn image_type(bytes: &[u8]) -> Option<ImageType> {
    let at = |from: usize, magic: &[u8]| {
        bytes.get(from..).is_some_and(|rest| rest.starts_with(magic))
    };
    if at(0, b"\x89PNG\r\n\x1a\n") {
        of("PNG", "image/png", "png")
    } else if at(0, b"\xff\xd8\xff") {
        of("JPEG", "image/jpeg", "jpg")
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        of("GIF", "image/gif", "gif")
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        of("WebP", "image/webp", "webp")
    } else if at(4, b"ftypavif") || at(4, b"ftypavis") {
        of("AVIF", "image/avif", "avif")
    } else if is_bmp(bytes) {
        of("BMP", "image/bmp", "bmp")
    } else {
        None
    }
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
