//! The clinical side of `wardwatch devices show`: tier, record, risk, call list.

use std::io::Write;

use serde::Serialize;

use super::Room;
use super::contacts::{NOBODY, reachable};
use super::view::short_time;
use crate::cli::Failure;
use crate::cli::output::{table, write_table};
use crate::clinical::{Call, Context, Contradiction, FIELDS, Field, Group, Risk, context, contradictions, risk, tier};
use crate::fingerprint::Attribute;
use crate::inventory::DeviceId;
use crate::store::{Card, DeviceDetails};

/// All that is said and computed of a device.
pub(super) struct Side {
    pub(super) card: Card,
    pub(super) context: Context,
    pub(super) risk: Risk,
    pub(super) contradictions: Vec<Contradiction>,
    category: String,
}

impl Side {
    /// Of a device.
    pub(super) fn of(id: DeviceId, room: &Room) -> Result<Self, Failure> {
        let details = room.store.details(id)?;
        Self::new(&details.ok_or_else(|| Failure(format!("there is no {id}")))?, room)
    }

    /// Of a device whose details were read.
    pub(super) fn new(details: &DeviceDetails, room: &Room) -> Result<Self, Failure> {
        let row = &details.device;
        let card = room.records.card(row.id)?;
        let seen = |slug: &str| {
            let attribute = slug.parse::<Attribute>().ok()?;
            row.attribute(attribute).map(crate::base::Text::as_str)
        };
        let record = &card.record;
        let subject = row.subject(record);
        let category = record.text("category").unwrap_or(subject.category).to_owned();
        let contacts = room.records.contacts()?;
        let playbook = room.records.playbook();
        let context = context(&subject, &contacts, playbook, &room.config.clinical.time_zone, room.now);
        let tiered = tier(&category, record, playbook);
        let risk = risk(&details.exposure(&room.config.inventory), record, &tiered, room.now);
        let contradictions = contradictions(record, seen);
        Ok(Self { context, risk, contradictions, category, card })
    }

    /// The value that is assumed of a field that nobody filled.
    fn assumed(&self, field: &Field, room: &Room) -> Option<String> {
        room.records.playbook().defaults(&self.category).value(field)
    }

    /// For people.
    pub(super) fn write(&self, room: &Room, out: &mut dyn Write) -> Result<(), Failure> {
        let context = &self.context;
        let assumed = if context.assumed { ", assumed" } else { "" };
        writeln!(out, "\nClinical record  (tier {}{assumed}: {}; {})", context.tier, context.tier_reason, self.card.standing)?;
        if context.do_not_isolate {
            writeln!(out, "  Do not isolate it without the people below.")?;
        }
        let mut fields = table(&["", ""]);
        let mut group: Option<Group> = None;
        for field in FIELDS {
            let said = self.card.record.get(field.slug);
            let value = match said {
                Some(value) if value.confirmed => field.shown(&value.text),
                Some(value) => format!("{}  (not confirmed, from {})", field.shown(&value.text), value.author),
                None => match self.assumed(field, room) {
                    Some(text) => format!("{}  (assumed)", field.shown(&text)),
                    None => continue,
                },
            };
            if group.replace(field.group) != Some(field.group) {
                fields.add_row(vec![field.group.title().to_owned(), String::new()]);
            }
            fields.add_row(vec![format!("  {}", field.label), value.replace('\n', " / ")]);
        }
        write_table(&fields, out)?;
        for one in &self.contradictions {
            writeln!(out, "The wire says otherwise: {} is {} there, {} here.", one.field, one.seen, one.said)?;
        }
        if let Some((who, at)) = &self.card.changed {
            writeln!(out, "Revision {}, last changed by {who} on {}.", self.card.revision, short_time(*at))?;
        }
        self.write_risk(out)?;
        self.write_calls(out)?;
        self.write_comments(out)
    }

    fn write_risk(&self, out: &mut dyn Write) -> Result<(), Failure> {
        writeln!(out, "\nRisk {} of 100, {}", self.risk.score, self.risk.word())?;
        for point in &self.risk.points {
            writeln!(out, "  {:+}  {}", point.points, point.reason)?;
        }
        Ok(())
    }

    fn write_calls(&self, out: &mut dyn Write) -> Result<(), Failure> {
        writeln!(out, "\nWhom to call")?;
        if self.context.call_list.is_empty() {
            return Ok(writeln!(out, "  {NOBODY}")?);
        }
        let mut calls = table(&["", "", "", "", ""]);
        for (place, call) in self.context.call_list.iter().enumerate() {
            let person = &call.person;
            let both = [person.phone.as_deref(), person.mail.as_deref()];
            let name = [person.role.as_str(), person.name.as_str()].into_iter().filter(|part| !part.is_empty());
            calls.add_row(vec![
                format!("  {}.", place + 1),
                name.collect::<Vec<_>>().join(", "),
                both.into_iter().flatten().collect::<Vec<_>>().join(", "),
                reachable(call).to_owned(),
                format!("({})", call.because),
            ]);
        }
        Ok(write_table(&calls, out)?)
    }

    fn write_comments(&self, out: &mut dyn Write) -> Result<(), Failure> {
        if !self.card.comments.is_empty() {
            writeln!(out, "\nComments")?;
        }
        for comment in &self.card.comments {
            writeln!(out, "  {}  {}: {}", short_time(comment.at), comment.author, comment.text.replace('\n', " / "))?;
        }
        Ok(())
    }

    /// For programs.
    pub(super) fn view(&self) -> SideView {
        let context = &self.context;
        SideView {
            tier: context.tier.level(),
            tier_reason: context.tier_reason.clone(),
            tier_assumed: context.assumed,
            standing: self.card.standing.slug(),
            revision: self.card.revision,
            do_not_isolate: context.do_not_isolate,
            what_it_does: context.what_it_does.clone(),
            patient_connected: context.patient_connected,
            life_sustaining: context.life_sustaining,
            containment: context.containment.clone(),
            approver: context.approver.clone(),
            plan: context.plan.slug.clone(),
            record: self.card.record.iter().map(value_view).collect(),
            contradictions: self.contradictions.iter().map(ContradictionView::from).collect(),
            risk: RiskView {
                score: self.risk.score,
                level: self.risk.word(),
                points: self.risk.points.iter().map(|one| PointView { points: one.points, reason: one.reason.clone() }).collect(),
            },
            call_list: self.context.call_list.iter().map(call_view).collect(),
            comments: self.card.comments.iter().map(comment_view).collect(),
        }
    }
}

/// The JSON of the clinical side.
#[derive(Serialize)]
pub(super) struct SideView {
    tier: u8,
    tier_reason: String,
    tier_assumed: bool,
    standing: &'static str,
    revision: u64,
    do_not_isolate: bool,
    what_it_does: String,
    patient_connected: bool,
    life_sustaining: bool,
    containment: Option<String>,
    approver: Option<String>,
    plan: String,
    record: std::collections::BTreeMap<&'static str, ValueView>,
    contradictions: Vec<ContradictionView>,
    risk: RiskView,
    call_list: Vec<CallView>,
    comments: Vec<CommentView>,
}

#[derive(Serialize)]
struct ValueView {
    value: String,
    author: String,
    at: String,
    confirmed: bool,
}

fn value_view((field, value): (&'static Field, &crate::clinical::Value)) -> (&'static str, ValueView) {
    let (text, author) = (value.text.clone(), value.author.clone());
    (field.slug, ValueView { value: text, author, at: value.at.to_string(), confirmed: value.confirmed })
}

/// The JSON of a contradiction.
#[derive(Debug, Serialize)]
pub(super) struct ContradictionView {
    field: &'static str,
    said: String,
    seen: String,
}

impl From<&Contradiction> for ContradictionView {
    fn from(one: &Contradiction) -> Self {
        Self { field: one.field, said: one.said.clone(), seen: one.seen.clone() }
    }
}

#[derive(Serialize)]
struct RiskView {
    score: u8,
    level: &'static str,
    points: Vec<PointView>,
}

#[derive(Serialize)]
struct PointView {
    points: i32,
    reason: String,
}

#[derive(Serialize)]
struct CallView {
    role: String,
    name: String,
    phone: Option<String>,
    mail: Option<String>,
    hours: Option<String>,
    because: String,
    reachable: Option<bool>,
}

fn call_view(call: &Call) -> CallView {
    let person = &call.person;
    CallView {
        role: person.role.clone(),
        name: person.name.clone(),
        phone: person.phone.clone(),
        mail: person.mail.clone(),
        hours: person.hours.as_ref().map(ToString::to_string),
        because: call.because.clone(),
        reachable: call.reachable,
    }
}

#[derive(Serialize)]
struct CommentView {
    at: String,
    author: String,
    text: String,
}

fn comment_view(comment: &crate::store::Comment) -> CommentView {
    CommentView { at: comment.at.to_string(), author: comment.author.clone(), text: comment.text.clone() }
}
