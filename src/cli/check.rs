//! `wardwatch check`: can it start here, and can it reach what it needs?

use std::path::PathBuf;

use super::output;
use super::{Exit, Failure, Outcome};
use crate::config::Config;
use crate::sensor::capture::live;
use crate::store::{self, DeviceFilter, Opening, StoreError};

/// Arguments of `wardwatch check`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    places: super::Places,
    /// An interface that shall be listened on
    #[arg(short, long, value_name = "IFACE")]
    interface: Vec<String>,
}

/// Runs `wardwatch check`. Nothing is changed and nothing is sent.
pub(super) fn run(args: &Args) -> Outcome {
    let config = args.places.configured()?;
    let mut failures = 0;
    let mut report = |what: &str, result: Result<String, String>| {
        let (mark, text) = match result {
            Ok(text) => ("ok  ", text),
            Err(text) => {
                failures += 1;
                ("FAIL", text)
            }
        };
        output::line(&format!("{mark}  {what}: {text}"));
    };
    if let Some(file) = &args.places.config {
        report("configuration", Ok(format!("{} is good", file.display())));
    }
    report("fingerprints", fingerprints(&config));
    report("database", database(&config.store_url));
    let listed = if args.interface.is_empty() { &config.capture.interfaces } else { &args.interface };
    for name in listed {
        report("interface", interface(name));
    }
    if !listed.is_empty() {
        output::line(&format!("      {}", rights()));
    }
    if listed.is_empty() {
        output::line(&format!("      interfaces here: {}", interfaces().join(", ")));
    }
    match failures {
        0 => Ok(Exit::Good),
        1 => Err(Failure("one check failed".to_owned())),
        many => Err(Failure(format!("{many} checks failed"))),
    }
}

fn fingerprints(config: &Config) -> Result<String, String> {
    let fingerprints = super::fingerprints::load(config.fingerprints.as_deref()).map_err(|Failure(line)| line)?;
    let faults = fingerprints.faults();
    match faults.first() {
        None => Ok(format!("{} tables, {} address blocks", fingerprints.tables().len(), fingerprints.address_blocks())),
        Some(first) => Err(format!("{} faults, the first: {first}", faults.len())),
    }
}

fn database(url: &str) -> Result<String, String> {
    match store::open(url, Opening::Existing) {
        Ok(store) => match store.devices(&DeviceFilter::default()) {
            Ok(devices) => Ok(format!("{url} holds {} devices", devices.len())),
            Err(error) => Err(error.to_string()),
        },
        Err(StoreError::Missing(path)) => {
            let folder =
                path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), PathBuf::from);
            match folder.is_dir() {
                true => Ok(format!("{} does not exist yet and will be made", path.display())),
                false => Err(format!("{} cannot be made: there is no folder {}", path.display(), folder.display())),
            }
        }
        Err(error) => Err(error.to_string()),
    }
}

/// Whether this process could listen. A service is given the right by its unit.
fn rights() -> String {
    match caps::has_cap(None, caps::CapSet::Effective, caps::Capability::CAP_NET_RAW) {
        Ok(true) => "you may listen (CAP_NET_RAW)".to_owned(),
        Ok(false) => "listening needs CAP_NET_RAW, which you have not; the service units give it to the sensor".to_owned(),
        Err(error) => format!("whether you may listen cannot be told: {error}"),
    }
}

fn interfaces() -> Vec<String> {
    pnet::datalink::interfaces().into_iter().map(|interface| interface.name).collect()
}

/// A mirror port has a link and no address: with one, the kernel would answer on it.
fn interface(name: &str) -> Result<String, String> {
    let all = pnet::datalink::interfaces();
    let Some(found) = all.iter().find(|interface| interface.name == name) else {
        return Err(format!("there is no {name}; here are {}", interfaces().join(", ")));
    };
    if !found.is_up() {
        return Err(format!("{name} is down:  ip link set {name} up"));
    }
    if let Some(objection) = live::objection(name) {
        return Err(objection);
    }
    Ok(format!("{name} is up and has no address, as a mirror port must be"))
}
