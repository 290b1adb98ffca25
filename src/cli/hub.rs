//! `wardwatch hub`: the half that knows. It connects to its sensors and keeps the inventory of what they tell.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Exit, Failure, Outcome};
use crate::daemon::feed::Feed;
use crate::daemon::intake::Intake;
use crate::daemon::notify::{Notifier, Watch};
use crate::daemon::sandbox::{self, Needs};
use crate::daemon::signals::{Asked, Signals};
use crate::daemon::{Hub, Writer, attendant, now, telemetry};
use crate::store::{self, Opening};

const EXAMPLES: &str = "\
Examples:
  wardwatch hub --db /var/lib/wardwatch/wardwatch.db
  wardwatch hub --socket /run/wardwatch/a.sock --socket /run/wardwatch/b.sock

It needs no right at all, and waits for sensors that are not there yet.";

/// Arguments of `wardwatch hub`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    places: super::Places,
    /// Unix socket of a sensor; several may be given
    #[arg(long, value_name = "PATH")]
    socket: Vec<PathBuf>,
}

/// Runs `wardwatch hub` until it is told to end.
pub(super) fn run(args: &Args) -> Outcome {
    let mut config = args.places.configured()?;
    if !args.socket.is_empty() {
        config.transport.sockets.clone_from(&args.socket);
    }
    telemetry::begin();
    let signals = Signals::hold();
    let notifier = Notifier::connect();
    let fingerprints = super::fingerprints::load(config.fingerprints.as_deref())?;
    let store = store::open(&config.store_url, Opening::Create)?;
    let mut writer = Writer::take(store::open_records(&config.store_url, Opening::Create)?, "hub", now())?;
    if args.places.config.is_some() {
        writer.records().follow(&config.playbook()?)?;
    }
    let hub = Hub::new("hub", store, Arc::new(fingerprints), config.inventory.clone())?;
    let sandboxed = sandbox::enter(&Needs::of_a_hub(&config, args.places.config.as_deref()))?;
    tracing::info!(database = config.store_url, files_guarded = sandboxed.files, devices = hub.inventory().devices(), "ready");
    let intake = Intake::new(hub);
    let feeds: Vec<Feed> = config.transport.sockets.iter().cloned().map(Feed::Socket).collect();
    std::thread::scope(|scope| {
        for feed in &feeds {
            scope.spawn(|| feed.run(&intake, intake.stop()));
        }
        let (writer, intake) = (&mut writer, &intake);
        scope.spawn(move || attendant::attend(writer, intake));
        notifier.ready("keeping the inventory");
        let mut watch = Watch::over([intake.beat()]);
        loop {
            match signals.wait(notifier.interval()) {
                Some(Asked::End) => break,
                Some(Asked::Reload) => reload(args, intake),
                None => {}
            }
            if intake.stop().load(Ordering::Relaxed) {
                break;
            }
            if watch.all_advanced() {
                notifier.alive();
            }
        }
        notifier.stopping();
        intake.end();
    });
    intake.into_hub().close();
    Ok(Exit::Good)
}

/// Takes the fingerprints as they are now; what else has changed holds from the next start.
fn reload(args: &Args, intake: &Intake) {
    let loaded = args.places.configured().and_then(|config| super::fingerprints::load(config.fingerprints.as_deref()));
    match loaded {
        Ok(fingerprints) => {
            intake.hub().follow(Arc::new(fingerprints));
            tracing::info!("fingerprints are read again");
        }
        Err(Failure(line)) => tracing::error!("{line}; everything stays as it was"),
    }
}
