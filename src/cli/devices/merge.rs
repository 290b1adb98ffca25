//! `wardwatch devices merge`

use std::io::Write;

use super::{Rules, correct, device, key};
use crate::cli::Failure;
use crate::store::{DeviceKey, Store};

/// Arguments of `wardwatch devices merge`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices merge dev-3 dev-17\n  wardwatch devices merge --undo 2\n\n\
    The lower id stays; the other one still leads to the device.")]
pub(super) struct Args {
    /// The two devices: id (dev-17 or 17), MAC address or IP address
    #[arg(value_names = ["DEVICE", "DEVICE"], num_args = 2, value_parser = key, required_unless_present = "undo")]
    devices: Vec<DeviceKey>,
    /// Take back the merge or split of this number
    #[arg(long, value_name = "NUMBER", conflicts_with = "devices")]
    undo: Option<u32>,
}

pub(super) fn run(args: &Args, store: &mut dyn Store, rules: Rules<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(number) = args.undo {
        return undo(number, store, rules, out);
    }
    let [one, two] = args.devices.as_slice() else { return Err(Failure("give two devices".to_owned())) };
    let (one, two) = (device(store, *one)?, device(store, *two)?);
    let (number, inventory) = correct(store, rules, |inventory| inventory.merge(one, two))?;
    let stays = inventory.find(one).unwrap_or(one);
    let joined = if stays == one { two } else { one };
    Ok(writeln!(out, "{joined} is now {stays}. `wardwatch devices merge --undo {number}` takes it back.")?)
}

/// Takes a merge or split back.
pub(super) fn undo(number: u32, store: &mut dyn Store, rules: Rules<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    let (before, after) = {
        let mut before = 0;
        let (_, inventory) = correct(store, rules, |inventory| {
            before = inventory.devices();
            inventory.undo(number)
        })?;
        (before, inventory.devices())
    };
    Ok(writeln!(out, "Number {number} is taken back: {before} devices before, {after} now.")?)
}
