//! Fields of a form or a query: names with values, in the order given (WHATWG URL, application/x-www-form-urlencoded).

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};

use super::fault::Fault;
pub(crate) use crate::base::uri::encode;

/// The most bytes of a form.
const MOST: usize = 2 << 20;

/// Names with values; a name may come several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

impl Fields {
    /// Reads what a browser sent.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = pair.split_at(pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len()));
            (decode(name), decode(value.get(1..).unwrap_or_default()))
        });
        Self(pairs.collect())
    }

    /// The first value of a name, without space around it; empty when there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// The first value of a name as it was typed.
    pub(crate) fn exact(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// The first value of a name, unless it is empty.
    pub(crate) fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// Refuses these names with an empty value: a page's form sends what nobody filled in, a program does not, and the API's
    /// description promises numbers and truth values.
    pub(crate) fn filled(&self, names: &[&str]) -> Result<(), Fault> {
        match self.0.iter().find(|(key, value)| names.contains(&key.as_str()) && value.trim().is_empty()) {
            Some((name, _)) => Err(Fault::Bad(format!("{name} is empty"))),
            None => Ok(()),
        }
    }

    /// Every value of a name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The same fields as a query, with one changed; an empty value takes it out.
    pub(crate) fn with(&self, name: &str, value: &str) -> String {
        let kept = self.0.iter().filter(|(key, old)| key != name && !old.is_empty());
        let changed = (!value.is_empty()).then_some((name, value));
        let all = kept.map(|(key, old)| (key.as_str(), old.as_str())).chain(changed);
        all.map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect::<Vec<_>>().join("&")
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        let bytes: Bytes = axum::body::to_bytes(request.into_body(), MOST).await.map_err(|_| Fault::TooLarge(MOST))?;
        Ok(Self::parse(&bytes))
    }
}

fn decode(bytes: &[u8]) -> String {
    let hex = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair = (hex(bytes.get(at + 1)), hex(bytes.get(at + 2)));
        let (byte, length) = match (byte, pair) {
            (b'+', _) => (b' ', 1),
            (b'%', (Some(high), Some(low))) => (high << 4 | low, 3),
            (other, _) => (other, 1),
        };
        out.push(byte);
        at += length;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_browsers_send() {
        let fields = Fields::parse(b"name=+Ann+%26+Bob+&device=1&device=2&empty=&odd=%zz%4&last");
        assert_eq!(fields.text("name"), "Ann & Bob");
        assert_eq!(fields.exact("name"), " Ann & Bob ");
        assert_eq!(fields.all("device").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!((fields.text("odd"), fields.text("last"), fields.text("none")), ("%zz%4", "", ""));
        assert_eq!(fields.some("empty"), None);
        assert!(fields.filled(&["device", "none"]).is_ok() && fields.filled(&["device", "empty"]).is_err());
        assert_eq!(Fields::parse(b"a=%FF").text("a"), "\u{fffd}");
    }

    #[test]
    fn writes_links() {
        let fields = Fields::parse(b"q=ct+1&page=2&empty=");
        assert_eq!(fields.with("page", "3"), "q=ct%201&page=3");
        assert_eq!(fields.with("page", ""), "q=ct%201");
        assert_eq!(encode("ü<\"&"), "%C3%BC%3C%22%26");
    }
}
