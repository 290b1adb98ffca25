//! Syslog: the name of the host that a message is from, and what firewalls say of themselves at the head of theirs.
//!
//! Invariant: nothing behind the head is read, for messages hold users, addresses and free text. Who sends a message may
//! only pass it on: a firewall's head is a description of equipment, and a host's name a property of its own.

use super::{Attach, Emit, Entry, Parts, Protocol};
use crate::observation::Property;
use crate::sensor::reader::Malformed;
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "syslog",
    spec: "RFC 3164 4.1; RFC 5424 6.2; heads of FortiOS and Sophos Firewall logs as their makers document them",
    attach: &[Attach::Udp(514)],
    entry: Entry::Packet(read),
};

/// The longest host name that is one.
const MAX_NAME: usize = 64;
/// A firewall says who it is within its first pairs of key and value.
const MAX_PAIRS: usize = 8;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let message = priority(packet.payload).ok_or(Malformed("priority"))?;
    if [&b"date="[..], b"device=", b"device_name=", b"logver=", b"timestamp="].iter().any(|key| message.starts_with(key)) {
        firewall(message, packet, emit);
        return Ok(());
    }
    let name = match message.strip_prefix(b"1 ") {
        // Version 1: time, host name, application.
        Some(rest) => rest.first().filter(|byte| byte.is_ascii_digit()).and_then(|_| rest.split(|byte| *byte == b' ').nth(1)),
        None => host(message),
    };
    let is_name = |name: &&[u8]| {
        let is_known = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        name.len() <= MAX_NAME && name.iter().all(is_known) && name.iter().any(u8::is_ascii_alphabetic)
    };
    emit.says(packet.source(), Property::SyslogHost, name.filter(is_name).unwrap_or_default());
    Ok(())
}

/// What follows `<PRI>`, a number up to 191.
fn priority(payload: &[u8]) -> Option<&[u8]> {
    let rest = payload.strip_prefix(b"<")?;
    let end = rest.iter().take(4).position(|byte| *byte == b'>')?;
    let number: u8 = std::str::from_utf8(rest.get(..end)?).ok()?.parse().ok()?;
    (number <= 191).then(|| rest.get(end.checked_add(1)?..)).flatten()
}

/// RFC 3164: `Oct 11 22:14:15 HOST TAG[7]: …`. Many leave the host out, so that text follows the time: a word is a host
/// where a tag with a process number is behind it, or a tag alone and there is a digit in the word.
fn host(message: &[u8]) -> Option<&[u8]> {
    let (time, rest) = message.split_at_checked(16)?;
    let is_time = |(at, byte): (usize, &u8)| match at {
        0..=2 => byte.is_ascii_alphabetic(),
        3 | 6 | 15 => *byte == b' ',
        9 | 12 => *byte == b':',
        4 => *byte == b' ' || byte.is_ascii_digit(),
        _ => byte.is_ascii_digit(),
    };
    if !time.iter().enumerate().all(is_time) {
        return None;
    }
    let mut words = rest.split(|byte| *byte == b' ');
    let (name, tag) = (words.next()?, words.next()?);
    let tag = tag.strip_suffix(b":").filter(|tag| !tag.is_empty() && !tag.starts_with(b"%"))?;
    let process = tag.strip_suffix(b"]").and_then(|tag| tag.rsplit(|byte| *byte == b'[').next());
    let is_numbered = process.is_some_and(|number| !number.is_empty() && number.iter().all(u8::is_ascii_digit));
    (is_numbered || name.iter().any(u8::is_ascii_digit)).then_some(name)
}

/// `date=… devname="FW1" devid="FG…"` (`FortiOS`); `device="SFW" … device_name="XG230" device_id=…`, and `device_name="SFW"
/// … device_model="XGS2100" device_serial_id="…"` (Sophos).
fn firewall(mut text: &[u8], packet: &Packet<'_>, emit: &mut Emit<'_>) {
    let is_former = text.starts_with(b"device=");
    let mut parts = Parts::default();
    for _ in 0..MAX_PAIRS {
        let Some((key, value, rest)) = pair(text) else { break };
        text = rest;
        match key {
            b"devname" => parts.push(Property::SystemName, value),
            b"devid" if value.starts_with(b"F") => {
                parts.push(Property::Manufacturer, b"Fortinet");
                parts.push(Property::Serial, value);
            }
            b"device_name" if is_former => parts.push(Property::Model, value),
            b"device_model" => parts.push(Property::Model, value),
            b"device_id" | b"device_serial_id" => {
                parts.push(Property::Manufacturer, b"Sophos");
                parts.push(Property::Serial, value);
            }
            _ => {}
        }
    }
    // The serial number comes with the maker; a name alone could be anybody's.
    if parts.has(Property::Serial) {
        emit.described(packet.source(), &parts);
    }
}

/// The first pair of key and value, the value perhaps in quotation marks, and what follows it.
fn pair(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (key, rest) = text.split_at_checked(memchr::memchr(b'=', text.get(..text.len().min(40))?)?)?;
    let rest = rest.get(1..)?;
    let (value, rest) = match rest.strip_prefix(b"\"") {
        Some(quoted) => {
            let (value, rest) = quoted.split_at_checked(memchr::memchr(b'"', quoted)?)?;
            (value, rest.get(1..)?)
        }
        None => rest.split_at_checked(memchr::memchr(b' ', rest)?)?,
    };
    let is_key = key.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'_');
    is_key.then(|| (key, value, rest.trim_ascii_start()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn observe(text: &str) -> Vec<String> {
        observe_udp(&PROTOCOL, (514, 514), text.as_bytes())
    }

    #[test]
    fn only_the_host_is_told() {
        let expected = ["00:00:00:00:00:0c 10.0.0.1 - syslog.host=ward-gw1"];
        for told in
            ["<34>Oct  1 22:14:15 ward-gw1 sshd[7]: CANARY", "<34>1 2026-10-11T22:14:15.003Z ward-gw1 app 7 ID47 - CANARY"]
        {
            assert_eq!(observe(told), expected, "{told}");
            truncations(told.as_bytes(), |cut| {
                let facts = observe_udp(&PROTOCOL, (514, 514), cut).concat();
                assert!(!facts.contains("CANARY"));
            });
        }
        for silent in [
            "<34>Oct 11 22:14:15 CANARY logged in as CANARY: yes",
            "<34>Oct 11 22:14:15 CANARY CANARY: admitted",
            "<34>1 CANARY CANARY was here",
            "<34>Oct 11 22:14:15 sshd[7]: CANARY here: yes",
            "<34>Oct 11 22:14:15 10.0.0.1 sshd[7]: CANARY",
            "<34>1 2026-10-11T22:14:15.003Z - app - - - CANARY",
            "<189>77: *Mar  1 18:46:11: %SYS-5-CONFIG_I: CANARY",
            "<13>CANARY",
        ] {
            assert!(observe(silent).is_empty(), "{silent}");
        }
        for other in ["<192>Oct 11 22:14:15 a b: c", "hello", "<1", "<x>y"] {
            assert_eq!(observe(other), ["malformed priority"], "{other}");
        }
    }

    #[test]
    fn a_firewall_describes_itself() {
        let forti = "<189>date=2026-09-09 time=14:02:11 devname=\"fw01\" devid=\"FGT60D4614000001\" logid=\"1\" user=\"CANARY\"";
        let described = "manufacturer=\"Fortinet\" serial=\"FGT60D4614000001\" system_name=\"fw01\"";
        assert_eq!(observe(forti), [format!("00:00:00:00:00:0c 10.0.0.1 - equipment {described}")]);
        let former = "<30>device=\"SFW\" date=2023-03-17 time=11:37:27 timezone=\"-03\" device_name=\"SG125w\" device_id=S1601E12D log_id=0";
        let described = "manufacturer=\"Sophos\" model=\"SG125w\" serial=\"S1601E12D\"";
        assert_eq!(observe(former), [format!("00:00:00:00:00:0c 10.0.0.1 - equipment {described}")]);
        let present = "<30>device_name=\"CANARY\" timestamp=\"2024-05-02T11:03:12+0200\" device_model=\"XGS2100\" \
            device_serial_id=\"X12304RK3\" log_id=\"0\" user_name=\"CANARY\"";
        let described = "manufacturer=\"Sophos\" model=\"XGS2100\" serial=\"X12304RK3\"";
        assert_eq!(observe(present), [format!("00:00:00:00:00:0c 10.0.0.1 - equipment {described}")]);
        for text in [forti, former, present] {
            truncations(text.as_bytes(), |cut| drop(observe_udp(&PROTOCOL, (514, 514), cut)));
        }
        assert!(observe("<189>date=2026-09-09 devname=\"CANARY\" user=\"CANARY\" ").is_empty());
    }
}
