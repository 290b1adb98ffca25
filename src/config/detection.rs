//! The sections `[baseline]` and `[alert]`: how long is learnt, when others' work is expected, what pages.

use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use super::{Wrong, set};
use crate::alert;
use crate::baseline::{self, Window};

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct BaselineText {
    learning_days: Option<Spanned<u32>>,
    learning_days_with_peers: Option<Spanned<u32>>,
    forget_days: Option<Spanned<u32>>,
    max_talks: Option<Spanned<usize>>,
    utc_offset_minutes: Option<Spanned<i32>>,
    maintenance: Option<Vec<Spanned<String>>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AlertText {
    pages_per_1000_devices: Option<Spanned<u32>>,
    least_pages: Option<Spanned<u32>>,
    cooldown_hours: Option<Spanned<u32>>,
    max_open: Option<Spanned<usize>>,
    page_strength: Option<Spanned<u8>>,
    digest_only: Option<Vec<Spanned<String>>>,
    indicators: Option<PathBuf>,
}

impl BaselineText {
    pub(super) fn write(self, settings: &mut baseline::Settings) -> Result<(), Wrong> {
        set(&mut settings.learning_days, self.learning_days, 1, 90)?;
        set(&mut settings.learning_days_with_peers, self.learning_days_with_peers, 1, 90)?;
        set(&mut settings.forget_days, self.forget_days, 7, 3650)?;
        set(&mut settings.max_talks, self.max_talks, 16, 120)?;
        set(&mut settings.utc_offset_minutes, self.utc_offset_minutes, -720, 840)?;
        if let Some(windows) = self.maintenance {
            settings.maintenance = windows.into_iter().map(window).collect::<Result<_, _>>()?;
        }
        Ok(())
    }
}

impl AlertText {
    /// Takes the numbers over; the list of indicators is answered.
    pub(super) fn write(self, settings: &mut alert::Settings) -> Result<Option<PathBuf>, Wrong> {
        set(&mut settings.pages_per_1000_devices, self.pages_per_1000_devices, 0, 1000)?;
        set(&mut settings.least_pages, self.least_pages, 1, 10_000)?;
        set(&mut settings.cooldown_hours, self.cooldown_hours, 1, 24 * 30)?;
        set(&mut settings.max_open, self.max_open, 100, 1 << 20)?;
        set(&mut settings.page_strength, self.page_strength, 60, 100)?;
        if let Some(kinds) = self.digest_only {
            settings.digest_only = kinds.into_iter().map(kind).collect::<Result<_, _>>()?;
        }
        Ok(self.indicators.filter(|path| !path.as_os_str().is_empty()))
    }
}

/// A kind of alert by its slug.
fn kind(text: Spanned<String>) -> Result<alert::Kind, Wrong> {
    let offset = text.span().start;
    text.into_inner()
        .parse()
        .map_err(|error| Wrong { offset, what: format!("{error}; `wardwatch alerts list --help` says where kinds are listed") })
}

/// A window as `Wed 09:00-12:00`, or over midnight `Sat 22:00-Sun 04:00`, in UTC.
fn window(text: Spanned<String>) -> Result<Window, Wrong> {
    let offset = text.span().start;
    let text = text.into_inner();
    let read = || {
        let (from, to) = text.split_once('-')?;
        let (day, time) = from.trim().split_once(' ')?;
        let from = minute(day, time)?;
        let to = match to.trim().split_once(' ') {
            Some((day, time)) => minute(day, time)?,
            None => minute(day, to.trim())?,
        };
        (from != to).then_some(Window { from, to })
    };
    read().ok_or_else(|| Wrong { offset, what: format!("\"{text}\" is no window; write it as Wed 09:00-12:00") })
}

/// Minutes since Monday 00:00.
fn minute(day: &str, time: &str) -> Option<u16> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let day = DAYS.iter().position(|name| name.eq_ignore_ascii_case(day.trim()))?;
    let (hour, minute) = time.trim().split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let all = u16::try_from(day).ok()? * 1440 + hour * 60 + minute;
    (hour <= 24 && minute < 60).then_some(all % Window::WEEK)
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    #[test]
    fn windows_are_read_and_wrong_ones_named() {
        let text =
            "[baseline]\nmaintenance = [\"Wed 09:00-12:00\", \"Sat 22:00-Sun 04:00\"]\n[alert]\nindicators = \"bad.txt\"\n";
        let config = Config::parse("w.toml", text).unwrap();
        let [wednesday, night] = config.baseline.maintenance.as_slice() else { panic!("{config:?}") };
        assert_eq!((wednesday.from, wednesday.to), (3420, 3600));
        assert!(night.contains(8580) && night.contains(8700) && !night.contains(8900));
        assert_eq!(config.indicators.as_deref(), Some(std::path::Path::new("bad.txt")));
        let error = Config::parse("w.toml", "[baseline]\nmaintenance = [\"noon\"]\n").unwrap_err().to_string();
        assert!(error.starts_with("w.toml:2:16: ") && error.contains("Wed 09:00"), "{error}");
    }
}
