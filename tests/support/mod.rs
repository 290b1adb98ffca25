//! What the integration tests share: where captures lie, and how a capture becomes lines of text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io::Cursor;
use std::path::{Path, PathBuf};

use wardwatch::observation::{Batch, Conversation, Observation};
use wardwatch::sensor::capture::{Capture, FileCapture, Losses};
use wardwatch::sensor::{Counters, Sensor, Settings};

/// What a sensor made of a capture.
pub struct Seen {
    pub observations: Vec<Observation>,
    pub conversations: Vec<Conversation>,
    pub counters: Counters,
    pub losses: Losses,
}

/// The folder of the project's own captures.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The folder of captures shared between machines, where this machine has it; `WARDWATCH_CAPTURES` names another.
pub fn shared_captures() -> Option<PathBuf> {
    let folder = std::env::var_os("WARDWATCH_CAPTURES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/captures"), PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// Every capture file below `folder`, sorted.
pub fn captures_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if matches!(extension, "pcap" | "pcapng" | "cap" | "trace" | "gz" | "zst" | "ntar") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Reads a capture file through a sensor.
pub fn observe(path: &Path) -> Seen {
    observe_bytes(std::fs::read(path).expect("capture can be read"))
}

/// Reads capture bytes through a sensor; what cannot be read as a capture gives nothing.
pub fn observe_bytes(bytes: Vec<u8>) -> Seen {
    observe_with(bytes, Settings::default())
}

/// The same with other limits.
pub fn observe_with(bytes: Vec<u8>, settings: Settings) -> Seen {
    let size = bytes.len() as u64;
    let mut sensor = Sensor::new(0, settings);
    let (mut observations, mut conversations) = (Vec::new(), Vec::new());
    let mut keep = |batch: Batch| {
        observations.extend(batch.observations);
        conversations.extend(batch.conversations);
    };
    let mut losses = Losses::default();
    if let Ok(mut capture) = FileCapture::read(Box::new(Cursor::new(bytes)), Some(size)) {
        loop {
            match capture.frames() {
                Ok(frames) if !frames.is_empty() => sensor.frames(frames, &mut keep),
                _ => break,
            }
        }
        losses = capture.losses();
    }
    sensor.finish(|batch| {
        keep(batch);
        None
    });
    Seen { observations, conversations, counters: sensor.counters(), losses }
}

/// A line a fact and a line a conversation: what golden files hold.
pub fn lines(seen: &Seen) -> String {
    let mut out = String::new();
    for observation in &seen.observations {
        out += &format!("{} [{}] {} {}\n", observation.at, observation.protocol, observation.subject, observation.fact);
    }
    for c in &seen.conversations {
        let (client, server) = (c.client, c.server);
        let protocol = c.protocol.unwrap_or("-");
        let answered = if c.answered { "answered" } else { "unanswered" };
        let ip = |end: wardwatch::base::Endpoint| end.ip.map_or("-".to_owned(), |ip| ip.to_string());
        out += &format!(
            "{} conversation {} {} -> {} {} vlan {} {protocol} {answered} {:?} {}/{} out {}/{} in {}\n",
            c.first,
            c.transport.name(),
            format_args!("{}:{}", ip(client), c.client_port),
            format_args!("{}:{}", ip(server), c.server_port),
            c.last,
            client.vlan,
            c.oriented,
            c.from_client.packets,
            c.from_client.bytes,
            c.from_server.packets,
            c.from_server.bytes,
            c.community_id().unwrap_or_default(),
        );
    }
    out
}

/// Header and bytes of one record of a capture file.
pub type Record = (Vec<u8>, Vec<u8>);

/// The records of a classic pcap file: header, then (record header, bytes) each. `None` for other formats.
pub fn records(bytes: &[u8]) -> Option<(Vec<u8>, Vec<Record>)> {
    let header = bytes.get(..24)?.to_vec();
    if !header.starts_with(&[0xd4, 0xc3, 0xb2, 0xa1]) && !header.starts_with(&[0x4d, 0x3c, 0xb2, 0xa1]) {
        return None;
    }
    let mut records = Vec::new();
    let mut rest = &bytes[24..];
    while rest.len() >= 16 {
        let length = u32::from_le_bytes(rest[8..12].try_into().ok()?) as usize;
        let body = rest.get(16..16 + length)?;
        records.push((rest[..16].to_vec(), body.to_vec()));
        rest = &rest[16 + length..];
    }
    Some((header, records))
}

/// A classic pcap file of these records; lengths in the record headers are set anew.
pub fn assemble(header: &[u8], records: impl IntoIterator<Item = Record>) -> Vec<u8> {
    let mut out = header.to_vec();
    for (mut head, body) in records {
        let length = u32::try_from(body.len()).unwrap().to_le_bytes();
        head[8..12].copy_from_slice(&length);
        out.extend(head);
        out.extend(body);
    }
    out
}

/// Small deterministic random numbers.
pub struct Random(pub u64);

impl Random {
    /// The next number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

/// Every row of every table of a database, as text.
pub fn dump(db: &Path) -> String {
    let connection = rusqlite::Connection::open(db).unwrap();
    let names = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let mut out = String::new();
    for table in names("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name") {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<String> = (0..columns).map(|column| cell(row.get_ref_unwrap(column))).collect();
            out += &format!("{table}: {}\n", cells.join(" | "));
        }
    }
    out
}

fn cell(value: rusqlite::types::ValueRef<'_>) -> String {
    use rusqlite::types::ValueRef;
    match value {
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        other => format!("{other:?}"),
    }
}

/// Panics with the lines that differ, if any do.
pub fn same(before: &str, now: &str, what: &str) {
    let missing = |of: &str, other: &str, mark: &str| -> Vec<String> {
        let other: std::collections::BTreeSet<&str> = other.lines().collect();
        of.lines().filter(|line| !other.contains(line)).map(|line| format!("{mark} {line}")).collect()
    };
    let (mut lines, more) = (missing(before, now, "-"), missing(now, before, "+"));
    lines.extend(more);
    let count = lines.len();
    lines.truncate(20);
    assert!(before == now, "{what}: {count} lines differ\n{}", lines.join("\n"));
}
