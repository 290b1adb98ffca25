//! What `[oidc]` of the configuration says.

use std::path::PathBuf;

use serde_json::{Map, Value};

use super::BACK;
use crate::sinks::Secret;
use crate::store::Role;

/// How people sign in by a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The provider, as it calls itself.
    pub issuer: String,
    /// What wardwatch is called there.
    pub client_id: String,
    /// Its secret there, where it has one.
    pub secret: Option<Secret>,
    /// Where browsers reach the pages: `https://wardwatch.example`.
    pub url: String,
    /// What is asked for.
    pub scopes: String,
    /// The claim that names the account.
    pub name_claim: String,
    /// The claim that tells the role; a full stop leads into an object.
    pub role_claim: String,
    /// What stands in the claim, and the role it is here.
    pub roles: Vec<(String, Role)>,
    /// Certificates of authorities in PEM; the system's where none is given.
    pub ca: Option<PathBuf>,
}

impl Settings {
    /// Where the provider sends browsers back to.
    #[must_use]
    pub fn back(&self) -> String {
        format!("{}{BACK}", self.url.trim_end_matches('/'))
    }

    /// Files that are read while it works.
    pub fn reads(&self) -> impl Iterator<Item = PathBuf> {
        self.secret.iter().map(|secret| secret.0.clone()).chain(self.ca.clone())
    }

    /// The role that the claims give: of several the one that may most, in the order of [`Role::ALL`].
    pub(super) fn role(&self, claims: &Map<String, Value>) -> Option<Role> {
        let mut parts = self.role_claim.split('.');
        let first = claims.get(parts.next()?)?;
        let found = parts.try_fold(first, |value, part| value.get(part))?;
        let said: Vec<&str> = match found {
            Value::String(one) => one.split_whitespace().collect(),
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        self.roles.iter().filter(|(word, _)| said.contains(&word.as_str())).map(|(_, role)| *role).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn roles_come_from_a_claim() {
        let mut settings = Settings {
            issuer: "https://id.example".into(),
            client_id: "ward".into(),
            secret: None,
            url: "https://ward.example/".into(),
            scopes: "openid".into(),
            name_claim: "sub".into(),
            role_claim: "roles".into(),
            roles: vec![("MED-Biomed".into(), Role::Biomed), ("MED-Admin".into(), Role::Admin), ("all".into(), Role::Viewer)],
            ca: None,
        };
        let role = |settings: &Settings, claims: Value| settings.role(claims.as_object().unwrap());
        assert_eq!(role(&settings, json!({"roles": ["all", "MED-Biomed"]})), Some(Role::Biomed));
        assert_eq!(role(&settings, json!({"roles": "all"})), Some(Role::Viewer));
        for none in [json!({"roles": ["med-biomed"]}), json!({"roles": []}), json!({"roles": {"all": true}}), json!({})] {
            assert_eq!(role(&settings, none.clone()), None, "{none}");
        }
        settings.role_claim = "realm_access.roles".into();
        assert_eq!(role(&settings, json!({"realm_access": {"roles": ["MED-Admin"]}})), Some(Role::Admin));
        assert_eq!(settings.back(), "https://ward.example/login/sso/callback");
    }
}
