//! One question over HTTP: does this host answer at all?

use gloo_net::http::Request;
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestMode};

/// Who says nothing for so long, in milliseconds, does not answer. Browsers wait for minutes.
const PATIENCE_MS: u32 = 10_000;

/// Whether anything answers at an `http:` or `https:` address with a certificate the browser
/// accepts. The answer itself stays opaque: nothing of it is read.
pub async fn answers(address: &str) -> bool {
    Request::get(address)
        .mode(RequestMode::NoCors)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)))
        .send()
        .await
        .is_ok()
}
