//! Both halves in one process: captures are read into the inventory while pages are served, until somebody ends it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{oneshot, watch};

use super::housekeeper::Housekeeper;
use super::intake::Intake;
use super::listen::{Live, Load};
use super::sandbox::SandboxError;
use super::vitals::Vitals;
use super::{Deliveries, Detection, Hub, Writer, WriterError, now, read_file, telemetry};
use crate::base::Timestamp;
use crate::clinical::{Playbook, PlaybookError};
use crate::config::Config;
use crate::fingerprint::Fingerprints;
use crate::sensor;
use crate::sensor::capture::{CaptureError, FileCapture};
use crate::store::{self, Opening, StoreError};
use crate::web::{HealthSource, Identity, Knowledge, Server, WebError};

/// Where frames come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A capture file; `-` is standard input.
    File(PathBuf),
    /// The socket of a sensor in another process.
    Sensor(PathBuf),
}

/// Why it cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// An input cannot be opened.
    #[error("{0}: {1}")]
    Input(String, String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The fingerprints cannot be read.
    #[error("{0}")]
    Fingerprints(String),
    /// An interface cannot be listened on.
    #[error(transparent)]
    Capture(#[from] CaptureError),
    /// The process that listens cannot be confined.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// Another process writes the inventory.
    #[error(transparent)]
    Writer(#[from] WriterError),
    /// The playbook cannot be read.
    #[error(transparent)]
    Playbook(#[from] PlaybookError),
    /// Pages cannot be served.
    #[error(transparent)]
    Web(#[from] WebError),
    /// Sinks cannot be served.
    #[error("alerts cannot be delivered: {0}")]
    Deliver(String),
    /// The system gives no threads, or no signals.
    #[error("cannot start: {0}")]
    System(#[from] std::io::Error),
}

/// Tells whoever started it, line by line.
type Say = fn(&str);

/// Whether all input was readable, once it is read.
type Fed = bool;

/// Runs until SIGINT or SIGTERM; answers whether all input was read.
///
/// # Errors
/// When something cannot be had that it needs, or the store fails on the way.
pub fn run(config: &Config, load: Load, inputs: &[Input], say: Say) -> Result<bool, RunError> {
    // Nothing is made before it is known that there is something to read.
    let opened = inputs.iter().filter_map(|input| open(input).transpose()).collect::<Result<Vec<_>, _>>()?;
    let sockets = inputs.iter().filter_map(|input| match input {
        Input::Sensor(socket) => Some(socket.clone()),
        Input::File(_) => None,
    });
    let fingerprints = Arc::new(load(config.fingerprints.as_deref()).map_err(RunError::Fingerprints)?);
    let live = Live::open(config, sockets.collect(), load)?;
    let (playbook, zone) = (Arc::new(config.playbook()?), config.clinical.time_zone.clone());
    let vitals = Arc::new(Vitals::of(&config.store_url));
    let kept = keep(config, (&fingerprints, &playbook, &vitals), (!opened.is_empty() || live.is_some(), say))?;
    let (stop, stopping) = watch::channel(false);
    let identity = identity(config, say)?;
    if let Some(live) = &live {
        live.confine(config, None)?;
        say(&live.describe(config));
    }
    check_behind(&config.store_url, &vitals);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (store_url, settings, health) = (config.store_url.clone(), config.web.clone(), health_of(&vitals));
    let (inventory, baseline) = (config.inventory.clone(), config.baseline.clone());
    let (alert, oidc) = (config.alert.clone(), config.oidc.clone());
    let clock = now;
    let knowledge =
        Knowledge { store_url, fingerprints, playbook, zone, clock, health, settings, inventory, baseline, alert, oidc };
    let deliveries = Deliveries::start(config, say).map_err(RunError::Deliver)?;
    // Signals are caught before anything is promised.
    let outcome = runtime.block_on(async {
        let (interrupt, terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        let server = Server::bind(knowledge, identity, stopping.clone())?;
        announce(&server, say).await?;
        let (done, fed) = oneshot::channel();
        let settings = config.sensor;
        let thread = std::thread::Builder::new().name("input".to_owned()).spawn(move || match kept {
            Some((hub, attendant)) => feed(opened, hub, live, attendant, settings, &stopping, (done, say)),
            None => {
                let _ = done.send(true);
                Ok(())
            }
        })?;
        let outcome = until_stopped(server, stop, fed, [interrupt, terminate], say).await;
        // What is being read comes to its next commit.
        let broke = || RunError::System(std::io::Error::other("the reader broke; please report it"));
        tokio::task::spawn_blocking(move || thread.join()).await.map_err(|_| broke())?.map_err(|_| broke())??;
        outcome
    });
    runtime.shutdown_timeout(Duration::from_secs(2));
    deliveries.stop();
    outcome
}

/// How the process is, for the pages.
fn health_of(vitals: &Arc<Vitals>) -> HealthSource {
    let vitals = Arc::clone(vitals);
    Arc::new(move || vitals.report())
}

/// Looks whether the database is sound, without anybody waiting for it: of a large one that takes long.
fn check_behind(url: &str, vitals: &Arc<Vitals>) {
    let (url, vitals) = (url.to_owned(), Arc::clone(vitals));
    let checked = std::thread::Builder::new().name("check".to_owned()).spawn(move || {
        let checked = store::open_upkeep(&url, Opening::Existing).and_then(|upkeep| upkeep.glance());
        match checked {
            Ok(()) => {}
            Err(StoreError::Damaged(what)) => {
                tracing::error!("the database is damaged: {what}");
                vitals.damage(what);
            }
            Err(error) => tracing::warn!("the database could not be checked: {error}"),
        }
    });
    // Without a thread to spare it is not checked, which is no reason not to start.
    drop(checked);
}

/// Takes the inventory and the right to write it. Where nothing is to be read and another process keeps it, that one
/// goes on, and does what people ask.
fn keep(
    config: &Config,
    (fingerprints, playbook, vitals): (&Arc<Fingerprints>, &Playbook, &Arc<Vitals>),
    (is_needed, say): (bool, Say),
) -> Result<Option<(Hub, Attendant)>, RunError> {
    let store = store::open(&config.store_url, Opening::Create)?;
    let mut writer = match Writer::take(store::open_records(&config.store_url, Opening::Create)?, "run", now()) {
        Err(WriterError::Busy { holder, .. }) if !is_needed => {
            say(&format!("{holder} keeps the inventory; here are pages of it"));
            return Ok(None);
        }
        taken => taken?,
    };
    writer.records().follow(playbook)?;
    let housekeeper = Housekeeper::new(&config.store_url, config.keep, Arc::clone(vitals))?;
    let hub = Hub::detecting("replay", store, Arc::clone(fingerprints), config.inventory.clone(), Detection::of(config)?)?;
    Ok(Some((hub, Attendant { writer, last: Timestamp(0), housekeeper, vitals: Arc::clone(vitals) })))
}

/// A file and the capture in it.
type Opened = (PathBuf, FileCapture);

fn open(input: &Input) -> Result<Option<Opened>, RunError> {
    let Input::File(file) = input else { return Ok(None) };
    let capture = FileCapture::open(file).map_err(|error| RunError::Input(file.display().to_string(), error.to_string()))?;
    Ok(Some((file.clone(), capture)))
}

/// The certificate, where TLS is spoken.
fn identity(config: &Config, say: Say) -> Result<Option<Identity>, RunError> {
    if !config.web.is_secure() {
        return Ok(None);
    }
    let folder = store::file(&config.store_url)?.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut names = vec!["localhost".to_owned(), config.web.listen.ip().to_string()];
    names.extend(Some(super::deliver::machine()).filter(|name| !name.is_empty()));
    let identity = Identity::load(&config.web, folder.unwrap_or(Path::new(".")), names)?;
    let made = if identity.is_new { "made a self-signed certificate" } else { "certificate" };
    say(&format!(
        "{made} {}; browsers show its SHA-256 fingerprint as\n  {}",
        identity.certificate.display(),
        identity.fingerprint
    ));
    Ok(Some(identity))
}

async fn announce(server: &Server, say: Say) -> Result<(), RunError> {
    say(&format!("pages are served at {}", server.url()?));
    if let Some(link) = server.setup_link().await? {
        say(&format!("nobody has an account yet; make the first one, once, within a day, at\n  {link}"));
    }
    Ok(())
}

/// Does what people ask of the hub, keeps the right to write, and keeps house.
struct Attendant {
    writer: Writer,
    housekeeper: Housekeeper,
    last: Timestamp,
    vitals: Arc<Vitals>,
}

impl Attendant {
    /// Every half second at most; cheap otherwise.
    fn turn(&mut self, hub: &mut Hub) -> Result<(), RunError> {
        let at = now();
        if at.since(self.last) < 500_000_000 {
            return Ok(());
        }
        self.last = at;
        self.writer.renew(at)?;
        hub.attend(self.writer.records(), at)?;
        self.housekeeper.turn(hub, at)?;
        Ok(())
    }
}

/// Reads every input into the inventory, tells through `done` whether all of it was readable, and goes on doing what
/// people ask for until the process is about to end.
fn feed(
    opened: Vec<Opened>,
    mut hub: Hub,
    live: Option<Live>,
    mut attendant: Attendant,
    settings: sensor::Settings,
    stopping: &watch::Receiver<bool>,
    (done, say): (oneshot::Sender<Fed>, Say),
) -> Result<(), RunError> {
    let mut is_whole = true;
    for (file, capture) in opened {
        let mut trouble = None;
        let reading = read_file(&file, capture, &mut hub, settings, &mut |hub| {
            trouble = attendant.turn(hub).err();
            trouble.is_none() && !*stopping.borrow()
        })?;
        if let Some(error) = trouble {
            return Err(error);
        }
        is_whole &= reading.failure.is_none() && !reading.losses.any();
        say(&format!("{}: {} packets; {} devices now", reading.name, reading.counters.received, hub.inventory().devices()));
        if *stopping.borrow() {
            break;
        }
    }
    hub.commit()?;
    let _ = done.send(is_whole);
    if let Some(live) = live {
        hub = listen(live, hub, &mut attendant, stopping)?;
    }
    while !*stopping.borrow() {
        attendant.turn(&mut hub)?;
        std::thread::sleep(Duration::from_millis(50));
    }
    hub.close();
    Ok(())
}

/// A database that fails for a time is no reason to stop listening: what people ask for waits like what is seen.
fn passing(outcome: Result<(), RunError>) -> Result<(), RunError> {
    match outcome {
        Err(RunError::Store(error) | RunError::Writer(WriterError::Store(error))) => {
            telemetry::warn("attend", &format!("{error}; what was asked for waits"));
            Ok(())
        }
        other => other,
    }
}

/// Listens until the process is about to end, and does what people ask for meanwhile.
fn listen(live: Live, hub: Hub, attendant: &mut Attendant, stopping: &watch::Receiver<bool>) -> Result<Hub, RunError> {
    let intake = Intake::new(hub, Arc::clone(&attendant.vitals));
    let outcome = std::thread::scope(|scope| {
        let attending = scope.spawn(|| {
            let mut outcome = Ok(());
            while outcome.is_ok() && !*stopping.borrow() && stopping.has_changed().is_ok() {
                outcome = passing(attendant.turn(&mut intake.hub()));
                std::thread::sleep(Duration::from_millis(100));
            }
            intake.end();
            outcome
        });
        live.run(&intake);
        attending.join()
    });
    outcome.map_err(|_| RunError::System(std::io::Error::other("an internal error; please report it")))??;
    Ok(intake.into_hub())
}

/// Serves until a signal comes or something fails.
async fn until_stopped(
    server: Server,
    stop: watch::Sender<bool>,
    mut fed: oneshot::Receiver<Fed>,
    [mut interrupt, mut terminate]: [Signal; 2],
    say: Say,
) -> Result<bool, RunError> {
    let mut serving = tokio::spawn(server.serve());
    let (mut is_read, mut outcome) = (false, Ok(true));
    loop {
        tokio::select! {
            _ = interrupt.recv() => break,
            _ = terminate.recv() => break,
            served = &mut serving => {
                return served.map_err(|_| RunError::System(std::io::Error::other("the web server broke")))?.map_err(RunError::Web).map(|()| true);
            }
            read = &mut fed, if !is_read => {
                is_read = true;
                match read {
                    Ok(whole) => {
                        outcome = Ok(whole);
                        say("all input is read; pages stay until Ctrl-C");
                    }
                    // It ended without a word; what went wrong is told where it is waited for.
                    Err(_) => break,
                }
            }
        }
    }
    let _ = stop.send(true);
    let _ = serving.await;
    outcome
}
