//! Reading a manufacturer's usage description (RFC 8520) into what it allows.
//!
//! Rules that say `accept` are taken; what else a rule matches on than peers, protocols and ports makes it narrower than is
//! judged here, which is told. Controllers, local networks and other makers' devices are whoever is on the site: the site's own
//! files would have to name them (RFC 8520, 3.8).

use serde_json::Value;

use crate::base::Timestamp;
use crate::baseline::{Allowed, Bound, Policy, Side, With, network};
use crate::observation::Transport;

/// The most that a file may hold.
pub const MOST_BYTES: usize = 1 << 20;
/// Rules that are taken.
const MOST_RULES: usize = 2_000;
/// Remarks that are kept.
const MOST_REMARKS: usize = 50;
/// Under this name our own profiles have categories as controllers.
const CATEGORY: &str = "urn:wardwatch:category:";

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// What it calls the devices.
    pub title: String,
    /// Where it comes from.
    pub url: String,
    /// Their maker, where it names one.
    pub manufacturer: Option<String>,
    /// Their model, where it names one.
    pub model: Option<String>,
    /// What they may do.
    pub allowed: Vec<Allowed>,
    /// What could not be taken as it was meant, in words.
    pub remarks: Vec<String>,
    /// When its maker last changed it, where it says so.
    pub updated: Option<Timestamp>,
}

/// Why a file cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum MudError {
    /// It is too large.
    #[error("it holds more than {MOST_BYTES} bytes")]
    Large,
    /// It is no JSON.
    #[error("it is no JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It is no usage description.
    #[error("it has no {0}, as a file by RFC 8520 has")]
    Lacks(&'static str),
    /// It allows nothing that is understood.
    #[error("it allows nothing that could be understood")]
    Nothing,
    /// It would bind every device.
    #[error("it names neither maker nor model; say which device, manufacturer or model it binds")]
    Nobody,
    /// A newer one of its is in force.
    #[error("it is older than what is in force: it {}, policy {} is the profile of {} from the same address; to go back, drop \
        that policy first", dated(.of), .number, .has)]
    Older {
        /// The policy.
        number: u32,
        /// When that was last changed.
        has: Timestamp,
        /// When this one was.
        of: Option<Timestamp>,
    },
}

fn dated(of: &Option<Timestamp>) -> String {
    of.map_or_else(|| "does not say when it was last changed (last-update)".to_owned(), |at| format!("was last changed {at}"))
}

impl Profile {
    /// The policy that it is from now on: of whom `bound` names, or where that names nobody, of the maker and model that
    /// the file names.
    ///
    /// # Errors
    /// When neither names anybody.
    pub fn policy(self, bound: Bound, author: &str, at: Timestamp) -> Result<Policy, MudError> {
        let Self { title, url, manufacturer, model, allowed, remarks, updated } = self;
        let bound = if bound.is_empty() { Bound { device: None, manufacturer, model } } else { bound };
        if bound.is_empty() {
            return Err(MudError::Nobody);
        }
        let author = author.to_owned();
        Ok(Policy { number: 0, bound, title, url, allowed, remarks, updated, supersedes: None, author, at })
    }

    /// Something is told of the file; not more than a person reads.
    fn remark(&mut self, words: String) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(words);
        }
    }
}

/// Reads a file.
///
/// # Errors
/// When it is none, or allows nothing.
pub fn read(text: &str) -> Result<Profile, MudError> {
    if text.len() > MOST_BYTES {
        return Err(MudError::Large);
    }
    let file: Value = serde_json::from_str(text)?;
    let head = file.get("ietf-mud:mud").ok_or(MudError::Lacks("ietf-mud:mud"))?;
    let lists = file
        .get("ietf-access-control-list:acls")
        .or_else(|| file.get("ietf-access-control-list:access-lists"))
        .and_then(|lists| lists.get("acl"))
        .and_then(Value::as_array)
        .ok_or(MudError::Lacks("ietf-access-control-list:acls"))?;
    let word = |name: &str| head.get(name).and_then(Value::as_str).map(clean).filter(|text| !text.is_empty());
    let (manufacturer, model) = (word("mfg-name"), word("model-name"));
    let named = [manufacturer.clone(), model.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let title = word("systeminfo").or_else(|| Some(named).filter(|named| !named.is_empty()));
    let mut profile = Profile {
        title: title.or_else(|| word("mud-url")).ok_or(MudError::Lacks("systeminfo"))?,
        url: word("mud-url").unwrap_or_default(),
        manufacturer,
        model,
        allowed: Vec::new(),
        remarks: Vec::new(),
        updated: word("last-update").and_then(|text| text.parse().ok()),
    };
    for (policy, from) in [("from-device-policy", true), ("to-device-policy", false)] {
        for name in names(head, policy) {
            match lists.iter().find(|list| list.get("name").and_then(Value::as_str) == Some(&name)) {
                Some(list) => rules(list, from, &mut profile),
                None => profile.remark(format!("{policy} names the list {}, which is not there", clean(&name))),
            }
        }
    }
    if profile.allowed.is_empty() {
        return Err(MudError::Nothing);
    }
    Ok(profile)
}

/// Words of a file for people: one line, not too long.
fn clean(text: &str) -> String {
    text.chars().map(|one| if one.is_control() { ' ' } else { one }).take(200).collect::<String>().trim().to_owned()
}

/// The lists that a policy names.
fn names(head: &Value, policy: &str) -> Vec<String> {
    let lists = head.get(policy).and_then(|policy| policy.get("access-lists")?.get("access-list")?.as_array());
    let name = |list: &Value| list.get("name").or_else(|| list.get("acl-name"))?.as_str().map(str::to_owned);
    lists.into_iter().flatten().filter_map(name).collect()
}

fn rules(list: &Value, from: bool, profile: &mut Profile) {
    let aces = list.get("aces").and_then(|aces| aces.get("ace")).and_then(Value::as_array);
    for ace in aces.into_iter().flatten() {
        if profile.allowed.len() >= MOST_RULES {
            profile.remark(format!("only the first {MOST_RULES} rules are taken"));
            return;
        }
        let name = clean(ace.get("name").and_then(Value::as_str).unwrap_or("without a name"));
        let accepts = ace.get("actions").and_then(|actions| actions.get("forwarding")).and_then(Value::as_str);
        if !accepts.is_some_and(|word| word.ends_with("accept")) {
            continue;
        }
        let Some(matches) = ace.get("matches") else { continue };
        match rule(matches, from, profile.manufacturer.as_deref()) {
            // Most files say it twice: of packets from the device, and of those to it.
            Some(allowed) if profile.allowed.contains(&allowed) => {}
            Some(allowed) => profile.allowed.push(allowed),
            None => profile.remark(format!("rule {name} is not understood, and nothing is allowed by it")),
        }
    }
}

/// What one rule allows; `from` when it is about packets from the device.
fn rule(matches: &Value, from: bool, manufacturer: Option<&str>) -> Option<Allowed> {
    let layer = |name: &str| matches.get(name);
    let ip = layer("ipv4").or_else(|| layer("ipv6"));
    let number = ip.and_then(|ip| ip.get("protocol")).and_then(Value::as_u64).and_then(|number| u8::try_from(number).ok());
    let (transport, ports) = match (layer("tcp"), layer("udp"), number) {
        (Some(tcp), _, _) => (Some(Transport::TCP), Some(tcp)),
        (None, Some(udp), _) => (Some(Transport::UDP), Some(udp)),
        (None, None, number) => (number.map(Transport), None),
    };
    // Of a packet that leaves the device, the destination port is the server's where the device asks.
    let [asked, own] = if from { ["destination-port", "source-port"] } else { ["source-port", "destination-port"] };
    let port = |name: &str| ports.and_then(|ports| ports.get(name));
    let initiated = ports.and_then(|ports| ports.get("ietf-mud:direction-initiated")).and_then(Value::as_str);
    let side = match (initiated, port(asked), port(own)) {
        (Some("from-device"), ..) => Some(Side::Client),
        (Some("to-device"), ..) => Some(Side::Server),
        (_, Some(_), None) => Some(Side::Client),
        (_, None, Some(_)) => Some(Side::Server),
        _ => None,
    };
    let range = match side {
        Some(Side::Server) => port(own).map(range),
        _ => port(asked).map(range),
    };
    Some(Allowed {
        side,
        transport,
        ports: range.map_or(Some(None), |range| range.map(Some))?,
        with: with(matches, ip, from, manufacturer)?,
    })
}

/// `{"operator": "eq", "port": 443}` or `{"lower-port": 1, "upper-port": 9}`.
fn range(port: &Value) -> Option<(u16, u16)> {
    let number = |name: &str| port.get(name).and_then(Value::as_u64).and_then(|number| u16::try_from(number).ok());
    let single = number("port");
    match (port.get("operator").and_then(Value::as_str), single, number("lower-port"), number("upper-port")) {
        (None | Some("eq"), Some(port), ..) => Some((port, port)),
        (Some("lte"), Some(port), ..) => Some((0, port)),
        (Some("gte"), Some(port), ..) => Some((port, u16::MAX)),
        (_, None, Some(lower), Some(upper)) => Some((lower, upper)),
        _ => None,
    }
}

/// With whom; `None` where that is said in a way that is not known.
fn with(matches: &Value, ip: Option<&Value>, from: bool, manufacturer: Option<&str>) -> Option<With> {
    let other = if from { "dst" } else { "src" };
    let place = if from { "destination" } else { "source" };
    let text = |name: String| ip.and_then(|ip| ip.get(&name)).and_then(Value::as_str);
    if let Some(name) = text(format!("ietf-acldns:{other}-dnsname")) {
        return Some(With::Domain(clean(name)));
    }
    for version in ["ipv4", "ipv6"] {
        if let Some(prefix) = text(format!("{place}-{version}-network")) {
            return network(prefix).map(With::Network);
        }
    }
    let Some(terms) = matches.get("ietf-mud:mud") else { return Some(With::Anybody) };
    let words = |name: &str| match terms.get(name) {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(one)) => vec![one.clone()],
        _ => Vec::new(),
    };
    let has = |name: &str| terms.get(name).is_some();
    let categories = words("my-controller").into_iter().chain(words("controller"));
    if let Some(category) = categories.filter_map(|urn| urn.strip_prefix(CATEGORY).map(str::to_owned)).next() {
        return Some(With::Category(category));
    }
    match manufacturer.filter(|_| has("same-manufacturer")) {
        Some(name) => Some(With::Manufacturer(name.to_owned())),
        None => ["controller", "my-controller", "local-networks", "same-manufacturer", "manufacturer", "model"]
            .iter()
            .any(|name| has(name))
            .then_some(With::Site),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn file(from: Value, to: Value) -> String {
        let list = |name: &str, ace: Value| json!({"name": name, "type": "ipv4-acl-type", "aces": {"ace": ace}});
        let policy = |name: &str| json!({"access-lists": {"access-list": [{"name": name}]}});
        json!({
            "ietf-mud:mud": {
                "mud-version": 1, "mud-url": "https://mud.example/p5.json", "last-update": "2026-01-01T00:00:00Z",
                "systeminfo": "Acme P5 pump", "mfg-name": "Acme", "model-name": "P5",
                "from-device-policy": policy("from"), "to-device-policy": policy("to"),
            },
            "ietf-access-control-list:acls": {"acl": [list("from", from), list("to", to)]},
        })
        .to_string()
    }

    fn ace(matches: Value) -> Value {
        json!({"name": "r", "matches": matches, "actions": {"forwarding": "accept"}})
    }

    fn words(from: Value, to: Value) -> Vec<String> {
        read(&file(from, to)).unwrap().allowed.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn rules_of_the_rfc_are_read() {
        let from = json!([
            ace(json!({"ipv4": {"ietf-acldns:dst-dnsname": "update.acme.example", "protocol": 6},
                "tcp": {"ietf-mud:direction-initiated": "from-device", "destination-port": {"operator": "eq", "port": 443}}})),
            ace(json!({"ietf-mud:mud": {"controller": ["urn:ietf:params:mud:ntp"]}, "ipv4": {"protocol": 17},
                "udp": {"destination-port": {"operator": "eq", "port": 123}}})),
            ace(json!({"ietf-mud:mud": {"same-manufacturer": [null]}, "ipv4": {"protocol": 17},
                "udp": {"source-port": {"lower-port": 5000, "upper-port": 5010}}})),
            {"name": "no", "matches": {"ipv4": {"protocol": 6}}, "actions": {"forwarding": "drop"}},
        ]);
        let to = json!([ace(json!({"ipv4": {"source-ipv4-network": "10.9.0.0/16", "protocol": 6},
            "tcp": {"ietf-mud:direction-initiated": "to-device", "destination-port": {"operator": "eq", "port": 3000}}}))]);
        assert_eq!(
            words(from, to),
            [
                "to update.acme.example: tcp/443",
                "to this site: udp/123",
                "from devices of Acme: udp/5000-5010",
                "from 10.9.0.0/16: tcp/3000"
            ]
        );
    }

    #[test]
    fn what_is_not_understood_allows_nothing_and_is_told() {
        let odd = ace(json!({"ipv4": {"destination-ipv4-network": "ten", "protocol": 6}}));
        let good = ace(json!({"ipv4": {"protocol": 6}, "tcp": {"destination-port": {"operator": "eq", "port": 80}}}));
        let profile = read(&file(json!([odd.clone(), good.clone()]), json!([]))).unwrap();
        assert_eq!((profile.allowed.len(), profile.remarks.len()), (1, 1));
        assert!(read("{}").is_err() && read("no").is_err() && read(&file(json!([]), json!([]))).is_err());
        assert!(read(&" ".repeat(MOST_BYTES + 1)).is_err());
        let many = read(&file(Value::Array([vec![odd; 400], vec![good]].concat()), json!([]))).unwrap();
        assert_eq!((many.allowed.len(), many.remarks.len()), (1, MOST_REMARKS));
    }

    #[test]
    fn a_profile_binds_whom_one_names_or_whom_it_names_but_never_everybody() {
        let good = ace(json!({"ipv4": {"protocol": 6}, "tcp": {"destination-port": {"operator": "eq", "port": 80}}}));
        let profile = read(&file(json!([good]), json!([]))).unwrap();
        let bound = |bound: Bound| profile.clone().policy(bound, "ann", Timestamp(5)).unwrap().bound.to_string();
        assert_eq!(bound(Bound::default()), "Acme P5");
        assert_eq!(bound(Bound { model: Some("P6".into()), ..Bound::default() }), "P6");
        let nameless = Profile { manufacturer: None, model: None, ..profile.clone() };
        assert!(matches!(nameless.policy(Bound::default(), "ann", Timestamp(5)), Err(MudError::Nobody)));
    }

    #[test]
    fn what_we_write_we_read() {
        use crate::baseline::{Baseline, Talk, TalkKey};
        let mut baseline = Baseline::new(crate::inventory::DeviceId(1), crate::base::Timestamp(0));
        let key =
            |side, port, group: &str| TalkKey { side, transport: Transport::TCP, port, protocol: "".into(), group: group.into() };
        for (side, port, group) in
            [(Side::Client, 443, "domain vendor.example"), (Side::Server, 104, "pacs"), (Side::Client, 2575, "net 10.1.2.0/24")]
        {
            baseline.learn(key(side, port, group), crate::base::Timestamp(0), false, 8);
        }
        let about = super::super::About {
            name: "dev-1".into(),
            manufacturer: None,
            model: None,
            firmware: None,
            updated: crate::base::Timestamp(0),
        };
        let talks: Vec<&Talk> = baseline.talks.iter().collect();
        let mut read: Vec<String> =
            read(&super::super::profile(&about, &talks).to_string()).unwrap().allowed.iter().map(ToString::to_string).collect();
        read.sort();
        assert_eq!(read, ["from pacs: tcp/104", "to 10.1.2.0/24: tcp/2575", "to vendor.example: tcp/443"]);
    }
}
