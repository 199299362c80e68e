//! The mode, and the fields of the mode.

use crate::ui::prelude::*;

use super::{Edited, field::AuthField};
use crate::{
    core::{
        model::{Auth, AuthMode, CertificateFormat},
        text::{Texts, connection},
    },
    ui::widgets::{CheckLine, Icon, IconName, Segment, Segmented},
};

const MODES: [AuthMode; 6] = [
    AuthMode::Inherit,
    AuthMode::None,
    AuthMode::Basic,
    AuthMode::Bearer,
    AuthMode::Windows,
    AuthMode::ClientCertificate,
];

/// The list of modes.
#[component]
pub(super) fn ModeSelect(edited: Edited, can_inherit: bool) -> impl IntoView {
    let app = edited.app;
    // A file may say of a collection that it inherits: that means none.
    let mode = Memo::new(move |_| match edited.auth.with(|it| it.mode) {
        AuthMode::Inherit if !can_inherit => AuthMode::None,
        mode => mode,
    });
    let option = move |(index, it): (usize, AuthMode)| {
        view! {
            <option value=index.to_string() prop:selected=move || mode.get() == it>
                {move || connection::auth_mode(app.t(), it)}
            </option>
        }
    };
    let modes =
        MODES.into_iter().enumerate().filter(|(_, it)| can_inherit || *it != AuthMode::Inherit);
    let choose = move |index: &str| {
        if let Some(mode) = index.parse().ok().and_then(|it: usize| MODES.get(it).copied()) {
            edited.change(|it| it.mode = mode);
        }
    };
    view! {
        <label class="btn btn--drop select">
            <select
                aria-label=move || app.t().auth_mode
                on:change:target=move |event| choose(&event.target().value())
            >
                {modes.map(option).collect::<Vec<_>>()}
            </select>
            <Icon name=IconName::ChevronDown />
        </label>
    }
    .into_any()
}

/// The fields of the mode.
#[component]
pub(super) fn Fields(edited: Edited) -> impl IntoView {
    let mode = Memo::new(move |_| edited.auth.with(|it| it.mode));
    move || match mode.get() {
        AuthMode::None | AuthMode::Inherit => ().into_any(),
        AuthMode::Basic => stack(vec![
            field(
                edited,
                "basic-login",
                |t| t.login,
                false,
                |it| &mut it.basic_login,
                |it| &it.basic_login,
            ),
            field(
                edited,
                "basic-password",
                |t| t.password,
                true,
                |it| &mut it.basic_password,
                |it| &it.basic_password,
            ),
        ]),
        AuthMode::Bearer => stack(vec![field(
            edited,
            "bearer-token",
            |t| t.token,
            true,
            |it| &mut it.bearer_token,
            |it| &it.bearer_token,
        )]),
        AuthMode::Windows => view! { <Windows edited /> }.into_any(),
        AuthMode::ClientCertificate => view! { <Certificate edited /> }.into_any(),
    }
}

fn stack(fields: Vec<AnyView>) -> AnyView {
    view! { <div class="stack">{fields}</div> }.into_any()
}

fn field(
    edited: Edited,
    id: &'static str,
    label: fn(&Texts) -> &'static str,
    secret: bool,
    place: fn(&mut Auth) -> &mut String,
    get: fn(&Auth) -> &String,
) -> AnyView {
    let value = edited.text(get);
    let on_input = move |text| edited.change(|it| *place(it) = text);
    view! { <AuthField id label value on_input secret edited /> }.into_any()
}

#[component]
fn Windows(edited: Edited) -> impl IntoView {
    let app = edited.app;
    let current = Memo::new(move |_| edited.auth.with(|it| it.windows.use_current_user));
    view! {
        <CheckLine
            label=app.text(|t| t.use_current_user)
            checked=current
            on_change=move |on| edited.change(|it| it.windows.use_current_user = on)
        />
        {move || {
            (!current.get())
                .then(|| {
                    stack(
                        vec![
                            field(
                                edited,
                                "windows-login",
                                |t| t.login,
                                false,
                                |it| &mut it.windows.login,
                                |it| &it.windows.login,
                            ),
                            field(
                                edited,
                                "windows-password",
                                |t| t.password,
                                true,
                                |it| &mut it.windows.password,
                                |it| &it.windows.password,
                            ),
                            field(
                                edited,
                                "windows-domain",
                                |t| t.domain,
                                false,
                                |it| &mut it.windows.domain,
                                |it| &it.windows.domain,
                            ),
                        ],
                    )
                })
        }}
    }
    .into_any()
}

#[component]
fn Certificate(edited: Edited) -> impl IntoView {
    let app = edited.app;
    let format = Memo::new(move |_| edited.auth.with(|it| it.client_certificate.format));
    let formats = Signal::derive(move || {
        let t = app.t();
        vec![
            Segment::new(CertificateFormat::Pkcs12, t.pkcs12),
            Segment::new(CertificateFormat::Pem, t.pem),
        ]
    });
    let private_key = move || {
        (format.get() == CertificateFormat::Pem).then(|| {
            field(
                edited,
                "certificate-key",
                |t| t.private_key_file,
                false,
                |it| &mut it.client_certificate.private_key_path,
                |it| &it.client_certificate.private_key_path,
            )
        })
    };
    view! {
        <Segmented
            class="seg seg--fit"
            label=app.text(|t| t.certificate_type)
            segments=formats
            value=format
            on_change=move |format| edited.change(|it| it.client_certificate.format = format)
        />
        <div class="stack">
            {field(
                edited,
                "certificate-file",
                |t| t.certificate_file,
                false,
                |it| &mut it.client_certificate.certificate_path,
                |it| &it.client_certificate.certificate_path,
            )} {private_key}
            {field(
                edited,
                "certificate-password",
                |t| t.file_password,
                true,
                |it| &mut it.client_certificate.password,
                |it| &it.client_certificate.password,
            )}
        </div>
    }
    .into_any()
}
