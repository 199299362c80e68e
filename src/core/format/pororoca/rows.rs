//! Variables, headers and subprotocols: rows of `enabled`, `key` and `value`.

use super::{
    keys,
    values::{flag, put_flag, put_text, take_objects, text},
};
use crate::core::{
    json::{Json, Object},
    model::{Header, Kept, Subprotocol, Variable},
};

pub(super) fn read_variables(kept: &mut Object) -> Vec<Variable> {
    take_objects(kept, "variables").into_iter().map(read_variable).collect()
}

fn read_variable(mut kept: Object) -> Variable {
    if kept.is_empty() {
        keys::complete_variable(&mut kept);
    }
    Variable {
        enabled: flag(&kept, "enabled", false),
        key: text(&kept, "key").to_owned(),
        value: text(&kept, "value").to_owned(),
        is_secret: flag(&kept, "isSecret", false),
        kept: Kept(kept),
    }
}

pub(super) fn variable(variable: &Variable) -> Json {
    let order = keys::VARIABLE;
    let mut object = variable.kept.0.clone();
    if object.is_empty() {
        keys::complete_variable(&mut object);
    }
    put_flag(&mut object, "enabled", variable.enabled, false, order);
    put_text(&mut object, "key", &variable.key, order);
    put_text(&mut object, "value", &variable.value, order);
    put_flag(&mut object, "isSecret", variable.is_secret, false, order);
    Json::Object(object)
}

pub(super) fn read_headers(kept: &mut Object, list: &str) -> Vec<Header> {
    take_objects(kept, list).into_iter().map(read_header).collect()
}

fn read_header(mut kept: Object) -> Header {
    if kept.is_empty() {
        keys::complete_row(&mut kept);
    }
    Header {
        enabled: flag(&kept, "enabled", false),
        key: text(&kept, "key").to_owned(),
        value: text(&kept, "value").to_owned(),
        kept: Kept(kept),
    }
}

pub(super) fn header(header: &Header) -> Json {
    let mut object = header.kept.0.clone();
    if object.is_empty() {
        keys::complete_row(&mut object);
    }
    put_flag(&mut object, "enabled", header.enabled, false, keys::ROW);
    put_text(&mut object, "key", &header.key, keys::ROW);
    put_text(&mut object, "value", &header.value, keys::ROW);
    Json::Object(object)
}

pub(super) fn read_subprotocol(mut kept: Object) -> Subprotocol {
    if kept.is_empty() {
        keys::complete_row(&mut kept);
    }
    Subprotocol {
        enabled: flag(&kept, "enabled", false),
        key: text(&kept, "key").to_owned(),
        kept: Kept(kept),
    }
}

pub(super) fn subprotocol(subprotocol: &Subprotocol) -> Json {
    let mut object = subprotocol.kept.0.clone();
    if object.is_empty() {
        keys::complete_row(&mut object);
    }
    put_flag(&mut object, "enabled", subprotocol.enabled, false, keys::ROW);
    put_text(&mut object, "key", &subprotocol.key, keys::ROW);
    Json::Object(object)
}
