//! The certificate: the hospital's own, or one made on first start.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest as _, Sha256};

use super::{Settings, WebError};

/// A certificate with its key.
#[derive(Debug)]
pub struct Identity {
    /// What the server shows.
    pub(super) config: Arc<ServerConfig>,
    /// SHA-256 of the certificate, as browsers show it: for a person to compare.
    pub fingerprint: String,
    /// Where it was read from.
    pub certificate: PathBuf,
    /// Whether it was made by this start.
    pub is_new: bool,
}

impl Identity {
    /// Reads the certificate of the settings, or the self-signed one in `folder`, made for `names` if there is none.
    ///
    /// # Errors
    /// When it cannot be read, made or used.
    pub fn load(settings: &Settings, folder: &Path, names: Vec<String>) -> Result<Self, WebError> {
        let (certificate, key, is_new) = match (&settings.certificate, &settings.key) {
            (Some(certificate), Some(key)) => (certificate.clone(), key.clone(), false),
            (None, None) => {
                let (certificate, key) = (folder.join("wardwatch-cert.pem"), folder.join("wardwatch-key.pem"));
                let is_new = !certificate.exists();
                if is_new {
                    make(&certificate, &key, names)?;
                }
                (certificate, key, is_new)
            }
            _ => return Err(WebError::Certificate("certificate and key must be given together".to_owned())),
        };
        let unusable = |path: &Path, error: &dyn std::fmt::Display| WebError::Certificate(format!("{}: {error}", path.display()));
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&certificate)
            .and_then(Iterator::collect)
            .map_err(|error| unusable(&certificate, &error))?;
        let first = chain.first().ok_or_else(|| unusable(&certificate, &"there is no certificate in it"))?;
        let digest: Vec<String> = Sha256::digest(first).iter().map(|byte| format!("{byte:02X}")).collect();
        let secret = PrivateKeyDer::from_pem_file(&key).map_err(|error| unusable(&key, &error))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| unusable(&certificate, &error))?
            .with_no_client_auth()
            .with_single_cert(chain, secret)
            .map_err(|error| unusable(&certificate, &error))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { config: Arc::new(config), fingerprint: digest.join(":"), certificate, is_new })
    }
}

fn make(certificate: &Path, key: &Path, names: Vec<String>) -> Result<(), WebError> {
    let failed = |error: &dyn std::fmt::Display| WebError::Certificate(format!("{}: {error}", certificate.display()));
    let made = rcgen::generate_simple_self_signed(names).map_err(|error| failed(&error))?;
    write(key, &made.signing_key.serialize_pem()).map_err(|error| failed(&error))?;
    write(certificate, &made.cert.pem()).map_err(|error| failed(&error))
}

/// Writes a file that nobody else may read.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let load = || Identity::load(&Settings::default(), folder.path(), vec!["localhost".into(), "10.0.0.1".into()]).unwrap();
        let (first, second) = (load(), load());
        assert!(first.is_new && !second.is_new);
        assert_eq!(first.fingerprint, second.fingerprint);
        assert_eq!(first.fingerprint.len(), 95);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(folder.path().join("wardwatch-key.pem")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let settings = Settings { certificate: Some("x".into()), ..Settings::default() };
        assert!(Identity::load(&settings, folder.path(), Vec::new()).is_err());
    }
}
