//! `wardwatch sensor`: the half that listens. It answers a hub on a unix socket and has no other way out.

use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Exit, Failure, Outcome};
use crate::config::Config;
use crate::daemon::live::Listeners;
use crate::daemon::notify::{Notifier, Watch};
use crate::daemon::sandbox::{self, Needs};
use crate::daemon::signals::{Asked, Signals};
use crate::daemon::telemetry;
use crate::transport::{Outbox, serve};

const EXAMPLES: &str = "\
Examples:
  wardwatch sensor -i mirror0                       listens, and waits for a hub at /run/wardwatch/sensor.sock
  wardwatch sensor --config /etc/wardwatch/wardwatch.toml

Needs the right CAP_NET_RAW to start, and gives it up once it listens.";

/// Arguments of `wardwatch sensor`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Configuration file; options given here win over it
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    listening: Listening,
    /// Unix socket on which the hub is answered
    #[arg(long, value_name = "PATH")]
    socket: Option<PathBuf>,
}

/// What to listen on: the same for every command that does.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Listening {
    /// An interface to listen on; several are read as one
    #[arg(short, long, value_name = "IFACE")]
    pub interface: Vec<String>,
    /// Which frames: an expression of pcap-filter(7)
    #[arg(long, value_name = "EXPRESSION")]
    filter: Option<String>,
    /// Listen even on an interface with an address or the default route
    #[arg(long)]
    force: bool,
}

impl Listening {
    /// Writes what was given over the configuration.
    pub(super) fn over(&self, config: &mut Config) {
        if !self.interface.is_empty() {
            config.capture.interfaces.clone_from(&self.interface);
        }
        if let Some(filter) = &self.filter {
            config.capture.filter.clone_from(filter);
        }
        config.capture.force |= self.force;
    }
}

/// Runs `wardwatch sensor` until it is told to end.
pub(super) fn run(args: &Args) -> Outcome {
    let mut config = args.config.as_deref().map_or_else(|| Ok(Config::default()), Config::load)?;
    args.listening.over(&mut config);
    if let Some(socket) = &args.socket {
        config.transport.sockets = vec![socket.clone()];
    }
    telemetry::begin();
    let signals = Signals::hold(&[libc::SIGTERM, libc::SIGINT, libc::SIGHUP]);
    let notifier = Notifier::connect();
    let name = config.sensor_name();
    let path = config.transport.sockets.first().cloned().unwrap_or_default();
    let (listeners, captures) = Listeners::open(&config.capture, config.transport.threads, config.sensor)?;
    let listener = answer_at(&path)?;
    let needs = Needs {
        sensor_only: true,
        packets: listeners.descriptors(),
        reads: args.config.iter().cloned().collect(),
        writes: Vec::new(),
    };
    let sandboxed = sandbox::enter(&needs)?;
    let interfaces = config.capture.interfaces.join(", ");
    tracing::info!(interfaces, socket = %path.display(), files_guarded = sandboxed.files, "listening; this process can no longer send");
    let outbox = Outbox::new(config.transport.queue_bytes);
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let listening: Vec<_> = captures
            .into_iter()
            .enumerate()
            .map(|(place, capture)| {
                scope.spawn({
                    let (listeners, outbox, stop) = (&listeners, &outbox, &stop);
                    move || listeners.listen(place, capture, outbox, stop)
                })
            })
            .collect();
        scope.spawn(|| serve(&listener, &name, &outbox, &stop, |line| tracing::info!("{line}")));
        notifier.ready(&format!("listening on {interfaces}"));
        let mut watch = Watch::over(listeners.beats());
        loop {
            match signals.wait(notifier.interval()) {
                Some(Asked::End) => break,
                Some(Asked::Reload) => reload(args, &config),
                None => {}
            }
            if watch.all_advanced() {
                notifier.alive();
            }
        }
        notifier.stopping();
        stop.store(true, Ordering::Relaxed);
        for thread in listening {
            // A panic there was told of where it happened.
            let _ = thread.join();
        }
        outbox.close();
    });
    Ok(Exit::Good)
}

/// A sensor's settings hold from its start: what it could open again, its sandbox forbids. It says so.
fn reload(args: &Args, running: &Config) {
    let Some(file) = &args.config else { return };
    match Config::load(file) {
        Ok(mut config) => {
            args.listening.over(&mut config);
            if (&config.capture, &config.sensor) == (&running.capture, &running.sensor) {
                tracing::info!("the configuration is as it was");
            } else {
                tracing::warn!("the configuration has changed; restart the sensor for it to hold");
            }
        }
        Err(error) => tracing::error!("{error}; everything stays as it was"),
    }
}

/// Listens at `path`; a socket that an earlier run left there goes.
fn answer_at(path: &Path) -> Result<UnixListener, Failure> {
    let about = |error: std::io::Error| Failure::about(path.display(), error);
    if let Ok(metadata) = std::fs::symlink_metadata(path) {
        if !metadata.file_type().is_socket() {
            return Err(Failure::about(path.display(), "is there already and is no socket"));
        }
        if std::os::unix::net::UnixStream::connect(path).is_ok() {
            return Err(Failure::about(path.display(), "another sensor answers there"));
        }
        std::fs::remove_file(path).map_err(about)?;
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(about)?;
    }
    let listener = UnixListener::bind(path).map_err(about)?;
    // The hub is of the same group; nobody else has business here.
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o660)).map_err(about)?;
    listener.set_nonblocking(true).map_err(about)?;
    Ok(listener)
}
