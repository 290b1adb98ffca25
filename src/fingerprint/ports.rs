//! What ports are known to be used for: a hint for a person, never a claim.

use crate::observation::Transport;

use super::table::PortText;

/// A product that is known to use a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortHint {
    /// Transport protocol.
    pub transport: Transport,
    /// Port of the side that listens.
    pub port: u16,
    /// Who uses it, and for what.
    pub used_by: String,
    /// Where that is said.
    pub source: String,
}

/// The known ports.
#[derive(Debug, Default)]
pub(super) struct Ports(Vec<PortHint>);

impl Ports {
    /// Adds a hint, or says what is wrong with it.
    pub(super) fn add(&mut self, text: &PortText) -> Result<(), String> {
        let transport = match text.transport.as_str() {
            "tcp" => Transport::TCP,
            "udp" => Transport::UDP,
            other => return Err(format!("`{other}` is neither tcp nor udp")),
        };
        if text.port == 0 || text.used_by.is_empty() || text.source.is_empty() {
            return Err("a hint needs a port, who uses it, and where that is said".to_owned());
        }
        let hint = PortHint { transport, port: text.port, used_by: text.used_by.clone(), source: text.source.clone() };
        if self.0.contains(&hint) {
            return Err(format!("{} {} is there twice", text.transport, text.port));
        }
        self.0.push(hint);
        Ok(())
    }

    /// Who is known to use a port.
    pub(super) fn of(&self, transport: Transport, port: u16) -> impl Iterator<Item = &PortHint> {
        self.0.iter().filter(move |hint| (hint.transport, hint.port) == (transport, port))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_says_who_and_where_from_once() {
        let text = |transport: &str, port, used_by: &str| PortText {
            transport: transport.into(),
            port,
            used_by: used_by.into(),
            source: "an advisory".into(),
        };
        let mut ports = Ports::default();
        assert!(ports.add(&text("tcp", 3613, "pumps")).is_ok());
        assert!(ports.add(&text("tcp", 3613, "pumps")).is_err());
        assert!(ports.add(&text("tcp", 3613, "something else")).is_ok());
        assert!(ports.add(&text("sctp", 1, "x")).is_err() && ports.add(&text("udp", 0, "x")).is_err());
        assert_eq!(ports.of(Transport::TCP, 3613).count(), 2);
        assert_eq!(ports.of(Transport::UDP, 3613).count(), 0);
    }
}
