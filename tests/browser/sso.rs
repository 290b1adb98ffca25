//! Single sign-on with a real provider (npm: oidc-provider) that this test starts on loopback.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::json;

use super::chromium::Browser;
use super::server::{self, Server};
use super::{inspect, picture};

/// The provider and its version.
const PACKAGE: &str = "oidc-provider@8.8.1";
const SECRET: &str = "a secret of this test and of nobody else";

fn tools() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/sso-tools")
}

/// Whether the provider is here; it is installed once.
pub fn is_here() -> bool {
    let there = tools().join("node_modules/oidc-provider/lib/index.js");
    if !there.exists() && std::fs::create_dir_all(tools()).is_ok() {
        let mut install = Command::new("timeout");
        install.args(["180", "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", ".", PACKAGE]);
        let _ = install.current_dir(tools()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
    there.exists()
}

/// The provider, which ends with the test.
struct Provider {
    child: Child,
    issuer: String,
}

impl Provider {
    fn start(back: &str) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/oidc_provider.mjs");
        let mut command = Command::new("node");
        command.arg(script).arg(tools()).args(["ward", SECRET, back]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let issuer = lines.find(|line| line.starts_with("http://")).expect("the provider starts");
        // It says more later, and ends where nobody reads that.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, issuer }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Goes to the provider and says who one is.
fn come_as(browser: &mut Browser, address: &str, name: &str) {
    browser.tell("Network.clearBrowserCookies", json!({}));
    browser.go(&format!("http://{address}/login?next=/contacts"));
    browser.leave(|browser| browser.click("a[href^='/login/sso']"));
    browser.until("document.title === 'Provider'");
    browser.fill("#name", name);
    browser.leave(|browser| browser.press("Enter"));
}

fn text(browser: &mut Browser) -> String {
    browser.look("document.body.innerText").as_str().unwrap().to_owned()
}

pub fn single_sign_on() {
    // A port that is free now: the provider must know the way back before the pages are there.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let provider = Provider::start(&format!("http://{address}/login/sso/callback"));
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_path_buf();
    let path = |name: &str| place.join(name).display().to_string();
    let configuration = |roles: &str| {
        let file = path("secret");
        format!(
            "[oidc]\nissuer = \"{}\"\nclient_id = \"ward\"\nsecret_file = \"{file}\"\nurl = \"http://{address}\"\nroles = {{ {roles} }}\n",
            provider.issuer
        )
    };
    std::fs::write(path("secret"), format!("{SECRET}\n")).unwrap();
    let config = path("w.toml");
    let roles = "\"WW-Biomed\" = \"biomed\", \"WW-Viewer\" = \"viewer\", \"WW-Admin\" = \"admin\"";
    std::fs::write(&config, configuration(roles)).unwrap();
    server::command(folder.path(), &["users", "add", "admin", "--role", "admin"], server::PASSWORD);
    let server = Server::start_at(folder, &address, &["--config", &config]);
    let mut browser = Browser::start();
    browser.go(&format!("http://{address}/login"));
    let mut wrong = inspect(&mut browser, "login-sso");
    come_as(&mut browser, &address, "kelly");
    browser.until("document.querySelector('h1')?.textContent === 'Contacts'");
    assert_eq!(browser.look("document.querySelector('details.me summary').innerText"), "kellybiomed");
    browser.picture(&picture("sso"), 1360);
    wrong.extend(browser.complaints());
    assert!(wrong.is_empty(), "{wrong:#?}");
    come_as(&mut browser, &address, "lee");
    browser.until("document.querySelector('details.me summary')?.innerText.includes('viewer')");
    // Who has no role stays out, and nobody comes in by taking over a name.
    come_as(&mut browser, &address, "mallory");
    assert!(text(&mut browser).contains("Mallory has none of the roles"), "{}", text(&mut browser));
    come_as(&mut browser, &address, "admin");
    assert!(text(&mut browser).contains("here already that is not yours"), "{}", text(&mut browser));
    let log = server.with_token("admin", &["read", "admin"]).get("/api/v1/audit?who=single+sign-on");
    let entries = log.json();
    let told: Vec<String> =
        entries.as_array().unwrap().iter().map(|entry| format!("{} {}", entry["subject"], entry["to"])).collect();
    assert_eq!(told, ["\"user lee\" \"viewer\"", "\"user kelly\" \"biomed\""]);
    // Who came in this way is in the audit log, and who tried with another's name: told at the latest when they come in.
    drop(server.signed_in("admin"));
    let mut reader = server.with_token("admin", &["read", "admin"]);
    let mut doors = |subject: &str| -> Vec<String> {
        let log = reader.get(&format!("/api/v1/audit?subject=user+{subject}")).json();
        let entries = log.as_array().unwrap().iter().rev().filter(|entry| entry["what"].as_str().unwrap().starts_with("sign-"));
        entries.map(|entry| format!("{} {} {}", entry["what"], entry["field"], entry["to"]).replace('"', "")).collect()
    };
    assert_eq!(doors("kelly"), ["sign-in single sign-on from 127.0.0.1"]);
    assert_eq!(doors("admin"), ["sign-in failed single sign-on 1 failure, from 127.0.0.1", "sign-in password from 127.0.0.1"]);
    refuses_what_it_did_not_begin(&server);
    // A role that changes there changes here, at the next sign-in.
    let folder = server.folder_of();
    std::fs::write(&config, configuration(&roles.replace("\"biomed\"", "\"soc\""))).unwrap();
    let server = Server::start_at(folder, &address, &["--config", &config]);
    come_as(&mut browser, &server.address, "kelly");
    browser.until("document.querySelector('details.me summary')?.innerText.includes('soc')");
}

/// An answer that nobody asked for, or that another browser asked for, lets nobody in.
fn refuses_what_it_did_not_begin(server: &Server) {
    let mut client = server.client();
    let begun = client.get("/login/sso?next=https://evil.example");
    assert_eq!(begun.status, 303);
    let to = begun.header("location").to_owned();
    assert!(to.contains("code_challenge_method=S256") && to.contains("nonce=") && !to.contains(SECRET), "{to}");
    let state = to.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let back = |state: &str| format!("/login/sso/callback?code=made-up&state={state}");
    assert_eq!(server.client().get(&back(&state)).status, 403, "another browser");
    assert_eq!(client.get(&back("other")).status, 403, "another sign-in");
    assert_eq!(client.get(&format!("/login/sso/callback?error=access_denied&state={state}")).status, 403);
    let made_up = client.get(&back(&state));
    assert!(made_up.status == 500 && !made_up.body.contains(SECRET), "the provider knows no such code: {}", made_up.body);
    assert_eq!(client.get(&back(&state)).status, 403, "a sign-in ends once");
}
