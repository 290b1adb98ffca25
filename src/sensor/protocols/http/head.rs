//! Heads of requests and responses, read by `httparse`.

use std::borrow::Cow;
use std::hash::BuildHasher;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use httparse::Header;

use super::dicomweb;
use crate::base::Endpoint;
use crate::observation::{Property, Sign};
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
    /// GET of what by its name describes a device.
    Description,
    /// GET of anything else that is no person's.
    Get,
    /// POST of a SOAP message, as a search for a device's metadata is.
    Soap,
    /// POST of an IPP operation.
    Ipp,
    /// CONNECT: what follows its answer is not HTTP.
    Tunnel,
    /// Of the shape that DICOMweb has.
    DicomWeb(dicomweb::Service),
    /// GET of what a FHIR server states of itself.
    Metadata,
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
    /// HTML.
    Html,
    /// XML.
    Xml,
    /// A SOAP 1.2 message.
    Soap,
    /// An IPP message.
    Ipp,
    /// JSON of no declared kind.
    Json,
    /// Plain text.
    Plain,
    /// FHIR resources in JSON.
    FhirJson,
    /// FHIR resources in another form.
    Fhir,
    /// HL7 v2 messages as they are sent by MLLP.
    Hl7,
    /// DICOM in one of the forms of DICOMweb.
    Dicom,
    Image,
    Other,
    /// No body, or nothing said of it.
    None,
}

/// What is needed of a response's head.
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) body: Body,
    /// What its body holds.
    pub(super) content: Content,
    /// Whether its body is in clear, not compressed.
    pub(super) is_plain: bool,
    /// Whether a device of UPnP answers.
    pub(super) is_upnp: bool,
}

/// What is needed of a request's head.
pub(super) struct Asked {
    pub(super) kind: Request,
    pub(super) body: Body,
    /// What its body holds, when that is in clear.
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

/// Whether a cookie is RomPager's own kind, `C` and a number, with a number that no server gave out (CVE-2014-9222).
fn is_numbered(cookie: &[u8]) -> bool {
    cookie.split(|byte| *byte == b';').any(|pair| {
        let digits = pair.trim_ascii_start().strip_prefix(b"C").unwrap_or_default();
        let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        count >= 6 && digits.get(count) == Some(&b'=')
    })
}

/// Says what a request tells of the client.
pub(super) fn request(head: &[u8], said: &mut [u64; 3], emit: &mut Emit<'_>) -> Result<Asked, Malformed> {
    let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    lenient().parse_request(&mut request, head).map_err(|_| Malformed("request"))?;
    let client = emit.client();
    let [agent, ..] = said;
    if let Some(value) = field(request.headers, "user-agent") {
        emit.says(client, Property::HttpUserAgent, value);
        remember(agent, value);
    }
    if field(request.headers, "cookie").is_some_and(is_numbered) {
        emit.sign(client, Sign::HttpNumberedCookie, emit.server());
    }
    for name in ["authorization", "proxy-authorization"] {
        field(request.headers, name).into_iter().for_each(|value| read_ntlm(value, client, emit));
    }
    let content = content(request.headers);
    let kind = kind(request.method.unwrap_or_default(), request.path.unwrap_or_default(), content);
    let body = match body(request.headers)? {
        // A request without a length has no body (RFC 9112, 6.3).
        Body::UntilClosed => Body::Nothing,
        body => body,
    };
    let content = if is_plain(request.headers) { content } else { Content::Other };
    Ok(Asked { kind, body, content })
}

fn kind(method: &str, target: &str, content: Content) -> Request {
    match method {
        "HEAD" => return Request::Head,
        "CONNECT" => return Request::Tunnel,
        _ => {}
    }
    if let Some(service) = dicomweb::service(method, target, content) {
        return Request::DicomWeb(service);
    }
    match method {
        "GET" if is_start_page(target) => Request::StartPage,
        "GET" if is_description(target) => Request::Description,
        "GET" if path(target).ends_with("/metadata") => Request::Metadata,
        "GET" if !path(target).to_ascii_lowercase().contains("patient") => Request::Get,
        "POST" if content == Content::Soap => Request::Soap,
        "POST" if content == Content::Ipp => Request::Ipp,
        _ => Request::Other,
    }
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
    let (content, is_plain) = (content(response.headers), is_plain(response.headers));
    let is_upnp = field(response.headers, "server").is_some_and(|server| memchr::memmem::find(server, b"UPnP/").is_some());
    Ok(Response { status, body, content, is_plain, is_upnp })
}

fn is_plain(fields: &[Header<'_>]) -> bool {
    field(fields, "content-encoding").is_none_or(|value| value.eq_ignore_ascii_case(b"identity"))
}

/// What the media type says (RFC 9110, 8.3; RFC 3902; PS3.18 8.7; FHIR "RESTful API"; HL7 over HTTP of the HAPI project and of
/// the Australian profile).
fn content(fields: &[Header<'_>]) -> Content {
    let Some(value) = field(fields, "content-type") else { return Content::None };
    let kind = value.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    let is = |names: &[&[u8]]| names.iter().any(|name| kind.eq_ignore_ascii_case(name));
    if is(&[b"multipart/related"]) {
        let lower = value.to_ascii_lowercase();
        let holds = |media: &[u8]| memchr::memmem::find(&lower, media).is_some();
        return if holds(b"application/dicom") { Content::Dicom } else { Content::Other };
    }
    if is(&[b"text/html"]) {
        Content::Html
    } else if is(&[b"text/xml", b"application/xml"]) {
        Content::Xml
    } else if is(&[b"application/soap+xml"]) {
        Content::Soap
    } else if is(&[b"application/ipp"]) {
        Content::Ipp
    } else if is(&[b"application/json"]) {
        Content::Json
    } else if is(&[b"text/plain"]) {
        Content::Plain
    } else if is(&[b"application/fhir+json", b"application/json+fhir"]) {
        Content::FhirJson
    } else if is(&[b"application/fhir+xml", b"application/xml+fhir", b"application/fhir+ndjson", b"application/fhir+turtle"]) {
        Content::Fhir
    } else if is(&[b"application/hl7-v2", b"application/hl7-v2+er7", b"x-application/hl7-v2+er7"]) {
        Content::Hl7
    } else if is(&[b"application/dicom", b"application/dicom+json", b"application/dicom+xml"]) {
        Content::Dicom
    } else if begins(kind, b"image/") {
        Content::Image
    } else {
        Content::Other
    }
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

/// The path of a target.
fn path(target: &str) -> &str {
    target.split(['?', '#']).next().unwrap_or_default()
}

/// Pages that name the product, and no patient.
fn is_start_page(target: &str) -> bool {
    let path = path(target);
    path == "/" || ["/index.", "/login", "/status"].iter().any(|start| path.starts_with(start))
}

/// Words in the paths of documents that describe a device: UPnP's, Redfish's, those of cameras, scanners, boxes and sockets.
const DESCRIPTIONS: [&str; 16] = [
    ".xml",
    "/xmldata",
    "info",
    "about",
    "identi",
    "version",
    "status",
    "system",
    "descri",
    "product",
    "capabilities",
    "param.cgi",
    "magicbox",
    ".sds",
    "/shelly",
    "/redfish/",
];

/// Whether a target by its name describes a device, and no person.
fn is_description(target: &str) -> bool {
    let path = path(target).to_ascii_lowercase();
    DESCRIPTIONS.iter().any(|word| path.contains(word)) && !path.contains("patient")
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

/// The length of a page up to and with the end of its title.
pub(super) fn enough(page: &[u8]) -> Option<usize> {
    const END: &[u8] = b"</title>";
    memchr::memchr_iter(b'<', page)
        .find(|at| page.get(*at..).is_some_and(|rest| begins(rest, END)))
        .map(|at| at.saturating_add(END.len()))
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
