//! Manufacturer usage descriptions (RFC 8520): written of what a device was learnt to do, and read as what it may do.
//!
//! Groups that are domains become `ietf-acldns` names; networks become prefixes; groups that are categories become
//! `my-controller`, which RFC 8520, 3.7 leaves to the site to fill. Only what is trusted is written.

mod read;

pub use read::{MOST_BYTES, MudError, Profile, read};

use serde_json::{Value, json};

use crate::base::Timestamp;
use crate::baseline::{Baseline, Side, Talk, Trust};
use crate::fingerprint::Attribute;
use crate::store::DeviceRow;

/// Whom a profile describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// A name for the profile.
    pub name: String,
    /// Maker.
    pub manufacturer: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Firmware revision.
    pub firmware: Option<String>,
    /// When what it says was last seen.
    pub updated: Timestamp,
}

/// What a device is trusted to do.
fn trusted(baseline: &Baseline) -> Vec<&Talk> {
    baseline.talks.iter().filter(|talk| talk.trust >= Trust::Trusted).collect()
}

/// The profile of a device: what it is trusted to do, and what is known of it.
#[must_use]
pub fn of_device(baseline: &Baseline, row: &DeviceRow) -> Value {
    let of = |attribute| row.attribute(attribute).map(ToString::to_string);
    let about = About {
        name: baseline.device.to_string(),
        manufacturer: of(Attribute::Manufacturer),
        model: of(Attribute::Model),
        firmware: of(Attribute::Software),
        updated: baseline.talks.iter().map(|talk| talk.last).max().unwrap_or(baseline.since),
    };
    profile(&about, &trusted(baseline))
}

/// What a device is trusted to do, one line a conversation: for those who keep a firewall.
#[must_use]
pub fn allow_list(baseline: &Baseline) -> String {
    let trusted = trusted(baseline);
    let mut text = format!("# {} since {}: {} trusted conversations\n", baseline.device, baseline.since, trusted.len());
    for talk in trusted {
        let way = if talk.key.side == Side::Client { "to" } else { "from" };
        text += &format!("allow {way} \"{}\" {}\n", talk.key.group, talk.key.service());
    }
    text
}

/// The profile as JSON (RFC 8520, 7).
#[must_use]
pub fn profile(about: &About, talks: &[&Talk]) -> Value {
    let (mut from, mut to) = (Vec::new(), Vec::new());
    for (number, talk) in talks.iter().enumerate() {
        let mine = talk.key.side == Side::Client;
        from.push(entry(number, talk, true, mine));
        to.push(entry(number, talk, false, mine));
    }
    let list = |name: &str, aces: Vec<Value>| json!({"name": name, "type": "ipv4-acl-type", "aces": {"ace": aces}});
    let policy = |name: &str| json!({"access-lists": {"access-list": [{"name": name}]}});
    let (from_name, to_name) = (format!("{}-from", about.name), format!("{}-to", about.name));
    json!({
        "ietf-mud:mud": {
            "mud-version": 1,
            "mud-url": format!("https://mud.invalid/{}.json", about.name),
            "last-update": about.updated.to_string(),
            "cache-validity": 48,
            "is-supported": true,
            "systeminfo": format!("{} as observed by wardwatch", about.name),
            "mfg-name": about.manufacturer,
            "model-name": about.model,
            "firmware-rev": about.firmware,
            "from-device-policy": policy(&from_name),
            "to-device-policy": policy(&to_name),
        },
        "ietf-access-control-list:acls": {"acl": [list(&from_name, from), list(&to_name, to)]},
    })
}

/// One rule: packets from the device, or to it; `mine` when the device asks.
fn entry(number: usize, talk: &Talk, from: bool, mine: bool) -> Value {
    let key = &talk.key;
    let mut matches = serde_json::Map::new();
    let mut ip = serde_json::Map::new();
    ip.insert("protocol".into(), key.transport.0.into());
    let other = if from { "dst" } else { "src" };
    if let Some(name) = key.group.strip_prefix("domain ") {
        ip.insert(format!("ietf-acldns:{other}-dnsname"), name.into());
    } else if let Some(network) = key.group.strip_prefix("net ") {
        let field = if from { "destination-ipv4-network" } else { "source-ipv4-network" };
        ip.insert(field.into(), network.into());
    } else {
        matches.insert("ietf-mud:mud".into(), json!({"my-controller": [format!("urn:wardwatch:category:{}", key.group)]}));
    }
    matches.insert("ipv4".into(), ip.into());
    let layer = match key.transport.0 {
        6 => Some("tcp"),
        17 => Some("udp"),
        _ => None,
    };
    if let Some(layer) = layer.filter(|_| key.port != 0) {
        // The server's port is where packets of the asking side go.
        let field = if from == mine { "destination-port" } else { "source-port" };
        let mut ports = json!({field: {"operator": "eq", "port": key.port}});
        if layer == "tcp"
            && let Some(ports) = ports.as_object_mut()
        {
            ports.insert("ietf-mud:direction-initiated".into(), if mine { "from-device" } else { "to-device" }.into());
        }
        matches.insert(layer.into(), ports);
    }
    let way = if from { "from" } else { "to" };
    json!({"name": format!("{way}-{number}"), "matches": matches, "actions": {"forwarding": "accept"}})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baseline::{Baseline, TalkKey};
    use crate::inventory::DeviceId;
    use crate::observation::Transport;

    #[test]
    fn what_is_learnt_becomes_rules_both_ways() {
        let mut baseline = Baseline::new(DeviceId(1), Timestamp(0));
        let key =
            |side, port, group: &str| TalkKey { side, transport: Transport::TCP, port, protocol: "".into(), group: group.into() };
        baseline.learn(key(Side::Client, 443, "domain vendor.example"), Timestamp(0), false, 8);
        baseline.learn(key(Side::Server, 104, "pacs"), Timestamp(0), false, 8);
        let about = About { name: "dev-1".into(), manufacturer: None, model: None, firmware: None, updated: Timestamp(0) };
        let talks: Vec<&Talk> = baseline.talks.iter().collect();
        let profile = profile(&about, &talks);
        let rule = |list: usize, place: usize| {
            profile["ietf-access-control-list:acls"]["acl"][list]["aces"]["ace"][place]["matches"].clone()
        };
        assert_eq!(rule(0, 0)["ipv4"]["ietf-acldns:dst-dnsname"], "vendor.example");
        assert_eq!(rule(0, 0)["tcp"]["destination-port"]["port"], 443);
        assert_eq!(rule(1, 0)["tcp"]["source-port"]["port"], 443);
        assert_eq!(rule(0, 1)["tcp"]["source-port"]["port"], 104);
        assert_eq!(rule(1, 1)["tcp"]["ietf-mud:direction-initiated"], "to-device");
    }
}
