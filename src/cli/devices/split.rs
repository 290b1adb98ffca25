//! `wardwatch devices split`

use std::io::Write;

use super::{Rules, correct, device, key, merge};
use crate::cli::Failure;
use crate::inventory::Part;
use crate::store::{DeviceKey, Store};

/// Arguments of `wardwatch devices split`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices split dev-3 00:09:fb:01:02:03\n  wardwatch devices split dev-3 10.1.2.3 \
    10.1.2.4\n  wardwatch devices split --undo 2\n\nThe named addresses leave the device and are another one from now on.")]
pub(super) struct Args {
    /// The device: id (dev-17 or 17), MAC address or IP address
    #[arg(value_name = "DEVICE", value_parser = key, required_unless_present = "undo")]
    device: Option<DeviceKey>,
    /// What leaves it: MAC addresses or IP addresses
    #[arg(value_name = "ADDRESS", value_parser = part, required_unless_present = "undo")]
    parts: Vec<Part>,
    /// Take back the merge or split of this number
    #[arg(long, value_name = "NUMBER", conflicts_with = "device")]
    undo: Option<u32>,
}

fn part(text: &str) -> Result<Part, String> {
    if let Ok(ip) = text.parse() {
        return Ok(Part::Ip(ip));
    }
    text.parse().map(Part::Mac).map_err(|_| format!("\"{text}\" is neither a MAC address nor an IP address"))
}

pub(super) fn run(args: &Args, store: &mut dyn Store, rules: Rules<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(number) = args.undo {
        return merge::undo(number, store, rules, out);
    }
    let key = args.device.ok_or_else(|| Failure("give a device".to_owned()))?;
    let whole = device(store, key)?;
    let (number, _) = correct(store, rules, |inventory| inventory.split(whole, &args.parts))?;
    let keys = args.parts.iter().map(|part| match part {
        Part::Mac(mac) => DeviceKey::Mac(*mac),
        Part::Ip(ip) => DeviceKey::Ip(*ip),
    });
    let mut left = Vec::new();
    for key in keys {
        left.extend(store.find(key)?.into_iter().filter(|id| *id != whole).map(|id| id.to_string()));
    }
    left.dedup();
    let names = left.join(", ");
    Ok(writeln!(out, "{whole} stays, {names} is its own now. `wardwatch devices split --undo {number}` takes it back.")?)
}
