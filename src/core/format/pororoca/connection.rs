//! How a WebSocket is connected: `compressionOptions`, and what stands under `macareu`.

use super::{
    keys,
    values::{
        flag, has_objects, number, object, put_flag, put_number, put_object, put_text, put_text_or,
        put_word, text, text_or,
    },
    words::Word,
};
use crate::core::{
    json::{Json, Object},
    model::{
        Compression, ConnectionSettings, DEFAULT_BEARER_PARAMETER, DisabledParameter, Substitutes,
        TOKEN_PLACE,
    },
};

const COMPRESSION: &str = "compressionOptions";

pub(super) fn read_compression(socket: &Object) -> Option<Compression> {
    let kept = object(socket, COMPRESSION)?;
    let default = Compression::default();
    let bits =
        |key, default| number(kept, key).and_then(|it| it.try_into().ok()).unwrap_or(default);
    Some(Compression {
        client_max_window_bits: bits("clientMaxWindowBits", default.client_max_window_bits),
        client_context_takeover: flag(kept, "clientContextTakeover", true),
        server_max_window_bits: bits("serverMaxWindowBits", default.server_max_window_bits),
        server_context_takeover: flag(kept, "serverContextTakeover", true),
    })
}

pub(super) fn put_compression(socket: &mut Object, compression: Option<Compression>) {
    let before = read_compression(socket);
    if before == compression {
        return;
    }
    let Some(compression) = compression else {
        return socket.remove(COMPRESSION);
    };
    let order = keys::COMPRESSION;
    let mut kept = object(socket, COMPRESSION).cloned().unwrap_or_default();
    keys::complete_compression(&mut kept);
    let before = before.unwrap_or_default();
    for (key, before, now) in [
        ("clientMaxWindowBits", before.client_max_window_bits, compression.client_max_window_bits),
        ("serverMaxWindowBits", before.server_max_window_bits, compression.server_max_window_bits),
    ] {
        if before != now {
            put_number(&mut kept, key, Some(now.into()), order);
        }
    }
    let takeover = compression.client_context_takeover;
    put_flag(&mut kept, "clientContextTakeover", takeover, true, order);
    let takeover = compression.server_context_takeover;
    put_flag(&mut kept, "serverContextTakeover", takeover, true, order);
    socket.set(COMPRESSION, Json::Object(kept), keys::WEB_SOCKET);
}

pub(super) fn read_settings(socket: &Object) -> ConnectionSettings {
    let nothing = Object::default();
    let ours = object(socket, keys::OURS).unwrap_or(&nothing);
    let substitutes = object(ours, "substitutes").unwrap_or(&nothing);
    let parameter = text_or(substitutes, "bearerParameter", DEFAULT_BEARER_PARAMETER);
    ConnectionSettings {
        handshake_timeout_ms: number(ours, "handshakeTimeoutMs"),
        reconnect: flag(ours, "reconnect", false),
        disabled_parameters: read_parameters(ours),
        substitutes: Substitutes {
            basic: Word::read(substitutes, "basic"),
            bearer: Word::read(substitutes, "bearer"),
            bearer_parameter: parameter.to_owned(),
            bearer_prefix: text(substitutes, "bearerPrefix").to_owned(),
            bearer_message: text_or(substitutes, "bearerMessage", TOKEN_PLACE).to_owned(),
            cookie: flag(substitutes, "cookie", false),
        },
    }
}

pub(super) fn put_settings(socket: &mut Object, settings: &ConnectionSettings) {
    if read_settings(socket) == *settings {
        return;
    }
    let mut ours = object(socket, keys::OURS).cloned().unwrap_or_default();
    put_number(&mut ours, "handshakeTimeoutMs", settings.handshake_timeout_ms, keys::OUR_KEYS);
    put_flag(&mut ours, "reconnect", settings.reconnect, false, keys::OUR_KEYS);
    put_parameters(&mut ours, &settings.disabled_parameters);

    let (it, order) = (&settings.substitutes, keys::SUBSTITUTES);
    let mut substitutes = object(&ours, "substitutes").cloned().unwrap_or_default();
    put_word(&mut substitutes, "basic", it.basic, order);
    put_word(&mut substitutes, "bearer", it.bearer, order);
    let parameter = &it.bearer_parameter;
    put_text_or(&mut substitutes, "bearerParameter", parameter, DEFAULT_BEARER_PARAMETER, order);
    put_text(&mut substitutes, "bearerPrefix", &it.bearer_prefix, order);
    put_text_or(&mut substitutes, "bearerMessage", &it.bearer_message, TOKEN_PLACE, order);
    put_flag(&mut substitutes, "cookie", it.cookie, false, order);
    put_object(&mut ours, "substitutes", substitutes, keys::OUR_KEYS);
    put_object(socket, keys::OURS, ours, keys::WEB_SOCKET);
}

const PARAMETERS: &str = "disabledParameters";

/// A list that holds something else than objects reads as empty, and stays until it is changed.
fn read_parameters(ours: &Object) -> Vec<DisabledParameter> {
    let Some(Json::Array(items)) = ours.get(PARAMETERS).filter(|_| has_objects(ours, PARAMETERS))
    else {
        return Vec::new();
    };
    items.iter().filter_map(Json::as_object).map(read_parameter).collect()
}

fn read_parameter(it: &Object) -> DisabledParameter {
    DisabledParameter {
        after: number(it, "after").unwrap_or(0),
        key: text(it, "key").to_owned(),
        value: it.get("value").and_then(Json::as_str).map(str::to_owned),
    }
}

fn put_parameters(ours: &mut Object, parameters: &[DisabledParameter]) {
    if read_parameters(ours) == parameters {
        return;
    }
    // What else the file says of a parameter stays with it.
    let mut before: Vec<Object> = match ours.get(PARAMETERS) {
        Some(Json::Array(items)) => items.iter().filter_map(Json::as_object).cloned().collect(),
        _ => Vec::new(),
    };
    let mut kept = |it: &DisabledParameter| {
        let at = before.iter().position(|object| {
            let DisabledParameter { key, value, .. } = read_parameter(object);
            (key, value) == (it.key.clone(), it.value.clone())
        });
        at.map(|at| before.remove(at)).unwrap_or_default()
    };
    let parameter = |it: &DisabledParameter| {
        let mut object = kept(it);
        object.set("after", Json::from(u64::from(it.after)), keys::PARAMETER);
        object.set("key", Json::from(it.key.as_str()), keys::PARAMETER);
        if let Some(value) = &it.value {
            object.set("value", Json::from(value.as_str()), keys::PARAMETER);
        }
        Json::Object(object)
    };
    if parameters.is_empty() {
        ours.remove(PARAMETERS);
    } else {
        let list = parameters.iter().map(parameter).collect();
        ours.set(PARAMETERS, Json::Array(list), keys::OUR_KEYS);
    }
}
