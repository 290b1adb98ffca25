//! Who may do what: accounts, sessions, tokens, and the gate that every request passes.

mod gate;
mod limit;
pub mod password;
mod person;
mod secret;
mod session;
mod visits;

pub(crate) use gate::{Entry, gate};
pub(crate) use limit::{Limiter, Locked, Lockout};
pub(crate) use person::{Asks, Person, Via};
pub use person::{May, Who};
pub(crate) use secret::{digest, fresh, same};
pub(crate) use session::{begin, cookie, cookies, forget_cookie, theme};
pub(crate) use visits::{Knock, NOBODY, Visit, Visits, Way, keep, knock, write};

/// What an account can be called.
///
/// # Errors
/// With a sentence for whoever chose the name.
pub fn name(name: &str) -> Result<(), String> {
    let is_good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '@');
    if (2..=64).contains(&name.len()) && name.chars().all(is_good) && name.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Ok(());
    }
    Err("A name has 2 to 64 letters, digits, dots, dashes or @, and begins with a letter or digit.".to_owned())
}

/// A new token's secret and what is kept of it.
///
/// # Errors
/// When the system gives no random numbers.
pub fn new_token() -> Result<(String, crate::store::Digest), String> {
    let secret = format!("ww_{}", fresh().map_err(|fault| fault.detail())?);
    let kept = digest(&secret);
    Ok((secret, kept))
}
