//! The shapes of R4, and the search.

use super::super::item::tests::pump;
use super::*;

#[test]
fn a_device_says_what_is_known() {
    let device = device(&pump());
    assert_eq!(device["id"], "dev-31");
    assert_eq!(device["meta"]["lastUpdated"], "2025-11-23T12:13:20.250Z");
    assert_eq!(device["udiCarrier"][0]["deviceIdentifier"], "00887709042513");
    assert_eq!(device["serialNumber"], "PLUM-0007741");
    assert_eq!(device["type"]["coding"][0]["code"], "infusion_pump");
    assert_eq!(device["location"]["display"], "North, 2.14");
    assert!(device.get("patient").is_none());
}

#[test]
fn carriers_of_three_agencies_are_told() {
    for (udi, issuer, identifier) in [
        ("(01)00887709042513(21)X", "gs1-di", "00887709042513"),
        ("0100887709042513", "gs1-di", "00887709042513"),
        ("+A999BJ123/$$3", "hibcc-dI", "A999BJ123"),
        ("=/A9999XYZ100T0944=,000025", "iccbba-other-di", "A9999XYZ100T0944"),
    ] {
        let (system, found) = device_identifier(udi).unwrap();
        assert!(system.ends_with(issuer) && found == identifier, "{udi}");
    }
    assert_eq!(device_identifier("(01)12"), None);
    assert_eq!(device_identifier("free text"), None);
}

fn found(query: &[(&str, &str)]) -> bool {
    Search::read(query.iter().copied()).unwrap().matches(&pump())
}

#[test]
fn searches_as_r4_says() {
    for (name, value, wanted) in [
        ("manufacturer", "icu", true),
        ("manufacturer", "medical", false),
        ("manufacturer:contains", "medical", true),
        ("manufacturer:exact", "icu medical", false),
        ("manufacturer", "mindray,ICU", true),
        ("model", "Plum 360", true),
        ("type", "infusion_pump", true),
        ("type", "urn:wardwatch:category|infusion_pump", true),
        ("type", "urn:wardwatch:category|", true),
        ("type", "|infusion_pump", false),
        ("type:not", "infusion_pump", false),
        ("type:not", "ct", true),
        ("identifier", "urn:wardwatch:serial|PLUM-0007741", true),
        ("identifier", "BME-0031", true),
        ("_id", "dev-31", true),
        ("_id", "dev-40", true),
        ("_id", "dev-3", false),
        ("device-name", "plum-77", true),
        ("device-name", "=cmd\\|'", true),
        ("status", "inactive", false),
        ("serial-number", "PLUM-0007741", true),
        ("udi-carrier:contains", "00887709042513", true),
    ] {
        assert_eq!(found(&[(name, value)]), wanted, "{name}={value}");
    }
    assert!(!found(&[("type", "infusion_pump"), ("model", "nope")]));
}

#[test]
fn what_cannot_be_searched_is_said() {
    let code = |name: &str, value: &str| Search::read([(name, value)]).unwrap_err().code();
    assert_eq!(code("patient", "x"), "not-supported");
    assert_eq!(code("model:missing", "true"), "not-supported");
    assert_eq!(code("model", ""), "invalid");
    assert_eq!(code("_count", "many"), "invalid");
    assert_eq!(code("_format", "xml"), "invalid");
}

#[test]
fn pages_follow_each_other_to_the_end() {
    let items: Vec<Item> = (1..=7)
        .map(|number| {
            let mut item = pump();
            item.row.id = crate::inventory::DeviceId(number);
            item
        })
        .collect();
    let mut query = vec![("manufacturer".to_owned(), "ICU Medical".to_owned()), ("_count".to_owned(), "3".to_owned())];
    let mut seen = Vec::new();
    loop {
        let search = Search::read(query.iter().map(|(name, value)| (name.as_str(), value.as_str()))).unwrap();
        let (total, page, next) = search.page(&items);
        let bundle = bundle("https://h/fhir", &search, Some(total), &page, next.as_deref(), Timestamp(0));
        assert_eq!(bundle["total"], 7);
        seen.extend(page.iter().map(|item| item.row.id.0));
        let Some(next) = next else { break };
        let link = bundle["link"][1]["url"].as_str().unwrap();
        assert_eq!(link, format!("https://h/fhir/Device?manufacturer=ICU%20Medical&_count=3&_after={next}"));
        query.retain(|(name, _)| name != "_after");
        query.push(("_after".to_owned(), next));
    }
    assert_eq!(seen, (1..=7).collect::<Vec<_>>());
    let none = bundle("https://h/fhir", &Search::default(), Some(0), &[], None, Timestamp(0));
    assert!(none.get("entry").is_none());
}

#[test]
fn the_store_is_asked_for_no_less_than_what_matches() {
    let narrow = |query: &[(&str, &str)]| Search::read(query.iter().copied()).unwrap().narrow();
    assert_eq!(narrow(&[("type", "urn:wardwatch:category|Infusion_Pump")]).categories, ["infusion_pump"]);
    assert!(narrow(&[("type", "ct,mr")]).categories.is_empty() && narrow(&[("type:not", "ct")]).categories.is_empty());
    let both = narrow(&[("model", "Plum"), ("manufacturer:contains", "Medical")]);
    assert_eq!(both.search.as_deref(), Some("Medical"));
    assert_eq!(narrow(&[("udi-carrier", "(01)"), ("identifier", "x|BME-0031")]).search.as_deref(), Some("BME-0031"));
    assert_eq!(narrow(&[("identifier", "x|"), ("model", "a,b"), ("status", "active")]).search, None);
    let named = |text| Search::read([("_id", text)]).unwrap().named().unwrap();
    assert_eq!(named("dev-31,40,x").iter().map(|id| id.0).collect::<Vec<_>>(), [31, 40]);
    assert_eq!(Search::default().named(), None);
}
