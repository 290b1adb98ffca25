//! `wardwatch hub`: the half that knows. It connects to its sensors and keeps the inventory of what they tell.

use std::net::SocketAddr;
use std::path::PathBuf;

use super::{Exit, Failure, Outcome, output};
use crate::daemon::{self, Input};

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
    /// Address and port of the pages; beyond loopback with TLS [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
}

/// Runs `wardwatch hub` until it is told to end.
pub(super) fn run(args: &Args) -> Outcome {
    let mut config = args.places.configured()?;
    if !args.socket.is_empty() {
        config.transport.sockets.clone_from(&args.socket);
    }
    if let Some(listen) = args.listen {
        config.web.listen = listen;
    }
    daemon::telemetry::begin();
    let inputs: Vec<Input> = config.transport.sockets.iter().cloned().map(Input::Sensor).collect();
    daemon::run(&config, super::fingerprints::load_or_tell, &inputs, output::line).map_err(Failure::from)?;
    Ok(Exit::Good)
}
