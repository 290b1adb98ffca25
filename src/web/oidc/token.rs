//! ID tokens: JWS in compact form (RFC 7515), checked as OpenID Connect Core 1.0, 3.1.3.7 says.
//!
//! Only signatures with public keys are known, and a key verifies only what it is for: no token chooses `none`, or has an
//! RSA key taken for a shared secret (RFC 8725, 3.1).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};
use serde_json::{Map, Value};

/// Clocks may differ by so many seconds.
const LEEWAY: u64 = 120;

/// What a token must say.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client: &'a str,
    pub(super) nonce: &'a str,
    /// Seconds since 1970.
    pub(super) now: u64,
}

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    #[error("the token is none")]
    Malformed,
    #[error("it is signed in a way that is not known")]
    Algorithm,
    #[error("it is signed with a key that is not known")]
    UnknownKey,
    #[error("its signature does not hold")]
    Signature,
    #[error("it is of another provider")]
    Issuer,
    #[error("it is for another program")]
    Audience,
    #[error("it is of another sign-in")]
    Nonce,
    #[error("it is too old, or from the future")]
    Time,
}

fn decoded(part: &str) -> Result<Vec<u8>, Refused> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| Refused::Malformed)
}

fn object(part: &str) -> Result<Map<String, Value>, Refused> {
    serde_json::from_slice(&decoded(part)?).map_err(|_| Refused::Malformed)
}

/// The claims of a token that can be believed.
pub(super) fn claims(token: &str, keys: &Value, expected: &Expected<'_>) -> Result<Map<String, Value>, Refused> {
    let mut parts = token.split('.');
    let (Some(head), Some(body), Some(seal), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(Refused::Malformed);
    };
    let header = object(head)?;
    if header.contains_key("crit") {
        return Err(Refused::Algorithm);
    }
    let text = |name: &str| header.get(name).and_then(Value::as_str);
    let algorithm = text("alg").ok_or(Refused::Malformed)?;
    let signed = token.get(..head.len().saturating_add(1).saturating_add(body.len())).ok_or(Refused::Malformed)?;
    verify(algorithm, text("kid"), keys, signed.as_bytes(), &decoded(seal)?)?;
    let claims = object(body)?;
    check(&claims, expected)?;
    Ok(claims)
}

/// Whether one of the provider's keys (RFC 7517) made the signature.
fn verify(algorithm: &str, kid: Option<&str>, keys: &Value, signed: &[u8], seal: &[u8]) -> Result<(), Refused> {
    let (kind, curve) = match algorithm {
        "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" => ("RSA", ""),
        "ES256" => ("EC", "P-256"),
        "ES384" => ("EC", "P-384"),
        _ => return Err(Refused::Algorithm),
    };
    let all = keys.get("keys").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let text = |key: &Value, name: &str| key.get(name).and_then(Value::as_str).map(str::to_owned);
    let fits = |key: &&Value| {
        text(key, "kty").as_deref() == Some(kind)
            && (curve.is_empty() || text(key, "crv").as_deref() == Some(curve))
            && text(key, "use").is_none_or(|what| what == "sig")
            && text(key, "alg").is_none_or(|known| known == algorithm)
            && kid.is_none_or(|kid| text(key, "kid").as_deref() == Some(kid))
    };
    let mut refused = Refused::UnknownKey;
    for key in all.iter().filter(fits) {
        let part = |name: &str| text(key, name).and_then(|part| decoded(&part).ok()).unwrap_or_default();
        let held = match kind {
            "RSA" => rsa(algorithm, &part("n"), &part("e"), signed, seal),
            _ => ecdsa(algorithm, &part("x"), &part("y"), signed, seal),
        };
        if held {
            return Ok(());
        }
        refused = Refused::Signature;
    }
    Err(refused)
}

fn rsa(algorithm: &str, n: &[u8], e: &[u8], signed: &[u8], seal: &[u8]) -> bool {
    let how = match algorithm {
        "RS256" => &signature::RSA_PKCS1_2048_8192_SHA256,
        "RS384" => &signature::RSA_PKCS1_2048_8192_SHA384,
        "RS512" => &signature::RSA_PKCS1_2048_8192_SHA512,
        "PS256" => &signature::RSA_PSS_2048_8192_SHA256,
        "PS384" => &signature::RSA_PSS_2048_8192_SHA384,
        _ => &signature::RSA_PSS_2048_8192_SHA512,
    };
    RsaPublicKeyComponents { n, e }.verify(how, signed, seal).is_ok()
}

fn ecdsa(algorithm: &str, x: &[u8], y: &[u8], signed: &[u8], seal: &[u8]) -> bool {
    let point = [&[4], x, y].concat();
    let how: &dyn signature::VerificationAlgorithm = match algorithm {
        "ES256" => &signature::ECDSA_P256_SHA256_FIXED,
        _ => &signature::ECDSA_P384_SHA384_FIXED,
    };
    UnparsedPublicKey::new(how, point).verify(signed, seal).is_ok()
}

fn check(claims: &Map<String, Value>, expected: &Expected<'_>) -> Result<(), Refused> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    if text("iss") != Some(expected.issuer) {
        return Err(Refused::Issuer);
    }
    let audience: Vec<&str> = match claims.get("aud") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let authorized = text("azp").is_none_or(|party| party == expected.client);
    if !audience.contains(&expected.client) || !authorized || (audience.len() > 1 && text("azp").is_none()) {
        return Err(Refused::Audience);
    }
    if text("nonce") != Some(expected.nonce) {
        return Err(Refused::Nonce);
    }
    let number = |name: &str| claims.get(name).and_then(Value::as_f64);
    let now = expected.now as f64;
    let leeway = LEEWAY as f64;
    let is_over = number("exp").is_none_or(|end| end + leeway <= now);
    let is_early = number("iat").is_none_or(|made| made - leeway > now) || number("nbf").is_some_and(|from| from - leeway > now);
    if is_over || is_early { Err(Refused::Time) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
    use serde_json::json;

    const NOW: u64 = 1_800_000_000;

    struct Signer(EcdsaKeyPair);

    impl Signer {
        fn new() -> Self {
            let random = SystemRandom::new();
            let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
            Self(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap())
        }

        fn keys(&self) -> Value {
            let point = self.0.public_key().as_ref();
            let part = |range: std::ops::Range<usize>| URL_SAFE_NO_PAD.encode(&point[range]);
            json!({"keys": [{"kty": "EC", "crv": "P-256", "use": "sig", "kid": "k1", "x": part(1..33), "y": part(33..65)}]})
        }

        fn token(&self, header: &Value, claims: &Value) -> String {
            let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
            let signed = format!("{}.{}", part(header), part(claims));
            let seal = self.0.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
            format!("{signed}.{}", URL_SAFE_NO_PAD.encode(seal.as_ref()))
        }
    }

    fn good() -> Value {
        json!({"iss": "https://id.example", "aud": "ward", "sub": "7", "nonce": "n", "iat": NOW, "exp": NOW + 300})
    }

    fn with(name: &str, value: Value) -> Value {
        let mut claims = good();
        claims[name] = value;
        claims
    }

    fn read(signer: &Signer, token: &str) -> Result<Map<String, Value>, Refused> {
        let expected = Expected { issuer: "https://id.example", client: "ward", nonce: "n", now: NOW };
        claims(token, &signer.keys(), &expected)
    }

    #[test]
    fn a_good_token_is_believed_and_no_other() {
        let (signer, other) = (Signer::new(), Signer::new());
        let head = json!({"alg": "ES256", "kid": "k1"});
        assert_eq!(read(&signer, &signer.token(&head, &good())).unwrap()["sub"], "7");
        assert!(read(&signer, &signer.token(&json!({"alg": "ES256"}), &with("aud", json!(["ward"])))).is_ok());
        let both = json!(["ward", "x"]);
        let mut two = with("aud", both.clone());
        two["azp"] = json!("ward");
        assert!(read(&signer, &signer.token(&head, &two)).is_ok());
        for (claims, why) in [
            (with("iss", json!("https://id.example/")), Refused::Issuer),
            (with("aud", json!("other")), Refused::Audience),
            (with("aud", both), Refused::Audience),
            (with("azp", json!("other")), Refused::Audience),
            (with("nonce", json!("m")), Refused::Nonce),
            (with("nonce", json!(null)), Refused::Nonce),
            (with("exp", json!(NOW - 200)), Refused::Time),
            (with("exp", json!(null)), Refused::Time),
            (with("iat", json!(NOW + 200)), Refused::Time),
            (with("nbf", json!(NOW + 200)), Refused::Time),
        ] {
            assert_eq!(read(&signer, &signer.token(&head, &claims)), Err(why), "{claims}");
        }
        assert_eq!(read(&signer, &other.token(&head, &good())), Err(Refused::Signature));
        let unknown = signer.token(&json!({"alg": "ES256", "kid": "k2"}), &good());
        assert_eq!(read(&signer, &unknown), Err(Refused::UnknownKey));
    }

    #[test]
    fn a_token_does_not_choose_how_it_is_checked() {
        let signer = Signer::new();
        for (algorithm, why) in [
            ("none", Refused::Algorithm),
            ("HS256", Refused::Algorithm),
            ("es256", Refused::Algorithm),
            ("RS256", Refused::UnknownKey),
            ("ES384", Refused::UnknownKey),
        ] {
            let token = signer.token(&json!({"alg": algorithm}), &good());
            assert_eq!(read(&signer, &token), Err(why), "{algorithm}");
        }
        let critical = signer.token(&json!({"alg": "ES256", "crit": ["b64"]}), &good());
        assert_eq!(read(&signer, &critical), Err(Refused::Algorithm));
        let whole = signer.token(&json!({"alg": "ES256"}), &good());
        let (signed, _) = whole.rsplit_once('.').unwrap();
        assert_eq!(read(&signer, &format!("{signed}.")), Err(Refused::Signature));
        for bad in ["", "a.b", "a.b.c.d", signed, "..", &whole.replace('.', "!")] {
            assert_eq!(read(&signer, bad), Err(Refused::Malformed), "{bad}");
        }
        let (head, rest) = whole.split_once('.').unwrap();
        let forged = URL_SAFE_NO_PAD.encode(with("sub", json!("8")).to_string());
        let (_, seal) = rest.split_once('.').unwrap();
        assert_eq!(read(&signer, &format!("{head}.{forged}.{seal}")), Err(Refused::Signature));
    }
}
