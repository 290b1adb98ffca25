//! 100,000 devices in a database, put there by the program's own hub, records and alerts: a very large hospital group.
//! Every name, number and address is made up from the device's number; the same program makes the same database.

use std::net::IpAddr;
use std::path::Path;

use wardwatch::alert::{Alert, AlertId, Detected, Kind, Proof, Route, Severity, State};
use wardwatch::base::{Endpoint, MacAddr, Text, Timestamp};
use wardwatch::clinical::{Person, Scope, Standing};
use wardwatch::daemon::Hub;
use wardwatch::fingerprint::Fingerprints;
use wardwatch::inventory::{Changes, DeviceId, Settings};
use wardwatch::observation::{Batch, Claim, Conversation, Fact, Observation, Oriented, Property, Tally, Transport};
use wardwatch::store::{Edit, Opening, open, open_alerts, open_records};

pub const DEVICES: u32 = 100_000;
pub const ALERTS: u64 = 5_000;
/// 2026-01-05T00:00Z; a device is first seen a few seconds after the one before it.
const BEGIN: i64 = 1_767_571_200;
/// Devices that the hub takes at once.
const BATCH: u32 = 5_000;

/// Maker, model, what carries it, of a hundred devices how many.
const MIX: &[(&str, &str, &str, u32)] = &[
    ("Philips", "IntelliVue MX800", "intellivue", 9),
    ("Philips", "IntelliVue MX40", "intellivue", 4),
    ("Draeger", "Infinity M540", "infinity", 5),
    ("B. Braun", "Infusomat Space", "bcc", 12),
    ("Draeger", "Evita V500", "medibus", 3),
    ("Siemens Healthineers", "SOMATOM Force", "dicom", 1),
    ("Siemens Healthineers", "MAGNETOM Aera", "dicom", 1),
    ("GE HealthCare", "LOGIQ E10", "dicom", 3),
    ("Roche", "cobas 6000", "hl7", 2),
    ("Dell", "OptiPlex 7090", "dhcp", 34),
    ("HP", "LaserJet M507", "mdns", 8),
    ("Axis", "P3245-LV", "mdns", 5),
    ("Cisco", "CP-8845", "cdp", 9),
    ("", "", "", 4),
];
const DEPARTMENTS: [&str; 40] = [
    "ICU",
    "ICU 2",
    "NICU",
    "CCU",
    "ED",
    "OR 1",
    "OR 2",
    "Recovery",
    "Radiology",
    "Nuclear Medicine",
    "Cardiology",
    "Neurology",
    "Oncology",
    "Dialysis",
    "Endoscopy",
    "Laboratory",
    "Blood Bank",
    "Pharmacy",
    "Maternity",
    "Pediatrics",
    "Surgery",
    "Orthopedics",
    "Urology",
    "Dermatology",
    "Ophthalmology",
    "ENT",
    "Psychiatry",
    "Geriatrics",
    "Rehabilitation",
    "Palliative",
    "Outpatients",
    "Day Clinic",
    "Sterilization",
    "Biomedical Engineering",
    "IT",
    "Facilities",
    "Administration",
    "Archive",
    "Training",
    "Stores",
];
const SETTINGS: [&str; 5] = ["icu", "ed", "or", "ward", "outpatient"];

fn ip(number: u32) -> IpAddr {
    let [_, a, b, c] = (number + 256).to_be_bytes();
    [10, a + 1, b, c].into()
}

pub fn end(number: u32) -> Endpoint {
    let [_, a, b, c] = number.to_be_bytes();
    Endpoint { mac: Some(MacAddr([0x00, 0x50, 0x56, a, b, c])), ip: Some(ip(number)), ..Endpoint::default() }
}

fn kind(number: u32) -> (&'static str, &'static str, &'static str) {
    let mut place = number.wrapping_mul(61) % 100;
    for (maker, model, protocol, share) in MIX {
        if place < *share {
            return (maker, model, protocol);
        }
        place -= share;
    }
    ("", "", "")
}

fn at(number: u32) -> Timestamp {
    Timestamp::new(BEGIN + i64::from(number) * 20, 0)
}

/// What a device says of itself.
fn facts(number: u32) -> Vec<Observation> {
    let (subject, (maker, model, protocol)) = (end(number), kind(number));
    let mut said = vec![(Fact::Present { hops: Some(0) }, "arp"), (Fact::Holds(Claim::Arp), "arp")];
    let mut says = |property, text: String, protocol| said.push((Fact::Says(property, Text::new(&text).unwrap()), protocol));
    says(Property::HostName, format!("host-{number}"), "dhcp");
    if !model.is_empty() {
        says(Property::Manufacturer, maker.to_owned(), protocol);
        says(Property::Model, model.to_owned(), protocol);
        says(Property::Serial, format!("SN{:07}", number * 13), protocol);
        says(Property::SoftwareVersion, format!("{}.{}", number % 5 + 1, number % 7), protocol);
    }
    if number.is_multiple_of(50) {
        // A rival that contradicts it.
        says(Property::Model, "IntelliVue MX550".to_owned(), "http");
    }
    if protocol == "dicom" {
        says(Property::DicomAeTitle, format!("AE{number}"), "dicom");
    }
    said.into_iter().map(|(fact, protocol)| Observation { at: at(number), subject, fact, protocol }).collect()
}

/// With whom it talks: a server of its kind, one of its building, one for names, and a neighbour.
fn talks(number: u32) -> Vec<Conversation> {
    let (.., protocol) = kind(number);
    let clinical = match protocol {
        "dicom" => (number % 20, 104, "dicom"),
        "intellivue" | "infinity" | "medibus" | "bcc" | "hl7" => (20 + number % 60, 2575, "hl7"),
        _ => (80 + number % 20, 443, "tls"),
    };
    let partners =
        [clinical, (100 + number / 1000 % 100, 445, "smb"), (200 + number % 4, 53, "dns"), ((number + 1) % DEVICES, 443, "tls")];
    let talk = |(server, port, protocol): (u32, u16, &'static str)| Conversation {
        client: end(number),
        server: end(server),
        client_port: 40_000,
        server_port: port,
        transport: Transport::TCP,
        first: at(number),
        last: Timestamp(at(number).0 + 60_000_000_000),
        from_client: Tally { packets: 20, bytes: 9_000 + u64::from(number % 1000) },
        from_server: Tally { packets: 20, bytes: 4_000 },
        protocol: Some(protocol),
        oriented: Oriented::Handshake,
        answered: true,
        opening: true,
    };
    let mut talks: Vec<Conversation> = partners.into_iter().filter(|(server, ..)| *server != number).map(talk).collect();
    if number % 200 == 7 {
        let far = Endpoint { mac: end(0).mac, ip: Some([203, 0, 113, (number % 250) as u8].into()), ..Endpoint::default() };
        talks.push(Conversation { server: far, ..talk((0, 443, "tls")) });
    }
    talks
}

/// Makes the database.
pub fn make(path: &Path) {
    let url = path.to_str().unwrap();
    let store = open(url, Opening::Create).unwrap();
    let mut hub = Hub::new("bench", store, Fingerprints::shipped().unwrap(), Settings::default()).unwrap();
    for (sequence, first) in (0..DEVICES).step_by(BATCH as usize).enumerate() {
        let numbers = first..(first + BATCH).min(DEVICES);
        let until = at(numbers.end);
        let observations = numbers.clone().flat_map(facts).collect();
        let conversations = numbers.flat_map(talks).collect();
        hub.take(&Batch { epoch: 1, sequence: sequence as u64, until, observations, conversations }).unwrap();
    }
    hub.close();
    people(url);
    alerts(url);
}

/// A third is confirmed, with a place; contacts for every department.
fn people(url: &str) {
    let mut records = open_records(url, Opening::Existing).unwrap();
    let now = at(DEVICES);
    for (place, department) in (0_u64..).zip(DEPARTMENTS) {
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let setting = SETTINGS[place as usize % SETTINGS.len()];
        let set = vec![pair("department", department), pair("care_setting", setting), pair("room", &format!("{place}.01"))];
        let edit = Edit { set, standing: Some(Standing::Confirmed), ..Edit::default() };
        let devices: Vec<DeviceId> =
            (0..u64::from(DEVICES) / 3).filter(|n| n % 40 == place).map(|n| DeviceId(n * 3 + 1)).collect();
        records.edit_all(&devices, &edit, "bench", now).unwrap();
        let person = Person { name: format!("Charge nurse {department}"), phone: Some("5512".into()), ..Person::default() };
        records.put_contact(None, &Scope::Department(department.to_owned()), None, &person, "bench", now).unwrap();
    }
}

/// A month of alerts, of which one in ten is open.
fn alerts(url: &str) {
    let mut room = open_alerts(url, Opening::Existing).unwrap();
    let alerts = (1..=ALERTS).map(|number| {
        let (device, last) = (number * 17 % u64::from(DEVICES) + 1, Timestamp::new(BEGIN + number as i64 * 400, 0));
        Alert {
            id: AlertId(number),
            kind: Kind::ALL[number as usize % Kind::ALL.len()],
            severity: Severity::ALL[number as usize % Severity::ALL.len()],
            route: Route::ALL[usize::from(number.is_multiple_of(8))],
            route_reason: "one strong finding".into(),
            state: if number.is_multiple_of(10) { State::Open } else { State::Closed },
            verdict: None,
            author: None,
            note: None,
            device: Some(DeviceId(device)),
            device_macs: Vec::new(),
            device_ips: vec![ip(device as u32)],
            others: Vec::new(),
            first: last,
            last,
            count: number % 30 + 1,
            summary: format!("talks to 203.0.113.{}, as nobody of its like does", number % 250),
            peer: Some(format!("203.0.113.{}", number % 250)),
            key: number.to_string(),
            evidence: (0..4).map(|_| Proof { at: last, text: "a flow of 4 kB".into(), community_id: None }).collect(),
            baseline: None,
            strength: 80,
            techniques: &[],
            context: None,
        }
    });
    let detected = Detected { alerts: alerts.collect(), next: ALERTS + 1, ..Detected::default() };
    // The changes of a hub that has nothing to say, with the time and counters it had.
    let snapshot = open(url, Opening::Existing).unwrap().snapshot().unwrap();
    let nothing = Changes { now: snapshot.now, rules: snapshot.rules, counters: snapshot.counters, ..Changes::default() };
    room.commit_detected(&[], &nothing, &detected).unwrap();
}
