//! NTP (RFC 5905): who asks for the time and who gives it.

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "ntp",
    spec: "RFC 5905 (NTPv4); RFC 1305 (NTPv3); RFC 4330 (SNTP)",
    attach: &[Attach::Udp(123)],
    entry: Entry::Packet(read),
};

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    // RFC 5905, 7.3: leap indicator, version and mode in one octet.
    let first = reader.u8("flags")?;
    let (version, mode) = ((first >> 3) & 7, first & 7);
    let stratum = reader.u8("stratum")?;
    // Extension fields and the authenticator are whole words, and 16 is "unsynchronised", the highest stratum.
    if !(1..=4).contains(&version) || stratum > 16 || !packet.payload.len().is_multiple_of(4) {
        return Err(Malformed("version, stratum or length"));
    }
    reader.skip(38, "timestamps")?;
    let transmitted = reader.u64("transmit timestamp")?;
    let mut value = Scratch::new();
    value.text(b"v").number(version.into());
    let source = packet.source();
    match mode {
        1 | 2 => value.text(b" symmetric"),
        3 => value.text(b" client"),
        4 | 5 if transmitted != 0 => {
            emit.role(source, Role::NtpServer);
            value.text(if mode == 4 { b" server" } else { b" broadcast" }).text(b" stratum ").number(stratum.into())
        }
        _ => return Err(Malformed("mode")),
    };
    emit.says(source, Property::NtpMode, value.bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    #[test]
    fn tells_clients_from_servers() {
        let mut message = [0_u8; 48];
        message[0] = 0x23;
        let observe = |ports, message: &[u8]| observe_udp(&super::PROTOCOL, ports, message);
        assert_eq!(observe((123, 123), &message), ["00:00:00:00:00:0c 10.0.0.1 - ntp.mode=v4 client"]);
        (message[0], message[1], message[40]) = (0x1c, 2, 0xe5);
        let expected =
            ["00:00:00:00:00:0c 10.0.0.1 - network_role=ntp_server", "00:00:00:00:00:0c 10.0.0.1 - ntp.mode=v3 server stratum 2"];
        assert_eq!(observe((123, 123), &message), expected);
        message[0] = 0x25;
        assert_eq!(observe((123, 123), &message)[1], "00:00:00:00:00:0c 10.0.0.1 - ntp.mode=v4 broadcast stratum 2");
        message[0] = 0x26;
        assert_eq!(observe((123, 123), &message), ["malformed mode"], "a control message is something else");
        truncations(&message, |cut| drop(observe((1, 123), cut)));
    }
}
