//! A device as the contract of the command line names its parts.

use serde::Serialize;

use super::clinical::ContradictionView;
use crate::base::Text;
pub(super) use crate::base::shown::{bytes, percent, rounded, second as short_time};
use crate::fingerprint::Attribute;
use crate::store::{DeviceRow, Listed, ServiceRow};

/// The JSON of one device. Keys are a contract; more may follow.
#[derive(Debug, Serialize)]
pub(super) struct DeviceView {
    id: String,
    macs: Vec<String>,
    ips: Vec<String>,
    hostnames: Vec<String>,
    category: String,
    manufacturer: Option<String>,
    model: Option<String>,
    serial: Option<String>,
    software: Option<String>,
    os: Option<String>,
    confidence: Option<f64>,
    services: Vec<ServiceView>,
    ae_titles: Vec<String>,
    first_seen: String,
    last_seen: String,
    vlans: Vec<String>,
    former_ips: Vec<String>,
    aliases: Vec<String>,
    gateway: bool,
    passes_on: bool,
    conflicts: Vec<&'static str>,
}

/// The JSON of one device in a list.
#[derive(Debug, Serialize)]
pub(super) struct ListedView {
    #[serde(flatten)]
    device: DeviceView,
    tier: u8,
    tier_assumed: bool,
    standing: &'static str,
    revision: u64,
    care_setting: Option<String>,
    department: Option<String>,
    room: Option<String>,
    asset_tag: Option<String>,
    not_observable: bool,
    changed: String,
    contradictions: Vec<ContradictionView>,
}

impl From<&Listed> for ListedView {
    fn from(row: &Listed) -> Self {
        Self {
            device: DeviceView::from(&row.device),
            tier: row.tier.level(),
            tier_assumed: row.assumed,
            standing: row.standing.slug(),
            revision: row.revision,
            care_setting: row.care_setting.clone(),
            department: row.department.clone(),
            room: row.room.clone(),
            asset_tag: row.asset_tag.clone(),
            not_observable: row.hidden,
            changed: row.changed.to_string(),
            contradictions: row.contradictions.iter().map(ContradictionView::from).collect(),
        }
    }
}

/// The JSON of one service.
#[derive(Debug, Serialize)]
pub(super) struct ServiceView {
    port: u16,
    transport: String,
    app: Option<String>,
}

impl From<&DeviceRow> for DeviceView {
    fn from(row: &DeviceRow) -> Self {
        let attribute = |attribute| row.attribute(attribute).map(ToString::to_string);
        Self {
            id: row.id.to_string(),
            macs: strings(&row.macs),
            // All it ever had, those it still has first.
            ips: strings(&row.ips).into_iter().chain(strings(&row.former_ips)).collect(),
            hostnames: hostnames(row),
            category: category(row).to_owned(),
            manufacturer: attribute(Attribute::Manufacturer),
            model: attribute(Attribute::Model),
            serial: attribute(Attribute::Serial),
            software: attribute(Attribute::Software),
            os: attribute(Attribute::Os),
            confidence: confidence(row).map(rounded),
            services: row.services.iter().map(ServiceView::from).collect(),
            ae_titles: strings(&row.ae_titles),
            first_seen: row.first.to_string(),
            last_seen: row.last.to_string(),
            vlans: strings(&row.vlans),
            former_ips: strings(&row.former_ips),
            aliases: strings(&row.aliases),
            gateway: row.gateway,
            passes_on: row.passes_on,
            conflicts: row.attributes.iter().filter(|(.., conflict)| *conflict).map(|(name, ..)| name.slug()).collect(),
        }
    }
}

impl From<&ServiceRow> for ServiceView {
    fn from(row: &ServiceRow) -> Self {
        Self { port: row.port, transport: row.transport.name().into_owned(), app: row.protocol.clone() }
    }
}

/// Names with the one believed first.
fn hostnames(row: &DeviceRow) -> Vec<String> {
    let believed = row.attribute(Attribute::HostName).map(Text::as_str);
    let others = row.hostnames.iter().map(Text::as_str);
    let others = others.filter(|name| !believed.is_some_and(|believed| believed.eq_ignore_ascii_case(name)));
    believed.into_iter().chain(others).map(str::to_owned).collect()
}

/// The name a person would use: host name, else AE title.
pub(super) fn name(row: &DeviceRow) -> String {
    hostnames(row).into_iter().next().or_else(|| row.ae_titles.first().map(ToString::to_string)).unwrap_or_default()
}

pub(super) fn category(row: &DeviceRow) -> &str {
    row.attribute(Attribute::Category).map_or("unknown", Text::as_str)
}

/// How sure it is what the device is.
pub(super) fn confidence(row: &DeviceRow) -> Option<f32> {
    row.confidence(Attribute::Category)
}

/// `tcp/104 dicom`.
pub(super) fn service(row: &ServiceRow) -> String {
    let protocol = row.protocol.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
    format!("{}/{}{protocol}", row.transport.name(), row.port)
}

pub(super) fn strings<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

pub(super) fn joined<T: ToString>(items: &[T]) -> String {
    strings(items).join(" ")
}

/// Up to `most` items, and how many more there are.
pub(super) fn first_of<T: ToString>(items: &[T], most: usize) -> String {
    let shown: Vec<String> = items.iter().take(most).map(ToString::to_string).collect();
    match items.len().saturating_sub(most) {
        0 => shown.join(" "),
        more => format!("{} +{more}", shown.join(" ")),
    }
}
