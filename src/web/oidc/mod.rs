//! Single sign-on: OpenID Connect Core 1.0, authorization code (RFC 6749, 4.1) with PKCE (RFC 7636).
//!
//! The provider says who somebody is and, in a claim, what they do; the account that is kept for them is bound to the
//! provider's subject, so that nobody comes in by taking over a name. Off unless `[oidc]` is configured.
//!
//! Invariant: an ID token is believed only with a signature by a key of the provider, for this client, of this sign-in.
//! Invariant: at most a thousand sign-ins are under way; the oldest is forgotten first.

mod http;
mod settings;
mod token;

pub use settings::Settings;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::access::{digest, fresh};
use super::fault::Fault;
use super::fields::encode;
use crate::base::Timestamp;
use crate::store::{Digest, Role};
use http::Client;

/// Sign-ins under way.
const MOST: usize = 1000;
/// How long one may take, in seconds.
const PATIENCE: u64 = 600;
/// What the provider says of itself is asked for again after so many seconds …
const FRESH: u64 = 3600;
/// … and its keys, where one is not known, no sooner than after so many.
const AGAIN: u64 = 30;
/// The way back from the provider.
pub(crate) const BACK: &str = "/login/sso/callback";

/// A sign-in under way.
struct Pending {
    nonce: String,
    verifier: String,
    next: String,
    begun: Timestamp,
}

/// What the provider says of itself (OpenID Connect Discovery 1.0, 4.2), and its keys.
#[derive(Clone)]
struct Provider {
    authorization: String,
    token: String,
    keys: Value,
    at: Timestamp,
}

/// Who came back from the provider.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// What their account is called.
    pub(crate) name: String,
    /// What they do here.
    pub(crate) role: Role,
    /// What stands in place of a password: it names provider and subject, and is nobody's password.
    pub(crate) bound: String,
    /// Where they were going.
    pub(crate) next: String,
}

/// The desk for those who sign in by the provider.
pub(crate) struct Desk {
    settings: Settings,
    provider: Mutex<Option<Provider>>,
    pending: Mutex<HashMap<Digest, Pending>>,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn seconds(now: Timestamp, then: Timestamp) -> u64 {
    now.since(then) / 1_000_000_000
}

/// The provider could not be asked, or answered nonsense: told to whoever signs in without details of it.
fn away(error: &str) -> Fault {
    Fault::Broken(format!("the sign-in service of your organisation could not be asked: {error}"))
}

impl Desk {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, provider: Mutex::default(), pending: Mutex::default() }
    }

    fn client(&self) -> Client {
        Client::new(self.settings.ca.clone())
    }

    /// What the provider says of itself; waits for the network.
    fn provider(&self, now: Timestamp, renew: bool) -> Result<Provider, String> {
        let known = lock(&self.provider).clone();
        let age = known.as_ref().map(|known| seconds(now, known.at));
        if let Some(known) = known.filter(|_| age.is_some_and(|age| age < if renew { AGAIN } else { FRESH })) {
            return Ok(known);
        }
        let client = self.client();
        let issuer = self.settings.issuer.trim_end_matches('/');
        let said = client.json(&format!("{issuer}/.well-known/openid-configuration"))?;
        let text = |name: &str| said.get(name).and_then(Value::as_str).map(str::to_owned).ok_or(format!("it names no {name}"));
        if text("issuer")? != self.settings.issuer {
            return Err(format!("it calls itself {}", text("issuer")?));
        }
        let keys = client.json(&text("jwks_uri")?)?;
        let provider = Provider { authorization: text("authorization_endpoint")?, token: text("token_endpoint")?, keys, at: now };
        *lock(&self.provider) = Some(provider.clone());
        Ok(provider)
    }

    /// Begins a sign-in: where the browser goes, and the secret that it keeps meanwhile.
    ///
    /// # Errors
    /// When the provider cannot be asked.
    pub(crate) fn begin(&self, next: &str, now: Timestamp) -> Result<(String, String), Fault> {
        let provider = self.provider(now, false).map_err(|error| away(&error))?;
        let (state, nonce, verifier) = (fresh()?, fresh()?, fresh()?);
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let back = self.settings.back();
        let query = [
            ("response_type", "code"),
            ("client_id", self.settings.client_id.as_str()),
            ("redirect_uri", back.as_str()),
            ("scope", self.settings.scopes.as_str()),
            ("state", state.as_str()),
            ("nonce", nonce.as_str()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ];
        let query = query.map(|(name, value)| format!("{name}={}", encode(value))).join("&");
        let joint = if provider.authorization.contains('?') { '&' } else { '?' };
        let mut pending = lock(&self.pending);
        pending.retain(|_, one| seconds(now, one.begun) < PATIENCE);
        if pending.len() >= MOST {
            let oldest = pending.iter().min_by_key(|(_, one)| one.begun).map(|(key, _)| *key);
            oldest.and_then(|key| pending.remove(&key));
        }
        pending.insert(digest(&state), Pending { nonce, verifier, next: next.to_owned(), begun: now });
        Ok((format!("{}{joint}{query}", provider.authorization), state))
    }

    /// Ends a sign-in with what the browser brought back: `state` must be what it kept, and is good once; `issuer` is who
    /// says so, where they do (RFC 9207).
    ///
    /// # Errors
    /// When it is no sign-in of ours, the provider does not confirm it, or it names no role.
    pub(crate) fn end(&self, state: &str, code: &str, issuer: Option<&str>, now: Timestamp) -> Result<Known, Fault> {
        let stale = || Fault::Forbidden("this sign-in is no longer valid; begin anew".to_owned());
        let pending = lock(&self.pending).remove(&digest(state)).ok_or_else(stale)?;
        if seconds(now, pending.begun) >= PATIENCE || issuer.is_some_and(|issuer| issuer != self.settings.issuer) {
            return Err(stale());
        }
        let provider = self.provider(now, false).map_err(|error| away(&error))?;
        let back = self.settings.back();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", back.as_str()),
            ("client_id", self.settings.client_id.as_str()),
            ("code_verifier", pending.verifier.as_str()),
        ];
        let secret = self.settings.secret.as_ref().map(crate::sinks::Secret::read).transpose().map_err(Fault::Broken)?;
        let basic = secret.as_deref().map(|secret| (self.settings.client_id.as_str(), secret));
        let answer = self.client().post(&provider.token, &form, basic).map_err(|error| away(&error))?;
        let Some(id_token) = answer.get("id_token").and_then(Value::as_str) else { return Err(away("it gave no ID token")) };
        let claims = self.claims(id_token, &pending.nonce, provider, now)?;
        self.known(&claims, pending.next)
    }

    /// The claims of an ID token; keys that are not known yet are asked for once more.
    fn claims(&self, id_token: &str, nonce: &str, provider: Provider, now: Timestamp) -> Result<Map<String, Value>, Fault> {
        let expected = token::Expected {
            issuer: &self.settings.issuer,
            client: &self.settings.client_id,
            nonce,
            now: u64::try_from(now.0 / 1_000_000_000).unwrap_or(0),
        };
        let refused = |error: token::Refused| Fault::Forbidden(format!("the sign-in was not confirmed: {error}"));
        match token::claims(id_token, &provider.keys, &expected) {
            Err(token::Refused::UnknownKey) => {
                let provider = self.provider(now, true).map_err(|error| away(&error))?;
                token::claims(id_token, &provider.keys, &expected).map_err(refused)
            }
            other => other.map_err(refused),
        }
    }

    fn known(&self, claims: &Map<String, Value>, next: String) -> Result<Known, Fault> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let missing = |name: &str| Fault::Forbidden(format!("your organisation's sign-in names no {name}"));
        let subject = text("sub").ok_or_else(|| missing("sub"))?;
        let name = text(&self.settings.name_claim).ok_or_else(|| missing(&self.settings.name_claim))?.to_lowercase();
        super::access::name(&name).map_err(Fault::Forbidden)?;
        let role = self.settings.role(claims);
        let role = role.ok_or_else(|| Fault::Forbidden(format!("{name} has none of the roles that may come in here")))?;
        let bound = format!("oidc {} {subject}", self.settings.issuer);
        Ok(Known { name, role, bound, next })
    }
}
