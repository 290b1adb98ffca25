//! `wardwatch devices merge`

use std::io::Write;

use super::edit::Author;
use super::{Room, device, key, person};
use crate::cli::Failure;
use crate::clinical::FIELDS;
use crate::inventory::DeviceId;
use crate::store::{DeviceKey, Request};

/// Arguments of `wardwatch devices merge`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices merge dev-3 dev-17\n  wardwatch devices merge dev-3 dev-17 --preview\n  \
    wardwatch devices merge --undo 2\n\nThe lower id stays; the other one still leads to the device, and its record fills what \
    is empty there.")]
pub(super) struct Args {
    /// The two devices: id (dev-17 or 17), MAC address or IP address
    #[arg(value_names = ["DEVICE", "DEVICE"], num_args = 2, value_parser = key, required_unless_present = "undo")]
    devices: Vec<DeviceKey>,
    /// Take back the merge or split of this number
    #[arg(long, value_name = "NUMBER", conflicts_with = "devices")]
    undo: Option<u32>,
    /// Only say what would become of it
    #[arg(long)]
    preview: bool,
    #[command(flatten)]
    author: Author,
}

pub(super) fn run(args: &Args, room: &mut Room, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(number) = args.undo {
        return undo(number, args.preview, &args.author, room, out);
    }
    let [one, two] = args.devices.as_slice() else { return Err(Failure("give two devices".to_owned())) };
    let (one, two) = (device(&*room.store, *one)?, device(&*room.store, *two)?);
    if args.preview {
        return preview(one.min(two), one.max(two), room, out);
    }
    person::say(&Request::Merge(one, two), &args.author.name(), room, out)
}

/// Takes a merge or split back.
pub(super) fn undo(number: u32, preview: bool, author: &Author, room: &mut Room, out: &mut dyn Write) -> Result<(), Failure> {
    let request = Request::Undo(number);
    if preview {
        let (before, after) = person::rehearse(&request, room)?;
        return Ok(writeln!(out, "There would be {} devices, not {}. Nothing was changed.", after.len(), before.len())?);
    }
    person::say(&request, &author.name(), room, out)
}

/// What a merge would give.
fn preview(keep: DeviceId, join: DeviceId, room: &Room, out: &mut dyn Write) -> Result<(), Failure> {
    let (before, after) = person::rehearse(&Request::Merge(keep, join), room)?;
    writeln!(out, "{join} would become {keep}: {} in all, not {}.", after.len(), before.len())?;
    for id in [keep, join] {
        let details = room.store.details(id)?;
        if let Some(row) = details.map(|details| details.device) {
            let (macs, ips) = (super::view::joined(&row.macs), super::view::joined(&row.ips));
            writeln!(out, "  {id}  {}  {}  {macs}  {ips}", super::view::category(&row), super::view::name(&row))?;
        }
    }
    let (kept, joined) = (room.records.card(keep)?.record, room.records.card(join)?.record);
    for field in FIELDS {
        match (kept.text(field.slug), joined.text(field.slug)) {
            (Some(kept), Some(other)) if kept != other => {
                writeln!(out, "  {}: {kept} stays, {other} waits until they are split", field.slug)?;
            }
            (None, Some(other)) => writeln!(out, "  {}: {other} comes from {join}", field.slug)?,
            _ => {}
        }
    }
    Ok(writeln!(out, "Nothing was changed.")?)
}
