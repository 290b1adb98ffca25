//! `wardwatch devices audit`: who did what.

use std::io::Write;

use super::{Room, key};
use crate::cli::Failure;
use crate::cli::output::{Format, rows_to};
use crate::clinical::Entry;
use crate::store::{AuditFilter, DeviceKey};

/// Arguments of `wardwatch devices audit`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:
  wardwatch devices audit                     what people did, latest first
  wardwatch devices audit dev-17              … to this device
  wardwatch devices audit --by ann --limit 20
  wardwatch devices audit --verify            does the chain hold? Write down the last hash elsewhere")]
pub(super) struct Args {
    /// Only to this device: id (dev-17 or 17), MAC address or IP address
    #[arg(value_name = "DEVICE", value_parser = key)]
    device: Option<DeviceKey>,
    /// Only by this person
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    /// Only entries before this number
    #[arg(long, value_name = "NUMBER")]
    before: Option<u64>,
    /// Check that no entry was changed, removed or put in between
    #[arg(long, conflicts_with_all = ["device", "by", "before"])]
    verify: bool,
    /// How to write the list
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(args: &Args, room: &Room, out: &mut dyn Write) -> Result<(), Failure> {
    if args.verify {
        let (count, hash) = room.records.verify_audit()?;
        return Ok(writeln!(out, "The audit log holds: {count} entries, the last one's hash is\n{hash}")?);
    }
    let subject = args.device.map(|key| super::device(&*room.store, key)).transpose()?.map(|id| id.to_string());
    let (who, limit) = (args.by.clone(), Some(args.limit));
    let filter = AuditFilter { subject, who, before: args.before, limit, without_access: false };
    let entries = room.records.audit(&filter)?;
    if entries.is_empty() && args.format == Format::Table {
        return Ok(writeln!(out, "Nobody did anything yet that was written down.")?);
    }
    let head = ["number", "when", "who", "what", "to", "field", "from", "into", "hash"];
    let short = args.format == Format::Table;
    let row = |entry: &Entry| {
        let deed = &entry.deed;
        let text = |text: &Option<String>| text.clone().unwrap_or_default().replace('\n', " ");
        let (at, hash) = (deed.at.to_string(), entry.hash.to_string());
        let cut = |text: String, most: usize| if short { text.chars().take(most).collect() } else { text };
        vec![
            entry.number.to_string(),
            cut(at, 19),
            deed.who.clone(),
            deed.what.clone(),
            deed.subject.clone(),
            text(&deed.field),
            cut(text(&deed.from), 40),
            cut(text(&deed.to), 40),
            cut(hash, 8),
        ]
    };
    rows_to(args.format, &head, entries.iter().map(row), out)
}
