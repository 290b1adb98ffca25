//! `wardwatch baseline`: what is normal for a device, and corrections to it.

mod policies;

use std::io::Write;

use super::devices::person;
use super::output::{self, Format};
use super::{Exit, Failure, Outcome};
use crate::baseline::{Baseline, FEATURES, Talk, Trust};
use crate::clinical::Deed;
use crate::daemon::{Writer, at_work, now};
use crate::exchange::mud;
use crate::inventory::DeviceId;
use crate::store::{self, DeviceFilter, DeviceRow, Opening, Request, Rooms};

const EXAMPLES: &str = "\
Examples:
  wardwatch baseline show dev-7                  what it does, since when, how far it is trusted
  wardwatch baseline accept dev-7                all it does now is usual; learning is over
  wardwatch baseline reset dev-7                 forget it and learn anew
  wardwatch baseline export dev-7 > mud.json     an RFC 8520 profile of what is trusted
  wardwatch baseline export dev-7 --as allow-list    for the firewall team
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
    /// Write what a device does and is trusted to do
    Export {
        /// The device: dev-17 or 17
        device: DeviceId,
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
        Command::Show { device, format } => show(&load(rooms, *device)?, *format, &mut answer)?,
        Command::Accept { device, only } => {
            let known = load(rooms, *device)?.device;
            let only = only.clone().unwrap_or_default();
            say(&Request::Accept(known, only), &author, rooms, &config.store_url, &mut answer)?;
        }
        Command::Reset { device } => {
            let known = load(rooms, *device)?.device;
            say(&Request::Reset(known), &author, rooms, &config.store_url, &mut answer)?;
        }
        Command::Export { device, shape } => export(rooms, *device, *shape, &mut answer)?,
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
    // A reader that went away (`| head`) is no error of ours.
    let _ = std::io::stdout().lock().write_all(&answer);
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
            let mut baseline = load(rooms, *device)?;
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

fn load(store: &mut dyn Rooms, device: DeviceId) -> Result<Baseline, Failure> {
    let found = store.find(store::DeviceKey::Id(device))?;
    let id = found.first().copied().unwrap_or(device);
    let baseline = store.alert_room().baseline(id)?;
    baseline.ok_or_else(|| Failure(format!("nothing was learnt of {device}; `wardwatch devices list` shows what there is")))
}

fn service(talk: &Talk) -> String {
    let key = &talk.key;
    let port = if key.port == 0 { "any".to_owned() } else { key.port.to_string() };
    format!("{}/{port} {}", key.transport.name(), key.protocol).trim_end().to_owned()
}

fn show(baseline: &Baseline, format: Format, out: &mut dyn Write) -> Result<(), Failure> {
    let head = ["side", "service", "with", "trust", "risky", "days", "first seen", "last seen"];
    let short = crate::base::shown::minute;
    let row = |talk: &Talk| {
        vec![
            talk.key.side.slug().to_owned(),
            service(talk),
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
            let talks = baseline.talks.iter().map(|talk| {
                serde_json::json!({
                    "side": talk.key.side.slug(), "service": service(talk), "with": &*talk.key.group,
                    "trust": talk.trust.slug(), "risky": talk.risky, "days_seen": talk.days.count_ones(),
                    "first_seen": talk.first.to_string(), "last_seen": talk.last.to_string(),
                })
            });
            let volume = FEATURES.iter().enumerate().map(|(place, name)| {
                serde_json::json!({"what": name, "usual_per_hour": baseline.volume.usual(place).to_vec(), "most": baseline.volume.most(place)})
            });
            let words = baseline.words.iter().map(|word| serde_json::json!([word.property.slug(), word.text.as_str()]));
            output::write_json(
                &serde_json::json!({
                    "device_id": baseline.device.to_string(), "learning_since": baseline.since.to_string(),
                    "accepted": baseline.accepted.map(|at| at.to_string()), "conversations": talks.collect::<Vec<_>>(),
                    "conversations_forgotten": baseline.evicted, "volume": volume.collect::<Vec<_>>(),
                    "words": words.collect::<Vec<_>>(), "longest_silences_seconds": baseline.gaps, "bytes": baseline.size(),
                }),
                out,
            )
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

fn export(store: &mut dyn Rooms, device: DeviceId, shape: Shape, out: &mut dyn Write) -> Result<(), Failure> {
    let baseline = load(store, device)?;
    let rows: Vec<DeviceRow> = store.devices(&DeviceFilter::default())?;
    let of = |attribute| rows.iter().find(|row| row.id == baseline.device).and_then(|row| row.attribute(attribute));
    let trusted: Vec<&Talk> = baseline.talks.iter().filter(|talk| talk.trust >= Trust::Trusted).collect();
    match shape {
        Shape::Mud => {
            use crate::fingerprint::Attribute as A;
            let about = mud::About {
                name: baseline.device.to_string(),
                manufacturer: of(A::Manufacturer).map(ToString::to_string),
                model: of(A::Model).map(ToString::to_string),
                firmware: of(A::Software).map(ToString::to_string),
                updated: baseline.talks.iter().map(|talk| talk.last).max().unwrap_or(baseline.since),
            };
            output::write_json(&mud::profile(&about, &trusted), out)
        }
        Shape::AllowList => {
            writeln!(out, "# {} since {}: {} trusted conversations", baseline.device, baseline.since, trusted.len())?;
            for talk in trusted {
                let arrow = if talk.key.side == crate::baseline::Side::Client { "to" } else { "from" };
                writeln!(out, "allow {arrow} \"{}\" {}", talk.key.group, service(talk))?;
            }
            Ok(())
        }
    }
}
