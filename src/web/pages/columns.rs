//! The columns that the inventory's table can have: what each is called, what it shows, what it is sorted by.

use super::devices::Line;
use crate::fingerprint::Attribute;
use crate::store::{Listed, Sort};
use crate::web::fields::Fields;
use crate::web::words;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Tier,
    Device,
    Name,
    Address,
    Place,
    Department,
    Room,
    CareSetting,
    Category,
    Manufacturer,
    Model,
    Serial,
    Software,
    Os,
    AssetTag,
    Standing,
    Sure,
    First,
    Last,
    Changed,
}

/// Slug, heading, order.
const ABOUT: [(Column, &str, &str, Option<Sort>); 20] = [
    (Column::Tier, "tier", "Tier", Some(Sort::Tier)),
    (Column::Device, "device", "Device", Some(Sort::What)),
    (Column::Category, "category", "Category", Some(Sort::Category)),
    (Column::Manufacturer, "manufacturer", "Manufacturer", Some(Sort::Manufacturer)),
    (Column::Model, "model", "Model", Some(Sort::Model)),
    (Column::Serial, "serial", "Serial number", Some(Sort::Serial)),
    (Column::Software, "software", "Software", Some(Sort::Software)),
    (Column::Os, "os", "Operating system", None),
    (Column::AssetTag, "asset_tag", "Asset tag", None),
    (Column::Name, "name", "Name", Some(Sort::Name)),
    (Column::Address, "address", "Address", Some(Sort::Ip)),
    (Column::Place, "place", "Place", Some(Sort::Department)),
    (Column::Department, "department", "Department", Some(Sort::Department)),
    (Column::Room, "room", "Room", None),
    (Column::CareSetting, "care_setting", "Care setting", Some(Sort::CareSetting)),
    (Column::Standing, "standing", "Standing", Some(Sort::Standing)),
    (Column::Sure, "sure", "Sure", Some(Sort::Confidence)),
    (Column::First, "first_seen", "First seen (UTC)", Some(Sort::FirstSeen)),
    (Column::Last, "last_seen", "Last seen (UTC)", Some(Sort::LastSeen)),
    (Column::Changed, "changed", "Changed (UTC)", Some(Sort::Changed)),
];

/// Columns where nobody chose.
const USUAL: [Column; 7] =
    [Column::Tier, Column::Device, Column::Name, Column::Address, Column::Place, Column::Sure, Column::Last];

/// A column that can be chosen.
pub(super) struct Offer {
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    pub(super) chosen: bool,
}

/// One cell of the table.
pub(super) struct Cell {
    pub(super) column: Column,
    pub(super) text: String,
    /// A second line, smaller.
    pub(super) sub: String,
    pub(super) class: &'static str,
}

impl Column {
    pub(super) fn name(self) -> &'static str {
        self.about().map_or("", |(_, name, _)| name)
    }

    pub(super) fn sort(self) -> Option<Sort> {
        self.about().and_then(|(.., sort)| sort)
    }

    fn about(self) -> Option<(&'static str, &'static str, Option<Sort>)> {
        ABOUT.iter().find(|(column, ..)| *column == self).map(|(_, slug, name, sort)| (*slug, *name, *sort))
    }

    /// What the column shows of a device.
    pub(super) fn cell(self, line: &Line, listed: &Listed) -> Cell {
        let (row, owned) = (&listed.device, |text: &Option<String>| text.clone().unwrap_or_default());
        let plain = |text: String| Cell { column: self, text, sub: String::new(), class: "" };
        let number = |text: String| Cell { class: "num", ..plain(text) };
        match self {
            Self::Tier | Self::Device => plain(String::new()),
            Self::Name => plain(line.name.clone()),
            Self::Address => {
                let more = if line.more_ips > 0 { format!(" +{}", line.more_ips) } else { String::new() };
                Cell { sub: line.mac.clone(), ..number(format!("{}{more}", line.ip)) }
            }
            Self::Place => plain(line.place.clone()),
            Self::Department => plain(owned(&listed.department)),
            Self::Room => plain(owned(&listed.room)),
            Self::CareSetting => plain(owned(&listed.care_setting)),
            Self::Category => plain(line.category.clone()),
            Self::Manufacturer => plain(words::attribute(row, Attribute::Manufacturer)),
            Self::Model => plain(words::attribute(row, Attribute::Model)),
            Self::Serial => number(line.serial.clone()),
            Self::Software => number(words::attribute(row, Attribute::Software)),
            Self::Os => plain(words::attribute(row, Attribute::Os)),
            Self::AssetTag => number(owned(&listed.asset_tag)),
            Self::Standing => plain(line.standing.to_owned()),
            Self::Sure => Cell { class: if line.is_unsure { "doubt" } else { "" }, ..plain(line.sure.clone()) },
            Self::First => number(line.first.clone()),
            Self::Last => number(line.last.clone()),
            Self::Changed => number(words::minute(listed.changed)),
        }
    }
}

/// The columns that a query asks for, in the order of the table; what it is, is always among them.
pub(super) fn chosen(query: &Fields) -> Vec<Column> {
    let asked = |slug: &str| query.all("column").any(|one| one == slug);
    let wanted: Vec<Column> = ABOUT.iter().filter(|(_, slug, ..)| asked(slug)).map(|(column, ..)| *column).collect();
    if wanted.is_empty() {
        return USUAL.to_vec();
    }
    ABOUT.iter().map(|(column, ..)| *column).filter(|one| *one == Column::Device || wanted.contains(one)).collect()
}

/// Every column, for a choice.
pub(super) fn offers(chosen: &[Column]) -> Vec<Offer> {
    let free = ABOUT.iter().filter(|(column, ..)| *column != Column::Device);
    free.map(|(column, slug, name, _)| Offer { slug, name, chosen: chosen.contains(column) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_chosen_in_the_tables_order() {
        let read = |text: &str| chosen(&Fields::parse(text.as_bytes()));
        assert_eq!(read(""), USUAL);
        assert_eq!(read("column=colour"), USUAL, "what there is not asks for nothing");
        assert_eq!(read("column=serial&column=tier"), [Column::Tier, Column::Device, Column::Serial]);
        let offers = offers(&read("column=serial"));
        assert_eq!(offers.len(), ABOUT.len() - 1);
        assert_eq!(offers.iter().filter(|one| one.chosen).map(|one| one.slug).collect::<Vec<_>>(), ["serial"]);
        assert!(USUAL.iter().all(|column| !column.name().is_empty() && column.sort().is_some()));
    }
}
