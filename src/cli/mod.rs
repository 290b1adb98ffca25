//! The command line: one file per subcommand.
//!
//! Exit codes: 0 good, 1 failed, 2 usage, 3 done but input was partly unreadable.

mod alerts;
mod baseline;
mod check;
mod db;
mod devices;
mod fingerprints;
mod generate;
mod hub;
mod incidents;
mod output;
mod replay;
mod run;
mod sensor;
mod sinks;
mod users;

use std::fmt;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::Config;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was done.
    Good,
    /// Done, but some input could not be read.
    PartlyUnreadable,
}

/// Why a command failed: one line that says what to do.
#[derive(Debug)]
pub(crate) struct Failure(pub String);

impl Failure {
    /// A failure about something that has a name.
    pub(crate) fn about(name: impl fmt::Display, error: impl fmt::Display) -> Self {
        Self(format!("{name}: {error}"))
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// What every command answers.
pub(crate) type Outcome = Result<Exit, Failure>;

const EXAMPLES: &str = "\
Examples:
  wardwatch replay ward.pcap                       read a capture into ./wardwatch.db
  tcpdump -r big.pcap -w - | wardwatch replay -    read from a pipe
  wardwatch devices list                           what is on the network
  wardwatch devices list --category ct --format json
  wardwatch devices explain dev-3                  why we think it is what it is
  wardwatch run -r ward.pcap                       read it and serve pages at http://127.0.0.1:8080
  wardwatch fingerprints check                     prove every rule against its example
  wardwatch check                                  can it start, and what can it reach?

Exit codes: 0 good, 1 failed, 2 usage, 3 done but some input was unreadable.
wardwatch never sends a frame.";

/// Discovers connected medical devices from captured traffic, without ever sending a frame.
#[derive(Debug, Parser)]
#[command(name = "wardwatch", version, after_help = EXAMPLES, arg_required_else_help = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read captures and serve pages, until Ctrl-C.
    Run(run::Args),
    /// Read captures through the whole pipeline into the inventory, then sum up.
    Replay(replay::Args),
    /// The half that listens: hears an interface, tells a hub, and can do nothing else.
    Sensor(sensor::Args),
    /// The half that knows: keeps the inventory of what its sensors tell.
    Hub(hub::Args),
    /// The database: size, backup, check, prune.
    Db(db::Args),
    /// Manual pages and completions, for whoever makes a package.
    #[command(hide = true)]
    Generate(generate::Args),
    /// The inventory: list, show, explain, merge, split.
    Devices(Box<devices::Args>),
    /// What is not normal: list, show, acknowledge, close, suppress, export.
    Alerts(alerts::Args),
    /// What is done about alerts: open, note, call, approve, close, report.
    Incidents(Box<incidents::Args>),
    /// What is normal for a device: show, accept, reset, export.
    Baseline(baseline::Args),
    /// Where alerts go: list, check, test, what was refused.
    Sinks(sinks::Args),
    /// The knowledge: check it, list it.
    Fingerprints(fingerprints::Args),
    /// Accounts and tokens for pages and API: list, add, password, role, remove, token.
    Users(users::Args),
    /// Can wardwatch start here, and can it reach what it needs?
    Check(check::Args),
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    quiet_panics();
    let outcome = match Arguments::parse().command {
        Command::Run(args) => run::run(&args),
        Command::Replay(args) => replay::run(&args),
        Command::Db(args) => db::run(&args),
        Command::Generate(args) => generate::run(&args),
        Command::Sensor(args) => sensor::run(&args),
        Command::Hub(args) => hub::run(&args),
        Command::Devices(args) => devices::run(&args),
        Command::Alerts(args) => alerts::run(&args),
        Command::Incidents(args) => incidents::run(&args),
        Command::Baseline(args) => baseline::run(&args),
        Command::Sinks(args) => sinks::run(&args),
        Command::Fingerprints(args) => fingerprints::run(&args),
        Command::Users(args) => users::run(&args),
        Command::Check(args) => check::run(&args),
    };
    match outcome {
        Ok(Exit::Good) => ExitCode::SUCCESS,
        Ok(Exit::PartlyUnreadable) => ExitCode::from(3),
        Err(Failure(line)) => {
            output::complain(&line);
            ExitCode::FAILURE
        }
    }
}

/// Where things are: what several commands take alike.
#[derive(Clone, Debug, clap::Args)]
struct Places {
    /// Configuration file; options given here win over it
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Database: a path or sqlite://PATH [default: wardwatch.db]
    #[arg(long, global = true, value_name = "URL")]
    db: Option<String>,
    /// Fingerprint tables of your own, besides or in place of the shipped ones of the same name
    #[arg(long, global = true, value_name = "FOLDER")]
    fingerprints: Option<PathBuf>,
}

impl Places {
    /// The configuration of the file, or the defaults, with what the command line says over it.
    fn configured(&self) -> Result<Config, Failure> {
        let mut config = self.config.as_deref().map_or_else(|| Ok(Config::default()), Config::load)?;
        if let Some(db) = &self.db {
            db.clone_into(&mut config.store_url);
        }
        if let Some(folder) = &self.fingerprints {
            config.fingerprints = Some(folder.clone());
        }
        Ok(config)
    }
}

/// The user of this process, by the environment.
fn user() -> String {
    std::env::var("USER").ok().filter(|name| !name.is_empty()).unwrap_or_else(|| "command line".to_owned())
}

/// A panic's message could hold what a parser was reading: only its place is told. Parsers' panics are caught and
/// counted; the summary names them.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        output::complain(&format!("internal error at {place}; please report it"));
    }));
}
