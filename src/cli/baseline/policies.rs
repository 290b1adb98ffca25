//! Manufacturers' profiles as policies: taken in, listed, removed.

use std::io::Write;
use std::path::PathBuf;

use crate::baseline::Bound;
use crate::cli::Failure;
use crate::daemon::now;
use crate::exchange::mud;
use crate::inventory::DeviceId;
use crate::store::Rooms;

/// Arguments of `wardwatch baseline import`.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Without --device, --manufacturer and --model it binds whom an older profile of the same mud-url binds, whose \
    place it takes; without such one, the maker and model that the file names."
)]
pub(super) struct Import {
    /// The file: a manufacturer usage description (RFC 8520) in JSON
    file: PathBuf,
    /// Only this device: dev-17 or 17
    #[arg(long)]
    device: Option<DeviceId>,
    /// Only devices of this manufacturer, as `wardwatch devices list` shows it
    #[arg(long)]
    manufacturer: Option<String>,
    /// Only devices of this model, as `wardwatch devices list` shows it
    #[arg(long)]
    model: Option<String>,
}

pub(super) fn import(import: &Import, author: &str, rooms: &mut dyn Rooms, out: &mut dyn Write) -> Result<(), Failure> {
    let named = |error: &dyn std::fmt::Display| Failure(format!("{}: {error}", import.file.display()));
    let text = std::fs::read_to_string(&import.file).map_err(|error| named(&error))?;
    let bound = Bound { device: import.device, manufacturer: import.manufacturer.clone(), model: import.model.clone() };
    let taken = mud::take(rooms, &text, bound, author, now()).map_err(|error| named(&error))?;
    let policy = &taken.policy;
    for old in &taken.superseded {
        let of = old.updated.unwrap_or(old.at);
        writeln!(out, "Policy {}, of {}: the profile of {of} is superseded.", old.number, old.bound)?;
    }
    for remark in &policy.remarks {
        writeln!(out, "note: {remark}")?;
    }
    let (number, allowed, bound) = (policy.number, policy.allowed.len(), &policy.bound);
    Ok(writeln!(out, "Policy {number} binds {bound}: {allowed} conversations are allowed, all else is told.")?)
}

pub(super) fn list(rooms: &dyn Rooms, out: &mut dyn Write) -> Result<(), Failure> {
    let policies = rooms.policies()?;
    if policies.is_empty() {
        writeln!(out, "No policy. `wardwatch baseline import FILE` takes a manufacturer's profile in.")?;
    }
    for policy in policies {
        let (number, bound, title, author, at) = (policy.number, policy.bound, policy.title, policy.author, policy.at);
        let updated = policy.updated.map(|at| format!(" as of {at}")).unwrap_or_default();
        writeln!(out, "{number}  binds {bound}: {title}{updated} ({}), by {author} at {at}", policy.url)?;
        if let Some(of) = policy.supersedes {
            writeln!(out, "     in place of the profile of {of}")?;
        }
        for allowed in policy.allowed {
            writeln!(out, "     {allowed}")?;
        }
        for remark in policy.remarks {
            writeln!(out, "     note: {remark}")?;
        }
    }
    Ok(())
}

pub(super) fn remove(number: u32, author: &str, rooms: &mut dyn Rooms, out: &mut dyn Write) -> Result<(), Failure> {
    if !rooms.remove_policy(number, author, now())? {
        return Err(Failure(format!("there is no policy {number}; `wardwatch baseline policies` shows what there is")));
    }
    Ok(writeln!(out, "Policy {number} binds nobody any more.")?)
}
