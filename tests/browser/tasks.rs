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
    let server = Server::ward();
    let mut browser = Browser::start();
    browser.go(&format!("http://{}/login", server.address));
    let mut wrong = inspect(&mut browser, "login");
    sign_in(&mut browser, &server, "admin");
    for (name, path) in [
        ("overview", "/"),
        ("devices", "/devices"),
        ("device", "/devices/10.77.0.20"),
        ("device-conflict", "/devices/10.77.0.24"),
        ("map", "/map"),
        ("map-all", "/map?all=1"),
        ("account", "/account"),
        ("accounts", "/admin/accounts"),
    ] {
        browser.go(&format!("http://{}{path}", server.address));
        browser.look("document.querySelectorAll('details.answer').forEach(one => one.open = true)");
        wrong.extend(inspect(&mut browser, name));
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
