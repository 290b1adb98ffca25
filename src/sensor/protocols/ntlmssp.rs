//! NTLMSSP messages (MS-NLMP 2.2.1), which SMB, HTTP and others carry: names and version of the machine that sent one.
//!
//! Invariant: user name, user's domain, and responses of an AUTHENTICATE_MESSAGE are never read.

use super::Emit;
use crate::base::{Endpoint, Text};
use crate::observation::Property;
use crate::sensor::reader::Reader;

const SIGNATURE: &[u8] = b"NTLMSSP\0";

/// Negotiate flags (2.2.2.5).
mod flag {
    pub(super) const UNICODE: u32 = 0x0000_0001;
    pub(super) const WORKSTATION_SUPPLIED: u32 = 0x0000_2000;
    pub(super) const VERSION: u32 = 0x0200_0000;
}

/// Attribute ids of the target information (2.2.2.1).
mod attribute {
    pub(super) const END: u16 = 0;
    pub(super) const COMPUTER_NAME: u16 = 1;
    pub(super) const DOMAIN_NAME: u16 = 2;
    pub(super) const DNS_COMPUTER_NAME: u16 = 3;
    pub(super) const DNS_DOMAIN_NAME: u16 = 4;
}

/// Finds a message in a security blob, bare or wrapped in SPNEGO, and says what it tells of `sender`.
pub(super) fn read(blob: &[u8], sender: Endpoint, emit: &mut Emit<'_>) {
    let Some(start) = memchr::memmem::find(blob, SIGNATURE) else { return };
    let message = blob.get(start..).unwrap_or_default();
    match word(message, 8) {
        Some(1) => negotiate(message, sender, emit),
        Some(2) => challenge(message, sender, emit),
        Some(3) => authenticate(message, sender, emit),
        _ => {}
    }
}

/// NEGOTIATE_MESSAGE (2.2.1.1). Its names are in the OEM character set.
fn negotiate(message: &[u8], sender: Endpoint, emit: &mut Emit<'_>) {
    let flags = word(message, 12).unwrap_or_default();
    version(message, flags, 32, sender, emit);
    if flags & flag::WORKSTATION_SUPPLIED != 0 {
        emit.says(sender, Property::HostName, field(message, 24).unwrap_or_default());
    }
}

/// CHALLENGE_MESSAGE (2.2.1.2).
fn challenge(message: &[u8], sender: Endpoint, emit: &mut Emit<'_>) {
    version(message, word(message, 20).unwrap_or_default(), 48, sender, emit);
    let mut names: [&[u8]; 4] = [&[]; 4];
    let mut reader = Reader::new(field(message, 40).unwrap_or_default());
    while let (Ok(id), Ok(length)) = (reader.u16_le("AvId"), reader.u16_le("AvLen")) {
        let Ok(value) = reader.take(usize::from(length), "AvValue") else { break };
        let name = match id {
            attribute::END => break,
            attribute::COMPUTER_NAME => 0,
            attribute::DOMAIN_NAME => 1,
            attribute::DNS_COMPUTER_NAME => 2,
            attribute::DNS_DOMAIN_NAME => 3,
            _ => continue,
        };
        if let Some(place) = names.get_mut(name) {
            *place = value;
        }
    }
    let [computer, domain, dns_computer, dns_domain] = names.map(utf16);
    let host = dns_computer.split('.').next().filter(|host| !host.is_empty()).unwrap_or(&computer);
    emit.says(sender, Property::HostName, host.as_bytes());
    // A machine in no domain gives its own name as that of the domain.
    let is_domain = |name: &&String| !name.is_empty() && **name != computer && **name != dns_computer;
    if let Some(domain) = [&dns_domain, &domain].into_iter().find(is_domain) {
        emit.says(sender, Property::DomainName, domain.as_bytes());
    }
}

/// AUTHENTICATE_MESSAGE (2.2.1.3): only the machine's name and version.
fn authenticate(message: &[u8], sender: Endpoint, emit: &mut Emit<'_>) {
    let flags = word(message, 60).unwrap_or_default();
    version(message, flags, 64, sender, emit);
    let workstation = field(message, 44).unwrap_or_default();
    if flags & flag::UNICODE != 0 {
        emit.says(sender, Property::HostName, utf16(workstation).as_bytes());
    } else {
        emit.says(sender, Property::HostName, workstation);
    }
}

/// VERSION (2.2.2.10): `10.0.19041`.
fn version(message: &[u8], flags: u32, offset: usize, sender: Endpoint, emit: &mut Emit<'_>) {
    let Some([major, minor, low, high]) = message.get(offset..).and_then(|rest| rest.first_chunk()) else { return };
    if flags & flag::VERSION == 0 || *major == 0 {
        return;
    }
    let build = u16::from_le_bytes([*low, *high]);
    emit.says(sender, Property::NtlmVersion, format!("{major}.{minor}.{build}").as_bytes());
}

fn word(message: &[u8], offset: usize) -> Option<u32> {
    message.get(offset..)?.first_chunk().map(|word| u32::from_le_bytes(*word))
}

/// What the length, maximum length and offset at `offset` point to.
fn field(message: &[u8], offset: usize) -> Option<&[u8]> {
    let mut reader = Reader::new(message.get(offset..)?);
    let length = reader.u16_le("length").ok()?;
    reader.skip(2, "maximum length").ok()?;
    let start = usize::try_from(reader.u32_le("offset").ok()?).ok()?;
    message.get(start..)?.get(..usize::from(length))
}

/// UTF-16LE, no longer than a [`Text`] keeps.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)).take(Text::MAX);
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::sensor::protocols) fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn field_at(length: usize, offset: usize) -> Vec<u8> {
        let length = u16::try_from(length).unwrap().to_le_bytes();
        [&length[..], &length, &u32::try_from(offset).unwrap().to_le_bytes()].concat()
    }

    const VERSION: [u8; 8] = [10, 0, 0x61, 0x4a, 0, 0, 0, 15];

    /// A CHALLENGE_MESSAGE of WARD-PC in hospital.example.
    pub(in crate::sensor::protocols) fn challenge_message() -> Vec<u8> {
        let pair = |id: u16, name: &str| {
            let name = wide(name);
            [&id.to_le_bytes()[..], &u16::try_from(name.len()).unwrap().to_le_bytes(), &name].concat()
        };
        let names = [(1, "WARD-PC"), (2, "HOSPITAL"), (3, "ward-pc.hospital.example"), (4, "hospital.example"), (0, "")];
        let info: Vec<u8> = names.iter().flat_map(|(id, name)| pair(*id, name)).collect();
        let flags = (flag::UNICODE | flag::VERSION).to_le_bytes();
        let head = [SIGNATURE, &[2, 0, 0, 0], &field_at(0, 56), &flags, &[9; 8], &[0; 8], &field_at(info.len(), 56), &VERSION];
        [head.concat(), info].concat()
    }

    /// An AUTHENTICATE_MESSAGE of the user CANARY at LAPTOP-7.
    pub(in crate::sensor::protocols) fn authenticate_message() -> Vec<u8> {
        let (user, station) = (wide("CANARY"), wide("LAPTOP-7"));
        let flags = (flag::UNICODE | flag::VERSION).to_le_bytes();
        let end = 72 + user.len();
        let fields = [field_at(0, 72), field_at(0, 72), field_at(user.len(), 72), field_at(user.len(), 72)].concat();
        let head = [SIGNATURE, &[3, 0, 0, 0], &fields, &field_at(station.len(), end), &field_at(0, 72), &flags, &VERSION];
        [head.concat(), user, station].concat()
    }

    /// A NEGOTIATE_MESSAGE with a version only.
    pub(in crate::sensor::protocols) fn negotiate_message() -> Vec<u8> {
        [SIGNATURE, &[1, 0, 0, 0], &flag::VERSION.to_le_bytes(), &[0; 16], &VERSION].concat()
    }
}
