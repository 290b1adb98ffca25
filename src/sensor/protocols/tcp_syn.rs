//! Signatures of TCP SYN and SYN-ACK segments in the notation of p0f version 3:
//! `version:initial TTL:IP option bytes:MSS:window,scale:option layout:quirks:payload class`.
//!
//! Runs for every SYN of a flood: the signature is put together on the stack, and only a new one is kept.

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::observation::{Property, Sign};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::{Packet, TcpFlags};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "tcp_syn",
    spec: "RFC 9293 (TCP); RFC 7323 (window scale, timestamps); notation of p0f 3",
    attach: &[Attach::Syn],
    entry: Entry::Packet(read),
};

/// PSH, URG, ECE, CWR (RFC 9293, 3.1; RFC 3168, 6.1).
const PSH: u8 = 0x08;
const URG: u8 = 0x20;
const ECN: u8 = 0x40 | 0x80;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let flags = packet.tcp.flags;
    let property = match (flags.opens(), flags.accepts()) {
        _ if flags.has(TcpFlags::FIN | TcpFlags::RST) => return Err(Malformed("flags")),
        (true, _) => Property::TcpSyn,
        (_, true) => Property::TcpSynAck,
        _ => return Err(Malformed("flags")),
    };
    let options = Options::read(packet.tcp.options, flags.opens());
    if let Some(sign) = options.sign {
        emit.sign(packet.source(), sign, packet.destination());
    }
    let shape = Shape {
        ip_version: packet.ip_version,
        ttl: initial_ttl(packet.hop_limit),
        ip_options: ip_option_bytes(packet),
        window: packet.tcp.window,
        quirks: quirks(packet, &options)?,
        empty: packet.payload.is_empty(),
        options,
    };
    // Composing the text costs ten times as much as knowing that it was said.
    if emit.is_news_within_reason(packet.source(), (property, &shape)) {
        emit.says(packet.source(), property, shape.text(packet.tcp.options).bytes());
    }
    Ok(())
}

/// All that a signature is made of, but for the names of the options.
#[derive(Hash)]
struct Shape {
    ip_version: u8,
    ttl: u8,
    ip_options: u32,
    window: u16,
    /// Bit n: quirk n of [`QUIRKS`].
    quirks: u32,
    empty: bool,
    options: Options,
}

impl Shape {
    fn text(&self, options: &[u8]) -> Scratch {
        let mut out = Scratch::new();
        out.number(self.ip_version.into()).text(b":").number(self.ttl.into());
        out.text(b":").number(self.ip_options).text(b":").number(self.options.mss.into()).text(b":");
        self.window(&mut out);
        out.text(b",").number(self.options.scale.into()).text(b":");
        layout(&mut out, options);
        out.text(b":");
        let holding = (0_u32..).zip(QUIRKS).filter(|(place, _)| self.quirks >> place & 1 != 0);
        for (place, (_, name)) in holding.enumerate() {
            out.text(if place > 0 { b"," } else { b"" }).text(name);
        }
        out.text(if self.empty { b":0" } else { b":+" });
        out
    }

    /// The window as a multiple of what fits into one segment, where it is one: that is how stacks choose it.
    fn window(&self, out: &mut Scratch) {
        let window = u32::from(self.window);
        let mss = u32::from(self.options.mss);
        let headers = if self.ip_version == 6 { 60 } else { 40 };
        let segment = if self.options.timestamps { mss.saturating_sub(12) } else { mss };
        let rules: [(&[u8], u32); 4] =
            [(b"mss*", mss), (b"mss*", segment), (b"mtu*", mss.saturating_add(headers)), (b"mtu*", 1500)];
        if window != 0 && mss >= 100 {
            for (unit, size) in rules {
                if let (Some(0), Some(count)) = (window.checked_rem(size), window.checked_div(size)) {
                    out.text(unit).number(count);
                    return;
                }
            }
        }
        out.number(window);
    }
}

/// Senders start at 32, 64, 128 or 255; the routers on the way took the rest.
fn initial_ttl(seen: u8) -> u8 {
    match seen {
        0..=32 => 32,
        33..=64 => 64,
        65..=128 => 128,
        129.. => 255,
    }
}

fn ip_option_bytes(packet: &Packet<'_>) -> u32 {
    let words = packet.network.first().map_or(5, |first| first & 0x0f);
    if packet.ip_version == 4 { u32::from(words).saturating_sub(5).saturating_mul(4) } else { 0 }
}

/// What the options say.
#[derive(Default, Hash)]
struct Options {
    /// Their kinds in order, folded into a number.
    order: u64,
    mss: u16,
    scale: u8,
    timestamps: bool,
    own_zero: bool,
    peer_set: bool,
    trailing: bool,
    bad: bool,
    /// What a scanner puts there to tell stacks apart by.
    sign: Option<Sign>,
}

impl Options {
    /// Walks the options (RFC 9293, 3.2; RFC 7323; RFC 2018) until their end or the first that is wrong.
    fn read(bytes: &[u8], opens: bool) -> Self {
        let mut options = Self::default();
        let mut reader = Reader::new(bytes);
        while let Ok(kind) = reader.u8("option") {
            options.order = options.order.wrapping_mul(257).wrapping_add(u64::from(kind)).wrapping_add(1);
            match kind {
                0 => {
                    let padding = reader.rest();
                    options.order = options.order.wrapping_add(u64::try_from(padding.len()).unwrap_or_default());
                    options.trailing = padding.iter().any(|b| *b != 0);
                    break;
                }
                1 => {}
                _ if options.one(kind, &mut reader, opens).is_ok() => {}
                _ => {
                    options.bad = true;
                    break;
                }
            }
        }
        options
    }

    fn one(&mut self, kind: u8, reader: &mut Reader<'_>, opens: bool) -> Result<(), Malformed> {
        let mut value = value(reader)?;
        match (kind, value.remaining()) {
            (2, 2) => self.mss = value.u16("MSS")?,
            (3, 1) => {
                self.scale = value.u8("window scale")?;
                // 15 and more mean 14 (RFC 7323, 2.3); stacks that send them keep near it.
                if self.scale >= 64 {
                    self.sign = Some(Sign::TcpScaleBeyond);
                }
            }
            (3, _) => {
                self.sign = Some(Sign::TcpScaleCut);
                return Err(Malformed("option length"));
            }
            (8, 8) => {
                self.timestamps = true;
                self.own_zero = value.u32("timestamp")? == 0;
                self.peer_set = opens && value.u32("timestamp echo")? != 0;
            }
            (2 | 8, _) => return Err(Malformed("option length")),
            _ => {}
        }
        Ok(())
    }
}

/// The value of an option whose kind was read.
fn value<'a>(reader: &mut Reader<'a>) -> Result<Reader<'a>, Malformed> {
    let length = usize::from(reader.u8("option length")?).checked_sub(2).ok_or(Malformed("option length"))?;
    reader.sub(length, "option")
}

/// Names the options in order, as far as [`Options::read`] walks them.
fn layout(out: &mut Scratch, bytes: &[u8]) {
    let mut reader = Reader::new(bytes);
    let mut separator: &[u8] = b"";
    while let Ok(kind) = reader.u8("option") {
        out.text(std::mem::replace(&mut separator, b","));
        match kind {
            0 => {
                out.text(b"eol+").number(u32::try_from(reader.remaining()).unwrap_or_default());
                return;
            }
            1 => out.text(b"nop"),
            2 => out.text(b"mss"),
            3 => out.text(b"ws"),
            4 => out.text(b"sok"),
            5 => out.text(b"sack"),
            8 => out.text(b"ts"),
            _ => out.text(b"?").number(kind.into()),
        };
        if kind != 1 && Options::default().one(kind, &mut reader, true).is_err() {
            return;
        }
    }
}

/// The quirks in the order of the notation.
const QUIRKS: [&[u8]; 17] = [
    b"df", b"id+", b"id-", b"ecn", b"0+", b"flow", b"seq-", b"ack+", b"ack-", b"uptr+", b"urgf+", b"pushf+", b"ts1-", b"ts2+",
    b"opt+", b"exws", b"bad",
];

/// What is odd about the headers: bit n for quirk n of [`QUIRKS`].
fn quirks(packet: &Packet<'_>, options: &Options) -> Result<u32, Malformed> {
    let mut header = Reader::new(packet.network);
    let v4 = packet.ip_version == 4;
    let first = header.u16("IP version and class")?;
    let second = header.u16("IP length or flow label")?;
    header.skip(2, "IP identification")?;
    let fragment = if v4 { header.u16("IP flags")? } else { 0 };
    let mut tcp = Reader::new(packet.segment);
    tcp.skip(12, "TCP header")?;
    let reserved = tcp.u8("data offset")? & 0x0e;
    tcp.skip(5, "TCP header")?;
    let urgent = tcp.u16("urgent pointer")?;
    let (flags, header) = (packet.tcp.flags, packet.tcp);
    let unfragmentable = fragment & 0x4000 != 0;
    let congestion = if v4 { first & 0x03 } else { (first >> 4) & 0x03 };
    let known: [bool; QUIRKS.len()] = [
        v4 && unfragmentable,
        v4 && unfragmentable && packet.ip_id != 0,
        v4 && !unfragmentable && packet.ip_id == 0,
        congestion != 0 || flags.has(ECN),
        fragment & 0x8000 != 0 || reserved != 0,
        !v4 && (first & 0x0f != 0 || second != 0),
        header.sequence == 0,
        header.acknowledgement != 0 && !flags.has(TcpFlags::ACK),
        header.acknowledgement == 0 && flags.has(TcpFlags::ACK),
        urgent != 0 && !flags.has(URG),
        flags.has(URG),
        flags.has(PSH),
        options.own_zero,
        options.peer_set,
        options.trailing,
        // RFC 7323, 2.3: a shift count above 14 is not to be used.
        options.scale > 14,
        options.bad,
    ];
    Ok((0_u32..).zip(known).fold(0, |bits, (place, holds)| bits | u32::from(holds) << place))
}

#[cfg(test)]
mod tests {
    use crate::sensor::protocols::testing::{observe_frame, truncations};

    fn frame(flags: u8, window: u16, options: &[u8]) -> Vec<u8> {
        let mut frame = vec![0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0x0c, 0x08, 0x00, 0x45, 0];
        let header = 20 + options.len();
        frame.extend(u16::try_from(20 + header).unwrap().to_be_bytes());
        frame.extend([0x12, 0x34, 0x40, 0, 61, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]);
        frame.extend([0xc0, 0, 0, 104, 0, 0, 0, 9]);
        frame.extend(if flags & 0x10 == 0 { [0; 4] } else { [0, 0, 0, 8] });
        frame.extend([u8::try_from(header / 4).unwrap() << 4, flags]);
        frame.extend(window.to_be_bytes());
        frame.extend([0, 0, 0, 0]);
        frame.extend(options);
        frame
    }

    const LINUX: &[u8] = &[2, 4, 0x05, 0xb4, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 7];
    const WINDOWS: &[u8] = &[2, 4, 0x05, 0xb4, 1, 3, 3, 8, 1, 1, 4, 2];

    #[test]
    fn writes_the_signature_of_a_syn_and_of_a_syn_ack() {
        let syn = frame(0x02, 29200, LINUX);
        let expected = "00:00:00:00:00:0c 10.0.0.1 - tcp.syn=4:64:0:1460:mss*20,7:mss,sok,ts,nop,ws:df,id+:0";
        assert_eq!(observe_frame(&super::PROTOCOL, &syn), [expected]);
        let answer = frame(0x12, 8192, WINDOWS);
        let expected = "00:00:00:00:00:0c 10.0.0.1 - tcp.syn_ack=4:64:0:1460:8192,8:mss,nop,ws,nop,nop,sok:df,id+:0";
        assert_eq!(observe_frame(&super::PROTOCOL, &answer), [expected]);
    }

    #[test]
    fn names_quirks_and_broken_options() {
        let odd = frame(0x02 | 0x08 | 0x40, 3000, &[3, 3, 15, 0, 0, 0, 1, 0]);
        let expected = "00:00:00:00:00:0c 10.0.0.1 - tcp.syn=4:64:0:0:3000,15:ws,eol+4:df,id+,ecn,pushf+,opt+,exws:0";
        assert_eq!(observe_frame(&super::PROTOCOL, &odd), [expected]);
        let broken = frame(0x02, 1500, &[2, 4, 2, 24, 99, 9, 0, 0]);
        let expected = "00:00:00:00:00:0c 10.0.0.1 - tcp.syn=4:64:0:536:1500,0:mss,?99:df,id+,bad:0";
        assert_eq!(observe_frame(&super::PROTOCOL, &broken)[0].replace("mtu*1", "1500"), expected);
        assert_eq!(observe_frame(&super::PROTOCOL, &frame(0x03, 1, &[])), ["malformed flags"]);
        truncations(LINUX, |cut| {
            let whole = cut.len() / 4 * 4;
            drop(observe_frame(&super::PROTOCOL, &frame(0x02, 100, &cut[..whole])));
        });
    }

    #[test]
    fn scanners_options_are_told_and_odd_ones_of_honest_stacks_are_not() {
        let sign = |options: &[u8]| {
            let told = observe_frame(&super::PROTOCOL, &frame(0x02, 100, options));
            told.iter().find_map(|line| line.split_once("sign=").map(|(_, sign)| sign.to_owned()))
        };
        assert!(sign(&[2, 4, 5, 0xb4, 1, 3, 2, 0]).is_some_and(|sign| sign.starts_with("tcp_scale_cut")));
        assert!(sign(&[2, 4, 5, 0xb4, 1, 3, 3, 123]).is_some_and(|sign| sign.starts_with("tcp_scale_beyond")));
        for honest in [&[2, 4, 5, 0xb4, 1, 3, 3, 14][..], &[1, 3, 3, 15], &[2, 3, 5, 0xb4], &[8, 2, 1, 1], &[]] {
            assert_eq!(sign(honest), None, "{honest:?}");
        }
    }
}
