//! `wardwatch replay`: captures through the same pipeline as live traffic, then a summary.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::ProgressBar;

use super::output::{self, Format};
use super::{Exit, Failure, Outcome};
use crate::daemon::{Detection, Hub, Reading, Writer, now, read_file};
use crate::sensor::Settings;
use crate::sensor::capture::FileCapture;
use crate::store::{self, Opening};

const EXAMPLES: &str = "\
Examples:
  wardwatch replay ward.pcap                    into ./wardwatch.db
  wardwatch replay mon.pcap.gz tue.pcapng.zst   several files, in this order
  wardwatch replay --db icu.db ward.pcap        into another database; state carries on from what it holds
  tcpdump -r big.pcap -w - | wardwatch replay -

A file that was read before changes nothing: its batches are known.";

/// Arguments of `wardwatch replay`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Captures: pcap or pcapng, plain, gzip or zstd; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    places: super::Places,
    /// How to print the summary
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Replays the files.
pub(super) fn run(args: &Args) -> Outcome {
    let config = args.places.configured()?;
    let fingerprints = super::fingerprints::load(config.fingerprints.as_deref())?;
    // Nothing is made before it is known that there is something to read.
    let first = args.files.first().map(|file| open(file)).transpose()?;
    let store = store::open(&config.store_url, Opening::Create)?;
    let records = store::open_records(&config.store_url, Opening::Create)?;
    let mut writer = Writer::take(records, "replay", now())?;
    if args.places.config.is_some() {
        writer.records().follow(&config.playbook()?)?;
    }
    let mut hub = Hub::detecting("replay", store, fingerprints, config.inventory.clone(), Detection::of(&config)?)?;
    let before = hub.inventory().devices();
    let mut opened = first;
    let mut readings = Vec::new();
    for file in &args.files {
        let capture = match opened.take().map_or_else(|| open(file), Ok) {
            Ok(capture) => capture,
            Err(Failure(line)) => {
                output::complain(&line);
                readings.push(Reading::failed(file, line));
                continue;
            }
        };
        readings.push(read(file, capture, &mut hub, &mut writer, config.sensor)?);
    }
    sum_up(args.format, &config.store_url, &hub, before, &readings)?;
    hub.close();
    let whole = readings.iter().all(|reading| !reading.losses.any() && reading.failure.is_none());
    Ok(if whole { Exit::Good } else { Exit::PartlyUnreadable })
}

fn open(file: &Path) -> Result<FileCapture, Failure> {
    FileCapture::open(file).map_err(|error| Failure::about(file.display(), error))
}

fn read(file: &Path, capture: FileCapture, hub: &mut Hub, writer: &mut Writer, settings: Settings) -> Result<Reading, Failure> {
    let bar = Progress::new(file, &capture);
    let mut writes = Ok(());
    let reading = read_file(file, capture, hub, settings, &mut |_| {
        bar.advance();
        writes = writer.renew(now());
        writes.is_ok()
    })?;
    writes?;
    bar.finish();
    Ok(reading)
}

/// What could not be read, in one line; empty when all was read.
fn lost(reading: &Reading) -> String {
    let mut parts = Vec::new();
    let mut part = |count: u64, what: &str| {
        if count > 0 {
            parts.push(format!("{} {what}", output::thousands(count)));
        }
    };
    part(reading.losses.cut_off, "bytes of a record that the end of the file cut off");
    part(reading.losses.damaged, "damaged records");
    part(reading.losses.dropped, "packets the capture says it dropped");
    if let Some(offset) = reading.losses.unreadable_from {
        parts.push(format!("everything from byte {} on, which is no record", output::thousands(offset)));
    }
    parts.extend(reading.failure.clone());
    parts.join(", ")
}

fn sum_up(format: Format, db: &str, hub: &Hub, before: usize, readings: &[Reading]) -> Result<(), Failure> {
    let devices = hub.inventory().devices();
    let mut categories: BTreeMap<String, usize> = BTreeMap::new();
    for (category, count) in hub.inventory().categories() {
        *categories.entry(category.map_or_else(|| "unknown".to_owned(), ToString::to_string)).or_default() += count;
    }
    if format != Format::Table {
        return output::json(&summary_json(hub, devices, before, &categories, readings));
    }
    for reading in readings {
        describe(reading);
    }
    let new = devices.saturating_sub(before);
    output::line(&format!(
        "{} devices, {} of them new, in {}",
        output::thousands(devices as u64),
        output::thousands(new as u64),
        db
    ));
    if hub.repeated() > 0 && new == 0 {
        output::line("This was read before; nothing changed.");
    }
    let mut counts: Vec<(&String, &usize)> = categories.iter().collect();
    counts.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
    let counts: Vec<String> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
    if !counts.is_empty() {
        output::line(&format!("  {}", counts.join(", ")));
    }
    match devices {
        0 => output::line("No device sent anything that names it. Does the capture hold traffic of the ward?"),
        _ => output::line(&format!("See them:  wardwatch devices list --db {db}")),
    }
    Ok(())
}

fn describe(reading: &Reading) {
    let counters = &reading.counters;
    let number = output::thousands;
    let span = reading.first.map_or(0, |first| reading.last.since(first) / 1_000_000_000);
    output::line(&format!(
        "{}: {} packets, {} bytes, {} of traffic, {} flows",
        reading.name,
        number(counters.received),
        number(counters.bytes),
        output::duration(span),
        number(counters.flows)
    ));
    let asides = [
        (counters.undecodable, "packets with a broken header"),
        (counters.unread, "packets of a kind that is not read (encrypted wireless, unknown link)"),
        (counters.snapped, "packets that the capture kept only in part"),
        (counters.duplicates, "copies of a packet, counted once"),
        (counters.fragments_given_up, "fragmented datagrams never completed"),
        (counters.gaps, "holes in TCP streams"),
        (counters.flows_evicted, "flows given up because the table was full"),
        (counters.put_off, "senders told of later, because there were too many within a second"),
        (counters.time_jumps, "packets more than a day away from the one before"),
    ];
    for (count, what) in asides.into_iter().filter(|(count, _)| *count > 0) {
        output::line(&format!("  {} {what}", number(count)));
    }
    for (protocol, count) in &counters.panics {
        output::line(&format!("  {} internal errors while reading {protocol}; please report this", number(*count)));
    }
    let lost = lost(reading);
    if !lost.is_empty() {
        output::complain(&format!("{}: not read: {lost}", reading.name));
    }
}

fn summary_json(
    hub: &Hub,
    devices: usize,
    before: usize,
    categories: &BTreeMap<String, usize>,
    readings: &[Reading],
) -> serde_json::Value {
    let files: Vec<serde_json::Value> = readings
        .iter()
        .map(|reading| {
            let c = &reading.counters;
            serde_json::json!({
                "file": reading.name, "packets": c.received, "bytes": c.bytes, "flows": c.flows,
                "first_packet": reading.first.map(|at| at.to_string()), "decoded": c.decoded, "undecodable": c.undecodable,
                "unread": c.unread, "duplicates": c.duplicates, "snapped": c.snapped, "flows_evicted": c.flows_evicted,
                "stream_gaps": c.gaps, "recognised": c.recognised, "malformed": c.malformed, "panics": c.panics,
                "lost": Some(lost(reading)).filter(|lost| !lost.is_empty()),
            })
        })
        .collect();
    serde_json::json!({
        "files": files, "devices": devices, "new_devices": devices.saturating_sub(before), "categories": categories,
        "batches_known_before": hub.repeated(),
    })
}

/// How far a capture is read.
struct Progress {
    bar: ProgressBar,
    read: Arc<AtomicU64>,
}

impl Progress {
    fn new(file: &Path, capture: &FileCapture) -> Self {
        let read = capture.progress();
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bar = match capture.size() {
            Some(size) => output::progress(Some(size), "{msg} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec} {eta} left"),
            None => output::progress(None, "{spinner} {msg} {bytes} {bytes_per_sec}"),
        };
        bar.set_message(name);
        Self { bar, read }
    }

    fn advance(&self) {
        let read = self.read.load(Ordering::Relaxed);
        if self.bar.position() != read {
            self.bar.set_position(read);
        }
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
