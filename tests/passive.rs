//! The promise that nothing is sent: proved on a cable in a network namespace of the test's own, with the kernel's count
//! of sent frames as witness, and with a process that has been taken over trying every way out.
//!
//! Needs root for the namespace; without it these tests are reported as ignored, not as passed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

#[path = "passive/attack.rs"]
mod attack;
#[path = "passive/net.rs"]
mod net;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use net::{MIRROR, Namespace, Running, TAP, run};
use wardwatch::daemon::sandbox::{self, Needs};
use wardwatch::sensor::capture::live::{LiveCapture, Settings};
use wardwatch::sensor::capture::{Capture, FileCapture};

const PROGRAM: &str = env!("CARGO_BIN_EXE_wardwatch");

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/demo/demo.pcap")
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Ok(role) = std::env::var("WARDWATCH_PASSIVE") {
        return helper(&role, &arguments);
    }
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let able = root && Command::new("ip").args(["netns", "list"]).output().is_ok_and(|output| output.status.success());
    let test = |name: &str, test: fn()| {
        Trial::test(name, move || -> Result<(), Failed> {
            test();
            Ok(())
        })
        .with_ignored_flag(!able)
    };
    let tests = vec![
        test("live_traffic_gives_what_a_replay_gives_and_nothing_is_sent", live_is_replay),
        test("two_processes_give_the_same_and_nothing_is_sent", two_processes),
        test("an_intruder_in_the_sensor_cannot_send", || intruder("sensor")),
        test("an_intruder_in_both_halves_cannot_send", || intruder("both")),
        test("frames_arrive_byte_for_byte_tags_included", byte_for_byte),
        test("an_interface_that_goes_and_comes_back_is_heard_again", comes_back),
        test("an_interface_with_an_address_is_refused", refused),
    ];
    libtest_mimic::run(&Arguments::from_args(), tests).exit();
}

/// What this program does when a test starts it again.
fn helper(role: &str, arguments: &[String]) {
    match (role, arguments) {
        ("send", [capture, interface]) => println!("{}", send(Path::new(capture), interface)),
        ("listen", [interface]) => listen(interface),
        ("sensor" | "both" | "free", [interface]) => intrude(role, interface),
        _ => panic!("no role {role} {arguments:?}"),
    }
}

/// Sends the frames of a capture into an interface, as a mirror port brings them.
fn send(capture: &Path, interface: &str) -> usize {
    let mut count = 0;
    let mut wire = pcap::Capture::from_device(interface).unwrap().open().unwrap();
    let mut capture = FileCapture::open(capture).unwrap();
    loop {
        let frames = capture.frames().unwrap();
        if frames.is_empty() {
            return count;
        }
        for frame in frames.iter() {
            wire.sendpacket(frame.bytes).unwrap();
            count += 1;
        }
        std::thread::sleep(Duration::from_micros(500));
    }
}

fn open(interface: &str) -> LiveCapture {
    let settings = Settings { interfaces: vec![interface.to_owned()], ring_bytes: 8 << 20, ..Settings::default() };
    LiveCapture::open(&settings, None).unwrap()
}

/// Prints every frame, in hex, for ten seconds.
fn listen(interface: &str) {
    let mut capture = open(interface);
    let begun = Instant::now();
    let mut checked = begun;
    println!("ready");
    while begun.elapsed() < Duration::from_secs(10) {
        for frame in capture.frames().unwrap().iter() {
            println!("{}", hex(frame.bytes));
        }
        if checked.elapsed() > Duration::from_millis(200) {
            checked = Instant::now();
            capture.check();
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Tries every way to send, in the sandbox of a role or free, and prints what came of each.
fn intrude(role: &str, interface: &str) {
    let index = std::fs::read_to_string(format!("/sys/class/net/{interface}/ifindex")).unwrap().trim().parse().unwrap();
    let capture = open(interface);
    let packets = capture.descriptors();
    let packet = packets[0];
    if role != "free" {
        let needs = Needs { sensor_only: role == "sensor", packets, ..Needs::default() };
        sandbox::enter(&needs).unwrap();
    }
    for (way, tried) in attack::every_way(packet, interface, index) {
        match tried {
            Ok(()) => println!("WENT {way}"),
            Err(error) => println!("refused {way} {error}"),
        }
    }
    drop(capture);
}

/// What of each device must be the same, however its frames came.
fn devices(database: &Path) -> BTreeSet<String> {
    let output = run(Command::new(PROGRAM).args(["devices", "list", "--format", "json", "--db"]).arg(database));
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let same = ["macs", "ips", "hostnames", "category", "manufacturer", "model", "serial", "software", "os", "ae_titles"];
    list.as_array().unwrap().iter().map(|device| same.map(|key| format!("{key}={}", device[key])).join(" ")).collect()
}

fn replayed(folder: &Path) -> BTreeSet<String> {
    let database = folder.join("replay.db");
    run(Command::new(PROGRAM).arg("replay").arg(demo()).arg("--db").arg(&database));
    devices(&database)
}

/// Waits until something is so.
fn wait_for(what: &str, log: &Path, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        let said = std::fs::read_to_string(log).unwrap_or_default();
        assert!(begun.elapsed() < Duration::from_secs(30), "{what} did not come: {said}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn says(log: &Path, text: &str) -> bool {
    std::fs::read_to_string(log).unwrap_or_default().contains(text)
}

fn live_is_replay() {
    let namespace = Namespace::new("live");
    let folder = tempfile::tempdir().unwrap();
    let (database, log) = (folder.path().join("live.db"), folder.path().join("log"));
    let mut command = namespace.command(Path::new(PROGRAM));
    command.args(["run", "-i", MIRROR, "--listen", "127.0.0.1:0", "--db"]).arg(&database);
    let before = namespace.sent();
    let running = Running::start(&mut command, &log);
    wait_for("its pages", &log, || says(&log, "pages are served"));
    assert!(namespace.send(&demo()) > 2000);
    // The last block of the ring, and the last batch.
    std::thread::sleep(Duration::from_secs(2));
    assert!(running.end("-TERM"), "{}", std::fs::read_to_string(&log).unwrap());
    assert_eq!(devices(&database), replayed(folder.path()));
    assert_eq!(namespace.sent(), before);
}

fn two_processes() {
    let namespace = Namespace::new("two");
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let (database, socket, log, hub_log) = (at("live.db"), at("s.sock"), at("sensor.log"), at("hub.log"));
    let before = namespace.sent();
    let mut sensor = namespace.command(Path::new(PROGRAM));
    let sensor = Running::start(sensor.args(["sensor", "-i", MIRROR, "--socket"]).arg(&socket), &log);
    wait_for("the sensor", &log, || says(&log, "can no longer send"));
    // The sensor's rights are gone, of every kind.
    let status = std::fs::read_to_string(format!("/proc/{}/status", sensor.id())).unwrap();
    for set in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] {
        assert!(status.contains(&format!("{set}:\t0000000000000000\n")), "{status}");
    }
    assert!(status.contains("NoNewPrivs:\t1\n") && status.contains("Seccomp:\t2\n"), "{status}");
    // Nothing is lost while no hub is there, nor when one is killed.
    assert!(namespace.send(&demo()) > 2000);
    for signal in ["-KILL", "-TERM"] {
        let mut hub = Command::new(PROGRAM);
        let hub = Running::start(hub.args(["hub", "--socket"]).arg(&socket).arg("--db").arg(&database), &hub_log);
        wait_for("the hub", &hub_log, || says(&hub_log, "is connected"));
        std::thread::sleep(Duration::from_secs(2));
        assert_eq!(hub.end(signal), signal == "-TERM", "{}", std::fs::read_to_string(&hub_log).unwrap());
    }
    assert!(sensor.end("-TERM"), "{}", std::fs::read_to_string(&log).unwrap());
    assert_eq!(devices(&database), replayed(folder.path()));
    assert_eq!(namespace.sent(), before);
}

fn intruder(role: &str) {
    let namespace = Namespace::new(role);
    let before = namespace.sent();
    let confined = String::from_utf8(run(&mut namespace.helper(role, &[MIRROR])).stdout).unwrap();
    let refused = confined.lines().filter(|line| line.starts_with("refused")).count();
    assert!(!confined.contains("WENT") && refused >= 30, "{confined}");
    assert_eq!(namespace.sent(), before, "{confined}");
    // The same ways outside the sandbox lead out: the test sees what it shall see.
    let free = String::from_utf8(run(&mut namespace.helper("free", &[MIRROR])).stdout).unwrap();
    let went = free.lines().filter(|line| line.starts_with("WENT")).count();
    assert!(went >= 12, "{free}");
    assert!(namespace.sent() > before + 10, "{free}");
}

/// A capture with frames that have one tag, two tags and none.
fn tagged(path: &Path) -> Vec<String> {
    let payload = [0x45_u8; 60];
    let head = [[0xff_u8; 6], [0, 0, 0x5e, 0, 0x53, 1]].concat();
    let tags: [&[u8]; 4] = [&[], &[0x81, 0, 0x20, 0x64], &[0x88, 0xa8, 0, 7, 0x81, 0, 0, 9], &[0x81, 0, 0xe0, 0x01]];
    let frames: Vec<Vec<u8>> = tags.iter().map(|tag| [&head[..], tag, &[0x88, 0xb5], &payload].concat()).collect();
    let mut file =
        [&0xa1b2_c3d4_u32.to_le_bytes()[..], &[2, 0, 4, 0], &[0; 8], &65535_u32.to_le_bytes(), &1_u32.to_le_bytes()].concat();
    for frame in &frames {
        let length = (frame.len() as u32).to_le_bytes();
        file.extend([&[0; 8][..], &length, &length, frame].concat());
    }
    std::fs::write(path, file).unwrap();
    frames.iter().map(|frame| hex(frame)).collect()
}

fn byte_for_byte() {
    let namespace = Namespace::new("bytes");
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("frames");
    let path = folder.path().join("tags.pcap");
    let mut want = tagged(&path);
    let listening = Running::start(&mut namespace.helper("listen", &[MIRROR]), &log);
    wait_for("the listener", &log, || says(&log, "ready"));
    namespace.send(&path);
    let mut capture = FileCapture::open(&demo()).unwrap();
    loop {
        let frames = capture.frames().unwrap();
        if frames.is_empty() {
            break;
        }
        want.extend(frames.iter().map(|frame| hex(frame.bytes)));
    }
    namespace.send(&demo());
    wait_for("the last frame", &log, || std::fs::read_to_string(&log).unwrap().lines().count() > want.len());
    drop(listening);
    let have: Vec<String> = std::fs::read_to_string(&log).unwrap().lines().skip(1).map(str::to_owned).collect();
    assert_eq!(have, want);
}

fn comes_back() {
    let namespace = Namespace::new("back");
    let folder = tempfile::tempdir().unwrap();
    let (log, path) = (folder.path().join("frames"), folder.path().join("tags.pcap"));
    let each = tagged(&path).len();
    let heard = || std::fs::read_to_string(&log).unwrap().lines().count().saturating_sub(1);
    let _listening = Running::start(&mut namespace.helper("listen", &[MIRROR]), &log);
    wait_for("the listener", &log, || says(&log, "ready"));
    namespace.send(&path);
    wait_for("frames at first", &log, || heard() == each);
    namespace.sh(&format!("ip link set {MIRROR} down; sleep 0.5; ip link set {MIRROR} up; sleep 0.5"));
    namespace.send(&path);
    wait_for("frames after it was down", &log, || heard() == 2 * each);
    namespace.sh(&format!("ip link del {TAP}; sleep 0.5"));
    namespace.plug();
    std::thread::sleep(Duration::from_millis(800));
    namespace.send(&path);
    wait_for("frames after it was away", &log, || heard() == 3 * each);
}

fn refused() {
    let namespace = Namespace::new("refused");
    namespace.sh(&format!("ip address add 192.0.2.1/24 dev {MIRROR}"));
    let folder = tempfile::tempdir().unwrap();
    let mut command = namespace.command(Path::new(PROGRAM));
    let output = command.args(["sensor", "-i", MIRROR, "--socket"]).arg(folder.path().join("s.sock")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("192.0.2.1") && said.contains("ip address flush"), "{said}");
}
