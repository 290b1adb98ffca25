//! Names that would like to be code: said by DHCP and LLDP on the wire, and as every property that a protocol can state.

use super::chromium::Browser;
use super::payloads::payloads;
use super::server::{Server, command};
use super::{picture, sign_in};
use wardwatch::base::{Endpoint, MacAddr, Text, Timestamp};
use wardwatch::daemon::Hub;
use wardwatch::fingerprint::Fingerprints;
use wardwatch::inventory::Settings;
use wardwatch::observation::{Batch, Equipment, Fact, Observation, Property};
use wardwatch::store::{self, Opening};

fn mac(number: usize) -> [u8; 6] {
    let [.., high, low] = number.to_be_bytes();
    [0x00, 0x09, 0xfb, 0x10, high, low]
}

/// A DHCP request with a host name and a vendor class (RFC 2131, RFC 2132).
fn dhcp(number: usize, payload: &str) -> Vec<u8> {
    let mut body = vec![1, 1, 6, 0, 0, 0, 0, 7, 0, 0, 0, 0];
    body.resize(28, 0);
    body.extend(mac(number));
    body.resize(236, 0);
    body.extend([0x63, 0x82, 0x53, 0x63, 53, 1, 3]);
    for option in [12, 60] {
        body.extend([option, u8::try_from(payload.len()).unwrap()]);
        body.extend(payload.as_bytes());
    }
    body.push(255);
    let length = u16::try_from(body.len()).unwrap();
    let mut frame = vec![0xff; 6];
    frame.extend(mac(number));
    frame.extend([0x08, 0x00, 0x45, 0]);
    frame.extend((length + 28).to_be_bytes());
    frame.extend([0, 0, 0, 0, 64, 17, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 0, 68, 0, 67]);
    frame.extend((length + 8).to_be_bytes());
    frame.extend([0, 0]);
    frame.extend(body);
    frame
}

/// An LLDP frame with a system name and description (IEEE 802.1AB).
fn lldp(number: usize, payload: &str) -> Vec<u8> {
    let mut frame = vec![0x01, 0x80, 0xc2, 0, 0, 0x0e];
    frame.extend(mac(number));
    frame.extend([0x88, 0xcc, 0x02, 7, 4]);
    frame.extend(mac(number));
    frame.extend([0x04, 3, 7, b'p', b'1', 0x06, 2, 0, 120]);
    for kind in [5_u8, 6] {
        frame.extend([kind << 1, u8::try_from(payload.len()).unwrap()]);
        frame.extend(payload.as_bytes());
    }
    frame.extend([0, 0]);
    frame
}

fn capture(frames: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    for word in [0xa1b2_c3d4_u32, 0x0004_0002, 0, 0, 65535, 1] {
        out.extend(word.to_le_bytes());
    }
    for (place, frame) in frames.iter().enumerate() {
        let length = u32::try_from(frame.len()).unwrap();
        for word in [1_700_000_000 + u32::try_from(place).unwrap(), 0, length, length] {
            out.extend(word.to_le_bytes());
        }
        out.extend(frame);
    }
    out
}

/// Every payload as every property of a device, a fifth of the properties each.
fn said(payloads: &[String]) -> Batch {
    let at = Timestamp::new(1_700_001_000, 0);
    let mut observations = Vec::new();
    for (number, payload) in payloads.iter().enumerate() {
        let subject = Endpoint { mac: Some(MacAddr(mac(number))), ..Endpoint::default() };
        let text = Text::new(payload).unwrap();
        let observe = |fact| Observation { at, subject, fact, protocol: "dicom" };
        let some = Property::ALL.iter().filter(|property| **property as usize % 5 == number % 5);
        observations.extend(some.map(|property| observe(Fact::Says(*property, text.clone()))));
        let parts = vec![(Property::Manufacturer, text.clone()), (Property::Model, text.clone()), (Property::Serial, text)];
        observations.extend(Equipment::new(parts).map(|equipment| observe(Fact::Equipment(equipment))));
    }
    Batch { epoch: 1, sequence: 0, until: at, observations, conversations: Vec::new() }
}

pub fn nothing_runs() {
    let payloads = payloads();
    let folder = tempfile::tempdir().unwrap();
    let frames: Vec<Vec<u8>> =
        payloads.iter().enumerate().flat_map(|(number, text)| [dhcp(number, text), lldp(number, text)]).collect();
    let file = folder.path().join("x.pcap");
    std::fs::write(&file, capture(&frames)).unwrap();
    command(folder.path(), &["replay", file.to_str().unwrap()], "");
    let store = store::open(folder.path().join("w.db").to_str().unwrap(), Opening::Existing).unwrap();
    let mut hub = Hub::new("xss", store, Fingerprints::shipped().unwrap(), Settings::default()).unwrap();
    hub.take(&said(&payloads)).unwrap();
    drop(hub);
    let server = Server::with_accounts(folder);
    let mut browser = Browser::start();
    sign_in(&mut browser, &server, "admin");
    let mut shown = 0;
    let mut pages =
        vec!["/".to_owned(), "/devices?limit=500".to_owned(), "/devices?q=%3Cscript%3Ewindow.__ran=1%3C/script%3E".to_owned()];
    pages.extend((1..=payloads.len()).map(|number| format!("/devices/{number}")));
    let mut wrong = Vec::new();
    for page in pages {
        browser.go(&format!("http://{}{page}", server.address));
        browser.look("document.querySelectorAll('details').forEach(one => one.open = true)");
        if browser.look("window.__ran ?? 0") != 0 {
            wrong.push(format!("{page}: it ran"));
        }
        shown += usize::from(browser.look("document.body.innerText.includes('__ran')") == true);
        wrong.extend(browser.complaints().into_iter().map(|line| format!("{page}: {line}")));
    }
    browser.picture(&picture("xss"), 1360);
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(shown > payloads.len(), "the names were shown on only {shown} pages");
}
