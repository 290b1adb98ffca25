//! LDAP (RFC 4511, RFC 4512, MS-ADTS 3.1.1.3.2): what a directory server says of itself, and NTLM in binds.
//!
//! Invariant: of entries only the root DSE's, whose name is empty, is read, by an allow-list of attributes; names and
//! passwords of binds, filters and all other entries are passed over by length.

use super::ber::{Head, INTEGER, OCTETS, SEQUENCE, arrived, expect, head};
use super::buffer::{Buffer, pass_over};
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream, ntlmssp};
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "ldap",
    spec: "RFC 4511, RFC 4512 section 5.1 (root DSE); MS-ADTS 3.1.1.3.2, 5.1.1.1",
    attach: &[Attach::Tcp(389), Attach::Tcp(3268), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Ldap::default())),
};

/// The largest part that is read whole: a root DSE, or the token of a bind.
const MAX_PART: usize = 32 * 1024;
/// After so many operations a connection has told what it knows.
const ENOUGH: u32 = 64;

/// Operations (RFC 4511, 4.2 to 4.12).
mod operation {
    pub(super) const BIND_REQUEST: u8 = 0x60;
    pub(super) const BIND_RESPONSE: u8 = 0x61;
    pub(super) const UNBIND: u8 = 0x42;
    pub(super) const SEARCH_REQUEST: u8 = 0x63;
    pub(super) const SEARCH_ENTRY: u8 = 0x64;
    pub(super) const EXTENDED_REQUEST: u8 = 0x77;
    pub(super) const EXTENDED_RESPONSE: u8 = 0x78;
}

/// SASL (RFC 4511, 4.2), and the two forms of Microsoft's own (MS-ADTS 5.1.1.1.3).
const SASL: u8 = 0xa3;
const SICILY: [u8; 2] = [0x8a, 0x8b];
const SET: u8 = 0x31;
/// What follows its answer is TLS (RFC 4511, 4.14.1).
const START_TLS: &[u8] = b"1.3.6.1.4.1.1466.20037";
/// Capability of an Active Directory (MS-ADTS 3.1.1.3.4.3); its lightweight form has another besides.
const ACTIVE_DIRECTORY: &[u8] = b"1.2.840.113556.1.4.800";
const LIGHTWEIGHT: &[u8] = b"1.2.840.113556.1.4.1851";

/// A message with its number, and an operation that opens a connection.
fn guess(bytes: &[u8]) -> Guess {
    let (mut reader, whole) = (Reader::new(bytes), bytes.len() >= 32);
    let shape = (|| {
        let (tag, _) = head(&mut reader)?;
        let (number, length) = head(&mut reader)?;
        // The number of a message has one to four octets.
        if tag != SEQUENCE || number != INTEGER || !(1..=4).contains(&length) {
            return Ok(None);
        }
        reader.skip(length, "message id")?;
        let (tag, _) = head(&mut reader)?;
        Ok(match tag {
            operation::BIND_REQUEST => {
                let [kind, size, version] = reader.array("version")?;
                (kind == INTEGER && size == 1 && (1..=3).contains(&version)).then_some(Guess::Client)
            }
            operation::SEARCH_REQUEST => (reader.u8("base")? == OCTETS).then_some(Guess::Client),
            operation::EXTENDED_REQUEST => (reader.u8("name")? == 0x80).then_some(Guess::Client),
            operation::BIND_RESPONSE => (reader.u8("result")? == 0x0a).then_some(Guess::Server),
            _ => None,
        })
    })();
    match shape {
        Ok(Some(guess)) => guess,
        Ok(None) => Guess::No,
        Err(Malformed(_)) if whole || !begins(bytes) => Guess::No,
        Err(Malformed(_)) => Guess::More,
    }
}

fn begins(bytes: &[u8]) -> bool {
    matches!(bytes, [] | [SEQUENCE] | [SEQUENCE, 0x05..=0x7f | 0x81..=0x84, ..])
}

#[derive(Default)]
struct Ldap {
    client: Half,
    server: Half,
    /// The client asked to go on in TLS.
    starts_tls: bool,
    operations: u32,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    step: Step,
    /// Bytes to pass over before the next step.
    pass: u64,
    /// Bytes of the present message behind what was read and what is passed over.
    left: u64,
}

/// What comes next of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Message,
    Number,
    Operation,
    BindVersion,
    BindName,
    BindToken,
    EntryName,
    /// A part that is read whole, so many bytes.
    Part(Part, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    RootEntry,
    Token,
    Extended,
}

impl Stream for Ldap {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let mut rest = bytes;
        loop {
            let half = side.of(&mut self.client, &mut self.server);
            match pass_over(std::mem::take(&mut half.pass), &mut rest) {
                0 => {}
                left => return Ok(Next::Skip(left)),
            }
            if let Step::Part(part, length) = half.step {
                let Some(bytes) = half.buffer.exactly(length, &mut rest) else { return Ok(Next::More) };
                match part {
                    Part::RootEntry => root_entry(bytes, side, emit)?,
                    Part::Token => ntlmssp::read(bytes, emit.of(side), emit),
                    Part::Extended => self.starts_tls |= memchr::memmem::find(bytes, START_TLS).is_some(),
                }
                half.finish();
                continue;
            }
            let Some(head) = arrived(&mut half.buffer, &mut rest)? else { return Ok(Next::More) };
            // Behind a bind with signing or sealing comes no LDAP in clear.
            if half.step == Step::Message && head.tag != SEQUENCE {
                return Ok(Next::Done);
            }
            if half.step == Step::Operation {
                self.operations = self.operations.saturating_add(1);
                let tls = self.starts_tls && head.tag == operation::EXTENDED_RESPONSE;
                if tls || self.operations > ENOUGH || head.tag == operation::UNBIND {
                    return Ok(Next::Done);
                }
            }
            half.element(head)?;
        }
    }
}

impl Half {
    /// The head of an element has arrived, its contents come next.
    fn element(&mut self, head: Head) -> Result<(), Malformed> {
        let Head { tag, length, .. } = head;
        if self.step == Step::Message {
            self.left = u64::try_from(length).map_err(|_| Malformed("length"))?;
            self.step = Step::Number;
            return Ok(());
        }
        self.take(head.size)?;
        match (self.step, tag) {
            (Step::Number, INTEGER) => self.skip(length, Step::Operation),
            (Step::Operation, operation::BIND_REQUEST) => self.enter(Step::BindVersion),
            (Step::Operation, operation::SEARCH_ENTRY) => self.enter(Step::EntryName),
            (Step::Operation, operation::BIND_RESPONSE) => self.part(Part::Token, length),
            (Step::Operation, operation::EXTENDED_REQUEST) => self.part(Part::Extended, length),
            (Step::BindVersion, INTEGER) => self.skip(length, Step::BindName),
            (Step::BindName, OCTETS) => self.skip(length, Step::BindToken),
            (Step::BindToken, SASL) => self.part(Part::Token, length),
            (Step::BindToken, _) if SICILY.contains(&tag) => self.part(Part::Token, length),
            (Step::EntryName, OCTETS) if length == 0 => {
                let whole = usize::try_from(self.left).unwrap_or(usize::MAX);
                self.part(Part::RootEntry, whole)
            }
            (Step::Operation | Step::BindToken | Step::EntryName, _) => {
                self.finish();
                Ok(())
            }
            _ => Err(Malformed("element")),
        }
    }

    fn take(&mut self, size: usize) -> Result<(), Malformed> {
        let size = u64::try_from(size).map_err(|_| Malformed("length"))?;
        self.left = self.left.checked_sub(size).ok_or(Malformed("length"))?;
        Ok(())
    }

    fn enter(&mut self, step: Step) -> Result<(), Malformed> {
        self.step = step;
        Ok(())
    }

    fn skip(&mut self, length: usize, step: Step) -> Result<(), Malformed> {
        self.take(length)?;
        self.pass = u64::try_from(length).map_err(|_| Malformed("length"))?;
        self.step = step;
        Ok(())
    }

    /// A part to be read whole; one that is too long is passed over.
    fn part(&mut self, part: Part, length: usize) -> Result<(), Malformed> {
        if length > MAX_PART {
            self.finish();
            return Ok(());
        }
        self.take(length)?;
        self.step = Step::Part(part, length);
        Ok(())
    }

    /// The rest of the message is of no interest.
    fn finish(&mut self) {
        self.pass = std::mem::take(&mut self.left);
        self.step = Step::Message;
    }
}

/// What of a root DSE is of interest.
#[derive(Default)]
struct Root<'a> {
    host: &'a [u8],
    context: &'a [u8],
    vendor: [&'a [u8]; 2],
    has_contexts: bool,
    is_active_directory: bool,
    is_lightweight: bool,
}

/// The attributes of the root DSE (RFC 4512, 5.1; MS-ADTS 3.1.1.3.2).
fn root_entry(bytes: &[u8], side: Side, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    if side == Side::Client {
        return Err(Malformed("entry of a client"));
    }
    let mut root = Root::default();
    let mut attributes = expect(&mut Reader::new(bytes), SEQUENCE, "attributes")?;
    while !attributes.is_empty() {
        let mut attribute = expect(&mut attributes, SEQUENCE, "attribute")?;
        let name = expect(&mut attribute, OCTETS, "attribute type")?.rest();
        let mut values = expect(&mut attribute, SET, "values")?;
        while !values.is_empty() {
            root.attribute(name, expect(&mut values, OCTETS, "value")?.rest());
        }
    }
    root.says(emit);
    Ok(())
}

impl<'a> Root<'a> {
    fn attribute(&mut self, name: &[u8], value: &'a [u8]) {
        let is = |wanted: &[u8]| name.eq_ignore_ascii_case(wanted);
        let [vendor, version] = &mut self.vendor;
        if is(b"dnsHostName") {
            self.host = value;
        } else if is(b"defaultNamingContext") {
            self.context = value;
        } else if is(b"namingContexts") {
            self.has_contexts = true;
            // Where there is a default, it comes in its own attribute.
            if self.context.is_empty() {
                self.context = value;
            }
        } else if is(b"vendorName") {
            *vendor = value;
        } else if is(b"vendorVersion") {
            *version = value;
        } else if is(b"supportedCapabilities") {
            self.is_active_directory |= value == ACTIVE_DIRECTORY;
            self.is_lightweight |= value == LIGHTWEIGHT;
        }
    }

    fn says(&self, emit: &mut Emit<'_>) {
        let server = emit.server();
        if self.is_active_directory && !self.is_lightweight {
            emit.role(server, Role::DomainController);
        } else if self.is_lightweight || (self.has_contexts && self.host.is_empty()) {
            // A client may ask for some attributes only: without capabilities a host name still means a controller.
            emit.role(server, Role::DirectoryServer);
        }
        emit.says(server, Property::HostName, self.host.split(|byte| *byte == b'.').next().unwrap_or_default());
        let mut text = Scratch::new();
        if domain(self.context, &mut text).is_some() {
            emit.says(server, Property::DomainName, text.bytes());
        }
        let [vendor, version] = self.vendor;
        emit.says(server, Property::LdapVendor, Scratch::new().text(vendor).item(b" ").text(version).bytes());
    }
}

/// The domain of a naming context, `DC=ward,DC=lab` (RFC 2247); `None` for what is made of other parts.
fn domain(context: &[u8], into: &mut Scratch) -> Option<()> {
    for part in context.split(|byte| *byte == b',') {
        let (kind, label) = part.split_at_checked(3)?;
        if !kind.eq_ignore_ascii_case(b"dc=") || !label.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
            return None;
        }
        into.item(b".").lower(label);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::ntlmssp::tests::{challenge_message, negotiate_message};
    use super::*;
    use crate::sensor::protocols::ber::build;
    use crate::sensor::protocols::testing::{guess_start, observe_stream_in_pieces};

    const CLIENT: &str = "00:00:00:00:00:0c 10.0.0.1 -";
    const SERVER: &str = "00:00:00:00:00:05 10.0.0.2 -";

    fn message(operation: &[u8]) -> Vec<u8> {
        build(SEQUENCE, &[&build(INTEGER, &[&[3]]), operation])
    }

    fn bind(name: &[u8], token: &[u8]) -> Vec<u8> {
        message(&build(operation::BIND_REQUEST, &[&[INTEGER, 1, 3], &build(OCTETS, &[name]), token]))
    }

    fn entry(name: &[u8], attributes: &[(&[u8], &[&[u8]])]) -> Vec<u8> {
        let attributes: Vec<u8> = attributes
            .iter()
            .flat_map(|(name, values)| {
                let values: Vec<u8> = values.iter().flat_map(|value| build(OCTETS, &[value])).collect();
                build(SEQUENCE, &[&build(OCTETS, &[name]), &build(SET, &[&values])])
            })
            .collect();
        message(&build(operation::SEARCH_ENTRY, &[&build(OCTETS, &[name]), &build(SEQUENCE, &[&attributes])]))
    }

    fn facts(exchange: &[(Side, &[u8])]) -> Vec<String> {
        let facts = observe_stream_in_pieces(&PROTOCOL, exchange);
        assert!(!facts.concat().contains("CANARY"), "{facts:?}");
        facts
    }

    #[test]
    fn the_root_entry_names_controller_and_domain() {
        let search = message(&build(operation::SEARCH_REQUEST, &[&build(OCTETS, &[]), &build(0x0a, &[&[0]])]));
        let root = entry(
            b"",
            &[
                (b"defaultNamingContext", &[b"DC=ward,DC=lab"]),
                (b"dnsHostName", &[b"dc1.ward.lab"]),
                (b"serverName", &[b"CANARY"]),
                (b"supportedCapabilities", &[b"1.2.840.113556.1.4.800", b"1.2.840.113556.1.4.1670"]),
            ],
        );
        let person = entry(b"CN=CANARY,DC=ward,DC=lab", &[(b"dnsHostName", &[b"CANARY"])]);
        let expected = ["network_role=domain_controller", "host_name=dc1", "domain_name=ward.lab"];
        let answers = [person.clone(), root, person].concat();
        assert_eq!(facts(&[(Side::Client, &search), (Side::Server, &answers)]), expected.map(|fact| format!("{SERVER} {fact}")));
    }

    #[test]
    fn other_directories_name_their_maker() {
        let root = entry(
            b"",
            &[(b"vendorName", &[b"389 Project"]), (b"vendorVersion", &[b"389-Directory/2.4"]), (b"namingContexts", &[b"o=ward"])],
        );
        let expected = ["network_role=directory_server", "ldap.vendor=389 Project 389-Directory/2.4"];
        assert_eq!(facts(&[(Side::Server, &root)]), expected.map(|fact| format!("{SERVER} {fact}")));
    }

    #[test]
    fn binds_tell_versions_but_no_names_and_no_passwords() {
        let simple = bind(b"cn=CANARY", &build(0x80, &[b"CANARY"]));
        let token = build(SASL, &[&build(OCTETS, &[b"GSS-SPNEGO"]), &build(OCTETS, &[&negotiate_message()])]);
        let answer = message(&build(
            operation::BIND_RESPONSE,
            &[&build(0x0a, &[&[14]]), &build(OCTETS, &[]), &build(OCTETS, &[b"CANARY"]), &build(0x87, &[&challenge_message()])],
        ));
        let both = [simple, bind(b"", &token)].concat();
        let expected = [
            format!("{CLIENT} ntlm.version=10.0.19041"),
            format!("{SERVER} ntlm.version=10.0.19041"),
            format!("{SERVER} host_name=ward-pc"),
            format!("{SERVER} domain_name=hospital.example"),
        ];
        // What is sealed behind it is left alone.
        let sealed: &[u8] = b"\x00\x00\x00\x10CANARY";
        assert_eq!(facts(&[(Side::Client, &both), (Side::Server, &answer), (Side::Client, sealed)]), expected);
    }

    #[test]
    fn recognises_what_opens_a_connection() {
        assert_eq!(guess_start(&PROTOCOL, &bind(b"", &build(0x80, &[b""]))), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, &message(&build(operation::SEARCH_REQUEST, &[&build(OCTETS, &[])]))), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"\x30\x84\0\0\0\x0c\x02\x01\x01\x60\x84\0\0\0\x03\x02\x01\x03"), Guess::Client);
        let snmp: &[u8] = b"\x30\x26\x02\x01\x01\x04\x06public";
        for other in [snmp, b"GET / HTTP", b"\x16\x03\x01\x02", b"0\xff", b"000000000000"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No);
        }
    }
}
