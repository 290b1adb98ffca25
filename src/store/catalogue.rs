//! The question of an incident: which devices, in which order, a page at a time.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use super::DeviceRow;
use crate::base::Timestamp;
use crate::clinical::{Contradiction, Standing, Tier};
use crate::inventory::DeviceId;

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Medical devices first, then by manufacturer, model and address.
    #[default]
    What,
    /// Number.
    Id,
    /// Category.
    Category,
    /// Manufacturer.
    Manufacturer,
    /// Model.
    Model,
    /// Software version.
    Software,
    /// Serial number.
    Serial,
    /// Name.
    Name,
    /// Address.
    Ip,
    /// Tier.
    Tier,
    /// Care setting.
    CareSetting,
    /// Department.
    Department,
    /// Standing in review.
    Standing,
    /// How sure the category is.
    Confidence,
    /// First packet.
    FirstSeen,
    /// Last packet.
    LastSeen,
    /// Last change, by the wire or a person.
    Changed,
    /// The order of review: the highest tier first, within it what is least sure.
    Queue,
}

impl Sort {
    /// Every order with its name.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("what", Self::What),
        ("id", Self::Id),
        ("category", Self::Category),
        ("manufacturer", Self::Manufacturer),
        ("model", Self::Model),
        ("software", Self::Software),
        ("serial", Self::Serial),
        ("name", Self::Name),
        ("ip", Self::Ip),
        ("tier", Self::Tier),
        ("care_setting", Self::CareSetting),
        ("department", Self::Department),
        ("standing", Self::Standing),
        ("confidence", Self::Confidence),
        ("first_seen", Self::FirstSeen),
        ("last_seen", Self::LastSeen),
        ("changed", Self::Changed),
        ("queue", Self::Queue),
    ];

    /// Its name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        Self::ALL.iter().find(|(_, sort)| *sort == self).map_or("what", |(slug, _)| slug)
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.slug())
    }
}

impl FromStr for Sort {
    type Err = String;

    fn from_str(slug: &str) -> Result<Self, String> {
        let wanted = slug.replace('-', "_");
        let names = || Self::ALL.iter().map(|(slug, _)| *slug).collect::<Vec<_>>().join(" ");
        let found = Self::ALL.iter().find(|(slug, _)| *slug == wanted).map(|(_, sort)| *sort);
        found.ok_or_else(|| format!("lists cannot be sorted by \"{slug}\"; they can by: {}", names()))
    }
}

/// Which devices are wanted. What is `None`, empty or false asks for nothing; texts are the same in upper and lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// This text in an attribute, address, name, AE title, place or tag.
    pub search: Option<String>,
    /// One of these categories.
    pub categories: Vec<String>,
    /// This manufacturer.
    pub manufacturer: Option<String>,
    /// This model.
    pub model: Option<String>,
    /// This software version.
    pub software: Option<String>,
    /// One of these tiers.
    pub tiers: Vec<u8>,
    /// This care setting.
    pub care_setting: Option<String>,
    /// This department.
    pub department: Option<String>,
    /// One of these standings.
    pub standings: Vec<Standing>,
    /// Talked with this address, as client or as server.
    pub talks_to: Option<IpAddr>,
    /// Not seen since; retired devices and those that cannot be seen are not asked for.
    pub unseen_since: Option<Timestamp>,
    /// Changed since, by the wire or a person, or first seen since.
    pub changed_since: Option<Timestamp>,
    /// The wire contradicts itself or a person.
    pub conflicts: bool,
    /// Same manufacturer and model as this device, which is not among them; where its software version is known, that
    /// too.
    pub siblings_of: Option<DeviceId>,
    /// One of these, while they are devices of their own.
    pub among: Vec<DeviceId>,
    /// Cannot be seen on the network, or can.
    pub hidden: Option<bool>,
    /// The order.
    pub sort: Sort,
    /// Whether the order is turned round.
    pub descending: bool,
    /// Where the page before ended.
    pub after: Option<String>,
    /// At most so many; all where nobody said.
    pub limit: Option<usize>,
}

/// One device of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// What the wire shows, with what a person said in place of it where they did.
    pub device: DeviceRow,
    /// Its tier.
    pub tier: Tier,
    /// Whether an impact behind the tier is assumed.
    pub assumed: bool,
    /// Where it stands in review.
    pub standing: Standing,
    /// Its record's revision.
    pub revision: u64,
    /// Slug of its care setting.
    pub care_setting: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Room.
    pub room: Option<String>,
    /// Asset tag.
    pub asset_tag: Option<String>,
    /// It cannot be seen on the network.
    pub hidden: bool,
    /// Last change, by the wire or a person.
    pub changed: Timestamp,
    /// Where the wire says otherwise than a person.
    pub contradictions: Vec<Contradiction>,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The devices.
    pub devices: Vec<Listed>,
    /// How many pass in all.
    pub total: u64,
    /// What [`Query::after`] must be for the next page; none at the end.
    pub next: Option<String>,
}

/// Devices that have a value, or values, in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The values, in lower case; empty where nobody knows.
    pub values: Vec<String>,
    /// How many devices.
    pub devices: u64,
    /// Of which nobody has looked at.
    pub waiting: u64,
    /// Of which contradict themselves or a person.
    pub contradicted: u64,
    /// The highest tier among them.
    pub tier: Tier,
    /// One of them, which tells how the values are written.
    pub example: DeviceId,
}

/// Devices by what they have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// The largest, most devices first.
    pub shares: Vec<Share>,
    /// How many there are in all.
    pub total: u64,
}
