//! What a rule is given and what it answers.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::base::{MacAddr, Text};
use crate::observation::{Equipment, Property};

/// An attribute of a device that rules can claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribute {
    /// Category slug of the inventory (`ct`, `infusion_pump` …).
    Category,
    /// Canonical maker's name.
    Manufacturer,
    /// Model.
    Model,
    /// Serial number.
    Serial,
    /// Software or firmware version.
    Software,
    /// Operating system.
    Os,
    /// Host name.
    HostName,
}

impl Attribute {
    /// Every attribute, in order.
    pub const ALL: &'static [Self] =
        &[Self::Category, Self::Manufacturer, Self::Model, Self::Serial, Self::Software, Self::Os, Self::HostName];

    /// The stored name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Manufacturer => "manufacturer",
            Self::Model => "model",
            Self::Serial => "serial",
            Self::Software => "software",
            Self::Os => "os",
            Self::HostName => "hostname",
        }
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.slug())
    }
}

impl FromStr for Attribute {
    type Err = ();

    fn from_str(slug: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|attribute| attribute.slug() == slug).ok_or(())
    }
}

/// Everything known of one device that rules look at.
#[derive(Clone, Debug, Default)]
pub struct Profile<'a> {
    /// The device's own hardware addresses.
    pub macs: Vec<MacAddr>,
    /// What it said of itself: property, value, protocol that carried it.
    pub facts: Vec<(Property, &'a Text, &'a str)>,
    /// Equipment descriptions found in the data it sent, with the protocol. One description is its own; several mean
    /// that it passes on what others made.
    pub equipment: Vec<(&'a Equipment, &'a str)>,
    /// Services it answered on: transport name, port, protocol recognised.
    pub services: Vec<(&'a str, u16, Option<&'a str>)>,
    /// How many different addresses it answered in a protocol. Counting ends where more would make no other role.
    pub served: Vec<(&'a str, usize)>,
    /// How many different servers of the site answered it in a protocol.
    pub asks: Vec<(&'a str, usize)>,
}

/// One rule's answer about one attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What is claimed.
    pub attribute: Attribute,
    /// The value claimed, in its canonical spelling.
    pub value: Text,
    /// How far the rule alone should be believed, above 0 and below 1.
    pub weight: f32,
    /// The kind of evidence; the strongest claim of a family speaks for it.
    pub family: Arc<str>,
    /// Name of the rule that spoke.
    pub rule: Arc<str>,
    /// The evidence it spoke from, as `property=value` or `mac=00:09:fb`.
    pub because: Text,
}
