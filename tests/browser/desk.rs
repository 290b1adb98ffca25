//! A security analyst's shift: from the queue to the closed report, and what is said of an alert put to use.

use super::chromium::Browser;
use super::server::{Server, command};
use super::{inspect, picture, sign_in};

/// The demo ward, whose pump a workstation attacks, and whose ICU told whom to call.
fn attacked() -> Server {
    let folder = Server::attacked();
    let said = |arguments: &[&str]| command(folder.path(), arguments, "");
    said(&["devices", "edit", "10.77.0.46", "care_setting=icu", "department=ICU", "room=Bed 12", "--author", "biomed"]);
    said(&["devices", "edit", "10.77.0.46", "care_modification_plan=Spare pump from the store.", "--author", "biomed"]);
    said(&["devices", "contacts", "add", "--department", "ICU", "--role", "charge nurse", "--phone", "5512", "--hours", "24/7"]);
    Server::with_accounts(folder)
}

fn text(browser: &mut Browser) -> String {
    browser.look("document.querySelector('main').innerText").as_str().unwrap().to_owned()
}

fn holds(browser: &mut Browser, words: &[&str]) {
    let text = text(browser);
    for word in words {
        assert!(text.contains(word), "\"{word}\" is not in: {text}");
    }
}

/// Everything a clinician would ask is answered on the page of the alert; then the incident, step by step, to its report.
pub fn from_queue_to_report() {
    let server = attacked();
    let mut browser = Browser::start();
    sign_in(&mut browser, &server, "soc");
    browser.leave(|browser| browser.click("nav a[href='/alerts']"));
    holds(&mut browser, &["Exploit attempt", "critical", "now", "10.77.0.46"]);
    let mut wrong = inspect(&mut browser, "soc-queue");
    // By keyboard: the first is the worst, o opens it.
    browser.go(&format!("http://{}/alerts?kind=exploit_attempt", server.address));
    browser.press("j");
    browser.leave(|browser| browser.press("o"));
    holds(
        &mut browser,
        &[
            "Do not isolate it on your own",
            "charge nurse",
            "5512",
            "reachable now",
            "ICU Medical Plum 360",
            "Tier 3",
            "What it does",
            "May authorise",
            "Spare pump from the store",
            "MS17-010",
            "10.77.0.177",
            "T0866",
            "no honest stack sends this",
        ],
    );
    wrong.extend(inspect(&mut browser, "soc-alert"));
    browser.fill("#note", "Looking at it with the ICU.");
    browser.leave(|browser| browser.click("button[value=acknowledge]"));
    browser.leave(|browser| browser.click("a[href^='/incidents?alerts=']"));
    browser.fill("#title", "A workstation attacks a pump");
    browser.leave(|browser| browser.click("main form.stack button.main"));
    holds(&mut browser, &["Do not isolate", "5512", "A workstation attacks a pump", "Same model"]);
    step(&mut browser, "call", &[("#who", "ICU desk"), ("#answer", "Patient has a spare pump in ten minutes.")]);
    step(&mut browser, "propose", &[("#what", "Block the workstation's port at its switch")]);
    holds(&mut browser, &["Not to be carried out before a clinical approval"]);
    let approval = [("#by1", "Dr Weber"), ("#role1", "charge physician"), ("#plan1", "Spare pump; two nurses check the rate.")];
    step(&mut browser, "approve", &approval);
    step(&mut browser, "done", &[]);
    wrong.extend(inspect(&mut browser, "soc-incident"));
    for (field, value) in [("#functional", "low"), ("#information", "none"), ("#recoverability", "regular")] {
        browser.look(&format!("document.querySelector('{field}').value = '{value}'"));
    }
    step(&mut browser, "impact", &[]);
    browser.look("document.querySelector('#phase').value = 'post_incident'");
    step(&mut browser, "phase", &[("#why", "The workstation is set up anew.")]);
    step(&mut browser, "close", &[("#lessons", "Pumps have a segment of their own now.")]);
    holds(&mut browser, &["closed", "What was learnt", "segment of their own"]);
    browser.leave(|browser| browser.click("a[href$='/report']:not([href^='/api'])"));
    holds(&mut browser, &["Incident report", "Dr Weber", "ICU desk", "Block the workstation's port", "What was learnt"]);
    wrong.extend(inspect(&mut browser, "soc-report"));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Fills a form of the incident's page and sends it.
fn step(browser: &mut Browser, act: &str, fields: &[(&str, &str)]) {
    for (field, text) in fields {
        browser.fill(field, text);
    }
    let button = format!("form:has(input[name=act][value={act}]) button");
    browser.leave(|browser| browser.click(&button));
    let refused = browser.look("document.querySelector('[role=alert]')?.textContent ?? ''");
    assert_eq!(refused, "", "{act}");
}

/// True, benign, wrong: what is said counts in the dry run, and what was harmless is usual from then on.
pub fn what_is_said_is_used() {
    let server = attacked();
    let mut browser = Browser::start();
    sign_in(&mut browser, &server, "soc");
    browser.go(&format!("http://{}/alerts?kind=policy_violation", server.address));
    browser.leave(|browser| browser.click("table.alerts tbody th a"));
    let page = browser.look("location.pathname").as_str().unwrap().to_owned();
    // Nothing is closed without saying what it was.
    browser.look("document.querySelector('#verdict').value = 'benign'");
    browser.fill("#note", "The maker's own service, asked by phone.");
    browser.leave(|browser| browser.click("button[value=close]"));
    holds(&mut browser, &["Closed.", "Rightly told, with a harmless cause", "asked by phone"]);
    browser.go(&format!("http://{}/tuning?days=7&strength=80&pages=2&least=10", server.address));
    holds(&mut browser, &["found harmless or wrong, and would page", "This setting would have paged"]);
    let mut wrong = inspect(&mut browser, "soc-tuning");
    browser.go(&format!("http://{}/tuning?days=7&strength=100&pages=2&least=10&quiet=exploit_attempt", server.address));
    holds(&mut browser, &["would have paged 0 times", "Paged, and would not", "page_strength = 100"]);
    wrong.extend(inspect(&mut browser, "soc-tuning-tried"));
    // The conversation is accepted in the pump's baseline, where its days are drawn.
    browser.go(&format!("http://{}/devices/10.77.0.46", server.address));
    browser.leave(|browser| browser.click("a[href$='/baseline']"));
    holds(&mut browser, &["What is normal", "accepted", "Policies, exploits, indicators, spoofing", "203.0.113"]);
    wrong.extend(inspect(&mut browser, "soc-baseline"));
    browser.leave(|browser| browser.click("button[value=accept]"));
    holds(&mut browser, &["it is usual from now on", "accepted by a person"]);
    // And it can be kept quiet, for a reason and a time, and heard again.
    browser.go(&format!("http://{}{page}", server.address));
    browser.click("main details summary");
    browser.fill("#reason", "Known service of the maker.");
    browser.leave(|browser| browser.click("form[action$='/suppress'] button"));
    browser.go(&format!("http://{}/suppressions", server.address));
    holds(&mut browser, &["Known service of the maker.", "Policy violation", "ICU Medical Plum 360"]);
    wrong.extend(inspect(&mut browser, "soc-suppressions"));
    browser.leave(|browser| browser.click("form[action$='/end'] button"));
    holds(&mut browser, &["The suppression has ended", "ended"]);
    for (name, path) in [("soc-digest", "/digest"), ("soc-fleets", "/fleets")] {
        browser.go(&format!("http://{}{path}", server.address));
        wrong.extend(inspect(&mut browser, name));
    }
    browser.picture(&picture("soc-fleets"), 1360);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A manufacturer's profile is brought, seen with what it binds, and dropped; what a device was seen to do makes another.
pub fn policies() {
    let server = attacked();
    let mut browser = Browser::start();
    sign_in(&mut browser, &server, "soc");
    browser.leave(|browser| browser.click("nav a[href='/alerts']"));
    browser.leave(|browser| browser.click("nav.tabs a[href='/policies']"));
    holds(&mut browser, &["No policy yet", "Ask the manufacturer", "Bring a manufacturer's profile"]);
    let mut wrong = inspect(&mut browser, "soc-policies-empty");
    // From the device: its own behaviour as a profile, then one brought for it.
    browser.go(&format!("http://{}/devices/10.77.0.46", server.address));
    browser.leave(|browser| browser.click("a[href$='/baseline']"));
    holds(&mut browser, &["No profile (RFC 8520) binds it"]);
    browser.leave(|browser| browser.click("button[value=accept]"));
    let learnt = browser.download("a[href$='/baseline/mud']");
    assert!(learnt.contains("ietf-mud:mud") && learnt.contains("ICU Medical"), "{learnt}");
    let allowed = browser.download("a[href$='/baseline/allow-list']");
    assert!(allowed.contains("trusted conversations\nallow "), "{allowed}");
    let file = server.folder.path().join("pump.json");
    std::fs::write(&file, "{}").unwrap();
    browser.leave(|browser| browser.click("a[href^='/policies?device=']"));
    browser.choose_file("#file", &file);
    browser.leave(|browser| browser.click("#bring button"));
    holds(&mut browser, &["the profile: it has no ietf-mud:mud"]);
    wrong.extend(inspect(&mut browser, "soc-policies-refused"));
    assert!(
        browser.look("document.querySelector('#device').value").as_str().unwrap().starts_with("dev-"),
        "what was typed stays"
    );
    // The browser's own word for a form that is refused.
    wrong.retain(|fault| !fault.contains("status of 422"));
    std::fs::write(&file, &learnt).unwrap();
    browser.choose_file("#file", &file);
    browser.leave(|browser| browser.click("#bring button"));
    browser.choose_file("#file", &file);
    browser.fill("#model", "A model that nobody has");
    browser.leave(|browser| browser.click("#bring button"));
    holds(&mut browser, &["The policy is in force", "as observed by wardwatch", "ICU Medical Plum 360", "none", "soc"]);
    browser.click("tbody td details summary");
    wrong.extend(inspect(&mut browser, "soc-policies"));
    browser.go(&format!("http://{}/devices/10.77.0.46/baseline", server.address));
    holds(&mut browser, &["Policy 1", "Drop this policy"]);
    wrong.extend(inspect(&mut browser, "soc-baseline-bound"));
    browser.go(&format!("http://{}/policies", server.address));
    browser.click("#policy-1 td:last-child summary");
    browser.leave(|browser| browser.click("#policy-1 form button"));
    holds(&mut browser, &["The policy is removed", "A model that nobody has"]);
    assert_eq!(browser.look("document.querySelector('#policy-1')"), serde_json::Value::Null);
    assert!(wrong.is_empty(), "{wrong:#?}");
}
