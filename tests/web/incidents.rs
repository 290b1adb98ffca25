//! An incident from its alerts to its end, by API alone.

use serde_json::{Value, json};

use super::server::{self, Answer, Client, Server};

/// A ward with alerts, somebody who handles them, and the alerts' numbers.
fn attacked() -> (Server, Client, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let tests = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let attacks = ["fixtures/smb/against-a-pump/input.pcap", "hostile/attacks/arp-takeover-router.pcap"];
    let [smb, arp] = attacks.map(|attack| format!("{tests}/{attack}"));
    server::command(folder.path(), &["replay", server::demo().to_str().unwrap(), &smb, &arp], "");
    let server = Server::with_accounts(folder);
    let mut soc = server.with_token("soc", &["read", "alerts"]);
    let alerts = soc.get("/api/v1/alerts").json();
    let ids: Vec<String> = alerts.as_array().unwrap().iter().map(|alert| alert["id"].as_str().unwrap().to_owned()).collect();
    assert!(ids.len() >= 2, "{alerts}");
    (server, soc, ids)
}

fn open(client: &mut Client, body: &Value) -> Answer {
    client.json("POST", "/api/v1/incidents", &[], body)
}

fn take(client: &mut Client, tag: &str, body: &Value) -> Answer {
    client.json("POST", "/api/v1/incidents/incident-1/steps", &[("If-Match", tag)], body)
}

#[test]
fn the_rules_of_an_incident_hold_by_api() {
    let (server, mut soc, ids) = attacked();
    for (body, status) in
        [(json!({"alerts": []}), 400), (json!({"alerts": ["x"]}), 400), (json!({"alerts": ["alert-9999"]}), 400)]
    {
        assert_eq!(open(&mut soc, &body).status, status, "{body}");
    }
    let mut biomed = server.with_token("biomed", &["read", "inventory"]);
    assert_eq!(open(&mut biomed, &json!({"alerts": [ids[0]]})).status, 403, "who keeps the inventory does not handle alerts");
    let opened = open(&mut soc, &json!({"alerts": [ids[0]], "title": "Somebody is the router"}));
    assert_eq!((opened.status, opened.header("location"), opened.header("etag")), (201, "/api/v1/incidents/incident-1", "\"1\""));
    assert_eq!(soc.get(&format!("/api/v1/alerts/{}", ids[0])).json()["state"], "acknowledged");
    assert_eq!(soc.json("POST", "/api/v1/incidents/incident-1/steps", &[], &json!({"step": "note", "text": "x"})).status, 428);
    let taken = take(&mut soc, "\"1\"", &json!({"step": "note", "text": "the switch shows two ports"}));
    assert_eq!((taken.status, taken.header("etag")), (201, "\"2\""), "{}", taken.body);
    let late = take(&mut soc, "\"1\"", &json!({"step": "note", "text": "too late"}));
    assert!(late.status == 412 && late.body.contains("soc took a step"), "{}", late.body);
    for (body, status) in [
        (json!({"step": "sing"}), 400),
        (json!({"step": "note", "text": "x", "loud": true}), 400),
        (json!({"step": "note", "text": "  "}), 400),
        (json!({"step": "phase", "phase": "lunch"}), 400),
        (json!({"step": "action", "what": "x", "device": "dev-9999"}), 400),
        (json!({"step": "done", "action": 7}), 409),
        (json!({"step": "close", "lessons": "none"}), 409),
    ] {
        let answer = take(&mut soc, "*", &body);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, "application/problem+json"),
            "{body}: {}",
            answer.body
        );
    }
    assert_eq!(soc.get("/api/v1/incidents/1").header("etag"), "\"2\"", "nothing of it was written");
}

#[test]
fn an_incident_goes_its_way_by_api() {
    let (server, mut soc, ids) = attacked();
    assert_eq!(open(&mut soc, &json!({"alerts": [ids[0]]})).status, 201);
    let pump = soc.get("/api/v1/devices?category=infusion_pump").json()["devices"][0]["id"].clone();
    for body in [
        json!({"step": "add", "alert": ids[1]}),
        json!({"step": "call", "who": "ICU desk", "answer": "two pumps are in use"}),
        json!({"step": "call", "who": "network on call"}),
        json!({"step": "impact", "functional": "low", "information": "none", "recoverability": "regular"}),
        json!({"step": "phase", "phase": "containment", "why": "it goes on"}),
        json!({"step": "action", "what": "take the pump off the network", "device": pump}),
    ] {
        let answer = take(&mut soc, "*", &body);
        assert_eq!(answer.status, 201, "{body}: {}", answer.body);
    }
    let refused = take(&mut soc, "*", &json!({"step": "done", "action": 1}));
    assert!(refused.status == 409 && refused.body.contains("care-modification plan"), "{}", refused.body);
    for body in [
        json!({"step": "approve", "action": 1, "by": "Dr Weber", "role": "charge physician", "plan": "a nurse sets the rate"}),
        json!({"step": "done", "action": 1, "remark": "port 12"}),
        json!({"step": "revert", "action": 1}),
        json!({"step": "phase", "phase": "post_incident"}),
        json!({"step": "close", "lessons": "the switch guards ARP now"}),
    ] {
        let answer = take(&mut soc, "*", &body);
        assert_eq!(answer.status, 201, "{body}: {}", answer.body);
    }
    let whole = soc.get("/api/v1/incidents/incident-1").json();
    assert_eq!((&whole["incident"]["phase"], whole["timeline"].as_array().unwrap().len()), (&json!("closed"), 12));
    assert_eq!((&whole["actions"][0]["state"], &whole["actions"][0]["approved_by"]), (&json!("reverted"), &json!("Dr Weber")));
    assert_eq!((&whole["calls"][1]["who"], &whole["calls"][1]["answer"]), (&json!("network on call"), &json!(null)));
    assert_eq!(take(&mut soc, "*", &json!({"step": "note", "text": "x"})).status, 409, "it is closed");
    // The page shows the same, and the log has every step.
    assert!(server.signed_in("viewer").get("/incidents/1").body.contains("the switch guards ARP now"));
    let log = soc.get("/api/v1/audit?subject=incident-1").json();
    assert_eq!(log.as_array().unwrap().len(), 12, "{log}");
}
