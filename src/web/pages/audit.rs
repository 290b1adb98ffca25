//! The audit log: who did what, when, from what to what.

use askama::Template;
use axum::response::Response;

use crate::clinical::{Entry, field};
use crate::store::{AuditFilter, RecordsError};
use crate::web::access::May;
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, show};
use crate::web::words;

/// Entries on a page.
const PAGE: usize = 100;

struct Line {
    number: u64,
    at: String,
    who: String,
    what: String,
    subject: String,
    link: String,
    field: String,
    from: String,
    to: String,
}

impl From<&Entry> for Line {
    fn from(entry: &Entry) -> Self {
        let deed = &entry.deed;
        let known = deed.field.as_deref().and_then(|slug| field(slug).ok());
        let shown = |text: &Option<String>| {
            let text = text.clone().unwrap_or_default();
            known.map_or(text.clone(), |field| if text.is_empty() { text } else { field.shown(&text) })
        };
        let device = deed.subject.strip_prefix("dev-");
        Self {
            number: entry.number,
            at: words::minute(deed.at),
            who: deed.who.clone(),
            what: deed.what.clone(),
            link: device.map(|number| format!("/devices/{number}")).unwrap_or_default(),
            subject: deed.subject.clone(),
            field: known.map_or_else(|| deed.field.clone().unwrap_or_default(), |field| field.label.to_owned()),
            from: shown(&deed.from),
            to: shown(&deed.to),
        }
    }
}

#[derive(Template)]
#[template(path = "audit.html", config = "src/web/askama.toml")]
struct AuditPage {
    frame: Frame,
    lines: Vec<Line>,
    subject: String,
    who: String,
    next: String,
    checked: String,
    broken: String,
    check: String,
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let (subject, who) = (view.query.some("subject"), view.query.some("who"));
    let before = view.query.some("before").and_then(|text| text.parse().ok());
    let without_access = !view.signed_in()?.may(May::Admin);
    let filter = AuditFilter { subject: subject.clone(), who: who.clone(), before, limit: Some(PAGE), without_access };
    let checks = view.query.text("check") == "1";
    let (entries, verdict) =
        view.site.ask(move |store| Ok((store.audit(&filter)?, if checks { Some(store.verify_audit()) } else { None }))).await?;
    let (mut checked, mut broken) = (String::new(), String::new());
    match verdict {
        Some(Ok((count, hash))) => {
            checked = format!(
                "The chain of {} entries holds. Its last link is {hash}; keep it elsewhere to compare.",
                words::thousands(count)
            );
        }
        Some(Err(RecordsError::Store(error))) => return Err(error.into()),
        Some(Err(error)) => broken = error.to_string(),
        None => {}
    }
    let kept =
        Fields(view.query.0.iter().filter(|(name, _)| !["before", "check", "done"].contains(&name.as_str())).cloned().collect());
    let last = entries.last().filter(|_| entries.len() == PAGE).map(|entry| entry.number.to_string());
    show(&AuditPage {
        frame: view.frame("Audit", "audit"),
        lines: entries.iter().map(Line::from).collect(),
        subject: subject.unwrap_or_default(),
        who: who.unwrap_or_default(),
        next: last.map(|number| format!("/audit?{}", kept.with("before", &number))).unwrap_or_default(),
        check: format!("/audit?{}", kept.with("check", "1")),
        checked,
        broken,
    })
}
