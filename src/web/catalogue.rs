//! The list of devices as pages and API ask for it: the names of filters, and what they mean to the store.

use crate::clinical::Standing;
use crate::fingerprint::CATEGORIES;
use crate::inventory::DeviceId;
use crate::store::{Page, Query, RecordsError, Rooms, Shares, Sort};

use super::fault::Fault;
use super::fields::Fields;
use super::words::Group;

/// Devices on a page where nobody says how many.
pub(crate) const PAGE: usize = 50;
/// The most on a page.
pub(crate) const MOST: usize = 500;

/// Names that a query may have.
pub(crate) const NAMES: &[&str] = &[
    "q",
    "group",
    "category",
    "manufacturer",
    "model",
    "software",
    "tier",
    "care_setting",
    "department",
    "standing",
    "talks_to",
    "siblings_of",
    "unseen_days",
    "changed_since",
    "conflicts",
    "hidden",
    "sort",
    "order",
    "after",
    "limit",
];

/// What is wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// As the store understands it.
    pub(crate) query: Query,
    /// Only this group.
    pub(crate) group: Option<Group>,
    /// Only devices not seen in the last so many days of packet time.
    pub(crate) unseen_days: Option<u32>,
}

impl Wanted {
    /// Whether nothing is filtered out.
    pub(crate) fn is_all(&self) -> bool {
        let rest = Query { sort: self.query.sort, descending: self.query.descending, ..Query::default() };
        let asked = Query { after: None, limit: None, ..self.query.clone() };
        rest == asked && self.group.is_none() && self.unseen_days.is_none()
    }
}

/// Reads a query; what makes no sense is an error that says what would.
pub(crate) fn wanted(fields: &Fields) -> Result<Wanted, Fault> {
    let group = fields.some("group");
    let groups = Group::ALL.map(Group::slug);
    let group = group.map(|word| one_of("group", &word, &groups)).transpose()?;
    let limit = match fields.some("limit").map(|text| text.parse()) {
        None => PAGE,
        Some(Ok(limit)) if (1..=MOST).contains(&limit) => limit,
        Some(_) => return Err(Fault::Bad(format!("limit is a number from 1 to {MOST}"))),
    };
    let tier = |text: &str| text.parse().ok().filter(|tier| *tier <= 3).ok_or_else(|| bad("tier", text, "0, 1, 2 or 3"));
    let each =
        |name: &'static str| fields.all(name).flat_map(|text| text.split(',')).map(str::trim).filter(|text| !text.is_empty());
    let query = Query {
        search: fields.some("q"),
        categories: each("category").map(|slug| one_of("category", slug, CATEGORIES)).collect::<Result<_, _>>()?,
        manufacturer: fields.some("manufacturer"),
        model: fields.some("model"),
        software: fields.some("software"),
        tiers: each("tier").map(tier).collect::<Result<_, _>>()?,
        care_setting: fields.some("care_setting"),
        department: fields.some("department"),
        standings: each("standing").map(|text| text.parse::<Standing>().map_err(Fault::Bad)).collect::<Result<_, _>>()?,
        talks_to: parsed(fields, "talks_to", "an IP address")?,
        unseen_since: None,
        changed_since: parsed(fields, "changed_since", "a time, as 2026-08-01T12:00:00Z")?,
        conflicts: flag(fields, "conflicts")? == Some(true),
        siblings_of: parsed::<DeviceId>(fields, "siblings_of", "a device, as dev-17")?,
        among: Vec::new(),
        hidden: flag(fields, "hidden")?,
        sort: fields.some("sort").map(|word| word.parse::<Sort>().map_err(Fault::Bad)).transpose()?.unwrap_or_default(),
        descending: fields.some("order").map(|word| one_of("order", &word, &["asc", "desc"])).transpose()?.as_deref()
            == Some("desc"),
        after: fields.some("after"),
        limit: Some(limit),
    };
    let group = Group::ALL.into_iter().find(|known| group.as_deref() == Some(known.slug()));
    Ok(Wanted { query, group, unseen_days: parsed(fields, "unseen_days", "a number of days")? })
}

fn bad(name: &str, text: &str, wanted: &str) -> Fault {
    let text: String = text.chars().take(60).collect();
    Fault::Bad(format!("{name} cannot be \"{text}\"; it is {wanted}"))
}

fn one_of(name: &str, word: &str, known: &[&str]) -> Result<String, Fault> {
    if known.contains(&word) { Ok(word.to_owned()) } else { Err(bad(name, word, &format!("one of: {}", known.join(", ")))) }
}

fn parsed<T: std::str::FromStr>(fields: &Fields, name: &str, wanted: &str) -> Result<Option<T>, Fault> {
    fields.some(name).map(|text| text.parse().map_err(|_| bad(name, &text, wanted))).transpose()
}

/// Whether a field says 1 or 0; none where it says nothing.
pub(crate) fn flag(fields: &Fields, name: &str) -> Result<Option<bool>, Fault> {
    let word = fields.some(name).map(|word| one_of(name, &word, &["0", "1"])).transpose()?;
    Ok(word.map(|word| word == "1"))
}

/// What is wanted, as the store understands it; `None` where no category is both in the group and asked for.
pub(crate) fn understood(store: &dyn Rooms, wanted: &Wanted) -> Result<Option<Query>, Fault> {
    let mut query = wanted.query.clone();
    if let Some(group) = wanted.group {
        let of_group = CATEGORIES.iter().filter(|slug| Group::of(slug) == group);
        let both = of_group.filter(|slug| query.categories.is_empty() || query.categories.iter().any(|one| one == *slug));
        query.categories = both.map(|slug| (*slug).to_owned()).collect();
        if query.categories.is_empty() {
            return Ok(None);
        }
    }
    if let Some(days) = wanted.unseen_days {
        let reached = store.reached()?;
        let span = i64::from(days.min(3_650)).saturating_mul(86_400_000_000_000);
        query.unseen_since = Some(crate::base::Timestamp(reached.0.saturating_sub(span)));
    }
    Ok(Some(query))
}

fn told<T>(answer: Result<T, RecordsError>) -> Result<T, Fault> {
    match answer {
        Err(RecordsError::Refused(what)) => Err(Fault::Bad(what)),
        other => Ok(other?),
    }
}

/// A page of what is wanted.
pub(crate) fn page(store: &dyn Rooms, wanted: &Wanted) -> Result<Page, Fault> {
    let Some(query) = understood(store, wanted)? else { return Ok(Page::default()) };
    told(store.list(&query))
}

/// What devices have in common, of what is wanted.
pub(crate) fn shares(store: &dyn Rooms, wanted: &Wanted, by: &[Sort], most: usize) -> Result<Shares, Fault> {
    let Some(query) = understood(store, wanted)? else { return Ok(Shares::default()) };
    told(store.shares(&Query { after: None, ..query }, by, most))
}

/// How many of what is wanted there are.
pub(crate) fn total(store: &dyn Rooms, wanted: &Wanted) -> Result<u64, Fault> {
    let Some(query) = understood(store, wanted)? else { return Ok(0) };
    count(store, Query { after: None, ..query })
}

/// How many pass.
pub(crate) fn count(store: &dyn Rooms, query: Query) -> Result<u64, Fault> {
    Ok(store.list(&Query { limit: Some(0), ..query })?.total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_or_explained() {
        let read = |text: &str| wanted(&Fields::parse(text.as_bytes()));
        let asked = read("category=ct,mr&category=pacs&tier=3&standing=new&talks_to=10.0.0.9&order=desc&sort=last_seen").unwrap();
        assert_eq!(asked.query.categories, ["ct", "mr", "pacs"]);
        assert_eq!(
            (asked.query.tiers.as_slice(), asked.query.standings.as_slice()),
            ([3].as_slice(), [Standing::New].as_slice())
        );
        assert!(asked.query.descending && !asked.is_all());
        assert!(read("").unwrap().is_all() && read("sort=ip&limit=3").unwrap().is_all());
        assert!(!read("unseen_days=7").unwrap().is_all());
        for bad in ["tier=4", "category=cat", "talks_to=host", "limit=0", "sort=colour", "order=up", "conflicts=yes", "group=x"] {
            assert!(matches!(read(bad), Err(Fault::Bad(_))), "{bad}");
        }
    }
}
