//! A biomedical engineer's whole task by mouse: an export of 60 rows from the CMMS is imported and reconciled, ten devices
//! are corrected and confirmed, two merged, one split, contacts and plans entered, and the result exported; a kill and a
//! second replay lose nothing of it. (`tests/web` does the same by API.)

use serde_json::Value;
use wardwatch::exchange::csv;

use super::chromium::Browser;
use super::server::{self, Server, cmms};
use super::{inspect, picture, sign_in};

fn text(browser: &mut Browser) -> String {
    browser.look("document.querySelector('main').innerText").as_str().unwrap().to_owned()
}

fn notice(browser: &mut Browser, words: &str) {
    browser.until(&format!("!!document.querySelector('.notice')?.textContent.includes({})", Value::from(words)));
}

/// The number beside the name of a part of the report.
fn figure(browser: &mut Browser, part: &str) -> u64 {
    let number = browser.look(&format!("document.querySelector(\".parts a[href$='show={part}'] b\").textContent"));
    number.as_str().unwrap().parse().unwrap()
}

fn part(browser: &mut Browser, name: &str) {
    browser.leave(|browser| browser.click(&format!(".parts a[href$='show={name}']")));
}

fn import(browser: &mut Browser) -> Vec<String> {
    browser.leave(|browser| browser.click("nav a[href='/exchange']"));
    let mut wrong = inspect(browser, "exchange-empty");
    browser.choose_file("#file", &cmms());
    browser.choose("#mapping", "servicenow");
    browser.leave(|browser| browser.click("main form.stack button.main"));
    notice(browser, "nothing is written");
    for (name, count) in
        [("fills", 158), ("conflicts", 2), ("unsure", 4), ("not_in_cmms", 15), ("not_seen", 40), ("faults", 3), ("matched", 15)]
    {
        part(browser, name);
        assert_eq!(figure(browser, name), count, "{name}");
        wrong.extend(inspect(browser, &format!("import-{name}")));
    }
    // The CMMS is right about a model, and a row that could be one device is that one.
    part(browser, "conflicts");
    let take = "form:has(input[value=model]) button";
    browser.leave(|browser| browser.click(take));
    notice(browser, "The word of the CMMS stands now");
    assert_eq!(figure(browser, "conflicts"), 1);
    part(browser, "unsure");
    browser.leave(|browser| browser.click("form:has(input[name=line][value='12']) button"));
    notice(browser, "filled there");
    assert_eq!(figure(browser, "unsure"), 3);
    // Two that no network shows are recorded; the rest is filled at once.
    part(browser, "not_seen");
    browser.click("input[name=line][value='22']");
    browser.click("input[name=line][value='23']");
    browser.leave(|browser| browser.click(".save button.main"));
    notice(browser, "no network shows");
    assert_eq!(figure(browser, "not_seen"), 38);
    part(browser, "fills");
    browser.leave(|browser| browser.click(".apply button.main"));
    notice(browser, "Written into records");
    assert_eq!(figure(browser, "fills"), 0);
    part(browser, "fills");
    wrong.extend(inspect(browser, "import-applied"));
    wrong
}

/// The first ten of the queue are put right and confirmed.
fn correct_ten(browser: &mut Browser) {
    for place in 0..10 {
        browser.leave(|browser| browser.click("nav a[href='/review']"));
        browser.leave(|browser| browser.click("tbody tr:first-child a[href$='/record']"));
        browser.fill("#room", &format!("Room {place}"));
        browser.fill("#care_modification_plan", "Use the spare; call biomed.");
        assert_eq!(browser.look("document.querySelector('input[name=confirm]').checked"), true);
        browser.leave(|browser| browser.click(".save button.main"));
        notice(browser, "Saved");
    }
}

fn contacts(browser: &mut Browser) {
    for (kind, of, role, phone) in [
        ("site", "", "biomed on call", "4711"),
        ("department", "Intensive Care", "charge nurse", "5512"),
        ("manufacturer", "ICU Medical", "PSIRT", "+1 555 0100"),
    ] {
        browser.leave(|browser| browser.click("nav a[href='/contacts']"));
        browser.choose("#kind", kind);
        for (field, text) in [("#of", of), ("#role", role), ("#phone", phone)] {
            browser.fill(field, text);
        }
        browser.leave(|browser| browser.click("#form button.main"));
        notice(browser, "contact is saved");
    }
}

fn identities(browser: &mut Browser, address: &str) {
    browser.go(&format!("http://{address}/devices/10.77.0.61"));
    browser.leave(|browser| browser.click("a[href$='/merge']"));
    browser.fill("#q", "bedterm-a");
    browser.leave(|browser| browser.press("Enter"));
    browser.leave(|browser| browser.click(".candidates a"));
    browser.leave(|browser| browser.click("main form[method=post] button.main"));
    notice(browser, "one device now");
    // A laptop and its docking station.
    browser.go(&format!("http://{address}/devices/10.77.0.110"));
    browser.leave(|browser| browser.click("a[href$='/split']"));
    browser.click("input[value='3c:6a:a7:00:00:83']");
    browser.leave(|browser| browser.click("main form:not([method=post]) button.main"));
    assert!(browser.look("document.body.innerText").as_str().unwrap().contains("new device gets 3c:6a:a7:00:00:83"));
    browser.leave(|browser| browser.click("main form[method=post] button.main"));
    notice(browser, "It is split");
}

/// What the two downloads hold.
fn downloads(browser: &mut Browser) -> (Value, String) {
    browser.leave(|browser| browser.click("nav a[href='/exchange']"));
    let mut fhir: Value = serde_json::from_str(&browser.download("a[href='/exports/fhir']")).unwrap();
    fhir.as_object_mut().unwrap().remove("timestamp");
    (fhir, browser.download("a[href='/exports/csv']"))
}

/// Fields to fill, conflicts, rows not seen: as the report has it now.
fn reconciled(browser: &mut Browser) -> [u64; 3] {
    browser.leave(|browser| browser.click("nav a[href='/exchange']"));
    browser.leave(|browser| browser.click("main tbody a"));
    ["fills", "conflicts", "not_seen"].map(|part| figure(browser, part))
}

pub fn whole_inventory() {
    let server = Server::ward();
    let mut browser = Browser::start();
    sign_in(&mut browser, &server, "biomed");
    let mut wrong = import(&mut browser);
    correct_ten(&mut browser);
    contacts(&mut browser);
    identities(&mut browser, &server.address);
    let (fhir, table) = downloads(&mut browser);
    let sheet = csv::read(table.as_bytes(), b',').unwrap();
    let put_right = |record: &std::collections::BTreeMap<&str, &str>| {
        record["room"].starts_with("Room ") && record["care_modification_plan"] == "Use the spare; call biomed."
    };
    assert_eq!(sheet.records().filter(put_right).count(), 10);
    assert_eq!((sheet.rows.len(), fhir["entry"].as_array().unwrap().len()), (35, 35), "33, two recorded; one merged, one split");
    assert!(table.contains("BME-10001") && fhir.to_string().contains("BME-10001"), "what the CMMS knew is in both");
    browser.picture(&picture("exchange-done"), 1360);
    let before = reconciled(&mut browser);
    assert!(
        before[0] == 0 && before[1] > 1 && before[2] == 38,
        "rooms that a person put right stand against the CMMS: {before:?}"
    );
    wrong.extend(browser.complaints());
    // `kill -9`, the same capture again, and a start anew.
    let folder = server.folder_of();
    server::command(folder.path(), &["replay", server::demo().to_str().unwrap()], "");
    let server = Server::start(folder, &[]);
    // The session is kept, too.
    browser.go(&format!("http://{}/", server.address));
    let (fhir_after, table_after) = downloads(&mut browser);
    assert_eq!((fhir, table), (fhir_after, table_after));
    browser.leave(|browser| browser.click("nav a[href='/contacts']"));
    assert!(["4711", "5512", "+1 555 0100"].iter().all(|phone| text(&mut browser).contains(phone)));
    assert_eq!(reconciled(&mut browser), before);
    assert!(wrong.is_empty(), "{wrong:#?}");
}
