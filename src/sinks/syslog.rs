//! Syslog over UDP (RFC 5426), TCP (RFC 6587, octet counting) and TLS (RFC 5425).
//!
//! Syslog has no acknowledgement. On a stream each batch has a connection of its own that is closed in order, and the
//! receiver's own close, which comes after it has read everything, is taken for one. A datagram is believed sent.

use std::io::Write;

use super::net::{Dial, Stream};
use super::settings::{Syslog as Target, Way};
use super::{Fault, Record, Sent, Sink};
use crate::exchange::alerts::syslog::counted;

pub(super) struct Syslog {
    dial: Dial,
    target: Target,
}

impl Syslog {
    pub(super) fn new(dial: Dial, target: Target) -> Self {
        Self { dial, target }
    }

    fn stream(&self) -> Result<Stream, String> {
        let (host, port) = (&self.target.host, self.target.port);
        match self.target.way {
            Way::Tls => self.dial.connect_tls(host, port),
            Way::Tcp | Way::Udp => self.dial.connect(host, port).map(Stream::Plain),
        }
    }
}

impl Sink for Syslog {
    fn send(&mut self, records: &[Record]) -> Sent {
        if self.target.way == Way::Udp {
            return self.datagrams(records);
        }
        let away = |error: std::io::Error| Sent::none(Fault::Away(format!("{}: {error}", self.target.host)));
        let mut stream = match self.stream() {
            Ok(stream) => stream,
            Err(reason) => return Sent::none(Fault::Away(reason)),
        };
        for record in records {
            if let Err(error) = stream.write_all(&counted(&record.text)) {
                return away(error);
            }
        }
        match stream.finish() {
            Ok(()) => Sent::all(records),
            Err(error) => away(error),
        }
    }

    fn check(&mut self) -> Result<(), String> {
        if self.target.way == Way::Udp {
            return self.dial.datagrams(&self.target.host, self.target.port).map(|_| ());
        }
        let mut stream = self.stream()?;
        stream.finish().map_err(|error| format!("{}: {error}", self.target.host))
    }
}

impl Syslog {
    fn datagrams(&self, records: &[Record]) -> Sent {
        let socket = match self.dial.datagrams(&self.target.host, self.target.port) {
            Ok(socket) => socket,
            Err(reason) => return Sent::none(Fault::Away(reason)),
        };
        for (taken, record) in records.iter().enumerate() {
            if let Err(error) = socket.send(record.text.as_bytes()) {
                let reason = format!("{}: {error}", self.target.host);
                // 90: EMSGSIZE. The path takes no such datagram, now or later.
                let fault = if error.raw_os_error() == Some(90) { Fault::Refused(reason) } else { Fault::Away(reason) };
                return Sent { taken, fault: Some(fault) };
            }
        }
        Sent::all(records)
    }
}
