//! What the knowledge adds to an explanation without claiming anything: the series of a model, and who is known to use a port.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;

use crate::cli::Failure;
use crate::fingerprint::{Attribute, Fingerprints, ModelInfo};
use crate::observation::Transport;
use crate::store::DeviceDetails;

/// The tables' entry for the device's model.
pub(super) fn model<'a>(details: &DeviceDetails, tables: &'a Fingerprints) -> Option<&'a ModelInfo> {
    tables.model(details.device.attribute(Attribute::Model)?.as_str())
}

/// A reason with the names of the UIDs in it.
pub(super) fn named(because: &str) -> String {
    let name = because.split_once('=').and_then(|(_, value)| Fingerprints::uid_name(value));
    name.map_or_else(|| because.to_owned(), |name| format!("{because} ({name})"))
}

/// A port on which no content was recognised, and a product that is known to use it.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(super) struct HintView {
    /// Whether the device listens there (`serves`) or talks to others that do (`asks`).
    side: &'static str,
    transport: String,
    port: u16,
    used_by: String,
    source: String,
}

/// The hints for a device, in order.
pub(super) fn ports(details: &DeviceDetails, tables: &Fingerprints) -> Vec<HintView> {
    let row = &details.device;
    let mut used: BTreeSet<(&'static str, Transport, u16)> =
        row.services.iter().filter(|one| one.protocol.is_none()).map(|one| ("serves", one.transport, one.port)).collect();
    for talk in details.conversations.iter().filter(|talk| talk.protocol.is_none() && talk.server.is_some()) {
        let is_own = talk.client.mac.is_some_and(|mac| row.macs.contains(&mac))
            || talk.client.ip.is_some_and(|ip| row.ips.contains(&ip) || row.former_ips.contains(&ip));
        used.insert((if is_own { "asks" } else { "serves" }, talk.transport, talk.port));
    }
    let hint = |(side, transport, port)| {
        tables.port_hints(transport, port).map(move |hint| HintView {
            side,
            transport: transport.name().into_owned(),
            port,
            used_by: hint.used_by.clone(),
            source: hint.source.clone(),
        })
    };
    used.into_iter().flat_map(hint).collect()
}

/// Writes the hints for a person.
pub(super) fn write_ports(hints: &[HintView], out: &mut dyn Write) -> Result<(), Failure> {
    if hints.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nPorts on which nothing was recognised. A port alone proves nothing; these products are known to use them:")?;
    for HintView { side, transport, port, used_by, source } in hints {
        writeln!(out, "  {side} {transport} {port}: {used_by} ({source})")?;
    }
    Ok(())
}
