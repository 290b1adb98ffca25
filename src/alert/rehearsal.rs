//! What other settings would have done with the alerts there were: pages, the digest, and what the budget would have held back.
//!
//! Alerts are taken as they are remembered: one a cause, with its strongest evidence, at the time it was first seen. Which
//! devices' evidence agreed is taken from what the ledger said then.

use std::collections::BTreeMap;

use super::kind::{Kind, Route, Severity, State};
use super::ledger::{AGREED, budget};
use super::model::{Alert, AlertId};
use super::settings::Settings;

/// What would have been.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rehearsal {
    /// Alerts that paged, and that would page, by day since 1970.
    pub days: BTreeMap<i64, (u32, u32)>,
    /// The same by kind.
    pub kinds: BTreeMap<Kind, (u32, u32)>,
    /// Alerts that would page and did not.
    pub more: Vec<AlertId>,
    /// Alerts that did and would not.
    pub less: Vec<AlertId>,
    /// Pages that the budget would hold back.
    pub held_back: u32,
    /// Alerts that were closed as benign or wrong, and would page.
    pub useless: u32,
    /// Alerts that were closed as true, and would not page.
    pub missed: u32,
}

/// Plays alerts, in any order, against settings, on a site of so many devices.
#[must_use]
pub fn rehearse(settings: &Settings, alerts: &[Alert], devices: usize) -> Rehearsal {
    let mut sorted: Vec<&Alert> = alerts.iter().filter(|alert| alert.state != State::Suppressed).collect();
    sorted.sort_by_key(|alert| (alert.first, alert.id));
    let most = budget(settings, devices);
    let mut result = Rehearsal::default();
    let mut spent: BTreeMap<i64, u32> = BTreeMap::new();
    for alert in sorted {
        let day = alert.first.day();
        let did = alert.route == Route::Page;
        let mut would = is_worth(settings, alert);
        let pages = spent.entry(day).or_default();
        if would && *pages >= most && alert.severity < Severity::High {
            result.held_back += 1;
            would = false;
        }
        *pages += u32::from(would);
        for (did_sum, would_sum) in [result.days.entry(day).or_default(), result.kinds.entry(alert.kind).or_default()] {
            *did_sum += u32::from(did);
            *would_sum += u32::from(would);
        }
        match (did, would) {
            (false, true) => result.more.push(alert.id),
            (true, false) => result.less.push(alert.id),
            _ => {}
        }
        let harmless = alert.verdict.is_some_and(|verdict| verdict != super::kind::Verdict::True);
        result.useless += u32::from(harmless && would);
        result.missed += u32::from(alert.verdict == Some(super::kind::Verdict::True) && !would);
    }
    result
}

/// Whether an alert would be a page, but for the budget.
fn is_worth(settings: &Settings, alert: &Alert) -> bool {
    let agreed = alert.route_reason.contains(AGREED);
    !settings.digest_only.contains(&alert.kind) && (alert.strength >= settings.page_strength || agreed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::{STRONG, Verdict};

    fn played(settings: &Settings, alerts: &[Alert]) -> (u32, u32) {
        rehearse(settings, alerts, 100).days.values().fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1))
    }

    fn strong(id: u64, strength: u8) -> Alert {
        let route = if strength >= STRONG { Route::Page } else { Route::Digest };
        Alert { strength, route, ..Alert::blank(id, Kind::NewPeer) }
    }

    #[test]
    fn the_settings_in_force_give_what_was() {
        let alerts = [strong(1, 90), strong(2, 60), strong(3, 85)];
        assert_eq!(played(&Settings::default(), &alerts), (2, 2));
    }

    #[test]
    fn a_higher_threshold_a_quiet_kind_and_a_smaller_budget_page_less() {
        let alerts = [strong(1, 90), strong(2, 82), Alert { verdict: Some(Verdict::True), ..strong(3, 81) }];
        let high = Settings { page_strength: 85, ..Settings::default() };
        assert_eq!(played(&high, &alerts), (3, 1));
        assert_eq!((rehearse(&high, &alerts, 100).less, rehearse(&high, &alerts, 100).missed), (vec![AlertId(2), AlertId(3)], 1));
        let quiet = Settings { digest_only: vec![Kind::NewPeer], ..Settings::default() };
        assert_eq!(played(&quiet, &alerts), (3, 0));
        let poor = Settings { least_pages: 1, pages_per_1000_devices: 0, ..Settings::default() };
        let held = rehearse(&poor, &alerts, 100);
        assert_eq!((played(&poor, &alerts).1, held.held_back), (1, 2), "medium alerts beyond the budget wait for the digest");
    }

    #[test]
    fn a_lower_threshold_pages_more_and_what_two_families_agreed_on_stays() {
        let agreed = Alert { route: Route::Page, route_reason: format!("{AGREED}: novelty and volume"), ..strong(2, 50) };
        let alerts = [strong(1, 70), agreed];
        let low = Settings { page_strength: 65, ..Settings::default() };
        assert_eq!(played(&low, &alerts), (1, 2));
        assert_eq!(rehearse(&low, &alerts, 100).more, [AlertId(1)]);
        let high = Settings { page_strength: 100, ..Settings::default() };
        assert_eq!(played(&high, &alerts), (1, 1));
    }
}
