//! Passwords: what a good one is (NIST SP 800-63B-4, 3.1.1), and their hashes (argon2id; OWASP's parameters).

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

/// The least length of a password that is the only factor (SP 800-63B-4, 3.1.1.2), in characters.
pub const LEAST: usize = 15;
/// The most bytes that are hashed; at least 64 characters must be possible.
const MOST: usize = 512;
/// A password with fewer different characters is a pattern.
const DIFFERENT: usize = 6;
/// What everybody tries first, in lower case without white space.
const COMMON: &[&str] = &[
    "passwordpassword",
    "password12345678",
    "passwort12345678",
    "123456789012345",
    "1234567890123456",
    "qwertyuiopasdfgh",
    "qwertyuiopasdfghjkl",
    "qwertzuiopasdfghjkl",
    "correcthorsebatterystaple",
    "letmeinletmeinletmein",
    "changemechangeme",
    "administrator123",
    "wardwatchwardwatch",
];

/// Why a password will not do: one sentence for its owner.
///
/// # Errors
/// With that sentence.
pub fn check(password: &str, account: &str) -> Result<(), String> {
    let length = password.chars().count();
    if length < LEAST {
        return Err(format!(
            "A password needs at least {LEAST} characters, this one has {length}. Four words with spaces between are easy to remember."
        ));
    }
    if password.len() > MOST {
        return Err(format!("A password has at most {MOST} bytes."));
    }
    let bare: String = password.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let mut different: Vec<char> = bare.chars().collect();
    different.sort_unstable();
    different.dedup();
    let without_names = bare.replace("wardwatch", "").replace(&account.to_lowercase(), "");
    if COMMON.contains(&bare.as_str()) || different.len() < DIFFERENT || without_names.chars().count() < LEAST / 2 {
        return Err("This password is one of the first that anybody would try. Take four words that have nothing to do with \
                    each other or with you."
            .to_owned());
    }
    Ok(())
}

/// 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
fn argon() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The PHC string of a password. Takes tens of milliseconds.
///
/// # Errors
/// When the system gives no random salt.
pub fn hash(password: &str) -> Result<String, String> {
    argon().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|error| error.to_string())
}

/// Whether a password is the one of a PHC string; without one, takes as long to say no.
#[must_use]
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    /// Of nothing anybody could type.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm8$Hqzcnk2Ze+yQ5b2bVtUPpQcOPEh1mKNhMkbTAR6vmgQ";
    if password.len() > MOST {
        return false;
    }
    let right = PasswordHash::new(hash.unwrap_or(NOBODY))
        .is_ok_and(|parsed| argon().verify_password(password.as_bytes(), &parsed).is_ok());
    right && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_password_is_long_and_no_pattern() {
        for bad in
            ["short", "aaaaaaaaaaaaaaaaaaaa", "PasswordPassword", "1234567890123456", "annwardwatchann12", "wardwatch wardwatch"]
        {
            assert!(check(bad, "ann").is_err(), "{bad}");
        }
        assert_eq!(check("kidney otter violin seven", "ann"), Ok(()));
        assert_eq!(check("ünterwegs läuft heute gut", "ann"), Ok(()));
    }

    #[test]
    fn only_the_right_one_opens() {
        let kept = hash("kidney otter violin seven").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("kidney otter violin seven", Some(&kept)));
        assert!(!verify("kidney otter violin eight", Some(&kept)));
        assert!(!verify("", None) && !verify("x", Some("no hash")));
    }

    #[test]
    fn an_unknown_name_takes_as_long() {
        assert!(
            PasswordHash::new("$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm8$Hqzcnk2Ze+yQ5b2bVtUPpQcOPEh1mKNhMkbTAR6vmgQ")
                .is_ok()
        );
    }
}
