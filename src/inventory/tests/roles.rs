//! What a device does for others and asks of them, as the rules are told.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::*;
use crate::inventory::Snapshot;
use crate::observation::Conversation;

fn speak(mut conversation: Conversation, protocol: &'static str) -> Conversation {
    conversation.protocol = Some(protocol);
    conversation
}

/// What the rules were told last of the device with this address as its only one.
fn told(inventory: &mut Inventory) -> BTreeMap<String, (String, String)> {
    let seen = RefCell::new(BTreeMap::new());
    inventory.settle(&|profile| {
        let mac = profile.macs.first().map(ToString::to_string).unwrap_or_default();
        let words = |others: &[(&str, usize)]| format!("{others:?}");
        seen.borrow_mut().insert(mac, (words(&profile.served), words(&profile.asks)));
        Vec::new()
    });
    seen.into_inner()
}

fn ward() -> Vec<Conversation> {
    let server = end(1, "10.0.0.1", 0);
    let mut said: Vec<Conversation> =
        (2..7).map(|number| speak(talk(0, end(number, &format!("10.0.0.{number}"), 0), server, 104), "dicom")).collect();
    // Twice the same, on another port, to an outside server, unanswered, and unrecognised: none of these adds one.
    said.push(said[0].clone());
    said.push(speak(talk(0, end(2, "10.0.0.2", 0), server, 11112), "dicom"));
    said.push(speak(talk(0, end(2, "10.0.0.2", 0), end(9, "8.8.8.8", 0), 443), "tls"));
    said.push(Conversation { answered: false, ..speak(talk(0, end(7, "10.0.0.7", 0), server, 104), "dicom") });
    said.push(talk(0, end(8, "10.0.0.8", 0), server, 104));
    said
}

#[test]
fn clients_and_servers_are_counted_once() {
    let mut inventory = Inventory::new(Settings::default());
    inventory.apply(&batch(Vec::new(), ward()));
    let told = told(&mut inventory);
    let of = |number| &told[&mac(number).to_string()];
    assert_eq!(of(1), &("[(\"dicom\", 5)]".to_owned(), "[]".to_owned()));
    assert_eq!(of(2), &("[]".to_owned(), "[(\"dicom\", 1)]".to_owned()));
    assert_eq!(of(7).1, "[]");
}

#[test]
fn the_order_in_which_it_was_seen_does_not_matter() {
    let (mut forward, mut backward, mut one_by_one) =
        (Inventory::new(Settings::default()), Inventory::new(Settings::default()), Inventory::new(Settings::default()));
    forward.apply(&batch(Vec::new(), ward()));
    backward.apply(&batch(Vec::new(), ward().into_iter().rev().collect()));
    let mut last = BTreeMap::new();
    for conversation in ward() {
        one_by_one.apply(&batch(Vec::new(), vec![conversation]));
        last.extend(told(&mut one_by_one));
    }
    let whole = told(&mut forward);
    assert_eq!(whole, told(&mut backward));
    assert_eq!(whole, last);
}

#[test]
fn an_answer_that_comes_later_counts_then() {
    let mut inventory = Inventory::new(Settings::default());
    let ask = speak(talk(0, end(2, "10.0.0.2", 0), end(1, "10.0.0.1", 0), 104), "dicom");
    inventory.apply(&batch(Vec::new(), vec![Conversation { answered: false, ..ask.clone() }]));
    assert_eq!(told(&mut inventory)[&mac(2).to_string()].1, "[]");
    inventory.apply(&batch(Vec::new(), vec![ask]));
    assert_eq!(told(&mut inventory)[&mac(2).to_string()].1, "[(\"dicom\", 1)]");
}

#[test]
fn the_same_address_on_another_vlan_is_another_server() {
    let mut inventory = Inventory::new(Settings::default());
    let on = |vlan: u32, client: u32, server: u32| {
        speak(talk(0, end(client, &format!("10.0.0.{client}"), vlan), end(server, "10.0.0.1", vlan), 2575), "hl7")
    };
    inventory.apply(&batch(
        vec![arp(0, end(1, "10.0.0.1", 10)), arp(0, end(20, "10.0.0.1", 20))],
        vec![on(10, 2, 1), on(10, 3, 1), on(20, 4, 20)],
    ));
    let told = told(&mut inventory);
    assert_eq!(told[&mac(1).to_string()].0, "[(\"hl7\", 2)]");
    assert_eq!(told[&mac(20).to_string()].0, "[(\"hl7\", 1)]");
}

#[test]
fn a_restart_changes_nothing_and_counting_ends() {
    let mut inventory = Inventory::new(Settings::default());
    let server = end(1, "10.0.0.1", 0);
    let many = (2..120).map(|number| speak(talk(0, end(number, &format!("10.0.0.{number}"), 0), server, 104), "dicom"));
    inventory.apply(&batch(Vec::new(), many.collect()));
    let Changes { now, devices, atoms, conversations, overrides, counters, rules, .. } = inventory.settle(&believe);
    let snapshot = Snapshot { now, devices, atoms, conversations, overrides, counters, rules };
    let mut again = Inventory::restore(Settings::default(), snapshot);
    for inventory in [&mut inventory, &mut again] {
        inventory.reconsider();
        assert_eq!(told(inventory)[&mac(1).to_string()].0, "[(\"dicom\", 64)]");
    }
}

#[test]
fn a_client_that_was_only_spoken_of_is_stored_with_its_conversation() {
    let mut inventory = Inventory::new(Settings::default());
    // Somebody said something of an outside address that sent nothing that was seen; then it is answered.
    let client = Endpoint { mac: None, ip: "8.8.8.8".parse().ok(), vlan: Vlan::NONE };
    inventory.apply(&batch(vec![says(0, client, Property::HostName, "dns")], Vec::new()));
    assert!(inventory.settle(&believe).atoms.is_empty(), "hearsay is not stored");
    let mut answered = talk(5, client, end(1, "10.0.0.1", 0), 80);
    answered.from_client = Tally::default();
    inventory.apply(&batch(Vec::new(), vec![answered]));
    let changes = inventory.settle(&believe);
    let clients: Vec<_> = changes.conversations.iter().map(|row| row.key.client).collect();
    assert_eq!(clients.len(), 1);
    assert!(changes.atoms.iter().any(|atom| atom.id == clients[0] && atom.evidence.is_some()), "{changes:?}");
}
