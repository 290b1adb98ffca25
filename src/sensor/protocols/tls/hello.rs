//! ClientHello and ServerHello (RFC 8446, 4.1.2 and 4.1.3), and JA4, the fingerprint of a ClientHello.

use std::fmt::Write;

use sha2::{Digest, Sha256};
use tls_parser::parse_tls_handshake_client_hello;

use crate::base::Endpoint;
use crate::observation::Property;
use crate::sensor::protocols::Emit;
use crate::sensor::reader::{Malformed, Reader};

/// Extension types (IANA "TLS ExtensionType Values").
mod extension {
    pub(super) const SERVER_NAME: u16 = 0x0000;
    pub(super) const SIGNATURE_ALGORITHMS: u16 = 0x000d;
    pub(super) const ALPN: u16 = 0x0010;
    pub(super) const SUPPORTED_VERSIONS: u16 = 0x002b;
}

const TLS13: u16 = 0x0304;

/// Says what a ClientHello tells of its sender.
pub(super) fn client(body: &[u8], sender: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let (_, hello) = parse_tls_handshake_client_hello(body).map_err(|_| Malformed("ClientHello"))?;
    let extensions = Extensions::read(hello.ext.unwrap_or_default())?;
    emit.says(sender, Property::TlsServerName, extensions.server_name);
    let protocols: Vec<_> = strings(extensions.protocols).collect();
    emit.says(sender, Property::TlsAlpn, &protocols.join(&b","[..]));
    // Sorting and hashing cost a hundred times as much as knowing that this offer was seen.
    let ciphers: Vec<u16> = hello.ciphers.iter().map(|cipher| cipher.0).filter(|cipher| !is_grease(*cipher)).collect();
    let Extensions { kinds, signatures, versions, .. } = &extensions;
    if emit.is_news(sender, (hello.version.0, &ciphers, kinds, protocols.first(), signatures, versions)) {
        emit.says(sender, Property::TlsJa4, ja4(hello.version.0, ciphers, &extensions).as_bytes());
    }
    Ok(())
}

/// Whether a ServerHello chose TLS 1.3, which only its supported_versions extension tells (RFC 8446, 4.2.1).
pub(super) fn is_tls13(body: &[u8]) -> Result<bool, Malformed> {
    let mut reader = Reader::new(body);
    reader.skip(34, "version and random")?;
    let session = usize::from(reader.u8("session id length")?);
    reader.skip(session, "session id")?;
    reader.skip(3, "cipher suite and compression")?;
    if reader.is_empty() {
        return Ok(false);
    }
    reader.skip(2, "extensions length")?;
    while let Ok((kind, value)) = extension(&mut reader) {
        if kind == extension::SUPPORTED_VERSIONS {
            return Ok(value == TLS13.to_be_bytes());
        }
    }
    Ok(false)
}

fn extension<'a>(reader: &mut Reader<'a>) -> Result<(u16, &'a [u8]), Malformed> {
    let (kind, length) = (reader.u16("extension type")?, reader.u16("extension length")?);
    Ok((kind, reader.take(usize::from(length), "extension")?))
}

/// What is read of a ClientHello's extensions.
#[derive(Default)]
struct Extensions<'a> {
    /// Types in the order sent, without GREASE.
    kinds: Vec<u16>,
    server_name: &'a [u8],
    protocols: &'a [u8],
    signatures: &'a [u8],
    versions: &'a [u8],
}

impl<'a> Extensions<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut found = Self::default();
        let mut reader = Reader::new(bytes);
        while !reader.is_empty() {
            let (kind, value) = extension(&mut reader)?;
            if is_grease(kind) {
                continue;
            }
            found.kinds.push(kind);
            let mut value = Reader::new(value);
            match kind {
                // List length, name type host_name, name length (RFC 6066, 3); a client may send it empty.
                extension::SERVER_NAME if value.remaining() >= 5 => {
                    value.skip(3, "server name")?;
                    let length = usize::from(value.u16("server name length")?);
                    found.server_name = value.take(length, "server name")?;
                }
                extension::ALPN => {
                    value.skip(2, "protocol list length")?;
                    found.protocols = value.rest();
                }
                extension::SIGNATURE_ALGORITHMS => {
                    value.skip(2, "signature algorithms length")?;
                    found.signatures = value.rest();
                }
                extension::SUPPORTED_VERSIONS => {
                    value.skip(1, "versions length")?;
                    found.versions = value.rest();
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

/// The strings of a list, each with its length in one octet before it (RFC 7301, 3.1).
fn strings(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut reader = Reader::new(list);
    std::iter::from_fn(move || {
        let length = reader.u8("protocol length").ok()?;
        reader.take(usize::from(length), "protocol").ok()
    })
}

/// The 16-bit numbers of a list, without GREASE.
fn numbers(list: &[u8]) -> impl Iterator<Item = u16> {
    list.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).filter(|number| !is_grease(*number))
}

/// Reserved values that clients send so that servers keep ignoring the unknown (RFC 8701).
fn is_grease(value: u16) -> bool {
    let [high, low] = value.to_be_bytes();
    high == low && low & 0x0f == 0x0a
}

/// JA4 as FoxIO describes it: transport, version, server name, counts and ALPN; ciphers sorted and hashed; extensions
/// sorted and, with the signature algorithms as sent, hashed.
fn ja4(legacy: u16, mut ciphers: Vec<u16>, extensions: &Extensions<'_>) -> String {
    let version = match numbers(extensions.versions).max().unwrap_or(legacy) {
        TLS13 => "13",
        0x0303 => "12",
        0x0302 => "11",
        0x0301 => "10",
        0x0300 => "s3",
        0x0002 => "s2",
        _ => "00",
    };
    let named = if extensions.kinds.contains(&extension::SERVER_NAME) { 'd' } else { 'i' };
    ciphers.sort_unstable();
    let mut kinds: Vec<u16> = extensions.kinds.clone();
    kinds.retain(|kind| !matches!(*kind, extension::SERVER_NAME | extension::ALPN));
    kinds.sort_unstable();
    let mut hashed = hex_list(kinds.iter().copied());
    if !extensions.signatures.is_empty() {
        hashed.push('_');
        hashed.push_str(&hex_list(numbers(extensions.signatures)));
    }
    let (cipher_count, kind_count) = (ciphers.len().min(99), extensions.kinds.len().min(99));
    let alpn = alpn_mark(strings(extensions.protocols).next().unwrap_or_default());
    let ciphers = if ciphers.is_empty() { NOTHING.to_owned() } else { hash12(&hex_list(ciphers.into_iter())) };
    let kinds = if extensions.kinds.is_empty() { NOTHING.to_owned() } else { hash12(&hashed) };
    format!("t{version}{named}{cipher_count:02}{kind_count:02}{alpn}_{ciphers}_{kinds}")
}

/// The hash of an empty list.
const NOTHING: &str = "000000000000";

/// First and last character of the first protocol offered; of its hex form when they are not alphanumeric.
fn alpn_mark(protocol: &[u8]) -> String {
    match (protocol.first(), protocol.last()) {
        (Some(first), Some(last)) if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => {
            [char::from(*first), char::from(*last)].iter().collect()
        }
        (Some(first), Some(last)) => format!("{:x}{:x}", first >> 4, last & 0x0f),
        _ => "00".to_owned(),
    }
}

fn hex_list(numbers: impl Iterator<Item = u16>) -> String {
    let mut out = String::new();
    for number in numbers {
        if !out.is_empty() {
            out.push(',');
        }
        // Writing to a string cannot fail.
        let _ = write!(out, "{number:04x}");
    }
    out
}

/// The first twelve hex digits of the SHA-256.
fn hash12(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(6).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example that FoxIO's description of JA4 works through: a Chrome browser.
    #[test]
    fn ja4_of_the_published_example() {
        let ciphers = [
            0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f,
            0x0035,
        ];
        let kinds = [
            0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d, 0x0005, 0x0023, 0x0012, 0x002b, 0xff01, 0x000b,
            0x000a, 0x0015,
        ];
        let signatures: Vec<u8> = [0x0403_u16, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601]
            .iter()
            .flat_map(|number| number.to_be_bytes())
            .collect();
        let extensions = Extensions {
            kinds: kinds.to_vec(),
            server_name: b"example.org",
            protocols: b"\x02h2\x08http/1.1",
            signatures: &signatures,
            versions: &[0x6a, 0x6a, 3, 4, 3, 3],
        };
        assert_eq!(ja4(0x0303, ciphers.to_vec(), &extensions), "t13d1516h2_8daaf6152771_e5627efa2ab1");
    }

    #[test]
    fn ja4_of_a_bare_hello() {
        assert_eq!(ja4(0x0301, Vec::new(), &Extensions::default()), "t10i000000_000000000000_000000000000");
        assert_eq!(alpn_mark(b"h"), "hh");
        assert_eq!(alpn_mark(&[0xab]), "ab");
        assert_eq!(alpn_mark(&[0xab, 0xcd]), "ad");
        assert_eq!(alpn_mark(&[0x30, 0xab]), "3b");
    }
}
