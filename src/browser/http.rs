//! One question over HTTP: does this host answer at all?

use gloo_net::http::Request;
use web_sys::{RequestCache, RequestCredentials, RequestMode};

/// Whether anything answers at an `http:` or `https:` address with a certificate the browser
/// accepts. The answer itself stays opaque: nothing of it is read.
pub async fn answers(address: &str) -> bool {
    Request::get(address)
        .mode(RequestMode::NoCors)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .send()
        .await
        .is_ok()
}
