//! The pages in a real browser: each page's main task done as a person would, what the console says, accessibility,
//! pictures in `target/screenshots`, and two hundred names that would like to run as script.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod chromium;
mod desk;
mod exchange;
mod payloads;
#[path = "../server/mod.rs"]
mod server;
mod sso;
mod tasks;
mod xss;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use chromium::Browser;
use libtest_mimic::{Arguments, Failed, Trial};

const ACCESS: &str = include_str!("access.js");
/// What axe-core finds of WCAG 2.0 to 2.2, A and AA.
const AXE: &str = "axe.run(document, {runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}, \
    resultTypes: ['violations']}).then(found => found.violations.flatMap(fault => fault.nodes.map(node => \
    `axe ${fault.id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`)))";

/// axe-core, where it can be had; `tests/tools/setup` installs it into `target/`.
fn axe() -> Option<&'static str> {
    static SOURCE: OnceLock<Option<String>> = OnceLock::new();
    let read = || {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let output = Command::new(root.join("tests/tools/setup")).arg("axe").current_dir(root).output().ok()?;
        let path = String::from_utf8(output.stdout).ok()?;
        std::fs::read_to_string(root.join(path.trim())).ok().filter(|_| output.status.success())
    };
    SOURCE.get_or_init(read).as_deref()
}

/// A test by its name.
type Test = (&'static str, fn());

const TESTS: &[Test] = &[
    ("the_first_account_is_made_in_the_browser", tasks::first_start),
    ("every_page_is_accessible_and_silent", tasks::every_page),
    ("a_device_is_found_and_understood", tasks::find_a_device),
    ("accounts_are_made_and_removed", tasks::accounts),
    ("an_alert_is_handled", tasks::an_alert),
    ("views_are_kept_and_shared", tasks::views),
    ("the_map_leads_to_devices", tasks::the_map),
    ("long_work_says_so_and_is_sent_once", tasks::long_work),
    ("a_morning_of_a_biomedical_engineer", tasks::a_morning),
    ("an_alert_from_the_queue_to_the_closed_report", desk::from_queue_to_report),
    ("what_is_said_of_an_alert_is_used", desk::what_is_said_is_used),
    ("a_profile_is_brought_and_dropped", desk::policies),
    ("two_who_edit_lose_nothing", tasks::two_editors),
    ("a_whole_inventory_is_brought_into_order_by_mouse", exchange::whole_inventory),
    ("two_hundred_names_run_nothing", xss::nothing_runs),
];

fn main() {
    let arguments = Arguments::from_args();
    let is_here = chromium::program().is_some();
    let skipped = if is_here { "" } else { " (skipped: there is no Chromium)" };
    let trial = |(name, test): &Test| {
        let test = *test;
        let without =
            if is_here && name.contains("accessible") && axe().is_none() { " (without axe-core: npm gives none)" } else { "" };
        let run = move || {
            test();
            Ok::<(), Failed>(())
        };
        Trial::test(format!("{name}{skipped}{without}"), run).with_ignored_flag(!is_here)
    };
    let mut trials: Vec<Trial> = TESTS.iter().map(trial).collect();
    let has_provider = is_here && sso::is_here();
    let skipped = if has_provider { "" } else { " (skipped: there is no Chromium, or npm gives no oidc-provider)" };
    let run = || {
        sso::single_sign_on();
        Ok::<(), Failed>(())
    };
    trials.push(Trial::test(format!("people_sign_in_by_a_real_provider{skipped}"), run).with_ignored_flag(!has_provider));
    libtest_mimic::run(&arguments, trials).exit();
}

/// Where pictures go.
fn picture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots").join(format!("{name}.png"))
}

/// Signs in by the form.
fn sign_in(browser: &mut Browser, server: &server::Server, name: &str) {
    browser.size(1360, 900);
    browser.go(&format!("http://{}/login", server.address));
    browser.fill("#name", name);
    browser.fill("#password", server::PASSWORD);
    browser.leave(|browser| browser.press("Enter"));
    browser.until("!!document.querySelector('details.me')");
}

/// What is wrong with the page that is shown, in light and in dark, wide and narrow.
fn inspect(browser: &mut Browser, name: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for (scheme, width, suffix) in [("light", 1360, ""), ("dark", 1360, "-dark"), ("light", 400, "-narrow")] {
        browser.scheme(scheme);
        browser.picture(&picture(&format!("{name}{suffix}")), width);
        let faults = browser.look(ACCESS);
        let told = |fault: &serde_json::Value| format!("{name}{suffix}: {}", fault.as_str().unwrap());
        wrong.extend(faults.as_array().unwrap().iter().map(told));
        if let Some(source) = axe() {
            browser.run(source);
            wrong.extend(browser.look(AXE).as_array().unwrap().iter().map(told));
        }
    }
    browser.scheme("light");
    browser.size(1360, 900);
    wrong.extend(browser.complaints().into_iter().map(|line| format!("{name}: {line}")));
    wrong
}
