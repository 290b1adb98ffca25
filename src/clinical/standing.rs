//! Where a device stands in review.

use std::fmt;
use std::str::FromStr;

/// Where a device stands in review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Discovered; nobody looked yet.
    #[default]
    New,
    /// A person looked and agrees.
    Confirmed,
    /// A person looked and put something right.
    Corrected,
    /// A person looked and does not want to see it.
    Ignored,
    /// It is not in use any more; that it is silent is right.
    Retired,
}

impl Standing {
    /// Every standing, in the order of review.
    pub const ALL: &'static [Self] = &[Self::New, Self::Confirmed, Self::Corrected, Self::Ignored, Self::Retired];

    /// The stored name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Confirmed => "confirmed",
            Self::Corrected => "corrected",
            Self::Ignored => "ignored",
            Self::Retired => "retired",
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.slug())
    }
}

impl FromStr for Standing {
    type Err = String;

    fn from_str(slug: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().copied().find(|standing| standing.slug() == slug);
        found.ok_or_else(|| format!("\"{slug}\" is no standing; there are: new confirmed corrected ignored retired"))
    }
}
