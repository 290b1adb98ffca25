//! Stages by themselves: decode, flow lookup, reassembly, and each protocol on its own fixtures.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a benchmark"
)]

#[path = "../support/mod.rs"]
mod support;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use support::{captures_below, fixtures, observe_bytes, records};
use wardwatch::base::Timestamp;
use wardwatch::sensor::flow::{Budget, FlowTable, Half, Held, Key, Piece, Wish};
use wardwatch::sensor::wire::{LinkType, decode};

struct Plain;

impl Held for Plain {
    fn patience(&self) -> u64 {
        60_000_000_000
    }
    fn answered(&self) -> bool {
        true
    }
}

fn demo() -> Vec<Vec<u8>> {
    let bytes = std::fs::read(fixtures().join("demo/demo.pcap")).unwrap();
    records(&bytes).unwrap().1.into_iter().map(|(_, body)| body).collect()
}

fn decoding(c: &mut Criterion) {
    let frames = demo();
    let mut group = c.benchmark_group("wire");
    group.throughput(Throughput::Elements(frames.len() as u64));
    group.bench_function("decode", |b| {
        b.iter(|| {
            for frame in &frames {
                let _ = black_box(decode(LinkType::ETHERNET, frame, Timestamp(0)));
            }
        });
    });
    group.finish();
}

fn lookup(c: &mut Criterion) {
    let frames = demo();
    let packets: Vec<_> = frames.iter().filter_map(|frame| decode(LinkType::ETHERNET, frame, Timestamp(0)).ok()).collect();
    let mut table = FlowTable::new(1 << 16);
    for packet in &packets {
        let (key, _) = Key::of(packet);
        let hash = table.hash(&key);
        if table.find(hash, &key).is_none() {
            table.insert(hash, key, packet.at, Plain);
        }
    }
    let mut group = c.benchmark_group("flow");
    group.throughput(Throughput::Elements(packets.len() as u64));
    group.bench_function("lookup", |b| {
        b.iter(|| {
            for packet in &packets {
                let (key, _) = Key::of(packet);
                black_box(table.find(table.hash(&key), &key));
            }
        });
    });
    group.finish();
}

fn reassembly(c: &mut Criterion) {
    let segment = [7_u8; 1460];
    let mut group = c.benchmark_group("reassembly");
    group.throughput(Throughput::Bytes(1460 * 1000));
    for (name, order) in [("in_order", 1_u32), ("pairs_swapped", 2)] {
        group.bench_function(name, |b| {
            b.iter(|| {
                let (mut half, mut budget) = (Half::default(), Budget::new(1 << 20));
                half.start(0);
                for n in 0..1000_u32 {
                    let place = if order == 2 { n ^ 1 } else { n };
                    half.segment(place * 1460, &segment, 0, &mut budget, &mut |piece| {
                        if let Piece::Data(bytes) = piece {
                            black_box(bytes.len());
                        }
                        Wish::More
                    });
                }
            });
        });
    }
    group.finish();
}

/// Each protocol's fixtures through a whole sensor, its making included: the figure is per packet.
fn protocols(c: &mut Criterion) {
    let mut group = c.benchmark_group("protocol");
    for protocol in wardwatch::sensor::protocols::PROTOCOLS {
        let captures: Vec<Vec<u8>> =
            captures_below(&fixtures().join(protocol.name)).iter().map(|path| std::fs::read(path).unwrap()).collect();
        let packets: usize = captures.iter().map(|bytes| records(bytes).unwrap().1.len()).sum();
        group.throughput(Throughput::Elements(packets as u64));
        group.bench_function(protocol.name, |b| {
            b.iter_batched(
                || captures.clone(),
                |captures| captures.into_iter().map(|bytes| observe_bytes(bytes).observations.len()).sum::<usize>(),
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, decoding, lookup, reassembly, protocols);
criterion_main!(benches);
