//! One test a trap.

use super::*;
use crate::inventory::Part;

#[test]
fn a_lease_change_moves_the_address_not_the_device() {
    let inventory = settled(
        vec![
            lease(0, end(1, "10.0.0.9", 0), 60),
            says(1, end(1, "10.0.0.9", 0), Property::HostName, "pump-1"),
            lease(100, end(2, "10.0.0.9", 0), 60),
            lease(100, end(1, "10.0.0.10", 0), 60),
            // Evidence without a hardware address goes to whoever held the address then.
            says(20, end(0, "10.0.0.9", 0), Property::Model, "early"),
            // (another link, so another atom)
            says(120, end(0, "10.0.0.9", 7), Property::Model, "late"),
        ],
        vec![],
    );
    assert_eq!(inventory.devices(), 2);
    let (one, two) = (inventory.whose(end(1, "10.0.0.9", 0)).unwrap(), inventory.whose(end(2, "10.0.0.9", 0)).unwrap());
    assert_ne!(one, two);
    assert_eq!(inventory.whose(end(1, "10.0.0.10", 0)), Some(one));
    assert_eq!(inventory.attribute(one, Attribute::HostName).as_deref(), Some("pump-1"));
    assert_eq!(inventory.whose(end(0, "10.0.0.9", 7)), Some(two));
}

#[test]
fn contested_evidence_belongs_to_nobody() {
    let inventory = settled(
        vec![
            arp(0, end(1, "10.0.0.9", 1)),
            arp(50, end(1, "10.0.0.9", 1)),
            arp(10, end(2, "10.0.0.9", 2)),
            arp(60, end(2, "10.0.0.9", 2)),
            says(20, end(0, "10.0.0.9", 3), Property::Model, "whose?"),
        ],
        vec![],
    );
    assert_eq!(inventory.devices(), 2);
    assert_eq!(inventory.whose(end(0, "10.0.0.9", 3)), None);
    assert_eq!(inventory.counters().atoms_contested, 1);
}

#[test]
fn two_devices_that_swap_addresses_stay_two() {
    let swap = [(0, 1, "10.0.0.1"), (0, 2, "10.0.0.2"), (100, 1, "10.0.0.2"), (100, 2, "10.0.0.1")];
    let inventory = settled(swap.iter().map(|(at, mac, ip)| arp(*at, end(*mac, ip, 0))).collect(), vec![]);
    assert_eq!(inventory.devices(), 2);
    assert_eq!(inventory.whose(end(1, "10.0.0.1", 0)), inventory.whose(end(1, "10.0.0.2", 0)));
    assert_ne!(inventory.whose(end(1, "10.0.0.1", 0)), inventory.whose(end(2, "10.0.0.1", 0)));
}

#[test]
fn a_gateway_hides_no_one() {
    let inventory = settled(
        vec![
            arp(0, end(1, "10.0.0.1", 0)),
            present(1, end(1, "10.0.0.1", 0), 0),
            present(1, end(1, "10.1.0.5", 0), 1),
            present(1, end(1, "10.1.0.6", 0), 1),
            present(1, end(1, "10.1.0.7", 0), 1),
            present(2, end(1, "8.8.8.8", 0), 9),
            says(3, end(1, "10.1.0.5", 0), Property::HostName, "far-ct"),
        ],
        vec![
            talk(4, end(1, "10.1.0.6", 0), end(2, "10.0.0.2", 0), 104),
            talk(4, end(2, "10.0.0.2", 0), end(1, "8.8.8.8", 0), 53),
        ],
    );
    // Gateway, its neighbour, and the two behind it that spoke; not the silent one, not the external peer.
    assert_eq!(inventory.devices(), 4);
    let gateway = inventory.whose(end(1, "10.0.0.1", 0)).unwrap();
    let far = inventory.whose(end(1, "10.1.0.5", 0)).unwrap();
    assert_ne!(gateway, far);
    assert_eq!(inventory.attribute(gateway, Attribute::HostName), None);
    assert_eq!(inventory.attribute(far, Attribute::HostName).as_deref(), Some("far-ct"));
    assert_eq!(inventory.whose(end(1, "8.8.8.8", 0)), None);
    assert_eq!(inventory.whose(end(1, "10.1.0.7", 0)), None);
    assert!(inventory.whose(end(1, "10.1.0.6", 0)).is_some());
}

#[test]
fn a_gateway_that_counts_no_hops_hides_no_one_either() {
    let mut seen = vec![arp(0, end(1, "10.0.0.1", 0)), arp(0, end(2, "10.0.2.10", 0)), present(9, end(2, "10.0.2.10", 0), 0)];
    // The same packets again after the router, and the world's, all with a full TTL.
    seen.extend([present(5, end(1, "10.0.2.10", 0), 0), present(5, end(1, "198.51.100.7", 0), 0)]);
    let inventory = settled(seen, vec![]);
    assert_eq!(inventory.devices(), 2);
    assert_eq!(inventory.whose(end(1, "10.0.2.10", 0)), inventory.whose(end(2, "10.0.2.10", 0)));
    assert_eq!(inventory.whose(end(1, "198.51.100.7", 0)), None);
}

#[test]
fn a_gateway_that_only_forwards_is_a_device_too() {
    let mut inventory = settled(
        vec![present(0, end(1, "10.1.0.5", 0), 1), present(9, end(1, "10.1.0.6", 0), 1), present(5, end(2, "10.0.0.2", 0), 0)],
        vec![],
    );
    assert_eq!(inventory.devices(), 2);
    let gateway = inventory.whose(end(1, "", 0)).unwrap();
    assert!(inventory.identity.entry(gateway).unwrap().gateway);
    inventory.add(vec![present(20, end(1, "10.1.0.7", 0), 1)]);
    assert_eq!(inventory.identity.entry(gateway).unwrap().last, time(20));
}

#[test]
fn a_routed_copy_is_the_device_that_claims_the_address() {
    let inventory = settled(
        vec![
            arp(0, end(1, "10.0.0.1", 10)),
            arp(0, end(1, "10.0.1.1", 20)),
            arp(0, end(5, "10.0.0.5", 10)),
            arp(0, end(6, "10.0.1.6", 20)),
            present(1, end(1, "10.0.0.5", 20), 1),
            present(1, end(1, "10.0.1.6", 10), 1),
            says(2, end(1, "10.0.0.5", 20), Property::Model, "seen behind the router"),
        ],
        vec![],
    );
    assert_eq!(inventory.devices(), 3);
    let five = inventory.whose(end(5, "10.0.0.5", 10)).unwrap();
    assert_eq!(inventory.whose(end(1, "10.0.0.5", 20)), Some(five));
    assert_eq!(inventory.attribute(five, Attribute::Model).as_deref(), Some("seen behind the router"));
    assert!(inventory.told(five).iter().any(|reason| reason.detail.contains("is claimed by it")));
}

#[test]
fn a_host_with_several_claimed_addresses_is_no_gateway() {
    let inventory = settled(
        vec![
            arp(0, end(1, "10.0.0.1", 0)),
            arp(0, end(1, "10.0.0.2", 0)),
            present(0, end(1, "10.0.0.3", 0), 0),
            present(0, end(1, "fe80::1", 0), 0),
            present(0, end(1, "2001:db8::1", 0), 0),
        ],
        vec![],
    );
    assert_eq!(inventory.devices(), 1);
    assert!(!inventory.identity.entries[0].gateway);
}

#[test]
fn several_interfaces_with_one_client_id_are_one_device() {
    let nics = |at| {
        vec![
            lease(at, end(1, "10.0.0.1", 10), 600),
            lease(at, end(2, "10.0.1.1", 20), 600),
            says(at, end(1, "10.0.0.1", 10), Property::DhcpClientId, "ff00112233445566"),
            says(at, end(2, "10.0.1.1", 20), Property::DhcpClientId, "ff00112233445566"),
        ]
    };
    let inventory = settled(nics(0), vec![]);
    assert_eq!(inventory.devices(), 1);
    let id = inventory.whose(end(1, "10.0.0.1", 10)).unwrap();
    assert!(inventory.told(id).iter().any(|reason| &*reason.rule == "dhcp.client_id" && !reason.conflict));
}

#[test]
fn a_copied_identifier_joins_nobody() {
    let inventory = settled(
        vec![
            lease(0, end(1, "10.0.0.1", 0), 600),
            lease(0, end(2, "10.0.0.2", 0), 600),
            says(1, end(1, "10.0.0.1", 0), Property::DhcpClientId, "ff00112233445566"),
            says(1, end(2, "10.0.0.2", 0), Property::DhcpClientId, "ff00112233445566"),
            says(1, end(1, "10.0.0.1", 0), Property::HostName, "ward-pc-1"),
            says(1, end(2, "10.0.0.2", 0), Property::HostName, "ward-pc-2"),
        ],
        vec![],
    );
    assert_eq!(inventory.devices(), 2);
    let id = inventory.whose(end(1, "10.0.0.1", 0)).unwrap();
    assert!(inventory.told(id).iter().any(|reason| reason.conflict && reason.detail.contains("different machines")));
}

#[test]
fn an_identifier_built_into_a_series_joins_nobody() {
    let pumps = (1..=6).flat_map(|n| {
        let pump = end(n, &format!("10.0.0.{n}"), 0);
        [lease(0, pump, 600), says(1, pump, Property::DhcpClientId, "70756d706669726d77617265")]
    });
    assert_eq!(settled(pumps.collect(), vec![]).devices(), 6);
}

#[test]
fn a_duid_of_a_disk_image_joins_nobody() {
    // DUID-LLT of an address that is not on this network.
    let duid = "00010001aabbccdd000000abcdef";
    let clones = (1..=2).flat_map(|n| {
        let clone = end(n, &format!("10.0.{n}.1"), 0);
        [arp(0, clone), says(1, clone, Property::DhcpDuid, duid)]
    });
    assert_eq!(settled(clones.collect(), vec![]).devices(), 2);
    // The same with an address of the machine itself: two interfaces.
    let own = format!("00010001aabbccdd{:012x}", mac(1).to_bits());
    let nics = (1..=2).flat_map(|n| {
        let nic = end(n, &format!("10.0.{n}.1"), 0);
        [arp(0, nic), says(1, nic, Property::DhcpDuid, &own)]
    });
    assert_eq!(settled(nics.collect(), vec![]).devices(), 1);
}

#[test]
fn a_docking_station_does_not_weld_laptops_together() {
    let id = |n: u32| format!("ffab0000000000{n:02}77");
    let mut seen: Vec<Observation> = (1..=2)
        .flat_map(|n| {
            let laptop = end(n, &format!("10.0.0.{n}"), 0);
            [lease(n * 100, laptop, 50), says(n * 100, laptop, Property::DhcpClientId, &id(n))]
        })
        .collect();
    seen.push(says(300, end(9, "10.0.0.9", 0), Property::DhcpClientId, &id(1)));
    seen.push(says(400, end(9, "10.0.0.10", 0), Property::DhcpClientId, &id(2)));
    let inventory = settled(seen, vec![]);
    let laptops = (inventory.whose(end(1, "10.0.0.1", 0)), inventory.whose(end(2, "10.0.0.2", 0)));
    assert_ne!(laptops.0, laptops.1);
    let dock = inventory.whose(end(9, "10.0.0.9", 0)).unwrap();
    assert!(inventory.told(dock).iter().any(|reason| reason.detail.contains("docking station")));
}

#[test]
fn a_dock_used_by_one_laptop_is_that_laptop() {
    let inventory = settled(
        vec![
            says(0, end(1, "10.0.0.1", 0), Property::DhcpClientId, "ffab000000000177"),
            says(100, end(9, "10.0.0.9", 0), Property::DhcpClientId, "ffab000000000177"),
        ],
        vec![],
    );
    assert_eq!(inventory.devices(), 1);
}

fn random(number: u8, ip: &str, vlan: u32) -> Endpoint {
    Endpoint { mac: Some(MacAddr([0x02, 0, 0, 0, 0, number])), ..end(0, ip, vlan) }
}

#[test]
fn a_random_address_means_nothing_on_another_vlan() {
    let inventory = settled(vec![arp(0, random(1, "10.0.0.1", 10)), arp(0, random(1, "10.0.1.1", 20))], vec![]);
    assert_eq!(inventory.devices(), 2);
    // But a relayed lease or a routed copy shows the same address.
    let relayed = settled(vec![arp(0, random(1, "10.0.0.1", 10)), lease(0, random(1, "10.0.0.1", 99), 60)], vec![]);
    assert_eq!(relayed.devices(), 1);
}

#[test]
fn a_phone_that_changes_its_random_address_is_joined_by_its_client_id() {
    let inventory = settled(
        vec![
            says(0, random(1, "10.0.0.1", 0), Property::DhcpClientId, "ffab000000000177"),
            says(900, random(2, "10.0.0.7", 0), Property::DhcpClientId, "ffab000000000177"),
        ],
        vec![],
    );
    assert_eq!(inventory.devices(), 1);
}

#[test]
fn overlapping_addresses_on_two_vlans_are_two_devices() {
    let inventory = settled(
        vec![
            arp(0, end(1, "192.168.0.10", 10)),
            arp(0, end(2, "192.168.0.10", 20)),
            says(1, end(0, "192.168.0.10", 10), Property::Model, "A"),
            says(1, end(0, "192.168.0.10", 20), Property::Model, "B"),
        ],
        vec![],
    );
    assert_eq!(inventory.devices(), 2);
    let (a, b) = (inventory.whose(end(1, "192.168.0.10", 10)).unwrap(), inventory.whose(end(2, "192.168.0.10", 20)).unwrap());
    assert_eq!(inventory.attribute(a, Attribute::Model).as_deref(), Some("A"));
    assert_eq!(inventory.attribute(b, Attribute::Model).as_deref(), Some("B"));
}

#[test]
fn a_vrrp_pair_is_two_routers_and_their_shared_address() {
    let virtual_mac = |ip| Endpoint { mac: Some(MacAddr([0, 0, 0x5e, 0, 1, 7])), ..end(0, ip, 0) };
    let inventory = settled(
        vec![
            arp(0, end(1, "10.0.0.2", 0)),
            arp(0, end(2, "10.0.0.3", 0)),
            arp(0, virtual_mac("10.0.0.1")),
            // Advertisements come from the virtual address with the router's own IP address (RFC 5798, 7.2).
            present(1, virtual_mac("10.0.0.2"), 0),
            present(9, virtual_mac("10.0.0.3"), 0),
            present(9, virtual_mac("10.7.0.3"), 1),
        ],
        vec![],
    );
    assert_eq!(inventory.devices(), 3);
    let shared = inventory.whose(virtual_mac("10.0.0.1")).unwrap();
    assert_eq!(inventory.whose(virtual_mac("10.0.0.2")), inventory.whose(end(1, "10.0.0.2", 0)));
    assert_eq!(inventory.whose(virtual_mac("10.0.0.3")), inventory.whose(end(2, "10.0.0.3", 0)));
    assert_ne!(Some(shared), inventory.whose(end(1, "10.0.0.2", 0)));
}

#[test]
fn proxy_arp_gives_a_router_nobodys_address() {
    let inventory = settled(
        vec![
            arp(0, end(1, "10.0.0.1", 10)),
            router(0, end(1, "10.0.0.1", 10)),
            arp(0, end(5, "10.0.1.5", 20)),
            // The router answers for a station of the other VLAN, and for one beyond another router.
            arp(1, end(1, "10.0.1.5", 10)),
            present(1, end(1, "10.0.1.5", 10), 1),
            arp(1, end(1, "10.0.2.6", 10)),
            present(1, end(1, "10.0.2.6", 10), 2),
            says(2, end(1, "10.0.2.6", 10), Property::HostName, "far"),
        ],
        vec![],
    );
    assert_eq!(inventory.devices(), 3);
    assert_eq!(inventory.whose(end(1, "10.0.1.5", 10)), inventory.whose(end(5, "10.0.1.5", 20)));
    let gateway = inventory.whose(end(1, "10.0.0.1", 10)).unwrap();
    assert_eq!(inventory.attribute(gateway, Attribute::HostName), None);
}

const CT_STORAGE: &str = "1.2.840.10008.5.1.4.1.1.2";

#[test]
fn an_archive_does_not_become_the_scanners_it_forwards_for() {
    let (ct, mr, pacs) = (end(1, "10.0.0.1", 0), end(2, "10.0.0.2", 0), end(3, "10.0.0.3", 0));
    let mut inventory = settled(
        vec![equipment(0, ct, "CT4711"), says(0, pacs, Property::DicomScpSopClass, CT_STORAGE), equipment(1, pacs, "CT4711")],
        vec![],
    );
    // One scanner so far: the archive accepts images, so the description is the scanner's.
    let id = |inventory: &Inventory, end| inventory.whose(end).unwrap();
    assert_eq!(inventory.devices(), 2);
    assert_eq!(inventory.attribute(id(&inventory, pacs), Attribute::Serial), None);
    assert_eq!(inventory.attribute(id(&inventory, ct), Attribute::Serial).as_deref(), Some("CT4711"));
    inventory.add(vec![equipment(2, mr, "MR0815"), equipment(3, pacs, "MR0815")]);
    assert_eq!(inventory.devices(), 3);
    assert_eq!(inventory.attribute(id(&inventory, pacs), Attribute::Serial), None);
    assert!(inventory.told(id(&inventory, pacs)).iter().any(|reason| &*reason.rule == "passes_on"));
}

#[test]
fn a_server_of_records_is_not_the_device_it_describes() {
    let (pump, server) = (end(1, "10.0.0.1", 0), end(2, "10.0.0.2", 0));
    let role = |at| says(at, server, Property::NetworkRole, Role::FhirServer.slug());
    // One record only, whether the device itself speaks or not.
    let inventory = settled(vec![role(0), equipment(1, server, "PUMP0001"), arp(2, server)], vec![]);
    assert_eq!(inventory.attribute(inventory.whose(server).unwrap(), Attribute::Serial), None);
    let inventory = settled(vec![equipment(0, pump, "PUMP0001"), equipment(1, server, "PUMP0001"), role(2)], vec![]);
    assert_eq!(inventory.devices(), 2);
    assert_eq!(inventory.attribute(inventory.whose(pump).unwrap(), Attribute::Serial).as_deref(), Some("PUMP0001"));
}

#[test]
fn a_gateway_of_pumps_is_none_of_them() {
    let gateway = end(1, "10.0.0.1", 0);
    let mut seen: Vec<Observation> = (0..40).map(|n| equipment(n, gateway, &format!("PUMP{n:04}"))).collect();
    seen.push(arp(0, end(2, "10.0.0.2", 0)));
    let inventory = settled(seen, vec![]);
    assert_eq!(inventory.devices(), 2);
    assert_eq!(inventory.attribute(inventory.whose(gateway).unwrap(), Attribute::Serial), None);
}

#[test]
fn one_scanner_on_two_interfaces_is_joined_by_its_serial() {
    let inventory =
        settled(vec![equipment(0, end(1, "10.0.0.1", 0), "CT4711"), equipment(0, end(2, "10.0.1.1", 0), "CT4711")], vec![]);
    assert_eq!(inventory.devices(), 1);
    let junk =
        settled(vec![equipment(0, end(1, "10.0.0.1", 0), "0000000"), equipment(0, end(2, "10.0.1.1", 0), "0000000")], vec![]);
    assert_eq!(junk.devices(), 2);
}

#[test]
fn a_switch_is_one_device_on_all_its_ports() {
    let ports = (1..=24).map(|n| says(0, end(n, "", 0), Property::LldpChassisId, "00:09:00:00:00:01"));
    assert_eq!(settled(ports.collect(), vec![]).devices(), 1);
    let ports = (1..=24).map(|n| says(0, end(n, "", 0), Property::StpBridgeId, "00:09:00:00:00:01"));
    assert_eq!(settled(ports.collect(), vec![]).devices(), 1);
}

#[test]
fn merge_split_and_undo_keep_old_numbers_alive() {
    let (a, b) = (end(1, "10.0.0.1", 0), end(2, "10.0.0.2", 0));
    let mut inventory = settled(vec![arp(0, a), arp(1, b)], vec![]);
    let (one, two) = (inventory.whose(a).unwrap(), inventory.whose(b).unwrap());
    let merge = inventory.merge(two, one).unwrap();
    let changes = inventory.settle(&believe);
    assert_eq!((inventory.whose(b), inventory.find(two), inventory.devices()), (Some(one), Some(one), 1));
    assert!(changes.history.iter().any(|record| record.attribute == "identity"));
    let split = inventory.split(two, &[Part::Mac(mac(2))]).unwrap();
    inventory.settle(&believe);
    assert_eq!((inventory.whose(b), inventory.find(two)), (Some(two), Some(two)));
    inventory.undo(split).unwrap();
    inventory.settle(&believe);
    assert_eq!(inventory.whose(b), Some(one));
    inventory.undo(merge).unwrap();
    inventory.settle(&believe);
    assert_eq!((inventory.whose(a), inventory.whose(b)), (Some(one), Some(two)));
    assert!(inventory.undo(merge).is_err());
}

#[test]
fn wrong_merges_and_splits_are_refused() {
    use crate::inventory::OverrideError;
    let mut inventory = settled(vec![arp(0, end(1, "10.0.0.1", 0))], vec![]);
    let one = DeviceId(1);
    assert_eq!(inventory.merge(one, one), Err(OverrideError::SameDevice));
    assert_eq!(inventory.merge(one, DeviceId(9)), Err(OverrideError::NoSuchDevice));
    assert_eq!(inventory.split(one, &[Part::Mac(mac(7))]), Err(OverrideError::NoSuchPart));
    assert_eq!(inventory.split(one, &[Part::Mac(mac(1))]), Err(OverrideError::NothingLeft));
}

#[test]
fn a_flood_of_new_endpoints_does_not_drive_out_known_devices() {
    let known = end(1, "10.0.0.1", 0);
    let mut inventory = Inventory::new(Settings { max_atoms: 100, ..Settings::default() });
    inventory.add(vec![arp(0, known), says(0, known, Property::DicomModality, "CT")]);
    for round in 0..20 {
        let flood = (0..60).map(|n| arp(round + 1, random(n, &format!("10.9.{round}.{n}"), 0)));
        inventory.add(flood.collect());
    }
    assert!(inventory.endpoints() <= 100);
    assert_eq!(inventory.whose(known), Some(DeviceId(1)));
    assert!(inventory.counters().atoms_evicted > 0);
}
