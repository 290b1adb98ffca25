//! `wardwatch devices show`

use std::io::Write;

use serde::Serialize;

use super::clinical::{Side, SideView};
use super::view::{DeviceView, bytes, category, joined, percent, service, short_time};
use super::{Room, device, key};
use crate::cli::Failure;
use crate::cli::output::Format;
use crate::cli::output::{table, write_csv, write_json, write_table};
use crate::fingerprint::Attribute;
use crate::observation::{Conversation, Oriented};
use crate::store::{ConversationRow, DeviceDetails, DeviceKey, DeviceRow, HistoryRow, Store};
use crate::web::{Change, Talk};

/// How many conversations and changes the text shows.
const MOST: usize = 20;

/// Arguments of `wardwatch devices show`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices show dev-17\n  wardwatch devices show 10.1.2.3 --format json")]
pub(super) struct Args {
    /// Its id (dev-17 or 17), a MAC address or an IP address
    #[arg(value_name = "DEVICE", value_parser = key)]
    device: DeviceKey,
    /// How to write it; csv lists its conversations
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(args: &Args, room: &Room, out: &mut dyn Write) -> Result<(), Failure> {
    let mut details = details(&*room.store, args.device)?;
    let side = Side::new(&details, room)?;
    side.card.overlay(&mut details.device);
    match args.format {
        Format::Json => write_json(&ShowView::of(&details, &side), out),
        Format::Csv => write_csv(CSV, details.conversations.iter().map(csv_row), out),
        Format::Table => text(&details, &side, room, out),
    }
}

/// All that is known of the device a key leads to.
pub(super) fn details(store: &dyn Store, key: DeviceKey) -> Result<DeviceDetails, Failure> {
    let id = device(store, key)?;
    let gone = || Failure(format!("{id} went away while it was being read; try again"));
    store.details(id)?.ok_or_else(gone)
}

fn text(details: &DeviceDetails, side: &Side, room: &Room, out: &mut dyn Write) -> Result<(), Failure> {
    let row = &details.device;
    title(row, out)?;
    write_table(&facts(row), out)?;
    side.write(room, out)?;
    if !details.conversations.is_empty() {
        writeln!(out, "\nConversations")?;
        let mut peers = table(&["CLIENT", "SERVER", "SERVICE", "FLOWS", "SENT", "RECEIVED", "LAST (UTC)", "COMMUNITY ID"]);
        for one in details.conversations.iter().take(MOST) {
            peers.add_row(peer(one));
        }
        write_table(&peers, out)?;
        more(details.conversations.len(), "--format csv lists all", out)?;
    }
    history(&details.history, out)?;
    Ok(writeln!(out, "\n`wardwatch devices explain {}` tells why.", row.id)?)
}

/// `dev-17  ct  Siemens SOMATOM Force`.
pub(super) fn title(row: &DeviceRow, out: &mut dyn Write) -> std::io::Result<()> {
    let attribute = |attribute| row.attribute(attribute).map(|value| format!(" {value}")).unwrap_or_default();
    let what = format!("{}{}", attribute(Attribute::Manufacturer), attribute(Attribute::Model));
    writeln!(out, "{}  {} {what}\n", row.id, category(row))
}

fn facts(row: &DeviceRow) -> comfy_table::Table {
    let mut facts = table(&["", ""]);
    let mut line = |name: &str, value: String| {
        if !value.is_empty() {
            facts.add_row(vec![name.to_owned(), value]);
        }
    };
    for (attribute, value, confidence, conflict) in &row.attributes {
        let doubt = if *conflict { ", contradicted" } else { "" };
        line(attribute.slug(), format!("{value}  ({}{doubt})", percent(*confidence)));
    }
    line("names", joined(&row.hostnames));
    line("AE titles", joined(&row.ae_titles));
    line("IP addresses", joined(&row.ips));
    line("former IP addresses", joined(&row.former_ips));
    line("MAC addresses", joined(&row.macs));
    line("VLANs", joined(&row.vlans));
    line("services", row.services.iter().map(service).collect::<Vec<_>>().join(", "));
    line("also known as", joined(&row.aliases));
    line("role", if row.gateway { "forwards for others".to_owned() } else { String::new() });
    line("first seen", row.first.to_string());
    line("last seen", row.last.to_string());
    facts
}

fn peer(row: &ConversationRow) -> Vec<String> {
    let answered = if row.answered { "" } else { " (no answer)" };
    vec![
        row.client.ip.map(|ip| ip.to_string()).unwrap_or_default(),
        row.server.map_or_else(|| "others".to_owned(), |ip| ip.to_string()),
        format!("{}{answered}", what(row)),
        row.flows.to_string(),
        bytes(row.from_client.bytes),
        bytes(row.from_server.bytes),
        short_time(row.last),
        community_id(row).unwrap_or_default(),
    ]
}

fn what(row: &ConversationRow) -> String {
    if row.server.is_none() {
        return String::new();
    }
    let protocol = row.protocol.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
    format!("{}/{}{protocol}", row.transport.name(), row.port)
}

/// The id of the latest flow of a row.
fn community_id(row: &ConversationRow) -> Option<String> {
    let server = crate::base::Endpoint { ip: Some(row.server?), ..crate::base::Endpoint::default() };
    let conversation = Conversation {
        client: row.client,
        server,
        client_port: row.client_port,
        server_port: row.port,
        transport: row.transport,
        first: row.first,
        last: row.last,
        from_client: row.from_client,
        from_server: row.from_server,
        protocol: None,
        oriented: Oriented::Guess,
        answered: row.answered,
        opening: false,
    };
    conversation.community_id()
}

pub(super) fn history(rows: &[HistoryRow], out: &mut dyn Write) -> Result<(), Failure> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nHistory")?;
    let mut changes = table(&["WHEN (UTC)", "WHAT", "FROM", "TO", "RULE"]);
    let value = |text: &Option<crate::base::Text>| text.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    for row in rows.iter().take(MOST) {
        changes.add_row(vec![short_time(row.at), row.attribute.clone(), value(&row.from), value(&row.to), row.rule.clone()]);
    }
    write_table(&changes, out)?;
    Ok(more(rows.len(), "--format json lists all", out)?)
}

fn more(count: usize, how: &str, out: &mut dyn Write) -> std::io::Result<()> {
    match count.saturating_sub(MOST) {
        0 => Ok(()),
        rest => writeln!(out, "{rest} more; {how}"),
    }
}

const CSV: &[&str] = &[
    "client",
    "server",
    "transport",
    "port",
    "app",
    "flows",
    "answered",
    "client_packets",
    "client_bytes",
    "server_packets",
    "server_bytes",
    "first_seen",
    "last_seen",
    "community_id",
];

fn csv_row(row: &ConversationRow) -> Vec<String> {
    vec![
        row.client.ip.map(|ip| ip.to_string()).unwrap_or_default(),
        row.server.map(|ip| ip.to_string()).unwrap_or_default(),
        row.transport.name().into_owned(),
        row.port.to_string(),
        row.protocol.clone().unwrap_or_default(),
        row.flows.to_string(),
        row.answered.to_string(),
        row.from_client.packets.to_string(),
        row.from_client.bytes.to_string(),
        row.from_server.packets.to_string(),
        row.from_server.bytes.to_string(),
        row.first.to_string(),
        row.last.to_string(),
        community_id(row).unwrap_or_default(),
    ]
}

/// The JSON of one device with its conversations and history.
#[derive(Serialize)]
struct ShowView {
    #[serde(flatten)]
    device: DeviceView,
    clinical: SideView,
    conversations: Vec<ConversationView>,
    history: Vec<Change>,
}

/// A conversation as the API has it, and its community id.
#[derive(Serialize)]
struct ConversationView {
    #[serde(flatten)]
    talk: Talk,
    community_id: Option<String>,
}

impl From<&ConversationRow> for ConversationView {
    fn from(row: &ConversationRow) -> Self {
        Self { talk: Talk::from(row), community_id: community_id(row) }
    }
}

impl ShowView {
    fn of(details: &DeviceDetails, side: &Side) -> Self {
        Self {
            device: DeviceView::from(&details.device),
            clinical: side.view(),
            conversations: details.conversations.iter().map(ConversationView::from).collect(),
            history: details.history.iter().map(Change::from).collect(),
        }
    }
}
