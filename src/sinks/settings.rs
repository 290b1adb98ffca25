//! What a `[[sink]]` of the configuration says.

use std::fmt;
use std::path::PathBuf;

use crate::alert::{Route, Severity};
use crate::exchange::alerts::Format;
use crate::exchange::alerts::syslog::Facility;

/// A sink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Its name, by which its cursor is kept: letters, digits, `-` and `_`.
    pub name: String,
    /// Where records go.
    pub target: Target,
    /// How they look.
    pub format: Format,
    /// Only alerts at least so bad.
    pub severity: Severity,
    /// Only alerts of these routes.
    pub routes: Vec<Route>,
    /// An alert that merely goes on is not told again before so many seconds.
    pub repeat_seconds: u32,
    /// Records are collected for so many seconds and sent together.
    pub every_seconds: u32,
    /// After so many failures of one record it is given up.
    pub max_tries: u32,
    /// How long a receiver may take, in seconds.
    pub timeout_seconds: u32,
    /// Certificates of authorities in PEM; the system's where none is given.
    pub ca: Option<PathBuf>,
    /// Certificate chain in PEM to show to the receiver.
    pub certificate: Option<PathBuf>,
    /// Its key in PEM.
    pub key: Option<PathBuf>,
}

/// Where records go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Syslog (RFC 5424).
    Syslog(Syslog),
    /// A file of lines.
    File(File),
    /// An HTTP server.
    Webhook(Webhook),
    /// Mail.
    Mail(Mail),
}

/// The word for a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Syslog.
    Syslog,
    /// A file.
    File,
    /// A webhook.
    Webhook,
    /// Mail.
    Mail,
}

/// How syslog travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A datagram a record (RFC 5426): nobody says whether it came.
    Udp,
    /// A stream, octet counting (RFC 6587).
    Tcp,
    /// A stream within TLS (RFC 5425).
    Tls,
}

/// A syslog receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syslog {
    /// How.
    pub way: Way,
    /// Host name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Facility.
    pub facility: Facility,
}

/// A file of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path.
    pub path: PathBuf,
    /// It is put aside when it is longer than this.
    pub max_bytes: u64,
    /// How many of those put aside are kept.
    pub keep: u32,
}

/// An HTTP server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Whether TLS is spoken.
    pub is_secure: bool,
    /// Host name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Path and query.
    pub path: String,
    /// The key that bodies are signed with (HMAC-SHA256).
    pub secret: Option<Secret>,
    /// What stands in `Authorization`.
    pub authorization: Option<Secret>,
}

/// How TLS comes into a mail connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Never.
    None,
    /// By STARTTLS (RFC 3207); without it nothing is sent.
    StartTls,
    /// From the first byte (RFC 8314).
    Tls,
}

/// Mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// TLS.
    pub cover: Cover,
    /// Host name or address of the server.
    pub host: String,
    /// Port.
    pub port: u16,
    /// The sender's address.
    pub from: String,
    /// The receivers' addresses.
    pub recipients: Vec<String>,
    /// The name to sign in with.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<Secret>,
}

/// A file that holds a secret. It is read when it is needed, so that it can be changed while wardwatch runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret(pub PathBuf);

impl Secret {
    /// What the file holds, without white space at its ends.
    ///
    /// # Errors
    /// When it cannot be read or is empty; the message names the file, never what is in it.
    pub fn read(&self) -> Result<String, String> {
        let text = std::fs::read_to_string(&self.0).map_err(|error| format!("{}: {error}", self.0.display()))?;
        let text = text.trim();
        if text.is_empty() { Err(format!("{} is empty", self.0.display())) } else { Ok(text.to_owned()) }
    }
}

/// An address that a sink of its kind cannot have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TargetError(pub String);

impl std::str::FromStr for Kind {
    type Err = TargetError;

    fn from_str(word: &str) -> Result<Self, TargetError> {
        match word {
            "syslog" => Ok(Self::Syslog),
            "file" => Ok(Self::File),
            "webhook" => Ok(Self::Webhook),
            "mail" => Ok(Self::Mail),
            _ => Err(TargetError("kind is one of syslog, file, webhook, mail".to_owned())),
        }
    }
}

/// Scheme, host, port and the rest of `scheme://host[:port][/rest]`; an IPv6 address stands in brackets.
pub type Address = (String, String, Option<u16>, String);

/// Takes an address apart.
///
/// # Errors
/// When it is none.
pub fn address(text: &str) -> Result<Address, TargetError> {
    let wrong = || TargetError(format!("\"{text}\" is no address; write it as tls://siem.example:6514"));
    let harmless = text.chars().all(|c| c.is_ascii_graphic());
    let (scheme, rest) = text.split_once("://").filter(|_| harmless).ok_or_else(wrong)?;
    let (place, path) = rest.find(['/', '?']).map_or((rest, ""), |at| rest.split_at(at));
    if place.contains('@') {
        return Err(TargetError("names and passwords are given apart, not in the address".to_owned()));
    }
    let (host, port) = match place.strip_prefix('[') {
        Some(inner) => {
            let (host, port) = inner.split_once(']').ok_or_else(wrong)?;
            (host, port.strip_prefix(':'))
        }
        None => place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port))),
    };
    let port = port.map(|port| port.parse::<u16>().ok().filter(|port| *port > 0).ok_or_else(wrong)).transpose()?;
    if host.is_empty() {
        return Err(wrong());
    }
    Ok((scheme.to_owned(), host.to_owned(), port, path.to_owned()))
}

impl Settings {
    /// Files that it reads when it sends.
    pub fn reads(&self) -> impl Iterator<Item = PathBuf> {
        let secrets: Vec<&Secret> = match &self.target {
            Target::Webhook(one) => one.secret.iter().chain(&one.authorization).collect(),
            Target::Mail(one) => one.password.iter().collect(),
            Target::Syslog(_) | Target::File(_) => Vec::new(),
        };
        let covers = [&self.ca, &self.certificate, &self.key].into_iter().flatten().cloned();
        let all: Vec<PathBuf> = secrets.into_iter().map(|secret| secret.0.clone()).chain(covers).collect();
        all.into_iter()
    }

    /// The file that it writes.
    #[must_use]
    pub fn writes(&self) -> Option<PathBuf> {
        match &self.target {
            Target::File(one) => Some(one.path.clone()),
            Target::Syslog(_) | Target::Webhook(_) | Target::Mail(_) => None,
        }
    }

    /// Where it goes, in one line without secrets.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.target {
            Target::Syslog(one) => {
                let way = match one.way {
                    Way::Udp => "udp",
                    Way::Tcp => "tcp",
                    Way::Tls => "tls",
                };
                format!("syslog {way}://{}:{}", one.host, one.port)
            }
            Target::File(one) => format!("file {}", one.path.display()),
            Target::Webhook(one) => {
                format!("webhook {}://{}:{}{}", if one.is_secure { "https" } else { "http" }, one.host, one.port, one.path)
            }
            Target::Mail(one) => format!("mail to {} by {}:{}", one.recipients.join(", "), one.host, one.port),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Syslog => "syslog",
            Self::File => "file",
            Self::Webhook => "webhook",
            Self::Mail => "mail",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        let read = |text: &str| address(text).map(|(scheme, host, port, path)| format!("{scheme} {host} {port:?} {path}"));
        for (text, wanted) in [
            ("tls://siem.example:6514", Some("tls siem.example Some(6514) ")),
            ("https://h/hook?x=1", Some("https h None /hook?x=1")),
            ("https://h?x=1", Some("https h None ?x=1")),
            ("udp://[::1]:514", Some("udp ::1 Some(514) ")),
            ("udp://h:0", None),
            ("udp://h:99999", None),
            ("h:514", None),
            ("https://user:secret@h/", None),
            ("http://h/a\r\nX: y", None),
            ("tls://", None),
        ] {
            assert_eq!(read(text).ok().as_deref(), wanted, "{text}");
        }
        assert!(!address("https://user:secret@h/").unwrap_err().to_string().contains("secret"));
    }
}
