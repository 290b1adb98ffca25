//! An alert as JSON, which is the API's, and as a row: the contract of `wardwatch alerts list --format json`.

use crate::alert::Alert;
use crate::base::shown;
use crate::clinical::{Call, Context};
use crate::web::AlertView;

/// The alert for programs. Keys are never renamed; more may follow.
pub(in crate::cli) fn view(alert: &Alert) -> AlertView {
    AlertView::of(alert, called)
}

/// Whom to call, in order.
pub(super) fn calls(context: &Context) -> Vec<String> {
    context.call_list.iter().map(called).collect()
}

fn called(call: &Call) -> String {
    let person = &call.person;
    let ways: Vec<&str> = [person.phone.as_deref(), person.mail.as_deref()].into_iter().flatten().collect();
    let now = match call.reachable {
        Some(true) => ", reachable now",
        Some(false) => ", not reachable now",
        None => "",
    };
    format!("{} ({}) {} [{}{now}]", person.name, person.role, ways.join(", "), call.because)
}

/// The head of a table of alerts.
pub(super) const HEAD: [&str; 8] = ["id", "severity", "route", "kind", "device", "last seen", "count", "summary"];

/// An alert as a row below [`HEAD`].
pub(super) fn row(alert: &Alert) -> Vec<String> {
    vec![
        alert.id.to_string(),
        alert.severity.to_string(),
        alert.route.to_string(),
        alert.kind.to_string(),
        alert.device.map(|id| id.to_string()).unwrap_or_default(),
        shown::second(alert.last),
        alert.count.to_string(),
        alert.summary.clone(),
    ]
}
