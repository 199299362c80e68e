//! What a person may type and choose.

use proptest::prelude::*;

use crate::core::{
    json::tests::any_text,
    model::{
        Auth, AuthMode, BasicSubstitute, BearerSubstitute, CertificateFormat, ClientCertificate,
        Compression, ConnectionSettings, DisabledParameter, Substitutes, Variable, WindowsAuth,
    },
};

prop_compose! {
    /// Any auth as a person may type it.
    pub(crate) fn any_auth()(
        mode in prop::sample::select(MODES),
        texts in prop::collection::vec(any_text(), 9),
        use_current_user: bool,
        pem: bool,
    ) -> Auth {
        let mut texts = texts.into_iter();
        let mut text = || texts.next().unwrap_or_default();
        Auth {
            mode,
            basic_login: text(),
            basic_password: text(),
            bearer_token: text(),
            windows: WindowsAuth {
                use_current_user,
                login: text(),
                password: text(),
                domain: text(),
            },
            client_certificate: ClientCertificate {
                format: if pem { CertificateFormat::Pem } else { CertificateFormat::Pkcs12 },
                certificate_path: text(),
                private_key_path: text(),
                password: text(),
            },
        }
    }
}

const MODES: &[AuthMode] = &[
    AuthMode::None,
    AuthMode::Inherit,
    AuthMode::Basic,
    AuthMode::Bearer,
    AuthMode::Windows,
    AuthMode::ClientCertificate,
];

prop_compose! {
    /// Any compression as a person may choose it.
    pub(crate) fn any_compression()(
        on: bool,
        client_max_window_bits: u8,
        client_context_takeover: bool,
        server_max_window_bits in 9..=15u8,
        server_context_takeover: bool,
    ) -> Option<Compression> {
        on.then_some(Compression {
            client_max_window_bits,
            client_context_takeover,
            server_max_window_bits,
            server_context_takeover,
        })
    }
}

prop_compose! {
    /// Any settings as a person may choose them.
    pub(crate) fn any_settings()(
        handshake_timeout_ms: Option<u32>,
        reconnect: bool,
        basic in prop::sample::select(&[BasicSubstitute::None, BasicSubstitute::UrlCredentials][..]),
        bearer in prop::sample::select(&[
            BearerSubstitute::None,
            BearerSubstitute::QueryParameter,
            BearerSubstitute::Subprotocol,
            BearerSubstitute::SubprotocolBase64Url,
            BearerSubstitute::FirstMessage,
        ][..]),
        bearer_parameter in any_text(),
        (bearer_prefix, bearer_message, cookie) in (any_text(), any_text(), any::<bool>()),
        disabled_parameters in prop::collection::vec(
            (0..5_u32, any_text(), prop::option::of(any_text())).prop_map(|(after, key, value)| {
                DisabledParameter { after, key, value }
            }),
            0..3,
        ),
    ) -> ConnectionSettings {
        let substitutes = Substitutes {
            basic, bearer, bearer_parameter, bearer_prefix, bearer_message, cookie,
        };
        ConnectionSettings { handshake_timeout_ms, reconnect, disabled_parameters, substitutes }
    }
}

prop_compose! {
    /// Any variable as a person may type it.
    pub(crate) fn any_variable()(
        enabled: bool, key in any_text(), value in any_text(), is_secret: bool,
    ) -> Variable {
        Variable { enabled, is_secret, ..Variable::new(&key, &value) }
    }
}
