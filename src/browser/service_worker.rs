//! The service worker that keeps the app offline (`web/service_worker.js`): registering it, hearing
//! of newer versions, and letting one take over.

use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageEvent, RegistrationOptions, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerUpdateViaCache, Url,
};

use super::{page, script_url};
use crate::core::update::{Told, WhyNot};

#[wasm_bindgen]
extern "C" {
    /// The container, as it takes a trusted address: web-sys gives it texts only.
    #[wasm_bindgen(js_name = ServiceWorkerContainer)]
    type Registrar;

    #[wasm_bindgen(method, catch)]
    fn register(
        this: &Registrar,
        script: &JsValue,
        options: &RegistrationOptions,
    ) -> Result<Promise, JsValue>;
}

/// What the page says to a worker, as `web/service_worker.js` has it.
const ASK_BUILD: &str = "build?";
const TAKE_OVER: &str = "take over";
/// The `name` of the error where the browser has no room.
const NO_ROOM: &str = "QuotaExceededError";

/// The build that runs, as it stands in the page.
pub fn own_build() -> String {
    meta("macareu-build").unwrap_or_default()
}

/// The registered worker; dropping it stops hearing of it.
pub struct ServiceWorker {
    container: ServiceWorkerContainer,
    registration: ServiceWorkerRegistration,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_state: Closure<dyn FnMut()>,
    _on_update: Closure<dyn FnMut()>,
    _on_controller: Closure<dyn FnMut()>,
}

impl ServiceWorker {
    /// Registers the worker that the page names. `tell` hears of workers and versions, `taken_over`
    /// that another worker is in charge.
    pub async fn register(
        tell: Rc<dyn Fn(Told)>,
        taken_over: impl Fn() + 'static,
    ) -> Result<Self, WhyNot> {
        let script = meta("macareu-service-worker").filter(|it| !it.is_empty());
        let script = script.ok_or(WhyNot::Developing)?;
        let window = web_sys::window().ok_or(WhyNot::Unsupported)?;
        if !window.is_secure_context() {
            return Err(WhyNot::Insecure);
        }
        let container = Reflect::get(&window.navigator(), &"serviceWorker".into())
            .ok()
            .and_then(|it| it.dyn_into::<ServiceWorkerContainer>().ok())
            .ok_or(WhyNot::Unsupported)?;
        let options = RegistrationOptions::new();
        // Whether there is a newer version is asked of the host, never of the browser's cache.
        options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
        let refused = |error: JsValue| {
            page::log_error(&format!("No service worker: {error:?}"));
            WhyNot::Refused
        };
        let script = script_url::beside_the_page(&script).ok_or(WhyNot::Refused)?;
        let registrar = container.unchecked_ref::<Registrar>();
        let asked = registrar.register(&script, &options).map_err(refused)?;
        let registration = JsFuture::from(asked).await.map_err(refused)?;
        let registration = registration.unchecked_into::<ServiceWorkerRegistration>();
        hold_version(&registration);

        let to_tell = tell.clone();
        let on_message = Closure::new(move |event: MessageEvent| {
            if let Some(told) = told(&event.data()) {
                to_tell(told);
            }
        });
        let (its, to_tell) = (registration.clone(), tell.clone());
        let on_state = Closure::<dyn FnMut()>::new(move || look(&its, &*to_tell));
        let hear: Function = on_state.as_ref().unchecked_ref::<Function>().clone();
        let its = registration.clone();
        let on_update = Closure::<dyn FnMut()>::new(move || {
            hear_all(&its, &hear);
            look(&its, &*tell);
        });
        let on_controller = Closure::<dyn FnMut()>::new(taken_over);
        container.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        container.set_oncontrollerchange(Some(on_controller.as_ref().unchecked_ref()));
        let update: &Function = on_update.as_ref().unchecked_ref();
        registration.set_onupdatefound(Some(update));
        // What there is already, as if it had just been found; a function of ours does not throw.
        update.call0(&JsValue::UNDEFINED).unwrap_or_default();
        Ok(Self {
            container,
            registration,
            _on_message: on_message,
            _on_state: on_state,
            _on_update: on_update,
            _on_controller: on_controller,
        })
    }

    /// Asks the host whether there is a newer version. Without an answer, as offline, all stays as
    /// it is.
    pub fn look_for_newer(&self) -> impl Future<Output = ()> + use<> {
        let asked = self.registration.update();
        async move {
            if let Ok(asked) = asked {
                JsFuture::from(asked).await.unwrap_or_default();
            }
        }
    }

    /// Lets the worker that waits take over, which is told when it has. Returns whether one waits.
    pub fn take_over(&self) -> bool {
        let said = self.registration.waiting().map(|it| it.post_message(&TAKE_OVER.into()));
        said.is_some_and(|it| it.is_ok())
    }
}

impl Drop for ServiceWorker {
    fn drop(&mut self) {
        self.container.set_onmessage(None);
        self.container.set_oncontrollerchange(None);
        self.registration.set_onupdatefound(None);
    }
}

/// Hears of each worker's next steps; twice is once.
fn hear_all(registration: &ServiceWorkerRegistration, hear: &Function) {
    let all = [registration.installing(), registration.waiting(), registration.active()];
    for worker in all.into_iter().flatten() {
        // Adding a listener fails only for values that are no functions.
        worker.add_event_listener_with_callback("statechange", hear).unwrap_or_default();
    }
}

fn look(registration: &ServiceWorkerRegistration, tell: &dyn Fn(Told)) {
    let active = registration.active();
    tell(Told::Workers {
        installing: registration.installing().is_some(),
        waiting: registration.waiting().is_some(),
        active: active.is_some(),
    });
    if let Some(worker) = active {
        // A worker that is gone by now was replaced, which is told as well.
        worker.post_message(&ASK_BUILD.into()).unwrap_or_default();
    }
}

fn told(data: &JsValue) -> Option<Told> {
    let text = |key: &str| Reflect::get(data, &key.into()).ok()?.as_string();
    if let Some(build) = text("build") {
        return Some(Told::Build(build));
    }
    let why = if text("failed")? == NO_ROOM { WhyNot::NoRoom } else { WhyNot::Incomplete };
    Some(Told::Failed(why))
}

/// Holds a lock with the name of this version's cache for as long as the page lives, so that no
/// worker takes that cache away. Without locks the worker keeps the version before only.
fn hold_version(registration: &ServiceWorkerRegistration) {
    let held = || -> Result<(), JsValue> {
        let navigator = web_sys::window().ok_or(JsValue::UNDEFINED)?.navigator();
        let locks = Reflect::get(&navigator, &"locks".into())?;
        let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
        let scope = Url::new(&registration.scope())?.pathname();
        let options = Object::new();
        Reflect::set(&options, &"mode".into(), &"shared".into())?;
        let for_good = Closure::once_into_js(|| Promise::new(&mut |_, _| {}));
        let name = format!("macareu {scope} {}", own_build());
        request.call3(&locks, &name.into(), &options, &for_good)?;
        Ok(())
    };
    held().unwrap_or_default();
}

fn meta(name: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    document.query_selector(&format!("meta[name={name}]")).ok()??.get_attribute("content")
}
