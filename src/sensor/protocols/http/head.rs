//! Heads of requests and responses, read by `httparse`.

use std::borrow::Cow;
use std::hash::BuildHasher;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use httparse::Header;

use crate::base::Endpoint;
use crate::observation::Property;
use crate::sensor::protocols::{Emit, ntlmssp};
use crate::sensor::reader::Malformed;

/// More header fields than this are hostile.
const MAX_FIELDS: usize = 100;

/// What a request means for its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Request {
    /// HEAD: the answer has no body.
    Head,
    /// GET of a root, index, login or status page.
    StartPage,
    /// GET of an XML file, as a UPnP description is.
    Description,
    /// POST of a SOAP message, as a search for a device's metadata is.
    Soap,
    /// CONNECT: what follows its answer is not HTTP.
    Tunnel,
    Other,
}

/// Where a body ends (RFC 9112, 6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    Nothing,
    Length(u64),
    Chunked,
    UntilClosed,
}

/// What a body holds, as its head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Readable HTML.
    Html,
    /// Readable XML.
    Xml,
    /// A readable SOAP message.
    Soap,
    Other,
}

/// What is needed of a response's head.
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) body: Body,
    /// What its body holds.
    pub(super) content: Content,
}

/// The length of a head with the empty line that ends it; some senders end lines with a bare line feed.
pub(in crate::sensor::protocols) fn end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| {
        let after = at.saturating_add(1);
        match bytes.get(after..)? {
            [b'\n', ..] => Some(after.saturating_add(1)),
            [b'\r', b'\n', ..] => Some(after.saturating_add(2)),
            _ => None,
        }
    })
}

/// Says what a request tells of the client.
pub(super) fn request(head: &[u8], said: &mut [u64; 3], emit: &mut Emit<'_>) -> Result<(Request, Body), Malformed> {
    let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    lenient().parse_request(&mut request, head).map_err(|_| Malformed("request"))?;
    let client = emit.client();
    let [agent, ..] = said;
    if let Some(value) = field(request.headers, "user-agent") {
        emit.says(client, Property::HttpUserAgent, value);
        remember(agent, value);
    }
    for name in ["authorization", "proxy-authorization"] {
        field(request.headers, name).into_iter().for_each(|value| read_ntlm(value, client, emit));
    }
    let kind = match request.method {
        Some("HEAD") => Request::Head,
        Some("CONNECT") => Request::Tunnel,
        Some("GET") if request.path.is_some_and(is_start_page) => Request::StartPage,
        Some("GET") if request.path.is_some_and(is_description) => Request::Description,
        Some("POST") if field(request.headers, "content-type").is_some_and(is_soap) => Request::Soap,
        _ => Request::Other,
    };
    let body = match body(request.headers)? {
        // A request without a length has no body (RFC 9112, 6.3).
        Body::UntilClosed => Body::Nothing,
        body => body,
    };
    Ok((kind, body))
}

/// Says what a response tells of the server.
pub(super) fn response(head: &[u8], said: &mut [u64; 3], emit: &mut Emit<'_>) -> Result<Response, Malformed> {
    let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
    let mut response = httparse::Response::new(&mut fields);
    lenient().parse_response(&mut response, head).map_err(|_| Malformed("response"))?;
    let sender = emit.server();
    let [_, server, challenge] = said;
    if let Some(value) = field(response.headers, "server") {
        emit.says(sender, Property::HttpServer, value);
        remember(server, value);
    }
    for header in response.headers.iter().filter(|header| is_challenge(header)) {
        if let Some(realm) = realm(header.value) {
            emit.says(sender, Property::HttpRealm, realm);
            remember(challenge, realm);
        }
        read_ntlm(header.value, sender, emit);
    }
    let status = response.code.unwrap_or_default();
    let body = if matches!(status, 100..=199 | 204 | 304) { Body::Nothing } else { body(response.headers)? };
    let is_plain = field(response.headers, "content-encoding").is_none_or(|value| value.eq_ignore_ascii_case(b"identity"));
    let content = match field(response.headers, "content-type").filter(|_| is_plain) {
        Some(kind) if begins(kind, b"text/html") => Content::Html,
        Some(kind) if begins(kind, b"text/xml") || begins(kind, b"application/xml") => Content::Xml,
        Some(kind) if is_soap(kind) => Content::Soap,
        _ => Content::Other,
    };
    Ok(Response { status, body, content })
}

/// SOAP 1.2 (RFC 3902).
fn is_soap(kind: &[u8]) -> bool {
    begins(kind, b"application/soap+xml")
}

fn begins(value: &[u8], wanted: &[u8]) -> bool {
    value.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted))
}

/// Devices write odd fields; one of them must not cost the others.
fn lenient() -> httparse::ParserConfig {
    let mut config = httparse::ParserConfig::default();
    config
        .allow_spaces_after_header_name_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .ignore_invalid_headers_in_requests(true);
    config
}

fn remember(place: &mut u64, value: &[u8]) {
    *place = foldhash::fast::FixedState::with_seed(1).hash_one(value);
}

fn field<'a>(fields: &[Header<'a>], name: &str) -> Option<&'a [u8]> {
    fields.iter().find(|field| field.name.eq_ignore_ascii_case(name)).map(|field| field.value)
}

fn is_challenge(field: &Header<'_>) -> bool {
    field.name.eq_ignore_ascii_case("www-authenticate") || field.name.eq_ignore_ascii_case("proxy-authenticate")
}

fn body(fields: &[Header<'_>]) -> Result<Body, Malformed> {
    if let Some(coding) = field(fields, "transfer-encoding") {
        let is_chunked = coding.len() >= 7 && coding.to_ascii_lowercase().ends_with(b"chunked");
        return Ok(if is_chunked { Body::Chunked } else { Body::UntilClosed });
    }
    let Some(length) = field(fields, "content-length") else { return Ok(Body::UntilClosed) };
    let length = std::str::from_utf8(length).ok().and_then(|length| length.trim().parse().ok());
    length.map(Body::Length).ok_or(Malformed("Content-Length"))
}

/// Pages that name the product, and no patient.
fn is_start_page(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path == "/" || ["/index.", "/login", "/status"].iter().any(|start| path.starts_with(start))
}

/// Where UPnP descriptions lie.
fn is_description(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.len() >= 4 && path.as_bytes().iter().rev().zip(b"lmx.").all(|(a, b)| a.eq_ignore_ascii_case(b))
}

/// The realm of a Basic or Digest challenge (RFC 9110, 11.5).
pub(in crate::sensor::protocols) fn realm(challenge: &[u8]) -> Option<&[u8]> {
    let lower = challenge.to_ascii_lowercase();
    let start = memchr::memmem::find(&lower, b"realm=")?.saturating_add(6);
    let value = challenge.get(start..)?;
    let (quoted, end) = match value.strip_prefix(b"\"") {
        Some(quoted) => (quoted, memchr::memchr(b'"', quoted)?),
        None => (value, memchr::memchr2(b',', b' ', value).unwrap_or(value.len())),
    };
    quoted.get(..end)
}

/// NTLM, bare or in SPNEGO (RFC 4559).
fn read_ntlm(value: &[u8], sender: Endpoint, emit: &mut Emit<'_>) {
    let Some((scheme, blob)) = value.iter().position(|byte| *byte == b' ').and_then(|at| value.split_at_checked(at)) else {
        return;
    };
    if (scheme.eq_ignore_ascii_case(b"ntlm") || scheme.eq_ignore_ascii_case(b"negotiate"))
        && let Ok(blob) = BASE64_STANDARD.decode(blob.trim_ascii())
    {
        ntlmssp::read(&blob, sender, emit);
    }
}

/// The length of a page up to and with the end of its title, or of a description's first device.
pub(super) fn enough(page: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'<', page).find_map(|at| {
        let rest = page.get(at..)?;
        let tag: &[u8] = if begins(rest, b"</device>") { b"</device>" } else { b"</title>" };
        begins(rest, tag).then(|| at.saturating_add(tag.len()))
    })
}

/// The text of the title of a page, its usual character references resolved.
pub(super) fn title(page: &[u8]) -> Option<Cow<'_, [u8]>> {
    let title = raw_title(page)?;
    let Some(first) = memchr::memchr(b'&', title) else { return Some(Cow::Borrowed(title)) };
    let (plain, mut rest) = title.split_at_checked(first)?;
    let mut out = plain.to_vec();
    while let [byte, after @ ..] = rest {
        let found = REFERENCES.iter().find(|(name, _)| rest.starts_with(name));
        out.push(found.map_or(*byte, |(_, meant)| *meant));
        rest = found.map_or(Some(after), |(name, _)| rest.get(name.len()..)).unwrap_or_default();
    }
    Some(Cow::Owned(out))
}

const REFERENCES: &[(&[u8], u8)] =
    &[(b"&nbsp;", b' '), (b"&amp;", b'&'), (b"&lt;", b'<'), (b"&gt;", b'>'), (b"&quot;", b'"'), (b"&#39;", b'\'')];

fn raw_title(page: &[u8]) -> Option<&[u8]> {
    let page = page.get(..enough(page)?.saturating_sub(8))?;
    let open = memchr::memchr_iter(b'<', page).find(|at| {
        let tag = page.get(*at..).unwrap_or_default();
        tag.get(..6).is_some_and(|name| name.eq_ignore_ascii_case(b"<title")) && matches!(tag.get(6), Some(b'>' | b' '))
    })?;
    let tag = page.get(open..)?;
    tag.get(memchr::memchr(b'>', tag)?.saturating_add(1)..)
}
