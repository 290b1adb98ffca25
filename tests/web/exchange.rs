//! Import, reconciliation, export and FHIR, by pages and by API.

use serde_json::{Value, json};
use wardwatch::exchange::csv;
use wardwatch::inventory::DeviceId;

use super::server::{Client, Server, cmms};

fn table() -> String {
    std::fs::read_to_string(cmms()).unwrap()
}

/// Sends a table by itself.
fn send(client: &mut Client, query: &str, table: &str) -> super::server::Answer {
    client.ask("POST", &format!("/api/v1/imports?{query}"), &[("Content-Type", "text/csv")], table)
}

#[test]
fn an_export_is_tried_and_then_applied_by_api() {
    let server = Server::ward();
    let mut client = server.with_token("biomed", &["read", "inventory"]);
    let before = client.get("/api/v1/exports/json").json();
    let tried = send(&mut client, "mapping=servicenow", &table());
    let golden: Value = serde_json::from_str(include_str!("../fixtures/cmms/reconcile.json")).unwrap();
    assert_eq!(
        (tried.status, &tried.json()["reconciliation"]),
        (200, &golden),
        "the page, the API and the command line say the same"
    );
    assert_eq!((&tried.json()["import"], &tried.json()["applied"]), (&json!(null), &json!(null)));
    assert_eq!(client.get("/api/v1/imports").json(), json!([]), "nothing is kept of a trial");
    assert_eq!(client.get("/api/v1/imports/latest/reconciliation").status, 404);
    assert_eq!(client.get("/api/v1/exports/json").json()["devices"], before["devices"], "and nothing is written");
    for (query, table, status, word) in [
        ("mapping=none", table(), 400, "no mapping"),
        ("", table(), 400, "no mapping"),
        ("mapping=servicenow", "a,b\n1,2\n".to_owned(), 400, "no column that the mapping reads"),
        ("mapping=servicenow", table().replacen("BME-10003,", "BME-10003,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,", 1), 400, "line 4"),
        ("mapping=servicenow&dry_run=perhaps", table(), 400, "dry_run"),
        ("mapping=servicenow", "x".repeat((12 << 20) + 1), 413, "12582 kB"),
    ] {
        let answer = send(&mut client, query, &table);
        assert!(answer.status == status && answer.body.contains(word), "{query}: {} {}", answer.status, answer.body);
    }
    let done = send(&mut client, "mapping=servicenow&dry_run=0&file=..%2Fcmms.csv", &table());
    assert_eq!((done.status, done.header("location")), (201, "/api/v1/imports/1"), "{}", done.body);
    let applied = done.json()["applied"].clone();
    assert_eq!(applied, json!({"fields": 158, "devices": 15, "recorded": 0}));
    let import = client.get("/api/v1/imports/latest").json();
    assert_eq!(
        (&import["file"], &import["mapping"], &import["applied_by"]),
        (&json!("cmms.csv"), &json!("ServiceNow"), &json!("biomed"))
    );
    let report = client.get("/api/v1/imports/1/reconciliation").json();
    assert_eq!((&report["summary"]["fields_to_fill"], &report["summary"]["conflicts"]), (&json!(0), &json!(2)));
    let again = client.json("POST", "/api/v1/imports/1/apply", &[], &json!({"create": true}));
    assert_eq!(again.json()["recorded"], 40, "{}", again.body);
    assert_eq!(client.get("/api/v1/imports/1/reconciliation").json()["summary"]["not_seen"], 0);
    let log = client.get("/api/v1/audit?subject=import+1").json();
    let told: Vec<&Value> = log.as_array().unwrap().iter().map(|entry| &entry["what"]).collect();
    assert_eq!(told, ["import", "import", "upload"]);
    // Only who keeps the inventory brings an export.
    let mut viewer = server.with_token("viewer", &["read"]);
    assert_eq!(send(&mut viewer, "mapping=servicenow", &table()).status, 403);
    assert_eq!(viewer.get("/api/v1/imports/1/reconciliation").status, 200);
}

#[test]
fn an_export_is_compared_row_by_row_on_the_pages() {
    let server = Server::ward();
    let mut client = server.signed_in("biomed");
    let page = client.get("/exchange");
    assert!(page.body.contains("ServiceNow") && page.body.contains("None yet"), "{}", page.body);
    let own = "title = \"Ours\"\nkey = \"asset_tag\"\n[columns]\nasset_tag = \"asset_tag\"\nmodell = \"model_category\"\n";
    let wrong =
        client.upload("/exchange", &[("mapping", "generic")], &[("file", "a.csv", &table()), ("mapping_file", "ours.toml", own)]);
    assert!(
        wrong.status == 422 && wrong.body.contains("ours.toml:5: ") && wrong.body.contains("did you mean model"),
        "{}",
        wrong.body
    );
    let missing = client.upload("/exchange", &[("mapping", "servicenow")], &[("file", "", "")]);
    assert!(missing.status == 422 && missing.body.contains("choose the file"), "{}", missing.body);
    let stale = Client { csrf: "A".repeat(43), ..client.clone() }.upload("/exchange", &[], &[("file", "a.csv", &table())]);
    assert_eq!(stale.status, 403, "a form of another site brings nothing");
    let kept = client.upload("/exchange", &[("mapping", "servicenow")], &[("file", "cmms <b>.csv", &table())]);
    assert_eq!((kept.status, kept.header("location")), (303, "/exchange/1?done=uploaded"), "{}", kept.body);
    let show = |client: &mut Client, part: &str| client.get(&format!("/exchange/1?show={part}")).body;
    let first = show(&mut client, "");
    for text in [
        "cmms &#60;b&#62;.csv with 59 rows",
        "Fill 158 fields of 15 devices",
        "<b>2</b> conflicts",
        "<b>40</b> in the CMMS, not seen",
    ] {
        assert!(first.contains(text), "{text} is not in {first}");
    }
    let faults = show(&mut client, "faults");
    assert!(faults.contains("31.12.2027") && faults.contains("the same as in line 11"), "{faults}");
    let report = client.get("/exchange/1/report.csv");
    let sheet = csv::read(report.body.as_bytes(), b',').unwrap();
    assert_eq!((sheet.rows.len(), sheet.head.join(",").as_str()), (59 + 15, "line,key,result,device,certainty,detail"));
    // The CMMS is right about a model: a person says so, and then it is no conflict any more.
    let mut api = server.with_token("biomed", &["read", "inventory"]);
    let conflicts = api.get("/api/v1/imports/1/reconciliation").json();
    let with_model = conflicts["matched"].as_array().unwrap().iter().find(|one| one["conflicts"][0]["field"] == "model").unwrap();
    let device = with_model["device"].as_str().unwrap().to_owned();
    let take = [("device", device.as_str()), ("field", "model")];
    assert_eq!(client.post("/exchange/1/take", &take).header("location"), "/exchange/1?show=conflicts&done=taken");
    assert_eq!(client.post("/exchange/1/take", &take).status, 409, "it is settled");
    let record = api.get(&format!("/api/v1/devices/{device}/record")).json();
    let model = &record["fields"]["model"];
    assert_eq!(
        (&model["value"], &model["standing"], &record["standing"]),
        (&json!("DRX-Revolution"), &json!("confirmed"), &json!("corrected"))
    );
    // A row that could be one device is that one, because a person says so.
    let weak = conflicts["unsure"].as_array().unwrap().iter().find(|one| one["line"] == 12).unwrap();
    let candidate = weak["candidates"][0]["device"].as_str().unwrap().to_owned();
    assert_eq!(client.post("/exchange/1/settle", &[("line", "12"), ("device", &candidate)]).status, 303);
    let report = api.get("/api/v1/imports/1/reconciliation").json();
    assert!(report["matched"].as_array().unwrap().iter().any(|one| one["line"] == 12 && one["device"] == *candidate), "{report}");
    // Two that nobody saw are recorded, the rest is applied.
    assert_eq!(client.post("/exchange/1/record", &[]).status, 400);
    assert_eq!(client.post("/exchange/1/record", &[("line", "22"), ("line", "23")]).status, 303);
    assert_eq!(client.post("/exchange/1/apply", &[]).header("location"), "/exchange/1?show=conflicts&done=applied");
    let summary = api.get("/api/v1/imports/1/reconciliation").json()["summary"].clone();
    assert_eq!((&summary["fields_to_fill"], &summary["not_seen"], &summary["conflicts"]), (&json!(0), &json!(38), &json!(1)));
    let list = client.get("/exchange").body;
    assert!(list.contains("cmms &#60;b&#62;.csv") && list.contains(" by biomed") && !list.contains("not yet"), "{list}");
    assert!(server.signed_in("viewer").get("/exchange").body.contains("needs the role biomed"));
}

#[test]
fn every_format_leaves_by_page_and_api() {
    let server = Server::ward();
    let mut client = server.with_token("viewer", &["read"]);
    for (format, kind, file) in [
        ("csv", "text/csv; charset=utf-8", "devices.csv"),
        ("json", "application/json", "devices.json"),
        ("fhir", "application/fhir+json; fhirVersion=4.0", "devices.fhir.json"),
        ("ocsf", "application/x-ndjson", "devices.ocsf.jsonl"),
        ("netbox", "text/csv; charset=utf-8", "5-devices.csv"),
    ] {
        let answer = client.get(&format!("/api/v1/exports/{format}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, kind));
        assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{file}\""));
        let told = server.command(&["devices", "export", "--format", format], "");
        let stamp = |text: &str| {
            text.lines()
                .filter(|line| !line.contains("\"written\"") && !line.contains("\"timestamp\""))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        if format == "ocsf" {
            assert_eq!(answer.body.lines().count(), 33);
        } else {
            assert_eq!(stamp(&answer.body), stamp(&told), "{format}: the page writes what the command line writes");
        }
    }
    let page = server.signed_in("viewer").get("/exports/csv?category=ct");
    assert_eq!(csv::read(page.body.as_bytes(), b',').unwrap().rows.len(), 1);
    let sheet = client.get("/api/v1/exports/netbox?sheet=1-sites.csv&site=North");
    assert!(sheet.body.starts_with("name,slug") && sheet.body.contains("North"), "{}", sheet.body);
    for (path, status) in [("xml", 404), ("csv?colour=red", 400), ("csv?sheet=1-sites.csv", 400), ("netbox?sheet=9", 404)] {
        assert_eq!(client.get(&format!("/api/v1/exports/{path}")).status, status, "{path}");
    }
    let log = client.get("/api/v1/audit?subject=devices").json();
    assert!(
        log.as_array()
            .unwrap()
            .iter()
            .any(|entry| entry["what"] == "export" && entry["who"] == "viewer" && entry["to"] == "33 as csv"),
        "{log}"
    );
}

#[test]
fn an_export_of_many_pieces_is_whole() {
    let server = Server::ward();
    let mut client = server.with_token("biomed", &["read", "inventory"]);
    // 1,100 devices that nobody saw, recorded from an equipment list.
    let mut list = String::from("asset_tag,said_category,said_manufacturer,said_model,said_serial\r\n");
    (0..1_100).for_each(|number| list += &format!("T-{number},infusion_pump,Acme,Drip {},S-{number}\r\n", number % 7));
    let path = "/api/v1/imports?mapping=wardwatch&file=many.csv&dry_run=0&create=1";
    let brought = client.ask("POST", path, &[("Content-Type", "text/csv")], &list);
    assert_eq!(brought.status, 201, "{}", brought.body);
    assert_eq!(brought.json()["applied"]["recorded"], 1_100, "{}", brought.json()["applied"]);
    let rows = |text: &str| csv::read(text.as_bytes(), b',').unwrap().rows;
    let all = rows(&client.get("/api/v1/exports/csv").body);
    assert_eq!(all.len(), 1_133);
    let number = |row: &(u64, Vec<String>)| row.1[0].parse::<DeviceId>().unwrap();
    assert!(all.windows(2).all(|two| number(&two[0]) < number(&two[1])), "by number, and none twice");
    assert_eq!(client.get("/api/v1/exports/json").json()["devices"].as_array().unwrap().len(), 1_133);
    assert_eq!(client.get("/api/v1/exports/fhir").json()["entry"].as_array().unwrap().len(), 1_133);
    assert_eq!(client.get("/api/v1/exports/ocsf").body.lines().count(), 1_133);
    assert_eq!(rows(&client.get("/api/v1/exports/netbox").body).len(), 1_133);
    assert_eq!(rows(&client.get("/api/v1/exports/csv?category=infusion_pump").body).len(), 1_101);
    let types = client.get("/api/v1/exports/netbox?sheet=3-device-types.csv&category=infusion_pump").body;
    assert_eq!(types.matches("Drip ").count(), 7, "{types}");
    let nothing = client.get("/api/v1/exports/json?q=nothing-is-called-so").json();
    assert_eq!(nothing["devices"], json!([]));
    let log = client.get("/api/v1/audit?subject=devices").json();
    assert!(log.as_array().unwrap().iter().any(|entry| entry["to"] == "1133 as netbox"), "{log}");
}

#[test]
fn fhir_is_read_and_searched() {
    let server = Server::ward();
    let mut client = server.with_token("viewer", &["read"]);
    let statement = client.get("/fhir/metadata");
    assert_eq!(statement.header("content-type"), "application/fhir+json; fhirVersion=4.0");
    assert_eq!(statement.json()["rest"][0]["resource"][0]["interaction"][1]["code"], "search-type");
    let mut seen = Vec::new();
    let mut next = Some("/fhir/Device?_count=10".to_owned());
    while let Some(path) = next {
        let bundle = client.get(&path).json();
        assert_eq!((&bundle["resourceType"], &bundle["total"]), (&json!("Bundle"), &json!(33)), "{bundle}");
        seen.extend(bundle["entry"].as_array().unwrap().iter().map(|entry| entry["resource"]["id"].as_str().unwrap().to_owned()));
        let links = bundle["link"].as_array().unwrap();
        let url = links.iter().find(|link| link["relation"] == "next").map(|link| link["url"].as_str().unwrap().to_owned());
        next = url.map(|url| url.split_once(&server.address).unwrap().1.to_owned());
    }
    let different: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), different.len()), (33, 33));
    let ids = |client: &mut Client, query: &str| -> Vec<String> {
        let bundle = client.get(&format!("/fhir/Device?{query}")).json();
        let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
        assert_eq!(bundle["total"], entries.len(), "{bundle}");
        entries.iter().map(|entry| entry["resource"]["id"].as_str().unwrap().to_owned()).collect()
    };
    let pump = ids(&mut client, "type=infusion_pump");
    assert_eq!(pump.len(), 1);
    let device = client.get(&format!("/fhir/Device/{}", pump[0])).json();
    assert_eq!((&device["resourceType"], &device["id"]), (&json!("Device"), &json!(pump[0])));
    let serial = device["serialNumber"].as_str().unwrap();
    for query in [
        format!("identifier=urn:wardwatch:serial%7C{serial}"),
        format!("serial-number={serial}"),
        format!("_id={}", pump[0]),
        format!("_id={},dev-999&type=infusion_pump", pump[0]),
        "device-name=plum-77".to_owned(),
        "manufacturer:contains=medical&model:contains=plum".to_owned(),
    ] {
        assert_eq!(ids(&mut client, &query), pump, "{query}");
    }
    assert!(ids(&mut client, &format!("_id={}&type=ct", pump[0])).is_empty());
    assert_eq!(ids(&mut client, "type:not=unknown").len(), 31);
    let form = client.ask(
        "POST",
        "/fhir/Device/_search?type=ct,mr",
        &[("Content-Type", "application/x-www-form-urlencoded")],
        "_count=1",
    );
    assert_eq!((&form.json()["total"], form.json()["entry"].as_array().unwrap().len()), (&json!(2), 1), "{}", form.body);
}

#[test]
fn what_fhir_refuses_is_an_outcome() {
    let server = Server::ward();
    let mut client = server.with_token("viewer", &["read"]);
    for (path, status, code) in [
        ("/fhir/Device/dev-999", 404, "not-found"),
        ("/fhir/Device/ct", 404, "not-found"),
        ("/fhir/Patient", 404, "not-found"),
        ("/fhir/Device?patient=1", 400, "not-supported"),
        ("/fhir/Device?model=", 400, "invalid"),
        ("/fhir/Device?_format=xml", 400, "invalid"),
    ] {
        let answer = client.get(path);
        let issue = answer.json()["issue"][0]["code"].clone();
        assert_eq!(
            (answer.status, answer.json()["resourceType"].clone(), issue),
            (status, json!("OperationOutcome"), json!(code)),
            "{path}"
        );
        assert_eq!(answer.header("content-type"), "application/fhir+json; fhirVersion=4.0", "{path}");
    }
    let nobody = server.client().get("/fhir/Device");
    assert_eq!((nobody.status, nobody.json()["issue"][0]["code"].clone()), (401, json!("login")));
    let mut other = server.with_token("soc", &["alerts"]);
    assert_eq!(
        (other.get("/fhir/Device").status, other.get("/fhir/Device").json()["issue"][0]["code"].clone()),
        (403, json!("forbidden"))
    );
}

#[test]
fn an_old_number_leads_to_the_device_that_stays() {
    let server = Server::ward();
    let mut client = server.with_token("viewer", &["read"]);
    let mut biomed = server.with_token("biomed", &["read", "inventory"]);
    let find =
        |client: &mut Client, ip: &str| client.get(&format!("/api/v1/devices/{ip}")).json()["id"].as_str().unwrap().to_owned();
    let (one, two) = (find(&mut biomed, "10.77.0.61"), find(&mut biomed, "10.77.0.62"));
    biomed.json("POST", &format!("/api/v1/devices/{one}/merge"), &[], &json!({"other": two}));
    let (kept, gone) = if client.get(&format!("/fhir/Device/{one}")).json()["id"] == *one { (one, two) } else { (two, one) };
    let answer = client.get(&format!("/fhir/Device/{gone}"));
    assert_eq!(answer.json()["id"], *kept);
    assert!(answer.header("content-location").ends_with(&format!("/fhir/Device/{kept}")));
    let bundle = client.get(&format!("/fhir/Device?_id={gone}")).json();
    assert_eq!((&bundle["total"], &bundle["entry"][0]["resource"]["id"]), (&json!(1), &json!(kept)));
}
