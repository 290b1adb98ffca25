//! The configuration file: its format, and the settings of each module that come out of it.
//!
//! `config/wardwatch.toml` is the shipped file: every option with its default and its unit.
//!
//! Invariant: an option that does not exist, or a value that cannot be, is an error of one line that names its place.

mod capture;
mod detection;

pub use capture::Transport;

mod oidc;
mod sinks;

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::clinical::{self, Playbook, PlaybookError, Zone};
use crate::inventory::{self, Network};
use crate::{alert, baseline};
use crate::{sensor, store, web};

/// All settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Of the sensor.
    pub sensor: sensor::Settings,
    /// What is listened on.
    pub capture: sensor::capture::live::Settings,
    /// How sensor and hub find each other.
    pub transport: Transport,
    /// Of the inventory.
    pub inventory: inventory::Settings,
    /// Of the clinical side.
    pub clinical: clinical::Settings,
    /// Of the baselines.
    pub baseline: baseline::Settings,
    /// Of the alerts.
    pub alert: alert::Settings,
    /// A list of indicators of compromise.
    pub indicators: Option<PathBuf>,
    /// The database: a path or URL.
    pub store_url: String,
    /// What it keeps, and how long.
    pub keep: store::Keep,
    /// Fingerprint tables of the user's own.
    pub fingerprints: Option<PathBuf>,
    /// Of the pages.
    pub web: web::Settings,
    /// Where alerts go.
    pub sinks: Vec<crate::sinks::Settings>,
    /// Single sign-on, where it is wanted.
    pub oidc: Option<web::oidc::Settings>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            sensor: sensor::Settings::default(),
            capture: sensor::capture::live::Settings::default(),
            transport: Transport::default(),
            inventory: inventory::Settings::default(),
            clinical: clinical::Settings::default(),
            baseline: baseline::Settings::default(),
            alert: alert::Settings::default(),
            indicators: None,
            store_url: "wardwatch.db".to_owned(),
            keep: store::Keep::default(),
            fingerprints: None,
            web: web::Settings::default(),
            sinks: Vec::new(),
            oidc: None,
        }
    }
}

/// What is wrong with a configuration file, and where.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {what}")]
pub struct ConfigError {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong, in one line.
    pub what: String,
}

impl ConfigError {
    fn at(file: &str, text: &str, offset: usize, what: impl fmt::Display) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count().saturating_add(1);
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()).saturating_add(1);
        Self { file: file.to_owned(), line, column, what: what.to_string().replace('\n', " ") }
    }
}

impl Config {
    /// Reads a configuration file.
    ///
    /// # Errors
    /// When it cannot be read, holds an option that does not exist, or a value that cannot be.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::at(&file, "", 0, error))?;
        Self::parse(&file, &text)
    }

    /// Reads the text of a configuration file; `file` names it in errors.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        let at = |offset: usize, what: &dyn fmt::Display| ConfigError::at(file, text, offset, what);
        let written: Written = toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            at(offset, &error.message())
        })?;
        written.settings().map_err(|Wrong { offset, what }| at(offset, &what))
    }

    /// The playbook that the configuration names, or the shipped one.
    ///
    /// # Errors
    /// When the file cannot be read, or is no playbook.
    pub fn playbook(&self) -> Result<Playbook, PlaybookError> {
        let Some(path) = &self.clinical.playbook else { return Ok(Playbook::shipped().clone()) };
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Playbook::parse(&file, &text),
            Err(error) => Err(PlaybookError { file, line: 1, what: error.to_string() }),
        }
    }
}

/// A value that cannot be, and where it stands.
struct Wrong {
    offset: usize,
    what: String,
}

/// The file as written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    store: StoreText,
    fingerprints: FingerprintsText,
    sensor: SensorText,
    capture: capture::CaptureText,
    transport: capture::TransportText,
    inventory: InventoryText,
    clinical: ClinicalText,
    web: WebText,
    baseline: detection::BaselineText,
    alert: detection::AlertText,
    sink: Vec<sinks::SinkText>,
    oidc: Option<Spanned<oidc::OidcText>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct StoreText {
    url: Option<Spanned<String>>,
    conversation_days: Option<Spanned<u32>>,
    evidence_days: Option<Spanned<u32>>,
    alert_days: Option<Spanned<u32>>,
    max_bytes: Option<Spanned<u64>>,
}

impl StoreText {
    fn write(self, config: &mut Config) -> Result<(), Wrong> {
        if let Some(url) = self.url {
            let offset = url.span().start;
            config.store_url = url.into_inner();
            if config.store_url.is_empty() {
                return Err(Wrong { offset, what: "the database needs a name".to_owned() });
            }
        }
        let keep = &mut config.keep;
        set(&mut keep.conversation_days, self.conversation_days, 1, DECADES)?;
        set(&mut keep.evidence_days, self.evidence_days, 1, DECADES)?;
        set(&mut keep.alert_days, self.alert_days, 1, DECADES)?;
        set(&mut keep.max_bytes, self.max_bytes, 64 << 20, 1 << 44)
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct FingerprintsText {
    folder: Option<PathBuf>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SensorText {
    max_flows: Option<Spanned<usize>>,
    max_reassembly_bytes: Option<Spanned<usize>>,
    refresh_seconds: Option<Spanned<u32>>,
    said_bits: Option<Spanned<u32>>,
    tcp_idle_seconds: Option<Spanned<u32>>,
    idle_seconds: Option<Spanned<u32>>,
    batch_items: Option<Spanned<usize>>,
    batch_milliseconds: Option<Spanned<u32>>,
    /// Its name of before: an upgrade keeps the file as it is.
    batch_seconds: Option<Spanned<u32>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct InventoryText {
    max_atoms: Option<Spanned<usize>>,
    max_new_atoms: Option<Spanned<usize>>,
    max_evidence: Option<Spanned<usize>>,
    max_evidence_per_property: Option<Spanned<usize>>,
    max_bundles: Option<Spanned<usize>>,
    max_services: Option<Spanned<usize>>,
    max_peers: Option<Spanned<usize>>,
    max_conversations: Option<Spanned<usize>>,
    site: Option<Vec<Spanned<String>>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ClinicalText {
    time_zone: Option<Spanned<String>>,
    playbook: Option<PathBuf>,
}

impl ClinicalText {
    fn write(self, settings: &mut clinical::Settings) -> Result<(), Wrong> {
        if let Some(name) = self.time_zone {
            let offset = name.span().start;
            settings.time_zone = Zone::named(name.get_ref()).map_err(|what| Wrong { offset, what })?;
        }
        settings.playbook = self.playbook.filter(|file| !file.as_os_str().is_empty());
        Ok(())
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct WebText {
    listen: Option<Spanned<String>>,
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
    session_idle_minutes: Option<Spanned<u32>>,
    session_hours: Option<Spanned<u32>>,
}

impl Written {
    fn settings(self) -> Result<Config, Wrong> {
        let mut config = Config {
            fingerprints: self.fingerprints.folder.filter(|folder| !folder.as_os_str().is_empty()),
            ..Config::default()
        };
        self.store.write(&mut config)?;
        self.sensor.write(&mut config.sensor)?;
        self.clinical.write(&mut config.clinical)?;
        self.capture.write(&mut config.capture)?;
        self.transport.write(&mut config.transport)?;
        self.inventory.write(&mut config.inventory)?;
        self.baseline.write(&mut config.baseline)?;
        config.indicators = self.alert.write(&mut config.alert)?;
        self.web.write(&mut config.web)?;
        config.sinks = sinks::settings(self.sink)?;
        config.oidc = self.oidc.map(oidc::settings).transpose()?;
        Ok(config)
    }
}

impl SensorText {
    fn write(self, settings: &mut sensor::Settings) -> Result<(), Wrong> {
        set(&mut settings.max_flows, self.max_flows, 1, FLOWS)?;
        set(&mut settings.max_reassembly_bytes, self.max_reassembly_bytes, 1 << 16, 1 << 34)?;
        set(&mut settings.refresh_seconds, self.refresh_seconds, 1, DAY)?;
        set(&mut settings.said_bits, self.said_bits, 8, 26)?;
        set(&mut settings.tcp_idle_seconds, self.tcp_idle_seconds, 1, DAY)?;
        set(&mut settings.idle_seconds, self.idle_seconds, 1, DAY)?;
        set(&mut settings.batch_items, self.batch_items, 1, 1 << 24)?;
        let mut seconds = settings.batch_milliseconds / 1000;
        if self.batch_seconds.is_some() {
            set(&mut seconds, self.batch_seconds, 1, DAY)?;
            settings.batch_milliseconds = seconds.saturating_mul(1000);
        }
        set(&mut settings.batch_milliseconds, self.batch_milliseconds, 10, 1000 * DAY)
    }
}

impl InventoryText {
    fn write(self, settings: &mut inventory::Settings) -> Result<(), Wrong> {
        set(&mut settings.max_atoms, self.max_atoms, 1, 1 << 28)?;
        set(&mut settings.max_new_atoms, self.max_new_atoms, 1, 1 << 28)?;
        set(&mut settings.max_evidence, self.max_evidence, 1, 1 << 16)?;
        set(&mut settings.max_evidence_per_property, self.max_evidence_per_property, 1, 1 << 16)?;
        set(&mut settings.max_bundles, self.max_bundles, 1, 1 << 16)?;
        set(&mut settings.max_services, self.max_services, 1, 1 << 16)?;
        set(&mut settings.max_peers, self.max_peers, 1, 1 << 24)?;
        set(&mut settings.max_conversations, self.max_conversations, 1, 1 << 28)?;
        if let Some(site) = self.site {
            settings.site = site.into_iter().map(network).collect::<Result<_, _>>()?;
        }
        Ok(())
    }
}

impl WebText {
    fn write(self, settings: &mut web::Settings) -> Result<(), Wrong> {
        if let Some(listen) = self.listen {
            let (offset, text) = (listen.span().start, listen.into_inner());
            let wrong = |_| Wrong { offset, what: format!("\"{text}\" is no address with a port; write it as 127.0.0.1:8080") };
            settings.listen = text.parse().map_err(wrong)?;
        }
        let named = |file: Option<PathBuf>| file.filter(|file| !file.as_os_str().is_empty());
        (settings.certificate, settings.key) = (named(self.certificate), named(self.key));
        set(&mut settings.session_idle_minutes, self.session_idle_minutes, 1, 24 * 60)?;
        set(&mut settings.session_hours, self.session_hours, 1, 30 * 24)
    }
}

/// The flow table counts its places in 32 bits.
const FLOWS: usize = 1 << 28;
/// The longest wait that makes sense, in seconds.
const DAY: u32 = 86_400;
/// The longest that anything is kept, in days.
const DECADES: u32 = 36_500;

/// Writes a number that was given and lies within its bounds.
fn set<T: PartialOrd + fmt::Display>(place: &mut T, given: Option<Spanned<T>>, least: T, most: T) -> Result<(), Wrong> {
    let Some(given) = given else { return Ok(()) };
    let offset = given.span().start;
    let value = given.into_inner();
    if value < least || value > most {
        return Err(Wrong { offset, what: format!("{value} is not from {least} to {most}") });
    }
    *place = value;
    Ok(())
}

/// A network as `10.0.0.0/8` or a single address.
fn network(text: Spanned<String>) -> Result<Network, Wrong> {
    let offset = text.span().start;
    let text = text.into_inner();
    let (address, prefix) = text.split_once('/').map_or((text.as_str(), None), |(address, prefix)| (address, Some(prefix)));
    let wrong = || Wrong { offset, what: format!("\"{text}\" is no network; write it as 10.20.0.0/16 or fd00:20::/32") };
    let address: std::net::IpAddr = address.parse().map_err(|_| wrong())?;
    let widest = if address.is_ipv4() { 32 } else { 128 };
    let prefix = prefix.map_or(Ok(widest), str::parse).map_err(|_| wrong())?;
    if prefix > widest { Err(wrong()) } else { Ok(Network { address, prefix }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../config/wardwatch.toml");

    #[test]
    fn the_shipped_file_is_the_defaults() {
        let shipped = Config::parse("wardwatch.toml", SHIPPED).unwrap();
        assert_eq!(shipped, Config::default());
        assert_eq!(Config::parse("empty", "").unwrap(), Config::default());
    }

    /// The names of the fields, from what `Debug` prints.
    fn fields(debug: &str) -> Vec<String> {
        let lines = debug.lines().filter(|line| line.starts_with("    ") && !line.starts_with("     "));
        lines.filter_map(|line| Some(line.trim().split_once(':')?.0.to_owned())).collect()
    }

    #[test]
    fn the_shipped_file_names_and_explains_every_option() {
        let mut sections = fields(&format!("{:#?}", sensor::Settings::default()));
        sections.extend(fields(&format!("{:#?}", inventory::Settings::default())));
        sections.extend(fields(&format!("{:#?}", clinical::Settings::default())));
        sections.extend(fields(&format!("{:#?}", web::Settings::default())));
        sections.extend(fields(&format!("{:#?}", sensor::capture::live::Settings::default())));
        sections.extend(fields(&format!("{:#?}", Transport::default())));
        sections.extend(fields(&format!("{:#?}", baseline::Settings::default())));
        sections.extend(fields(&format!("{:#?}", alert::Settings::default())));
        sections.extend(fields(&format!("{:#?}", store::Keep::default())));
        assert_eq!(sections.len(), 50, "{sections:?}");
        sections.extend(["url".to_owned(), "folder".to_owned(), "indicators".to_owned()]);
        let lines: Vec<&str> = SHIPPED.lines().collect();
        for name in sections {
            let place = lines.iter().position(|line| line.starts_with(&format!("{name} = "))).expect(&name);
            assert!(lines[place - 1].starts_with("# "), "{name} is not explained");
        }
    }

    fn error(text: &str) -> String {
        Config::parse("w.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn an_error_is_one_line_with_its_place() {
        for (text, place, word) in [
            ("[sensor]\nmax_flow = 3\n", "w.toml:2:1: ", "max_flow"),
            ("[sensors]\n", "w.toml:1:2: ", "sensors"),
            ("[sensor]\nmax_flows = \"many\"\n", "w.toml:2:13: ", "string"),
            ("[sensor]\nsaid_bits = 60\n", "w.toml:2:13: ", "60 is not from 8 to 26"),
            ("[sensor]\nidle_seconds = -1\n", "w.toml:2:16: ", ""),
            ("[inventory]\nsite = [\"10.0.0.0/8\",\n  \"ward\"]\n", "w.toml:3:3: ", "\"ward\" is no network"),
            ("[inventory]\nsite = [\"10.0.0.0/33\"]\n", "w.toml:2:9: ", "no network"),
            ("[store]\nurl = \"\"\n", "w.toml:2:7: ", "name"),
            ("[clinical]\ntime_zone = \"Mars/Olympus\"\n", "w.toml:2:13: ", "Europe/Zurich"),
            ("[store\n", "w.toml:1:", ""),
        ] {
            let said = error(text);
            assert!(said.starts_with(place) && said.contains(word) && said.lines().count() == 1, "{text:?}: {said:?}");
        }
        let missing = Config::load(Path::new("/no/such/w.toml")).unwrap_err().to_string();
        assert!(missing.starts_with("/no/such/w.toml:") && missing.lines().count() == 1, "{missing}");
    }

    #[test]
    fn what_is_given_is_taken() {
        let text = "[sensor]\nidle_seconds = 5\n[inventory]\nsite = [\"192.0.2.7\", \"fd00:20::/32\"]\n[fingerprints]\nfolder = \"mine\"\n[store]\nurl = \"sqlite://w.db\"";
        let config = Config::parse("w.toml", text).unwrap();
        assert_eq!((config.sensor.idle_seconds, config.sensor.tcp_idle_seconds), (5, 600));
        let before = Config::parse("w.toml", "[sensor]\nbatch_seconds = 2\n").unwrap();
        assert_eq!(before.sensor.batch_milliseconds, 2000);
        assert_eq!(config.inventory.site.iter().map(|network| network.prefix).collect::<Vec<_>>(), [32, 32]);
        assert_eq!((config.fingerprints.as_deref(), config.store_url.as_str()), (Some(Path::new("mine")), "sqlite://w.db"));
    }
}
