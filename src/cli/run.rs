//! `wardwatch run`: captures and live traffic into the inventory, and pages to look at it.

use std::net::SocketAddr;
use std::path::PathBuf;

use super::{Exit, Failure, Outcome, output};
use crate::daemon::{self, Input};

const EXAMPLES: &str = "\
Examples:
  wardwatch run -r ward.pcap                      read it, then serve pages at http://127.0.0.1:8080 until Ctrl-C
  wardwatch run -i mirror0                        listen there, and serve pages meanwhile
  wardwatch run                                   pages of what ./wardwatch.db holds
  wardwatch run --listen 0.0.0.0:8443             for the whole network, with TLS
  wardwatch run --config /etc/wardwatch.toml

The first start prints a link, good once, by which the first account is made.";

/// Arguments of `wardwatch run`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Capture to read: pcap or pcapng, plain, gzip or zstd; `-` is standard input. May be given several times
    #[arg(short = 'r', long = "read", value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    listening: super::sensor::Listening,
    /// Address and port of the pages; beyond loopback with TLS [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    places: super::Places,
}

/// Runs until somebody ends it.
pub(super) fn run(args: &Args) -> Outcome {
    let mut config = args.places.configured()?;
    args.listening.over(&mut config);
    daemon::telemetry::begin();
    if let Some(listen) = args.listen {
        config.web.listen = listen;
    }
    let inputs: Vec<Input> = args.files.iter().cloned().map(Input::File).collect();
    let is_whole = daemon::run(&config, super::fingerprints::load_or_tell, &inputs, output::line).map_err(Failure::from)?;
    Ok(if is_whole { Exit::Good } else { Exit::PartlyUnreadable })
}
