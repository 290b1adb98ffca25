//! `wardwatch devices contacts`: whom to call.

use std::io::Write;

use super::edit::Author;
use super::{Room, key};
use crate::cli::Failure;
use crate::cli::output::{Format, rows_to};
use crate::clinical::{Call, Contact, Hours, Person, Scope, Zone};
use crate::store::DeviceKey;

/// Arguments of `wardwatch devices contacts`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:
  wardwatch devices contacts list                       every contact, with its number
  wardwatch devices contacts list dev-17                the call list of a device, and who can be reached now
  wardwatch devices contacts add --department ICU --role \"charge nurse\" --phone 4711 --hours 24/7
  wardwatch devices contacts add --site --role \"biomed on call\" --phone 4444 --hours \"mon-fri 07:00-17:00\"
  wardwatch devices contacts add --manufacturer Philips --role PSIRT --mail productsecurity@example.org
  wardwatch devices contacts remove 3")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Command {
    /// List contacts, or the call list of one device
    List(ListArgs),
    /// Add a contact to a device, department, site or manufacturer
    Add(Box<AddArgs>),
    /// Remove a contact
    Remove(RemoveArgs),
}

#[derive(Clone, Debug, clap::Args)]
struct ListArgs {
    /// Of this device: id (dev-17 or 17), MAC address or IP address
    #[arg(value_name = "DEVICE", value_parser = key)]
    device: Option<DeviceKey>,
    /// How to write the list
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("scope").required(true).args(["device", "department", "site", "manufacturer"])))]
struct AddArgs {
    /// Called for this device
    #[arg(long, value_name = "DEVICE", value_parser = key)]
    device: Option<DeviceKey>,
    /// Called for every device of this department
    #[arg(long, value_name = "NAME")]
    department: Option<String>,
    /// Called for every device of this site, or of every site
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "")]
    site: Option<String>,
    /// Called for every device of this manufacturer
    #[arg(long, value_name = "NAME")]
    manufacturer: Option<String>,
    /// Name of a person or a desk
    #[arg(long, value_name = "NAME", default_value = "")]
    name: String,
    /// What for: charge nurse, biomed on call, support, PSIRT …
    #[arg(long, value_name = "ROLE", default_value = "")]
    role: String,
    /// Telephone or pager
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// Mail address
    #[arg(long, value_name = "ADDRESS")]
    mail: Option<String>,
    /// When they can be reached: 24/7, or "mon-fri 08:00-17:00; sat 09:00-12:00"
    #[arg(long, value_name = "HOURS", value_parser = Hours::read)]
    hours: Option<Hours>,
    /// Time zone of the hours, where it is not the site's: Europe/Zurich
    #[arg(long, value_name = "ZONE", value_parser = Zone::named)]
    zone: Option<Zone>,
    /// Place in the order of those of the same level [default: the last]
    #[arg(long, value_name = "NUMBER")]
    place: Option<u32>,
    #[command(flatten)]
    author: Author,
}

#[derive(Clone, Debug, clap::Args)]
struct RemoveArgs {
    /// Its number, as `contacts list` shows it
    #[arg(value_name = "NUMBER")]
    number: u64,
    #[command(flatten)]
    author: Author,
}

pub(super) fn run(args: &Args, room: &mut Room, out: &mut dyn Write) -> Result<(), Failure> {
    match &args.command {
        Command::List(list) => match list.device {
            Some(key) => calls(key, list.format, room, out),
            None => all(list.format, room, out),
        },
        Command::Add(add) => self::add(add, room, out),
        Command::Remove(remove) => {
            room.records.drop_contact(remove.number, &remove.author.name(), room.now)?;
            Ok(writeln!(out, "Contact {} is removed.", remove.number)?)
        }
    }
}

fn add(args: &AddArgs, room: &mut Room, out: &mut dyn Write) -> Result<(), Failure> {
    let scope = match (args.device, &args.department, &args.site, &args.manufacturer) {
        (Some(key), ..) => Scope::Device(super::device(&*room.store, key)?),
        (_, Some(name), ..) => Scope::Department(name.trim().to_owned()),
        (_, _, Some(name), _) => Scope::Site(name.trim().to_owned()),
        (.., Some(name)) => Scope::Manufacturer(name.trim().to_owned()),
        _ => return Err(Failure("say whose contact it is: --device, --department, --site or --manufacturer".to_owned())),
    };
    let person = Person {
        name: args.name.clone(),
        role: args.role.clone(),
        phone: args.phone.clone(),
        mail: args.mail.clone(),
        hours: args.hours.clone(),
        zone: args.zone.clone(),
    };
    let number = room.records.put_contact(None, &scope, args.place, &person, &args.author.name(), room.now)?;
    Ok(writeln!(out, "Contact {number} of {scope} is added.")?)
}

const WHO: [&str; 6] = ["role", "name", "phone", "mail", "hours", "zone"];

fn who(person: &Person) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let hours = person.hours.as_ref().map(ToString::to_string).unwrap_or_default();
    let zone = person.zone.as_ref().map(|zone| zone.name().to_owned()).unwrap_or_default();
    vec![person.role.clone(), person.name.clone(), text(&person.phone), text(&person.mail), hours, zone]
}

fn all(format: Format, room: &Room, out: &mut dyn Write) -> Result<(), Failure> {
    let contacts = room.records.contacts()?;
    if contacts.is_empty() && format == Format::Table {
        return Ok(writeln!(out, "No contacts yet. `wardwatch devices contacts add --help` shows how to add one.")?);
    }
    let head = [&["number", "of", "place"][..], &WHO].concat();
    let row = |one: &Contact| {
        let scope = match &one.scope {
            Scope::Device(id) => id.to_string(),
            scope => scope.to_string(),
        };
        [vec![one.id.to_string(), scope, one.place.to_string()], who(&one.person)].concat()
    };
    rows_to(format, &head, contacts.iter().map(row), out)
}

fn calls(key: DeviceKey, format: Format, room: &Room, out: &mut dyn Write) -> Result<(), Failure> {
    let id = super::device(&*room.store, key)?;
    let context = super::clinical::Side::of(id, room)?.context;
    if context.call_list.is_empty() && format == Format::Table {
        return Ok(writeln!(out, "{}", NOBODY)?);
    }
    let head = [&["call", "because"][..], &WHO, &["reachable"]].concat();
    let row = |(place, call): (usize, &Call)| {
        let first = vec![(place + 1).to_string(), call.because.clone()];
        [first, who(&call.person), vec![reachable(call).to_owned()]].concat()
    };
    rows_to(format, &head, context.call_list.iter().enumerate().map(row), out)
}

pub(super) const NOBODY: &str =
    "Nobody is named to be called. `wardwatch devices contacts add --site --role \"biomed on call\" --phone …` names somebody.";

/// Whether somebody can be reached, in words.
pub(super) fn reachable(call: &Call) -> &'static str {
    match call.reachable {
        Some(true) => "now",
        Some(false) => "not at this hour",
        None => "hours unknown",
    }
}
