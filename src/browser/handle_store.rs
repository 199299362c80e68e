//! Handles of files and folders, kept across reloads: the browser's database takes them, its other
//! stores do not. Where there is no such database nothing is kept, and nothing is lost by that: the
//! person is asked for the file again.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode,
};

const DATABASE: &str = "macareu";
const STORE: &str = "handles";

/// Keeps a handle under a key, in the place of another.
pub async fn put(key: &str, handle: &JsValue) -> Result<(), JsValue> {
    let store = store(IdbTransactionMode::Readwrite).await?;
    finished(&store.put_with_key(handle, &key.into())?).await.map(|_| ())
}

/// Forgets the handle under a key.
pub async fn remove(key: &str) -> Result<(), JsValue> {
    let store = store(IdbTransactionMode::Readwrite).await?;
    finished(&store.delete(&key.into())?).await.map(|_| ())
}

/// Every key with its handle.
pub async fn all() -> Result<Vec<(String, JsValue)>, JsValue> {
    let store = store(IdbTransactionMode::Readonly).await?;
    let (keys, handles) = (store.get_all_keys()?, store.get_all()?);
    let keys: Array = finished(&keys).await?.unchecked_into();
    let handles: Array = finished(&handles).await?.unchecked_into();
    let keys = keys.iter().map(|key| key.as_string().unwrap_or_default());
    Ok(keys.zip(handles.iter()).collect())
}

async fn store(mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    let database = open().await?;
    database.transaction_with_str_and_mode(STORE, mode)?.object_store(STORE)
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let factory = web_sys::window().ok_or(JsValue::NULL)?.indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(DATABASE, 1)?;
    let create = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let database = event
            .target()
            .and_then(|it| it.dyn_into::<IdbOpenDbRequest>().ok())
            .and_then(|request| request.result().ok())
            .and_then(|it| it.dyn_into::<IdbDatabase>().ok());
        if let Some(database) = database {
            // Without the store the request that is waited for ends with an error.
            drop(database.create_object_store(STORE));
        }
    });
    request.set_onupgradeneeded(Some(create.as_ref().unchecked_ref()));
    finished(&request).await?.dyn_into()
}

/// Waits for a request and gives its result.
async fn finished(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let ended = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(ended).await?;
    request.result()
}
