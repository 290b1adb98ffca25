//! Both halves in one process: captures are read into the inventory while pages are served, until somebody ends it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{oneshot, watch};

use super::intake::Intake;
use super::listen::Live;
use super::sandbox::SandboxError;
use super::{Hub, now, read_file};
use crate::config::Config;
use crate::fingerprint::Fingerprints;
use crate::sensor;
use crate::sensor::capture::{CaptureError, FileCapture};
use crate::store::{self, Opening, StoreError};
use crate::web::{Identity, Knowledge, Server, WebError};

/// Where frames come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A capture file; `-` is standard input.
    File(PathBuf),
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
    /// An interface cannot be listened on.
    #[error(transparent)]
    Capture(#[from] CaptureError),
    /// The process that listens cannot be confined.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// Pages cannot be served.
    #[error(transparent)]
    Web(#[from] WebError),
    /// The system gives no threads, or no signals.
    #[error("cannot start: {0}")]
    System(#[from] std::io::Error),
}

/// Tells whoever started it, line by line.
type Say = fn(&str);

/// What is being read, as the rest of the process hears of it.
type Fed = Result<bool, StoreError>;

/// Runs until SIGINT or SIGTERM; answers whether all input was read.
///
/// # Errors
/// When something cannot be had that it needs, or the store fails on the way.
pub fn run(config: &Config, fingerprints: Fingerprints, inputs: &[Input], say: Say) -> Result<bool, RunError> {
    // Nothing is made before it is known that there is something to read.
    let opened = inputs.iter().map(open).collect::<Result<Vec<_>, _>>()?;
    let live = Live::open(config)?;
    let fingerprints = Arc::new(fingerprints);
    let store = store::open(&config.store_url, Opening::Create)?;
    let hub = Hub::new("replay", store, Arc::clone(&fingerprints), config.inventory.clone())?;
    let (stop, stopping) = watch::channel(false);
    let identity = identity(config, say)?;
    if let Some(live) = &live {
        live.confine(config, None)?;
        say(&format!("listening on {}; this process can no longer send there", config.capture.interfaces.join(", ")));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let knowledge = Knowledge { store_url: config.store_url.clone(), fingerprints, clock: now, settings: config.web.clone() };
    // Signals are caught before anything is promised.
    let outcome = runtime.block_on(async {
        let (interrupt, terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        let server = Server::bind(knowledge, identity, stopping.clone())?;
        announce(&server, say).await?;
        let (done, fed) = oneshot::channel();
        let settings = config.sensor;
        let thread = std::thread::Builder::new().name("input".to_owned()).spawn(move || {
            let _ = done.send(feed(opened, hub, live, settings, &stopping, say));
        })?;
        let outcome = until_stopped(server, stop, fed, [interrupt, terminate], say).await;
        // What is being read comes to its next commit.
        let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        outcome
    });
    runtime.shutdown_timeout(Duration::from_secs(2));
    outcome
}

/// A file and the capture in it.
type Opened = (PathBuf, FileCapture);

fn open(input: &Input) -> Result<Opened, RunError> {
    let Input::File(file) = input;
    let capture = FileCapture::open(file).map_err(|error| RunError::Input(file.display().to_string(), error.to_string()))?;
    Ok((file.clone(), capture))
}

/// The certificate, where TLS is spoken.
fn identity(config: &Config, say: Say) -> Result<Option<Identity>, RunError> {
    if !config.web.is_secure() {
        return Ok(None);
    }
    let folder = store::file(&config.store_url)?.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut names = vec!["localhost".to_owned(), config.web.listen.ip().to_string()];
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    names.extend(Some(host.trim().to_owned()).filter(|host| !host.is_empty()));
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

/// Reads every input into the inventory; answers whether all of it was readable.
fn feed(
    opened: Vec<Opened>,
    mut hub: Hub,
    live: Option<Live>,
    settings: sensor::Settings,
    stopping: &watch::Receiver<bool>,
    say: Say,
) -> Fed {
    let mut is_whole = true;
    for (file, capture) in opened {
        if *stopping.borrow() {
            break;
        }
        let reading = read_file(&file, capture, &mut hub, settings, &mut || !*stopping.borrow())?;
        is_whole &= reading.failure.is_none() && !reading.losses.any();
        say(&format!("{}: {} packets; {} devices now", reading.name, reading.counters.received, hub.inventory().devices()));
    }
    hub.commit()?;
    if let Some(live) = live {
        hub = listen(live, hub, stopping);
    }
    hub.close();
    Ok(is_whole)
}

/// Listens until the process is about to end.
fn listen(live: Live, hub: Hub, stopping: &watch::Receiver<bool>) -> Hub {
    let intake = Intake::new(hub);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !*stopping.borrow() && stopping.has_changed().is_ok() {
                std::thread::sleep(Duration::from_millis(100));
            }
            intake.end();
        });
        live.run(&intake);
    });
    intake.into_hub()
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
                    Ok(Ok(is_whole)) => {
                        outcome = Ok(is_whole);
                        say("all input is read; pages stay until Ctrl-C");
                    }
                    Ok(Err(error)) => {
                        outcome = Err(error.into());
                        break;
                    }
                    Err(_) => {
                        outcome = Err(RunError::System(std::io::Error::other("the reader broke; please report it")));
                        break;
                    }
                }
            }
        }
    }
    let _ = stop.send(true);
    let _ = serving.await;
    outcome
}
