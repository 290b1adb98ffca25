//! `wardwatch incidents`: what is done about alerts, step by step, to the closed report.

use std::fmt::Display;
use std::path::PathBuf;
use std::str::FromStr;

use super::output::{self, line};
use super::{Exit, Failure, Outcome};
use crate::alert::incident::{Functional, Incident, IncidentId, Information, Phase, Recoverability, Step};
use crate::alert::{Alert, AlertId};
use crate::clinical::Zone;
use crate::daemon::now;
use crate::exchange::incident::{INFORMS_ONLY, Overview, Whole, report, text};
use crate::exchange::stix;
use crate::inventory::DeviceId;
use crate::store::{self, Briefing, IncidentError, IncidentFilter, Opening, Rooms};

const EXAMPLES: &str = "\
Examples, from an alert to the closed report:
  wardwatch incidents open alert-3 alert-5 --title \"CT 2 talks to the Internet\"
  wardwatch incidents show incident-1                 tier, whom to call, plan; what was done so far
  wardwatch incidents call incident-1 --who \"ICU desk\" --answer \"patient is off the scanner\"
  wardwatch incidents impact incident-1 --functional low --information none --recoverability regular
  wardwatch incidents phase incident-1 containment
  wardwatch incidents action incident-1 \"block its way to the Internet\" --device dev-7
  wardwatch incidents approve incident-1 1 --by \"Dr Weber\" --role \"charge physician\" --plan \"scan in room 2\"
  wardwatch incidents done incident-1 1               refused above tier 1 without the approval
  wardwatch incidents revert incident-1 1 --remark \"cleaned and patched\"
  wardwatch incidents phase incident-1 post_incident
  wardwatch incidents close incident-1 --lessons \"scanners have a segment of their own now\"
  wardwatch incidents report incident-1 --format json > report.json    leaves the house: no patient data

Phases and impacts are those of NIST SP 800-61r2. wardwatch informs and records; it changes nothing on the network.
Write no patient's name into an incident.";

/// Arguments of `wardwatch incidents`.
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

/// How it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// One JSON document.
    Json,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ReportAs {
    /// For people in the house; it holds everything.
    Table,
    /// One JSON document that may leave the house.
    Json,
    /// STIX 2.1: the addresses and names outside the site that its alerts met, for sharing.
    Stix,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Command {
    /// Open an incident from one or several alerts; these are acknowledged by it
    Open {
        /// The alerts: alert-17 or 17
        #[arg(required = true)]
        alerts: Vec<AlertId>,
        /// What it is called [default: the summary of the first alert]
        #[arg(long)]
        title: Option<String>,
    },
    /// List incidents, latest first
    List(List),
    /// Show one, with the clinical side of its devices on top
    Show {
        #[command(flatten)]
        of: Of,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Write something into its timeline
    Note {
        #[command(flatten)]
        of: Of,
        /// What
        text: String,
    },
    /// Add another alert
    Add {
        #[command(flatten)]
        of: Of,
        /// The alert: alert-17 or 17
        alert: AlertId,
    },
    /// Record that somebody was called, and the answer
    Call {
        #[command(flatten)]
        of: Of,
        /// Whom: name and role
        #[arg(long)]
        who: String,
        /// What they said
        #[arg(long, required_unless_present = "no_answer")]
        answer: Option<String>,
        /// Nobody answered
        #[arg(long, conflicts_with = "answer")]
        no_answer: bool,
    },
    /// Say how bad it is
    Impact {
        #[command(flatten)]
        of: Of,
        /// Functional impact: none, low, medium, high
        #[arg(long, value_parser = functional)]
        functional: Option<Functional>,
        /// Information impact: none, privacy_breach, proprietary_breach, integrity_loss
        #[arg(long, value_parser = information)]
        information: Option<Information>,
        /// Recoverability: regular, supplemented, extended, not_recoverable
        #[arg(long, value_parser = recoverability)]
        recoverability: Option<Recoverability>,
    },
    /// Go on to another phase, or back to one; a closed incident is opened again by it
    Phase {
        #[command(flatten)]
        of: Of,
        /// detection_analysis, containment, eradication_recovery or post_incident
        #[arg(value_parser = phase)]
        phase: Phase,
        /// Why
        #[arg(long)]
        why: Option<String>,
    },
    /// Propose a containment action
    Action {
        #[command(flatten)]
        of: Of,
        /// What is to be done
        what: String,
        /// On which device: dev-17 or 17 [default: it concerns all of the incident]
        #[arg(long)]
        device: Option<DeviceId>,
    },
    /// Record the clinical approval of an action, with how care goes on meanwhile
    Approve {
        #[command(flatten)]
        of: Of,
        /// Number of the action
        action: u32,
        /// Who approved: not whoever proposed it
        #[arg(long)]
        by: String,
        /// In which role
        #[arg(long)]
        role: String,
        /// The care-modification plan
        #[arg(long)]
        plan: String,
    },
    /// Record that an action was carried out; above tier 1 only with an approval
    Done(Carried),
    /// Record that an action was taken back
    Revert(Carried),
    /// Close it; all impacts must have been said
    Close {
        #[command(flatten)]
        of: Of,
        /// What was learnt
        #[arg(long)]
        lessons: String,
    },
    /// Write the report: as text with everything, for the house; as JSON without patient data, to be sent on
    Report {
        #[command(flatten)]
        of: Of,
        /// How to write it
        #[arg(long, value_enum, default_value_t = ReportAs::Table)]
        format: ReportAs,
        /// Into this file [default: standard output]
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

#[derive(Clone, Debug, clap::Args)]
struct Of {
    /// The incident: incident-1 or 1
    incident: IncidentId,
}

#[derive(Clone, Debug, clap::Args)]
struct Carried {
    #[command(flatten)]
    of: Of,
    /// Number of the action
    action: u32,
    /// A remark
    #[arg(long)]
    remark: Option<String>,
}

#[derive(Clone, Debug, clap::Args)]
struct List {
    /// Closed ones, too
    #[arg(long)]
    all: bool,
    /// Only of this alert: alert-17 or 17
    #[arg(long)]
    alert: Option<AlertId>,
    /// Only of this device: dev-17 or 17
    #[arg(long)]
    device: Option<DeviceId>,
    /// At most so many
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// A word of a vocabulary; an error names all of them.
fn word<T: FromStr + Display>(text: &str, all: &[T]) -> Result<T, String> {
    text.parse().map_err(|_| format!("say one of {}", all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")))
}

fn functional(text: &str) -> Result<Functional, String> {
    word(text, Functional::ALL)
}

fn information(text: &str) -> Result<Information, String> {
    word(text, Information::ALL)
}

fn recoverability(text: &str) -> Result<Recoverability, String> {
    word(text, Recoverability::ALL)
}

fn phase(text: &str) -> Result<Phase, String> {
    word(text, Phase::ALL)
}

/// Runs the command.
pub(super) fn run(args: &Args) -> Outcome {
    let config = args.places.configured()?;
    let mut store = store::rooms(&config.store_url, Opening::Existing)?;
    let zone = &config.clinical.time_zone;
    let author = args.author.clone().unwrap_or_else(super::user);
    match &args.command {
        Command::Open { alerts, title } => {
            let incident = store.open_incident(title.as_deref(), alerts, &author, now()).map_err(help)?;
            line(&format!("{} is open: {}", incident.id, incident.title));
            warn(&incident, store.as_ref(), zone)?;
        }
        Command::List(list) => print_list(list, store.as_ref())?,
        Command::Show { of, format } => {
            let (incident, alerts, briefings) = gather(of, store.as_mut(), zone)?;
            match format {
                Format::Table => output::answer(text(&incident, &alerts, &briefings).as_bytes())?,
                Format::Json => output::json(&serde_json::to_value(Whole::of(&incident, &briefings))?)?,
            }
        }
        Command::Report { of, format, output } => {
            let (incident, alerts, briefings) = gather(of, store.as_mut(), zone)?;
            let is_site = |ip| config.inventory.is_site(ip);
            let written = match format {
                ReportAs::Stix => {
                    let bundle = stix::bundle(&incident.id.to_string(), &alerts, &is_site, now());
                    serde_json::to_string_pretty(&bundle)? + "\n"
                }
                ReportAs::Table => format!("INCIDENT REPORT, for the house\n\n{}", text(&incident, &alerts, &briefings)),
                ReportAs::Json => serde_json::to_string_pretty(&report(&incident, &alerts, &briefings))? + "\n",
            };
            match output {
                Some(path) => std::fs::write(path, written).map_err(|error| Failure::about(path.display(), error))?,
                None => output::answer(written.as_bytes())?,
            }
        }
        command => {
            let Some((of, step)) = step(command) else { return Ok(Exit::Good) };
            let incident = store.take_step(of.incident, None, step, &author, now()).map_err(help)?;
            if let Some(entry) = incident.timeline.last() {
                line(&format!("{}: {}", incident.id, entry.step.told()));
            }
            next(&incident, store.as_ref(), zone)?;
        }
    }
    Ok(Exit::Good)
}

/// The step that a command takes.
fn step(command: &Command) -> Option<(&Of, Step)> {
    Some(match command {
        Command::Note { of, text } => (of, Step::Noted(text.clone())),
        Command::Add { of, alert } => (of, Step::Added { alert: *alert, devices: Vec::new() }),
        Command::Call { of, who, answer, .. } => (of, Step::Called { who: who.clone(), answer: answer.clone() }),
        Command::Impact { of, functional, information, recoverability } => {
            (of, Step::Assessed { functional: *functional, information: *information, recoverability: *recoverability })
        }
        Command::Phase { of, phase, why } => (of, Step::Moved { phase: *phase, why: why.clone() }),
        Command::Action { of, what, device } => (of, Step::Proposed { what: what.clone(), device: *device, tier: None }),
        Command::Approve { of, action, by, role, plan } => {
            (of, Step::Approved { action: *action, by: by.clone(), role: role.clone(), plan: plan.clone() })
        }
        Command::Done(done) => (&done.of, Step::Done { action: done.action, tier: None, remark: done.remark.clone() }),
        Command::Revert(back) => (&back.of, Step::Reverted { action: back.action, remark: back.remark.clone() }),
        Command::Close { of, lessons } => (of, Step::Closed { lessons: lessons.clone() }),
        Command::Open { .. } | Command::List(_) | Command::Show { .. } | Command::Report { .. } => return None,
    })
}

/// An incident with its alerts and the clinical side of its devices.
fn gather(of: &Of, store: &mut dyn Rooms, zone: &Zone) -> Result<(Incident, Vec<Alert>, Vec<Briefing>), Failure> {
    let id = of.incident;
    let incident = store.incident(id)?.ok_or_else(|| help(IncidentError::NoSuchIncident(id)))?;
    let mut alerts = Vec::new();
    for alert in &incident.alerts {
        alerts.extend(store.alert_room().alert(*alert)?);
    }
    let briefings = incident.devices.iter().map(|device| store.briefing(*device, zone, now())).collect::<Result<_, _>>()?;
    Ok((incident, alerts, briefings))
}

/// Says first of all which devices must not be isolated.
fn warn(incident: &Incident, store: &dyn Rooms, zone: &Zone) -> Result<(), Failure> {
    for device in &incident.devices {
        let context = store.briefing(*device, zone, now())?.context;
        line(&format!("{device} is of tier {}: {}", context.tier, context.tier_reason));
        if context.do_not_isolate {
            let first = context.call_list.first().map_or_else(
                || "nobody is on its call list; `wardwatch devices contacts` adds somebody".to_owned(),
                |call| {
                    format!("call {} {} {} first", call.person.name, call.person.role, call.person.phone.as_deref().unwrap_or(""))
                },
            );
            line(&format!("{device}: DO NOT ISOLATE, {first}"));
        }
    }
    line(&format!("`wardwatch incidents show {}` shows the plan and the call list. {INFORMS_ONLY}", incident.id));
    Ok(())
}

/// Says what must come next, where something must.
fn next(incident: &Incident, store: &dyn Rooms, zone: &Zone) -> Result<(), Failure> {
    let Some(Step::Proposed { .. }) = incident.timeline.last().map(|entry| &entry.step) else { return Ok(()) };
    let Some(action) = incident.actions.last().filter(|action| action.needs_approval()) else { return Ok(()) };
    line(&format!(
        "It needs a clinical approval first: wardwatch incidents approve {} {} --by NAME --role ROLE --plan \"how care goes on\"",
        incident.id, action.number
    ));
    for device in action.device.iter().chain(incident.devices.iter().filter(|_| action.device.is_none())) {
        if let Some(approver) = store.briefing(*device, zone, now())?.context.approver {
            line(&format!("{device}: {approver} may authorise it."));
        }
    }
    Ok(())
}

fn print_list(list: &List, store: &dyn Rooms) -> Result<(), Failure> {
    let filter = IncidentFilter { closed: list.all, alert: list.alert, device: list.device, limit: list.limit };
    let incidents = store.incidents(&filter)?;
    match list.format {
        Format::Json => output::json(&serde_json::to_value(incidents.iter().map(Overview::from).collect::<Vec<_>>())?),
        Format::Table if incidents.is_empty() => {
            line(if list.all { "No incidents." } else { "No open incidents; --all shows closed ones, too." });
            Ok(())
        }
        Format::Table => {
            let head = ["id", "phase", "opened", "functional", "information", "recoverability", "alerts", "devices", "title"];
            output::rows(output::Format::Table, &head, incidents.iter().map(row))
        }
    }
}

fn row(incident: &Incident) -> Vec<String> {
    let said = |slug: Option<&'static str>| slug.unwrap_or("not said").replace('_', " ");
    let names = |names: Vec<String>| names.join(" ");
    vec![
        incident.id.to_string(),
        incident.phase.to_string(),
        crate::base::shown::minute(incident.opened.at),
        said(incident.functional.map(Functional::slug)),
        said(incident.information.map(Information::slug)),
        said(incident.recoverability.map(Recoverability::slug)),
        names(incident.alerts.iter().map(ToString::to_string).collect()),
        names(incident.devices.iter().map(ToString::to_string).collect()),
        incident.title.clone(),
    ]
}

/// An error with where to look.
fn help(error: IncidentError) -> Failure {
    let where_to_look = match &error {
        IncidentError::NoSuchIncident(_) => "; `wardwatch incidents list --all` shows what there is",
        IncidentError::NoSuchAlert(_) => "; `wardwatch alerts list` shows what there is",
        IncidentError::NoSuchDevice(_) => "; `wardwatch devices list` shows what there is",
        IncidentError::Changed { .. } | IncidentError::Refused(_) | IncidentError::Store(_) => "",
    };
    Failure(format!("{error}{where_to_look}"))
}
