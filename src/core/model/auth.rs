//! How a connection says who asks for it.

/// Every mode keeps its own values, so that switching the mode and back loses nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Auth {
    /// Which of the values count.
    pub mode: AuthMode,
    /// Login of [`AuthMode::Basic`].
    pub basic_login: String,
    /// Password of [`AuthMode::Basic`].
    pub basic_password: String,
    /// Token of [`AuthMode::Bearer`].
    pub bearer_token: String,
    /// Of [`AuthMode::Windows`].
    pub windows: WindowsAuth,
    /// Of [`AuthMode::ClientCertificate`].
    pub client_certificate: ClientCertificate,
}

/// How a connection says who asks for it. A page can do none of them as Pororoca does; see
/// [`Substitutes`](super::Substitutes).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AuthMode {
    /// Not at all.
    #[default]
    None,
    /// As the collection does. On a collection the same as [`Self::None`].
    Inherit,
    /// Login and password (RFC 7617).
    Basic,
    /// A token (RFC 6750).
    Bearer,
    /// Windows login (NTLM, Negotiate).
    Windows,
    /// A TLS client certificate.
    ClientCertificate,
}

/// A Windows login.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WindowsAuth {
    /// The one who is logged in; then the other values do not count.
    pub use_current_user: bool,
    /// As typed.
    pub login: String,
    /// As typed.
    pub password: String,
    /// As typed.
    pub domain: String,
}

/// A TLS client certificate, by the files it is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientCertificate {
    /// What the files are.
    pub format: CertificateFormat,
    /// As typed.
    pub certificate_path: String,
    /// As typed; only PEM has one.
    pub private_key_path: String,
    /// As typed.
    pub password: String,
}

/// What the files of a client certificate are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CertificateFormat {
    /// One file with certificate and private key (RFC 7292).
    #[default]
    Pkcs12,
    /// Certificate and private key as text (RFC 7468).
    Pem,
}
