//! Reading values of a few types, and writing them over only when they say something else. A value
//! of another type reads as the default and stays until it is written over.

use super::words::Word;
use crate::core::json::{Json, Object};

/// A text, empty when there is none.
pub(super) fn text<'a>(kept: &'a Object, key: &str) -> &'a str {
    text_or(kept, key, "")
}

/// A text, the default when there is none.
pub(super) fn text_or<'a>(kept: &'a Object, key: &str, default: &'a str) -> &'a str {
    kept.get(key).and_then(Json::as_str).unwrap_or(default)
}

/// Yes or no, the default when there is neither.
pub(super) fn flag(kept: &Object, key: &str, default: bool) -> bool {
    match kept.get(key) {
        Some(Json::Bool(value)) => *value,
        _ => default,
    }
}

/// A whole number, if there is one that fits.
pub(super) fn number(kept: &Object, key: &str) -> Option<u32> {
    kept.get(key).and_then(Json::as_u64).and_then(|it| it.try_into().ok())
}

/// An object, if there is one.
pub(super) fn object<'a>(kept: &'a Object, key: &str) -> Option<&'a Object> {
    kept.get(key).and_then(Json::as_object)
}

/// Whether a list that may be missing or null holds nothing but objects.
pub(super) fn has_objects(kept: &Object, key: &str) -> bool {
    match kept.get(key) {
        None | Some(Json::Null) => true,
        Some(Json::Array(items)) => items.iter().all(|it| it.as_object().is_some()),
        Some(_) => false,
    }
}

/// Takes the objects out of a list and leaves the list empty. What is no list, or holds something
/// else, stays as it is.
pub(super) fn take_objects(kept: &mut Object, key: &str) -> Vec<Object> {
    if !has_objects(kept, key) {
        return Vec::new();
    }
    let items = match kept.get_mut(key) {
        Some(Json::Array(items)) => std::mem::take(items),
        _ => Vec::new(),
    };
    let objects = items.into_iter().filter_map(|it| match it {
        Json::Object(object) => Some(object),
        _ => None,
    });
    objects.collect()
}

/// Pororoca refuses null where it expects these lists.
pub(super) fn null_to_none(kept: &mut Object, key: &str) {
    if let Some(value @ Json::Null) = kept.get_mut(key) {
        *value = Json::Array(Vec::new());
    }
}

pub(super) fn put_text(object: &mut Object, key: &str, text: &str, order: &[&str]) {
    put_text_or(object, key, text, "", order);
}

pub(super) fn put_text_or(
    object: &mut Object,
    key: &str,
    text: &str,
    default: &str,
    order: &[&str],
) {
    if text_or(object, key, default) != text {
        object.set(key, Json::from(text), order);
    }
}

pub(super) fn put_flag(object: &mut Object, key: &str, value: bool, default: bool, order: &[&str]) {
    if flag(object, key, default) != value {
        object.set(key, Json::from(value), order);
    }
}

pub(super) fn put_number(object: &mut Object, key: &str, value: Option<u32>, order: &[&str]) {
    if number(object, key) == value {
        return;
    }
    match value {
        Some(value) => object.set(key, Json::from(u64::from(value)), order),
        None => object.remove(key),
    }
}

pub(super) fn put_word<T: Word>(object: &mut Object, key: &str, value: T, order: &[&str]) {
    if T::read(object, key) != value {
        object.set(key, value.to_json(), order);
    }
}

/// An object that lost its last key goes.
pub(super) fn put_object(object: &mut Object, key: &str, value: Object, order: &[&str]) {
    if self::object(object, key) == Some(&value) {
        return;
    }
    if !value.is_empty() {
        object.set(key, Json::Object(value), order);
    } else if self::object(object, key).is_some() {
        object.remove(key);
    }
}

/// An empty list stays what it was in the file: empty, null, missing, or what could not be read.
pub(super) fn put_list(object: &mut Object, key: &str, items: Vec<Json>, order: &[&str]) {
    if !items.is_empty() {
        object.set(key, Json::Array(items), order);
    }
}
