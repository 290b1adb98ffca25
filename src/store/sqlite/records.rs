//! Records, review, comments and contacts.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::convert::{count, id, time, uncount};
use super::{catalogue, chain};
use crate::base::{Text, Timestamp};
use crate::clinical::{Change, Contact, Deed, Hours, Person, Playbook, Record, Scope, Standing, Value, Zone, field};
use crate::fingerprint::Attribute;
use crate::inventory::{Corrected, DeviceId};
use crate::store::StoreError;
use crate::store::records::{Card, Comment, Conflict, Edit, Edited, RecordsError, Revision};

/// Fields that a person confirms when they confirm a device as it is: what the playbook assumes of its category.
const ASSUMED: [&str; 7] = [
    "impact_off_network",
    "impact_off_patient",
    "patient_connected",
    "life_sustaining",
    "tolerable_downtime",
    "alternative",
    "does",
];
/// Fields that say what a device is: to fill one is to correct.
const IDENTITY: [&str; 6] = ["category", "manufacturer", "model", "serial", "software", "hostname"];
/// What of it detectors go by.
const DETECTED: [Attribute; 3] = [Attribute::Category, Attribute::Manufacturer, Attribute::Model];
/// Comments and device contacts that a device may have.
const MOST: i64 = 1000;

/// One number's row.
struct Row1 {
    device: i64,
    revision: u64,
    standing: Standing,
    record: Record,
    changed: Timestamp,
    author: String,
}

/// Rows of a device and of the numbers that lead to it, its own first.
fn group(connection: &Connection, device: i64) -> Result<Vec<Row1>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT * FROM records WHERE device = ?1 OR device IN (SELECT id FROM devices WHERE alias_of = ?1)
         ORDER BY device <> ?1, device",
    )?;
    let mut rows = statement.query([device])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(read(row)?);
    }
    Ok(out)
}

fn read(row: &Row<'_>) -> Result<Row1, StoreError> {
    let (said, standing): (String, String) = (row.get("said")?, row.get("standing")?);
    Ok(Row1 {
        device: row.get("device")?,
        revision: uncount(row.get("revision")?),
        standing: standing.parse().map_err(StoreError::Damaged)?,
        record: Record::from_text(&said).map_err(|error| StoreError::Damaged(error.to_string()))?,
        changed: time(row, "changed")?,
        author: row.get("author")?,
    })
}

/// What counts for a device, without its comments.
pub(super) fn effective(connection: &Connection, device: i64) -> Result<Card, StoreError> {
    let rows = group(connection, device)?;
    let mut card = Card::default();
    for row in &rows {
        card.record.take_in(&row.record);
        card.revision = card.revision.saturating_add(row.revision);
        if card.changed.as_ref().is_none_or(|(_, at)| *at < row.changed) {
            card.changed = Some((row.author.clone(), row.changed));
        }
    }
    card.standing = rows.first().map_or(Standing::New, |row| row.standing);
    Ok(card)
}

/// The device a number leads to.
pub(super) fn canonical(connection: &Connection, device: DeviceId) -> Result<i64, RecordsError> {
    let mut statement = connection.prepare_cached("SELECT coalesce(alias_of, id) FROM devices WHERE id = ? AND NOT dormant")?;
    let found = statement.query_row([id(device)], |row| row.get(0)).optional()?;
    found.ok_or(RecordsError::NoSuchDevice(device))
}

/// See [`crate::store::Alerts::corrections`].
pub(super) fn corrections(connection: &Connection, after: u64) -> Result<(u64, Vec<(DeviceId, Corrected)>), StoreError> {
    let last: i64 = connection.query_row("SELECT coalesce(max(number), 0) FROM audit", [], |row| row.get(0))?;
    let said = |row: &Row1| {
        let text = |attribute: &Attribute| Some((*attribute, Text::new(row.record.text(attribute.slug())?)?));
        (DeviceId(uncount(row.device)), DETECTED.iter().filter_map(text).collect::<Corrected>())
    };
    if after == 0 {
        let all = super::query::rows(connection, "SELECT * FROM records", [], read)?;
        return Ok((uncount(last), all.iter().map(said).collect()));
    }
    let sql = "SELECT DISTINCT subject FROM audit WHERE number > ? AND field IN ('category', 'manufacturer', 'model')";
    let subjects = super::query::rows(connection, sql, [count(after)], |row| Ok(row.get::<_, String>(0)?))?;
    let mut changed = Vec::new();
    for device in subjects.iter().filter_map(|subject| subject.parse::<DeviceId>().ok()) {
        changed.extend(group(connection, id(device))?.iter().map(said));
    }
    Ok((uncount(last), changed))
}

pub(super) fn card(connection: &Connection, device: DeviceId) -> Result<Card, RecordsError> {
    let number = canonical(connection, device)?;
    let mut card = effective(connection, number)?;
    card.comments = super::query::rows(
        connection,
        "SELECT at, author, said FROM comments
         WHERE device = ?1 OR device IN (SELECT id FROM devices WHERE alias_of = ?1) ORDER BY id",
        [number],
        |row| Ok(Comment { at: time(row, "at")?, author: row.get("author")?, text: row.get("said")? }),
    )?;
    Ok(card)
}

/// Who does something, and when.
#[derive(Clone, Copy)]
pub(super) struct By<'a> {
    pub(super) author: &'a str,
    pub(super) now: Timestamp,
}

impl By<'_> {
    pub(super) fn deed(&self, what: &str, subject: impl ToString) -> Deed {
        let (who, subject) = (self.author.to_owned(), subject.to_string());
        Deed { at: self.now, who, what: what.to_owned(), subject, ..Deed::default() }
    }

    fn value(&self, text: &str, confirmed: bool) -> Value {
        Value { text: text.to_owned(), author: self.author.to_owned(), at: self.now, confirmed }
    }

    /// An author has a name that can be written down.
    pub(super) fn check(&self) -> Result<(), RecordsError> {
        let name = self.author.trim();
        let good = !name.is_empty() && name.chars().count() <= 120 && !name.chars().any(char::is_control);
        if good { Ok(()) } else { Err(RecordsError::Refused("an author is a name of at most 120 characters".to_owned())) }
    }
}

/// Changes a record within a transaction.
pub(super) fn edit(
    connection: &Connection,
    playbook: &Playbook,
    device: DeviceId,
    expected: Option<Revision>,
    edit: &Edit,
    by: By<'_>,
) -> Result<Edited, RecordsError> {
    by.check()?;
    let number = canonical(connection, device)?;
    let before = effective(connection, number)?;
    if let Some(expected) = expected.filter(|expected| *expected != before.revision) {
        let (who, at) = before.changed.unwrap_or_default();
        return Err(Conflict { device, expected, current: before.revision, who, at }.into());
    }
    let mut own = group(connection, number)?.into_iter().find(|row| row.device == number).map(|row| row.record);
    let mut changes = Vec::new();
    for (name, text) in &edit.set {
        changes.extend(set(connection, number, own.get_or_insert_default(), &before.record, (name, text), edit, by)?);
    }
    let mut own = own.unwrap_or_default();
    if edit.confirm {
        confirm(connection, playbook, number, &mut own, &before.record, by)?;
    }
    let corrects = !edit.imported && changes.iter().any(|change| IDENTITY.contains(&change.field));
    let standing = match edit.standing {
        Some(Standing::Confirmed) if before.standing == Standing::Corrected || corrects => Standing::Corrected,
        Some(standing) => standing,
        None if corrects => Standing::Corrected,
        None => before.standing,
    };
    let touched = edit.confirm || !changes.is_empty() || standing != before.standing;
    if !touched {
        return Ok(Edited { revision: before.revision, changes, standing });
    }
    write(connection, number, &own, standing, by)?;
    let revision = effective(connection, number)?.revision;
    tell(connection, DeviceId(uncount(number)), &changes, (before.standing, standing), edit, by)?;
    catalogue::refresh(connection, playbook, number)?;
    Ok(Edited { revision, changes, standing })
}

/// Sets one field in the device's own row; what is cleared is cleared in the rows of its aliases too.
fn set(
    connection: &Connection,
    number: i64,
    own: &mut Record,
    before: &Record,
    (name, text): (&str, &str),
    edit: &Edit,
    by: By<'_>,
) -> Result<Option<Change>, RecordsError> {
    let slug = field(name)?.slug;
    let from = before.text(slug).map(str::to_owned);
    let change = own.set(slug, by.value(text, !edit.imported))?;
    if !text.trim().is_empty() {
        let to = own.text(slug).map(str::to_owned);
        return Ok((from != to).then_some(Change { field: slug, from, to }));
    }
    for row in group(connection, number)?.into_iter().filter(|row| row.device != number) {
        let mut record = row.record;
        if record.set(slug, by.value("", true))?.is_some() {
            connection
                .prepare_cached("UPDATE records SET said = ? WHERE device = ?")?
                .execute(params![record.to_text(), row.device])?;
        }
    }
    Ok(from.or_else(|| change.and_then(|change| change.from)).map(|from| Change { field: slug, from: Some(from), to: None }))
}

/// The author stands for what is there: what was imported is confirmed, what was assumed becomes said.
fn confirm(
    connection: &Connection,
    playbook: &Playbook,
    number: i64,
    own: &mut Record,
    before: &Record,
    by: By<'_>,
) -> Result<(), RecordsError> {
    let known: Vec<(&str, String)> = before.iter().map(|(field, value)| (field.slug, value.text.clone())).collect();
    for (slug, text) in known {
        if own.get(slug).is_none_or(|value| !value.confirmed) {
            own.set(slug, by.value(own.text(slug).unwrap_or(&text), true))?;
        }
    }
    let category = match own.text("category") {
        Some(category) => category.to_owned(),
        None => catalogue::category(connection, number)?,
    };
    let defaults = playbook.defaults(&category);
    let word = |yes| if yes { "yes" } else { "no" }.to_owned();
    let assumed = [
        defaults.impact_off_network.to_string(),
        defaults.impact_off_patient.to_string(),
        word(defaults.patient_connected),
        word(defaults.life_sustaining),
        defaults.tolerable_downtime.to_string(),
        defaults.alternative.clone(),
        defaults.does.clone(),
    ];
    for (slug, text) in ASSUMED.into_iter().zip(assumed) {
        if own.get(slug).is_none() {
            own.set(slug, by.value(&text, true))?;
        }
    }
    Ok(())
}

fn write(connection: &Connection, device: i64, record: &Record, standing: Standing, by: By<'_>) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO records (device, revision, standing, said, changed, author) VALUES (?1, 1, ?2, ?3, ?4, ?5)
             ON CONFLICT (device) DO UPDATE SET revision = revision + 1, standing = ?2, said = ?3, changed = ?4, author = ?5",
        )?
        .execute(params![device, standing.slug(), record.to_text(), by.now.0, by.author])?;
    Ok(())
}

/// Writes what an edit did into the audit log: one entry a field, and one for the standing.
fn tell(
    connection: &Connection,
    device: DeviceId,
    changes: &[Change],
    (from, to): (Standing, Standing),
    edit: &Edit,
    by: By<'_>,
) -> Result<(), StoreError> {
    let what = if edit.imported { "import" } else { "edit" };
    for change in changes {
        let (field, from, to) = (Some(change.field.to_owned()), change.from.clone(), change.to.clone());
        chain::add(connection, &Deed { field, from, to, ..by.deed(what, device) })?;
    }
    if from != to || edit.confirm {
        let what = match edit.standing {
            Some(Standing::Confirmed) => "confirm",
            Some(Standing::Ignored) => "ignore",
            Some(Standing::Retired) => "retire",
            Some(Standing::New) => "reopen",
            _ => "review",
        };
        let (field, from, to) = (Some("standing".to_owned()), Some(from.to_string()), Some(to.to_string()));
        chain::add(connection, &Deed { field, from, to, ..by.deed(what, device) })?;
    }
    Ok(())
}

/// Adds a device that no network shows.
pub(super) fn by_hand(
    connection: &Connection,
    playbook: &Playbook,
    values: &[(String, String)],
    by: By<'_>,
) -> Result<DeviceId, RecordsError> {
    by.check()?;
    let mut record = Record::default();
    record.set("not_observable", by.value("yes", true))?;
    for (name, text) in values {
        record.set(name, by.value(text, true))?;
    }
    if ["category", "manufacturer", "model", "hostname", "serial"].iter().all(|slug| record.get(slug).is_none()) {
        return Err(RecordsError::Refused("say at least what it is: category=…, model=… or hostname=…".to_owned()));
    }
    let last: Option<i64> =
        connection.query_row("SELECT max(id) FROM devices WHERE id > ?", [id(DeviceId::by_hand(0))], |row| row.get(0))?;
    let device = last.map_or(DeviceId::by_hand(1), |last| DeviceId(uncount(last).saturating_add(1)));
    connection.execute(
        "INSERT INTO devices (id, alias_of, dormant, anchor, first_seen, last_seen, gateway, passes_on)
             VALUES (?1, NULL, 0, NULL, ?2, ?2, 0, 0)",
        params![id(device), by.now.0],
    )?;
    write(connection, id(device), &record, Standing::Confirmed, by)?;
    for (field, value) in record.iter() {
        let (field, to) = (Some(field.slug.to_owned()), Some(value.text.clone()));
        chain::add(connection, &Deed { field, to, ..by.deed("record", device) })?;
    }
    catalogue::refresh(connection, playbook, id(device))?;
    Ok(device)
}

pub(super) fn comment(connection: &Connection, device: DeviceId, text: &str, by: By<'_>) -> Result<(), RecordsError> {
    by.check()?;
    let number = canonical(connection, device)?;
    let text = text.trim().replace("\r\n", "\n");
    let harmless = text.chars().all(|c| !c.is_control() || c == '\n');
    if text.is_empty() || text.chars().count() > 4000 || !harmless {
        return Err(RecordsError::Refused("a comment is text of at most 4000 characters".to_owned()));
    }
    let there: i64 = connection.query_row("SELECT count(*) FROM comments WHERE device = ?", [number], |row| row.get(0))?;
    if there >= MOST {
        return Err(RecordsError::Refused(format!("{device} has {MOST} comments; that is the most")));
    }
    connection.execute(
        "INSERT INTO comments (device, at, author, said) VALUES (?, ?, ?, ?)",
        params![number, by.now.0, by.author, text],
    )?;
    chain::add(connection, &Deed { to: Some(text), ..by.deed("comment", DeviceId(uncount(number))) })?;
    Ok(())
}

pub(super) fn contacts(connection: &Connection) -> Result<Vec<Contact>, StoreError> {
    super::query::rows(
        connection,
        "SELECT contacts.*, coalesce((SELECT 'dev-' || alias_of FROM devices WHERE kind = 'device' AND id =
             CAST(substr(name, 5) AS INTEGER) AND alias_of IS NOT NULL), name) AS now
         FROM contacts ORDER BY kind, now, place, id",
        [],
        contact,
    )
}

fn contact(row: &Row<'_>) -> Result<Contact, StoreError> {
    let (kind, name): (String, String) = (row.get("kind")?, row.get("now")?);
    let scope = Scope::of(&kind, &name).ok_or_else(|| super::convert::damaged("contacts.kind", &kind))?;
    let hours: Option<String> = row.get("hours")?;
    let zone: Option<String> = row.get("zone")?;
    let person = Person {
        name: row.get("who")?,
        role: row.get("role")?,
        phone: row.get("phone")?,
        mail: row.get("mail")?,
        hours: hours.map(|hours| Hours::read(&hours)).transpose().map_err(StoreError::Damaged)?,
        zone: zone.map(|zone| Zone::named(&zone)).transpose().map_err(StoreError::Damaged)?,
    };
    Ok(Contact { id: uncount(row.get("id")?), scope, place: row.get("place")?, person })
}

/// A contact in one line, for the audit log.
fn described(person: &Person) -> String {
    let parts = [Some(person.role.as_str()), Some(person.name.as_str()), person.phone.as_deref(), person.mail.as_deref()];
    let hours = person.hours.as_ref().map(Hours::as_str);
    let parts = parts.into_iter().chain([hours]).flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

pub(super) fn put_contact(
    connection: &Connection,
    number: Option<u64>,
    scope: &Scope,
    place: Option<u32>,
    person: &Person,
    by: By<'_>,
) -> Result<u64, RecordsError> {
    by.check()?;
    person.check().map_err(RecordsError::Refused)?;
    if let Scope::Device(device) = scope {
        canonical(connection, *device)?;
    }
    let before = match number {
        Some(number) => Some(one_contact(connection, number)?),
        None => None,
    };
    let last: i64 = connection.query_row(
        "SELECT coalesce(max(place), 0) FROM contacts WHERE kind = ? AND name = ?",
        [scope.kind(), &scope.name()],
        |row| row.get(0),
    )?;
    if last >= MOST {
        return Err(RecordsError::Refused(format!("{scope} has {MOST} contacts; that is the most")));
    }
    let place = place.map(i64::from).or(before.as_ref().map(|old| i64::from(old.place))).unwrap_or(last + 1);
    let zone = person.zone.as_ref().map(Zone::name);
    connection.execute(
        "INSERT OR REPLACE INTO contacts (id, kind, name, place, who, role, phone, mail, hours, zone)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            number.map(count),
            scope.kind(),
            scope.name(),
            place,
            person.name,
            person.role,
            person.phone,
            person.mail,
            person.hours.as_ref().map(Hours::as_str),
            zone
        ],
    )?;
    let from = before.map(|old| described(&old.person));
    let (field, to) = (Some(scope.to_string()), Some(described(person)));
    let number = uncount(connection.last_insert_rowid());
    chain::add(connection, &Deed { field, from, to, ..by.deed("contact", format!("contact {number}")) })?;
    Ok(number)
}

fn one_contact(connection: &Connection, number: u64) -> Result<Contact, RecordsError> {
    let found = contacts(connection)?.into_iter().find(|contact| contact.id == number);
    found.ok_or_else(|| RecordsError::Refused(format!("there is no contact {number}")))
}

pub(super) fn drop_contact(connection: &Connection, number: u64, by: By<'_>) -> Result<(), RecordsError> {
    by.check()?;
    let old = one_contact(connection, number)?;
    connection.execute("DELETE FROM contacts WHERE id = ?", [count(number)])?;
    let (field, from) = (Some(old.scope.to_string()), Some(described(&old.person)));
    chain::add(connection, &Deed { field, from, ..by.deed("contact", format!("contact {number}")) })?;
    Ok(())
}
