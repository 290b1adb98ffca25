//! The log: to standard error, for a person or for journald, without a word of what was on the wire.
//!
//! Invariant: addresses, names and values of devices are never logged; what a line says comes from this program and from
//! the system.

use std::collections::HashMap;
use std::fmt;
use std::io::IsTerminal;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// Begins to log: what `WARDWATCH_LOG` says (as `info` or `wardwatch=debug`), else `info`.
pub fn begin() {
    let filter = EnvFilter::try_from_env("WARDWATCH_LOG").unwrap_or_else(|_| EnvFilter::new("warn,wardwatch=info"));
    let journal = std::env::var_os("JOURNAL_STREAM").is_some() && !std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).event_format(Line { journal });
    // A second beginning keeps the first.
    let _ = log.try_init();
}

/// One event, one line.
struct Line {
    /// With the level as journald reads it (sd-daemon(3)), and without the time, which it knows.
    journal: bool,
}

impl<S, N> FormatEvent<S, N> for Line
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, _: &FmtContext<'_, S, N>, mut out: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let level = *event.metadata().level();
        if self.journal {
            let number = match level {
                Level::ERROR => 3,
                Level::WARN => 4,
                Level::INFO => 6,
                _ => 7,
            };
            write!(out, "<{number}>")?;
        } else {
            write!(out, "{} {level:5} ", super::clock::now())?;
        }
        let mut fields = Fields { out: &mut out, result: Ok(()) };
        event.record(&mut fields);
        fields.result?;
        writeln!(out)
    }
}

/// The message, then `name=value` for each field.
struct Fields<'a, 'w> {
    out: &'a mut Writer<'w>,
    result: fmt::Result,
}

impl Visit for Fields<'_, '_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if self.result.is_ok() {
            self.result = match field.name() {
                "message" => write!(self.out, "{value:?}"),
                name => write!(self.out, " {name}={value:?}"),
            };
        }
    }
}

/// Lines of one kind are told once in this time; how many were not is told with the next.
const QUIET: Duration = Duration::from_secs(60);
/// Kinds remembered; there are few, and beyond this all is told.
const MAX_KINDS: usize = 256;

/// Whether a line of this kind may be told now, and how many were held back since the last one.
pub fn may_tell(kind: &str) -> Option<u64> {
    static TOLD: OnceLock<Mutex<HashMap<String, (Instant, u64)>>> = OnceLock::new();
    let mut told = TOLD.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    match told.get_mut(kind) {
        Some((last, held)) if last.elapsed() < QUIET => {
            *held += 1;
            None
        }
        Some((last, held)) => {
            *last = Instant::now();
            Some(std::mem::take(held))
        }
        None => {
            if told.len() < MAX_KINDS {
                told.insert(kind.to_owned(), (Instant::now(), 0));
            }
            Some(0)
        }
    }
}

/// Says something, but the same line only once a minute.
pub fn info(line: &str) {
    match may_tell(line) {
        None => {}
        Some(0) => tracing::info!("{line}"),
        Some(held) => tracing::info!(held_back = held, "{line}"),
    }
}

/// Warns, but of one kind of thing only once a minute.
pub fn warn(kind: &str, line: &str) {
    match may_tell(kind) {
        None => {}
        Some(0) => tracing::warn!("{line}"),
        Some(held) => tracing::warn!(held_back = held, "{line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_kind_is_told_once_a_minute_and_another_at_once() {
        assert_eq!(may_tell("test disk"), Some(0));
        assert_eq!(may_tell("test disk"), None);
        assert_eq!(may_tell("test cable"), Some(0));
    }
}
