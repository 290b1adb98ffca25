//! Merges and splits: asked of the hub at work, which alone can change the inventory it holds.

use std::time::Duration;

use super::fault::Fault;
use super::site::Site;
use crate::base::MacAddr;
use crate::inventory::{Override, OverrideKind, Part};
use crate::store::{Answer, DeviceRow, Request};

/// How often is asked what became of a request …
const EVERY: Duration = Duration::from_millis(100);
/// … and how many times; after that it is done later.
const TIMES: u32 = 80;

/// What became of a request.
pub(crate) enum Outcome {
    /// It was done; in words, how.
    Done(String),
    /// The hub is busy and will do it.
    Later(u64),
}

/// Asks for a merge, split or undo and waits a while for it.
pub(crate) async fn ask(site: &Site, request: Request, who: String) -> Result<Outcome, Fault> {
    let now = site.now();
    let number = site.ask(move |store| Ok(store.ask(&request, &who, now)?)).await?;
    for _ in 0..TIMES {
        tokio::time::sleep(EVERY).await;
        match site.ask(move |store| Ok(store.answer(number)?)).await? {
            Answer::Waiting => {}
            Answer::Done(words) => return Ok(Outcome::Done(words)),
            Answer::Refused(why) => return Err(Fault::Conflict(why)),
        }
    }
    Ok(Outcome::Later(number))
}

/// A part of a device as a person names it.
pub(crate) fn part(text: &str) -> Option<Part> {
    let mac = text.parse::<MacAddr>().ok().map(Part::Mac);
    mac.or_else(|| text.parse().ok().map(Part::Ip))
}

/// A part for people.
pub(crate) fn part_name(part: &Part) -> String {
    match part {
        Part::Mac(mac) => mac.to_string(),
        Part::Ip(ip) => ip.to_string(),
    }
}

/// A merge or split in words.
pub(crate) fn in_words(one: &Override) -> String {
    let end = |end: &crate::base::Endpoint| {
        let ip = end.ip.map(|ip| ip.to_string());
        ip.or_else(|| end.mac.map(|mac| mac.to_string())).unwrap_or_default()
    };
    match &one.kind {
        OverrideKind::Merge { keep, join } => format!("{} was joined to {}", end(join), end(keep)),
        OverrideKind::Split { from, parts } => {
            let parts: Vec<String> = parts.iter().map(part_name).collect();
            format!("{} was split from {}", parts.join(", "), end(from))
        }
    }
}

/// Whether a merge or split has to do with a device.
pub(crate) fn concerns(one: &Override, row: &DeviceRow) -> bool {
    let has = |part: &Part| match part {
        Part::Mac(mac) => row.macs.contains(mac),
        Part::Ip(ip) => row.ips.contains(ip) || row.former_ips.contains(ip),
    };
    let end = |end: &crate::base::Endpoint| {
        end.mac.is_some_and(|mac| has(&Part::Mac(mac))) || end.ip.is_some_and(|ip| has(&Part::Ip(ip)))
    };
    match &one.kind {
        OverrideKind::Merge { keep, join } => end(keep) || end(join),
        OverrideKind::Split { from, parts } => end(from) || parts.iter().any(has),
    }
}
