//! The cold half by itself: what a hospital of 2,000 devices with 100,000 conversations costs.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "criterion's macros; a benchmark may panic"
)]

use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use wardwatch::base::{Endpoint, MacAddr, Text, Timestamp};
use wardwatch::fingerprint::Fingerprints;
use wardwatch::inventory::{Inventory, Settings};
use wardwatch::observation::{Batch, Claim, Conversation, Fact, Observation, Oriented, Property, Tally, Transport};
use wardwatch::store::{DeviceFilter, Opening, Sqlite, Store};

const DEVICES: u32 = 2000;
const CONVERSATIONS: u32 = 100_000;

fn end(number: u32) -> Endpoint {
    let [_, a, b, c] = number.to_be_bytes();
    Endpoint { mac: Some(MacAddr([0, 9, 0xfb, a, b, c])), ip: Some([10, a, b, c].into()), ..Endpoint::default() }
}

fn hospital(at: Timestamp) -> Batch {
    let properties = [
        (Property::HostName, "pump"),
        (Property::DhcpParameters, "1,3,6,15,26,28,51,58,59"),
        (Property::DhcpVendorClass, "udhcp 1.19.4"),
        (Property::TcpSyn, "4:64:0:1460:29200,7:mss,sok,ts,nop,ws:df,id+:0"),
        (Property::HttpUserAgent, "Mozilla/5.0 (X11; Linux armv7l)"),
        (Property::DnsQuery, "time.example.org"),
        (Property::DicomAeTitle, "AE"),
        (Property::SshBanner, "SSH-2.0-dropbear_2019.78"),
    ];
    let mut observations = Vec::new();
    for number in 0..DEVICES {
        let subject = end(number);
        let mut see = |fact| observations.push(Observation { at, subject, fact, protocol: "bench" });
        see(Fact::Present { hops: Some(0) });
        see(Fact::Holds(Claim::Arp));
        for (property, value) in properties {
            see(Fact::Says(property, Text::new(&format!("{value}-{number}")).unwrap()));
        }
    }
    let conversations = (0..CONVERSATIONS).map(|number| Conversation {
        client: end(number % DEVICES),
        server: end((number / DEVICES * 37 + number) % DEVICES),
        client_port: 40_000,
        server_port: [104, 443, 2575, 445][(number % 4) as usize],
        transport: Transport::TCP,
        first: at,
        last: at,
        from_client: Tally { packets: 10, bytes: 7000 },
        from_server: Tally { packets: 10, bytes: 700 },
        protocol: Some(["dicom", "tls", "hl7", "smb"][(number % 4) as usize]),
        oriented: Oriented::Handshake,
        answered: true,
        opening: true,
    });
    Batch { until: at, conversations: conversations.collect(), observations, ..Batch::default() }
}

fn fresh() -> Inventory {
    Inventory::new(Settings::default())
}

fn first() -> Batch {
    hospital(Timestamp::new(1_700_000_000, 0))
}

fn applied() -> Inventory {
    let mut inventory = fresh();
    inventory.apply(&first());
    inventory
}

fn settled() -> Inventory {
    let mut inventory = applied();
    inventory.settle(&|_| Vec::new());
    inventory
}

fn memory(criterion: &mut Criterion) {
    let fingerprints = Fingerprints::shipped().ok().unwrap();
    let (first, again) = (first(), hospital(Timestamp::new(1_700_000_060, 0)));
    let newcomer = Observation { at: again.until, subject: end(9_999), fact: Fact::Holds(Claim::Arp), protocol: "bench" };
    let one_new = Batch { observations: vec![newcomer], ..Batch::default() };
    let size = BatchSize::PerIteration;
    let mut group = criterion.benchmark_group("inventory");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    group.bench_function("apply, all new", |b| b.iter_batched_ref(fresh, |inventory| inventory.apply(&first), size));
    group.bench_function("settle without rules, all new", |b| {
        b.iter_batched_ref(applied, |inventory| inventory.settle(&|_| Vec::new()), size)
    });
    group.bench_function("settle with the shipped rules, all new", |b| {
        b.iter_batched_ref(applied, |inventory| inventory.settle(&|profile| fingerprints.identify(profile)), size)
    });
    for (name, batch) in [("apply and settle, all known", &again), ("apply and settle, one new device", &one_new)] {
        let work = |inventory: &mut Inventory| {
            inventory.apply(batch);
            inventory.settle(&|_| Vec::new())
        };
        group.bench_function(name, |b| b.iter_batched_ref(settled, work, size));
    }
    group.finish();
}

fn store(criterion: &mut Criterion) {
    let fingerprints = Fingerprints::shipped().ok().unwrap();
    let changes = applied().settle(&|profile| fingerprints.identify(profile));
    let nothing = fresh().settle(&|_| Vec::new());
    let folder = tempfile::tempdir().unwrap();
    let mut number = 0;
    let mut empty = || {
        number += 1;
        Sqlite::open(&folder.path().join(format!("{number}.db")), Opening::Create).unwrap()
    };
    let mut group = criterion.benchmark_group("store");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    group.bench_function("commit, all new", |b| {
        b.iter_batched_ref(&mut empty, |store| store.commit(&[], &changes).unwrap(), BatchSize::PerIteration)
    });
    let mut store = empty();
    store.commit(&[], &changes).unwrap();
    group.bench_function("commit, all known", |b| b.iter(|| store.commit(&[], &changes).unwrap()));
    group.bench_function("commit, nothing", |b| b.iter(|| store.commit(&[], &nothing).unwrap()));
    group.bench_function("list", |b| b.iter(|| store.devices(&DeviceFilter::default()).unwrap()));
    group.bench_function("restart", |b| {
        b.iter(|| Inventory::restore(Settings::default(), store.snapshot().unwrap()).settle(&|_| Vec::new()))
    });
    group.finish();
}

criterion_group!(benches, memory, store);
criterion_main!(benches);
