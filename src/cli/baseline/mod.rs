//! `wardwatch baseline`: what is normal for a device, and corrections to it.

mod policies;

use std::io::Write;

use super::devices::person;
use super::output::{self, Format};
use super::{Exit, Failure, Outcome};
use crate::baseline::{Baseline, FEATURES, Talk};
use crate::clinical::Deed;
use crate::daemon::{Writer, at_work, now};
use crate::exchange::mud::Usage;
use crate::inventory::DeviceId;
use crate::store::{self, Opening, Request, Rooms};
use crate::web::{BaselineView, Known, Model};

const EXAMPLES: &str = "\
Examples:
  wardwatch baseline show dev-7                  what it does, since when, how far it is trusted
  wardwatch baseline accept dev-7                all it does now is usual; learning is over
  wardwatch baseline reset dev-7                 forget it and learn anew
  wardwatch baseline export dev-7 > mud.json     an RFC 8520 profile of what is trusted
  wardwatch baseline export dev-7 --as allow-list    for the firewall team
  wardwatch baseline export --model P5         the same of all devices of a model
  wardwatch baseline import p5.json --model P5   the manufacturer's own profile: what deviates from it is told
  wardwatch baseline policies                    which profiles bind which devices
  wardwatch baseline drop 2                      policy 2 binds nobody any more";

/// Arguments of `wardwatch baseline`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    /// Who does it [default: the user of this process]
    #[arg(long, global = true)]
    author: Option<String>,
    #[command(flatten)]
    places: super::Places,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Command {
    /// Show the baseline of a device
    Show {
        /// The device: dev-17 or 17
        device: DeviceId,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Say that all a device does now is usual
    Accept {
        /// The device: dev-17 or 17
        device: DeviceId,
        /// Only conversations with this in their group or service
        #[arg(long, value_name = "TEXT")]
        only: Option<String>,
    },
    /// Forget the baseline of a device: it is learnt anew
    Reset {
        /// The device: dev-17 or 17
        device: DeviceId,
    },
    /// Write what a device, or the devices of a model, do and are trusted to do
    #[command(
        after_help = "Of a model: whatever one of its devices is trusted to do, but what crosses the border of the site or \
        gives control only where more than half of them are."
    )]
    Export {
        /// The device: dev-17 or 17
        #[arg(required_unless_present = "model", conflicts_with_all = ["model", "manufacturer"])]
        device: Option<DeviceId>,
        /// All devices of this model, as `wardwatch devices list` shows it
        #[arg(long)]
        model: Option<String>,
        /// Only those of this manufacturer
        #[arg(long, requires = "model")]
        manufacturer: Option<String>,
        /// The shape
        #[arg(long = "as", value_enum, default_value_t = Shape::Mud)]
        shape: Shape,
    },
    /// Take in a manufacturer's profile (RFC 8520) as policy
    Import(policies::Import),
    /// List the policies
    Policies,
    /// Remove a policy
    Drop {
        /// Its number, as `policies` shows it
        number: u32,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Shape {
    /// Manufacturer usage description (RFC 8520)
    Mud,
    /// One line a conversation
    AllowList,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> Outcome {
    let config = args.places.configured()?;
    let author = args.author.clone().unwrap_or_else(super::user);
    let mut rooms = store::rooms(&config.store_url, Opening::Existing)?;
    let rooms = rooms.as_mut();
    let mut answer = Vec::new();
    match &args.command {
        Command::Show { device, format } => show(&known(rooms, *device)?, config.baseline.learning_days, *format, &mut answer)?,
        Command::Accept { device, only } => {
            let known = learnt(&known(rooms, *device)?)?.device;
            let only = only.clone().unwrap_or_default();
            say(&Request::Accept(known, only), &author, rooms, &config.store_url, &mut answer)?;
        }
        Command::Reset { device } => {
            let known = learnt(&known(rooms, *device)?)?.device;
            say(&Request::Reset(known), &author, rooms, &config.store_url, &mut answer)?;
        }
        Command::Export { device: Some(device), shape, .. } => {
            let known = known(rooms, *device)?;
            export(&Usage::of_device(learnt(&known)?, &known.row), *shape, &mut answer)?;
        }
        Command::Export { model, manufacturer, shape, .. } => {
            let model = Model::read(rooms, manufacturer.clone(), model.clone()).map_err(|fault| Failure(fault.detail()))?;
            export(&model.usage().map_err(|fault| Failure(fault.detail()))?, *shape, &mut answer)?;
        }
        Command::Import(import) => {
            policies::import(import, &author, rooms, &mut answer)?;
            tell(&author, rooms, &mut answer)?;
        }
        Command::Policies => policies::list(rooms, &mut answer)?,
        Command::Drop { number } => {
            policies::remove(*number, &author, rooms, &mut answer)?;
            tell(&author, rooms, &mut answer)?;
        }
    }
    output::answer(&answer)?;
    Ok(Exit::Good)
}

/// Changes a baseline: here, or where a hub is at work, by that hub, which holds it.
fn say(request: &Request, author: &str, rooms: &mut dyn Rooms, url: &str, out: &mut dyn Write) -> Result<(), Failure> {
    let began = now();
    if let Some(holder) = at_work(rooms, began)? {
        return person::leave(request, author, &holder, (rooms, began), out);
    }
    let mut writer = Writer::take(store::open_records(url, Opening::Existing)?, "baseline", began)?;
    let (words, what, subject, to) = match request {
        Request::Accept(device, only) => {
            let mut baseline = learnt(&known(rooms, *device)?)?.clone();
            let accepted = baseline.accept_only(only);
            rooms.alert_room().put_baseline(&baseline)?;
            let only = Some(only.clone()).filter(|only| !only.is_empty());
            (format!("{accepted} conversations of {device} are accepted."), "accept baseline", device, only)
        }
        Request::Reset(device) => {
            rooms.alert_room().reset_baseline(*device)?;
            (format!("The baseline of {device} is forgotten; it is learnt anew."), "reset baseline", device, None)
        }
        _ => return Ok(()),
    };
    let (who, what, subject) = (author.to_owned(), what.to_owned(), subject.to_string());
    writer.records().note(&Deed { at: began, who, what, subject, to, ..Deed::default() })?;
    Ok(writeln!(out, "{words}")?)
}

/// Tells a hub at work that policies changed; without one there is nobody to tell.
fn tell(author: &str, rooms: &mut dyn Rooms, out: &mut dyn Write) -> Result<(), Failure> {
    let began = now();
    match at_work(rooms, began)? {
        Some(holder) => person::leave(&Request::Policies, author, &holder, (rooms, began), out),
        None => Ok(()),
    }
}

/// A device with what was learnt of it.
fn known(store: &mut dyn Rooms, device: DeviceId) -> Result<Known, Failure> {
    Known::read(store, &device.to_string()).map_err(|fault| Failure(fault.detail()))
}

/// What was learnt of it.
fn learnt(known: &Known) -> Result<&Baseline, Failure> {
    let missing = || Failure(format!("nothing was learnt of {}; `wardwatch devices list` shows what there is", known.row.id));
    known.baseline.as_ref().ok_or_else(missing)
}

fn show(known: &Known, days: u32, format: Format, out: &mut dyn Write) -> Result<(), Failure> {
    let baseline = learnt(known)?;
    let head = ["side", "service", "with", "trust", "risky", "days", "first seen", "last seen"];
    let short = crate::base::shown::minute;
    let row = |talk: &Talk| {
        vec![
            talk.key.side.slug().to_owned(),
            talk.key.service(),
            talk.key.group.to_string(),
            talk.trust.slug().to_owned(),
            if talk.risky { "yes" } else { "" }.to_owned(),
            talk.days.count_ones().to_string(),
            short(talk.first),
            short(talk.last),
        ]
    };
    match format {
        Format::Csv => output::write_csv(&head, baseline.talks.iter().map(row), out),
        Format::Json => {
            let policies = known.policies.iter().map(|policy| policy.number).collect();
            output::write_json(&BaselineView::of(baseline, known.now(), days, policies), out)
        }
        Format::Table => {
            writeln!(out, "{}, learnt since {}", baseline.device, baseline.since)?;
            for (place, name) in FEATURES.iter().enumerate().filter(|(place, _)| baseline.volume.most(*place) > 0) {
                writeln!(out, "  {name}: at most {} an hour", output::thousands(baseline.volume.most(place)))?;
            }
            if let Some(after) = baseline.missed_after(3) {
                writeln!(out, "  always speaks: missed after {}", output::duration(u64::from(after)))?;
            }
            let mut table = output::table(&head);
            baseline.talks.iter().for_each(|talk| {
                table.add_row(row(talk));
            });
            Ok(output::write_table(&table, out)?)
        }
    }
}

fn export(usage: &Usage<'_>, shape: Shape, out: &mut dyn Write) -> Result<(), Failure> {
    match shape {
        Shape::Mud => output::write_json(&usage.profile(), out),
        Shape::AllowList => Ok(write!(out, "{}", usage.allow_list())?),
    }
}
