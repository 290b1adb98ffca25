//! `wardwatch devices` (interim list until the full commands land).

use super::output::{self, Format};
use super::{Exit, Outcome};
use crate::fingerprint::Attribute;
use crate::store::{self, DeviceFilter, Opening};

/// Arguments of `wardwatch devices`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "list")]
    command: String,
    /// Database
    #[arg(long, default_value = "wardwatch.db")]
    db: String,
}

/// Runs `wardwatch devices`.
pub fn run(args: &Args) -> Outcome {
    let _ = &args.command;
    let store = store::open(&args.db, Opening::Existing)?;
    let head = ["id", "category", "manufacturer", "model", "serial", "software", "os", "host", "conf", "macs", "ips"];
    let text = |value: Option<&crate::base::Text>| value.map(ToString::to_string).unwrap_or_default();
    let rows = store.devices(&DeviceFilter::default())?.into_iter().map(|d| {
        vec![
            format!("{:?}", d.id),
            text(d.attribute(Attribute::Category)),
            text(d.attribute(Attribute::Manufacturer)),
            text(d.attribute(Attribute::Model)),
            text(d.attribute(Attribute::Serial)),
            text(d.attribute(Attribute::Software)),
            text(d.attribute(Attribute::Os)),
            format!("{:?}", d.hostnames),
            format!("{:.2}", d.confidence(Attribute::Category).unwrap_or(0.0)),
            format!("{:?}", d.macs),
            format!("{:?}", d.ips),
        ]
    });
    output::rows(Format::Table, &head, rows)?;
    Ok(Exit::Good)
}
