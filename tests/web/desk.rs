//! What the security desk says of devices: what is normal, what their manufacturers allow, what is kept quiet; by API and by
//! page.

use serde_json::{Value, json};

use super::server::{Answer, Client, Server};

/// The pump that a workstation attacks.
const PUMP: &str = "10.77.0.46";

fn attacked() -> Server {
    Server::with_accounts(Server::attacked())
}

/// A profile that allows a pump one service of its maker, and has a rule that cannot be read.
fn profile(maker: &Value, model: &Value) -> String {
    let rule = |name: &str, matches: Value| json!({"name": name, "matches": matches, "actions": {"forwarding": "accept"}});
    let good = json!({"ipv4": {"ietf-acldns:dst-dnsname": "update.vendor.example", "protocol": 6},
        "tcp": {"ietf-mud:direction-initiated": "from-device", "destination-port": {"operator": "eq", "port": 443}}});
    let odd = json!({"ipv4": {"destination-ipv4-network": "ten", "protocol": 6}});
    json!({
        "ietf-mud:mud": {
            "mud-version": 1, "mud-url": "https://mud.example/pump.json", "systeminfo": "A <b>pump</b>",
            "mfg-name": maker, "model-name": model,
            "from-device-policy": {"access-lists": {"access-list": [{"name": "from"}]}},
        },
        "ietf-access-control-list:acls": {"acl": [{"name": "from", "aces": {"ace": [rule("good", good), rule("odd", odd)]}}]},
    })
    .to_string()
}

fn bring(client: &mut Client, query: &str, kind: &str, body: &str) -> Answer {
    client.ask("POST", &format!("/api/v1/policies?{query}"), &[("Content-Type", kind)], body)
}

/// What was done to something, latest first, as the audit log has it.
fn deeds(client: &mut Client, subject: &str) -> Vec<String> {
    let log = client.get(&format!("/api/v1/audit?subject={}", subject.replace(' ', "+"))).json();
    log.as_array().unwrap().iter().map(|entry| entry["what"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_normal_is_read_accepted_and_forgotten_by_api() {
    let server = attacked();
    let mut soc = server.with_token("soc", &["read", "alerts"]);
    let path = format!("/api/v1/devices/{PUMP}/baseline");
    let read = soc.get(&path);
    let one = read.json();
    let device = one["device_id"].as_str().unwrap().to_owned();
    let shown = server.command(&["baseline", "show", &device, "--format", "json"], "");
    assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), one, "the command line says the same");
    let detectors: Vec<&str> = one["detectors"].as_array().unwrap().iter().map(|one| one["detector"].as_str().unwrap()).collect();
    assert_eq!(detectors, ["policies", "sweeps", "conversations", "identity", "volume", "silence"]);
    let talks = one["conversations"].as_array().unwrap();
    assert!(talks.len() >= 2 && talks.iter().all(|talk| talk["trust"] != "accepted"), "{one}");
    assert!(!one["identity"].as_array().unwrap().is_empty() && one["accepted"].is_null(), "{one}");
    // Somebody else may read it and change nothing.
    let body = json!({"only": talks[0]["with"]});
    let accept =
        |client: &mut Client, tag: &str, body: &Value| client.json("POST", &format!("{path}/accept"), &[("If-Match", tag)], body);
    for (name, scopes) in [("viewer", ["read"].as_slice()), ("biomed", &["read", "inventory"])] {
        let mut other = server.with_token(name, scopes);
        assert_eq!((other.get(&path).status, accept(&mut other, "*", &body).status), (200, 403), "{name}");
        assert_eq!(other.ask("DELETE", &path, &[], "").status, 403, "{name}");
    }
    // What was not read is not accepted.
    assert_eq!(soc.json("POST", &format!("{path}/accept"), &[], &body).status, 428);
    assert_eq!(accept(&mut soc, "\"1\"", &body).status, 412);
    assert_eq!(accept(&mut soc, "*", &json!({"only": "x".repeat(201)})).status, 400);
    let tag = read.header("etag").to_owned();
    let done = accept(&mut soc, &tag, &body);
    assert_eq!((done.status, &done.json()["done"]), (200, &json!(true)), "{}", done.body);
    let after = soc.get(&path);
    let trusted =
        |one: &Value| one["conversations"].as_array().unwrap().iter().filter(|talk| talk["trust"] == "accepted").count();
    assert!((1..talks.len()).contains(&trusted(&after.json())), "{}", after.body);
    assert_ne!(after.header("etag"), tag, "what was accepted changes the version");
    assert_eq!(accept(&mut soc, &tag, &json!({})).status, 412, "and who read before is told");
    assert_eq!(accept(&mut soc, after.header("etag"), &json!({})).status, 200);
    let whole = soc.get(&path).json();
    assert!(trusted(&whole) == talks.len() && whole["accepted"].is_string(), "{whole}");
    // What it is trusted to do leaves as the command line writes it, from the API and from the page.
    for (format, shape, kind) in
        [("mud", "mud", "application/mud+json"), ("allow-list", "allow-list", "text/plain; charset=utf-8")]
    {
        let written = server.command(&["baseline", "export", &device, "--as", shape], "");
        let sent = soc.get(&format!("{path}/{format}"));
        assert_eq!((sent.status, sent.header("content-type"), sent.body.trim()), (200, kind, written.trim()));
        assert_eq!(server.signed_in("viewer").get(&format!("/devices/{PUMP}/baseline/{format}")).body, sent.body);
    }
    assert_eq!(soc.get(&format!("{path}/yaml")).status, 404);
    assert_eq!(soc.ask("DELETE", &path, &[], "").status, 200);
    let anew = soc.get(&path).json();
    assert!(anew["conversations"] == json!([]) && anew["accepted"].is_null(), "{anew}");
    assert_eq!(anew["detectors"][2]["state"], "prior", "it is learnt anew");
    assert_eq!(soc.get("/api/v1/devices/dev-99999/baseline").status, 404);
    assert_eq!(deeds(&mut soc, &device), ["reset baseline", "accept baseline", "accept baseline"]);
}

#[test]
fn what_a_model_is_trusted_to_do_leaves_as_files() {
    let server = attacked();
    let mut soc = server.with_token("soc", &["read", "alerts"]);
    let path = format!("/api/v1/devices/{PUMP}/baseline/accept");
    assert_eq!(soc.json("POST", &path, &[("If-Match", "*")], &json!({})).status, 200);
    let mut viewer = server.signed_in("viewer");
    for shape in ["mud", "allow-list"] {
        let written = server.command(&["baseline", "export", "--model", "plum 360", "--as", shape], "");
        let sent = soc.get(&format!("/api/v1/baselines/{shape}?model=Plum+360&manufacturer=ICU+Medical"));
        assert_eq!((sent.status, sent.body.trim()), (200, written.trim()));
        assert!(
            written.contains("ICU Medical Plum 360, 1 device since") || written.contains("mud.invalid/icu-medical-plum-360.json")
        );
        let link = format!("/baselines/{shape}?model=Plum%20360&#38;manufacturer=ICU%20Medical");
        assert!(viewer.get(&format!("/devices/{PUMP}/baseline")).body.contains(&link), "{link}");
        assert_eq!(viewer.get(&link.replace("&#38;", "&")).body, sent.body);
    }
    assert_eq!(soc.get("/api/v1/baselines/mud").status, 400);
    assert_eq!(soc.get("/api/v1/baselines/mud?model=none").status, 404);
}

#[test]
fn a_newer_profile_takes_the_place_of_the_older_by_api() {
    let server = attacked();
    let (mut soc, mud) = (server.with_token("soc", &["read", "alerts"]), "application/mud+json");
    let good = profile(&json!("Acme"), &json!("P5"));
    let one = bring(&mut soc, "", mud, &good).json();
    assert_eq!(bring(&mut soc, &format!("device={PUMP}"), mud, &good).status, 201);
    assert_eq!(bring(&mut soc, "", mud, &good).status, 200, "it is in force already");
    // What the maker changed takes the place of all that came from there before; what is older does not come back.
    let newer = good.replacen("\"mud-version\"", "\"last-update\":\"2026-05-01T00:00:00Z\",\"mud-version\"", 1);
    let newer = bring(&mut soc, "", mud, &newer);
    assert_eq!((newer.status, &newer.json()["updated"]), (200, &json!("2026-05-01T00:00:00.000000Z")), "{}", newer.body);
    assert_eq!(newer.json()["supersedes"], one["at"]);
    assert!(soc.get("/api/v1/policies").json().as_array().unwrap().iter().all(|one| one["updated"].is_string()));
    let older = bring(&mut soc, "", mud, &good);
    assert!(older.status == 409 && older.body.contains("it is older than what is in force"), "{}", older.body);
    assert!(server.command(&["baseline", "policies"], "").contains("in place of the profile of"));
    let log = soc.get("/api/v1/audit?who=soc&limit=50").json().to_string();
    assert!(log.contains("supersede policy"), "{log}");
}

#[test]
fn a_profile_becomes_a_policy_by_api_and_is_dropped() {
    let server = attacked();
    let mut soc = server.with_token("soc", &["read", "alerts"]);
    let pump = soc.get(&format!("/api/v1/devices/{PUMP}")).json();
    let (maker, model, mud) = (&pump["manufacturer"], &pump["model"], "application/mud+json");
    let good = profile(maker, model);
    assert_eq!(soc.get("/api/v1/policies").json(), json!([]));
    let large = format!("{}{}", " ".repeat(1 << 20), good);
    let nameless = profile(&json!(null), &json!(null));
    for (query, kind, body, status, word) in [
        ("", "text/csv", &good, 400, "application/mud+json"),
        ("", mud, &"{".to_owned(), 400, "no JSON"),
        ("", mud, &"{}".to_owned(), 400, "ietf-mud:mud"),
        ("", mud, &nameless, 400, "neither maker nor model"),
        ("device=dev-99999", mud, &good, 400, "no device dev-99999"),
        ("", mud, &large, 413, "1048 kB"),
    ] {
        let answer = bring(&mut soc, query, kind, body);
        assert!(answer.status == status && answer.body.contains(word), "{query}: {} {}", answer.status, answer.body);
    }
    let mut biomed = server.with_token("biomed", &["read", "inventory"]);
    assert_eq!(bring(&mut biomed, "", mud, &good).status, 403, "who keeps the inventory does not set policies");
    assert_eq!(soc.get("/api/v1/policies").json(), json!([]), "nothing of it was kept");
    // By what the file names; by a model, whatever its case; by a model that nobody has; by one device.
    let made = bring(&mut soc, "", mud, &good);
    assert_eq!((made.status, made.header("location")), (201, "/api/v1/policies/1"), "{}", made.body);
    let one = made.json();
    assert_eq!((&one["manufacturer"], &one["model"], &one["device"]), (maker, model, &json!(null)));
    assert_eq!((&one["devices"], &one["author"], &one["title"]), (&json!(1), &json!("soc"), &json!("A <b>pump</b>")));
    assert_eq!(one["remarks"], json!(["rule odd is not understood, and nothing is allowed by it"]));
    assert_eq!(
        one["allowed"],
        json!([{"side": "client", "transport": "tcp", "first_port": 443, "last_port": 443, "with": "domain",
            "of": "update.vendor.example", "said": "to update.vendor.example: tcp/443"}])
    );
    let lower = model.as_str().unwrap().to_lowercase().replace(' ', "+");
    assert_eq!(bring(&mut soc, &format!("model={lower}"), "application/json", &good).json()["devices"], 1);
    assert_eq!(bring(&mut soc, "model=none+of+ours", mud, &good).json()["devices"], 0);
    let of_one = bring(&mut soc, &format!("device={PUMP}"), mud, &nameless).json();
    assert_eq!((&of_one["device"], &of_one["devices"], &of_one["manufacturer"]), (&pump["id"], &json!(1), &json!(null)));
    assert_eq!(soc.get(&format!("/api/v1/devices/{PUMP}/baseline")).json()["policies"], json!([1, 2, 4]));
    assert_eq!(soc.get("/api/v1/policies").json().as_array().unwrap().len(), 4);
    assert_eq!(soc.get("/api/v1/policies/1").json(), one);
    assert!(server.command(&["baseline", "policies"], "").contains("note: rule odd is not understood"));
    assert_eq!(soc.ask("DELETE", "/api/v1/policies/1", &[], "").status, 204);
    for (method, path) in [("DELETE", "/api/v1/policies/1"), ("GET", "/api/v1/policies/1"), ("GET", "/api/v1/policies/x")] {
        assert_eq!(soc.ask(method, path, &[], "").status, 404, "{method} {path}");
    }
    let log = soc.get("/api/v1/audit?who=soc&limit=50").json().to_string();
    assert!(log.contains("add policy") && log.contains("remove policy") && log.contains("policies are in force"), "{log}");
}

#[test]
fn a_profile_is_brought_and_dropped_on_its_page() {
    let server = attacked();
    let mut soc = server.signed_in("soc");
    let empty = soc.get("/policies").body;
    assert!(empty.contains("No policy yet") && empty.contains("enctype=\"multipart/form-data\""), "{empty}");
    let mut viewer = server.signed_in("viewer");
    let read_only = viewer.get("/policies").body;
    assert!(read_only.contains("No policy yet") && !read_only.contains("multipart/form-data"), "{read_only}");
    let file = profile(&json!("Acme"), &json!("P5"));
    let bring = |client: &mut Client, fields: &[(&str, &str)], file: &str| {
        client.upload("/policies", fields, &[("file", "pump.json", file)])
    };
    assert_eq!(bring(&mut viewer, &[], &file).status, 403);
    assert_eq!(bring(&mut Client { csrf: "A".repeat(43), ..soc.clone() }, &[], &file).status, 403, "a form of another site");
    for (fields, file, word) in [
        ([("model", "Plum 360")], "{}", "ietf-mud:mud"),
        ([("model", "Plum 360")], "", "choose the profile"),
        ([("device", "10.99.0.1")], &file, "no device 10.99.0.1"),
    ] {
        let wrong = bring(&mut soc, &fields, file);
        let kept = format!("value=\"{}\"", fields[0].1);
        assert!(wrong.status == 422 && wrong.body.contains(word) && wrong.body.contains(&kept), "{word}: {}", wrong.body);
    }
    let done = bring(&mut soc, &[("device", PUMP)], &file);
    assert_eq!((done.status, done.header("location")), (303, "/policies?done=policy-added#policy-1"), "{}", done.body);
    let again = bring(&mut soc, &[], &file);
    assert_eq!(again.header("location"), "/policies?done=policy-there#policy-1", "{}", again.body);
    assert_eq!(bring(&mut soc, &[("manufacturer", "Acme"), ("model", "P5")], &file).status, 303);
    let page = viewer.get("/policies").body;
    for text in [
        "A &#60;b&#62;pump&#60;/b&#62;",
        "https://mud.example/pump.json",
        "ICU Medical Plum 360",
        "to update.vendor.example: tcp/443",
        "rule odd is not understood",
        "Acme P5",
        "<span class=\"tag warn\">none</span>",
        "soc<span",
    ] {
        assert!(page.contains(text), "{text} is not in {page}");
    }
    assert!(!page.contains("/drop"), "who only reads drops nothing");
    let baseline = soc.get(&format!("/devices/{PUMP}/baseline")).body;
    assert!(baseline.contains("/policies/1/drop") && !baseline.contains("/policies/2/drop"), "{baseline}");
    assert_eq!(viewer.post("/policies/1/drop", &[]).status, 403);
    let back = soc.post("/policies/1/drop", &[("next", &format!("/devices/{PUMP}/baseline"))]);
    assert_eq!(back.header("location"), format!("/devices/{PUMP}/baseline?done=policy-removed"));
    let astray = soc.post("/policies/2/drop", &[("next", "https://evil.example/")]);
    assert_eq!(astray.header("location"), "/?done=policy-removed", "nobody is sent elsewhere");
    assert_eq!(soc.post("/policies/2/drop", &[]).status, 404);
    assert!(soc.get("/policies").body.contains("No policy yet"));
    let mut api = server.with_token("soc", &["read"]);
    assert_eq!(deeds(&mut api, "policy 1"), ["remove policy"]);
}

#[test]
fn what_is_kept_quiet_is_in_the_log_whichever_way_it_was_said() {
    let server = attacked();
    let mut soc = server.with_token("soc", &["read", "alerts"]);
    let quiet = json!({"kind": "exploit_attempt", "category": "infusion_pump", "reason": "a test of ours"});
    let made = soc.json("POST", "/api/v1/suppressions", &[], &quiet);
    assert!(made.status == 201 && made.json()["covers"].as_u64().unwrap() > 0, "{}", made.body);
    let covers = made.json()["covers"].to_string();
    let page = server.signed_in("viewer").get("/suppressions").body;
    assert!(page.contains(&format!("<td class=\"end num\">{covers}</td>")) && page.contains("every Infusion pump"), "{page}");
    assert_eq!(soc.ask("DELETE", "/api/v1/suppressions/1", &[], "").status, 204);
    server.command(&["alerts", "suppress", "--kind", "new_peer", "--reason", "noise", "--author", "ann"], "");
    server.signed_in("soc").post("/suppressions/2/end", &[]);
    assert_eq!(deeds(&mut soc, "suppression 1"), ["end suppression", "suppress"]);
    let log = soc.get("/api/v1/audit?subject=suppression+2").json();
    assert_eq!((&log[0]["who"], &log[1]["who"], &log[1]["to"]), (&json!("soc"), &json!("ann"), &json!("new_peer: noise")));
}
