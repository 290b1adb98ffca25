//! `wardwatch devices edit`, `confirm`, `ignore`, `retire`, `reopen`, `comment`, `record` and `fields`: what people say.

use std::io::Write;

use super::{Room, key};
use crate::cli::Failure;
use crate::cli::output::{Format, rows_to, table, write_table};
use crate::clinical::{FIELDS, Standing};
use crate::store::{DeviceKey, Edit, Edited};

/// Who says it.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Author {
    /// Who says so, for the audit log [default: the user who is logged in]
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

impl Author {
    pub(super) fn name(&self) -> String {
        let user = || ["USER", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok()).filter(|name| !name.is_empty());
        self.author.clone().or_else(user).unwrap_or_else(|| "command line".to_owned())
    }
}

/// A field and what shall stand in it.
#[derive(Clone, Debug)]
pub(super) struct Assignment(String, String);

fn assignment(text: &str) -> Result<Assignment, String> {
    let wrong = || format!("\"{text}\" says no field; write it as room=2.14 (`wardwatch devices fields` lists them)");
    let (name, value) = text.split_once('=').ok_or_else(wrong)?;
    let field = crate::clinical::field(name).map_err(|error| error.to_string())?;
    if !value.trim().is_empty() {
        field.read(value).map_err(|error| error.to_string())?;
    }
    Ok(Assignment(field.slug.to_owned(), value.to_owned()))
}

fn pairs(assignments: &[Assignment]) -> Vec<(String, String)> {
    assignments.iter().map(|Assignment(name, value)| (name.clone(), value.clone())).collect()
}

/// Arguments of `wardwatch devices edit`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:
  wardwatch devices edit dev-17 care_setting=icu room=2.14 department=ICU
  wardwatch devices edit 10.1.2.3 impact_off_network=3 impact_off_patient=3 life_sustaining=yes
  wardwatch devices edit dev-17 model=\"Optima CT660\"     what a person says wins; the wire's word is shown beside it
  wardwatch devices edit dev-17 room=                    clears a field
  wardwatch devices fields                               every field and what it may hold")]
pub(super) struct EditArgs {
    /// Its id (dev-17 or 17), a MAC address or an IP address
    #[arg(value_name = "DEVICE", value_parser = key)]
    device: DeviceKey,
    /// What shall stand in which field; nothing after = clears it
    #[arg(value_name = "FIELD=VALUE", value_parser = assignment, required = true)]
    set: Vec<Assignment>,
    /// Only if its record is still at this revision (`devices show` tells it)
    #[arg(long, value_name = "NUMBER")]
    revision: Option<u64>,
    #[command(flatten)]
    author: Author,
}

pub(super) fn edit(args: &EditArgs, room: &mut Room, out: &mut dyn Write) -> Result<(), Failure> {
    let id = super::device(&*room.store, args.device)?;
    let edit = Edit { set: pairs(&args.set), ..Edit::default() };
    let done = room.records.edit(id, args.revision, &edit, &args.author.name(), room.now)?;
    tell(&id.to_string(), &done, out)
}

fn tell(name: &str, done: &Edited, out: &mut dyn Write) -> Result<(), Failure> {
    if done.changes.is_empty() {
        return Ok(writeln!(out, "{name}: nothing changed.")?);
    }
    for change in &done.changes {
        let value = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
        writeln!(out, "{name}  {}: {} -> {}", change.field, value(&change.from), value(&change.to))?;
    }
    Ok(writeln!(out, "{name} is at revision {} now, {}.", done.revision, done.standing)?)
}

/// Arguments of the commands that set the state of review.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:
  wardwatch devices confirm dev-17 dev-18       they are what they look like; what was assumed is confirmed with it
  wardwatch devices ignore 10.1.2.3             do not show it for review again
  wardwatch devices retire dev-5                it is out of use: its silence is right
  wardwatch devices reopen dev-5                it is new again")]
pub(super) struct ReviewArgs {
    /// Devices: id (dev-17 or 17), MAC address or IP address
    #[arg(value_name = "DEVICE", value_parser = key, required = true)]
    devices: Vec<DeviceKey>,
    #[command(flatten)]
    author: Author,
}

pub(super) fn review(args: &ReviewArgs, standing: Standing, room: &mut Room, out: &mut dyn Write) -> Result<(), Failure> {
    let mut ids = Vec::new();
    for key in &args.devices {
        ids.push(super::device(&*room.store, *key)?);
    }
    let edit = Edit { standing: Some(standing), confirm: standing == Standing::Confirmed, ..Edit::default() };
    let done = room.records.edit_all(&ids, &edit, &args.author.name(), room.now)?;
    for (id, done) in ids.iter().zip(&done) {
        writeln!(out, "{id} is {}.", done.standing)?;
    }
    Ok(())
}

/// Arguments of `wardwatch devices comment`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices comment dev-17 \"seen in room 2.14; asset tag is missing\"")]
pub(super) struct CommentArgs {
    /// Its id (dev-17 or 17), a MAC address or an IP address
    #[arg(value_name = "DEVICE", value_parser = key)]
    device: DeviceKey,
    /// What you say
    #[arg(value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    author: Author,
}

pub(super) fn comment(args: &CommentArgs, room: &mut Room, out: &mut dyn Write) -> Result<(), Failure> {
    let id = super::device(&*room.store, args.device)?;
    room.records.comment(id, &args.text, &args.author.name(), room.now)?;
    Ok(writeln!(out, "{id}: noted.")?)
}

/// Arguments of `wardwatch devices record`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:
  wardwatch devices record category=implant_home_monitor manufacturer=Abbott model=Merlin department=Cardiology
  wardwatch devices record hostname=\"USB scale\" room=2.14

For what no network shows: implants, devices on USB or serial lines. Silence says nothing of them.")]
pub(super) struct RecordArgs {
    /// What is known of it
    #[arg(value_name = "FIELD=VALUE", value_parser = assignment, required = true)]
    set: Vec<Assignment>,
    #[command(flatten)]
    author: Author,
}

pub(super) fn record(args: &RecordArgs, room: &mut Room, out: &mut dyn Write) -> Result<(), Failure> {
    let id = room.records.record(&pairs(&args.set), &args.author.name(), room.now)?;
    Ok(writeln!(out, "{id} is recorded; no network shows it. `wardwatch devices show {id}`")?)
}

/// Arguments of `wardwatch devices fields`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices fields\n  wardwatch devices fields --format csv > fields.csv")]
pub(super) struct FieldsArgs {
    /// How to write the list
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn fields(args: &FieldsArgs, out: &mut dyn Write) -> Result<(), Failure> {
    let head = ["field", "group", "holds", "means"];
    let row = |field: &crate::clinical::Field| {
        vec![field.slug.to_owned(), field.group.title().to_owned(), field.wanted(), field.help.to_owned()]
    };
    if args.format != Format::Table {
        return rows_to(args.format, &head, FIELDS.iter().map(row), out);
    }
    let mut group = None;
    for field in FIELDS {
        if group != Some(field.group) {
            group = Some(field.group);
            writeln!(out, "\n{}", field.group.title())?;
            let mut fields = table(&["", "", ""]);
            for field in FIELDS.iter().filter(|one| Some(one.group) == group) {
                let wanted = field.wanted();
                let wanted = if wanted.len() > 120 { "a category slug".to_owned() } else { wanted };
                fields.add_row(vec![format!("  {}", field.slug), field.help.to_owned(), wanted]);
            }
            write_table(&fields, out)?;
        }
    }
    Ok(())
}
