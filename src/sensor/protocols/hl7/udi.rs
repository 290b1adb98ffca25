//! Unique Device Identifiers as their issuing agencies write them (GS1 General Specifications; ANSI/HIBC 2.6;
//! ISBT 128-ST-001).

use std::borrow::Cow;

use super::scan::Separators;

/// The parts of a UDI that tell which device it is; empty where the carrier has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Carrier<'a> {
    /// Device identifier: the model.
    pub(super) device: &'a [u8],
    /// Serial number.
    pub(super) serial: &'a [u8],
    /// Software version.
    pub(super) software: &'a [u8],
}

/// Reads the carrier of any agency; `None` when the text is no UDI.
pub(super) fn parse(text: &[u8]) -> Option<Carrier<'_>> {
    match text {
        [b'(', ..] => bracketed_gs1(text),
        [b'+', rest @ ..] => hibcc(rest),
        [b'=', b'/' | b',', ..] => iccbba(text),
        [b'0', b'1', ..] => gs1(text),
        _ => None,
    }
}

/// `(01)00643169001763(17)160712(21)A213B1`
fn bracketed_gs1(text: &[u8]) -> Option<Carrier<'_>> {
    let mut carrier = Carrier::default();
    let mut rest = text;
    while let Some(after) = rest.strip_prefix(b"(") {
        let close = memchr::memchr(b')', after)?;
        let (identifier, value) = (after.get(..close)?, after.get(close.saturating_add(1)..)?);
        let end = memchr::memchr_iter(b'(', value).find(|at| is_identifier(value, *at)).unwrap_or(value.len());
        let (value, next) = value.split_at_checked(end)?;
        carrier.take_gs1(identifier, value);
        rest = next;
    }
    (!carrier.device.is_empty()).then_some(carrier)
}

/// Whether a bracket opens an application identifier: a value may hold brackets too.
fn is_identifier(value: &[u8], open: usize) -> bool {
    let inside = value.get(open.saturating_add(1)..).unwrap_or_default();
    let digits = inside.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (2..=4).contains(&digits) && inside.get(digits) == Some(&b')')
}

/// The same without brackets: fixed lengths, and FNC1 (as GS, 1DH) behind a value of variable length.
fn gs1(text: &[u8]) -> Option<Carrier<'_>> {
    let mut carrier = Carrier::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (identifier, fixed) = match rest {
            [b'0', b'1', ..] => (2, Some(14)),
            [b'1', b'1' | b'2' | b'3' | b'5' | b'6' | b'7', ..] => (2, Some(6)),
            [b'1', b'0', ..] | [b'2', b'1', ..] => (2, None),
            [b'2', b'4' | b'5', ..] => (3, None),
            [b'8', b'0', ..] => (4, None),
            _ => break,
        };
        let (identifier, value) = rest.split_at_checked(identifier)?;
        let length = fixed.or_else(|| memchr::memchr(0x1d, value)).unwrap_or(value.len());
        let (value, next) = value.split_at_checked(length)?;
        carrier.take_gs1(identifier, value);
        rest = next.strip_prefix(&[0x1d]).unwrap_or(next);
    }
    (!carrier.device.is_empty()).then_some(carrier)
}

impl<'a> Carrier<'a> {
    fn take_gs1(&mut self, identifier: &[u8], value: &'a [u8]) {
        match identifier {
            b"01" if value.len() == 14 && value.iter().all(u8::is_ascii_digit) => self.device = value,
            b"21" => self.serial = value,
            b"8012" => self.software = value,
            _ => {}
        }
    }
}

/// `+H123PARTNO1234567890120/$$420020216LOT123456789012345/SXYZ456789012345678/16D20130202C`, without the `+`. The last
/// character of the whole is a check character.
fn hibcc(text: &[u8]) -> Option<Carrier<'_>> {
    let (_, data) = text.split_last()?;
    let mut parts = data.split(|byte| *byte == b'/');
    let device = parts.next().filter(|part| part.len() >= 6 && part.iter().all(u8::is_ascii_alphanumeric))?;
    if !device.first().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let serial = parts.find_map(|part| part.strip_prefix(b"S").or_else(|| part.strip_prefix(b"$+")));
    Some(Carrier { device, serial: serial.unwrap_or_default(), software: &[] })
}

/// `=/A9999XYZ100T0944=,000025=A99971312345600`: device identifier of 16, serial number of 6 characters.
fn iccbba(text: &[u8]) -> Option<Carrier<'_>> {
    let after = |mark: &[u8], length: usize| {
        let start = memchr::memmem::find(text, mark)?.saturating_add(mark.len());
        text.get(start..)?.get(..length)
    };
    let device = after(b"=/", 16)?;
    Some(Carrier { device, serial: after(b"=,", 6).unwrap_or_default(), software: &[] })
}

/// Undoes the escapes of delimiters (HL7 2.7.1).
pub(super) fn unescape(text: &[u8], separators: Separators) -> Cow<'_, [u8]> {
    if !text.contains(&separators.escape) {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        let plain = match rest {
            [open, letter, close, ..] if *open == separators.escape && open == close => match letter {
                b'F' => Some(separators.field),
                b'S' => Some(separators.component),
                b'T' => Some(separators.subcomponent),
                b'R' => Some(separators.repetition),
                b'E' => Some(separators.escape),
                _ => None,
            },
            _ => None,
        };
        out.push(plain.unwrap_or(*first));
        rest = if plain.is_some() { rest.get(3..).unwrap_or_default() } else { after };
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &[u8]) -> Option<(String, String)> {
        let text_of = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        parse(text).map(|carrier| (text_of(carrier.device), text_of(carrier.serial)))
    }

    fn pair(device: &str, serial: &str) -> Option<(String, String)> {
        Some((device.to_owned(), serial.to_owned()))
    }

    #[test]
    fn reads_the_carriers_of_all_agencies() {
        let gs1 = pair("00643169001763", "A213(B)1");
        assert_eq!(parts(b"(01)00643169001763(17)160712(21)A213(B)1"), gs1);
        assert_eq!(parts(b"01006431690017631716071221A213(B)1"), gs1);
        assert_eq!(parts(b"010064316900176310LOT7\x1d21A213(B)1\x1d80121.0"), gs1);
        assert_eq!(
            parts(b"+H123PARTNO1234567890120/$$420020216LOT1/SXYZ456/16D20130202C"),
            pair("H123PARTNO1234567890120", "XYZ456")
        );
        assert_eq!(parts(b"=/A9999XYZ100T0944=,000025=A99971312345600"), pair("A9999XYZ100T0944", "000025"));
    }

    #[test]
    fn refuses_what_is_none() {
        for text in [&b""[..], b"(", b"(01", b"(01)12", b"0112", b"+", b"+A", b"=/short", b"MONITOR-7", b"(xx)"] {
            assert_eq!(parse(text), None, "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn undoes_escapes() {
        assert_eq!(*unescape(b"a\\T\\b\\F\\\\", Separators::default()), *b"a&b|\\");
    }
}
