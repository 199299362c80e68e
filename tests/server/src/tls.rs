//! The self-signed certificate of the `wss` port, made anew at every start.
//!
//! Owns the certificate and the TLS settings; must not open sockets.

use std::sync::Arc;

use thiserror::Error;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

/// Why TLS could not be set up.
#[derive(Debug, Error)]
pub enum TlsError {
    /// The certificate could not be made.
    #[error("making the self-signed certificate failed: {0}")]
    Certificate(#[from] rcgen::Error),
    /// The TLS library refused the certificate or its settings.
    #[error("setting up TLS failed: {0}")]
    Settings(#[from] rustls::Error),
}

/// Makes a certificate for this machine's own names; the DER is what a client has to trust.
pub(crate) fn acceptor() -> Result<(TlsAcceptor, Vec<u8>), TlsError> {
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let made = rcgen::generate_simple_self_signed(names)?;
    let certificate = made.cert.der().to_vec();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let mut settings = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(certificate.clone())], key)?;
    // A browser that could choose HTTP/2 would try its WebSockets there.
    settings.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok((TlsAcceptor::from(Arc::new(settings)), certificate))
}
