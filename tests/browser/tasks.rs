//! What people come for.

use serde_json::json;

use super::chromium::Browser;
use super::server::{PASSWORD, Server};
use super::{inspect, picture, sign_in};

pub fn first_start() {
    let server = Server::empty();
    let link = server.said.lines().find(|line| line.contains("/setup?token=")).unwrap().trim().to_owned();
    let mut browser = Browser::start();
    browser.go(&link);
    let mut wrong = inspect(&mut browser, "setup");
    browser.fill("#name", "ann");
    browser.fill("#password", PASSWORD);
    browser.fill("#again", PASSWORD);
    browser.leave(|browser| browser.click("main button"));
    browser.until("document.querySelector('h1').textContent === 'Overview'");
    assert!(browser.look("document.body.innerText").as_str().unwrap().contains("No devices yet"));
    wrong.extend(inspect(&mut browser, "empty"));
    browser.go(&format!("http://{}/devices", server.address));
    wrong.extend(inspect(&mut browser, "empty-devices"));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

pub fn every_page() {
    let server = Server::with_accounts(Server::attacked());
    let mut program = server.with_token("biomed", &["read", "inventory"]);
    for (device, department) in
        [("10.77.0.20", "Radiology"), ("10.77.0.24", "Radiology"), ("10.77.0.46", "ICU"), ("10.77.0.61", "ICU")]
    {
        let path = format!("/api/v1/devices/{device}/record");
        let answer = program.json("PATCH", &path, &[("If-Match", "*")], &json!({"set": {"department": department}}));
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    let mut browser = Browser::start();
    browser.go(&format!("http://{}/login", server.address));
    let mut wrong = inspect(&mut browser, "login");
    sign_in(&mut browser, &server, "admin");
    for (name, path) in [
        ("overview", "/"),
        ("devices", "/devices"),
        ("device", "/devices/10.77.0.20"),
        ("device-conflict", "/devices/10.77.0.24"),
        ("record", "/devices/10.77.0.46/record"),
        ("unseen", "/record"),
        ("merge", "/devices/10.77.0.46/merge?with=10.77.0.45"),
        ("split", "/devices/10.77.0.91/split"),
        ("review", "/review"),
        ("contacts", "/contacts"),
        ("audit", "/audit?check=1"),
        ("devices-grouped", "/devices?by=model"),
        ("devices-columns", "/devices?column=tier&column=serial&column=software&column=department&column=changed&tier=2"),
        ("alerts", "/alerts?state=all"),
        ("exchange", "/exchange"),
        ("alert", "/alerts/1"),
        ("incidents", "/incidents"),
        ("incident-new", "/incidents?alerts=alert-1"),
        ("health", "/health"),
        ("map", "/map"),
        ("map-all", "/map?all=1"),
        ("map-of-one", "/map?of=pacs"),
        ("map-departments", "/map?by=department"),
        ("map-devices", "/map?by=device"),
        ("nothing-here", "/devices/99999"),
        ("account", "/account"),
        ("accounts", "/admin/accounts"),
    ] {
        browser.go(&format!("http://{}{path}", server.address));
        browser.look("document.querySelectorAll('details.answer').forEach(one => one.open = true)");
        let mut found = inspect(&mut browser, name);
        if name == "nothing-here" {
            // The browser's own word for a page that is not there, as it should be.
            let before = found.len();
            found.retain(|fault| !fault.contains("the server responded with a status of 404"));
            assert_eq!(before - found.len(), 1, "what is not there is answered with 404");
        }
        wrong.extend(found);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Without script everything is still there.
    browser.tell("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    browser.go(&format!("http://{}/devices?category=ct", server.address));
    browser.picture(&picture("without-script"), 1360);
}

pub fn find_a_device() {
    let server = Server::ward();
    let mut browser = Browser::start();
    sign_in(&mut browser, &server, "viewer");
    // The slash leads to the search field from everywhere.
    browser.press("/");
    browser.tell("Input.insertText", json!({"text": "magnetom"}));
    browser.leave(|browser| browser.press("Enter"));
    browser.until("document.querySelectorAll('table.devices tbody tr').length === 1");
    browser.leave(|browser| browser.click("table.devices tbody a"));
    assert_eq!(browser.look("document.querySelector('h1').textContent"), "Siemens Healthineers MAGNETOM Aera");
    // Why we think so is one click away.
    browser.click("details.answer summary");
    browser.until("document.querySelector('details.answer').open");
    let text = browser.look("document.querySelector('details.answer').innerText").to_string();
    assert!(text.contains("dicom"), "{text}");
    // A filter applies at once, and sorting turns round.
    browser.leave(|browser| browser.click("nav a[href='/devices']"));
    browser.leave(|browser| browser.choose("#group", "imaging"));
    browser.until("document.querySelectorAll('table.devices tbody tr').length === 6");
    assert_eq!(browser.look("location.search"), "?group=imaging");
    browser.leave(|browser| browser.click("thead th:nth-child(3) a"));
    browser.until("document.querySelector('thead th:nth-child(3)').ariaSort === 'ascending'");
    browser.leave(|browser| browser.click("thead th:nth-child(3) a"));
    browser.until("document.querySelector('thead th:nth-child(3)').ariaSort === 'descending'");
    let wrong = browser.complaints();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A SOC analyst handles an alert: sees whom to call, takes it on, notes what it is, silences the like, opens an incident.
pub fn an_alert() {
    let server = Server::with_accounts(Server::attacked());
    let mut browser = Browser::start();
    sign_in(&mut browser, &server, "soc");
    browser.leave(|browser| browser.click("nav a[href='/alerts']"));
    let waiting = "document.querySelectorAll('table.alerts tbody tr').length";
    let many = browser.look(waiting).as_u64().unwrap();
    assert!(many >= 3, "{many} alerts");
    // The worst comes first; its page says what it means for the patient before anything else.
    browser.leave(|browser| browser.click("table.alerts tbody th a"));
    let first = browser.look("document.querySelector('main h2').textContent");
    assert_eq!(first, "First: the patient");
    let number = browser.look("location.pathname.split('/').pop()").as_str().unwrap().to_owned();
    browser.fill("#note", "On it; asking the ward.");
    browser.leave(|browser| browser.click("button[value=acknowledge]"));
    browser.until("document.querySelector('.notice').textContent.includes('Acknowledged')");
    let said = browser.look("document.querySelector('main').innerText").as_str().unwrap().to_owned();
    assert!(said.contains("On it; asking the ward.") && said.contains("soc"), "{said}");
    browser.picture(&picture("alert-acknowledged"), 1360);
    // An incident from it carries the alert along.
    browser.leave(|browser| browser.click("a[href^='/incidents?alerts=']"));
    browser.until("document.querySelector('main form') !== null");
    let carried = browser.look("document.querySelector('main').innerHTML").as_str().unwrap().contains(&format!("alert-{number}"));
    assert!(carried, "the incident does not name its alert");
    // Closed with a verdict; without one it stays open.
    browser.go(&format!("http://{}/alerts/{number}", server.address));
    browser.choose("#verdict", "wrong");
    browser.leave(|browser| browser.click("button[value=close]"));
    browser.until("document.querySelector('.notice').textContent.includes('Closed')");
    // Of the next one no more is to be heard.
    browser.go(&format!("http://{}/alerts", server.address));
    assert_eq!(browser.look(waiting).as_u64(), Some(many - 1));
    browser.leave(|browser| browser.click("table.alerts tbody th a"));
    browser.look("[...document.querySelectorAll('main details')].forEach(one => one.open = true)");
    browser.fill("#reason", "Planned failover test, ticket 4711");
    browser.leave(|browser| browser.click("form[action$='/suppress'] button"));
    browser.until("document.querySelector('.notice').textContent.includes('No more of the like')");
    browser.go(&format!("http://{}/alerts", server.address));
    assert!(browser.look(waiting).as_u64().unwrap() < many - 1);
    let wrong = browser.complaints();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A view is put together, kept, come back to, and followed by somebody else.
pub fn views() {
    let server = Server::ward();
    let mut browser = Browser::start();
    sign_in(&mut browser, &server, "biomed");
    browser.leave(|browser| browser.click("nav a[href='/devices']"));
    browser.leave(|browser| browser.choose("#group", "imaging"));
    browser.look("document.querySelector('.columns-form details').open = true");
    for column in ["serial", "software"] {
        browser.click(&format!("input[name=column][value={column}]"));
    }
    browser.leave(|browser| browser.click(".columns-form button"));
    browser.until("[...document.querySelectorAll('thead th')].some(one => one.textContent === 'Serial number')");
    browser.fill("#view-name", "Scanners");
    browser.leave(|browser| browser.click(".save-view button"));
    browser.until("document.querySelector('.notice').textContent.includes('The view is saved')");
    let link = browser.look("document.querySelector('.view a[href^=\"/views/\"]').getAttribute('href')");
    let link = link.as_str().unwrap().to_owned();
    browser.picture(&picture("view-saved"), 1360);
    // In groups, and from a group to its devices.
    browser.go(&format!("http://{}/devices", server.address));
    browser.leave(|browser| browser.choose("#by", "category"));
    let groups = browser.look("document.querySelectorAll('table.groups tbody tr').length").as_u64().unwrap();
    assert!(groups > 10, "{groups} groups");
    let count = browser.look("document.querySelector('table.groups tbody td.num').textContent");
    browser.leave(|browser| browser.click("table.groups tbody th a"));
    let listed = browser.look("String(document.querySelectorAll('table.devices tbody tr').length)");
    assert_eq!(listed, count, "a group has as many devices as it says");
    // The link is good for whoever may sign in, and shows that it is another's.
    let mut other = Browser::start();
    sign_in(&mut other, &server, "viewer");
    other.go(&format!("http://{}{link}", server.address));
    let text = other.look("document.querySelector('.view').innerText").as_str().unwrap().to_owned();
    assert!(text.contains("Scanners") && text.contains("of biomed") && !text.contains("Remove"), "{text}");
    assert_eq!(other.look("document.querySelectorAll('table.devices tbody tr').length"), 6);
    // Its owner takes it away.
    browser.go(&format!("http://{}{link}", server.address));
    browser.leave(|browser| browser.click(".view button"));
    browser.until("document.querySelector('.notice').textContent.includes('removed')");
    let asked = browser.complaints();
    assert!(asked.len() == 1 && asked[0].contains("Remove the view"), "{asked:?}");
    other.go(&format!("http://{}{link}", server.address));
    assert_eq!(other.look("document.querySelector('h1').textContent"), "There is nothing here");
}

/// From the picture to the devices of a group.
pub fn the_map() {
    let server = Server::ward();
    let mut browser = Browser::start();
    sign_in(&mut browser, &server, "viewer");
    browser.leave(|browser| browser.click("nav a[href='/map']"));
    let bands = browser.look("document.querySelectorAll('.chord .band').length").as_u64().unwrap();
    assert!(bands > 3, "{bands} bands");
    // Whatever is drawn is in the table too.
    let arcs = browser.look("[...document.querySelectorAll('.chord a text')].map(one => one.textContent)");
    let table = browser.look("document.querySelector('main table').innerText").as_str().unwrap().to_owned();
    for name in arcs.as_array().unwrap() {
        let name = name.as_str().unwrap();
        assert!(table.contains(if name == "Outside" { "leaves the site" } else { name }), "{name} is not in: {table}");
    }
    browser.leave(|browser| browser.click(".chord a[href='/devices?category=pacs'] text"));
    assert_eq!(browser.look("document.querySelectorAll('table.devices tbody tr').length"), 1);
    // By keyboard: one group's lines alone, and every device of a small site.
    browser.go(&format!("http://{}/map?by=device", server.address));
    assert!(browser.look("document.querySelectorAll('.wheel circle').length").as_u64().unwrap() > 10);
    browser.leave(|browser| browser.click(".tabs a[href*='by=category']"));
    browser.look("document.querySelector('.alone').focus()");
    browser.leave(|browser| browser.press("Enter"));
    assert!(browser.look("document.querySelector('.notice').innerText").as_str().unwrap().starts_with("Only what "));
    let wrong = browser.complaints();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

pub fn accounts() {
    let server = Server::ward();
    let mut browser = Browser::start();
    sign_in(&mut browser, &server, "admin");
    browser.leave(|browser| browser.click("nav a[href='/admin/accounts']"));
    browser.fill("#name", "eve");
    browser.choose("#role", "soc");
    browser.fill("#password", "banjo glacier pepper nine");
    browser.leave(|browser| browser.click("main form.stack button"));
    browser.until("document.querySelector('.notice').textContent.includes('saved')");
    browser.until("[...document.querySelectorAll('tbody th')].some(one => one.textContent === 'eve')");
    let remove = "form[action='/admin/accounts/eve/remove'] button";
    browser.leave(|browser| browser.click(remove));
    browser.until("document.querySelector('.notice').textContent.includes('removed')");
    // It asked before it removed.
    let asked = browser.complaints();
    assert!(asked.len() == 1 && asked[0].contains("Remove the account eve"), "{asked:?}");
}

/// A biomedical engineer's morning: contacts, a correction, the queue, two that are one, one that is two.
pub fn a_morning() {
    let server = Server::ward();
    let mut browser = Browser::start();
    sign_in(&mut browser, &server, "biomed");
    browser.leave(|browser| browser.click("nav a[href='/contacts']"));
    browser.choose("#kind", "department");
    for (field, text) in
        [("#of", "ICU"), ("#name", "Nurse Kelly"), ("#role", "charge nurse"), ("#phone", "5512"), ("#hours", "24/7")]
    {
        browser.fill(field, text);
    }
    browser.leave(|browser| browser.click("#form button.main"));
    browser.until("document.querySelector('tbody th').textContent.includes('Nurse Kelly')");
    // A pump is put right.
    browser.go(&format!("http://{}/devices/10.77.0.46", server.address));
    browser.leave(|browser| browser.click("a[href$='/record']"));
    browser.choose("#care_setting", "icu");
    browser.fill("#department", "ICU");
    browser.fill("#room", "Bed 12");
    browser.fill("#care_modification_plan", "Spare pump from the store; two nurses check the rate.");
    browser.leave(|browser| browser.click(".save button.main"));
    let text = browser.look("document.querySelector('main').innerText").as_str().unwrap().to_owned();
    for words in ["Saved.", "confirmed", "Do not isolate", "Nurse Kelly", "5512", "reachable now", "Spare pump"] {
        assert!(text.contains(words), "{words} is not in: {text}");
    }
    browser.picture(&picture("pump-with-record"), 1360);
    // The queue, by keyboard: choose two, confirm them.
    browser.leave(|browser| browser.click("nav a[href='/review']"));
    let waiting = browser.look("document.querySelector('.count').textContent").to_string();
    for key in ["j", "x", "j", "x"] {
        browser.press(key);
    }
    browser.until("document.querySelectorAll('tbody input:checked').length === 2");
    browser.leave(|browser| browser.click("button[value=confirm]"));
    browser.until("document.querySelector('.notice').textContent.includes('Confirmed')");
    assert_ne!(browser.look("document.querySelector('.count').textContent").to_string(), waiting);
    // Two bed terminals that are one, and back.
    browser.go(&format!("http://{}/devices/10.77.0.61", server.address));
    browser.leave(|browser| browser.click("a[href$='/merge']"));
    browser.fill("#q", "bedterm-a");
    browser.leave(|browser| browser.press("Enter"));
    browser.leave(|browser| browser.click(".candidates a"));
    browser.picture(&picture("merge-preview"), 1360);
    browser.leave(|browser| browser.click("main form[method=post] button.main"));
    browser.until("document.querySelector('.notice').textContent.includes('one device now')");
    browser.leave(|browser| browser.click("form[action$='/undo'] button"));
    browser.until("document.querySelector('.notice').textContent.includes('as it was before')");
    let wrong = browser.complaints();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Two who edit one record: the second is told what the first did, and loses nothing.
pub fn two_editors() {
    let server = Server::ward();
    let (mut one, mut other) = (Browser::start(), Browser::start());
    sign_in(&mut one, &server, "biomed");
    sign_in(&mut other, &server, "admin");
    let form = format!("http://{}/devices/10.77.0.20/record", server.address);
    for browser in [&mut one, &mut other] {
        browser.go(&form);
    }
    one.fill("#room", "CT 1");
    one.leave(|browser| browser.click(".save button.main"));
    other.fill("#room", "CT 2");
    other.fill("#owner", "Radiology");
    other.leave(|browser| browser.click(".save button.main"));
    other.until("document.querySelector('[role=alert]').textContent.includes('biomed changed this record')");
    assert_eq!(other.look("document.querySelector('#room').value"), "CT 2");
    assert_eq!(other.look("document.querySelector('#owner').value"), "Radiology");
    assert!(other.look("document.querySelector('.theirs').innerText").as_str().unwrap().contains("CT 1"));
    other.picture(&picture("conflict"), 1360);
    other.leave(|browser| browser.click(".save button.main"));
    other.until("document.querySelector('.notice').textContent.includes('Saved')");
    assert!(other.look("document.querySelector('main').innerText").as_str().unwrap().contains("CT 2"));
}

/// What is sent once, is sent once; and a page that takes its time says so.
pub fn long_work() {
    let server = Server::ward();
    let mut browser = Browser::start();
    sign_in(&mut browser, &server, "biomed");
    browser.go(&format!("http://{}/exchange", server.address));
    // Nothing leaves: each submission is noted and held here, after the pages' own script has seen it.
    browser.run(
        "window.seen = []; addEventListener('submit', event => { seen.push(event.defaultPrevented); event.preventDefault(); })",
    );
    let send = "document.querySelector('form[action=\"/exchange\"]').dispatchEvent(new Event('submit', \
                {bubbles: true, cancelable: true}))";
    browser.run(send);
    assert!(!browser.look("!!document.querySelector('.working')").as_bool().unwrap(), "what is quick does not flicker");
    browser.until("document.querySelector('.working')?.getAttribute('role') === 'status'");
    browser.run(send);
    assert_eq!(browser.look("seen"), json!([false, true]));
    let wrong = inspect(&mut browser, "working");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    browser.run("dispatchEvent(new Event('pageshow'))");
    // Where the server knows how far it is, so does whoever waits.
    browser.run(
        "document.querySelector('form[action=\"/exchange\"]').dataset.progress = '/api/v1/imports/1'; \
         window.fetch = async where => ({ok: where === '/api/v1/imports/1', json: async () => ({writing: {done: 500, of: 1200}})})",
    );
    browser.run(send);
    browser.until("document.querySelector('.working')?.textContent === '500 of 1,200 devices are written.'");
    browser.run("dispatchEvent(new Event('pageshow'))");
    assert!(
        !browser.look("!!document.querySelector('.working, [data-sent]')").as_bool().unwrap(),
        "back on the page, all is as before"
    );
}
