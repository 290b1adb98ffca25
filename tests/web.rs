//! The pages and the API as whoever is on the network meets them: who may what, forged requests, headers, pages of lists.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

#[path = "web/accounts.rs"]
mod accounts;
#[path = "web/desk.rs"]
mod desk;
#[path = "web/done.rs"]
mod done;
#[path = "web/exchange.rs"]
mod exchange;
#[path = "web/incidents.rs"]
mod incidents;
mod server;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use server::{Client, PASSWORD, Server};
use wardwatch::store::Role;
use wardwatch::web::access::Who;
use wardwatch::web::{Route, routes};

/// A path with its varying parts filled by things that are not there, so that asking changes nothing.
fn filled(route: &Route) -> String {
    let path = route.path.replace("{name}", "nobody").replace("{version}", "0").replace("{number}", "999999");
    let path = path.replace("{format}", "csv");
    let path = if path.starts_with("/devices/") || path.starts_with("/api/v1/devices/") {
        path.replace("{id}", "1")
    } else {
        path.replace("{id}", "999999")
    };
    assert!(!path.contains('{'), "{path} is not filled");
    path
}

fn asked(client: &mut Client, route: &Route) -> server::Answer {
    let path = filled(route);
    if route.path.ends_with("/events") {
        let mut stream = client.open("GET", &path, &[], "");
        let mut bytes = [0; 4096];
        let have = stream.read(&mut bytes).unwrap();
        let status = String::from_utf8_lossy(&bytes[..have]).split(' ').nth(1).unwrap().parse().unwrap();
        return server::Answer { status, headers: Vec::new(), body: String::new() };
    }
    match (route.method.as_str(), route.is_api()) {
        ("GET", _) => client.get(&path),
        ("POST", false) => client.post(&path, &[]),
        (method, _) => {
            let csrf = client.csrf.clone();
            client.json(method, &path, &[("X-CSRF-Token", &csrf)], &json!({}))
        }
    }
}

#[test]
fn the_table_of_routes_is_what_happens() {
    let server = Server::ward();
    let mut wrong = Vec::new();
    let mut nobody = server.client();
    for route in routes() {
        let answer = asked(&mut nobody, &route);
        let is_page = !route.is_api() && route.method == "GET";
        let expected = match route.who {
            Who::Anyone => answer.status < 500 && answer.status != 401,
            _ if is_page => answer.status == 303 && answer.header("location").starts_with("/login?next="),
            _ => answer.status == 401,
        };
        if !expected {
            wrong.push(format!("nobody {} {}: {}", route.method, route.path, answer.status));
        }
    }
    for role in Role::ALL {
        let token = server.with_token(role.slug(), &scopes(*role));
        let session = server.signed_in(role.slug());
        for route in routes().iter().filter(|route| route.path != "/logout" && route.who != Who::Anyone) {
            let mut clients = vec![("session", session.clone())];
            if route.who != Who::SignedIn {
                clients.push(("token", token.clone()));
            }
            for (kind, mut client) in clients {
                let answer = asked(&mut client, route);
                let refused = answer.status == 401 || answer.status == 403;
                if refused == route.who.admits(*role) || answer.status >= 500 {
                    wrong.push(format!("{role} by {kind} {} {}: {}", route.method, route.path, answer.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn scopes(role: Role) -> Vec<&'static str> {
    wardwatch::web::access::May::ALL.iter().filter(|may| may.of(role)).map(|may| may.slug()).collect()
}

#[test]
fn a_forged_request_changes_nothing() {
    let server = Server::ward();
    let client = server.signed_in("admin");
    for route in routes().iter().filter(|route| route.method != "GET" && route.who != Who::Anyone) {
        let mut without = Client { csrf: String::new(), ..client.clone() };
        let mut other = Client { csrf: "A".repeat(43), ..client.clone() };
        assert_eq!(asked(&mut without, route).status, 403, "{} without the secret", route.path);
        assert_eq!(asked(&mut other, route).status, 403, "{} with another secret", route.path);
        let mut right = client.clone();
        let form = ("Content-Type", "application/x-www-form-urlencoded");
        for header in [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site")] {
            let body = format!("csrf={}", right.csrf);
            let answer = right.ask(route.method.as_str(), &filled(route), &[form, header], &body);
            assert_eq!(answer.status, 403, "{} with {header:?}", route.path);
        }
    }
    // Signing somebody in as somebody else is a forgery too.
    let fields = format!("name=admin&password={}", PASSWORD.replace(' ', "+"));
    let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", "https://evil.example")];
    assert_eq!(server.client().ask("POST", "/login", &headers, &fields).status, 403);
}

#[test]
fn every_answer_carries_the_headers() {
    let server = Server::ward();
    let mut client = server.signed_in("viewer");
    let style = client.get("/").body.split("href=\"/assets/").nth(2).unwrap().split('"').next().unwrap().to_owned();
    for path in ["/", "/devices", "/login", "/nothing", "/api/v1/devices", "/api/v1/nothing", &format!("/assets/{style}")] {
        let answer = client.get(path);
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        for (name, value) in
            [("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"), ("referrer-policy", "same-origin")]
        {
            assert_eq!(answer.header(name), value, "{path}");
        }
        let cached = answer.header("cache-control");
        assert_eq!(cached.contains("immutable"), path.starts_with("/assets"), "{path}: {cached}");
        let is_page = answer.header("content-type").starts_with("text/html");
        assert!(!is_page || !answer.body.contains(" style=") && !answer.body.contains("<script>"), "{path}: inline");
    }
    let problem = client.get("/api/v1/nothing");
    assert_eq!((problem.status, problem.header("content-type")), (404, "application/problem+json"));
    assert_eq!(problem.json()["status"], 404);
}

#[test]
fn the_first_account_is_made_once() {
    let server = Server::empty();
    let link = server.said.split("/setup?token=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let mut client = server.client();
    assert_eq!(client.get("/setup").status, 403);
    assert_eq!(client.get("/setup?token=wrong").status, 403);
    assert_eq!(client.get(&format!("/setup?token={link}")).status, 200);
    let make = |client: &mut Client, password: &str, again: &str| {
        client.post("/setup", &[("token", &link), ("name", "Ann"), ("password", password), ("again", again)])
    };
    for (password, again, word) in [
        ("short", "short", "15 characters"),
        ("aaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaa", "first"),
        (PASSWORD, "x", "differ"),
    ] {
        let answer = make(&mut client, password, again);
        assert!(answer.status == 422 && answer.body.contains(word), "{password}: {}", answer.body);
    }
    let answer = make(&mut client, PASSWORD, PASSWORD);
    assert_eq!((answer.status, answer.header("location")), (303, "/"));
    assert_eq!(client.get("/").status, 200);
    assert_eq!(make(&mut server.client(), PASSWORD, PASSWORD).status, 403, "only once");
    assert!(server.command(&["users", "list"], "").contains("ann"));
    let again = Server::start(server.folder_of(), &[]);
    assert!(!again.said.contains("/setup"), "{}", again.said);
}

#[test]
fn guessing_is_slowed_down() {
    let server = Server::ward();
    let try_it = |name: &str, password: &str| server.client().post("/login", &[("name", name), ("password", password)]);
    for _ in 0..5 {
        assert_eq!(try_it("viewer", "wrong wrong wrong wrong").status, 422);
        assert_eq!(try_it("nobody", "wrong wrong wrong wrong").status, 422, "an unknown name looks the same");
    }
    let answer = try_it("viewer", PASSWORD);
    assert_eq!(answer.status, 429, "even with the right password");
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=2).contains(&wait), "{wait}");
    std::thread::sleep(Duration::from_secs(wait + 1));
    assert_eq!(try_it("viewer", PASSWORD).status, 303);
}

#[test]
fn a_session_ends() {
    let server = Server::ward();
    let mut client = server.signed_in("biomed");
    let stolen = client.clone();
    assert_eq!(client.post("/logout", &[]).status, 303);
    assert_eq!(stolen.clone().get("/").status, 303, "the secret is worth nothing after signing out");
    let (mut one, mut other) = (server.signed_in("biomed"), server.signed_in("biomed"));
    let new = "banjo glacier pepper nine";
    let answer = one.post("/account/password", &[("old", PASSWORD), ("password", new), ("again", new)]);
    assert_eq!(answer.header("location"), "/account?done=password", "{}", answer.body);
    assert_eq!(one.get("/").status, 200, "this one goes on");
    assert_eq!(other.get("/").status, 303, "the others end");
    server.command(&["users", "remove", "biomed"], "");
    assert_eq!(one.get("/").status, 303);
}

#[test]
fn a_token_does_what_it_was_made_for() {
    let server = Server::ward();
    let mut reader = server.with_token("admin", &["read"]);
    assert_eq!(reader.get("/api/v1/devices").status, 200);
    let answer = reader.get("/api/v1/tokens");
    assert!(answer.status == 403 && answer.body.contains("lacks the scope admin"), "{}", answer.body);
    let mut admin = server.with_token("admin", &["admin"]);
    let tokens = admin.get("/api/v1/tokens").json();
    assert_eq!(tokens.as_array().unwrap().len(), 2);
    assert!(!tokens.to_string().contains("ww_"), "no secret is shown");
    let id = tokens.as_array().unwrap().iter().find(|token| token["scopes"][0] == "read").unwrap()["id"].clone();
    assert_eq!(admin.ask("DELETE", &format!("/api/v1/tokens/{id}"), &[], "").status, 204);
    let answer = reader.get("/api/v1/devices");
    assert_eq!((answer.status, answer.header("www-authenticate")), (401, "Bearer realm=\"wardwatch\""));
    reader.token = Some("ww_made_up".to_owned());
    assert_eq!(reader.get("/api/v1/devices").status, 401);
}

#[test]
fn a_list_is_read_page_by_page() {
    let server = Server::ward();
    let mut client = server.with_token("viewer", &["read"]);
    for order in ["", "&sort=last_seen", "&sort=name&order=desc", "&sort=ip", "&sort=confidence&order=desc"] {
        let (mut seen, mut pages, mut after) = (Vec::new(), 0, String::new());
        loop {
            let page = client.get(&format!("/api/v1/devices?limit=5{order}{after}")).json();
            assert_eq!(page["total"], 33, "{page}");
            seen.extend(page["devices"].as_array().unwrap().iter().map(|device| device["id"].as_str().unwrap().to_owned()));
            pages += 1;
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        let different: BTreeSet<&String> = seen.iter().collect();
        assert_eq!((seen.len(), different.len(), pages), (33, 33, 7), "{order}");
    }
    for bad in ["after=zzz", "limit=0", "limit=501", "sort=colour", "colour=red", "category=cat"] {
        let answer = client.get(&format!("/api/v1/devices?{bad}"));
        assert_eq!((answer.status, answer.header("content-type")), (400, "application/problem+json"), "{bad}");
    }
    let cursor = client.get("/api/v1/devices?limit=5").json()["next"].as_str().unwrap().to_owned();
    let answer = client.get(&format!("/api/v1/devices?limit=5&sort=name&after={cursor}"));
    assert_eq!(answer.status, 400, "a cursor of another list");
}

#[test]
fn a_device_is_found_by_what_one_has() {
    let server = Server::ward();
    let mut client = server.with_token("viewer", &["read"]);
    let list = client.get("/api/v1/devices?category=ct").json();
    let device = &list["devices"][0];
    let id = device["id"].as_str().unwrap();
    for key in [id, &id[4..], device["macs"][0].as_str().unwrap(), device["ips"][0].as_str().unwrap()] {
        assert_eq!(&client.get(&format!("/api/v1/devices/{key}")).json(), device, "{key}");
    }
    for part in ["evidence", "conversations", "history"] {
        let answer = client.get(&format!("/api/v1/devices/{id}/{part}"));
        assert_eq!(answer.status, 200, "{part}");
        assert!(answer.body.len() > 100, "{part}: {}", answer.body);
    }
    assert_eq!(client.get("/api/v1/devices/dev-99999").status, 404);
    assert_eq!(client.get("/api/v1/devices/CT").status, 404);
    let page = server.signed_in("viewer").get(&format!("/devices/{}", device["ips"][0].as_str().unwrap()));
    assert_eq!((page.status, page.header("location")), (303, format!("/devices/{}", &id[4..]).as_str()));
}

#[test]
fn listeners_hear_of_change_and_do_not_hold_up_the_end() {
    let server = Server::ward();
    let client = server.with_token("viewer", &["read"]);
    let mut stream = client.open("GET", "/api/v1/events", &[], "");
    let mut heard = String::new();
    let mut hear = |word: &str| {
        let mut bytes = [0; 4096];
        while !heard.contains(word) {
            let have = stream.read(&mut bytes).unwrap();
            assert!(have > 0, "it ended: {heard}");
            heard += &String::from_utf8_lossy(&bytes[..have]);
        }
    };
    hear("retry: 2000");
    std::thread::sleep(Duration::from_millis(2500));
    server.command(&["users", "role", "soc", "viewer"], "");
    hear("event: changed\ndata: {\"change\": ");
    assert_eq!(server.stop(), Some(0));
}

/// A client that trusts exactly one certificate.
fn over_tls(address: &str, certificate: &str, request: &str) -> String {
    use rustls::pki_types::pem::PemObject as _;
    let mut roots = rustls::RootCertStore::empty();
    roots.add(rustls::pki_types::CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connection = rustls::ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
    let mut stream = rustls::StreamOwned::new(connection, std::net::TcpStream::connect(address).unwrap());
    std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn with_a_certificate_it_speaks_tls() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("c.pem"), made.cert.pem()).unwrap();
    std::fs::write(path("k.pem"), made.signing_key.serialize_pem()).unwrap();
    let text = format!("[web]\ncertificate = \"{}\"\nkey = \"{}\"\n", path("c.pem"), path("k.pem"));
    std::fs::write(path("w.toml"), text).unwrap();
    server::command(folder.path(), &["users", "add", "ann", "--role", "admin"], PASSWORD);
    let config = path("w.toml");
    let server = Server::start(folder, &["--config", &config]);
    assert!(server.said.contains("https://") && server.said.contains("SHA-256"), "{}", server.said);
    let form = format!("name=ann&password={}", PASSWORD.replace(' ', "+"));
    let request = format!(
        "POST /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{form}",
        form.len()
    );
    let answer = over_tls(&server.address, &made.cert.pem(), &request);
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let cookie = answer.lines().find(|line| line.starts_with("set-cookie: ")).unwrap();
    for part in ["__Host-wardwatch=", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(answer.contains("strict-transport-security: max-age="), "{answer}");
}

/// The first device of a category.
fn device_of(client: &mut Client, category: &str) -> String {
    let list = client.get(&format!("/api/v1/devices?category={category}")).json();
    list["devices"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn of_two_who_edit_the_second_is_told() {
    let server = Server::ward();
    let mut client = server.with_token("biomed", &["read", "inventory"]);
    let id = device_of(&mut client, "infusion_pump");
    let path = format!("/api/v1/devices/{id}/record");
    let read = client.get(&path);
    let tag = read.header("etag").to_owned();
    assert_eq!(
        (tag.as_str(), read.json()["tier"].as_u64(), &read.json()["fields"]["care_setting"]),
        ("\"0\"", Some(3), &json!(null))
    );
    assert_eq!(read.json()["fields"]["impact_off_patient"]["standing"], "assumed");
    let set = |room: &str| json!({"set": {"room": room, "care_setting": "icu"}, "confirm": true});
    assert_eq!(client.json("PATCH", &path, &[], &set("1.01")).status, 428, "without the version nothing is written");
    let answer = client.json("PATCH", &path, &[("If-Match", &tag)], &set("1.01"));
    assert_eq!((answer.status, answer.header("etag")), (200, "\"1\""), "{}", answer.body);
    assert_eq!(answer.json()["fields"]["room"]["value"], "1.01");
    let late = client.json("PATCH", &path, &[("If-Match", &tag)], &set("2.02"));
    assert_eq!((late.status, late.header("content-type")), (412, "application/problem+json"));
    assert_eq!(client.get(&path).json()["fields"]["room"]["value"], "1.01", "nothing was overwritten");
    for (body, word) in [
        (json!({"set": {"rooms": "1"}}), "did you mean"),
        (json!({"set": {"impact_off_patient": "9"}}), "from 0"),
        (json!({"sets": {}}), "unknown field"),
    ] {
        let answer = client.json("PATCH", &path, &[("If-Match", "\"1\"")], &body);
        assert!(answer.status == 400 && answer.body.contains(word), "{body}: {}", answer.body);
    }
    // On the page the second editor loses nothing.
    let (mut page, number) = (server.signed_in("biomed"), &id[4..]);
    let typed = [("revision", "0"), ("was_room", ""), ("room", "2.02"), ("was_owner", ""), ("owner", "Ward 3")];
    let answer = page.post(&format!("/devices/{number}/record"), &typed);
    assert_eq!(answer.status, 409);
    for text in ["value=\"2.02\"", "They put: <b>1.01</b>", "value=\"Ward 3\"", "name=\"revision\" value=\"1\""] {
        assert!(answer.body.contains(text), "{text} is not in the page");
    }
}

#[test]
fn what_people_say_outlives_a_crash_and_a_second_replay() {
    let server = Server::ward();
    let mut client = server.with_token("biomed", &["read", "inventory"]);
    let (pump, ct) = (device_of(&mut client, "infusion_pump"), device_of(&mut client, "ct"));
    let answer = client.json("POST", "/api/v1/review", &[], &json!({"devices": [pump, ct], "standing": "confirmed"}));
    assert_eq!(answer.json()[1]["standing"], "confirmed", "{}", answer.body);
    let contact = json!({"kind": "site", "name": "Desk", "role": "biomed on call", "phone": "4711", "hours": "24/7"});
    let made = client.json("POST", "/api/v1/contacts", &[], &contact);
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(client.json("POST", "/api/v1/contacts", &[], &json!({"kind": "site", "name": "Nobody"})).status, 400);
    let path = format!("/api/v1/devices/{pump}/record");
    let edit = json!({"set": {"department": "ICU", "model": "Plum 360 LAN"}});
    assert_eq!(client.json("PATCH", &path, &[("If-Match", "*")], &edit).status, 200);
    let comment = client.json("POST", &format!("/api/v1/devices/{pump}/comments"), &[], &json!({"text": "Bed 12"}));
    assert_eq!(comment.status, 201);
    let before = client.get(&path).json();
    assert_eq!(before["call_list"][0]["phone"], "4711");
    assert_eq!((&before["standing"], &before["contradictions"][0]["said"]), (&json!("corrected"), &json!("Plum 360 LAN")));
    let token = client.token.clone();
    // `kill -9`, then the same capture again.
    let folder = server.folder_of();
    server::command(folder.path(), &["replay", server::demo().to_str().unwrap()], "");
    let server = Server::start(folder, &[]);
    let mut client = Client { token, ..server.client() };
    assert_eq!(client.get(&path).json(), before);
    let audit = client.get(&format!("/api/v1/audit?subject={pump}")).json();
    assert!(audit.as_array().unwrap().iter().any(|entry| entry["field"] == "department" && entry["who"] == "biomed"), "{audit}");
    let list = client.get("/api/v1/devices?department=icu&tier=3").json();
    assert_eq!((&list["total"], &list["devices"][0]["model"]), (&json!(1), &json!("Plum 360 LAN")));
}

#[test]
fn two_become_one_and_two_again() {
    let server = Server::ward();
    let mut client = server.with_token("biomed", &["read", "inventory"]);
    let find =
        |client: &mut Client, ip: &str| client.get(&format!("/api/v1/devices/{ip}")).json()["id"].as_str().unwrap().to_owned();
    let (one, other) = (find(&mut client, "10.77.0.61"), find(&mut client, "10.77.0.62"));
    assert_ne!(one, other);
    let answer = client.json("POST", &format!("/api/v1/devices/{one}/merge"), &[], &json!({"other": other}));
    assert_eq!((answer.status, &answer.json()["done"]), (200, &json!(true)), "{}", answer.body);
    assert_eq!(find(&mut client, "10.77.0.61"), find(&mut client, "10.77.0.62"));
    let same = client.json("POST", &format!("/api/v1/devices/{one}/merge"), &[], &json!({"other": other}));
    assert_eq!(same.status, 409);
    let list = client.get("/api/v1/identity").json();
    let number = list[0]["number"].as_u64().unwrap();
    let undone = client.json("POST", &format!("/api/v1/identity/{number}/undo"), &[], &json!({}));
    assert_eq!(undone.status, 200, "{}", undone.body);
    assert_eq!((find(&mut client, "10.77.0.61"), find(&mut client, "10.77.0.62")), (one.clone(), other));
    let split = |client: &mut Client, part: &str| {
        client.json("POST", &format!("/api/v1/devices/{one}/split"), &[], &json!({"parts": [part]})).status
    };
    assert_eq!(split(&mut client, "no address"), 400);
    assert_eq!(split(&mut client, "10.9.9.9"), 409, "it has no such address");
    // The second editor of identity is the command line: the hub at work does it.
    let said = server.command(&["devices", "merge", "10.77.0.61", "10.77.0.62"], "");
    assert!(said.contains("is now"), "{said}");
}

#[test]
fn the_demo_ends_by_itself_in_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let run = |serve: &str| {
        std::process::Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools/demo"))
            .arg(server::demo())
            .env("WARDWATCH", env!("CARGO_BIN_EXE_wardwatch"))
            .env("DEMO_DB", folder.path().join("w.db"))
            .env("DEMO_LISTEN", "127.0.0.1:0")
            .env("DEMO_SERVE", serve)
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap()
    };
    let output = run("").wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && text.contains("33 devices") && text.contains("wardwatch run --db"), "{text}");
    let mut served = run("1");
    let lines = std::io::BufRead::lines(std::io::BufReader::new(served.stdout.take().unwrap()));
    let (mut password, mut address) = (String::new(), String::new());
    for line in lines.map_while(Result::ok) {
        if let Some(text) = line.split("with the password  ").nth(1) {
            text.clone_into(&mut password);
        }
        if let Some(text) = line.split("pages are served at http://").nth(1) {
            text.clone_into(&mut address);
            break;
        }
    }
    let mut client = Client { address, cookies: Default::default(), token: None, csrf: String::new() };
    let answer = client.post("/login", &[("name", "demo"), ("password", &password)]);
    assert_eq!((answer.status, client.get("/").status), (303, 200), "{}", answer.body);
    served.kill().unwrap();
    served.wait().unwrap();
}

fn devices(folder: &Path) -> usize {
    let list = server::command(folder, &["devices", "list", "--format", "json"], "");
    serde_json::from_str::<serde_json::Value>(&list).unwrap().as_array().unwrap().len()
}

#[test]
fn a_hub_at_work_does_what_a_command_asks() {
    let folder = tempfile::tempdir().unwrap();
    server::command(folder.path(), &["replay", server::demo().to_str().unwrap()], "");
    let (before, place) = (devices(folder.path()), folder.path().to_path_buf());
    let program = || {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_wardwatch"));
        program.current_dir(&place).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped());
        program
    };
    let hub = || program().args(["hub", "--db", "w.db", "--socket", "none.sock", "--listen", "127.0.0.1:0"]).spawn().unwrap();
    let mut one = hub();
    std::thread::sleep(Duration::from_secs(2));
    let second = hub().wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(!second.status.success() && said.contains("is writing this database"), "{said}");
    let pages = Server::start(folder, &[]);
    assert!(pages.said.contains("keeps the inventory"), "pages alone need no inventory: {}", pages.said);
    let folder = pages.folder_of();
    let merged = server::command(folder.path(), &["devices", "merge", "1", "2", "--author", "ann"], "");
    let ended = std::process::Command::new("kill").arg("-TERM").arg(one.id().to_string()).status().unwrap();
    assert!(ended.success() && one.wait().unwrap().success());
    assert!(merged.contains("dev-2 is now dev-1"), "{merged}");
    assert_eq!(devices(folder.path()), before - 1);
    let log = server::command(folder.path(), &["devices", "audit", "--format", "json"], "");
    assert!(log.contains("attend"), "the hub did it: {log}");
}

#[test]
fn an_alert_is_handled() {
    let folder = tempfile::tempdir().unwrap();
    let attack = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hostile/attacks/arp-takeover-router.pcap");
    server::command(folder.path(), &["replay", server::demo().to_str().unwrap(), attack], "");
    let server = Server::with_accounts(folder);
    let mut client = server.with_token("soc", &["read", "alerts"]);
    let list = client.get("/api/v1/alerts").json();
    let first = list[0].clone();
    assert_eq!((&first["state"], &first["clinical"]), (&json!("open"), &json!(null)), "{list}");
    let path = format!("/api/v1/alerts/{}", first["id"].as_str().unwrap());
    let one = client.get(&path).json();
    assert!(one["clinical"]["plan"].is_string() && one["evidence"][0]["text"].is_string(), "{one}");
    let say = |client: &mut Client, body: serde_json::Value| client.json("POST", &format!("{path}/opinions"), &[], &body);
    assert_eq!(say(&mut client, json!({"state": "closed"})).status, 400, "closing needs a verdict");
    assert_eq!(say(&mut client, json!({"state": "acknowledged", "note": "on it"})).json()["state"], "acknowledged");
    let closed = say(&mut client, json!({"state": "closed", "verdict": "true", "note": "unplugged"})).json();
    assert_eq!((&closed["verdict"], &closed["author"], &closed["note"]), (&json!("true"), &json!("soc"), &json!("unplugged")));
    assert_eq!(client.json("POST", "/api/v1/suppressions", &[], &json!({"reason": "x"})).status, 400, "it names nothing");
    let quiet = json!({"kind": first["kind"], "reason": "two bed terminals share a cable", "until": "2099-01-01T00:00:00Z"});
    let made = client.json("POST", "/api/v1/suppressions", &[], &quiet);
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(client.get("/api/v1/suppressions").json()[0]["author"], "soc");
    let number = made.json()["number"].clone();
    assert_eq!(client.ask("DELETE", &format!("/api/v1/suppressions/{number}"), &[], "").status, 204);
    // Whoever keeps the inventory does not handle alerts.
    let mut biomed = server.with_token("biomed", &["read", "inventory"]);
    assert_eq!(biomed.json("POST", &format!("{path}/opinions"), &[], &json!({"state": "open"})).status, 403);
    let page = server.signed_in("soc").get(&path.replace("/api/v1", ""));
    assert!(page.status == 200 && page.body.contains("First: the patient") && page.body.contains("unplugged"));
}

#[test]
fn views_are_kept_by_the_api_as_by_the_page() {
    let server = Server::ward();
    let mut ann = server.with_token("viewer", &["read"]);
    let view = json!({"name": "CTs of the ICU", "query": "category=ct&tier=2&after=00ff&q="});
    let made = ann.json("POST", "/api/v1/views", &[], &view);
    assert_eq!(made.status, 201, "{}", made.body);
    let made = made.json();
    assert_eq!((&made["name"], &made["query"]), (&json!("CTs of the ICU"), &json!("category=ct&tier=2")));
    assert_eq!(ann.get("/api/v1/views").json(), json!([made]));
    // The page of the same account shows it; another account follows its link, and neither lists nor removes it.
    assert!(server.signed_in("viewer").get("/devices").body.contains("CTs of the ICU"));
    let link = made["link"].as_str().unwrap().to_owned();
    let mut bob = server.with_token("soc", &["read"]);
    assert_eq!(server.signed_in("soc").get(&link).header("location"), format!("/devices?category=ct&tier=2&view={}", made["id"]));
    assert_eq!(bob.get("/api/v1/views").json(), json!([]));
    let one = format!("/api/v1/views/{}", made["id"]);
    assert_eq!(bob.json("DELETE", &one, &[], &json!({})).status, 404);
    // What makes no sense is told, and what is called the same is saved anew.
    for bad in
        [json!({"name": ""}), json!({"name": "x", "query": "tier=9"}), json!({"name": "x", "of": "bob"}), json!({"query": ""})]
    {
        assert_eq!(ann.json("POST", "/api/v1/views", &[], &bad).status, 400, "{bad}");
    }
    let anew = ann.json("POST", "/api/v1/views", &[], &json!({"name": "CTs of the ICU", "query": "tier=3"})).json();
    assert_eq!((&anew["id"], &anew["query"]), (&made["id"], &json!("tier=3")));
    assert_eq!(ann.json("DELETE", &one, &[], &json!({})).status, 204);
    assert_eq!((ann.get("/api/v1/views").json(), ann.json("DELETE", &one, &[], &json!({})).status), (json!([]), 404));
}
