//! Laws: order does not matter, a restart does not matter, merges and splits can be taken back.

use proptest::prelude::*;

use super::*;
use crate::inventory::Part;

fn endpoints() -> impl Strategy<Value = Endpoint> {
    let ips = prop_oneof![
        (1_u8..6).prop_map(|n| format!("10.0.0.{n}")),
        (1_u8..4).prop_map(|n| format!("10.9.0.{n}")),
        Just("8.8.8.8".to_owned()),
        Just("fe80::7".to_owned()),
        Just(String::new()),
    ];
    (0_u32..6, ips, prop_oneof![Just(0_u32), Just(10), Just(20)], any::<bool>()).prop_map(|(number, ip, vlan, random)| {
        let mut end = end(number, &ip, vlan);
        if random && let Some(mac) = &mut end.mac {
            mac.0[0] = 2;
        }
        end
    })
}

fn facts() -> impl Strategy<Value = Fact> {
    let words = prop_oneof![Just("alpha-01"), Just("beta-02"), Just("gamma-03")];
    let says = |property| move |word: &str| Fact::Says(property, text(word));
    prop_oneof![
        (0_u8..4).prop_map(|hops| Fact::Present { hops: Some(hops) }),
        Just(Fact::Holds(Held::Arp)),
        (0_u32..99).prop_map(|seconds| Fact::Holds(Held::Lease(Some(time(seconds))))),
        words.clone().prop_map(says(Property::HostName)),
        words.clone().prop_map(says(Property::DhcpClientId)),
        words.clone().prop_map(says(Property::Serial)),
        words.clone().prop_map(says(Property::Manufacturer)),
        Just(Fact::Says(Property::NetworkRole, text("router"))),
        Just(Fact::Says(Property::DicomScpSopClass, text("1.2.840.10008.5.1.4.1.1.2"))),
        words.prop_map(|word| Fact::Equipment(
            Equipment::new(vec![(Property::Manufacturer, text("ACME")), (Property::Serial, text(word))]).unwrap()
        )),
    ]
}

fn observations() -> impl Strategy<Value = Vec<Observation>> {
    prop::collection::vec((0_u32..100, endpoints(), facts()).prop_map(|(at, end, what)| fact(at, end, what)), 1..40)
}

fn conversations() -> impl Strategy<Value = Vec<Conversation>> {
    prop::collection::vec(
        (0_u32..100, endpoints(), endpoints(), 1_u16..9).prop_map(|(at, a, b, port)| talk(at, a, b, port)),
        0..10,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_gives_the_same_devices(
        (seen, shuffled) in observations().prop_flat_map(|seen| (Just(seen.clone()), Just(seen).prop_shuffle())),
        talks in conversations(),
        pieces in 1_usize..6,
    ) {
        let at_once = settled(seen, talks.clone());
        let mut piecemeal = Inventory::new(Settings::default());
        let last = talks.iter().rev().cloned().collect();
        for piece in shuffled.chunks(shuffled.len().div_ceil(pieces)) {
            piecemeal.add(piece.to_vec());
        }
        piecemeal.apply(&batch(vec![], last));
        piecemeal.settle(&believe);
        prop_assert_eq!(at_once.picture(), piecemeal.picture());
    }

    #[test]
    fn merge_and_split_can_be_taken_back(seen in observations(), pick in any::<(u8, u8)>()) {
        let mut inventory = settled(seen, vec![]);
        let before = inventory.picture();
        let ids: Vec<DeviceId> = (1..=inventory.identity.entries.len() as u64).map(DeviceId).collect();
        let standing: Vec<_> = ids.iter().map(|id| inventory.find(*id)).collect();
        let choose = |n: u8| ids.get(usize::from(n) % ids.len().max(1)).copied().unwrap_or(DeviceId(0));
        let merged = inventory.merge(choose(pick.0), choose(pick.1));
        inventory.settle(&believe);
        let part = inventory.identity.entry(choose(pick.0)).and_then(|entry| entry.atoms.first().copied());
        let part = part.and_then(|slot| inventory.atoms.get(slot)).and_then(|atom| atom.end.mac).map(Part::Mac);
        let split = inventory.split(choose(pick.0), part.as_slice());
        inventory.settle(&believe);
        for number in [split, merged].into_iter().flatten() {
            inventory.undo(number).unwrap();
            inventory.settle(&believe);
        }
        prop_assert_eq!(before, inventory.picture());
        let after: Vec<_> = ids.iter().map(|id| inventory.find(*id)).collect();
        prop_assert_eq!(standing, after);
    }
}
