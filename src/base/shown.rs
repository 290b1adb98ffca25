//! Numbers and times as people read them, the same on the command line, on pages and in reports.

use super::Timestamp;

/// `1,234,567`
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Bytes in the unit a person would use.
pub(crate) fn bytes(count: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    let (mut value, mut unit) = (count, "B");
    for next in UNITS {
        if value < 10_000 {
            break;
        }
        (value, unit) = (value.div_ceil(1000), next);
    }
    format!("{value} {unit}")
}

/// A share from 0 to 1 as `93 %`.
pub(crate) fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A share from 0 to 1 with the digits that mean something.
pub(crate) fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1000.0).round() / 1000.0
}

/// A time without what is the same for everything: `2026-08-01 12:00:00`.
pub(crate) fn second(time: Timestamp) -> String {
    let text = time.to_string();
    text.get(..19).map_or_else(|| text.clone(), |text| text.replace('T', " "))
}

/// `2026-08-01`, UTC.
pub(crate) fn date(time: Timestamp) -> String {
    time.to_string().chars().take(10).collect()
}

/// `2026-08-01 12:00`, UTC.
pub(crate) fn minute(time: Timestamp) -> String {
    time.to_string().get(..16).map_or_else(String::new, |text| text.replace('T', " "))
}
