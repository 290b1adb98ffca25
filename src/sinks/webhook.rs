//! A POST for each record (RFC 9110, RFC 9112), signed with HMAC-SHA256 (RFC 2104) where a secret is given.
//!
//! `X-Wardwatch-Signature: sha256=HEX` covers the value of `X-Wardwatch-Timestamp`, a full stop, and the body, so that a
//! receiver can tell an old request played again. `X-Wardwatch-Delivery` is the same each time a record is sent.

use std::io::{Read, Write};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::http::{Place, head};
use super::net::{Dial, Stream};
use super::settings::Webhook as Target;
use super::{Fault, Record, Secret, Sent, Sink};

/// More of an answer is not read.
const MOST: usize = 64 * 1024;

pub(super) struct Webhook {
    dial: Dial,
    target: Target,
    media_type: &'static str,
}

impl Webhook {
    pub(super) fn new(dial: Dial, target: Target, media_type: &'static str) -> Self {
        Self { dial, target, media_type }
    }

    fn stream(&self) -> Result<Stream, String> {
        let (host, port) = (&self.target.host, self.target.port);
        if self.target.is_secure { self.dial.connect_tls(host, port) } else { self.dial.connect(host, port).map(Stream::Plain) }
    }

    /// The request; `at` is when, in seconds since 1970.
    fn request(&self, record: &Record, at: u64) -> Result<Vec<u8>, String> {
        let target = &self.target;
        let usual = if target.is_secure { 443 } else { 80 };
        let place = Place { host: &target.host, port: Some(target.port).filter(|port| *port != usual), path: &target.path };
        let body = record.text.as_bytes();
        let at_text = at.to_string();
        let signed = target.secret.as_ref().map(|secret| signature(&secret.read()?, at, body)).transpose()?;
        let signed = signed.map(|signed| format!("sha256={signed}"));
        let authorization = target.authorization.as_ref().map(Secret::read).transpose()?;
        let mut fields =
            vec![("Content-Type", self.media_type), ("X-Wardwatch-Delivery", &record.uid), ("X-Wardwatch-Timestamp", &at_text)];
        fields.extend(signed.as_deref().map(|signed| ("X-Wardwatch-Signature", signed)));
        fields.extend(authorization.as_deref().map(|value| ("Authorization", value)));
        Ok([head("POST", &place, &fields, body.len())?.as_bytes(), body].concat())
    }

    fn post(&self, record: &Record) -> Result<(), Fault> {
        let request = self.request(record, record.at).map_err(Fault::Away)?;
        let mut stream = self.stream().map_err(Fault::Away)?;
        let broken = |error: std::io::Error| Fault::Away(format!("{}: {error}", self.target.host));
        stream.write_all(&request).and_then(|()| stream.flush()).map_err(broken)?;
        judge(status(&mut stream).map_err(Fault::Away)?)
    }
}

/// What `X-Wardwatch-Signature` holds after `sha256=`.
fn signature(secret: &str, at: u64, body: &[u8]) -> Result<String, String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| "the secret cannot sign".to_owned())?;
    mac.update(format!("{at}.").as_bytes());
    mac.update(body);
    Ok(mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The status of the answer; interim ones (1xx) are passed over.
fn status(stream: &mut Stream) -> Result<u16, String> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut answer = httparse::Response::new(&mut headers);
        match answer.parse(&bytes) {
            Ok(httparse::Status::Complete(length)) => match answer.code {
                Some(100..=199) => {
                    bytes.drain(..length);
                    continue;
                }
                Some(code) => return Ok(code),
                None => return Err("the answer has no status".to_owned()),
            },
            Ok(httparse::Status::Partial) if bytes.len() < MOST => {}
            Ok(httparse::Status::Partial) => return Err("the answer's head has no end".to_owned()),
            Err(error) => return Err(format!("the answer is no HTTP: {error}")),
        }
        match stream.read(&mut chunk) {
            Ok(0) => return Err("the receiver closed without an answer".to_owned()),
            Ok(more) => bytes.extend(chunk.iter().take(more)),
            Err(error) => return Err(format!("no answer: {error}")),
        }
    }
}

/// What a status means for the record (RFC 9110, 15).
fn judge(status: u16) -> Result<(), Fault> {
    let said = format!("the receiver answered {status}");
    match status {
        200..=299 => Ok(()),
        // Not now, or not from us: a person can set that right, and then it goes.
        401 | 403 | 404 | 407 | 408 | 421 | 425 | 429 | 502..=504 | 300..=399 => Err(Fault::Away(said)),
        400..=499 => Err(Fault::Refused(said)),
        _ => Err(Fault::Failed(said)),
    }
}

impl Sink for Webhook {
    fn send(&mut self, records: &[Record]) -> Sent {
        for (taken, record) in records.iter().enumerate() {
            if let Err(fault) = self.post(record) {
                return Sent { taken, fault: Some(fault) };
            }
        }
        Sent::all(records)
    }

    fn check(&mut self) -> Result<(), String> {
        for secret in [&self.target.secret, &self.target.authorization].into_iter().flatten() {
            secret.read()?;
        }
        self.stream().map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_as_rfc_2104_says() {
        // RFC 4231, test case 2, has the key "Jefe"; with the time before it, by Python's hmac.
        let signed = signature("Jefe", 1_700_000_000, b"what do ya want for nothing?").unwrap();
        assert_eq!(signed, "1cdd0650c8be1cb0974b1788d458b1e781206cfef59b85faafc582d2e182c57e");
    }

    #[test]
    fn a_status_tells_what_to_do() {
        assert_eq!(judge(204), Ok(()));
        assert!(matches!(judge(503), Err(Fault::Away(_))) && matches!(judge(429), Err(Fault::Away(_))));
        assert!(matches!(judge(500), Err(Fault::Failed(_))) && matches!(judge(422), Err(Fault::Refused(_))));
    }
}
