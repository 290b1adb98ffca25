//! `wardwatch devices`: what was found, why, and corrections to which is which.

mod audit;
mod clinical;
mod contacts;
mod edit;
mod explain;
mod export;
mod hints;
mod import;
mod list;
mod mapping;
mod merge;
pub(super) mod person;
mod show;
mod split;
mod view;

use std::io::Write;

use super::{Exit, Failure, Outcome, output};
use crate::base::Timestamp;
use crate::clinical::Standing;
use crate::config::Config;
use crate::fingerprint::{Fingerprints, Profile};
use crate::inventory::{DeviceId, Identify};
use crate::store::{self, DeviceKey, Opening, Records, Store};

/// Arguments of `wardwatch devices`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    places: super::Places,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Command {
    /// List the devices, those for patients first
    List(list::Args),
    /// Show one device: what it is, its addresses, services, peers and history
    Show(show::Args),
    /// Explain one device: the evidence for each attribute, what contradicts it, and what joined it together
    Explain(explain::Args),
    /// Write devices for another program: CSV, JSON, FHIR, OCSF, NetBox
    Export(export::Args),
    /// Compare a CMMS's export with what was seen, and fill records from it
    Import(import::Args),
    /// How the columns of a CMMS are read: list, show, check
    Mapping(mapping::Args),
    /// List a device's siblings: same manufacturer, model and version
    Siblings(list::SiblingsArgs),
    /// Say what is known of a device: place, impact, owner, or what it really is
    Edit(edit::EditArgs),
    /// List the fields of a record, what they hold and mean
    Fields(edit::FieldsArgs),
    /// Say that devices are what they look like; what is assumed of them is confirmed with it
    Confirm(edit::ReviewArgs),
    /// Say that devices need no review
    Ignore(edit::ReviewArgs),
    /// Say that devices are out of use
    Retire(edit::ReviewArgs),
    /// Put devices up for review again
    Reopen(edit::ReviewArgs),
    /// Write a comment to a device
    Comment(edit::CommentArgs),
    /// Record a device that no network shows
    Record(edit::RecordArgs),
    /// Whom to call: list, add, remove
    Contacts(contacts::Args),
    /// Who did what, and whether the log was tampered with
    Audit(audit::Args),
    /// Say that two devices are one
    Merge(merge::Args),
    /// Say that a part of a device is another device
    Split(split::Args),
}

/// Runs the command.
pub(super) fn run(args: &Args) -> Outcome {
    let config = args.places.configured()?;
    // A correction asks the rules; an explanation shows what else they know.
    let rules = match args.command {
        Command::Merge(_) | Command::Split(_) | Command::Explain(_) | Command::Import(_) => {
            Some(super::fingerprints::load(config.fingerprints.as_deref())?)
        }
        _ => None,
    };
    let identify = |profile: &Profile<'_>| rules.as_ref().map(|rules| rules.identify(profile)).unwrap_or_default();
    let mut answer = Vec::new();
    let outcome = match &args.command {
        // These need no database.
        Command::Mapping(args) => mapping::run(args, &mut answer),
        Command::Fields(args) => edit::fields(args, &mut answer),
        command => Room::open(&config, &identify, crate::daemon::now(), args.places.config.is_some())
            .and_then(|mut room| answer_to(command, &mut room, rules.as_ref(), &mut answer)),
    };
    let told = output::answer(&answer);
    outcome.and(told).map(|()| Exit::Good)
}

/// What the commands work with.
struct Room<'a> {
    config: &'a Config,
    /// What the fingerprint rules say.
    identify: Identify<'a>,
    store: Box<dyn Store>,
    records: Box<dyn Records>,
    /// The time on the wall.
    now: Timestamp,
}

impl<'a> Room<'a> {
    /// Opens what the configuration names; with `follow`, its playbook counts from now on.
    fn open(config: &'a Config, identify: Identify<'a>, now: Timestamp, follow: bool) -> Result<Self, Failure> {
        let store = store::open(&config.store_url, Opening::Existing)?;
        let mut records = store::open_records(&config.store_url, Opening::Existing)?;
        if follow {
            records.follow(&config.playbook()?)?;
        }
        Ok(Self { config, identify, store, records, now })
    }
}

/// Runs the command and writes its answer to `out`; `tables` is what an explanation may add.
fn answer_to(command: &Command, room: &mut Room<'_>, tables: Option<&Fingerprints>, out: &mut dyn Write) -> Result<(), Failure> {
    match command {
        Command::List(args) => list::run(args, room, &room.config.store_url, out),
        Command::Show(args) => show::run(args, room, out),
        Command::Explain(args) => explain::run(args, room.store.as_ref(), tables, out),
        Command::Export(args) => export::run(args, room, out),
        Command::Import(args) => import::run(args, room, tables, out),
        Command::Mapping(args) => mapping::run(args, out),
        Command::Siblings(args) => list::siblings(args, room, out),
        Command::Edit(args) => edit::edit(args, room, out),
        Command::Fields(args) => edit::fields(args, out),
        Command::Confirm(args) => edit::review(args, Standing::Confirmed, room, out),
        Command::Ignore(args) => edit::review(args, Standing::Ignored, room, out),
        Command::Retire(args) => edit::review(args, Standing::Retired, room, out),
        Command::Reopen(args) => edit::review(args, Standing::New, room, out),
        Command::Comment(args) => edit::comment(args, room, out),
        Command::Record(args) => edit::record(args, room, out),
        Command::Contacts(args) => contacts::run(args, room, out),
        Command::Audit(args) => audit::run(args, room, out),
        Command::Merge(args) => merge::run(args, room, out),
        Command::Split(args) => split::run(args, room, out),
    }
}

/// Reads a device as a person names it: `dev-17`, `17`, a hardware address or a network address.
fn key(text: &str) -> Result<DeviceKey, String> {
    if let Ok(id) = text.parse() {
        return Ok(DeviceKey::Id(id));
    }
    if let Ok(ip) = text.parse() {
        return Ok(DeviceKey::Ip(ip));
    }
    let mac = text.parse().map(DeviceKey::Mac);
    mac.map_err(|_| format!("\"{text}\" is no device: give its id (dev-17), a MAC address or an IP address"))
}

/// The one device a key leads to.
fn device(store: &dyn Store, key: DeviceKey) -> Result<DeviceId, Failure> {
    let found = store.find(key)?;
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let name = match key {
                DeviceKey::Id(id) => id.to_string(),
                DeviceKey::Mac(mac) => format!("device with the MAC address {mac}"),
                DeviceKey::Ip(ip) => format!("device with the IP address {ip}"),
            };
            Err(Failure(format!("there is no {name}; `wardwatch devices list` shows what there is")))
        }
        several => {
            let names: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(Failure(format!("several devices have this address: {}; give one of these ids", names.join(", "))))
        }
    }
}

#[cfg(test)]
mod tests;
