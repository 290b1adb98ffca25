//! A biomedical engineer's whole task by API: a CMMS's export of 60 rows is imported and reconciled, ten devices are
//! corrected and confirmed, two merged, one split, contacts and plans entered, and the result exported; a kill and a
//! second replay lose nothing of it. (`tests/browser` does the same by mouse.)

use serde_json::{Value, json};
use wardwatch::exchange::csv;

use super::server::{self, Client, Server, cmms};

/// All that people said, as it leaves.
fn everything(client: &mut Client) -> Vec<(String, Value)> {
    let read = |client: &mut Client, path: &str| {
        let answer = client.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap_or(Value::String(answer.body))
    };
    let mut all: Vec<(String, Value)> = [
        "/api/v1/devices?limit=500",
        "/api/v1/contacts",
        "/api/v1/identity",
        "/api/v1/imports",
        "/api/v1/imports/latest/reconciliation",
        "/api/v1/exports/csv",
    ]
    .iter()
    .map(|path| ((*path).to_owned(), read(client, path)))
    .collect();
    let mut fhir = read(client, "/api/v1/exports/fhir");
    fhir.as_object_mut().unwrap().remove("timestamp");
    all.push(("fhir".to_owned(), fhir));
    let devices = all[0].1["devices"].as_array().unwrap().clone();
    for device in devices {
        let path = format!("/api/v1/devices/{}/record", device["id"].as_str().unwrap());
        all.push((path.clone(), read(client, &path)));
    }
    all
}

#[test]
fn a_whole_inventory_is_brought_into_order_by_api() {
    let server = Server::ward();
    let mut client = server.with_token("biomed", &["read", "inventory"]);
    let table = std::fs::read_to_string(cmms()).unwrap();
    let query = "/api/v1/imports?mapping=servicenow&dry_run=0&file=servicenow.csv";
    let imported = client.ask("POST", query, &[("Content-Type", "text/csv")], &table);
    assert_eq!(imported.status, 201, "{}", imported.body);
    let matched = imported.json()["reconciliation"]["matched"].clone();
    let ten: Vec<&str> = matched.as_array().unwrap().iter().take(10).map(|one| one["device"].as_str().unwrap()).collect();
    assert_eq!(ten.len(), 10);
    for (place, device) in ten.iter().enumerate() {
        let path = format!("/api/v1/devices/{device}/record");
        let tag = client.get(&path).header("etag").to_owned();
        let edit = json!({"set": {"room": format!("Room {place}"), "care_modification_plan": "Use the spare; call biomed."},
            "standing": "confirmed", "confirm": true});
        let edited = client.json("PATCH", &path, &[("If-Match", &tag)], &edit);
        assert_eq!((edited.status, &edited.json()["fields"]["room"]["standing"]), (200, &json!("confirmed")), "{}", edited.body);
    }
    for contact in [
        json!({"kind": "site", "name": "Desk", "role": "biomed on call", "phone": "4711", "hours": "24/7"}),
        json!({"kind": "department", "of": "Intensive Care", "role": "charge nurse", "phone": "5512"}),
        json!({"kind": "manufacturer", "of": "ICU Medical", "role": "PSIRT", "mail": "security@icumed.example"}),
    ] {
        assert_eq!(client.json("POST", "/api/v1/contacts", &[], &contact).status, 201, "{contact}");
    }
    let find =
        |client: &mut Client, ip: &str| client.get(&format!("/api/v1/devices/{ip}")).json()["id"].as_str().unwrap().to_owned();
    let (one, two) = (find(&mut client, "10.77.0.61"), find(&mut client, "10.77.0.62"));
    let merged = client.json("POST", &format!("/api/v1/devices/{one}/merge"), &[], &json!({"other": two}));
    assert_eq!(merged.json()["done"], true, "{}", merged.body);
    let laptop = find(&mut client, "3c:6a:a7:00:00:83");
    let split = client.json("POST", &format!("/api/v1/devices/{laptop}/split"), &[], &json!({"parts": ["3c:6a:a7:00:00:83"]}));
    assert_eq!(split.json()["done"], true, "{}", split.body);
    assert_ne!(find(&mut client, "3c:6a:a7:00:00:83"), find(&mut client, "00:e0:4c:00:00:83"));
    let before = everything(&mut client);
    let sheet = csv::read(before[5].1.as_str().unwrap().as_bytes(), b',').unwrap();
    let rooms = sheet.records().filter(|record| record["room"].starts_with("Room ")).count();
    assert_eq!((sheet.rows.len(), rooms), (33, 10), "one less by the merge, one more by the split");
    let token = client.token.clone();
    // `kill -9`, the same capture again, and a start anew.
    let folder = server.folder_of();
    server::command(folder.path(), &["replay", server::demo().to_str().unwrap()], "");
    let server = Server::start(folder, &[]);
    let mut client = Client { token, ..server.client() };
    for ((path, before), (_, after)) in before.iter().zip(everything(&mut client)) {
        assert_eq!(before, &after, "{path}");
    }
    assert!(server.command(&["devices", "audit", "--verify"], "").contains("The audit log holds"));
}
