//! The inventory by what devices have in common: how many there are of each, and the way to them.

use std::collections::BTreeMap;

use crate::fingerprint::Attribute;
use crate::inventory::DeviceId;
use crate::store::{Listed, Query, Rooms, Share, Sort};
use crate::web::catalogue::{self, Wanted};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::words::{self, Group};

/// Groups that are shown.
const MOST: usize = 300;

/// What devices are put together by: slug, words, columns; the last one names the group.
const WAYS: [(&str, &str, &[Sort]); 8] = [
    ("category", "by category", &[Sort::Category]),
    ("department", "by department", &[Sort::Department]),
    ("care_setting", "by care setting", &[Sort::CareSetting]),
    ("tier", "by tier", &[Sort::Tier]),
    ("standing", "by standing", &[Sort::Standing]),
    ("manufacturer", "by manufacturer", &[Sort::Manufacturer]),
    ("model", "by manufacturer and model", &[Sort::Manufacturer, Sort::Model]),
    ("software", "by model and software", &[Sort::Manufacturer, Sort::Model, Sort::Software]),
];

/// A way to group.
pub(super) struct Way {
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    pub(super) chosen: bool,
}

/// Every way.
pub(super) fn ways(query: &Fields) -> Vec<Way> {
    WAYS.iter().map(|(slug, name, _)| Way { slug, name, chosen: query.text("by") == *slug }).collect()
}

/// The columns of the way that a query asks for.
pub(super) fn asked(query: &Fields) -> Option<&'static [Sort]> {
    WAYS.iter().find(|(slug, ..)| query.text("by") == *slug).map(|(.., columns)| *columns)
}

/// One group as a line of the table.
pub(super) struct GroupLine {
    pub(super) name: String,
    /// Its devices one by one; empty where no filter says the same.
    pub(super) link: String,
    /// Class of its colour; empty where it has none.
    pub(super) class: &'static str,
    pub(super) tier: u8,
    pub(super) tier_meaning: &'static str,
    pub(super) devices: String,
    /// Of 100, of the largest group.
    pub(super) part: u64,
    pub(super) waiting: u64,
    pub(super) contradicted: u64,
}

/// The groups of what is wanted.
pub(super) struct Groups {
    pub(super) lines: Vec<GroupLine>,
    /// How many there are in all.
    pub(super) total: u64,
}

pub(super) fn read(store: &dyn Rooms, wanted: &Wanted, by: &[Sort], query: &Fields) -> Result<Groups, Fault> {
    let shares = catalogue::shares(store, wanted, by, MOST)?;
    // How a maker or a department is written is known from its devices only.
    let written = by.iter().any(|sort| matches!(sort, Sort::Manufacturer | Sort::Model | Sort::Software | Sort::Department));
    let among: Vec<DeviceId> = shares.shares.iter().filter(|_| written).map(|share| share.example).collect();
    let examples: BTreeMap<DeviceId, Listed> = match among.as_slice() {
        [] => BTreeMap::new(),
        _ => {
            let page = store.list(&Query { among, sort: Sort::Id, ..Query::default() })?;
            page.devices.into_iter().map(|one| (one.device.id, one)).collect()
        }
    };
    let most = shares.shares.iter().map(|share| share.devices).max().unwrap_or(1).max(1);
    let line = |share: &Share| line(share, by, examples.get(&share.example), query, most);
    Ok(Groups { lines: shares.shares.iter().map(line).collect(), total: shares.total })
}

fn line(share: &Share, by: &[Sort], example: Option<&Listed>, query: &Fields, most: u64) -> GroupLine {
    let names: Vec<String> = by.iter().zip(&share.values).map(|(sort, value)| name(*sort, value, example)).collect();
    let name = match (by, names.as_slice()) {
        ([Sort::Manufacturer, Sort::Model], [maker, model]) => words::maker_and_model(maker, model),
        ([Sort::Manufacturer, Sort::Model, _], [maker, model, software]) => {
            format!("{} {software}", words::maker_and_model(maker, model))
        }
        _ => names.concat(),
    };
    let category = by.first().filter(|sort| **sort == Sort::Category).and(share.values.first());
    GroupLine {
        name: if name.trim().is_empty() { "not known".to_owned() } else { name.trim().to_owned() },
        link: link(share, by, query),
        class: category.map_or("", |category| Group::of(category).class()),
        tier: share.tier.level(),
        tier_meaning: share.tier.meaning(),
        devices: words::thousands(share.devices),
        part: share.devices.saturating_mul(100).div_ceil(most),
        waiting: share.waiting,
        contradicted: share.contradicted,
    }
}

/// A value as people write it.
fn name(sort: Sort, value: &str, example: Option<&Listed>) -> String {
    let attribute = |of| example.map(|one| words::attribute(&one.device, of)).filter(|text| text.to_lowercase() == value);
    let written = match sort {
        Sort::Category => Some(words::category_name(value)),
        Sort::Tier => Some(format!("Tier {value}")),
        Sort::CareSetting => Some(words::care_setting(value)),
        Sort::Manufacturer => attribute(Attribute::Manufacturer),
        Sort::Model => attribute(Attribute::Model),
        Sort::Software => attribute(Attribute::Software),
        Sort::Department => example.and_then(|one| one.department.clone()).filter(|text| text.to_lowercase() == value),
        _ => None,
    };
    written.unwrap_or_else(|| value.to_owned())
}

/// The list of a group's devices: the same filters and its own values.
fn link(share: &Share, by: &[Sort], query: &Fields) -> String {
    if share.values.iter().any(String::is_empty) {
        return String::new();
    }
    let mut fields = Fields(query.0.iter().filter(|(name, _)| name != "by").cloned().collect());
    for (sort, value) in by.iter().zip(&share.values) {
        fields = Fields::parse(fields.with(sort.slug(), value).as_bytes());
    }
    format!("/devices?{}", fields.with("", ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinical::Tier;

    #[test]
    fn a_group_leads_to_its_devices() {
        let share = |values: &[&str]| Share {
            values: values.iter().map(|one| (*one).to_owned()).collect(),
            devices: 7,
            waiting: 1,
            contradicted: 0,
            tier: Tier::new(2),
            example: DeviceId(1),
        };
        let query = Fields::parse(b"tier=3&by=model&q=a+b");
        let (_, _, columns) = WAYS[6];
        let found = line(&share(&["acme", "ring & rod"]), columns, None, &query, 14);
        assert_eq!(found.link, "/devices?tier=3&q=a%20b&manufacturer=acme&model=ring%20%26%20rod");
        assert_eq!((found.name.as_str(), found.part), ("acme ring & rod", 50));
        let nobody = line(&share(&["", ""]), columns, None, &query, 14);
        assert_eq!((nobody.link.as_str(), nobody.name.as_str()), ("", "not known"));
        assert!(asked(&Fields::parse(b"by=colour")).is_none());
    }
}
