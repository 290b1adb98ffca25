//! What every request shares: the knowledge the daemon handed in, a few connections to the store, and who may sign in.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::access::{Limiter, Visits, digest, fresh};
use super::assets::Assets;
use super::fault::Fault;
use super::{Knowledge, WebError, oidc};
use crate::base::Timestamp;
use crate::exchange::intake::Progress;
use crate::store::{self, Digest, Opening, Rooms};

/// Connections to the store.
const CONNECTIONS: usize = 4;
/// Passwords checked at one time: each takes 19 MiB and a core.
const PASSWORDS: usize = 2;
/// Browsers and programs that listen for change at one time.
const LISTENERS: usize = 256;
/// How long a set-up link is good, in seconds.
const SETUP: u32 = 86_400;

/// The site; cheap to clone.
#[derive(Clone)]
pub(crate) struct Site(Arc<Inner>);

struct Inner {
    knowledge: Knowledge,
    is_secure: bool,
    store: Mutex<Vec<Box<dyn Rooms>>>,
    connections: Semaphore,
    passwords: Semaphore,
    heavy: Semaphore,
    limiter: Mutex<Limiter>,
    visits: Mutex<Visits>,
    setup: Mutex<Option<(Digest, Timestamp)>>,
    writing: Mutex<Option<(u64, Progress)>>,
    stopping: watch::Receiver<bool>,
    changes: watch::Sender<u64>,
    listeners: Arc<Semaphore>,
    assets: Assets,
    sso: Option<oidc::Desk>,
}

impl Site {
    /// Opens the store as often as it may be asked at one time.
    pub(super) fn new(knowledge: Knowledge, is_secure: bool, stopping: watch::Receiver<bool>) -> Result<Self, WebError> {
        let open = || store::rooms(&knowledge.store_url, Opening::Create);
        let sso = knowledge.oidc.clone().map(oidc::Desk::new);
        let store = (0..CONNECTIONS).map(|_| open()).collect::<Result<Vec<_>, _>>()?;
        Ok(Self(Arc::new(Inner {
            knowledge,
            is_secure,
            store: Mutex::new(store),
            connections: Semaphore::new(CONNECTIONS),
            passwords: Semaphore::new(PASSWORDS),
            heavy: Semaphore::new(1),
            limiter: Mutex::default(),
            visits: Mutex::default(),
            setup: Mutex::default(),
            writing: Mutex::default(),
            stopping,
            changes: watch::Sender::new(0),
            listeners: Arc::new(Semaphore::new(LISTENERS)),
            assets: Assets::new(),
            sso,
        })))
    }

    /// How the process is.
    pub(crate) fn health(&self) -> super::HealthReport {
        (self.0.knowledge.health)()
    }

    /// What the daemon handed in.
    pub(crate) fn knowledge(&self) -> &Knowledge {
        &self.0.knowledge
    }

    /// The time of the wall clock.
    pub(crate) fn now(&self) -> Timestamp {
        (self.0.knowledge.clock)()
    }

    /// Whether browsers come with TLS.
    pub(crate) fn is_secure(&self) -> bool {
        self.0.is_secure
    }

    /// Style and script.
    pub(crate) fn assets(&self) -> &Assets {
        &self.0.assets
    }

    /// Becomes true when the process is about to end.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stopping.clone()
    }

    /// Counts what others wrote to the store.
    pub(crate) fn changes(&self) -> &watch::Sender<u64> {
        &self.0.changes
    }

    /// A place among those who listen for change, while there is one.
    pub(crate) fn listener_place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.listeners).try_acquire_owned().ok()
    }

    /// Asks the store, on a thread where that may take its time.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut dyn Rooms) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let _turn = self.0.connections.acquire().await.map_err(|error| Fault::Broken(error.to_string()))?;
        let site = self.clone();
        let work = move || {
            let taken = lock(&site.0.store).pop();
            let mut store = match taken {
                Some(store) => store,
                None => store::rooms(&site.0.knowledge.store_url, Opening::Create)?,
            };
            let answer = question(store.as_mut());
            lock(&site.0.store).push(store);
            answer
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| Fault::Broken("an internal error; please report it".to_owned()))?
    }

    /// Whether people sign in by a provider.
    pub(crate) fn has_sso(&self) -> bool {
        self.0.sso.is_some()
    }

    /// Asks at the desk of single sign-on, on a thread where that may take its time: the provider is elsewhere.
    pub(crate) async fn sso<T: Send + 'static>(
        &self,
        question: impl FnOnce(&oidc::Desk) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let site = self.clone();
        let work = move || match &site.0.sso {
            Some(desk) => question(desk),
            None => Err(Fault::NotFound("single sign-on is not set up here".to_owned())),
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| Fault::Broken("an internal error; please report it".to_owned()))?
    }

    /// Asks what needs the whole inventory in memory, one at a time.
    pub(crate) async fn ask_alone<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut dyn Rooms) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let _turn = self.0.heavy.acquire().await.map_err(|error| Fault::Broken(error.to_string()))?;
        self.ask(question).await
    }

    /// Checks or hashes a password, a few at a time.
    pub(crate) async fn with_password<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
        let _turn = self.0.passwords.acquire().await.map_err(|error| Fault::Broken(error.to_string()))?;
        tokio::task::spawn_blocking(work).await.map_err(|_| Fault::Broken("an internal error; please report it".to_owned()))
    }

    /// Who failed to sign in how often.
    pub(crate) fn limiter<T>(&self, look: impl FnOnce(&mut Limiter) -> T) -> T {
        look(&mut lock(&self.0.limiter))
    }

    /// Who came and went, and is not in the audit log yet.
    pub(crate) fn visits<T>(&self, look: impl FnOnce(&mut Visits) -> T) -> T {
        look(&mut lock(&self.0.visits))
    }

    /// How far the import of this number is, while it is written.
    pub(crate) fn writing(&self, import: u64) -> Option<Progress> {
        lock(&self.0.writing).filter(|(number, _)| *number == import).map(|(_, progress)| progress)
    }

    /// Which import is being written, and how far it is.
    pub(crate) fn tell_writing(&self, now: Option<(u64, Progress)>) {
        *lock(&self.0.writing) = now;
    }

    /// Makes a link by which the first account can be made once; the one before no longer works.
    pub(super) fn new_setup(&self) -> Result<String, Fault> {
        let secret = fresh()?;
        *lock(&self.0.setup) = Some((digest(&secret), self.now().plus_seconds(SETUP)));
        Ok(secret)
    }

    /// Whether this secret may make the first account.
    pub(crate) fn may_set_up(&self, secret: &str) -> bool {
        lock(&self.0.setup).as_ref().is_some_and(|(kept, until)| *kept == digest(secret) && self.now() < *until)
    }

    /// The first account is made: the link has done its work.
    pub(crate) fn end_setup(&self) {
        *lock(&self.0.setup) = None;
    }

    /// Sessions not used since the first time, or begun before the second, have ended.
    pub(crate) fn oldest_session(&self, now: Timestamp) -> (Timestamp, Timestamp) {
        let settings = &self.0.knowledge.settings;
        let before = |seconds: u32| Timestamp(now.0.saturating_sub(Timestamp::new(seconds.into(), 0).0));
        (before(settings.session_idle_minutes.saturating_mul(60)), before(settings.session_hours.saturating_mul(3_600)))
    }
}

/// A lock that a panic elsewhere does not break: what it guards is whole after each step.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
