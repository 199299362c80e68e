//! `customAuth` and `collectionScopedAuth`. The object stays in the [`Kept`] of what it belongs to,
//! with its unknown keys.
//!
//! For no auth Pororoca leaves the object out. The values of the other modes are then put aside
//! under `macareu`, so that choosing one again finds them.
//!
//! [`Kept`]: crate::core::model::Kept

use super::{
    keys::{self, OURS},
    values::{flag, object, put_flag, put_object, put_text, put_word, text},
    words::Word,
};
use crate::core::{
    json::{Json, Object},
    model::{Auth, AuthMode, ClientCertificate, WindowsAuth},
};

/// Key under [`OURS`] of the values put aside.
const ASIDE: &str = "auth";

pub(super) fn read(owner: &Object, key: &str) -> Auth {
    let nothing = Object::default();
    let stored = object(owner, key);
    let values = stored.or_else(|| aside(owner)).unwrap_or(&nothing);
    let windows = object(values, "windows").unwrap_or(&nothing);
    let certificate = object(values, "clientCertificate").unwrap_or(&nothing);
    Auth {
        mode: stored.map_or(AuthMode::None, |it| Word::read(it, "mode")),
        basic_login: text(values, "basicAuthLogin").to_owned(),
        basic_password: text(values, "basicAuthPassword").to_owned(),
        bearer_token: text(values, "bearerToken").to_owned(),
        windows: WindowsAuth {
            use_current_user: flag(windows, "useCurrentUser", false),
            login: text(windows, "login").to_owned(),
            password: text(windows, "password").to_owned(),
            domain: text(windows, "domain").to_owned(),
        },
        client_certificate: ClientCertificate {
            format: Word::read(certificate, "type"),
            certificate_path: text(certificate, "certificateFilePath").to_owned(),
            private_key_path: text(certificate, "privateKeyFilePath").to_owned(),
            password: text(certificate, "filePassword").to_owned(),
        },
    }
}

fn aside(owner: &Object) -> Option<&Object> {
    object(owner, OURS).and_then(|it| object(it, ASIDE))
}

pub(super) fn put(owner: &mut Object, key: &str, auth: &Auth, order: &[&str]) {
    if read(owner, key) == *auth {
        return;
    }
    let mut ours = object(owner, OURS).cloned().unwrap_or_default();
    if auth.mode == AuthMode::None {
        let mut values = object(&ours, ASIDE).cloned().unwrap_or_default();
        put_values(&mut values, auth);
        owner.remove(key);
        put_object(&mut ours, ASIDE, values, keys::OUR_KEYS);
    } else {
        let values = object(owner, key).or_else(|| aside(owner));
        let mut values = values.cloned().unwrap_or_default();
        put_word(&mut values, "mode", auth.mode, keys::AUTH);
        put_values(&mut values, auth);
        keys::complete_auth(&mut values, auth.mode);
        owner.set(key, Json::Object(values), order);
        ours.remove(ASIDE);
    }
    put_object(owner, OURS, ours, order);
}

fn put_values(values: &mut Object, auth: &Auth) {
    put_text(values, "basicAuthLogin", &auth.basic_login, keys::AUTH);
    put_text(values, "basicAuthPassword", &auth.basic_password, keys::AUTH);
    put_text(values, "bearerToken", &auth.bearer_token, keys::AUTH);

    let (it, order) = (&auth.windows, keys::WINDOWS);
    let mut windows = object(values, "windows").cloned().unwrap_or_default();
    put_flag(&mut windows, "useCurrentUser", it.use_current_user, false, order);
    put_text(&mut windows, "login", &it.login, order);
    put_text(&mut windows, "password", &it.password, order);
    put_text(&mut windows, "domain", &it.domain, order);
    put_object(values, "windows", windows, keys::AUTH);

    let (it, order) = (&auth.client_certificate, keys::CERTIFICATE);
    let mut certificate = object(values, "clientCertificate").cloned().unwrap_or_default();
    put_word(&mut certificate, "type", it.format, order);
    put_text(&mut certificate, "certificateFilePath", &it.certificate_path, order);
    put_text(&mut certificate, "privateKeyFilePath", &it.private_key_path, order);
    put_text(&mut certificate, "filePassword", &it.password, order);
    put_object(values, "clientCertificate", certificate, keys::AUTH);
}
