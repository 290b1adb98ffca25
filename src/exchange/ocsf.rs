//! OCSF Device Inventory Info (class 5001), one event a device; schema 1.5.0 (schema.ocsf.io/1.5.0/classes/inventory_info).
//!
//! OCSF has no medical kind of device: `type_id` is 99 (Other) with the category in `type`, and what has no place in the
//! schema stands in `unmapped`.

use serde_json::{Map, Value, json};

use super::{Item, category_name};
use crate::base::Timestamp;
use crate::observation::Property;

/// The version of the schema that these events follow.
pub const SCHEMA: &str = "1.5.0";

/// Milliseconds since 1970, as OCSF's `timestamp_t` wants them.
#[must_use]
pub fn milliseconds(at: Timestamp) -> i64 {
    at.0.div_euclid(1_000_000)
}

/// `metadata`, the same for every class.
#[must_use]
pub fn metadata(uid: &str) -> Value {
    json!({
        "version": SCHEMA,
        "uid": uid,
        "product": { "name": "wardwatch", "vendor_name": "wardwatch", "version": env!("CARGO_PKG_VERSION") },
    })
}

/// Kinds of device that OCSF knows (`device.type_id`).
#[must_use]
pub fn type_id(category: &str) -> i64 {
    match category {
        "unknown" => 0,
        "server" | "pacs" | "lis" | "ehr" | "hl7_interface_engine" | "infusion_server" | "central_station" => 1,
        "workstation" | "modality_workstation" => 2,
        "mobile" => 5,
        "ip_camera" | "building_automation" => 7,
        _ => 99,
    }
}

/// The OCSF `os.type_id` of an operating system's name.
fn os_type(name: &str) -> i64 {
    let name = name.to_lowercase();
    let known: [(&str, i64); 7] =
        [("windows", 100), ("android", 201), ("linux", 200), ("ios xe", 99), ("macos", 300), ("ios", 99), ("solaris", 400)];
    known.iter().find(|(word, _)| name.contains(word)).map_or(99, |(_, id)| *id)
}

/// The `device` object.
#[must_use]
pub fn device(item: &Item) -> Value {
    let row = &item.row;
    let mut device = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            device.insert(key.to_owned(), value);
        }
    };
    let text = |slug: &str| item.value(slug).map(Value::from);
    put("uid", Some(row.id.to_string().into()));
    put("name", Some(item.name().into()));
    put("type_id", Some(type_id(item.category()).into()));
    put("type", Some(category_name(item.category()).into()));
    put("hostname", text("hostname"));
    put("vendor_name", text("manufacturer"));
    put("model", text("model"));
    put("ip", row.ips.first().map(|ip| ip.to_string().into()));
    put("mac", row.macs.first().map(|mac| mac.to_string().into()));
    put("vlan_uid", row.vlans.first().filter(|vlan| vlan.0 != 0).map(|vlan| vlan.to_string().into()));
    put("network_interfaces", interfaces(item));
    put("os", item.value("os").map(|os| json!({ "name": os, "type_id": os_type(os) })));
    put("hw_info", item.value("serial").map(|serial| json!({ "serial_number": serial })));
    put("location", item.place().map(|place| json!({ "desc": place })));
    put("owner", item.record.get("owner").map(|owner| json!({ "name": owner })));
    put("first_seen_time", Some(milliseconds(row.first).into()));
    put("last_seen_time", Some(milliseconds(row.last).into()));
    Value::Object(device)
}

fn interfaces(item: &Item) -> Option<Value> {
    let row = &item.row;
    let ips = || row.ips.iter().map(|ip| json!({ "type_id": 0, "ip": ip.to_string() }));
    let macs = row.macs.iter().map(|mac| json!({ "type_id": 0, "mac": mac.to_string() }));
    // Which of several addresses is on which interface is not always seen: only a lone pair is put together.
    let all: Vec<Value> = match (row.macs.as_slice(), row.ips.as_slice()) {
        ([mac], [ip]) => vec![json!({ "type_id": 0, "mac": mac.to_string(), "ip": ip.to_string() })],
        _ => macs.chain(ips()).collect(),
    };
    (!all.is_empty()).then_some(Value::Array(all))
}

/// What has no place in the schema.
fn unmapped(item: &Item) -> Value {
    let row = &item.row;
    let strings = |values: &[crate::base::Text]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut rest = Map::new();
    rest.insert("category".to_owned(), item.category().into());
    rest.insert("ae_titles".to_owned(), strings(&row.ae_titles).into());
    rest.insert("hostnames".to_owned(), item.names().into());
    rest.insert("software".to_owned(), item.value("software").into());
    let services = row
        .services
        .iter()
        .map(|service| json!({ "port": service.port, "transport": service.transport.name(), "app": service.protocol }));
    rest.insert("services".to_owned(), services.collect());
    for (property, values) in &item.stated {
        rest.insert(property.slug().to_owned(), strings(values).into());
    }
    rest.insert("record".to_owned(), item.record.iter().map(|(slug, text)| (slug.clone(), Value::from(text.as_str()))).collect());
    Value::Object(rest)
}

/// The event of one device.
#[must_use]
pub fn event(item: &Item, now: Timestamp) -> Value {
    let uid = format!("{}@{}", item.row.id, milliseconds(now));
    let mut observables: Vec<Value> = Vec::new();
    let mut observe =
        |name: &str, id: i64, value: String| observables.push(json!({ "name": name, "type_id": id, "value": value }));
    item.names().iter().for_each(|name| observe("device.hostname", 1, (*name).to_owned()));
    item.row.ips.iter().for_each(|ip| observe("device.network_interfaces.ip", 2, ip.to_string()));
    item.row.macs.iter().for_each(|mac| observe("device.network_interfaces.mac", 3, mac.to_string()));
    let udi = item.stated.get(&Property::Udi).and_then(|udi| udi.first());
    let message = udi.map_or_else(String::new, |udi| format!(", UDI {udi}"));
    json!({
        "activity_id": 2,
        "activity_name": "Collect",
        "category_uid": 5,
        "category_name": "Discovery",
        "class_uid": 5001,
        "class_name": "Device Inventory Info",
        "type_uid": 500_102,
        "severity_id": 1,
        "time": milliseconds(now),
        "message": format!("{} {}{message}", category_name(item.category()), item.name()),
        "metadata": metadata(&uid),
        "device": device(item),
        "observables": observables,
        "unmapped": unmapped(item),
    })
}

/// One event a line.
#[must_use]
pub fn write(items: &[Item], now: Timestamp) -> String {
    items.iter().map(|item| format!("{}\n", event(item, now))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::item::tests::pump;
    use super::*;

    #[test]
    fn an_event_has_what_the_class_requires() {
        let event = event(&pump(), Timestamp(5_000_000_000));
        for (key, value) in [
            ("activity_id", 2),
            ("category_uid", 5),
            ("class_uid", 5001),
            ("type_uid", 500_102),
            ("severity_id", 1),
            ("time", 5000),
        ] {
            assert_eq!(event[key], value, "{key}");
        }
        assert_eq!(event["metadata"]["version"], SCHEMA);
        assert_eq!(event["device"]["hw_info"]["serial_number"], "PLUM-0007741");
        assert_eq!(event["device"]["type"], "Infusion pump");
        let lines = write(&[pump(), pump()], Timestamp(0));
        assert_eq!(lines.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count(), 2);
    }
}
