//! The clinical record of a device as a form: what people said, what is assumed, what the wire shows, field by field.
//!
//! Two people may edit at once: the second is shown what the first changed, with everything they typed still there.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::devices::Line;
use crate::clinical::{FIELDS, Field, Group, Kind, Playbook, Record, Standing};
use crate::fingerprint::Attribute;
use crate::inventory::DeviceId;
use crate::store::{Card, Edit, RecordsError};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::subject::{self, Subject};
use crate::web::view::{Frame, View, go, show};
use crate::web::words;

/// One choice of a list.
pub(super) struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

/// One field of the form.
pub(super) struct Input {
    slug: &'static str,
    label: &'static str,
    help: &'static str,
    /// `select`, `line`, `long`, `date` or `score`.
    shape: &'static str,
    value: String,
    /// What stood there when the form was made: only what differs was typed.
    was: String,
    choices: Vec<Choice>,
    /// `assumed: 2 (care is delayed …)`, `ann, 2026-11-30 09:12`.
    origin: String,
    is_assumed: bool,
    /// What the wire shows, where that is something else.
    seen: String,
    /// What somebody else put there meanwhile.
    theirs: Option<String>,
    wrong: String,
}

pub(super) struct Section {
    title: &'static str,
    inputs: Vec<Input>,
}

#[derive(Template)]
#[template(path = "record.html", config = "src/web/askama.toml")]
struct RecordPage {
    frame: Frame,
    id: u64,
    line: Option<Line>,
    heading: String,
    revision: u64,
    standing: &'static str,
    sections: Vec<Section>,
    conflict: String,
    wrong: String,
    asserts: bool,
}

async fn subject(view: &View, id: String) -> Result<Subject, Fault> {
    let (playbook, zone, now) = (view.site.knowledge().playbook.clone(), view.site.knowledge().zone.clone(), view.site.now());
    view.site.ask(move |store| subject::read(store, &id, &playbook, &zone, now)).await
}

pub(in crate::web) async fn page(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let subject = subject(&view, id).await?;
    show(&form(&view, &subject, &Fields::default(), &Trouble::default()))
}

/// What stands in the way of saving.
#[derive(Default)]
struct Trouble {
    /// Somebody was quicker: who and when, in a sentence.
    conflict: String,
    /// Fields that cannot hold what was typed.
    wrong: Wrong,
}

fn form(view: &View, subject: &Subject, typed: &Fields, trouble: &Trouble) -> RecordPage {
    let row = &subject.details.device;
    let category = subject.card.record.text("category").unwrap_or_else(|| words::category(row)).to_owned();
    let exposure = subject.details.exposure(&view.site.knowledge().inventory);
    let seen = |slug: &str| {
        if slug == "phi_transmitted" {
            // DICOM, HL7 and their like in clear text: what they carry is patients'.
            return (!exposure.clear.is_empty()).then(|| "yes".to_owned());
        }
        let attribute = Attribute::ALL.iter().find(|one| one.slug() == slug)?;
        row.attribute(*attribute).map(ToString::to_string)
    };
    let maker = Maker { card: &subject.card, playbook: &view.site.knowledge().playbook, category: &category, seen: &seen };
    let heading = words::title(&subject.row);
    RecordPage {
        frame: view.frame(&format!("Record of {heading}"), "devices"),
        id: row.id.0,
        line: Some(Line::from(&subject.row)),
        heading,
        revision: subject.card.revision,
        standing: subject.card.standing.slug(),
        sections: maker.sections(typed, trouble),
        conflict: trouble.conflict.clone(),
        wrong: trouble
            .wrong
            .first()
            .map(|_| "Some fields cannot hold what was typed; nothing was saved yet.".to_owned())
            .unwrap_or_default(),
        asserts: subject.card.standing == Standing::New,
    }
}

/// Makes the form of one record.
struct Maker<'a> {
    card: &'a Card,
    playbook: &'a Playbook,
    category: &'a str,
    seen: &'a dyn Fn(&str) -> Option<String>,
}

impl Maker<'_> {
    fn sections(&self, typed: &Fields, trouble: &Trouble) -> Vec<Section> {
        let groups = [
            Group::Impact,
            Group::Place,
            Group::People,
            Group::Response,
            Group::Data,
            Group::Regulation,
            Group::Support,
            Group::Identity,
        ];
        let of = |group: Group| FIELDS.iter().filter(move |field| field.group == group);
        let section = |group: Group| Section {
            title: group.title(),
            inputs: of(group).map(|field| self.input(field, typed, trouble)).collect(),
        };
        groups.into_iter().map(section).collect()
    }

    fn input(&self, field: &'static Field, typed: &Fields, trouble: &Trouble) -> Input {
        let kept = self.card.record.get(field.slug);
        let stands = kept.map(|value| value.text.clone()).unwrap_or_default();
        let mine = changed(typed, field.slug);
        let was = mine.as_ref().map(|(was, _)| was.clone());
        // Somebody else changed what was typed here: both are shown, and what was typed stays.
        let theirs = was.filter(|was| *was != stands).map(|_| field.shown(&stands)).filter(|_| !trouble.conflict.is_empty());
        let value = mine.map_or_else(|| stands.clone(), |(_, value)| value);
        let assumed = subject::assumed(self.playbook, self.category, field).filter(|_| kept.is_none());
        let origin = match (kept, &assumed) {
            (Some(value), _) if value.confirmed => format!("{}, {}", value.author, words::minute(value.at)),
            (Some(value), _) => format!("imported by {}, {}; nobody confirmed it yet", value.author, words::minute(value.at)),
            (None, Some(assumed)) => format!("assumed: {}", field.shown(assumed)),
            (None, None) => String::new(),
        };
        let seen = (self.seen)(field.slug).filter(|seen| !seen.eq_ignore_ascii_case(&stands));
        Input {
            slug: field.slug,
            label: field.label,
            help: field.help,
            shape: shape(field.kind),
            choices: choices(field, &value),
            was: stands,
            origin,
            is_assumed: assumed.is_some(),
            seen: seen.map(|seen| shown(field, &seen)).unwrap_or_default(),
            theirs: theirs.map(|text| if text.is_empty() { "nothing".to_owned() } else { text }),
            wrong: trouble.wrong.iter().find(|(slug, _)| *slug == field.slug).map(|(_, what)| what.clone()).unwrap_or_default(),
            value,
        }
    }
}

pub(super) fn shown(field: &Field, value: &str) -> String {
    if field.kind == Kind::Category { words::category_name(value) } else { field.shown(value) }
}

fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Level | Kind::YesNo | Kind::Choice(_) | Kind::Category => "select",
        Kind::Date => "date",
        Kind::Score => "score",
        Kind::Minutes | Kind::Line => "line",
        Kind::Long => "long",
    }
}

fn choices(field: &Field, value: &str) -> Vec<Choice> {
    let choice = |slug: &str, name: String| Choice { value: slug.to_owned(), name, chosen: slug == value };
    match field.kind {
        Kind::Level => ["0", "1", "2", "3"].iter().map(|level| choice(level, field.shown(level))).collect(),
        Kind::YesNo => ["yes", "no"].iter().map(|word| choice(word, (*word).to_owned())).collect(),
        Kind::Choice(all) => all.iter().map(|(slug, meaning)| choice(slug, (*meaning).to_owned())).collect(),
        Kind::Category => words::categories().into_iter().map(|(slug, name)| choice(slug, name)).collect(),
        _ => Vec::new(),
    }
}

/// What stood in a field when the form was made, and what was typed, where these differ.
fn changed(typed: &Fields, slug: &str) -> Option<(String, String)> {
    let given =
        |name: &str| typed.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.replace("\r\n", "\n").trim().to_owned());
    let (was, value) = (given(&format!("was_{slug}")).unwrap_or_default(), given(slug)?);
    (was != value).then_some((was, value))
}

/// Fields that cannot hold what was typed, and what they may.
type Wrong = Vec<(&'static str, String)>;

/// What was typed, field by field; or what cannot be.
fn read(typed: &Fields) -> (Vec<(String, String)>, Wrong) {
    let (mut set, mut wrong) = (Vec::new(), Vec::new());
    for field in FIELDS {
        let Some((_, value)) = changed(typed, field.slug) else { continue };
        match if value.is_empty() { Ok(String::new()) } else { field.read(&value) } {
            Ok(value) => set.push((field.slug.to_owned(), value)),
            Err(_) => wrong.push((field.slug, format!("This is {}.", field.wanted()))),
        }
    }
    (set, wrong)
}

pub(in crate::web) async fn save(view: View, Path(id): Path<String>, typed: Fields) -> Result<Response, Fault> {
    let (set, wrong) = read(&typed);
    if !wrong.is_empty() {
        let subject = subject(&view, id).await?;
        let page = form(&view, &subject, &typed, &Trouble { wrong, ..Trouble::default() });
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&page)?).into_response());
    }
    let revision = typed.text("revision").parse().map_err(|_| Fault::Bad("the form lacks its revision".to_owned()))?;
    let confirm = typed.text("confirm") == "1";
    let standing = confirm.then_some(Standing::Confirmed);
    let edit = Edit { set, standing, confirm, imported: false };
    let (author, now, asked) = (view.signed_in()?.name, view.site.now(), id.clone());
    let saved = view
        .site
        .ask(move |store| {
            let device = super::device::find(store, &asked)?;
            Ok((device, store.edit(device, Some(revision), &edit, &author, now)))
        })
        .await?;
    match saved {
        (device, Ok(_)) => Ok(go(&format!("/devices/{}?done=saved", device.0))),
        (_, Err(RecordsError::Conflict(conflict))) => {
            let subject = subject(&view, id).await?;
            let conflict =
                format!("{} changed this record at {}, while you were editing it.", conflict.who, words::minute(conflict.at));
            let page = form(&view, &subject, &typed, &Trouble { conflict, ..Trouble::default() });
            Ok((StatusCode::CONFLICT, show(&page)?).into_response())
        }
        (_, Err(error)) => Err(error.into()),
    }
}

/// The form of a device that no network shows.
fn unseen_form(view: &View, typed: &Fields, wrong: Wrong) -> RecordPage {
    let card = Card { record: Record::default(), ..Card::default() };
    let playbook = &view.site.knowledge().playbook;
    let maker = Maker { card: &card, playbook, category: "unknown", seen: &|_| None };
    let mut sections = maker.sections(typed, &Trouble { wrong: wrong.clone(), ..Trouble::default() });
    // What it is comes first where nothing is known.
    sections.rotate_right(1);
    RecordPage {
        frame: view.frame("A device that no network shows", "devices"),
        id: 0,
        line: None,
        heading: "A device that no network shows".to_owned(),
        revision: 0,
        standing: "",
        sections,
        conflict: String::new(),
        wrong: wrong.first().map(|(_, what)| what.clone()).unwrap_or_default(),
        asserts: false,
    }
}

pub(in crate::web) async fn unseen(view: View) -> Result<Response, Fault> {
    show(&unseen_form(&view, &Fields::default(), Vec::new()))
}

pub(in crate::web) async fn add_unseen(view: View, typed: Fields) -> Result<Response, Fault> {
    let (set, mut wrong) = read(&typed);
    if set.iter().all(|(slug, _)| !["category", "manufacturer", "model", "hostname"].contains(&slug.as_str())) {
        wrong.push(("category", "Say at least what it is: a category, a maker, a model or a name.".to_owned()));
    }
    if !wrong.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&unseen_form(&view, &typed, wrong))?).into_response());
    }
    let (author, now) = (view.signed_in()?.name, view.site.now());
    let device: DeviceId = view.site.ask(move |store| Ok(store.record(&set, &author, now)?)).await?;
    Ok(go(&format!("/devices/{}?done=saved", device.0)))
}
