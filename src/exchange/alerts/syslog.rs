//! The syslog frame (RFC 5424) and how frames are parted on a stream (RFC 6587: octet counting; over TLS RFC 5425).

use super::{Format, Told, tame};
use crate::alert::Severity;
use crate::base::Timestamp;

/// Structured data wants an enterprise number; this is the one for examples (RFC 5612), for wardwatch has none of its own.
const ELEMENT: &str = "wardwatch@32473";
/// What a receiver of syslog over TLS should take (RFC 5425, 4.3.1).
pub const MOST: usize = 8192;

/// The facility (RFC 5424, 6.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facility(u8);

impl Facility {
    /// `4`, security messages.
    pub const AUTH: Self = Self(4);

    /// From its number, 0 to 23.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        (number <= 23).then_some(Self(number))
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }
}

/// The alert in a frame, in at most `most` bytes where that can be.
#[must_use]
pub fn frame(told: &Told<'_>, format: Format, facility: Facility, most: usize) -> String {
    let alert = told.alert;
    let priority = u16::from(facility.0).saturating_mul(8).saturating_add(severity(alert.severity));
    let head = format!(
        "<{priority}>1 {} {} wardwatch {} {} {} ",
        timestamp(told.now),
        name(told.host, 255),
        std::process::id(),
        name(alert.kind.slug(), 32),
        element(told)
    );
    let body = format.fitted(told, most.saturating_sub(head.len()));
    // A byte order mark before the message (6.4) would break every receiver that looks for JSON or CEF there.
    head + &body
}

/// A frame on a stream: its length in bytes, a space, and it (RFC 6587, 3.4.1).
#[must_use]
pub fn counted(frame: &str) -> Vec<u8> {
    format!("{} {frame}", frame.len()).into_bytes()
}

fn element(told: &Told<'_>) -> String {
    let alert = told.alert;
    let device = alert.device.map(|id| id.to_string()).unwrap_or_default();
    let tier = alert.context.as_ref().map(|context| context.tier.level().to_string()).unwrap_or_default();
    let isolate = alert.context.as_ref().filter(|context| context.do_not_isolate).map_or("", |_| "yes");
    let name = told.device_name().unwrap_or_default();
    let fields = [
        ("uid", told.uid()),
        ("alert", alert.id.to_string()),
        ("kind", alert.kind.slug().to_owned()),
        ("severity", alert.severity.slug().to_owned()),
        ("state", alert.state.slug().to_owned()),
        ("device", device),
        ("name", name),
        ("tier", tier),
        ("doNotIsolate", isolate.to_owned()),
    ];
    let fields: Vec<String> =
        fields.iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| format!("{key}=\"{}\"", value(text))).collect();
    format!("[{ELEMENT} {}]", fields.join(" "))
}

/// `"`, `\` and `]` are escaped (6.3.3).
fn value(text: &str) -> String {
    let mut out = String::new();
    for c in tame(text).chars() {
        if matches!(c, '"' | '\\' | ']') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Visible ASCII only, at most `most`; `-` where nothing is left (6.2.4).
fn name(text: &str, most: usize) -> String {
    let name: String = text.chars().filter(char::is_ascii_graphic).take(most).collect();
    if name.is_empty() { "-".to_owned() } else { name }
}

/// RFC 3339 with six digits of a second; `-` for a time that no calendar reaches (6.2.3).
fn timestamp(at: Timestamp) -> String {
    let text = at.to_string();
    if text.len() == 27 { text } else { "-".to_owned() }
}

fn severity(severity: Severity) -> u16 {
    match severity {
        Severity::Critical => 2,
        Severity::High => 3,
        Severity::Medium => 4,
        Severity::Low => 5,
        Severity::Info => 6,
    }
}
