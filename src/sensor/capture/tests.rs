//! Capture files of every kind, and broken ones.

use std::io::{Cursor, Write};

use super::*;

fn pcap(big: bool, magic: u32, records: &[(u32, u32, &[u8])]) -> Vec<u8> {
    let u32 = |value: u32| if big { value.to_be_bytes() } else { value.to_le_bytes() };
    let mut out = [u32(magic), u32(0x0002_0004), u32(0), u32(0), u32(65535), u32(1)].concat();
    for (seconds, fraction, bytes) in records {
        let length = u32(bytes.len() as u32);
        out.extend([u32(*seconds), u32(*fraction), length, length].concat());
        out.extend(*bytes);
    }
    out
}

/// A pcapng section with two interfaces (Ethernet in nanoseconds, raw IP in microseconds) and a packet of each.
fn pcapng(big: bool) -> Vec<u8> {
    let u32 = |value: u32| if big { value.to_be_bytes() } else { value.to_le_bytes() };
    let u16 = |value: u16| if big { value.to_be_bytes() } else { value.to_le_bytes() };
    let block = |kind: u32, body: &[u8]| {
        let length = u32(body.len() as u32 + 12);
        [&u32(kind)[..], &length, body, &length].concat()
    };
    let interface = |link: u16, options: &[u8]| block(1, &[&u16(link)[..], &[0, 0], &u32(0), options].concat());
    let packet = |interface: u32, ticks: u64, bytes: &[u8]| {
        let padding = vec![0; bytes.len().next_multiple_of(4) - bytes.len()];
        let (high, low) = ((ticks >> 32) as u32, ticks as u32);
        let length = u32(bytes.len() as u32);
        block(6, &[&u32(interface)[..], &u32(high), &u32(low), &length, &length, bytes, &padding].concat())
    };
    let nanoseconds = [&u16(9)[..], &u16(1), &[9, 0, 0, 0], &u16(0), &u16(0)].concat();
    [
        block(0x0a0d_0d0a, &[&u32(0x1a2b_3c4d)[..], &u16(1), &u16(0), &[0xff; 8]].concat()),
        interface(1, &nanoseconds),
        interface(101, &[]),
        block(5, &[0; 8]),
        packet(0, 1_000_000_007, b"first"),
        packet(1, 2_000_003, b"second!"),
    ]
    .concat()
}

fn read(bytes: Vec<u8>) -> (Vec<String>, Losses) {
    let size = bytes.len() as u64;
    let mut capture = FileCapture::read(Box::new(Cursor::new(bytes)), Some(size)).unwrap();
    let mut found = Vec::new();
    loop {
        let frames = capture.frames().unwrap();
        if frames.is_empty() {
            return (found, capture.losses());
        }
        found.extend(frames.iter().map(|f| format!("{} {} {}", f.at.0, f.link.0, String::from_utf8_lossy(f.bytes))));
    }
}

const TWO: &[(u32, u32, &[u8])] = &[(1, 7, b"first"), (2, 3, b"second!")];

#[test]
fn pcap_in_both_byte_orders_and_resolutions() {
    for big in [false, true] {
        assert_eq!(read(pcap(big, 0xa1b2_c3d4, TWO)).0, ["1000007000 1 first", "2000003000 1 second!"]);
        assert_eq!(read(pcap(big, 0xa1b2_3c4d, TWO)).0, ["1000000007 1 first", "2000000003 1 second!"]);
    }
}

#[test]
fn pcapng_with_several_interfaces() {
    for big in [false, true] {
        let (found, losses) = read(pcapng(big));
        assert_eq!(found, ["1000000007 1 first", "2000003000 101 second!"]);
        assert!(!losses.any());
    }
}

#[test]
fn compressed_files() {
    let plain = pcap(false, 0xa1b2_c3d4, TWO);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&plain).unwrap();
    assert_eq!(read(gzip.finish().unwrap()).0.len(), 2);
    let zstd = ruzstd::encoding::compress_to_vec(&plain[..], ruzstd::encoding::CompressionLevel::Fastest);
    assert_eq!(read(zstd).0.len(), 2);
}

#[test]
fn a_file_cut_anywhere_gives_what_is_there_and_says_what_is_not() {
    for whole in [pcap(false, 0xa1b2_c3d4, TWO), pcapng(false)] {
        let all = read(whole.clone()).0;
        for length in 24..whole.len() {
            let Ok(mut capture) = FileCapture::read(Box::new(Cursor::new(whole[..length].to_vec())), None) else { continue };
            let mut count = 0;
            while let Ok(frames) = capture.frames() {
                if frames.is_empty() {
                    break;
                }
                count += frames.iter().count();
            }
            assert!(count <= all.len());
        }
        let (found, losses) = read(whole[..whole.len() - 3].to_vec());
        assert_eq!(found, all[..1]);
        assert!(losses.any() && losses.cut_off > 0);
    }
}

#[test]
fn an_impossible_length_ends_the_reading() {
    let mut bytes = pcap(false, 0xa1b2_c3d4, TWO);
    let second = 24 + 16 + 5 + 8;
    bytes[second..second + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    let (found, losses) = read(bytes);
    assert_eq!((found.len(), losses.unreadable_from), (1, Some(45)));
}

#[test]
fn what_is_no_capture_is_named() {
    let open = |bytes: &[u8]| FileCapture::read(Box::new(Cursor::new(bytes.to_vec())), None).err().map(|error| error.to_string());
    assert_eq!(open(b"").as_deref(), Some("the file is empty"));
    assert!(open(b"PK\x03\x04 something that is not a capture").unwrap().contains("it begins with 50 4b 03 04"));
    assert!(open(b"#!/bin/sh\necho this is no capture at all").unwrap().contains("\"#!/b\""));
}
