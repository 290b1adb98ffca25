//! HTTP/1 (RFC 9110, RFC 9112): what client and server call themselves, and the clinical services one serves the other:
//! DICOMweb, FHIR, HL7 v2.
//!
//! Invariant: paths, queries, cookies, credentials and bodies are never kept; a path only decides whether the answer is
//! a start page, whose title and cells name the product, a description of the device, its metadata of a device or a printer's attributes;
//! they are looked for in its first 4 KiB. Bodies of FHIR and HL7 are read by the allow-lists of `fhir.rs` and of the HL7 scanner.

mod clinical;
mod description;
mod dicomweb;
mod fhir;
mod head;
mod ipp;

use clinical::Bodies;
use head::{Body, Content, Request, Response};
pub(super) use head::{end as head_end, realm};

use super::buffer::{Buffer, line_end, pass_over};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream, self_description, soap};
use crate::base::Text;
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "http",
    spec: "RFC 9110; RFC 9112 (HTTP/1.1); RFC 7617, RFC 7616 (realm); RFC 8010, RFC 8011 (IPP); MS-NLMP through RFC 4559; DICOM PS3.18; HL7 FHIR R4, R5",
    attach: &[Attach::Tcp(80), Attach::Tcp(8080), Attach::Tcp(8042), Attach::Tcp(5985), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Http::default())),
};

/// The longest head that is read.
const MAX_HEAD: usize = 16 * 1024;
/// So much of a start page, a description, a SOAP message or an IPP answer is read.
const MAX_BODY: usize = 4096;
/// The longest line before a chunk, or in a trailer.
const MAX_LINE: usize = 1024;
/// CRLF ends a chunk (RFC 9112, 7.1).
const LINE_END: u64 = 2;
/// So many exchanges without anything new are enough.
const ENOUGH: u32 = 4;
/// Requests that may wait for their answers.
const MAX_WAITING: usize = 32;

/// Request methods, with what their target may begin with. OPTIONS and others are used by RTSP and SIP too.
const METHODS: &[&[u8]] = &[
    b"GET /",
    b"GET http",
    b"POST /",
    b"POST http",
    b"HEAD /",
    b"HEAD http",
    b"PUT /",
    b"DELETE /",
    b"PATCH /",
    b"OPTIONS /",
    b"OPTIONS * HTTP/",
    b"CONNECT ",
    b"PROPFIND /",
    b"SUBSCRIBE /",
    b"NOTIFY /",
];

fn guess(bytes: &[u8]) -> Guess {
    match bytes {
        [b'H', b'T', b'T', b'P', b'/', b'1', b'.', b'0' | b'1', b' ', ..] => Guess::Server,
        _ if METHODS.iter().any(|method| bytes.starts_with(method)) => Guess::Client,
        _ if b"HTTP/1.1 ".starts_with(bytes) || b"HTTP/1.0 ".starts_with(bytes) => Guess::More,
        _ if METHODS.iter().any(|method| method.starts_with(bytes)) => Guess::More,
        _ => Guess::No,
    }
}

#[derive(Default)]
struct Http {
    client: Half,
    server: Half,
    /// The requests not answered yet.
    waiting: std::collections::VecDeque<Request>,
    /// Bodies of clinical data being read.
    bodies: Bodies,
    /// DICOMweb services said, a bit each.
    services: u8,
    /// Exchanges completed since something new was said.
    stale: u32,
    /// Hashes of what was said last: user agent, server, realm.
    said: [u64; 3],
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    step: Step,
}

#[derive(Clone, Copy, Default)]
enum Step {
    #[default]
    Head,
    /// In a body whose end is known, so many bytes before it.
    Body {
        left: u64,
    },
    /// In a body that ends with the connection, and that is read.
    Open,
    /// In the part of a start page that may hold the title.
    Page(Page),
    /// Before a chunk (RFC 9112, 7.1).
    ChunkSize {
        page: Option<Kind>,
    },
    /// In a chunk and the line end behind it.
    Chunk {
        left: u64,
    },
    Trailer,
}

/// What is looked for in a body.
#[derive(Clone, Copy)]
enum Kind {
    /// The title of a start page.
    Page,
    /// What a device says it is.
    Description,
    /// The metadata of a device.
    Metadata,
    /// What a printer says of itself.
    Printer,
}

impl Kind {
    /// Of the answer to a request; most hold nothing that is read.
    fn of(request: Request, content: Content, is_upnp: bool) -> Option<Self> {
        match (request, content) {
            (Request::StartPage, Content::Html) => Some(Self::Page),
            // Small servers call every text HTML.
            (Request::Description, Content::Html) => Some(Self::Description),
            (Request::Description | Request::StartPage, Content::Xml | Content::Json | Content::Plain) => Some(Self::Description),
            // UPnP's lie anywhere.
            (Request::Get, Content::Xml) => Some(Self::Description),
            (Request::Get, Content::Html) if is_upnp => Some(Self::Description),
            (Request::Soap, Content::Soap) => Some(Self::Metadata),
            (Request::Ipp, Content::Ipp) => Some(Self::Printer),
            _ => None,
        }
    }

    /// Where enough of a body without a known length has arrived.
    fn enough(self) -> fn(&[u8]) -> Option<usize> {
        match self {
            Self::Page => head::enough,
            Self::Description => self_description::end,
            Self::Metadata => soap::end,
            Self::Printer => |answer| (answer.len() >= MAX_BODY).then_some(MAX_BODY),
        }
    }
}

/// The beginning of a body in which something is looked for.
#[derive(Clone, Copy)]
struct Page {
    kind: Kind,
    extent: Extent,
}

#[derive(Clone, Copy)]
enum Extent {
    /// So many bytes of it are read, and so many of the body or chunk follow.
    Known { wanted: usize, then: u64, in_chunk: bool },
    /// A body that ends with the connection.
    Open,
}

impl Page {
    /// In `size` bytes, with which `whole` bytes come to their end.
    fn within(kind: Kind, size: u64, whole: u64, in_chunk: bool) -> Self {
        let wanted = usize::try_from(size).unwrap_or(usize::MAX).min(MAX_BODY);
        let then = whole.saturating_sub(u64::try_from(wanted).unwrap_or(0));
        Self { kind, extent: Extent::Known { wanted, then, in_chunk } }
    }
}

impl Stream for Http {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let next = match (self.half(side).step, side) {
                (Step::Head, Side::Client) => self.request(&mut rest, emit)?,
                (Step::Head, Side::Server) => self.response(&mut rest, emit)?,
                (Step::Body { left }, _) => self.body(side, left, &mut rest, emit),
                (Step::Open, _) => {
                    self.bodies.read(side, std::mem::take(&mut rest), emit);
                    if self.bodies.wants(side) { Next::More } else { Next::Done }
                }
                (Step::Page(page), _) => self.page(page, &mut rest, emit),
                (Step::ChunkSize { page }, _) => self.half(side).chunk_size(page, &mut rest)?,
                (Step::Chunk { left }, _) => self.chunk(side, left, &mut rest, emit),
                (Step::Trailer, _) => {
                    let next = self.half(side).trailer(&mut rest)?;
                    if matches!(self.half(side).step, Step::Head) {
                        self.bodies.ended(side, emit);
                    }
                    next
                }
            };
            match next {
                Next::More => {}
                stop => return Ok(stop),
            }
        }
        Ok(Next::More)
    }
}

impl Http {
    fn half(&mut self, side: Side) -> &mut Half {
        side.of(&mut self.client, &mut self.server)
    }

    fn request(&mut self, rest: &mut &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let Some(head) = self.client.buffer.until(MAX_HEAD, head::end, rest)? else { return Ok(Next::More) };
        let asked = head::request(head, &mut self.said, emit)?;
        if self.waiting.len() >= MAX_WAITING {
            return Ok(Next::Done);
        }
        self.waiting.push_back(asked.kind);
        if self.bodies.begin(Side::Client, asked.content, false) {
            self.stale = 0;
        }
        self.client.step = match asked.body {
            Body::Length(0) | Body::Nothing | Body::UntilClosed => Step::Head,
            Body::Length(left) => Step::Body { left },
            Body::Chunked => Step::ChunkSize { page: None },
        };
        Ok(Next::More)
    }

    fn response(&mut self, rest: &mut &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let before = self.said;
        let Some(head) = self.server.buffer.until(MAX_HEAD, head::end, rest)? else { return Ok(Next::More) };
        let Response { status, body, content, is_plain, is_upnp } = head::response(head, &mut self.said, emit)?;
        match status {
            // Another protocol follows (RFC 9110, 15.2.2).
            101 => return Ok(Next::Done),
            100..=199 => return Ok(Next::More),
            _ => {}
        }
        let request = self.waiting.pop_front().unwrap_or(Request::Other);
        if request == Request::Tunnel {
            return Ok(Next::Done);
        }
        self.stale = if before == self.said { self.stale.saturating_add(1) } else { 0 };
        let is_good = (200..=299).contains(&status);
        let page = Kind::of(request, content, is_upnp).filter(|_| is_good && is_plain);
        let service = clinical::says(request, status, content, emit);
        self.stale = if self.services | service == self.services { self.stale } else { 0 };
        self.services |= service;
        let reads = is_plain && (is_good || content == Content::Hl7) && {
            let content = if content == Content::Json && request == Request::Metadata { Content::FhirJson } else { content };
            self.bodies.begin(Side::Server, content, request == Request::Metadata)
        };
        if reads {
            self.stale = 0;
        }
        let body = if request == Request::Head { Body::Nothing } else { body };
        self.server.step = match (body, page) {
            (Body::Length(0) | Body::Nothing, _) => Step::Head,
            (Body::Length(length), Some(kind)) => Step::Page(Page::within(kind, length, length, false)),
            (Body::Length(left), None) => Step::Body { left },
            (Body::Chunked, page) => Step::ChunkSize { page },
            (Body::UntilClosed, Some(kind)) => Step::Page(Page { kind, extent: Extent::Open }),
            (Body::UntilClosed, None) if reads => Step::Open,
            (Body::UntilClosed, None) => return Ok(Next::Done),
        };
        if matches!(self.server.step, Step::Head) {
            self.bodies.ended(Side::Server, emit);
        }
        Ok(if self.stale >= ENOUGH && page.is_none() && !reads { Next::Done } else { Next::More })
    }

    /// In a body, of which `left` bytes are still to come.
    fn body(&mut self, side: Side, left: u64, rest: &mut &[u8], emit: &mut Emit<'_>) -> Next {
        if !self.bodies.wants(side) {
            self.half(side).step = Step::Head;
            self.bodies.ended(side, emit);
            return jump(left, rest);
        }
        let left = self.read(side, left, rest, emit);
        self.half(side).step = if left > 0 { Step::Body { left } } else { Step::Head };
        if left == 0 {
            self.bodies.ended(side, emit);
        }
        Next::More
    }

    /// Lets a body's reader have what there is of the next `left` bytes; the number of those still to come.
    fn read(&mut self, side: Side, left: u64, rest: &mut &[u8], emit: &mut Emit<'_>) -> u64 {
        let (here, after) = rest.split_at_checked(usize::try_from(left).unwrap_or(usize::MAX)).unwrap_or((rest, &[]));
        *rest = after;
        self.bodies.read(side, here, emit);
        left.saturating_sub(u64::try_from(here.len()).unwrap_or(u64::MAX))
    }

    /// In a chunk, of which `left` bytes are still to come, the line end behind it counted.
    fn chunk(&mut self, side: Side, left: u64, rest: &mut &[u8], emit: &mut Emit<'_>) -> Next {
        let content = left.saturating_sub(LINE_END);
        if self.bodies.wants(side) && content > 0 {
            let left = self.read(side, content, rest, emit).saturating_add(LINE_END);
            self.half(side).step = Step::Chunk { left };
            return Next::More;
        }
        self.half(side).step = Step::ChunkSize { page: None };
        jump(left, rest)
    }

    /// Searches the beginning of a body.
    fn page(&mut self, page: Page, rest: &mut &[u8], emit: &mut Emit<'_>) -> Next {
        let found = match page.extent {
            Extent::Known { wanted, then, in_chunk } => {
                let Some(start) = self.server.buffer.exactly(wanted, rest) else { return Next::More };
                self.server.step = if in_chunk { Step::Chunk { left: then } } else { Step::Body { left: then } };
                Some(start)
            }
            Extent::Open => match self.server.buffer.until(MAX_BODY, page.kind.enough(), rest) {
                Ok(None) => return Next::More,
                Ok(found) => found,
                Err(_) => None,
            },
        };
        if let Some(found) = found {
            says_page(page.kind, found, emit);
        }
        if matches!(page.extent, Extent::Open) { Next::Done } else { Next::More }
    }
}

/// Says what the beginning of a body tells of the server.
fn says_page(kind: Kind, page: &[u8], emit: &mut Emit<'_>) {
    let server = emit.server();
    match kind {
        Kind::Metadata => soap::metadata(page, server, emit),
        Kind::Printer => ipp::parts(page).into_iter().for_each(|(property, value)| emit.says(server, property, value)),
        Kind::Description => {
            let parts = description::parts(page);
            says_parts(&if parts.is_empty() { self_description::cells(page) } else { parts }, emit);
        }
        Kind::Page => {
            if let Some(title) = head::title(page) {
                emit.says(server, Property::HttpTitle, &title);
            }
            says_parts(&self_description::cells(page), emit);
        }
    }
}

fn says_parts(parts: &[(Property, Text)], emit: &mut Emit<'_>) {
    let server = emit.server();
    parts.iter().for_each(|(property, text)| emit.says(server, *property, text.as_str().as_bytes()));
}

impl Half {
    fn chunk_size(&mut self, page: Option<Kind>, rest: &mut &[u8]) -> Result<Next, Malformed> {
        let Some(line) = self.buffer.until(MAX_LINE, line_end, rest)? else { return Ok(Next::More) };
        let size = line.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        let size =
            std::str::from_utf8(size).ok().and_then(|size| u64::from_str_radix(size, 16).ok()).ok_or(Malformed("chunk size"))?;
        let whole = size.saturating_add(LINE_END);
        self.step = match (size, page) {
            (0, _) => Step::Trailer,
            (_, Some(kind)) => Step::Page(Page::within(kind, size, whole, true)),
            (_, None) => Step::Chunk { left: whole },
        };
        Ok(Next::More)
    }

    /// Fields behind the last chunk, ended by an empty line (RFC 9112, 7.1.2).
    fn trailer(&mut self, rest: &mut &[u8]) -> Result<Next, Malformed> {
        if let Some(line) = self.buffer.until(MAX_LINE, line_end, rest)?
            && line.trim_ascii().is_empty()
        {
            self.step = Step::Head;
        }
        Ok(Next::More)
    }
}

fn jump(count: u64, rest: &mut &[u8]) -> Next {
    match pass_over(count, rest) {
        0 => Next::More,
        left => Next::Skip(left),
    }
}

#[cfg(test)]
mod tests;
