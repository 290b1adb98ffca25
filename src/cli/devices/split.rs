//! `wardwatch devices split`

use std::io::Write;

use super::edit::Author;
use super::{Room, device, key, merge, person};
use crate::cli::Failure;
use crate::inventory::Part;
use crate::store::{DeviceKey, Request};

/// Arguments of `wardwatch devices split`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices split dev-3 00:09:fb:01:02:03\n  wardwatch devices split dev-3 10.1.2.3 \
    10.1.2.4 --preview\n  wardwatch devices split --undo 2\n\nThe named addresses leave the device and are another one from \
    now on.")]
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
    /// Only say what would become of it
    #[arg(long)]
    preview: bool,
    #[command(flatten)]
    author: Author,
}

fn part(text: &str) -> Result<Part, String> {
    if let Ok(ip) = text.parse() {
        return Ok(Part::Ip(ip));
    }
    text.parse().map(Part::Mac).map_err(|_| format!("\"{text}\" is neither a MAC address nor an IP address"))
}

pub(super) fn run(args: &Args, room: &mut Room, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(number) = args.undo {
        return merge::undo(number, args.preview, &args.author, room, out);
    }
    let key = args.device.ok_or_else(|| Failure("give a device".to_owned()))?;
    let whole = device(&*room.store, key)?;
    let request = Request::Split(whole, args.parts.clone());
    if args.preview {
        let (before, after) = person::rehearse(&request, room)?;
        let new: Vec<String> = after.iter().filter(|id| !before.contains(id)).map(ToString::to_string).collect();
        let new = if new.is_empty() { "an older number".to_owned() } else { new.join(", ") };
        writeln!(out, "{whole} would stay without these addresses; they would be {new}.")?;
        writeln!(out, "Its record stays with {whole}; the other one begins with an empty one.")?;
        return Ok(writeln!(out, "Nothing was changed.")?);
    }
    person::say(&request, &args.author.name(), room, out)
}
