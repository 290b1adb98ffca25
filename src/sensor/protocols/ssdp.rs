//! SSDP (UPnP Device Architecture 2.0, section 1): what UPnP devices say of themselves.

use std::net::{IpAddr, Ipv4Addr};

use super::{Attach, Emit, Entry, Protocol};
use crate::base::Endpoint;
use crate::observation::Property;
use crate::sensor::reader::Malformed;
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "ssdp",
    spec: "UPnP Device Architecture 2.0, section 1 (discovery)",
    attach: &[Attach::Udp(1900)],
    entry: Entry::Packet(read),
};

/// Messages have about ten headers.
const MAX_HEADERS: usize = 40;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let (first, headers) = line(packet.payload).ok_or(Malformed("start line"))?;
    match first {
        b"NOTIFY * HTTP/1.1" => {
            let kind = header(headers, b"NTS").ok_or(Malformed("NTS"))?;
            // A farewell (ssdp:byebye) describes nothing any more.
            if kind == b"ssdp:alive" || kind == b"ssdp:update" {
                device(packet, headers, b"NT", emit);
            }
        }
        b"M-SEARCH * HTTP/1.1" => {
            header(headers, b"MAN").filter(|value| value.ends_with(b"ssdp:discover\"")).ok_or(Malformed("MAN"))?;
            emit.says(packet.source(), Property::HttpUserAgent, header(headers, b"USER-AGENT").unwrap_or_default());
        }
        _ if first.starts_with(b"HTTP/1.1 200") => {
            header(headers, b"ST").ok_or(Malformed("ST"))?;
            device(packet, headers, b"ST", emit);
        }
        _ => return Err(Malformed("start line")),
    }
    Ok(())
}

fn device(packet: &Packet<'_>, headers: &[u8], kind: &[u8], emit: &mut Emit<'_>) {
    let subject = owner(packet, headers);
    emit.says(subject, Property::SsdpServer, header(headers, b"SERVER").unwrap_or_default());
    let kind = header(headers, kind).filter(|kind| kind.starts_with(b"urn:"));
    emit.says(subject, Property::SsdpType, kind.unwrap_or_default());
    // UDA 2.0, 1.1.4: `uuid:` and, behind two colons, what this message advertises.
    let id = header(headers, b"USN").and_then(|name| name.strip_prefix(b"uuid:")).unwrap_or_default();
    let end = id.windows(2).position(|pair| pair == b"::").unwrap_or(id.len());
    emit.says(subject, Property::SsdpUuid, id.get(..end).unwrap_or_default());
}

/// The device: the sender, unless the description lies elsewhere, for then somebody advertises for it.
fn owner(packet: &Packet<'_>, headers: &[u8]) -> Endpoint {
    let sender = packet.source();
    let host = header(headers, b"LOCATION").and_then(host).map(IpAddr::V4);
    match (host, sender.ip) {
        (Some(host), Some(IpAddr::V4(ip))) if host != ip => Endpoint { mac: None, ip: Some(host), vlan: sender.vlan },
        _ => sender,
    }
}

/// The IPv4 address that is the host of an HTTP URL.
fn host(url: &[u8]) -> Option<Ipv4Addr> {
    let rest = url.strip_prefix(b"http://").or_else(|| url.strip_prefix(b"https://"))?;
    let end = rest.iter().position(|b| matches!(b, b':' | b'/')).unwrap_or(rest.len());
    std::str::from_utf8(rest.get(..end)?).ok()?.parse().ok()
}

/// The first line, without its end, and what follows it.
fn line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(b'\n', bytes)?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((line.trim_ascii_end(), rest.get(1..)?))
}

/// The value of the first header of this name.
fn header<'a>(mut headers: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    for _ in 0..MAX_HEADERS {
        let (line, rest) = line(headers)?;
        headers = rest;
        let Some((key, value)) = line.split_at_checked(name.len()) else { continue };
        let value = value.trim_ascii_start().strip_prefix(b":");
        if let Some(value) = value.filter(|_| key.eq_ignore_ascii_case(name)) {
            return Some(value.trim_ascii());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    const ALIVE: &str = "NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nCACHE-CONTROL: max-age=60\r\n\
        Location: http://10.0.0.1:8080/d.xml\r\nNT: urn:schemas-upnp-org:device:Printer:1\r\nNTS: ssdp:alive\r\n\
        SERVER: VxWorks/6.9 UPnP/1.0 Scan/2\r\nUSN: uuid:2f-00c0::urn:schemas-upnp-org:device:Printer:1\r\n\r\n";

    fn observe(text: &str) -> Vec<String> {
        observe_udp(&super::PROTOCOL, (1900, 1900), text.as_bytes())
    }

    #[test]
    fn reads_an_announcement() {
        let expected = [
            "00:00:00:00:00:0c 10.0.0.1 - ssdp.server=VxWorks/6.9 UPnP/1.0 Scan/2",
            "00:00:00:00:00:0c 10.0.0.1 - ssdp.type=urn:schemas-upnp-org:device:Printer:1",
            "00:00:00:00:00:0c 10.0.0.1 - ssdp.uuid=2f-00c0",
        ];
        assert_eq!(observe(ALIVE), expected);
        let answer = ALIVE.replace("NOTIFY * HTTP/1.1", "HTTP/1.1 200 OK").replace("NT:", "ST:");
        assert_eq!(observe(&answer), expected);
        assert!(observe(&ALIVE.replace("alive", "byebye")).is_empty());
        truncations(ALIVE.as_bytes(), |cut| drop(observe_udp(&super::PROTOCOL, (1900, 1900), cut)));
    }

    #[test]
    fn an_announcement_for_another_is_about_the_other() {
        let facts = observe(&ALIVE.replace("http://10.0.0.1:8080", "http://10.0.0.9"));
        assert_eq!(facts[2], "- 10.0.0.9 - ssdp.uuid=2f-00c0");
    }

    #[test]
    fn a_search_tells_only_its_user_agent_and_other_text_is_not_ssdp() {
        let search = "M-SEARCH * HTTP/1.1\r\nMAN: \"ssdp:discover\"\r\nST: urn:x:1\r\nUSER-AGENT: Edge/1 Windows\r\n\r\n";
        assert_eq!(observe(search), ["00:00:00:00:00:0c 10.0.0.1 - http.user_agent=Edge/1 Windows"]);
        assert_eq!(observe("GET / HTTP/1.1\r\n\r\n"), ["malformed start line"]);
    }
}
