//! A score that orders work: how exposed a device is, how weak, and how much patients depend on it. Every point says why.
//!
//! | what | points |
//! |---|---|
//! | each external peer it talked with | 5, at most 20 |
//! | each legacy protocol (telnet, ftp, SMB 1 …) | 6, at most 12 |
//! | patient data in clear text (DICOM, HL7, ASTM … without TLS) | 8 |
//! | each open service beyond three | 1, at most 10 |
//! | an operating system or device out of support | 10 |
//! | a known vulnerability | 2 × its score; 10 where nobody scored it |
//! | clinical tier | 6 a step, at most 18 |
//! | compensating controls written down | −5 |
//!
//! From 0 to 100: low below 25, medium below 50, high below 70, critical from there.

use super::record::Record;
use super::tier::Tiered;
use crate::base::Timestamp;
use crate::observation;

/// What of a device's behaviour counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// Addresses outside the site it talked with.
    pub external_peers: usize,
    /// Legacy protocols it speaks.
    pub legacy: Vec<String>,
    /// Clinical protocols it speaks in clear text.
    pub clear: Vec<String>,
    /// Services it answered on.
    pub services: usize,
    /// Its operating system.
    pub os: Option<String>,
}

/// Points and their reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// How many; less than 0 for what protects.
    pub points: i32,
    /// Why.
    pub reason: String,
}

/// The score with its reasons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Risk {
    /// 0 to 100.
    pub score: u8,
    /// What it is made of, in the order of the table.
    pub points: Vec<Point>,
}

impl Risk {
    /// low, medium, high or critical.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self.score {
            0..25 => "low",
            25..50 => "medium",
            50..70 => "high",
            _ => "critical",
        }
    }
}

/// Systems whose maker stopped general support, by how their names begin, in lower case (lifecycle pages of Microsoft,
/// checked 2026-08).
const OLD_SYSTEMS: &[&str] = &[
    "windows ce",
    "windows 2000",
    "windows xp",
    "windows vista",
    "windows 7",
    "windows 8",
    "windows server 2003",
    "windows server 2008",
    "windows server 2012",
    "windows nt",
    "windows 9",
    "windows embedded",
];
const LEGACY: &[&str] = &["telnet", "ftp", "smb1", "tftp", "rlogin", "nbns", "snmp"];

impl Exposure {
    /// Sorts a protocol into what it means for a patient's data.
    pub fn add_protocol(&mut self, name: &str) {
        let into = if LEGACY.contains(&name) {
            &mut self.legacy
        } else if observation::is_clinical(name) {
            &mut self.clear
        } else {
            return;
        };
        if !into.iter().any(|known| known == name) {
            into.push(name.to_owned());
            into.sort();
        }
    }
}

/// The score of a device at `now`.
#[must_use]
pub fn risk(exposure: &Exposure, record: &Record, tiered: &Tiered, now: Timestamp) -> Risk {
    let mut points = Vec::new();
    let mut add = |count: i32, reason: String| {
        if count != 0 {
            points.push(Point { points: count, reason });
        }
    };
    let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let external = exposure.external_peers;
    add(
        number(external).saturating_mul(5).min(20),
        format!("talks with {external} address{} outside the site", plural(external)),
    );
    let legacy = exposure.legacy.join(", ");
    add(number(exposure.legacy.len()).saturating_mul(6).min(12), format!("speaks legacy protocols: {legacy}"));
    let clear = if exposure.clear.is_empty() { 0 } else { 8 };
    add(clear, format!("sends patient data in clear text: {}", exposure.clear.join(", ")));
    let open = number(exposure.services);
    add(open.saturating_sub(3).clamp(0, 10), format!("answers on {open} ports"));
    if let Some(reason) = out_of_support(exposure, record, now) {
        add(10, reason);
    }
    if let Some((count, reason)) = vulnerability(record) {
        add(count, reason);
    }
    let assumed = if tiered.assumed { " (assumed)" } else { "" };
    add(i32::from(tiered.tier.level()).saturating_mul(6), format!("clinical tier {}{assumed}", tiered.tier));
    if record.get("compensating_controls").is_some() {
        add(-5, "compensating controls are in place".to_owned());
    }
    let sum = points.iter().fold(0_i32, |sum, point| sum.saturating_add(point.points)).clamp(0, 100);
    Risk { score: u8::try_from(sum).unwrap_or(100), points }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "es" }
}

fn out_of_support(exposure: &Exposure, record: &Record, now: Timestamp) -> Option<String> {
    if record.text("support_status") == Some("unsupported") {
        return Some("the manufacturer supports it no more".to_owned());
    }
    if let Some(date) = record.text("end_of_life").filter(|date| now.to_string().get(..10).is_some_and(|today| *date < today)) {
        return Some(format!("its life ended on {date}"));
    }
    let system = exposure.os.as_deref()?;
    let lower = system.to_lowercase();
    OLD_SYSTEMS.iter().any(|old| lower.contains(old)).then(|| format!("its operating system is out of support: {system}"))
}

fn vulnerability(record: &Record) -> Option<(i32, String)> {
    let name = record.text("vulnerability");
    let score: Option<f32> = record.text("vulnerability_score").and_then(|score| score.parse().ok());
    let name = name.or(score.map(|_| "known vulnerability"))?;
    match score {
        #[expect(clippy::cast_possible_truncation, reason = "0 to 10 by the field's own check")]
        Some(score) => Some(((score.clamp(0.0, 10.0) * 2.0).round() as i32, format!("{name}, scored {score}"))),
        None => Some((10, format!("{name}, not scored"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinical::{Playbook, Value, tier};

    #[test]
    fn every_point_has_its_reason() {
        let mut record = Record::default();
        for (field, text) in [("vulnerability", "CVE-2026-1"), ("vulnerability_score", "9.8"), ("end_of_life", "2020-01-01")] {
            let value = Value { text: text.into(), author: "a".into(), at: Timestamp(0), confirmed: true };
            record.set(field, value).unwrap();
        }
        let mut exposure = Exposure { external_peers: 9, services: 5, ..Exposure::default() };
        for protocol in ["dicom", "telnet", "dicom", "tls"] {
            exposure.add_protocol(protocol);
        }
        let tiered = tier("ct", &record, Playbook::shipped());
        let now = "2026-08-01T00:00:00Z".parse().unwrap();
        let risk = risk(&exposure, &record, &tiered, now);
        let points: Vec<i32> = risk.points.iter().map(|point| point.points).collect();
        assert_eq!(points, [20, 6, 8, 2, 10, 20, 12]);
        assert_eq!((risk.score, risk.word()), (78, "critical"));
        assert!(risk.points.iter().all(|point| !point.reason.is_empty()));
    }

    #[test]
    fn a_quiet_thing_has_none() {
        let tiered = tier("ip_camera", &Record::default(), Playbook::shipped());
        let quiet = risk(&Exposure::default(), &Record::default(), &tiered, Timestamp(0));
        assert_eq!((quiet.score, quiet.points.len(), quiet.word()), (0, 0, "low"));
    }
}
