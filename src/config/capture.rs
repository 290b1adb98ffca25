//! The sections `[capture]` and `[transport]`: what is listened on, and how the halves find each other.

use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use super::{Config, Wrong, set};
use crate::sensor::capture::live;

/// How the halves find each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transport {
    /// Where the sensor listens and the hub connects.
    pub sockets: Vec<PathBuf>,
    /// Bytes of observations that wait for the hub at most.
    pub queue_bytes: usize,
    /// The sensor's name; the machine's where it is empty.
    pub sensor_name: String,
    /// Threads that listen, each to its share of the flows.
    pub threads: u16,
}

impl Default for Transport {
    fn default() -> Self {
        Self {
            sockets: vec![PathBuf::from("/run/wardwatch/sensor.sock")],
            queue_bytes: 128 << 20,
            sensor_name: String::new(),
            threads: 1,
        }
    }
}

impl Config {
    /// The name of this machine's sensor in the database.
    #[must_use]
    pub fn sensor_name(&self) -> String {
        if !self.transport.sensor_name.is_empty() {
            return self.transport.sensor_name.clone();
        }
        // A service may see only the processes' part of /proc.
        let places = ["/proc/sys/kernel/hostname", "/etc/hostname"];
        let host = places.iter().find_map(|place| std::fs::read_to_string(place).ok()).unwrap_or_default();
        match host.trim() {
            "" => "sensor".to_owned(),
            host => host.to_owned(),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CaptureText {
    interfaces: Option<Vec<String>>,
    ring_bytes: Option<Spanned<u32>>,
    snap_length: Option<Spanned<u32>>,
    promiscuous: Option<bool>,
    filter: Option<String>,
    force: Option<bool>,
}

impl CaptureText {
    pub(super) fn write(self, settings: &mut live::Settings) -> Result<(), Wrong> {
        settings.interfaces = self.interfaces.unwrap_or_default();
        set(&mut settings.ring_bytes, self.ring_bytes, 1 << 21, 1 << 31)?;
        set(&mut settings.snap_length, self.snap_length, 96, 1 << 18)?;
        settings.promiscuous = self.promiscuous.unwrap_or(settings.promiscuous);
        settings.filter = self.filter.unwrap_or_default();
        settings.force = self.force.unwrap_or(settings.force);
        Ok(())
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct TransportText {
    sockets: Option<Spanned<Vec<PathBuf>>>,
    queue_bytes: Option<Spanned<usize>>,
    sensor_name: Option<String>,
    threads: Option<Spanned<u16>>,
}

impl TransportText {
    pub(super) fn write(self, settings: &mut Transport) -> Result<(), Wrong> {
        if let Some(sockets) = self.sockets {
            let offset = sockets.span().start;
            settings.sockets = sockets.into_inner();
            if settings.sockets.is_empty() {
                return Err(Wrong { offset, what: "name at least one socket".to_owned() });
            }
        }
        set(&mut settings.queue_bytes, self.queue_bytes, 1 << 20, 1 << 36)?;
        settings.sensor_name = self.sensor_name.unwrap_or_default();
        set(&mut settings.threads, self.threads, 1, 64)
    }
}
