//! A store that is killed in the middle of its work holds what it acknowledged, all of it and nothing else.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a test that fails may panic")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use wardwatch::base::{Endpoint, MacAddr, Text, Timestamp};
use wardwatch::inventory::{Inventory, Settings};
use wardwatch::observation::{Batch, Claim, Fact, Observation, Property};
use wardwatch::store::{BatchId, Committed, Opening, Sqlite, Store};

/// Names the database to the child process; without it the child's test does nothing.
const DATABASE: &str = "WARDWATCH_TEST_KILL_DB";
/// Devices that a batch adds.
const DEVICES: u8 = 40;

fn id(sequence: u64) -> BatchId {
    BatchId { sensor: "killed".into(), epoch: 1, sequence }
}

fn batch(sequence: u64) -> Batch {
    let at = Timestamp::new(1_700_000_000 + i64::try_from(sequence).unwrap(), 0);
    let [.., high, low] = sequence.to_be_bytes();
    let observations = (0..DEVICES).flat_map(|number| {
        let mac = Some(MacAddr([0, 9, 0xfb, high, low, number]));
        let subject = Endpoint { mac, ip: Some([10, high, low, number].into()), ..Endpoint::default() };
        let name = Text::new(&format!("device-{sequence}-{number}")).unwrap();
        [Fact::Holds(Claim::Arp), Fact::Says(Property::HostName, name)].map(|fact| Observation {
            at,
            subject,
            fact,
            protocol: "test",
        })
    });
    Batch { epoch: 1, sequence, until: at, observations: observations.collect(), conversations: Vec::new() }
}

/// Goes on from what the database holds and commits until it is killed, saying each batch that was acknowledged.
#[test]
fn child() {
    let Ok(path) = std::env::var(DATABASE) else { return };
    let mut store = Sqlite::open(Path::new(&path), Opening::Create).unwrap();
    let mut inventory = Inventory::restore(Settings::default(), store.snapshot().unwrap());
    for sequence in 0.. {
        if store.has(&id(sequence)).unwrap() {
            continue;
        }
        inventory.apply(&batch(sequence));
        let changes = inventory.settle(&|_| Vec::new());
        assert_eq!(store.commit(&[id(sequence)], &changes).unwrap(), Committed::Now);
        use std::io::Write as _;
        let mut error = std::io::stderr().lock();
        writeln!(error, "acknowledged {sequence}").unwrap();
    }
}

/// Runs the child and kills it after a while; the last batch it heard acknowledged.
fn run_and_kill(path: &Path, after: Duration) -> Option<u64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(DATABASE, path)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stderr.take().unwrap());
    let listener = std::thread::spawn(move || {
        let numbers = said.lines().map_while(Result::ok);
        numbers.filter_map(|line| line.strip_prefix("acknowledged ")?.parse().ok()).last()
    });
    std::thread::sleep(after);
    // SIGKILL on Unix: nothing is cleaned up.
    child.kill().unwrap();
    child.wait().unwrap();
    listener.join().unwrap()
}

#[test]
fn a_killed_store_holds_exactly_what_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ward.db");
    let mut acknowledged = None;
    // Kills at odd moments, the first ones while the database is still being made.
    for millis in [3, 8, 15, 60, 97, 131, 173, 211, 254, 307] {
        acknowledged = run_and_kill(&path, Duration::from_millis(millis)).or(acknowledged);
        let store = Sqlite::open(&path, Opening::Create).unwrap();
        store.check().unwrap();
        let stored = (0..).find(|sequence| !store.has(&id(*sequence)).unwrap()).unwrap();
        let heard = acknowledged.map_or(0, |last| last + 1);
        // One more may have been committed whose acknowledgement was not said any more.
        assert!(stored == heard || stored == heard + 1, "{stored} stored, {heard} acknowledged");
        let snapshot = store.snapshot().unwrap();
        let wanted = usize::try_from(stored).unwrap() * usize::from(DEVICES);
        assert_eq!((snapshot.devices.len(), snapshot.atoms.len()), (wanted, wanted));
        assert!(snapshot.atoms.iter().all(|atom| atom.device.is_some()
            && atom.evidence.as_ref().is_some_and(|facts| facts.len() == 1)
            && atom.held.len() == 1));
    }
    assert!(acknowledged.is_some(), "no batch was ever acknowledged");
}
