//! `[[sink]]`: where alerts go.

use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use super::{DAY, Wrong, set};
use crate::alert::{Route, Severity};
use crate::exchange::alerts::Format;
use crate::exchange::alerts::syslog::Facility;
use crate::sinks::settings::{Cover, File, Mail, Secret, Syslog, Way, Webhook, address};
use crate::sinks::{Kind, Settings, Target};

/// One sink as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SinkText {
    name: Spanned<String>,
    kind: Spanned<String>,
    to: Spanned<String>,
    format: Option<Spanned<String>>,
    severity: Option<Spanned<String>>,
    routes: Option<Vec<Spanned<String>>>,
    repeat_seconds: Option<Spanned<u32>>,
    every_seconds: Option<Spanned<u32>>,
    max_tries: Option<Spanned<u32>>,
    timeout_seconds: Option<Spanned<u32>>,
    facility: Option<Spanned<u8>>,
    max_bytes: Option<Spanned<u64>>,
    keep: Option<Spanned<u32>>,
    secret_file: Option<PathBuf>,
    authorization_file: Option<PathBuf>,
    from: Option<Spanned<String>>,
    recipients: Option<Vec<Spanned<String>>>,
    user: Option<Spanned<String>>,
    password_file: Option<PathBuf>,
    ca: Option<PathBuf>,
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
}

/// All sinks, checked.
pub(super) fn settings(written: Vec<SinkText>) -> Result<Vec<Settings>, Wrong> {
    let mut sinks: Vec<Settings> = Vec::new();
    for text in written {
        let offset = text.name.span().start;
        let sink = one(text)?;
        if sinks.iter().any(|known| known.name == sink.name) {
            return Err(Wrong { offset, what: format!("there are two sinks with the name \"{}\"", sink.name) });
        }
        sinks.push(sink);
    }
    Ok(sinks)
}

fn one(text: SinkText) -> Result<Settings, Wrong> {
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let name = text.name.get_ref().clone();
    if name.is_empty() || name.len() > 64 || !name.chars().all(named) {
        return Err(wrong(&text.name, "a sink's name is made of letters, digits, - and _"));
    }
    if text.certificate.is_some() != text.key.is_some() {
        return Err(wrong(&text.name, "certificate and key are given together"));
    }
    let mut settings = Settings {
        name,
        target: target(&text)?,
        format: read(text.format.as_ref())?.unwrap_or(Format::Json),
        severity: read::<Severity>(text.severity.as_ref())?.unwrap_or(Severity::Info),
        routes: Route::ALL.to_vec(),
        repeat_seconds: 900,
        every_seconds: 0,
        max_tries: 20,
        timeout_seconds: 10,
        ca: text.ca,
        certificate: text.certificate,
        key: text.key,
    };
    if let Some(routes) = &text.routes {
        settings.routes =
            routes.iter().map(|route| Ok(read(Some(route))?.unwrap_or(Route::Page))).collect::<Result<_, Wrong>>()?;
        if settings.routes.is_empty() {
            return Err(wrong(&text.name, "without a route nothing is sent"));
        }
    }
    set(&mut settings.repeat_seconds, text.repeat_seconds, 1, DAY)?;
    set(&mut settings.every_seconds, text.every_seconds, 0, 7 * DAY)?;
    set(&mut settings.max_tries, text.max_tries, 1, 1000)?;
    set(&mut settings.timeout_seconds, text.timeout_seconds, 1, 120)?;
    Ok(settings)
}

fn wrong<T>(place: &Spanned<T>, what: impl Into<String>) -> Wrong {
    Wrong { offset: place.span().start, what: what.into() }
}

/// A word of a vocabulary.
fn read<T: std::str::FromStr>(text: Option<&Spanned<String>>) -> Result<Option<T>, Wrong>
where
    T::Err: ToString,
{
    text.map(|text| text.get_ref().parse().map_err(|error: T::Err| wrong(text, error.to_string()))).transpose()
}

fn target(text: &SinkText) -> Result<Target, Wrong> {
    let kind: Kind = text.kind.get_ref().parse().map_err(|error| wrong(&text.kind, format!("{error}")))?;
    let foreign: &[(&str, bool, Kind)] = &[
        ("facility", text.facility.is_some(), Kind::Syslog),
        ("max_bytes", text.max_bytes.is_some(), Kind::File),
        ("keep", text.keep.is_some(), Kind::File),
        ("secret_file", text.secret_file.is_some(), Kind::Webhook),
        ("authorization_file", text.authorization_file.is_some(), Kind::Webhook),
        ("from", text.from.is_some(), Kind::Mail),
        ("recipients", text.recipients.is_some(), Kind::Mail),
        ("user", text.user.is_some(), Kind::Mail),
        ("password_file", text.password_file.is_some(), Kind::Mail),
    ];
    if let Some((option, ..)) = foreign.iter().find(|(_, given, of)| *given && *of != kind) {
        return Err(wrong(&text.kind, format!("a sink of kind {kind} has no {option}")));
    }
    match kind {
        Kind::Syslog => syslog(text),
        Kind::File => file(text),
        Kind::Webhook => webhook(text),
        Kind::Mail => mail(text),
    }
}

fn syslog(text: &SinkText) -> Result<Target, Wrong> {
    let (scheme, host, port, path) = address(text.to.get_ref()).map_err(|error| wrong(&text.to, error.0))?;
    let (way, usual) = match scheme.as_str() {
        "udp" => (Way::Udp, 514),
        "tcp" => (Way::Tcp, 514),
        "tls" => (Way::Tls, 6514),
        _ => return Err(wrong(&text.to, "syslog goes to udp://, tcp:// or tls://")),
    };
    if !path.is_empty() && path != "/" {
        return Err(wrong(&text.to, "syslog has no path"));
    }
    let facility = match &text.facility {
        None => Facility::AUTH,
        Some(number) => Facility::new(*number.get_ref()).ok_or_else(|| wrong(number, "a facility is from 0 to 23"))?,
    };
    Ok(Target::Syslog(Syslog { way, host, port: port.unwrap_or(usual), facility }))
}

fn file(text: &SinkText) -> Result<Target, Wrong> {
    let mut file = File { path: text.to.get_ref().into(), max_bytes: 100_000_000, keep: 5 };
    if text.to.get_ref().is_empty() {
        return Err(wrong(&text.to, "the file needs a name"));
    }
    set(&mut file.max_bytes, text.max_bytes.clone(), 10_000, 1 << 40)?;
    set(&mut file.keep, text.keep.clone(), 0, 1000)?;
    Ok(Target::File(file))
}

fn webhook(text: &SinkText) -> Result<Target, Wrong> {
    let (scheme, host, port, path) = address(text.to.get_ref()).map_err(|error| wrong(&text.to, error.0))?;
    let is_secure = match scheme.as_str() {
        "https" => true,
        "http" => false,
        _ => return Err(wrong(&text.to, "a webhook goes to https:// or, where nobody listens in, to http://")),
    };
    Ok(Target::Webhook(Webhook {
        is_secure,
        host,
        port: port.unwrap_or(if is_secure { 443 } else { 80 }),
        path,
        secret: text.secret_file.clone().map(Secret),
        authorization: text.authorization_file.clone().map(Secret),
    }))
}

fn mail(text: &SinkText) -> Result<Target, Wrong> {
    let (scheme, host, port, _) = address(text.to.get_ref()).map_err(|error| wrong(&text.to, error.0))?;
    let (cover, usual) = match scheme.as_str() {
        "smtp" => (Cover::None, 25),
        "smtp+starttls" => (Cover::StartTls, 587),
        "smtps" => (Cover::Tls, 465),
        _ => return Err(wrong(&text.to, "mail goes to smtps://, smtp+starttls:// or smtp://")),
    };
    let from = text.from.as_ref().ok_or_else(|| wrong(&text.kind, "mail needs `from`"))?;
    let recipients = text.recipients.as_deref().unwrap_or_default();
    if recipients.is_empty() || recipients.len() > 100 {
        return Err(wrong(&text.kind, "mail needs `recipients`, 100 at most"));
    }
    for one in recipients.iter().chain([from]) {
        if !is_mailbox(one.get_ref()) {
            return Err(wrong(one, format!("\"{}\" is no mail address", one.get_ref())));
        }
    }
    if text.user.is_some() != text.password_file.is_some() {
        return Err(wrong(&text.kind, "user and password_file are given together"));
    }
    if text.user.is_some() && cover == Cover::None && !is_loopback(&host) {
        return Err(wrong(&text.to, "a password is sent only within TLS"));
    }
    Ok(Target::Mail(Mail {
        cover,
        host,
        port: port.unwrap_or(usual),
        from: from.get_ref().clone(),
        recipients: recipients.iter().map(|one| one.get_ref().clone()).collect(),
        user: text.user.as_ref().map(|user| user.get_ref().clone()),
        password: text.password_file.clone().map(Secret),
    }))
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

/// `local@domain` without anything that means something to SMTP or a header.
fn is_mailbox(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | ',' | ';' | ':' | '(' | ')' | '[' | ']' | '\\');
    let parts = text.split_once('@');
    text.len() <= 254
        && text.chars().all(plain)
        && parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'))
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::sinks::{Settings, Target};

    fn read(text: &str) -> Result<Vec<Settings>, String> {
        Config::parse("w.toml", text).map(|config| config.sinks).map_err(|error| error.to_string())
    }

    #[test]
    fn the_examples_of_the_shipped_file_are_good() {
        let shipped = include_str!("../../config/wardwatch.toml");
        let start = shipped.find("# [[sink]]").unwrap();
        let example = |line: &&str| line.starts_with("# [[") || (line.starts_with("# ") && line.contains(" = "));
        let text: String = shipped[start..].lines().filter(example).map(|line| format!("{}\n", &line[2..])).collect();
        let sinks = read(&text).unwrap();
        let shown: Vec<String> = sinks.iter().map(Settings::shown).collect();
        assert_eq!(sinks.len(), 4, "{shown:?}");
        assert!(matches!(&sinks[0].target, Target::Syslog(_)) && matches!(&sinks[3].target, Target::Mail(_)));
        // Every option stands in the examples.
        for option in [
            "name",
            "kind",
            "to",
            "format",
            "severity",
            "routes",
            "repeat_seconds",
            "every_seconds",
            "max_tries",
            "timeout_seconds",
            "facility",
            "max_bytes",
            "keep",
            "secret_file",
            "authorization_file",
            "from",
            "recipients",
            "user",
            "password_file",
            "ca",
            "certificate",
            "key",
        ] {
            assert!(text.lines().any(|line| line.starts_with(&format!("{option} = "))), "{option}");
        }
    }

    #[test]
    fn faults_have_their_place() {
        let sink = |rest: &str| format!("[[sink]]\nname = \"a\"\n{rest}");
        for (text, line, word) in [
            (sink("kind = \"fax\"\nto = \"x\"\n"), 3, "one of"),
            (sink("kind = \"syslog\"\nto = \"https://h\"\n"), 4, "udp://"),
            (sink("kind = \"file\"\nto = \"f\"\nfacility = 3\n"), 3, "no facility"),
            (sink("kind = \"file\"\nto = \"f\"\nformat = \"xml\"\n"), 5, "format"),
            (sink("kind = \"file\"\nto = \"f\"\nseverity = \"bad\"\n"), 5, "bad"),
            (sink("kind = \"file\"\nto = \"f\"\nroutes = [\"fax\"]\n"), 5, "fax"),
            (sink("kind = \"mail\"\nto = \"smtps://h\"\nfrom = \"a@b\"\nrecipients = [\"x\\r\\nRCPT\"]\n"), 6, "no mail address"),
            (
                sink(
                    "kind = \"mail\"\nto = \"smtp://h\"\nfrom = \"a@b\"\nrecipients = [\"a@b\"]\nuser = \"u\"\npassword_file = \"p\"\n",
                ),
                4,
                "within TLS",
            ),
            (sink("kind = \"webhook\"\nto = \"https://u:secret@h/\"\n"), 4, "apart"),
            (sink("kind = \"file\"\nto = \"f\"\npassword = \"secret\"\n"), 5, "password"),
            (sink("kind = \"file\"\nto = \"f\"\n[[sink]]\nname = \"a\"\nkind = \"file\"\nto = \"g\"\n"), 6, "two sinks"),
        ] {
            let error = read(&text).unwrap_err();
            assert!(error.starts_with(&format!("w.toml:{line}:")) && error.contains(word), "{text}: {error}");
        }
    }
}
