//! The list of devices: filtered, sorted, a page at a time.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::fault::Fault;
use super::words::{self, Group};
use crate::fingerprint::{Attribute, CATEGORIES};
use crate::store::{DeviceFilter, DeviceRow, Rooms};

/// Devices on a page where nobody says how many.
pub(crate) const PAGE: usize = 50;
/// The most on a page.
pub(crate) const MOST: usize = 500;

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Medical devices first, by category, maker, model.
    #[default]
    What,
    /// By name.
    Name,
    /// By address.
    Ip,
    /// First seen.
    First,
    /// Last seen.
    Last,
    /// How sure it is what it is.
    Confidence,
}

impl Sort {
    pub(crate) const ALL: [(Self, &'static str); 6] = [
        (Self::What, "what"),
        (Self::Name, "name"),
        (Self::Ip, "ip"),
        (Self::First, "first_seen"),
        (Self::Last, "last_seen"),
        (Self::Confidence, "confidence"),
    ];

    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(sort, _)| *sort)
    }

    pub(crate) fn slug(self) -> &'static str {
        Self::ALL.iter().find(|(sort, _)| *sort == self).map_or("what", |(_, word)| word)
    }
}

/// What is wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// Text in an attribute, address, name or AE title.
    pub(crate) search: Option<String>,
    /// Only this category.
    pub(crate) category: Option<String>,
    /// Only this group.
    pub(crate) group: Option<Group>,
    /// Only devices about which strong evidence disagrees.
    pub(crate) conflicts: bool,
    /// Order.
    pub(crate) sort: Sort,
    /// Turned around.
    pub(crate) descending: bool,
    /// Where the page before ended.
    pub(crate) after: Option<String>,
    /// Devices on the page.
    pub(crate) limit: usize,
}

/// A page of the list.
pub(crate) struct Page {
    /// The devices.
    pub(crate) rows: Vec<DeviceRow>,
    /// How many pass in all.
    pub(crate) total: usize,
    /// Where the next page goes on.
    pub(crate) next: Option<String>,
}

/// A page of what is wanted.
pub(crate) fn page(store: &dyn Rooms, wanted: &Wanted) -> Result<Page, Fault> {
    let after = wanted.after.as_deref().map(|text| read(text, wanted)).transpose()?;
    let filter = DeviceFilter { category: wanted.category.clone(), search: wanted.search.clone(), limit: None };
    let mut rows = store.devices(&filter)?;
    rows.retain(|row| wanted.group.is_none_or(|group| Group::of(words::category(row)) == group));
    rows.retain(|row| !wanted.conflicts || row.attributes.iter().any(|(.., conflict)| *conflict));
    let total = rows.len();
    let mut keyed: Vec<(String, u64, DeviceRow)> = rows.into_iter().map(|row| (key(&row, wanted.sort), row.id.0, row)).collect();
    keyed.sort_by(|one, other| {
        let order = (&one.0, one.1).cmp(&(&other.0, other.1));
        if wanted.descending { order.reverse() } else { order }
    });
    let is_after = |key: &str, id: u64| {
        let Some((last, number)) = &after else { return true };
        let order = (key, id).cmp(&(last.as_str(), *number));
        if wanted.descending { order.is_lt() } else { order.is_gt() }
    };
    let mut rest = keyed.into_iter().skip_while(|(key, id, _)| !is_after(key, *id));
    let page: Vec<(String, u64, DeviceRow)> = rest.by_ref().take(wanted.limit.clamp(1, MOST)).collect();
    let more = rest.next().is_some();
    let next = page.last().filter(|_| more).map(|(key, id, _)| write(wanted, key, *id));
    Ok(Page { rows: page.into_iter().map(|(.., row)| row).collect(), total, next })
}

/// What sorts a device, as text that sorts alike.
fn key(row: &DeviceRow, sort: Sort) -> String {
    let last = |text: String| if text.is_empty() { "\u{10ffff}".to_owned() } else { text.to_lowercase() };
    let time = |time: crate::base::Timestamp| format!("{:020}", i128::from(time.0) - i128::from(i64::MIN));
    match sort {
        Sort::What => {
            let category = words::category(row);
            let rank = CATEGORIES.iter().position(|slug| *slug == category).unwrap_or(CATEGORIES.len());
            let attribute = |attribute| last(words::attribute(row, attribute));
            format!("{rank:03}\u{1}{}\u{1}{}", attribute(Attribute::Manufacturer), attribute(Attribute::Model))
        }
        Sort::Name => last(words::name(row)),
        Sort::Ip => row.ips.first().map_or_else(|| last(String::new()), |ip| format!("{:032x}", crate::base::ip_to_bits(*ip))),
        Sort::First => time(row.first),
        Sort::Last => time(row.last),
        Sort::Confidence => format!("{:.4}", row.confidence(Attribute::Category).unwrap_or(0.0)),
    }
}

/// Where a page ended, as text that only we read.
fn write(wanted: &Wanted, key: &str, id: u64) -> String {
    URL_SAFE_NO_PAD.encode(format!("1 {} {} {id} {key}", wanted.sort.slug(), u8::from(wanted.descending)))
}

fn read(text: &str, wanted: &Wanted) -> Result<(String, u64), Fault> {
    let parsed = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let mut parts = text.splitn(5, ' ');
        let is_ours = parts.next()? == "1"
            && parts.next()? == wanted.sort.slug()
            && parts.next()? == if wanted.descending { "1" } else { "0" };
        let id = parts.next()?.parse().ok()?;
        is_ours.then_some((parts.next()?.to_owned(), id))
    };
    parsed().ok_or_else(|| Fault::Bad("the cursor is not one of this list; begin again without it".to_owned()))
}
