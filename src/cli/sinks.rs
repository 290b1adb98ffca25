//! `wardwatch sinks`: where alerts go, how that fares, and what could not be delivered.

use super::output::{self, Format};
use super::{Exit, Failure, Outcome};
use crate::base::Timestamp;
use crate::config::Config;
use crate::daemon::signals::{Asked, Signals};
use crate::daemon::{Counter, Deliveries, host, now};
use crate::exchange::alerts::sample;
use crate::sinks::{Courier, Desk as _, Settings};

/// How long a wait for a signal lasts at most.
const WAIT: std::time::Duration = std::time::Duration::from_secs(60);

const EXAMPLES: &str = "\
Examples:
  wardwatch sinks list --config /etc/wardwatch.toml     how far each came, and what ails it
  wardwatch sinks check --config ward.toml              can the receivers be reached?
  wardwatch sinks test siem --config ward.toml          send an alert that says it is a test
  wardwatch sinks dead --config ward.toml               what receivers refused
  wardwatch sinks retry siem --config ward.toml         send that again

Sinks are set up in the configuration file; `wardwatch run` delivers.";

/// Arguments of `wardwatch sinks`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    places: super::Places,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Every sink: where it goes, what waits for it, what ails it
    List {
        /// How to print it
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Whether the receivers can be reached; nothing is sent
    Check,
    /// Deliver until Ctrl-C, without pages: where `wardwatch hub` keeps the inventory and no `wardwatch run` delivers
    Run,
    /// Send an alert that says it is a test
    Test {
        /// The sink's name
        name: String,
    },
    /// Alerts that a receiver refused
    Dead {
        /// How to print them
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Send what a receiver refused again
    Retry {
        /// The sink's name
        name: String,
    },
}

/// Runs the command.
pub(super) fn run(args: &Args) -> Outcome {
    let config = args.places.configured()?;
    match &args.command {
        Command::List { format } => list(&config, *format),
        Command::Check => check(&config),
        Command::Run => deliver(&config),
        Command::Test { name } => test(&config, name),
        Command::Dead { format } => dead(&config, *format),
        Command::Retry { name } => retry(&config, name),
    }
}

fn list(config: &Config, format: Format) -> Outcome {
    if config.sinks.is_empty() && format == Format::Table {
        output::line("No sink is set up. Name some in the configuration file: [[sink]] in config/wardwatch.toml shows how.");
        return Ok(Exit::Good);
    }
    let mut counter = Counter::open(config).map_err(Failure)?;
    let mut rows = Vec::new();
    for settings in &config.sinks {
        let state = counter.outbox().sink(&settings.name)?;
        let waiting = counter.alerts_after(state.cursor, 1000)?.len();
        let dead = counter.outbox().dead_letters(Some(&settings.name), usize::MAX)?.len();
        let waiting = if waiting == 1000 { "1000 or more".to_owned() } else { waiting.to_string() };
        let shown = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
        rows.push(vec![
            settings.name.clone(),
            settings.shown(),
            settings.format.slug().to_owned(),
            health(state.tries, state.last_success.is_some()).to_owned(),
            state.delivered.to_string(),
            waiting,
            dead.to_string(),
            shown(state.last_success),
            state.failure.unwrap_or_default(),
        ]);
    }
    let head = ["NAME", "WHERE", "FORMAT", "HEALTH", "DELIVERED", "WAITING", "DEAD", "LAST DELIVERY", "FAILURE"];
    let small = head.map(|name| name.to_lowercase().replace(' ', "_"));
    let small: Vec<&str> = small.iter().map(String::as_str).collect();
    output::rows(format, if format == Format::Table { &head } else { &small }, rows.into_iter())?;
    Ok(Exit::Good)
}

fn health(tries: u32, ever: bool) -> &'static str {
    match (tries, ever) {
        (0, true) => "good",
        (0, false) => "not used yet",
        _ => "failing",
    }
}

fn check(config: &Config) -> Outcome {
    let mut failures = 0;
    for settings in &config.sinks {
        let mut courier = Courier::new(settings.clone(), &host());
        match courier.check() {
            Ok(()) => output::line(&format!("ok    {}: {}", settings.name, settings.shown())),
            Err(reason) => {
                failures += 1;
                output::line(&format!("FAIL  {}: {}: {reason}", settings.name, settings.shown()));
            }
        }
    }
    match (failures, config.sinks.len()) {
        (_, 0) => Err(Failure("no sink is set up".to_owned())),
        (0, _) => Ok(Exit::Good),
        (1, _) => Err(Failure("one sink cannot be reached".to_owned())),
        (many, _) => Err(Failure(format!("{many} sinks cannot be reached"))),
    }
}

/// Delivers until it is told to end.
fn deliver(config: &Config) -> Outcome {
    if config.sinks.is_empty() {
        return Err(Failure("no sink is set up".to_owned()));
    }
    let signals = Signals::hold(&[libc::SIGTERM, libc::SIGINT]);
    let deliveries = Deliveries::start(config, output::line).map_err(Failure)?;
    while !matches!(signals.wait(WAIT), Some(Asked::End)) {}
    deliveries.stop();
    Ok(Exit::Good)
}

fn named<'a>(config: &'a Config, name: &str) -> Result<&'a Settings, Failure> {
    let found = config.sinks.iter().find(|settings| settings.name == name);
    let known = || config.sinks.iter().map(|settings| settings.name.as_str()).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| match config.sinks.len() {
        0 => Failure("no sink is set up".to_owned()),
        _ => Failure(format!("there is no sink \"{name}\"; there are: {}", known())),
    })
}

fn test(config: &Config, name: &str) -> Outcome {
    let settings = named(config, name)?;
    let mut courier = Courier::new(settings.clone(), &host());
    let at = now();
    courier.send_one(&sample(at), None, 0, at).map_err(|reason| Failure::about(name, reason))?;
    output::line(&format!("A test was sent: {}", settings.shown()));
    Ok(Exit::Good)
}

fn dead(config: &Config, format: Format) -> Outcome {
    let mut counter = Counter::open(config).map_err(Failure)?;
    let letters = counter.outbox().dead_letters(None, 1000)?;
    if letters.is_empty() && format == Format::Table {
        output::line("No receiver has refused anything.");
        return Ok(Exit::Good);
    }
    let rows = letters.into_iter().map(|letter| {
        let (alert, uid) = (format!("alert-{}", letter.alert), format!("alert-{}.{}", letter.alert, letter.change));
        vec![letter.sink, alert, uid, letter.at.to_string(), letter.tries.to_string(), letter.reason]
    });
    output::rows(format, &["sink", "alert", "uid", "given_up", "tries", "reason"], rows)?;
    Ok(Exit::Good)
}

fn retry(config: &Config, name: &str) -> Outcome {
    let settings = named(config, name)?;
    let mut counter = Counter::open(config).map_err(Failure)?;
    let mut courier = Courier::new(settings.clone(), &host());
    let mut letters = counter.outbox().dead_letters(Some(name), usize::MAX)?;
    letters.reverse();
    let (mut sent, mut failed) = (0, None);
    for letter in letters {
        // One that was pruned is nobody's any more.
        if let Some(alert) = counter.alert(letter.alert)? {
            let item = alert.device.map(|id| counter.device(id)).transpose()?.flatten();
            if let Err(reason) = courier.send_one(&alert, item.as_ref(), letter.change, now()) {
                failed = Some(reason);
                break;
            }
            sent += 1;
        }
        counter.outbox().forget_letter(name, letter.change)?;
    }
    output::line(&format!("{sent} sent again"));
    failed.map_or(Ok(Exit::Good), |reason| Err(Failure::about(name, reason)))
}
