//! SIP (RFC 3261) over UDP: what telephones, nurse call stations and exchanges call themselves.
//!
//! A proxy passes messages on as they are, so that a message speaks for its sender only where its Via and Contact say so.
//!
//! Invariant: of a message only start line, User-Agent, Server, the method in CSeq, the number of Via fields and the
//! host in Contact are looked at; names, numbers, subjects and bodies are never copied.

use std::net::IpAddr;

use super::http::head_end;
use super::{Attach, Emit, Entry, Protocol, headers};
use crate::base::Endpoint;
use crate::observation::Property;
use crate::sensor::reader::Malformed;
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "sip",
    spec: "RFC 3261 sections 7, 8, 16, 18, 20 (over UDP)",
    attach: &[Attach::Udp(5060)],
    entry: Entry::Packet(read),
};

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    // Empty lines keep a path through address translation open (RFC 5626, 3.5.1).
    if !packet.payload.is_empty() && packet.payload.iter().all(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
        return Ok(());
    }
    let end = head_end(packet.payload).unwrap_or(packet.payload.len());
    message(packet.payload.get(..end).unwrap_or_default(), packet.source(), emit)
}

/// Says what a message's head tells of its sender.
pub(super) fn message(head: &[u8], sender: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let line = headers::first_line(head);
    let speaks_for_sender = if let Some(status) = line.strip_prefix(b"SIP/2.0 ") {
        answers_itself(status, head, sender)
    } else if line.ends_with(b" SIP/2.0") {
        // Every proxy on the way has put its Via before the first (16.6).
        let hops = headers::fields(head, &[b"via", b"v"]).flat_map(|value| value.split(|byte| *byte == b',')).count();
        hops == 1
    } else {
        return Err(Malformed("start line"));
    };
    if speaks_for_sender {
        emit.says(sender, Property::SipUserAgent, headers::field(head, &[b"user-agent"]).unwrap_or_default());
        emit.says(sender, Property::SipServer, headers::field(head, &[b"server"]).unwrap_or_default());
    }
    Ok(())
}

/// Whether a response comes from who sent it: a registrar's, one that goes no further than a hop, or one whose Contact
/// is the sender's own address.
fn answers_itself(status: &[u8], head: &[u8], sender: Endpoint) -> bool {
    if headers::field(head, &[b"record-route"]).is_some() {
        return false;
    }
    let method = headers::field(head, &[b"cseq"]).and_then(|value| value.rsplit(|byte| *byte == b' ').next());
    status.starts_with(b"100") || method == Some(b"REGISTER") || contact(head).is_some_and(|ip| Some(ip) == sender.ip)
}

/// The host of the first Contact, where it is an address (20.10, 25.1).
fn contact(head: &[u8]) -> Option<IpAddr> {
    let value = headers::field(head, &[b"contact", b"m"])?;
    let start = memchr::memmem::find(value, b"sip:").map(|at| at.saturating_add(4));
    let start = start.or_else(|| memchr::memmem::find(value, b"sips:").map(|at| at.saturating_add(5)))?;
    let uri = value.get(start..)?;
    let end = uri.iter().position(|byte| matches!(byte, b'>' | b';' | b'?' | b',' | b' ')).unwrap_or(uri.len());
    let uri = uri.get(..end)?;
    let host = uri.rsplit(|byte| *byte == b'@').next()?;
    let host = match host.strip_prefix(b"[") {
        Some(inside) => inside.split(|byte| *byte == b']').next()?,
        None => host.split(|byte| *byte == b':').next()?,
    };
    std::str::from_utf8(host).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn observe(message: &str) -> Vec<String> {
        observe_udp(&PROTOCOL, (5060, 5060), message.replace('\n', "\r\n").as_bytes())
    }

    const REGISTER: &str = "REGISTER sip:10.0.0.2 SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9\nFrom: \"CANARY\" <sip:CANARY@x>\n\
        To: <sip:CANARY@x>\nCSeq: 1 REGISTER\nContact: <sip:CANARY@10.0.0.1:5060>\nUser-Agent: Yealink SIP-T46S 66.86.0.15\n\
        Content-Length: 6\n\nCANARY";

    #[test]
    fn a_telephone_names_its_model() {
        let expected = ["00:00:00:00:00:0c 10.0.0.1 - sip.user_agent=Yealink SIP-T46S 66.86.0.15"];
        assert_eq!(observe(REGISTER), expected);
        truncations(REGISTER.as_bytes(), |cut| drop(observe_udp(&PROTOCOL, (5060, 5060), cut)));
        let passed_on = REGISTER.replace("Via: ", "Via: SIP/2.0/UDP 10.0.0.9,");
        assert!(observe(&passed_on).is_empty(), "a proxy does not become a telephone");
        assert!(observe(&REGISTER.replace("From:", "v: SIP/2.0/UDP 10.0.0.9\nFrom:")).is_empty());
    }

    #[test]
    fn a_response_speaks_for_its_sender_only_where_it_says_so() {
        let answer = |status: &str, more: &str| {
            observe(&format!("SIP/2.0 {status}\nVia: SIP/2.0/UDP 10.0.0.2\nCSeq: 1 INVITE\n{more}Server: PBX 1\n\n")).len()
        };
        assert_eq!(answer("100 Trying", ""), 1);
        assert_eq!(answer("200 OK", "Contact: \"CANARY\" <sip:CANARY@10.0.0.1>;expires=60\n"), 1);
        assert_eq!(answer("200 OK", "m: <sips:x@10.0.0.1:5061;transport=tcp>\n"), 1);
        assert_eq!(answer("200 OK", "Contact: <sip:x@10.0.0.7>\n"), 0);
        assert_eq!(answer("200 OK", "Record-Route: <sip:10.0.0.1>\nContact: <sip:x@10.0.0.1>\n"), 0);
        assert_eq!(answer("404 Not Found", ""), 0);
        assert_eq!(answer("401 Unauthorized", "CSeq: 2 REGISTER\n"), 0, "the first counts");
    }

    #[test]
    fn refuses_what_is_none() {
        assert_eq!(observe("GET / HTTP/1.1\n\n"), ["malformed start line"]);
        assert!(observe("\n\n").is_empty());
    }
}
