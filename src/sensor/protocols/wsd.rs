//! WS-Discovery 1.1 (OASIS, 2009) and its draft of 2005: what devices announce of themselves on UDP 3702.
//!
//! Medical devices of IEEE 11073-20702 (SDC), printers, cameras (ONVIF) and Windows computers use it. Scopes are read by
//! an allow-list: the place of an SDC device and its kind, never operators (`sdc.ctxt.opr`), patients or workflows.

use std::net::IpAddr;

use super::scratch::Scratch;
use super::xml::{Scanner, Token, unescape};
use super::{Attach, Emit, Entry, Protocol};
use crate::base::Endpoint;
use crate::observation::{Property, Role};
use crate::sensor::reader::Malformed;
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "wsd",
    spec: "OASIS WS-Discovery 1.1 (2009), WS-Discovery (April 2005); DPWS 1.1; IEEE 11073-20702-2016 (MDPWS), 11073-20701-2018",
    attach: &[Attach::Udp(3702), Attach::UdpStart(guess)],
    entry: Entry::Packet(read),
};

/// Actions begin with one of these (WS-Discovery 1.1, appendix B; 2005, 1.6).
const ACTIONS: [&[u8]; 2] =
    [b"http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01/", b"http://schemas.xmlsoap.org/ws/2005/04/discovery/"];

/// The action stands within so many bytes of a message.
const MAX_HEAD: usize = 1536;

/// An answer may name so many devices, types and scopes.
const MAX_TARGETS: usize = 16;
const MAX_WORDS: usize = 24;

/// Namespaces of types, with the prefix that their documents use.
const PREFIXES: &[(&[u8], &[u8])] = &[
    (b"http://docs.oasis-open.org/ws-dd/ns/dpws/2009/01", b"dpws"),
    (b"http://schemas.xmlsoap.org/ws/2006/02/devprof", b"dpws"),
    (b"http://standards.ieee.org/downloads/11073/11073-20702-2016", b"mdpws"),
    (b"http://schemas.microsoft.com/windows/pub/2005/07", b"pub"),
    (b"http://schemas.microsoft.com/windows/2006/08/wdp/print", b"wprt"),
    (b"http://schemas.microsoft.com/windows/2006/08/wdp/scan", b"wscn"),
    (b"http://www.onvif.org/ver10/network/wsdl", b"dn"),
    (b"http://www.onvif.org/ver10/device/wsdl", b"tds"),
];

/// Components of a place (IEEE 11073-20701, 9.4.1.2), from the largest, with the word shown.
const PLACE: [(&[u8], &[u8]); 6] = [
    (b"fac", b"facility "),
    (b"bldng", b"building "),
    (b"flr", b"floor "),
    (b"poc", b"unit "),
    (b"rm", b"room "),
    (b"bed", b"bed "),
];

/// What a message says of one device.
#[derive(Default)]
struct Target<'a> {
    endpoint: &'a [u8],
    types: &'a [u8],
    scopes: &'a [u8],
    addresses: &'a [u8],
}

/// Answers go from any port to the one that asked (SOAP-over-UDP 1.1, section 4).
fn guess(payload: &[u8]) -> bool {
    let head = payload.get(..MAX_HEAD).unwrap_or(payload);
    payload.first() == Some(&b'<') && ACTIONS.iter().any(|action| memchr::memmem::find(head, action).is_some())
}

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut scanner = Scanner::new(packet.payload);
    let (mut action, mut target, mut targets) = (&b""[..], Target::default(), 0_usize);
    while let Some(token) = scanner.next() {
        if scanner.path().first().is_some_and(|root| *root != b"Envelope") {
            return Err(Malformed("envelope"));
        }
        match token {
            Token::Text(text) if scanner.above(0) == b"Action" && scanner.above(1) == b"Header" => {
                action = ACTIONS.iter().find_map(|start| text.strip_prefix(*start)).ok_or(Malformed("action"))?;
            }
            Token::Text(text) => target.hears(text, &scanner),
            Token::End(b"Hello" | b"ProbeMatch" | b"ResolveMatch")
                if matches!(action, b"Hello" | b"ProbeMatches" | b"ResolveMatches") =>
            {
                std::mem::take(&mut target).says(packet, &scanner, emit);
                targets = targets.saturating_add(1);
                if targets >= MAX_TARGETS {
                    break;
                }
            }
            Token::End(b"Probe") if action == b"Probe" => {
                // Who searches for medical devices means to use them (IEEE 11073-20701, service consumer).
                if words(target.types).any(|name| type_name(name, &scanner).bytes() == b"mdpws:MedicalDevice") {
                    emit.role(packet.source(), Role::DeviceDataCollector);
                }
            }
            Token::End(_) => {}
        }
    }
    if action.is_empty() { Err(Malformed("action")) } else { Ok(()) }
}

impl<'a> Target<'a> {
    fn hears(&mut self, text: &'a [u8], scanner: &Scanner<'a>) {
        match (scanner.above(0), scanner.above(1)) {
            (b"Address", b"EndpointReference") => self.endpoint = text,
            (b"Types", _) => self.types = text,
            (b"Scopes", _) => self.scopes = text,
            (b"XAddrs", _) => self.addresses = text,
            _ => {}
        }
    }

    fn says(self, packet: &Packet<'_>, scanner: &Scanner<'a>, emit: &mut Emit<'_>) {
        let subject = owner(packet.source(), self.addresses);
        says_types(self.types, scanner, subject, emit);
        let uuid = self.endpoint.strip_prefix(b"urn:uuid:").or_else(|| self.endpoint.strip_prefix(b"uuid:"));
        emit.says(subject, Property::WsdEndpoint, uuid.unwrap_or_default());
        for scope in words(self.scopes) {
            says_scope(&unescape(scope), subject, emit);
        }
    }
}

fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).take(MAX_WORDS)
}

/// Says each of the qualified names in `types`.
pub(super) fn says_types<'a>(types: &'a [u8], scanner: &Scanner<'a>, subject: Endpoint, emit: &mut Emit<'_>) {
    for name in words(types) {
        emit.says(subject, Property::WsdType, type_name(name, scanner).bytes());
    }
}

/// A type with the usual prefix of its namespace, or with the namespace itself in braces.
fn type_name<'a>(name: &'a [u8], scanner: &Scanner<'a>) -> Scratch {
    let (namespace, local) = scanner.resolve(name);
    let mut shown = Scratch::new();
    match PREFIXES.iter().find(|(known, _)| *known == namespace) {
        Some((_, prefix)) => shown.text(prefix).text(b":").text(local),
        None => shown.text(b"{").text(namespace).text(b"}").text(local),
    };
    shown
}

/// The device: the sender, unless it can be reached elsewhere only, for then somebody speaks for it.
fn owner(sender: Endpoint, addresses: &[u8]) -> Endpoint {
    let Some(own) = sender.ip else { return sender };
    let mut hosts = words(addresses).filter_map(host).filter(|host| host.is_ipv4() == own.is_ipv4()).peekable();
    match hosts.peek().copied() {
        Some(first) if hosts.all(|host| host != own) => Endpoint { mac: None, ip: Some(first), vlan: sender.vlan },
        _ => sender,
    }
}

/// The address that is the host of an HTTP URL.
fn host(url: &[u8]) -> Option<IpAddr> {
    let rest = url.strip_prefix(b"http://").or_else(|| url.strip_prefix(b"https://"))?;
    let (name, end) = match rest.strip_prefix(b"[") {
        Some(rest) => (rest, rest.iter().position(|byte| matches!(byte, b']' | b'%'))?),
        None => (rest, rest.iter().position(|byte| matches!(byte, b':' | b'/')).unwrap_or(rest.len())),
    };
    std::str::from_utf8(name.get(..end)?).ok()?.parse().ok()
}

fn says_scope(scope: &[u8], subject: Endpoint, emit: &mut Emit<'_>) {
    if let Some(place) = scope.strip_prefix(b"sdc.ctxt.loc:") {
        emit.says(subject, Property::Location, location(place).bytes());
    } else if let Some(code) = scope.strip_prefix(b"sdc.cdc.type:///") {
        if code.iter().all(u8::is_ascii_digit) {
            emit.says(subject, Property::MdcDeviceType, code);
        }
    } else if let Some(scope) = scope.strip_prefix(b"onvif://www.onvif.org/") {
        // ONVIF Core Specification, 7.3.2.2. `name` is what people call the camera.
        let find = |key: &[u8]| scope.strip_prefix(key).map(decoded);
        let (model, place) = (find(b"hardware/"), find(b"location/").filter(|_| !scope.starts_with(b"location/country/")));
        emit.says(subject, Property::Model, model.as_ref().map(Scratch::bytes).unwrap_or_default());
        emit.says(subject, Property::Location, place.as_ref().map(Scratch::bytes).unwrap_or_default());
    }
}

/// The place in a location scope: `?fac=HOSP1&poc=CU1&bed=Bed42`.
fn location(scope: &[u8]) -> Scratch {
    let query = memchr::memchr(b'?', scope).and_then(|at| scope.get(at.saturating_add(1)..)).unwrap_or_default();
    let mut shown = Scratch::new();
    for (key, word) in PLACE {
        let value = query.split(|byte| *byte == b'&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix(b"="));
        if let Some(value) = value.map(decoded).filter(|value| !value.is_empty()) {
            shown.item(b", ").text(word).text(value.bytes());
        }
    }
    shown
}

/// Percent-encoded text (RFC 3986, 2.1) as it was meant.
fn decoded(text: &[u8]) -> Scratch {
    let mut out = Scratch::new();
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, behind @ ..] => digit(*high).zip(digit(*low)).map(|(high, low)| ((high << 4) | low, behind)),
            _ => None,
        };
        let (byte, behind) = escaped.unwrap_or((*byte, after));
        out.push(byte);
        rest = behind;
    }
    out
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    const SELF: &str = "00:00:00:00:00:0c 10.0.0.1 -";

    fn message(action: &str, body: &str) -> String {
        format!(
            "<?xml version='1.0'?><s12:Envelope xmlns:s12='http://www.w3.org/2003/05/soap-envelope' \
             xmlns:wsa='http://www.w3.org/2005/08/addressing' xmlns:wsd='http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01'>\
             <s12:Header><wsa:Action>http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01/{action}</wsa:Action></s12:Header>\
             <s12:Body>{body}</s12:Body></s12:Envelope>"
        )
    }

    fn match_of(element: &str, address: &str) -> String {
        format!(
            "<wsd:{element}><wsa:EndpointReference><wsa:Address>urn:uuid:0f3a-55</wsa:Address></wsa:EndpointReference>\
             <wsd:Types xmlns:n0='http://docs.oasis-open.org/ws-dd/ns/dpws/2009/01' \
             xmlns:n1='http://standards.ieee.org/downloads/11073/11073-20702-2016' xmlns:n2='urn:x'>\
             n0:Device n1:MedicalDevice n2:Odd</wsd:Types>\
             <wsd:Scopes>sdc.ctxt.loc:/sdc.ctxt.loc.detail/H%2F%2F?fac=H1&amp;poc=ICU&amp;bed=Bed%204 \
             sdc.ctxt.opr:/CANARY/CANARY?x=CANARY sdc.cdc.type:///70001 sdc.mds.pkp:1.2 sdc.ctxt.wfl:/CANARY</wsd:Scopes>\
             <wsd:XAddrs>https://{address}:6464/0f3a</wsd:XAddrs></wsd:{element}>"
        )
    }

    fn observe(text: &str) -> Vec<String> {
        let facts = observe_udp(&PROTOCOL, (40000, 3702), text.as_bytes());
        assert!(!facts.concat().contains("CANARY"), "{facts:?}");
        facts
    }

    #[test]
    fn an_sdc_device_says_type_place_and_endpoint() {
        let hello = message("Hello", &match_of("Hello", "10.0.0.1"));
        let expected = [
            "wsd.type=dpws:Device",
            "wsd.type=mdpws:MedicalDevice",
            "wsd.type={urn:x}Odd",
            "wsd.endpoint=0f3a-55",
            "location=facility H1, unit ICU, bed Bed 4",
            "mdc.device_type=70001",
        ]
        .map(|fact| format!("{SELF} {fact}"));
        assert_eq!(observe(&hello), expected);
        truncations(hello.as_bytes(), |cut| drop(observe_udp(&PROTOCOL, (40000, 3702), cut)));
        let two = [match_of("ProbeMatch", "10.0.0.9"), match_of("ProbeMatch", "[fe80::1]")].concat();
        let facts = observe(&message("ProbeMatches", &format!("<wsd:ProbeMatches>{two}</wsd:ProbeMatches>")));
        assert_eq!(facts.len(), 12);
        assert!(facts[..6].iter().all(|fact| fact.starts_with("- 10.0.0.9 - ")), "a proxy answers for another: {facts:?}");
        assert!(facts[6..].iter().all(|fact| fact.starts_with(SELF)), "an address of the other family says nothing");
    }

    #[test]
    fn an_answer_is_known_by_its_content() {
        let answer = message("ProbeMatches", &match_of("ProbeMatch", "10.0.0.1"));
        assert!(guess(answer.as_bytes()));
        assert!(!guess(b"<root xmlns='urn:schemas-upnp-org'/>") && !guess(b"") && !guess(&answer.as_bytes()[1..]));
    }

    #[test]
    fn a_farewell_says_nothing_and_a_search_tells_the_collector() {
        assert!(observe(&message("Bye", &match_of("Bye", "10.0.0.1"))).is_empty());
        assert!(observe(&message("Probe", "<wsd:Probe/>")).is_empty());
        let search = "<wsd:Probe><wsd:Types xmlns:m='http://standards.ieee.org/downloads/11073/11073-20702-2016'>\
            m:MedicalDevice</wsd:Types></wsd:Probe>";
        assert_eq!(observe(&message("Probe", search)), [format!("{SELF} network_role=device_data_collector")]);
    }

    #[test]
    fn cameras_say_their_hardware_and_other_text_is_not_discovery() {
        let scopes = "<wsd:Hello><wsd:Scopes>onvif://www.onvif.org/hardware/M3046-V onvif://www.onvif.org/name/CANARY \
            onvif://www.onvif.org/location/ER%20corridor onvif://www.onvif.org/location/country/china</wsd:Scopes></wsd:Hello>";
        assert_eq!(observe(&message("Hello", scopes)), [format!("{SELF} model=M3046-V"), format!("{SELF} location=ER corridor")]);
        assert_eq!(observe("<root><x>y</x></root>"), ["malformed envelope"]);
        assert_eq!(observe("GET / HTTP/1.1\r\n\r\n"), ["malformed action"]);
        let other = message("Hello", "").replace("ws-dd/ns/discovery", "other");
        assert_eq!(observe(&other), ["malformed action"]);
    }
}
