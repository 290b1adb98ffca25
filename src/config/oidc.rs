//! `[oidc]`: single sign-on.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use super::Wrong;
use crate::sinks::Secret;
use crate::sinks::settings::address;
use crate::store::Role;
use crate::web::oidc::Settings;

/// As written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OidcText {
    issuer: Spanned<String>,
    client_id: Spanned<String>,
    secret_file: Option<PathBuf>,
    url: Spanned<String>,
    scopes: Option<String>,
    name_claim: Option<String>,
    role_claim: Option<String>,
    roles: Spanned<BTreeMap<String, Spanned<String>>>,
    ca: Option<PathBuf>,
}

/// Checks it.
pub(super) fn settings(text: Spanned<OidcText>) -> Result<Settings, Wrong> {
    let text = text.into_inner();
    let https = |place: &Spanned<String>| {
        let wrong = |what: String| Wrong { offset: place.span().start, what };
        let (scheme, host, ..) = address(place.get_ref()).map_err(|error| wrong(error.to_string()))?;
        let is_here = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if scheme == "https" || (scheme == "http" && is_here) {
            Ok(place.get_ref().clone())
        } else {
            Err(wrong(format!("\"{}\" must begin with https://", place.get_ref())))
        }
    };
    let (issuer, url) = (https(&text.issuer)?, https(&text.url)?);
    if text.client_id.get_ref().is_empty() {
        return Err(Wrong { offset: text.client_id.span().start, what: "the provider knows wardwatch by a name".to_owned() });
    }
    let offset = text.roles.span().start;
    let mut roles = Vec::new();
    for (word, role) in text.roles.into_inner() {
        let role: Role = role.get_ref().parse().map_err(|what| Wrong { offset: role.span().start, what })?;
        roles.push((word, role));
    }
    if roles.is_empty() {
        return Err(Wrong { offset, what: "without roles nobody could come in".to_owned() });
    }
    let or = |given: Option<String>, usual: &str| given.filter(|text| !text.is_empty()).unwrap_or_else(|| usual.to_owned());
    let named = |file: Option<PathBuf>| file.filter(|file| !file.as_os_str().is_empty());
    Ok(Settings {
        issuer,
        client_id: text.client_id.into_inner(),
        secret: named(text.secret_file).map(Secret),
        url,
        scopes: or(text.scopes, "openid profile"),
        name_claim: or(text.name_claim, "preferred_username"),
        role_claim: or(text.role_claim, "roles"),
        roles,
        ca: named(text.ca),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    const TEXT: &str = "[oidc]\nissuer = \"https://id.example\"\nclient_id = \"ward\"\nurl = \"https://ward.example\"\n\
        roles = { \"MED-Biomed\" = \"biomed\" }\n";

    #[test]
    fn it_is_read_strictly() {
        let settings = Config::parse("w.toml", TEXT).unwrap().oidc.unwrap();
        assert_eq!(settings.roles, [("MED-Biomed".to_owned(), Role::Biomed)]);
        assert_eq!((settings.name_claim.as_str(), settings.role_claim.as_str()), ("preferred_username", "roles"));
        assert!(settings.secret.is_none() && settings.ca.is_none());
        for (from, to, place, word) in [
            ("https://id", "http://id", "w.toml:2:10: ", "https://"),
            ("\"https://ward.example\"", "\"ward\"", "w.toml:4:7: ", "no address"),
            ("\"ward\"", "\"\"", "w.toml:3:13: ", "name"),
            ("\"biomed\"", "\"nurse\"", "w.toml:5:26: ", "no role"),
            ("{ \"MED-Biomed\" = \"biomed\" }", "{}", "w.toml:5:9: ", "nobody"),
            ("client_id", "client", "w.toml:3:1: ", "client"),
        ] {
            let error = Config::parse("w.toml", &TEXT.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.starts_with(place) && error.contains(word), "{from} -> {to}: {error}");
        }
    }

    #[test]
    fn the_shipped_file_shows_every_option() {
        let shipped = include_str!("../../config/wardwatch.toml");
        let begin = shipped.find("# [oidc]").unwrap();
        let part: String = shipped[begin..].lines().take_while(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
        let taken: String = part
            .lines()
            .filter(|line| line.contains(" = ") || line.contains("[oidc"))
            .map(|line| format!("{}\n", line.trim_start_matches("# ")))
            .collect();
        let settings = Config::parse("w.toml", &taken).unwrap().oidc.unwrap();
        assert_eq!(
            (settings.scopes.as_str(), settings.role_claim.as_str(), settings.roles.len()),
            ("openid profile", "roles", 4)
        );
        assert!(settings.secret.is_some() && settings.ca.is_some());
    }
}
