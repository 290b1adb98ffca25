//! `wardwatch devices`: what was found, why, and corrections to which is which.

mod explain;
mod export;
mod hints;
mod list;
mod mapping;
mod merge;
mod show;
mod split;
mod view;

use std::io::Write;

use super::{Exit, Failure, Outcome};
use crate::config::Config;
use crate::fingerprint::{Fingerprints, Profile};
use crate::inventory::{DeviceId, Identify, Inventory, Settings};
use crate::store::{self, DeviceKey, Opening, Store};

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
    /// How the columns of a CMMS are read: list, show, check
    Mapping(mapping::Args),
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
        Command::Merge(_) | Command::Split(_) | Command::Explain(_) => {
            Some(super::fingerprints::load(config.fingerprints.as_deref())?)
        }
        _ => None,
    };
    let identify = |profile: &Profile<'_>| rules.as_ref().map(|rules| rules.identify(profile)).unwrap_or_default();
    let mut answer = Vec::new();
    let outcome = answer_to(&args.command, &config, &identify, rules.as_ref(), &mut answer);
    // A reader that went away (`| head`) is no error of ours.
    let _ = std::io::stdout().lock().write_all(&answer);
    outcome.map(|()| Exit::Good)
}

/// Runs the command and writes its answer to `out`; `identify` is what the fingerprint rules say, `tables` what an
/// explanation may add.
fn answer_to(
    command: &Command,
    config: &Config,
    identify: Identify<'_>,
    tables: Option<&Fingerprints>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if let Command::Mapping(mapping) = command {
        // It needs no database.
        return mapping::run(mapping, out);
    }
    let mut store = store::open(&config.store_url, Opening::Existing)?;
    let rules = Rules { settings: &config.inventory, identify };
    match command {
        Command::List(list) => list::run(list, store.as_ref(), &config.store_url, out),
        Command::Show(show) => show::run(show, store.as_ref(), out),
        Command::Explain(explain) => explain::run(explain, store.as_ref(), tables, out),
        Command::Export(export) => export::run(export, store.as_ref(), out),
        Command::Mapping(mapping) => mapping::run(mapping, out),
        Command::Merge(merge) => merge::run(merge, store.as_mut(), rules, out),
        Command::Split(split) => split::run(split, store.as_mut(), rules, out),
    }
}

/// What decides which endpoints are one device, and what it is.
#[derive(Clone, Copy)]
struct Rules<'a> {
    settings: &'a Settings,
    identify: Identify<'a>,
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

/// Changes the stored inventory as a person says, and stores what follows from it.
fn correct<T>(
    store: &mut dyn Store,
    rules: Rules<'_>,
    change: impl FnOnce(&mut Inventory) -> Result<T, crate::inventory::OverrideError>,
) -> Result<(T, Inventory), Failure> {
    let mut inventory = Inventory::restore(rules.settings.clone(), store.snapshot()?);
    inventory.settle(rules.identify);
    let said = change(&mut inventory)?;
    store.commit(&[], &inventory.settle(rules.identify))?;
    Ok((said, inventory))
}

#[cfg(test)]
mod tests;
