//! Mail: all records of a batch in one message, by SMTP (RFC 5321), with STARTTLS (RFC 3207) or TLS from the start
//! (RFC 8314) and AUTH PLAIN (RFC 4954). The body is base64 (RFC 2045), so no line of it means anything to SMTP.

use std::io::{Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::net::{Dial, Stream};
use super::settings::{Cover, Mail as Target};
use super::{Fault, Record, Sent, Sink};

/// A server that says more than this before it comes to an end says nonsense.
const MOST: usize = 64 * 1024;
/// More records do not come into one message.
const MOST_RECORDS: usize = 500;

pub(super) struct Mail {
    dial: Dial,
    target: Target,
    host: String,
}

/// A conversation with a server.
struct Session {
    stream: Option<Stream>,
    rest: Vec<u8>,
}

impl Mail {
    pub(super) fn new(dial: Dial, target: Target, host: &str) -> Self {
        let name: String = host.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).take(255).collect();
        Self { dial, target, host: if name.is_empty() { "wardwatch".to_owned() } else { name } }
    }

    /// Greets, covers and signs in.
    fn session(&self) -> Result<Session, Fault> {
        let target = &self.target;
        let stream = match target.cover {
            Cover::Tls => self.dial.connect_tls(&target.host, target.port),
            Cover::None | Cover::StartTls => self.dial.connect(&target.host, target.port).map(Stream::Plain),
        };
        let mut session = Session { stream: Some(stream.map_err(Fault::Away)?), rest: Vec::new() };
        session.answer()?;
        let hello = format!("EHLO {}", self.host);
        let mut offers = session.say(&hello)?;
        if target.cover == Cover::StartTls {
            session.say("STARTTLS")?;
            // What came before the cover must not be taken for what comes under it (CVE-2011-0411).
            session.rest.clear();
            match session.stream.take() {
                Some(Stream::Plain(plain)) => {
                    session.stream = Some(self.dial.cover(plain, &target.host).map_err(Fault::Away)?);
                }
                other => session.stream = other,
            }
            offers = session.say(&hello)?;
        }
        if let (Some(user), Some(password)) = (&target.user, &target.password) {
            let plain =
                offers.iter().any(|line| line.to_uppercase().starts_with("AUTH") && line.to_uppercase().contains("PLAIN"));
            if !plain {
                return Err(Fault::Away(format!("{} offers no AUTH PLAIN", target.host)));
            }
            let password = password.read().map_err(Fault::Away)?;
            // Who cannot sign in now may be let in tomorrow: nothing is refused for that.
            let signed = session.say(&format!("AUTH PLAIN {}", STANDARD.encode(format!("\0{user}\0{password}"))));
            signed.map_err(|fault| Fault::Away(fault.reason().to_owned()))?;
        }
        Ok(session)
    }

    fn deliver(&self, records: &[Record]) -> Result<(), Fault> {
        let mut session = self.session()?;
        session.say(&format!("MAIL FROM:<{}>", self.target.from))?;
        let mut refused = None;
        let mut taken = 0_usize;
        for recipient in &self.target.recipients {
            match session.say(&format!("RCPT TO:<{recipient}>")) {
                Ok(_) => taken = taken.saturating_add(1),
                Err(Fault::Refused(reason)) => refused = Some(Fault::Refused(reason)),
                Err(fault) => return Err(fault),
            }
        }
        if let (0, Some(fault)) = (taken, refused) {
            return Err(fault);
        }
        session.say("DATA")?;
        session.write(&message(&self.target, &self.host, records))?;
        session.say(".")?;
        // It is taken now, whatever is said to the farewell.
        let _ = session.say("QUIT");
        Ok(())
    }
}

/// The message, with a line end behind each line.
fn message(target: &Target, host: &str, records: &[Record]) -> String {
    let mut hash = Sha256::new();
    records.iter().for_each(|record| hash.update(record.uid.as_bytes()));
    let id: String = hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let at = records.iter().map(|record| record.at).max().unwrap_or_default();
    let date = jiff::Timestamp::from_second(i64::try_from(at).unwrap_or_default()).unwrap_or_default();
    let first = records.first().map_or("", |record| record.subject.as_str());
    let subject = match records.len() {
        1 => format!("[wardwatch] {first}"),
        many => format!("[wardwatch] {many} alerts, the first: {first}"),
    };
    let mut body: Vec<&str> = records.iter().map(|record| record.text.as_str()).collect();
    body.push("wardwatch changes nothing on the network. It informs; people decide.");
    let body = STANDARD.encode(body.join("\n\n").replace('\n', "\r\n"));
    let mut out = format!(
        "From: wardwatch <{}>\r\nTo: {}\r\nDate: {}\r\nMessage-ID: <{id}@{host}>\r\nSubject: {}\r\nAuto-Submitted: auto-generated\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        target.from,
        target.recipients.join(",\r\n "),
        date.strftime("%a, %d %b %Y %H:%M:%S +0000"),
        encoded(&subject)
    );
    for line in body.as_bytes().chunks(76) {
        out.push_str(&String::from_utf8_lossy(line));
        out.push_str("\r\n");
    }
    out
}

/// A header's text as encoded words of at most 75 characters (RFC 2047); at most 200 characters of it.
fn encoded(text: &str) -> String {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().take(200) {
        if word.len().saturating_add(c.len_utf8()) > 42 {
            words.push(std::mem::take(&mut word));
        }
        word.push(if c.is_control() { ' ' } else { c });
    }
    words.push(word);
    let words: Vec<String> = words.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word))).collect();
    words.join("\r\n ")
}

impl Session {
    /// Says a line and hears the answer.
    fn say(&mut self, line: &str) -> Result<Vec<String>, Fault> {
        self.write(&format!("{line}\r\n"))?;
        self.answer()
    }

    fn write(&mut self, text: &str) -> Result<(), Fault> {
        let stream = self.stream.as_mut().ok_or_else(|| Fault::Away("the connection is gone".to_owned()))?;
        stream.write_all(text.as_bytes()).and_then(|()| stream.flush()).map_err(|error| Fault::Away(error.to_string()))
    }

    /// An answer of one or more lines (RFC 5321, 4.2.1): what follows the code of each.
    fn answer(&mut self) -> Result<Vec<String>, Fault> {
        let mut lines = Vec::new();
        loop {
            let line = self.line()?;
            let (code, rest) = line.split_at_checked(3).ok_or_else(|| Fault::Away("the server speaks no SMTP".to_owned()))?;
            let code: u16 = code.parse().map_err(|_| Fault::Away("the server speaks no SMTP".to_owned()))?;
            lines.push(rest.get(1..).unwrap_or_default().to_owned());
            if rest.starts_with('-') && lines.len() < 200 {
                continue;
            }
            let said: String = line.chars().filter(|c| !c.is_control()).take(200).collect();
            return match code {
                200..=399 => Ok(lines),
                // The server is not at work, or wants something else first: not the message's fault.
                421 | 450..=455 | 530 | 534 | 535 | 538 => Err(Fault::Away(said)),
                400..=499 => Err(Fault::Failed(said)),
                _ => Err(Fault::Refused(said)),
            };
        }
    }

    fn line(&mut self) -> Result<String, Fault> {
        let mut chunk = [0; 1024];
        loop {
            if let Some(end) = self.rest.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.rest.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(&line).trim_end().to_owned());
            }
            if self.rest.len() > MOST {
                return Err(Fault::Away("the server's line has no end".to_owned()));
            }
            let stream = self.stream.as_mut().ok_or_else(|| Fault::Away("the connection is gone".to_owned()))?;
            match stream.read(&mut chunk) {
                Ok(0) => return Err(Fault::Away("the server closed the connection".to_owned())),
                Ok(more) => self.rest.extend(chunk.iter().take(more)),
                Err(error) => return Err(Fault::Away(error.to_string())),
            }
        }
    }
}

impl Sink for Mail {
    fn send(&mut self, records: &[Record]) -> Sent {
        let mut taken = 0;
        for batch in records.chunks(MOST_RECORDS) {
            if let Err(fault) = self.deliver(batch) {
                return Sent { taken, fault: Some(fault) };
            }
            taken += batch.len();
        }
        Sent { taken, fault: None }
    }

    fn check(&mut self) -> Result<(), String> {
        let mut session = self.session().map_err(|fault| fault.reason().to_owned())?;
        let _ = session.say("QUIT");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_short_lines_and_one_subject() {
        let target = Target {
            cover: Cover::None,
            host: "h".into(),
            port: 25,
            from: "ward@example".into(),
            recipients: vec!["soc@example".into(), "biomed@example".into()],
            user: None,
            password: None,
        };
        let record = |text: &str| Record {
            uid: "alert-1.1".into(),
            text: text.into(),
            at: 1_700_000_000,
            subject: "HIGH caf\u{e9}\r\nBcc: x@example".into(),
        };
        let text = message(&target, "ward.example", &[record(".\n.\nQUIT"), record(&"long ".repeat(500))]);
        assert!(text.lines().all(|line| line.len() <= 78 && !line.starts_with('.')), "{text}");
        assert!(text.contains("Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n") && !text.contains("\r\nBcc:"));
        let body = text.split_once("\r\n\r\n").unwrap().1.replace("\r\n", "");
        let body = String::from_utf8(STANDARD.decode(body).unwrap()).unwrap();
        assert!(body.starts_with(".\r\n.\r\nQUIT\r\n\r\nlong "));
    }
}
