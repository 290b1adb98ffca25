//! What a person says of identity: done at once, or by the hub that is at work.

use std::io::Write;
use std::time::Duration;

use super::Room;
use crate::base::Timestamp;
use crate::cli::Failure;
use crate::clinical::Deed;
use crate::daemon::{Writer, at_work, now};
use crate::inventory::{DeviceId, Inventory, OverrideError, Part, Standing};
use crate::store::{Answer, DeviceKey, Records, Request, Store};

/// How long the hub at work is waited for …
const PATIENCE: Duration = Duration::from_secs(30);
/// … and how often it is looked whether it is done.
const LOOK: Duration = Duration::from_millis(200);

/// Says it to the inventory; the number of the merge or split.
fn said(inventory: &mut Inventory, request: &Request) -> Result<u32, OverrideError> {
    match request {
        Request::Merge(one, two) => inventory.merge(*one, *two),
        Request::Split(device, parts) => inventory.split(*device, parts),
        Request::Undo(number) => inventory.undo(*number).map(|()| *number),
        // Not of identity: `wardwatch baseline` says them.
        Request::Accept(..) | Request::Reset(_) | Request::Policies => Ok(0),
    }
}

/// The devices before and after, without changing anything.
pub(super) fn rehearse(request: &Request, room: &Room<'_>) -> Result<(Vec<DeviceId>, Vec<DeviceId>), Failure> {
    let snapshot = room.store.snapshot()?;
    let devices = |records: &[crate::inventory::DeviceRecord]| -> std::collections::BTreeMap<DeviceId, bool> {
        records.iter().map(|record| (record.id, record.standing == Standing::Device)).collect()
    };
    let mut known = devices(&snapshot.devices);
    let before: Vec<DeviceId> = known.iter().filter(|(_, is)| **is).map(|(id, _)| *id).collect();
    let mut inventory = Inventory::restore(room.config.inventory.clone(), snapshot);
    inventory.settle(room.identify);
    said(&mut inventory, request)?;
    known.extend(devices(&inventory.settle(room.identify).devices));
    Ok((before, known.into_iter().filter(|(_, is)| *is).map(|(id, _)| id).collect()))
}

/// Changes the inventory as a person says: here, or where a hub is at work, by that hub.
pub(super) fn say(request: &Request, author: &str, room: &mut Room<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(holder) = at_work(&*room.records, room.now)? {
        return leave(request, author, &holder, (&mut *room.records, room.now), out);
    }
    let records = crate::store::open_records(&room.config.store_url, crate::store::Opening::Existing)?;
    let mut writer = Writer::take(records, "devices", room.now)?;
    let mut inventory = Inventory::restore(room.config.inventory.clone(), room.store.snapshot()?);
    inventory.settle(room.identify);
    let before = inventory.devices();
    let number = said(&mut inventory, request)?;
    room.store.commit(&[], &inventory.settle(room.identify))?;
    let words = outcome(request, number, before, &inventory, &*room.store)?;
    writer.records().note(&deed(request, author, number, room))?;
    Ok(writeln!(out, "{words}")?)
}

/// What became of it, in words.
fn outcome(request: &Request, number: u32, before: usize, inventory: &Inventory, store: &dyn Store) -> Result<String, Failure> {
    match request {
        Request::Merge(one, two) => {
            let stays = inventory.find(*one).unwrap_or(*one);
            let joined = if stays == *one { two } else { one };
            Ok(format!("{joined} is now {stays}. `wardwatch devices merge --undo {number}` takes it back."))
        }
        Request::Split(whole, parts) => {
            let mut left = Vec::new();
            for part in parts {
                let key = match part {
                    Part::Mac(mac) => DeviceKey::Mac(*mac),
                    Part::Ip(ip) => DeviceKey::Ip(*ip),
                };
                left.extend(store.find(key)?.into_iter().filter(|id| id != whole).map(|id| id.to_string()));
            }
            left.dedup();
            let names = left.join(", ");
            Ok(format!("{whole} stays, {names} is its own now. `wardwatch devices split --undo {number}` takes it back."))
        }
        Request::Undo(number) => {
            Ok(format!("Number {number} is taken back: {before} devices before, {} now.", inventory.devices()))
        }
        Request::Accept(..) | Request::Reset(_) | Request::Policies => Ok(String::new()),
    }
}

/// For the audit log.
fn deed(request: &Request, author: &str, number: u32, room: &Room<'_>) -> Deed {
    let (what, subject, to) = match request {
        Request::Merge(one, two) => ("merge", one.to_string(), Some(two.to_string())),
        Request::Split(device, parts) => {
            let part = |part: &Part| match part {
                Part::Mac(mac) => mac.to_string(),
                Part::Ip(ip) => ip.to_string(),
            };
            ("split", device.to_string(), Some(parts.iter().map(part).collect::<Vec<_>>().join(" ")))
        }
        Request::Undo(_) => ("undo", format!("override {number}"), None),
        Request::Accept(device, _) | Request::Reset(device) => ("baseline", device.to_string(), None),
        Request::Policies => ("reread", "policies".to_owned(), None),
    };
    let (who, what) = (author.to_owned(), what.to_owned());
    Deed { at: room.now, who, what, subject, to, field: Some(format!("override {number}")), from: None }
}

/// Leaves it to the hub at work, and waits for it.
pub(in crate::cli) fn leave(
    request: &Request,
    author: &str,
    holder: &str,
    (records, began): (&mut dyn Records, Timestamp),
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let number = records.ask(request, author, began)?;
    let patience = u32::try_from(PATIENCE.as_secs()).unwrap_or(30);
    while now() < began.plus_seconds(patience) {
        match records.answer(number)? {
            Answer::Waiting => std::thread::sleep(LOOK),
            Answer::Done(words) => return Ok(writeln!(out, "{words}")?),
            Answer::Refused(words) => return Err(Failure(words)),
        }
    }
    let left = format!("{holder} is at work on this database and did not answer in {patience} s;");
    Ok(writeln!(out, "{left} it will do it when it comes to it (request {number}).")?)
}
