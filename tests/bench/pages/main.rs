//! `make bench-pages`: the pages and the lists of the API over HTTP, from the program itself, on 100,000 devices.
//!
//! The database is made by the program's own hub (`hospital.rs`) and stays in `target/bench`; give `PAGES_ANEW=1` when what
//! writes it changed. Every list is asked for in every order: a filter's figure is the worst median of its orders.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    unreachable_pub,
    reason = "a benchmark"
)]

mod hospital;
#[path = "../../server/mod.rs"]
mod server;

use std::path::Path;
use std::time::{Duration, Instant};

use server::{Client, Server};
use wardwatch::store::Sort;

/// Any list: the median of its requests.
const LIST: f64 = 50.0;
/// Any page: its first request of a server that just started.
const PAGE: f64 = 1000.0;
/// Requests of each list.
const ROUNDS: usize = 5;

/// Filters by name.
const FILTERS: &[(&str, &str)] = &[
    ("all", ""),
    ("search, rare", "q=host-77777"),
    ("search, nothing", "q=zzz"),
    ("search, everything", "q=host"),
    ("search and category", "q=host&category=ct"),
    ("category, rare", "category=ct"),
    ("category, frequent", "category=infusion_pump"),
    ("two categories", "category=ct,patient_monitor"),
    ("group", "group=monitoring"),
    ("manufacturer", "manufacturer=philips"),
    ("model and software", "model=infusomat+space&software=1.0"),
    ("tier 3", "tier=3"),
    ("tiers 1 and 2", "tier=1,2"),
    ("tier 0", "tier=0"),
    ("care setting", "care_setting=icu"),
    ("department", "department=icu"),
    ("department and tier", "department=icu&tier=3"),
    ("confirmed", "standing=confirmed"),
    ("new", "standing=new"),
    ("new and corrected", "standing=new,corrected"),
    ("talks to a server", "talks_to=10.1.1.5"),
    ("talks to a name server", "talks_to=10.1.1.200"),
    ("talks to a server, tier 3", "talks_to=10.1.1.30&tier=3"),
    ("siblings", "siblings_of=dev-777"),
    ("unseen for 7 days", "unseen_days=7"),
    ("changed lately", "changed_since=2026-01-20T00:00:00Z"),
    ("contradicted", "conflicts=1"),
    ("on the network", "hidden=0"),
    ("not observable", "hidden=1"),
];

const PAGES: &[(&str, &str)] = &[
    ("overview", "/"),
    ("devices", "/devices"),
    ("devices of a search", "/devices?q=host-5"),
    ("device", "/devices/500"),
    ("device, a server of 25,000", "/devices/201"),
    ("record", "/devices/500/record"),
    ("merge", "/devices/500/merge?q=host-5"),
    ("review", "/review"),
    ("map", "/map"),
    ("alerts", "/alerts"),
    ("alert", "/alerts/4990"),
    ("contacts", "/contacts"),
    ("incidents", "/incidents"),
    ("audit", "/audit"),
    ("health", "/health"),
];

const CALLS: &[(&str, &str)] = &[
    ("a device", "/api/v1/devices/dev-500"),
    ("its conversations", "/api/v1/devices/dev-500/conversations"),
    ("alerts", "/api/v1/alerts"),
    ("alerts of a device", "/api/v1/alerts?device=dev-500&state=open,closed"),
    ("an alert", "/api/v1/alerts/4990"),
    ("audit", "/api/v1/audit"),
    ("contacts", "/api/v1/contacts"),
    ("500 devices", "/api/v1/devices?limit=500"),
];

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Asks once; how long the whole answer took.
fn once(client: &mut Client, path: &str) -> f64 {
    let begun = Instant::now();
    let answer = client.get(path);
    let took = milliseconds(begun.elapsed());
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    took
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn database() -> tempfile::TempDir {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/pages.db");
    std::fs::create_dir_all(kept.parent().unwrap()).unwrap();
    if std::env::var_os("PAGES_ANEW").is_some() || !kept.exists() {
        let begun = Instant::now();
        let folder = tempfile::tempdir_in(kept.parent().unwrap()).unwrap();
        let fresh = folder.path().join("w.db");
        hospital::make(&fresh);
        std::fs::rename(fresh, &kept).unwrap();
        eprintln!("a database of {} devices was made in {:.0?}", hospital::DEVICES, begun.elapsed());
    }
    let folder = tempfile::tempdir_in(kept.parent().unwrap()).unwrap();
    std::fs::copy(&kept, folder.path().join("w.db")).unwrap();
    folder
}

fn main() {
    // Cargo asks for a list of tests where it runs all benchmarks.
    if std::env::args().any(|argument| argument == "--list" || argument == "--test") {
        return;
    }
    let begun = Instant::now();
    let server = Server::with_accounts(database());
    eprintln!("the server was up after {:.1?}", begun.elapsed());
    let mut wrong = Vec::new();
    pages(&server, &mut wrong);
    let mut program = server.with_token("admin", &["read"]);
    calls(&mut program);
    lists(&mut program, &mut wrong);
    // Before the end: the server is a process of its own.
    drop(server);
    if !wrong.is_empty() {
        eprintln!("missed:\n{}", wrong.join("\n"));
        std::process::exit(1);
    }
}

fn pages(server: &Server, wrong: &mut Vec<String>) {
    let mut client = server.signed_in("admin");
    println!("\n| page | first, ms | median of {ROUNDS} more, ms |\n|---|---|---|");
    for (name, path) in PAGES {
        let first = once(&mut client, path);
        let more = median((0..ROUNDS).map(|_| once(&mut client, path)).collect());
        println!("| {name} | {first:.0} | {more:.0} |");
        if first > PAGE {
            wrong.push(format!("{path}: {first:.0} ms"));
        }
    }
}

fn calls(program: &mut Client) {
    println!("\n| call of the API | median of {ROUNDS}, ms |\n|---|---|");
    for (name, path) in CALLS {
        println!("| {name} | {:.0} |", median((0..ROUNDS).map(|_| once(program, path)).collect()));
    }
}

fn lists(program: &mut Client, wrong: &mut Vec<String>) {
    let filter = std::env::var("PAGES_FILTER").unwrap_or_default();
    println!(
        "\n| list of the API | pass | median of its orders, ms | worst order, ms | next page, worst, ms |\n|---|---|---|---|---|"
    );
    let (mut all, mut over) = (0, 0);
    for (name, query) in FILTERS.iter().filter(|(name, _)| name.contains(&filter)) {
        let (mut medians, mut next_pages, mut total) = (Vec::new(), Vec::new(), 0);
        for (sort, _) in Sort::ALL {
            for order in ["asc", "desc"] {
                let path = format!("/api/v1/devices?{query}&sort={sort}&order={order}");
                let time = median((0..ROUNDS).map(|_| once(program, &path)).collect());
                medians.push((time, format!("{sort} {order}")));
                let page = program.get(&path).json();
                total = page["total"].as_u64().unwrap();
                if let Some(next) = page["next"].as_str() {
                    let path = format!("{path}&after={next}");
                    next_pages
                        .push((median((0..3).map(|_| once(program, &path)).collect()), format!("{sort} {order}, next page")));
                }
            }
        }
        for (time, what) in medians.iter().chain(&next_pages) {
            all += 1;
            if *time > LIST {
                over += 1;
                wrong.push(format!("{query} by {what}: {time:.0} ms"));
            }
        }
        let middle = median(medians.iter().map(|(time, _)| *time).collect());
        let worst = medians.iter().max_by(|one, other| one.0.total_cmp(&other.0)).unwrap();
        let next = next_pages.iter().map(|(time, _)| *time).fold(0.0, f64::max);
        println!("| {name} | {total} | {middle:.0} | {:.0} ({}) | {next:.0} |", worst.0, worst.1);
    }
    println!("\n{over} of {all} lists took more than {LIST} ms.");
}
