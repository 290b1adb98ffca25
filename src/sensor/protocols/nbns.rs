//! NetBIOS over UDP (RFC 1001, RFC 1002): names that Windows hosts register and answer for, and the announcements of
//! the browser service (MS-BRWS).
//!
//! Names of type 03 are often users': only the types of hosts and domains are read.

use std::net::{IpAddr, Ipv4Addr};

use super::domain::{Message, Name, Record, Section};
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::base::Endpoint;
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "nbns",
    spec: "RFC 1001, RFC 1002; MS-BRWS (browser announcements); MS-CIFS (SMB_COM_TRANSACTION)",
    attach: &[Attach::Udp(137), Attach::Udp(DATAGRAM)],
    entry: Entry::Packet(read),
};

const DATAGRAM: u16 = 138;

/// Record types (RFC 1002, 4.2.1.3).
const NB: u16 = 0x0020;
const NBSTAT: u16 = 0x0021;

/// Opcodes (RFC 1002, 4.2.1.1); some systems send 9 where 8 is meant.
const QUERY: u8 = 0;
const REGISTRATION: u8 = 5;
const REFRESH: [u8; 2] = [8, 9];

/// Group bit of name flags (RFC 1002, 4.2.2).
const GROUP: u16 = 0x8000;

/// Server type bits (MS-BRWS, 2.2.3): primary and backup domain controller.
const CONTROLLER: u32 = 0x08 | 0x10;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    if packet.destination_port == DATAGRAM || packet.source_port == DATAGRAM {
        return datagram(packet, emit);
    }
    let mut message = Message::new(packet.payload)?;
    let (response, opcode) = (message.is_response(), message.opcode());
    if !matches!(opcode, QUERY | 5..=9) || message.questions > 1 || message.answers > 1 {
        return Err(Malformed("opcode or counts"));
    }
    if let Some(question) = message.question()? {
        NetbiosName::of(&question.name).ok_or(Malformed("NetBIOS name"))?;
    }
    let speaks = match opcode {
        QUERY => response && message.rcode() == 0,
        _ => !response && (opcode == REGISTRATION || REFRESH.contains(&opcode)),
    };
    while let Some(record) = message.record()? {
        let name = NetbiosName::of(&record.name).ok_or(Malformed("NetBIOS name"))?;
        match record.kind {
            NB if speaks => addresses(name, &record, packet, emit)?,
            NBSTAT if speaks && record.section == Section::Answer => status(record.data, packet, emit)?,
            _ => {}
        }
    }
    Ok(())
}

/// Fifteen characters, padded with spaces, and a type.
#[derive(Clone, Copy)]
struct NetbiosName {
    text: [u8; 15],
    kind: u8,
}

impl NetbiosName {
    /// RFC 1001, 14.1: each half of an octet is a letter from A to P.
    fn of(name: &Name) -> Option<Self> {
        let label: [u8; 32] = name.labels().next()?.try_into().ok()?;
        let mut octets = [0_u8; 16];
        for (octet, pair) in octets.iter_mut().zip(label.chunks_exact(2)) {
            for letter in pair {
                let half = letter.checked_sub(b'A').filter(|half| *half < 16)?;
                *octet = (*octet << 4) | half;
            }
        }
        Some(Self::new(octets))
    }

    fn new(octets: [u8; 16]) -> Self {
        let [text @ .., kind] = octets;
        Self { text, kind }
    }

    fn text(&self) -> &[u8] {
        let end = memchr::memchr(0, &self.text).unwrap_or(self.text.len());
        self.text.get(..end).unwrap_or_default().trim_ascii_end()
    }

    /// Says what it means that `owner` has this name.
    fn says(&self, group: bool, owner: Endpoint, emit: &mut Emit<'_>) {
        if self.text.iter().any(u8::is_ascii_control) && self.text().is_empty() {
            return;
        }
        match (self.kind, group) {
            // Workstation and file server.
            (0x00 | 0x20, false) => {
                emit.says(owner, Property::HostName, self.text());
                self.says_itself(owner, emit);
            }
            // The domain or workgroup that the host is a member of.
            (0x00, true) => emit.says(owner, Property::DomainName, self.text()),
            // Domain master browser, which is the primary controller; and the domain's controllers.
            (0x1b, false) | (0x1c, true) => {
                emit.role(owner, Role::DomainController);
                self.says_itself(owner, emit);
            }
            // Master browser of a segment.
            (0x1d, false) => self.says_itself(owner, emit),
            _ => {}
        }
    }

    fn says_itself(&self, owner: Endpoint, emit: &mut Emit<'_>) {
        let mut value = Scratch::new();
        value.text(self.text()).text(b"<").hex(&[self.kind]).text(b">");
        emit.says(owner, Property::NetbiosName, value.bytes());
    }
}

/// RFC 1002, 4.2.2: flags and address, several of them for a group. A name server answers for others: the address says
/// whose name it is.
fn addresses(name: NetbiosName, record: &Record<'_>, packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(record.data);
    while !reader.is_empty() {
        let flags = reader.u16("name flags")?;
        let ip = IpAddr::V4(Ipv4Addr::from(reader.array::<4>("name address")?));
        let sender = packet.source();
        let owner = if sender.ip == Some(ip) { sender } else { Endpoint { mac: None, ip: Some(ip), vlan: sender.vlan } };
        name.says(flags & GROUP != 0, owner, emit);
    }
    Ok(())
}

/// RFC 1002, 4.2.18: all names of the node that answers, each with flags.
fn status(data: &[u8], packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(data);
    for _ in 0..reader.u8("number of names")? {
        let name = NetbiosName::new(reader.array("node name")?);
        name.says(reader.u16("name flags")? & GROUP != 0, packet.source(), emit);
    }
    Ok(())
}

/// A datagram (RFC 1002, 4.4.1 and 4.4.2) to all: its sender's and receiver's name, then an SMB transaction.
fn datagram(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    if !matches!(reader.u8("datagram type")?, 0x10..=0x12) {
        return Err(Malformed("datagram type"));
    }
    reader.skip(3, "flags and id")?;
    let ip = IpAddr::V4(Ipv4Addr::from(reader.array::<4>("source address")?));
    reader.skip(6, "source port, length, offset")?;
    let (source, next) = Name::read(packet.payload, 14)?;
    let (group, next) = Name::read(packet.payload, next)?;
    let source = NetbiosName::of(&source).ok_or(Malformed("source name"))?;
    let group = NetbiosName::of(&group).ok_or(Malformed("destination name"))?;
    let sender = packet.source();
    let owner = if sender.ip == Some(ip) { sender } else { Endpoint { mac: None, ip: Some(ip), vlan: sender.vlan } };
    if matches!(source.kind, 0x00 | 0x20) {
        source.says(false, owner, emit);
    }
    // Announcements go to the workgroup's browsers.
    if matches!(group.kind, 0x1d | 0x1e) {
        emit.says(owner, Property::DomainName, group.text());
    }
    announcement(packet.payload.get(next..).unwrap_or_default(), owner, emit)
}

/// MS-CIFS 2.2.4.33 to the mail slot of the browser; MS-BRWS 2.2.1 and 2.2.2 in its data.
fn announcement(smb: &[u8], owner: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(smb);
    if reader.array("SMB header")? != [0xff, b'S', b'M', b'B', 0x25] {
        return Err(Malformed("SMB header"));
    }
    reader.skip(27, "SMB header")?;
    reader.skip(25, "transaction parameters")?;
    let offset = reader.u16_le("data offset")?;
    let setup = reader.u8("setup count")?;
    reader.skip(usize::from(setup).saturating_mul(2).saturating_add(3), "setup")?;
    if reader.array("mail slot")? != *b"\\MAILSLOT\\BROWSE\0" {
        return Ok(());
    }
    let mut data = Reader::new(smb.get(usize::from(offset)..).ok_or(Malformed("data offset"))?);
    // Host announcement, or that of the segment's master browser.
    if !matches!(data.u8("browser command")?, 0x01 | 0x0f) {
        return Ok(());
    }
    data.skip(5, "update count and period")?;
    let [name @ .., _] = data.array::<16>("server name")?;
    let name = NetbiosName { text: name, kind: 0 };
    let (major, minor) = (data.u8("OS major version")?, data.u8("OS minor version")?);
    let server = data.u32_le("server type")?;
    emit.says(owner, Property::HostName, name.text());
    let mut value = Scratch::new();
    value.text(b"os=").number(major.into()).text(b".").number(minor.into());
    value.text(b" server=0x").hex(&server.to_be_bytes());
    emit.says(owner, Property::NetbiosAnnouncement, value.bytes());
    if server & CONTROLLER != 0 {
        emit.role(owner, Role::DomainController);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn name(text: &str, kind: u8) -> Vec<u8> {
        let octets = format!("{text:<15}").into_bytes().into_iter().chain([kind]);
        let letters = octets.flat_map(|octet| [b'A' + (octet >> 4), b'A' + (octet & 15)]);
        [32].into_iter().chain(letters).chain([0]).collect()
    }

    fn registration(text: &str, kind: u8, flags: u8, ip: [u8; 4]) -> Vec<u8> {
        let question = name(text, kind);
        let header = [0, 1, 0x29, 0x10, 0, 1, 0, 0, 0, 0, 0, 1];
        let record = [0xc0, 12, 0, 0x20, 0, 1, 0, 4, 0x93, 0xe0, 0, 6, flags, 0];
        [&header[..], &question, &[0, 0x20, 0, 1], &record, &ip].concat()
    }

    fn observe(bytes: &[u8]) -> Vec<String> {
        observe_udp(&PROTOCOL, (137, 137), bytes)
    }

    #[test]
    fn registrations_name_host_domain_and_controller_but_no_user() {
        let own = "00:00:00:00:00:0c 10.0.0.1 -";
        let bytes = registration("WARD-PC", 0x20, 0x60, [10, 0, 0, 1]);
        assert_eq!(observe(&bytes), [format!("{own} host_name=WARD-PC"), format!("{own} netbios.name=WARD-PC<20>")]);
        truncations(&bytes, |cut| drop(observe(cut)));
        assert_eq!(observe(&registration("CLINIC", 0, 0xe0, [10, 0, 0, 1])), [format!("{own} domain_name=CLINIC")]);
        assert!(observe(&registration("ANNA", 3, 0x60, [10, 0, 0, 1])).is_empty());
        let controller = observe(&registration("CLINIC", 0x1c, 0xe0, [10, 0, 0, 7]));
        assert_eq!(controller[0], "- 10.0.0.7 - network_role=domain_controller", "a name server answers for others");
        assert_eq!(
            observe(&[&[0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0][..], b"\x01x\0\0\x20\0\x01"].concat()),
            ["malformed NetBIOS name"]
        );
    }

    #[test]
    fn a_status_answer_lists_all_names() {
        let names = [&b"WARD-PC        \0\x04\0"[..], b"ANNA           \x03\x04\0", b"CLINIC         \0\x84\0"].concat();
        let header = [0, 1, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0];
        let record = [0, 0x21, 0, 1, 0, 0, 0, 0, 0, 61, 3];
        let bytes = [&header[..], &name("*", 0), &record, &names, &[0; 6]].concat();
        let facts = observe(&bytes).join("\n").replace("00:00:00:00:00:0c 10.0.0.1 - ", "");
        assert_eq!(facts, "host_name=WARD-PC\nnetbios.name=WARD-PC<00>\ndomain_name=CLINIC");
    }

    #[test]
    fn an_announcement_tells_versions() {
        let header = [&[0x11, 2, 0, 1, 10, 0, 0, 1, 0, 138, 0, 0, 0, 0][..], &name("WARD-PC", 0), &name("CLINIC", 0x1d)].concat();
        let smb = [&b"\xffSMB\x25"[..], &[0; 27], &[17], &[0; 24], &[86, 0, 3, 0], &[0; 8], b"\\MAILSLOT\\BROWSE\0"].concat();
        assert_eq!(smb.len(), 86);
        let data =
            [&[1, 0, 0, 0, 0, 0][..], b"WARD-PC\0\0\0\0\0\0\0\0\0", &[6, 1, 0x0b, 0x10, 1, 0, 15, 1, 0x55, 0xaa], b"Anna\0"];
        let bytes = [&header[..], &smb, &data.concat()].concat();
        let facts = observe_udp(&PROTOCOL, (138, 138), &bytes).join("\n").replace("00:00:00:00:00:0c 10.0.0.1 - ", "");
        let expected = "host_name=WARD-PC\nnetbios.name=WARD-PC<00>\ndomain_name=CLINIC\n\
            netbios.announcement=os=6.1 server=0x0001100b\nnetwork_role=domain_controller";
        assert_eq!(facts, expected);
        truncations(&bytes, |cut| drop(observe_udp(&PROTOCOL, (138, 138), cut)));
    }
}
