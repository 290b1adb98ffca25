//! Random secrets, of which only digests are kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::store::Digest;
use crate::web::fault::Fault;

/// A secret of 256 random bits, as text for a cookie, a header or a link.
pub(crate) fn fresh() -> Result<String, Fault> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Fault::Broken(format!("the system gives no random numbers: {error}")))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of a secret. A plain hash is enough: nobody guesses 256 bits.
pub(crate) fn digest(secret: &str) -> Digest {
    Sha256::digest(secret.as_bytes()).into()
}

/// Whether two secrets are the same, in a time that does not tell where they part.
pub(crate) fn same(one: &str, other: &str) -> bool {
    use subtle::ConstantTimeEq as _;
    digest(one).ct_eq(&digest(other)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_compare() {
        let (one, two) = (fresh().unwrap(), fresh().unwrap());
        assert!(one != two && one.len() == 43);
        assert!(same(&one, &one.clone()) && !same(&one, &two) && !same(&one, ""));
    }
}
