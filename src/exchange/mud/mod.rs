//! Manufacturer usage descriptions (RFC 8520): written of what a device was learnt to do, and read as what it may do.
//!
//! Groups that are domains become `ietf-acldns` names; networks become prefixes; groups that are categories become
//! `my-controller`, which RFC 8520, 3.7 leaves to the site to fill. Only what is trusted is written.

mod bring;
mod read;

pub use bring::{TakeError, Taken, take};
pub use read::{MOST_BYTES, MudError, Profile, read};

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::base::Timestamp;
use crate::baseline::{Baseline, Side, Talk, TalkKey, Trust};
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

/// What a device, or the devices of a model, are trusted to do.
#[derive(Clone, Debug)]
pub struct Usage<'a> {
    /// Whom it describes.
    pub about: About,
    /// Whom, and since when they are learnt, in words.
    title: String,
    trusted: Vec<&'a Talk>,
    /// What some devices of a model are trusted to do, and the model is not.
    left_out: Vec<&'a Talk>,
}

impl<'a> Usage<'a> {
    /// What one device is trusted to do.
    #[must_use]
    pub fn of_device(baseline: &'a Baseline, row: &DeviceRow) -> Self {
        let of = |attribute| row.attribute(attribute).map(ToString::to_string);
        let about = About {
            name: baseline.device.to_string(),
            manufacturer: of(Attribute::Manufacturer),
            model: of(Attribute::Model),
            firmware: of(Attribute::Software),
            updated: updated(baseline),
        };
        let title = format!("{} since {}", baseline.device, baseline.since);
        Self { about, title, trusted: trusted(baseline).collect(), left_out: Vec::new() }
    }

    /// What the devices of a model are trusted to do: whatever one of them is, since not each does all that it is made for. But
    /// what crosses the border of the site or gives control only where more than half of them are: what a person accepted of
    /// one device is no permission for all. `None` without a device.
    #[must_use]
    pub fn of_model(manufacturer: Option<&str>, model: &str, baselines: &'a [Baseline]) -> Option<Self> {
        let (since, updated) = (baselines.iter().map(|one| one.since).min()?, baselines.iter().map(updated).max()?);
        let mut all: BTreeMap<&TalkKey, (usize, &Talk)> = BTreeMap::new();
        for talk in baselines.iter().flat_map(trusted) {
            let (devices, kept) = all.entry(&talk.key).or_insert((0, talk));
            *devices += 1;
            *kept = if talk.risky { talk } else { kept };
        }
        let most = |(devices, talk): &(usize, &Talk)| !talk.risky || devices.saturating_mul(2) > baselines.len();
        let (trusted, left_out): (Vec<_>, Vec<_>) = all.into_values().partition(most);
        let talks = |of: Vec<(usize, &'a Talk)>| of.into_iter().map(|(_, talk)| talk).collect();
        let words = [manufacturer, Some(model)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let about = About {
            name: words.to_lowercase().replace(|one: char| !one.is_ascii_alphanumeric(), "-"),
            manufacturer: manufacturer.map(str::to_owned),
            model: Some(model.to_owned()),
            firmware: None,
            updated,
        };
        let many = if baselines.len() == 1 { "" } else { "s" };
        let title = format!("{words}, {} device{many} since {since}", baselines.len());
        Some(Self { about, title, trusted: talks(trusted), left_out: talks(left_out) })
    }

    /// As a profile (RFC 8520).
    #[must_use]
    pub fn profile(&self) -> Value {
        profile(&self.about, &self.trusted)
    }

    /// One line a conversation: for those who keep a firewall.
    #[must_use]
    pub fn allow_list(&self) -> String {
        let mut text = format!("# {}: {} trusted conversations\n", self.title, self.trusted.len());
        let line = |talk: &Talk| {
            let way = if talk.key.side == Side::Client { "to" } else { "from" };
            format!("allow {way} \"{}\" {}\n", talk.key.group, talk.key.service())
        };
        text.extend(self.trusted.iter().map(|talk| line(talk)));
        if !self.left_out.is_empty() {
            text += "# left out, since it crosses the border or gives control, and not more than half of them are trusted to:\n";
            text.extend(self.left_out.iter().map(|talk| format!("# {}", line(talk))));
        }
        text
    }
}

fn trusted(baseline: &Baseline) -> impl Iterator<Item = &Talk> {
    baseline.talks.iter().filter(|talk| talk.trust >= Trust::Trusted)
}

fn updated(baseline: &Baseline) -> Timestamp {
    baseline.talks.iter().map(|talk| talk.last).max().unwrap_or(baseline.since)
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
    fn a_model_may_do_what_one_device_does_but_control_only_what_most_do() {
        let key = |port| TalkKey { side: Side::Server, transport: Transport::TCP, port, protocol: "".into(), group: "pc".into() };
        let device = |number, ports: &[u16]| {
            let mut one = Baseline::new(DeviceId(number), Timestamp(5));
            for port in ports {
                let (place, _) = one.learn(key(*port), Timestamp(9), *port < 1000, 8);
                one.talks[place].trust = if *port == 9000 { Trust::Seen } else { Trust::Accepted };
            }
            one
        };
        let all = [device(1, &[22, 23, 8080]), device(2, &[22, 9000]), device(3, &[])];
        let usage = Usage::of_model(Some("Acme"), "P 5", &all).unwrap();
        let text = usage.allow_list();
        let lines: Vec<&str> = text.lines().collect();
        let [title, ssh, web, why, telnet] = lines.as_slice() else { panic!("{text}") };
        assert!(title.starts_with("# Acme P 5, 3 devices since 1970") && title.ends_with(": 2 trusted conversations"), "{title}");
        assert_eq!(
            [*ssh, *web, *telnet],
            ["allow from \"pc\" tcp/22", "allow from \"pc\" tcp/8080", "# allow from \"pc\" tcp/23"]
        );
        assert!(why.starts_with("# left out"));
        let read = read(&usage.profile().to_string()).unwrap();
        assert_eq!((read.model.as_deref(), read.url.as_str()), (Some("P 5"), "https://mud.invalid/acme-p-5.json"));
        assert_eq!((read.allowed.len(), read.updated), (2, Some(Timestamp(0))), "to the microsecond");
        assert!(Usage::of_model(None, "P5", &[]).is_none());
    }

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
