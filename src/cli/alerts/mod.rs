//! `wardwatch alerts`: what is not normal, and what people say of it.

mod view;

use std::io::Write;

use super::output::{self, Format};
use super::{Exit, Failure, Outcome};
use crate::alert::{AlertId, Kind, Route, Scope, Severity, State, Verdict, told};
use crate::clinical::Zone;
use crate::daemon::{now, with_context};
use crate::inventory::DeviceId;
use crate::store::{self, AlertFilter, Alerts, Opening, Opinion, Store};
use view::{HEAD, row};

const EXAMPLES: &str = "\
Examples:
  wardwatch alerts list                          what is open, latest first
  wardwatch alerts list --route page --format json
  wardwatch alerts show alert-3                  the evidence, the baseline it broke, whom to call
  wardwatch alerts ack alert-3 --note \"biomed is looking\"
  wardwatch alerts close alert-3 --verdict benign --note \"vendor update\"
  wardwatch alerts suppress --kind new_peer --device dev-7 --days 30 --reason \"new archive\"
  wardwatch alerts export > alerts.jsonl         every alert, one JSON object a line";

/// Arguments of `wardwatch alerts`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    places: super::Places,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Command {
    /// List alerts, latest first
    List(List),
    /// Show one alert with its evidence, the baseline it broke, and its clinical side
    Show {
        /// The alert: alert-17 or 17
        alert: AlertId,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Say that somebody is on it
    Ack(Say),
    /// Say that it is done with, and what it was
    Close(Close),
    /// Hear no more of something, for a reason; or list what is suppressed
    Suppress(Suppress),
    /// Write every alert, suppressed and closed ones too, as one JSON object a line
    Export,
}

#[derive(Clone, Debug, clap::Args)]
struct List {
    /// Only this state; may be repeated [default: all but suppressed]
    #[arg(long)]
    state: Vec<State>,
    /// Only this kind
    #[arg(long)]
    kind: Option<Kind>,
    /// At least this severity
    #[arg(long)]
    severity: Option<Severity>,
    /// Only what pages, or only the digest
    #[arg(long)]
    route: Option<Route>,
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

#[derive(Clone, Debug, clap::Args)]
struct Say {
    /// The alert: alert-17 or 17
    alert: AlertId,
    /// A remark
    #[arg(long)]
    note: Option<String>,
    /// Who says so [default: the user of this process]
    #[arg(long)]
    author: Option<String>,
}

#[derive(Clone, Debug, clap::Args)]
struct Close {
    #[command(flatten)]
    say: Say,
    /// What it was: true, benign (rightly told, harmless) or wrong
    #[arg(long)]
    verdict: Verdict,
}

#[derive(Clone, Debug, clap::Args)]
struct Suppress {
    /// Only this kind
    #[arg(long)]
    kind: Option<Kind>,
    /// Only this device: dev-17 or 17
    #[arg(long)]
    device: Option<DeviceId>,
    /// Only devices of this category
    #[arg(long)]
    category: Option<String>,
    /// Only this peer, as alerts show it
    #[arg(long)]
    peer: Option<String>,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    /// Who says so [default: the user of this process]
    #[arg(long)]
    author: Option<String>,
    /// For so many days; without it, until it is ended
    #[arg(long, value_name = "NUMBER")]
    days: Option<u32>,
    /// End the suppression of this number
    #[arg(long, value_name = "NUMBER")]
    end: Option<u32>,
    /// List the suppressions
    #[arg(long)]
    list: bool,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> Outcome {
    let config = args.places.configured()?;
    let zone = &config.clinical.time_zone;
    let mut store = store::open(&config.store_url, Opening::Existing)?;
    let mut answer = Vec::new();
    match &args.command {
        Command::List(list) => print(list, zone, store.as_mut(), &mut answer)?,
        Command::Show { alert, format } => show(*alert, *format, zone, store.as_mut(), &mut answer)?,
        Command::Ack(say) => opine(say, State::Acknowledged, None, store.alert_room(), &mut answer)?,
        Command::Close(close) => opine(&close.say, State::Closed, Some(close.verdict), store.alert_room(), &mut answer)?,
        Command::Suppress(what) => suppress(what, store.alert_room(), &mut answer)?,
        Command::Export => export(zone, store.as_mut(), &mut answer)?,
    }
    output::answer(&answer)?;
    Ok(Exit::Good)
}

fn print(list: &List, zone: &Zone, store: &mut dyn Store, out: &mut dyn Write) -> Result<(), Failure> {
    let filter = AlertFilter {
        states: list.state.clone(),
        kind: list.kind,
        severity: list.severity,
        route: list.route,
        device: list.device,
        limit: list.limit,
        ..AlertFilter::default()
    };
    let alerts = store.alert_room().alerts(&filter)?.alerts;
    match list.format {
        Format::Json => {
            let alerts = alerts.into_iter().map(|alert| with_context(store, zone, alert)).collect::<Result<Vec<_>, _>>()?;
            output::write_json(&alerts.iter().map(view::view).collect::<Vec<_>>(), out)
        }
        Format::Csv => output::write_csv(&HEAD, alerts.iter().map(row), out),
        Format::Table if alerts.is_empty() => Ok(writeln!(out, "No alerts.")?),
        Format::Table => {
            let mut table = output::table(&HEAD);
            alerts.iter().for_each(|alert| {
                table.add_row(row(alert));
            });
            Ok(output::write_table(&table, out)?)
        }
    }
}

fn show(id: AlertId, format: Format, zone: &Zone, store: &mut dyn Store, out: &mut dyn Write) -> Result<(), Failure> {
    let alert = store.alert_room().alert(id)?.ok_or_else(|| none(id))?;
    let alert = with_context(store, zone, alert)?;
    if format != Format::Table {
        return output::write_json(&view::view(&alert), out);
    }
    writeln!(out, "{}  {}  {}  {}  ({})", alert.id, alert.severity, alert.kind, alert.state, alert.route)?;
    writeln!(out, "{}\n", alert.summary)?;
    let mut line = |name: &str, text: Option<String>| match text.filter(|text| !text.is_empty()) {
        Some(text) => writeln!(out, "{name:<16}{text}"),
        None => Ok(()),
    };
    let join = |items: Vec<String>| Some(items.join(", "));
    line("device", alert.device.map(|device| device.to_string()))?;
    line("addresses", join(alert.device_ips.iter().map(ToString::to_string).collect()))?;
    line("hardware", join(alert.device_macs.iter().map(ToString::to_string).collect()))?;
    line("others", join(alert.others.iter().map(ToString::to_string).collect()))?;
    line("peer", alert.peer.clone())?;
    line("first, last", Some(format!("{} to {}, {} times", alert.first, alert.last, alert.count)))?;
    line("why here", Some(alert.route_reason.clone()))?;
    line("baseline", alert.baseline.clone())?;
    line("ATT&CK", Some(alert.techniques.join(", ")))?;
    line("found to be", alert.verdict.map(|verdict| format!("{verdict}: {}", verdict.meaning())))?;
    line("said by", alert.author.clone())?;
    line("remark", alert.note.clone())?;
    if let Some(context) = &alert.context {
        line("tier", Some(format!("{} ({})", context.tier, context.tier_reason)))?;
        line("care setting", context.care_setting.clone())?;
        line("what it does", Some(context.what_it_does.clone()))?;
        let first = context.call_list.first().map(|_| "call the list below first").unwrap_or("nobody is on its call list yet");
        line("do not isolate", context.do_not_isolate.then(|| first.to_owned()))?;
        line("containment", context.containment.clone())?;
        line("approver", context.approver.clone())?;
        line("plan", Some(context.plan.slug.clone()))?;
        for call in view::calls(context) {
            line("call", Some(call))?;
        }
    }
    writeln!(out, "\nevidence")?;
    for proof in &alert.evidence {
        let flow = proof.community_id.as_ref().map(|id| format!("  community_id {id}")).unwrap_or_default();
        writeln!(out, "  {}{flow}", told(proof))?;
    }
    for said in store.alert_room().opinions(id)? {
        let verdict = said.verdict.map(|verdict| format!(", {verdict}")).unwrap_or_default();
        writeln!(out, "  {} {}: {}{verdict} {}", said.at, said.author, said.state, said.note.unwrap_or_default())?;
    }
    Ok(())
}

fn opine(say: &Say, state: State, verdict: Option<Verdict>, room: &mut dyn Alerts, out: &mut dyn Write) -> Result<(), Failure> {
    let author = say.author.clone().unwrap_or_else(super::user);
    let opinion = Opinion { alert: say.alert, state, verdict, author, note: say.note.clone(), at: now() };
    if !room.say(&opinion)? {
        return Err(none(say.alert));
    }
    // What was harmless is usual from now on: the device's baseline takes it.
    if verdict == Some(Verdict::Benign) {
        let accepted = accept(say.alert, room)?;
        if accepted > 0 {
            writeln!(out, "{accepted} conversations of its baseline are accepted from now on.")?;
        }
    }
    Ok(writeln!(out, "{} is {state}.", say.alert)?)
}

/// Accepts what an alert was about in the baselines of its devices.
fn accept(id: AlertId, room: &mut dyn Alerts) -> Result<usize, Failure> {
    let Some(alert) = room.alert(id)? else { return Ok(0) };
    let mut accepted = 0;
    for device in alert.device.into_iter().chain(alert.others) {
        let Some(mut baseline) = room.baseline(device)? else { continue };
        let new = baseline.accept(&alert.key);
        if new > 0 {
            room.put_baseline(&baseline)?;
        }
        accepted += new;
    }
    Ok(accepted)
}

fn suppress(what: &Suppress, room: &mut dyn Alerts, out: &mut dyn Write) -> Result<(), Failure> {
    let author = what.author.clone().unwrap_or_else(super::user);
    if let Some(number) = what.end {
        return match room.end_suppression(number, &author, now())? {
            true => Ok(writeln!(out, "Suppression {number} has ended.")?),
            false => Err(Failure(format!("there is no suppression {number}; `wardwatch alerts suppress --list` shows them"))),
        };
    }
    if what.list {
        for one in room.suppressions()? {
            let until = one.until.map_or_else(|| "until it is ended".to_owned(), |until| format!("until {until}"));
            writeln!(out, "{}  {}  {until}  {}: {}", one.number, one.scope, one.author, one.reason)?;
        }
        return Ok(());
    }
    let scope = Scope { kind: what.kind, device: what.device, category: what.category.clone(), peer: what.peer.clone() };
    if scope.is_empty() {
        return Err(Failure("name a kind, device, category or peer: nothing less is suppressed".to_owned()));
    }
    let reason = what.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let reason = reason.ok_or_else(|| Failure("give a reason with --reason".to_owned()))?;
    let until = what.days.map(|days| now().plus_seconds(days.saturating_mul(86_400)));
    let (number, covered) = room.suppress(&scope, reason, &author, now(), until)?;
    Ok(writeln!(out, "Suppression {number} covers {covered} alerts there are, and those to come. `--end {number}` ends it.")?)
}

fn export(zone: &Zone, store: &mut dyn Store, out: &mut dyn Write) -> Result<(), Failure> {
    let filter = AlertFilter { states: State::ALL.to_vec(), ..AlertFilter::default() };
    for alert in store.alert_room().alerts(&filter)?.alerts.into_iter().rev() {
        let alert = with_context(store, zone, alert)?;
        writeln!(out, "{}", serde_json::to_string(&view::view(&alert))?)?;
    }
    Ok(())
}

fn none(id: AlertId) -> Failure {
    Failure(format!("there is no {id}; `wardwatch alerts list` shows what there is"))
}
