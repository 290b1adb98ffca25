//! Pages for people and an API for programs. Reads the store, never the inventory.
//!
//! Pages are rendered here and need no script; what there is of script and style is embedded and small. Every route
//! stands in one table ([`routes()`]) that names who may ask for it; every request passes one gate ([`access`]).
//!
//! Invariant: nothing is fetched from elsewhere, and no inline script or style runs: a device's name cannot become code.
//! Invariant: no clock here; the daemon hands one in.

pub mod access;
mod api;
mod ask;
mod assets;
mod catalogue;
mod chord;
mod compare;
mod export;
mod fault;
mod fhir;
mod fields;
mod headers;
mod health;
mod learnt;
pub mod oidc;
mod pages;
mod policies;
mod received;
mod ring;
mod routes;
mod site;
mod subject;
mod tls;
mod upload;
mod view;
mod wheel;
mod words;

pub use api::openapi;
pub(crate) use api::{AlertView, BaselineView, Change, Fact, Talk};
pub use health::{HealthReport, HealthSource, InterfaceRow};
pub(crate) use learnt::{Known, Model};
pub use routes::{Route, routes};
pub use tls::Identity;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum_server::tls_rustls::RustlsConfig;
use tokio::sync::watch;

use crate::alert;
use crate::base::Timestamp;
use crate::baseline;
use crate::clinical::{Playbook, Zone};
use crate::fingerprint::Fingerprints;
use crate::inventory;
use crate::store::StoreError;

/// How the pages are served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Address and port to listen on; beyond loopback TLS is spoken.
    pub listen: SocketAddr,
    /// Certificate chain in PEM; without one a self-signed one is made where TLS is spoken.
    pub certificate: Option<PathBuf>,
    /// Its key in PEM.
    pub key: Option<PathBuf>,
    /// Minutes after which an unused session ends.
    pub session_idle_minutes: u32,
    /// Hours after which any session ends.
    pub session_hours: u32,
}

impl Default for Settings {
    fn default() -> Self {
        let listen = SocketAddr::from(([127, 0, 0, 1], 8080));
        Self { listen, certificate: None, key: None, session_idle_minutes: 60, session_hours: 12 }
    }
}

impl Settings {
    /// Whether browsers come with TLS: always beyond loopback, and where there is a certificate.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        !self.listen.ip().is_loopback() || self.certificate.is_some()
    }
}

/// How long a browser may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the daemon hands in.
#[derive(Clone)]
pub struct Knowledge {
    /// The store.
    pub store_url: String,
    /// The fingerprint tables.
    pub fingerprints: Arc<Fingerprints>,
    /// The playbook in force.
    pub playbook: Arc<Playbook>,
    /// The zone in which contacts' hours are meant.
    pub zone: Zone,
    /// The wall clock.
    pub clock: fn() -> Timestamp,
    /// How the process is.
    pub health: HealthSource,
    /// How the pages are served.
    pub settings: Settings,
    /// Which networks are the site's own.
    pub inventory: inventory::Settings,
    /// How baselines are learnt.
    pub baseline: baseline::Settings,
    /// How alerts are routed.
    pub alert: alert::Settings,
    /// Single sign-on, where it is wanted.
    pub oidc: Option<oidc::Settings>,
}

/// Why pages cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// The address cannot be had.
    #[error("cannot listen on {0}: {1}; choose another with --listen")]
    Listen(SocketAddr, std::io::Error),
    /// The certificate is no use.
    #[error("certificate: {0}")]
    Certificate(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The server failed.
    #[error("the web server failed: {0}")]
    Server(std::io::Error),
}

/// A server that listens and does not serve yet.
pub struct Server {
    site: site::Site,
    listener: TcpListener,
    identity: Option<Identity>,
}

impl Server {
    /// Listens; `stopping` becomes true when the process is about to end.
    ///
    /// # Errors
    /// When the address or the store cannot be had.
    pub fn bind(knowledge: Knowledge, identity: Option<Identity>, stopping: watch::Receiver<bool>) -> Result<Self, WebError> {
        let address = knowledge.settings.listen;
        let listener = TcpListener::bind(address).map_err(|error| WebError::Listen(address, error))?;
        listener.set_nonblocking(true).map_err(WebError::Server)?;
        let site = site::Site::new(knowledge, identity.is_some(), stopping)?;
        Ok(Self { site, listener, identity })
    }

    /// Where it listens, as a browser is told.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn url(&self) -> Result<String, WebError> {
        let address = self.listener.local_addr().map_err(WebError::Server)?;
        let scheme = if self.identity.is_some() { "https" } else { "http" };
        Ok(format!("{scheme}://{address}"))
    }

    /// A link by which the first account can be made; `None` when there are accounts.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn setup_link(&self) -> Result<Option<String>, WebError> {
        let broken = |fault: fault::Fault| WebError::Server(std::io::Error::other(fault.detail()));
        if !self.site.ask(|store| Ok(store.accounts()?)).await.map_err(broken)?.is_empty() {
            return Ok(None);
        }
        let secret = self.site.new_setup().map_err(broken)?;
        Ok(Some(format!("{}/setup?token={secret}", self.url()?)))
    }

    /// Serves until the process is about to end; requests under way are finished.
    ///
    /// # Errors
    /// When the server fails.
    pub async fn serve(self) -> Result<(), WebError> {
        let handle = axum_server::Handle::new();
        let (mut stopping, ending) = (self.site.stopping(), handle.clone());
        tokio::spawn(async move {
            let _ = stopping.wait_for(|stopping| *stopping).await;
            ending.graceful_shutdown(Some(Duration::from_secs(5)));
        });
        tokio::spawn(api::events::watch(self.site.clone()));
        let visits = tokio::spawn(access::keep(self.site.clone()));
        let service = routes::router(&self.site).into_make_service_with_connect_info::<SocketAddr>();
        let served = match self.identity {
            Some(identity) => {
                let config = RustlsConfig::from_config(identity.config);
                let server = axum_server::from_tcp_rustls(self.listener, config).map_err(WebError::Server)?;
                let mut server = server.handle(handle).first_request_timeout(PATIENCE);
                server.http_builder().http1().header_read_timeout(PATIENCE);
                server.serve(service).await
            }
            None => {
                let server = axum_server::from_tcp(self.listener).map_err(WebError::Server)?;
                let mut server = server.handle(handle).first_request_timeout(PATIENCE);
                server.http_builder().http1().header_read_timeout(PATIENCE);
                server.serve(service).await
            }
        };
        // What is counted at the door and not written yet is written before the process ends.
        if *self.site.stopping().borrow() {
            let _ = visits.await;
        }
        served.map_err(WebError::Server)
    }
}
