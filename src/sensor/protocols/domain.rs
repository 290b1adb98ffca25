//! The DNS message format (RFC 1035, section 4), shared by dns, mdns, llmnr and nbns.
//!
//! A record at a time, names expanded on the stack: one odd record costs only what follows it, and no record that
//! nobody reads costs an allocation.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Emit;
use super::scratch::Scratch;
use crate::base::Endpoint;
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};

/// Record types (IANA "DNS Parameters") that somebody reads.
pub(super) const A: u16 = 1;
pub(super) const PTR: u16 = 12;
pub(super) const TXT: u16 = 16;
pub(super) const AAAA: u16 = 28;
pub(super) const SRV: u16 = 33;
pub(super) const HTTPS: u16 = 65;

/// No honest message has more; a hostile one is left at that.
const MAX_RECORDS: u32 = 512;

/// A domain name as labels, each behind its length, without the root.
#[derive(Clone)]
pub(super) struct Name {
    wire: [u8; 256],
    length: usize,
}

impl Name {
    fn new() -> Self {
        Self { wire: [0; 256], length: 0 }
    }

    /// Takes a label with its length octet. RFC 1035, 2.3.4: a name has at most 255 octets, one of them the root.
    fn push(&mut self, label: &[u8]) -> Result<(), Malformed> {
        let end = self.length.saturating_add(label.len());
        if end > 254 {
            return Err(Malformed("name length"));
        }
        self.wire.get_mut(self.length..end).ok_or(Malformed("name length"))?.copy_from_slice(label);
        self.length = end;
        Ok(())
    }

    /// The name in `bytes` from `start`, and where what follows it begins.
    pub(super) fn read(bytes: &[u8], start: usize) -> Result<(Self, usize), Malformed> {
        let (mut name, mut at, mut floor, mut end) = (Self::new(), start, start, None);
        loop {
            let length = *bytes.get(at).ok_or(Malformed("name"))?;
            let after = at.saturating_add(1);
            match length {
                0 => return Ok((name, end.unwrap_or(after))),
                1..=0x3f => {
                    let next = after.saturating_add(usize::from(length));
                    name.push(bytes.get(at..next).ok_or(Malformed("label"))?)?;
                    at = next;
                }
                // RFC 1035, 4.1.4: a pointer to a prior occurrence; only ever backwards, so it ends.
                0xc0.. => {
                    let low = *bytes.get(after).ok_or(Malformed("name pointer"))?;
                    let target = usize::from(u16::from_be_bytes([length & 0x3f, low]));
                    if target >= floor {
                        return Err(Malformed("name pointer"));
                    }
                    end.get_or_insert(after.saturating_add(1));
                    (floor, at) = (target, target);
                }
                _ => return Err(Malformed("label type")),
            }
        }
    }

    pub(super) fn labels(&self) -> Labels<'_> {
        Labels(Reader::new(self.wire.get(..self.length).unwrap_or_default()))
    }

    pub(super) fn count(&self) -> usize {
        self.labels().count()
    }

    /// The labels from number `skip` on, lower case, with dots; `None` when one is not a host name's.
    pub(super) fn dotted(&self, skip: usize, into: &mut Scratch) -> Option<()> {
        into.clear();
        for label in self.labels().skip(skip) {
            if !is_host_label(label) {
                return None;
            }
            into.item(b".").lower(label);
        }
        Some(())
    }
}

/// The labels of a name.
#[derive(Clone)]
pub(super) struct Labels<'a>(Reader<'a>);

impl<'a> Iterator for Labels<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let length = self.0.u8("label length").ok()?;
        self.0.take(usize::from(length), "label").ok()
    }
}

/// Letters, digits, hyphen (RFC 952) and the underscore of services and of Windows.
pub(super) fn is_host_label(label: &[u8]) -> bool {
    !label.is_empty() && label.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Answer,
    Authority,
    Additional,
}

/// A question.
pub(super) struct Question {
    pub(super) name: Name,
    pub(super) kind: u16,
    pub(super) class: u16,
}

/// A resource record.
pub(super) struct Record<'a> {
    pub(super) section: Section,
    pub(super) name: Name,
    pub(super) kind: u16,
    pub(super) class: u16,
    pub(super) ttl: u32,
    pub(super) data: &'a [u8],
    at: usize,
}

impl Record<'_> {
    /// The address of an A or AAAA record.
    pub(super) fn address(&self) -> Option<IpAddr> {
        match self.kind {
            A => self.data.try_into().ok().map(|bytes: [u8; 4]| Ipv4Addr::from(bytes).into()),
            AAAA => self.data.try_into().ok().map(|bytes: [u8; 16]| Ipv6Addr::from(bytes).into()),
            _ => None,
        }
    }
}

/// A message, read from front to back; a copy starts where this one stands.
#[derive(Clone, Copy)]
pub(super) struct Message<'a> {
    bytes: &'a [u8],
    at: usize,
    pub(super) flags: u16,
    pub(super) questions: u16,
    pub(super) answers: u16,
    pub(super) authorities: u16,
    pub(super) additional: u16,
    read: u32,
    asked: u16,
}

impl<'a> Message<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes);
        reader.skip(2, "message id")?;
        Ok(Self {
            bytes,
            at: 12,
            flags: reader.u16("flags")?,
            questions: reader.u16("question count")?,
            answers: reader.u16("answer count")?,
            authorities: reader.u16("authority count")?,
            additional: reader.u16("additional count")?,
            read: 0,
            asked: 0,
        })
    }

    pub(super) fn is_response(&self) -> bool {
        self.flags & 0x8000 != 0
    }

    pub(super) fn opcode(&self) -> u8 {
        u8::try_from((self.flags >> 11) & 0x0f).unwrap_or_default()
    }

    pub(super) fn rcode(&self) -> u8 {
        u8::try_from(self.flags & 0x0f).unwrap_or_default()
    }

    /// The next question.
    pub(super) fn question(&mut self) -> Result<Option<Question>, Malformed> {
        if self.asked >= self.questions {
            return Ok(None);
        }
        let (name, next) = Name::read(self.bytes, self.at)?;
        let mut reader = Reader::new(self.bytes.get(next..).unwrap_or_default());
        let (kind, class) = (reader.u16("question type")?, reader.u16("question class")?);
        self.at = next.saturating_add(4);
        self.asked = self.asked.saturating_add(1);
        Ok(Some(Question { name, kind, class }))
    }

    /// The next record, behind all questions.
    pub(super) fn record(&mut self) -> Result<Option<Record<'a>>, Malformed> {
        while self.question()?.is_some() {}
        let answers = u32::from(self.answers);
        let authorities = answers.saturating_add(u32::from(self.authorities));
        let section = match self.read {
            read if read >= MAX_RECORDS => return Ok(None),
            read if read < answers => Section::Answer,
            read if read < authorities => Section::Authority,
            read if read < authorities.saturating_add(u32::from(self.additional)) => Section::Additional,
            _ => return Ok(None),
        };
        let (name, next) = Name::read(self.bytes, self.at)?;
        let mut reader = Reader::new(self.bytes.get(next..).unwrap_or_default());
        let (kind, class) = (reader.u16("record type")?, reader.u16("record class")?);
        let (ttl, length) = (reader.u32("record TTL")?, reader.u16("record length")?);
        let data = reader.take(usize::from(length), "record data")?;
        let at = next.saturating_add(10);
        self.at = at.saturating_add(data.len());
        self.read = self.read.saturating_add(1);
        Ok(Some(Record { section, name, kind, class, ttl, data, at }))
    }

    /// The name that stands `offset` bytes into the data of `record`.
    pub(super) fn name_in(&self, record: &Record<'_>, offset: usize) -> Result<Name, Malformed> {
        Name::read(self.bytes, record.at.saturating_add(offset)).map(|(name, _)| name)
    }
}

/// Says the host name and, behind the first dot, the domain of a dotted name. Whoever has no name of its own sends
/// `localhost` or an address: not said.
pub(super) fn says_name(emit: &mut Emit<'_>, subject: Endpoint, name: &[u8]) {
    let name = name.trim_ascii().strip_suffix(&[0]).unwrap_or(name.trim_ascii());
    let name = name.strip_suffix(b".").unwrap_or(name);
    let is_address = std::str::from_utf8(name).is_ok_and(|text| text.parse::<IpAddr>().is_ok());
    if is_address || name.eq_ignore_ascii_case(b"localhost") || name.starts_with(b"localhost.") {
        return;
    }
    let mut parts = name.splitn(2, |b| *b == b'.');
    emit.says(subject, Property::HostName, parts.next().unwrap_or_default());
    emit.says(subject, Property::DomainName, parts.next().unwrap_or_default());
}

/// Whether a site can have given this address to one of its own (RFC 1918, RFC 4193).
pub(super) fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => v4.is_private(),
        IpAddr::V6(v6) => v6.is_unique_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &Name) -> String {
        name.labels().map(|label| String::from_utf8_lossy(label).into_owned()).collect::<Vec<_>>().join(".")
    }

    #[test]
    fn expands_names_and_ends_loops() {
        let bytes = b"\x03ct1\x04ward\0\x02pc\xc0\x04\xc0\x10";
        let (name, next) = Name::read(bytes, 10).unwrap();
        assert_eq!((text(&name).as_str(), next), ("pc.ward", 15));
        assert_eq!(Name::read(bytes, 15).err(), Some(Malformed("name pointer")));
        assert_eq!(Name::read(b"\x80", 0).err(), Some(Malformed("label type")));
        assert_eq!(Name::read(&[b"\x3f".as_slice(), &[b'a'; 63]].concat().repeat(5), 0).err(), Some(Malformed("name length")));
    }

    /// What another implementation of RFC 1035 reads from the same bytes.
    #[test]
    fn reads_the_records_that_simple_dns_writes() {
        use simple_dns::{CLASS, Name as N, Packet, QCLASS, QTYPE, Question as Q, ResourceRecord, TYPE, rdata};
        let mut packet = Packet::new_reply(7);
        let name = N::new_unchecked("ct1.ward.example");
        packet.questions.push(Q::new(name.clone(), QTYPE::TYPE(TYPE::A), QCLASS::CLASS(CLASS::IN), false));
        let address = rdata::RData::A(rdata::A { address: 0x0a00_0001 });
        packet.answers.push(ResourceRecord::new(name, CLASS::IN, 60, address));
        let pointer = rdata::RData::PTR(rdata::PTR(N::new_unchecked("x._ipp._tcp.local")));
        packet.additional_records.push(ResourceRecord::new(N::new_unchecked("_ipp._tcp.local"), CLASS::IN, 60, pointer));
        let bytes = packet.build_bytes_vec_compressed().unwrap();
        let mut message = Message::new(&bytes).unwrap();
        let record = message.record().unwrap().unwrap();
        assert_eq!((text(&record.name).as_str(), record.address()), ("ct1.ward.example", "10.0.0.1".parse().ok()));
        let record = message.record().unwrap().unwrap();
        assert_eq!((record.section, record.kind, record.class, record.ttl), (Section::Additional, PTR, 1, 60));
        assert_eq!(text(&message.name_in(&record, 0).unwrap()), "x._ipp._tcp.local");
        assert!(message.record().unwrap().is_none());
    }
}
