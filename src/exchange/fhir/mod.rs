//! HL7 FHIR R4 (4.0.1): `Device`, a searchset `Bundle`, `CapabilityStatement` and `OperationOutcome`
//! (<http://hl7.org/fhir/R4/device.html>).
//!
//! Invariant: `Device.patient` is never filled: a device is described, nobody who lies beside it.

mod search;

pub use search::{Search, SearchError};

use serde_json::{Map, Value, json};

use super::{Item, category_name};
use crate::base::{Text, Timestamp};
use crate::observation::Property;

/// The version of FHIR.
pub const VERSION: &str = "4.0.1";
/// The media type of every answer.
pub const MEDIA_TYPE: &str = "application/fhir+json; fhirVersion=4.0";
/// The code system of our categories.
pub const CATEGORIES: &str = "urn:wardwatch:category";
/// The identifier system of asset numbers.
pub const ASSET_TAGS: &str = "urn:wardwatch:asset-tag";
/// The identifier system of serial numbers.
pub const SERIALS: &str = "urn:wardwatch:serial";

/// The `Device` of an item; its id is `dev-17`.
#[must_use]
pub fn device(item: &Item) -> Value {
    let row = &item.row;
    let mut device = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            device.insert(key.to_owned(), value);
        }
    };
    let text = |slug: &str| item.value(slug).and_then(string);
    put("resourceType", Some("Device".into()));
    put("id", Some(row.id.to_string().into()));
    put("meta", instant(row.last).map(|last| json!({ "lastUpdated": last })));
    put("identifier", some(identifiers(item)));
    put("udiCarrier", some(carriers(item)));
    put("status", Some("active".into()));
    put("manufacturer", text("manufacturer"));
    put("serialNumber", text("serial"));
    put("deviceName", some(names(item)));
    put("modelNumber", text("model"));
    put(
        "type",
        Some(json!({
            "coding": [{ "system": CATEGORIES, "code": item.category(), "display": category_name(item.category()) }],
            "text": category_name(item.category()),
        })),
    );
    put("version", some(versions(item)));
    put("property", some(properties(item)));
    put("owner", item.record.get("owner").map(|owner| json!({ "display": owner })));
    put("location", item.place().map(|place| json!({ "display": place })));
    put("note", some(notes(item)));
    Value::Object(device)
}

fn some(values: Vec<Value>) -> Option<Value> {
    (!values.is_empty()).then_some(Value::Array(values))
}

/// A FHIR string holds something else than white space (R4, datatypes, string).
fn string(text: &str) -> Option<Value> {
    (!text.trim().is_empty()).then(|| text.into())
}

/// An `instant` to the millisecond; none for a time that no calendar reaches.
fn instant(at: Timestamp) -> Option<String> {
    let text = at.to_string();
    let (seconds, rest) = text.split_once('.')?;
    let fraction = rest.get(..3)?;
    (seconds.len() == 19).then(|| format!("{seconds}.{fraction}Z"))
}

fn identifiers(item: &Item) -> Vec<Value> {
    let typed = |code: &str, system: &str, value: &str| {
        let coding = json!([{ "system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": code }]);
        json!({ "type": { "coding": coding }, "system": system, "value": value })
    };
    let serial = item.value("serial").map(|serial| typed("SNO", SERIALS, serial));
    let tag = item.value("asset_tag").map(|tag| json!({ "type": { "text": "Asset tag" }, "system": ASSET_TAGS, "value": tag }));
    let macs = item
        .row
        .macs
        .iter()
        .map(|mac| json!({ "type": { "text": "MAC address" }, "system": "urn:wardwatch:mac", "value": mac.to_string() }));
    serial.into_iter().chain(tag).chain(macs).collect()
}

/// The whole carrier in human-readable form and, where it was said apart or can be told, the device identifier.
fn carriers(item: &Item) -> Vec<Value> {
    let stated = |property| item.stated.get(&property).map(Vec::as_slice).unwrap_or_default();
    let said = item.record.get("udi").map(String::as_str);
    let whole: Vec<&str> = match said {
        Some(udi) => vec![udi],
        None => stated(Property::Udi).iter().map(Text::as_str).collect(),
    };
    let carrier = |udi: &str| {
        let mut carrier = json!({ "carrierHRF": udi, "entryType": if said.is_some() { "manual" } else { "unknown" } });
        if let Some((issuer, identifier)) = device_identifier(udi) {
            carrier["deviceIdentifier"] = identifier.into();
            carrier["issuer"] = issuer.into();
        }
        carrier
    };
    if !whole.is_empty() {
        return whole.into_iter().map(carrier).collect();
    }
    stated(Property::UdiDeviceIdentifier).iter().map(|part| json!({ "deviceIdentifier": part.as_str() })).collect()
}

/// The issuing agency's system and the device identifier of a carrier (21 CFR 801.40; GS1 `(01)`, HIBCC `+`, ICCBBA `=/`).
fn device_identifier(udi: &str) -> Option<(&'static str, String)> {
    if let Some(rest) = udi.strip_prefix("(01)").or_else(|| udi.strip_prefix("01").filter(|rest| rest.len() >= 14)) {
        let digits: String = rest.chars().take(14).collect();
        let whole = digits.len() == 14 && digits.chars().all(|c| c.is_ascii_digit());
        return whole.then_some(("http://hl7.org/fhir/NamingSystem/gs1-di", digits));
    }
    if let Some(rest) = udi.strip_prefix('+') {
        let part: String = rest.chars().take_while(|c| *c != '/').collect();
        return (part.len() >= 6).then_some(("http://hl7.org/fhir/NamingSystem/hibcc-dI", part));
    }
    let rest = udi.strip_prefix("=/")?;
    let part: String = rest.chars().take_while(|c| *c != '=').collect();
    (!part.is_empty()).then_some(("http://hl7.org/fhir/NamingSystem/iccbba-other-di", part))
}

fn names(item: &Item) -> Vec<Value> {
    let friendly = item.record.get("hostname").map(String::as_str);
    let mut all: Vec<(&str, &str)> = friendly.map(|name| (name, "user-friendly-name")).into_iter().collect();
    let others = item.names().into_iter().chain(item.row.ae_titles.iter().map(Text::as_str));
    all.extend(others.map(|name| (name, if friendly.is_none() { "user-friendly-name" } else { "other" })));
    all.extend(item.value("model").map(|model| (model, "model-name")));
    all.into_iter().map(|(name, kind)| json!({ "name": name, "type": kind })).collect()
}

fn versions(item: &Item) -> Vec<Value> {
    let one = |kind: &str, value: &str| json!({ "type": { "text": kind }, "value": value });
    let software = item.value("software").map(|value| one("software", value));
    let os = item.value("os").map(|value| one("operating system", value));
    let of = |property, kind: &'static str| {
        let values = item.stated.get(&property).map(Vec::as_slice).unwrap_or_default();
        values.iter().map(move |value| json!({ "type": { "text": kind }, "value": value.as_str() }))
    };
    let rest = of(Property::FirmwareVersion, "firmware").chain(of(Property::HardwareVersion, "hardware"));
    software.into_iter().chain(os).chain(rest).collect()
}

fn properties(item: &Item) -> Vec<Value> {
    let coded = |kind: &str, value: &str| json!({ "type": { "text": kind }, "valueCode": [{ "text": value }] });
    let row = &item.row;
    let ips = row.ips.iter().map(|ip| coded("IP address", &ip.to_string()));
    let titles = row.ae_titles.iter().map(|title| coded("DICOM AE title", title.as_str()));
    let known = ["category", "manufacturer", "model", "serial", "software", "os", "hostname", "udi", "asset_tag", "owner"];
    let place = ["site", "building", "floor", "room"];
    let said = item.record.iter().filter(|(slug, _)| !known.contains(&slug.as_str()) && !place.contains(&slug.as_str()));
    ips.chain(titles).chain(said.map(|(slug, value)| coded(slug, value))).collect()
}

fn notes(item: &Item) -> Vec<Value> {
    let sure = item.row.confidence(crate::fingerprint::Attribute::Category);
    let said = item.record.contains_key("category");
    let conflicts: Vec<&str> =
        item.row.attributes.iter().filter(|(.., conflict)| *conflict).map(|(attribute, ..)| attribute.slug()).collect();
    let how = match sure {
        _ if said => "What it is was said by a person.".to_owned(),
        Some(sure) => format!("What it is was told from network traffic; confidence {:.0} %.", sure * 100.0),
        None => "What it is could not be told from network traffic.".to_owned(),
    };
    let mut notes = vec![json!({ "text": how })];
    if !conflicts.is_empty() {
        notes.push(json!({ "text": format!("Evidence disagrees on: {}.", conflicts.join(", ")) }));
    }
    notes
}

/// One page of a search's answer. `base` is the address of the service (`https://host/fhir`), `total` how many match where
/// that is known, `page` those shown, `next` where more follow: the id after which the next page begins.
#[must_use]
pub fn bundle(base: &str, search: &Search, total: Option<usize>, page: &[&Item], next: Option<&str>, now: Timestamp) -> Value {
    let address = |after: Option<&str>| {
        let query = search.query(after);
        format!("{base}/Device{}{query}", if query.is_empty() { "" } else { "?" })
    };
    let mut links = vec![json!({ "relation": "self", "url": address(None) })];
    links.extend(next.map(|after| json!({ "relation": "next", "url": address(Some(after)) })));
    let entry = |item: &&Item| json!({ "fullUrl": format!("{base}/Device/{}", item.row.id), "resource": device(item), "search": { "mode": "match" } });
    let mut bundle = json!({ "resourceType": "Bundle", "type": "searchset", "link": links });
    if let Some(total) = total {
        bundle["total"] = total.into();
    }
    if let Some(now) = instant(now) {
        bundle["timestamp"] = now.into();
    }
    // An empty list is no FHIR.
    if let Some(entries) = some(page.iter().map(entry).collect()) {
        bundle["entry"] = entries;
    }
    bundle
}

/// A device as it stands in a [`collection`].
#[must_use]
pub fn entry(item: &Item) -> Value {
    json!({ "fullUrl": format!("urn:wardwatch:device:{}", item.row.id), "resource": device(item) })
}

/// A bundle of these entries, for a file.
#[must_use]
pub fn collection(entries: Vec<Value>, now: Timestamp) -> Value {
    let mut bundle = json!({ "resourceType": "Bundle", "type": "collection" });
    if let Some(now) = instant(now) {
        bundle["timestamp"] = now.into();
    }
    if let Some(entries) = some(entries) {
        bundle["entry"] = entries;
    }
    bundle
}

/// What the service can do; `now` is the date of the statement.
#[must_use]
pub fn capability_statement(base: &str, now: Timestamp) -> Value {
    let parameters = search::PARAMETERS.iter().map(|parameter| {
        let mut shown = json!({ "name": parameter.name, "type": parameter.kind.name(), "documentation": parameter.help });
        if let Some(definition) = parameter.definition {
            shown["definition"] = definition.into();
        }
        shown
    });
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": instant(now).unwrap_or_else(|| "1970-01-01".to_owned()),
        "kind": "instance",
        "software": { "name": "wardwatch", "version": env!("CARGO_PKG_VERSION") },
        "implementation": { "description": "Devices seen on the network, read only", "url": base },
        "fhirVersion": VERSION,
        "format": ["json"],
        "rest": [{
            "mode": "server",
            "security": { "description": "Session or API token with the right to read" },
            "resource": [{
                "type": "Device",
                "interaction": [{ "code": "read" }, { "code": "search-type" }],
                "versioning": "no-version",
                "searchParam": parameters.collect::<Vec<_>>(),
            }],
        }],
    })
}

/// Why a request cannot be answered. `code` is of the value set issue-type: `not-found`, `invalid`, `not-supported`,
/// `login`, `forbidden`, `exception` …
#[must_use]
pub fn outcome(code: &str, diagnostics: &str) -> Value {
    let mut issue = json!({ "severity": "error", "code": code });
    if let Some(text) = string(diagnostics) {
        issue["diagnostics"] = text;
    }
    json!({ "resourceType": "OperationOutcome", "issue": [issue] })
}

#[cfg(test)]
mod tests;
