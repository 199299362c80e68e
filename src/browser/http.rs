//! One question over HTTP: does this host answer at all?

use gloo_net::http::Request;
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestMode};

/// Who says nothing for so long, in milliseconds, does not answer. Browsers wait for minutes.
const PATIENCE_MS: u32 = 10_000;

/// Whether the browser tells an answer in HTTP from anything else that is sent back. Firefox takes
/// what has no head for HTTP/0.9, such as the alert of a server that speaks TLS.
pub fn knows_http() -> bool {
    web_sys::window()
        .and_then(|it| it.navigator().user_agent().ok())
        .is_some_and(|it| !it.contains("Gecko/"))
}

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
