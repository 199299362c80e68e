//! Values written as one of a few words.

use crate::core::{
    json::{Json, Object},
    model::{
        AuthMode, BasicSubstitute, BearerSubstitute, BinaryEncoding, CertificateFormat,
        ContentMode, MessageType, Syntax,
    },
};

/// A value written as one of a few words. As System.Text.Json does, words are read in any case, and
/// numbers count them from 0; anything else means the default.
pub(super) trait Word: Copy + Default + PartialEq + 'static {
    const WORDS: &'static [(&'static str, Self)];

    fn read(kept: &Object, key: &str) -> Self {
        let found = match kept.get(key) {
            Some(Json::String(word)) => {
                Self::WORDS.iter().find(|(it, _)| it.eq_ignore_ascii_case(word))
            }
            Some(number) => number
                .as_u64()
                .and_then(|it| usize::try_from(it).ok())
                .and_then(|it| Self::WORDS.get(it)),
            None => None,
        };
        found.map_or_else(Self::default, |(_, value)| *value)
    }

    fn to_json(self) -> Json {
        let word = Self::WORDS.iter().find(|(_, value)| *value == self);
        Json::from(word.map_or("", |(word, _)| *word))
    }
}

impl Word for MessageType {
    const WORDS: &'static [(&'static str, Self)] =
        &[("text", Self::Text), ("binary", Self::Binary), ("close", Self::Close)];
}

impl Word for ContentMode {
    const WORDS: &'static [(&'static str, Self)] = &[("raw", Self::Raw), ("file", Self::File)];
}

impl Word for Syntax {
    const WORDS: &'static [(&'static str, Self)] = &[("json", Self::Json), ("other", Self::Other)];
}

impl Word for BinaryEncoding {
    const WORDS: &'static [(&'static str, Self)] =
        &[("utf8", Self::Utf8), ("hex", Self::Hex), ("base64", Self::Base64)];
}

/// [`AuthMode::None`] has no word: then the whole object is missing.
impl Word for AuthMode {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("inheritFromCollection", Self::Inherit),
        ("basic", Self::Basic),
        ("bearer", Self::Bearer),
        ("windows", Self::Windows),
        ("clientCertificate", Self::ClientCertificate),
    ];
}

impl Word for CertificateFormat {
    const WORDS: &'static [(&'static str, Self)] = &[("pkcs12", Self::Pkcs12), ("pem", Self::Pem)];
}

impl Word for BasicSubstitute {
    const WORDS: &'static [(&'static str, Self)] =
        &[("none", Self::None), ("urlCredentials", Self::UrlCredentials)];
}

impl Word for BearerSubstitute {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("none", Self::None),
        ("queryParameter", Self::QueryParameter),
        ("subprotocol", Self::Subprotocol),
        ("subprotocolBase64url", Self::SubprotocolBase64Url),
        ("firstMessage", Self::FirstMessage),
    ];
}
