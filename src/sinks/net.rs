//! Connections that come to an end: every name that is looked up, every connect, read and write has a time.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::Settings;

/// Where Debian and its like, Red Hat and its like, and others keep the certificates of authorities.
const AUTHORITIES: &[&str] =
    &["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem", "/etc/ssl/ca-bundle.pem"];

/// How to reach a receiver.
#[derive(Clone, Debug)]
pub(crate) struct Dial {
    timeout: Duration,
    ca: Option<PathBuf>,
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
}

/// A connection.
pub(crate) enum Stream {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ClientConnection, TcpStream>>),
}

impl Dial {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            timeout: Duration::from_secs(u64::from(settings.timeout_seconds.max(1))),
            ca: settings.ca.clone(),
            certificate: settings.certificate.clone(),
            key: settings.key.clone(),
        }
    }

    /// Without a certificate of our own.
    pub(crate) fn to(timeout: Duration, ca: Option<PathBuf>) -> Self {
        Self { timeout, ca, certificate: None, key: None }
    }

    /// Connects to the first of the host's addresses that answers.
    pub(crate) fn connect(&self, host: &str, port: u16) -> Result<TcpStream, String> {
        let about = |error: &dyn std::fmt::Display| format!("{host}:{port}: {error}");
        let addresses = (host, port).to_socket_addrs().map_err(|error| about(&error))?;
        let mut last = about(&"the name has no address");
        for address in addresses.take(8) {
            match TcpStream::connect_timeout(&address, self.timeout) {
                Ok(stream) => {
                    let limits = stream
                        .set_read_timeout(Some(self.timeout))
                        .and_then(|()| stream.set_write_timeout(Some(self.timeout)))
                        .and_then(|()| stream.set_nodelay(true));
                    return limits.map(|()| stream).map_err(|error| about(&error));
                }
                Err(error) => last = about(&error),
            }
        }
        Err(last)
    }

    /// The same within TLS; the receiver must show a certificate for `host`.
    pub(crate) fn connect_tls(&self, host: &str, port: u16) -> Result<Stream, String> {
        let stream = self.connect(host, port)?;
        self.cover(stream, host)
    }

    /// Speaks TLS on a connection from here on.
    pub(super) fn cover(&self, mut stream: TcpStream, host: &str) -> Result<Stream, String> {
        let about = |error: &dyn std::fmt::Display| format!("{host}: TLS: {error}");
        let name = ServerName::try_from(host.to_owned()).map_err(|error| about(&error))?;
        let mut session = ClientConnection::new(Arc::new(self.client()?), name).map_err(|error| about(&error))?;
        // The handshake now, so that a wrong certificate is told as such and not at the first write.
        while session.is_handshaking() {
            session.complete_io(&mut stream).map_err(|error| about(&error))?;
        }
        Ok(Stream::Tls(Box::new(StreamOwned::new(session, stream))))
    }

    fn client(&self) -> Result<ClientConfig, String> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(self.roots()?);
        match (&self.certificate, &self.key) {
            (Some(certificate), Some(key)) => {
                let chain = certificates(certificate)?;
                let key = PrivateKeyDer::from_pem_file(key).map_err(|error| format!("{}: {error}", key.display()))?;
                builder.with_client_auth_cert(chain, key).map_err(|error| format!("{}: {error}", certificate.display()))
            }
            _ => Ok(builder.with_no_client_auth()),
        }
    }

    fn roots(&self) -> Result<RootCertStore, String> {
        let system = || AUTHORITIES.iter().map(Path::new).find(|path| path.exists()).map(Path::to_path_buf);
        let file = self.ca.clone().or_else(system).ok_or("this system has no certificates of authorities; give `ca`")?;
        let mut roots = RootCertStore::empty();
        // A system's list may hold one that is too old for us; without any nobody is believed.
        let (added, _) = roots.add_parsable_certificates(certificates(&file)?);
        if added == 0 { Err(format!("{} holds no certificate of an authority", file.display())) } else { Ok(roots) }
    }

    /// A socket for datagrams to `host`.
    pub(super) fn datagrams(&self, host: &str, port: u16) -> Result<UdpSocket, String> {
        let about = |error: &dyn std::fmt::Display| format!("{host}:{port}: {error}");
        let mut addresses = (host, port).to_socket_addrs().map_err(|error| about(&error))?;
        let address = addresses.next().ok_or_else(|| about(&"the name has no address"))?;
        let any: std::net::IpAddr =
            if address.is_ipv4() { std::net::Ipv4Addr::UNSPECIFIED.into() } else { std::net::Ipv6Addr::UNSPECIFIED.into() };
        let socket = UdpSocket::bind((any, 0)).map_err(|error| about(&error))?;
        let ready = socket.connect(address).and_then(|()| socket.set_write_timeout(Some(self.timeout)));
        ready.map(|()| socket).map_err(|error| about(&error))
    }
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let read = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    read.map_err(|error| format!("{}: {error}", file.display()))
}

impl Stream {
    /// Says that nothing more comes, and waits for the receiver to say the same: then it has read everything. A receiver
    /// that keeps its side open is believed when its time is up.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.flush()?;
        match self {
            Self::Plain(stream) => stream.shutdown(std::net::Shutdown::Write)?,
            Self::Tls(stream) => {
                stream.conn.send_close_notify();
                stream.flush()?;
                stream.sock.shutdown(std::net::Shutdown::Write)?;
            }
        }
        let mut rest = [0; 512];
        // What a receiver says is of no interest, however much it is.
        for _ in 0..1024 {
            match self.read(&mut rest) {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => return Ok(()),
                // Closed without close_notify, as many do once they have been told.
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(buffer),
            Self::Tls(stream) => stream.read(buffer),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.write(bytes),
            Self::Tls(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.flush(),
            Self::Tls(stream) => stream.flush(),
        }
    }
}
