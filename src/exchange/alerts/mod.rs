//! Alerts in the shapes of those who watch: our own JSON, OCSF Detection Finding, ECS, Suricata's EVE, CEF, LEEF, and the
//! syslog frame around them.
//!
//! Invariant: one alert is one record, whatever its strings hold: what would end a record, a field or a header early is
//! escaped where the format can, and becomes a space where it cannot ([`tame`]).
//! Invariant: an alert keeps its number: `uid` is the same for the same alert and change, so that a receiver that gets it
//! twice can tell.

pub mod cef;
pub mod digest;
pub mod ecs;
pub mod eve;
pub mod json;
pub mod leef;
pub mod ocsf;
pub mod syslog;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::Item;
use crate::alert::{Alert, AlertId, Kind, Route, Severity, State};
use crate::base::Timestamp;

/// An alert to be told.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The alert.
    pub alert: &'a Alert,
    /// Its device, as far as it is known.
    pub device: Option<&'a Item>,
    /// The change of the alert that this is; it counts up over all alerts.
    pub change: u64,
    /// The name of the host that tells it.
    pub host: &'a str,
    /// When it is told.
    pub now: Timestamp,
}

/// How much of a long alert is told: every text at most so many characters, and so many pieces of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Characters of a text.
    pub text: usize,
    /// Pieces of evidence, the latest.
    pub evidence: usize,
}

impl Cut {
    /// Everything.
    pub const NONE: Self = Self { text: usize::MAX, evidence: usize::MAX };
    /// What is tried when a record is too long, each shorter than the one before.
    const STEPS: [Self; 5] = [
        Self::NONE,
        Self { text: 1000, evidence: 10 },
        Self { text: 300, evidence: 3 },
        Self { text: 100, evidence: 1 },
        Self { text: 30, evidence: 0 },
    ];

    /// A text, cut at a character.
    fn text<'a>(&self, text: &'a str) -> &'a str {
        text.char_indices().nth(self.text).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
    }
}

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Our own JSON: everything.
    Json,
    /// OCSF Detection Finding, class 2004.
    Ocsf,
    /// Elastic Common Schema.
    Ecs,
    /// As a line of Suricata's eve.json.
    Eve,
    /// ArcSight Common Event Format.
    Cef,
    /// QRadar Log Event Extended Format 2.0.
    Leef,
}

impl Format {
    /// Every format.
    pub const ALL: &[Self] = &[Self::Json, Self::Ocsf, Self::Ecs, Self::Eve, Self::Cef, Self::Leef];

    /// Its name in the configuration.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ocsf => "ocsf",
            Self::Ecs => "ecs",
            Self::Eve => "eve",
            Self::Cef => "cef",
            Self::Leef => "leef",
        }
    }

    /// The media type of one record.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json | Self::Ocsf | Self::Ecs | Self::Eve => "application/json",
            Self::Cef | Self::Leef => "text/plain; charset=utf-8",
        }
    }

    /// The alert in this format, one line without its end.
    #[must_use]
    pub fn write(self, told: &Told<'_>, cut: Cut) -> String {
        match self {
            Self::Json => json::value(told, cut).to_string(),
            Self::Ocsf => ocsf::value(told, cut).to_string(),
            Self::Ecs => ecs::value(told, cut).to_string(),
            Self::Eve => eve::value(told, cut).to_string(),
            Self::Cef => cef::write(told, cut),
            Self::Leef => leef::write(told, cut),
        }
    }

    /// The alert in this format in at most `most` bytes where that can be: long texts and evidence are cut, never the
    /// number, kind or addresses.
    #[must_use]
    pub fn fitted(self, told: &Told<'_>, most: usize) -> String {
        let mut text = String::new();
        for cut in Cut::STEPS {
            text = self.write(told, cut);
            if text.len() <= most {
                break;
            }
        }
        text
    }
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(slug: &str) -> Result<Self, String> {
        let known = || Self::ALL.iter().map(|format| format.slug()).collect::<Vec<_>>().join(", ");
        Self::ALL.iter().copied().find(|format| format.slug() == slug).ok_or_else(|| format!("a format is one of {}", known()))
    }
}

impl Told<'_> {
    /// The same for the same change of the same alert.
    #[must_use]
    pub fn uid(&self) -> String {
        format!("{}.{}", self.alert.id, self.change)
    }

    /// A name for the device: its own, else its address.
    #[must_use]
    pub fn device_name(&self) -> Option<String> {
        let alert = self.alert;
        let address =
            || alert.device_ips.first().map(ToString::to_string).or_else(|| alert.device_macs.first().map(ToString::to_string));
        self.device.map(Item::name).or_else(address)
    }

    /// The peer where it is an address.
    #[must_use]
    pub fn peer_ip(&self) -> Option<std::net::IpAddr> {
        self.alert.peer.as_deref().and_then(|peer| peer.parse().ok())
    }

    /// The latest flow that speaks for it.
    #[must_use]
    pub fn community_id(&self) -> Option<&str> {
        self.alert.evidence.iter().rev().find_map(|proof| proof.community_id.as_deref())
    }

    /// Whether something was left out for its length.
    fn is_cut(&self, cut: Cut) -> bool {
        let alert = self.alert;
        alert.evidence.len() > cut.evidence || cut.text(&alert.summary).len() < alert.summary.len()
    }
}

/// One line that ends no record early: what is no visible character or plain space becomes a space.
#[must_use]
pub fn tame(text: &str) -> Cow<'_, str> {
    let wild = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if text.contains(wild) { text.replace(wild, " ").into() } else { text.into() }
}

/// How bad it is from 0 to 10, as CEF and LEEF count.
#[must_use]
pub fn severity_of_ten(severity: Severity) -> u8 {
    match severity {
        Severity::Info => 1,
        Severity::Low => 3,
        Severity::Medium => 5,
        Severity::High => 8,
        Severity::Critical => 10,
    }
}

/// Whether this is the first that is heard of an alert, as far as it can be told.
fn is_new(alert: &Alert) -> bool {
    alert.count <= 1 && alert.state != State::Closed
}

/// An alert that says of itself that it is a test.
#[must_use]
pub fn sample(now: Timestamp) -> Alert {
    Alert {
        id: AlertId(0),
        kind: Kind::PolicyViolation,
        severity: Severity::Info,
        route: Route::Digest,
        route_reason: "somebody asked for a test of this sink".to_owned(),
        state: State::Open,
        verdict: None,
        author: None,
        note: None,
        device: None,
        device_macs: Vec::new(),
        device_ips: Vec::new(),
        others: Vec::new(),
        first: now,
        last: now,
        count: 1,
        summary: "This is a test by wardwatch; nothing happened".to_owned(),
        peer: None,
        key: "test".to_owned(),
        evidence: Vec::new(),
        baseline: None,
        strength: 0,
        techniques: &[],
        context: None,
    }
}
