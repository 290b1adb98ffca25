//! DICOMweb (DICOM PS3.18-2024): which of its services a request asks for.
//!
//! Invariant: a target is looked at, never kept: it names patients and studies.

use super::head::Content;

/// A service of DICOMweb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    /// Search (PS3.18 10.6).
    Qido,
    /// Retrieval by path (PS3.18 10.4).
    Wado,
    /// Retrieval by query (PS3.18 9).
    WadoUri,
    /// Storage (PS3.18 10.5).
    Stow,
    /// Worklist (PS3.18 11).
    Worklist,
}

impl Service {
    /// As it is said.
    pub(super) fn name(self) -> &'static [u8] {
        match self {
            Self::Qido => b"qido-rs",
            Self::Wado => b"wado-rs",
            Self::WadoUri => b"wado-uri",
            Self::Stow => b"stow-rs",
            Self::Worklist => b"ups-rs",
        }
    }

    /// Whether an answer with such a body proves that it is served. Only the media types of DICOM do, and images where
    /// the target already could be nothing else.
    pub(super) fn is_proven_by(self, content: Content) -> bool {
        content == Content::Dicom || (content == Content::Image && matches!(self, Self::Wado | Self::WadoUri))
    }
}

/// The service that a request can be for, judged by the shape of its target and what it brings.
pub(super) fn service(method: &str, target: &str, content: Content) -> Option<Service> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if method == "GET" && query.split('&').any(|pair| pair.eq_ignore_ascii_case("requestType=WADO")) {
        return Some(Service::WadoUri);
    }
    let mut segments = path.split('/').skip_while(|segment| !is_collection(segment));
    let first = segments.next()?;
    if first == "workitems" {
        return Some(Service::Worklist);
    }
    // Collections and the identifiers of their members in turn: what does it end with?
    let mut last = Last::Collection;
    let mut named = false;
    for segment in segments.filter(|segment| !segment.is_empty()) {
        last = match last {
            Last::Collection if is_uid(segment) => {
                named = true;
                Last::Member
            }
            Last::Member if is_collection(segment) => Last::Collection,
            Last::Member if PARTS.contains(&segment) => Last::Part,
            Last::Part => Last::Part,
            _ => return None,
        };
    }
    match (method, last) {
        ("GET", Last::Collection) => Some(Service::Qido),
        ("GET", Last::Member | Last::Part) if named => Some(Service::Wado),
        ("POST", Last::Collection | Last::Member) if content == Content::Dicom => Some(Service::Stow),
        _ => None,
    }
}

#[derive(Clone, Copy)]
enum Last {
    Collection,
    Member,
    Part,
}

/// What can be asked of a study, series or instance (PS3.18 10.4.1).
const PARTS: &[&str] = &["metadata", "rendered", "thumbnail", "frames", "bulkdata", "pixeldata", "bulk", "archive"];

fn is_collection(segment: &str) -> bool {
    matches!(segment, "studies" | "series" | "instances" | "workitems")
}

/// A unique identifier (PS3.5 9.1).
fn is_uid(segment: &str) -> bool {
    segment.contains('.') && segment.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_tell_the_service() {
        let of = |method: &str, target: &str, content| service(method, target, content).map(Service::name);
        let get = |target: &str| of("GET", target, Content::None);
        assert_eq!(get("/dicom-web/studies?PatientName=X"), Some(&b"qido-rs"[..]));
        assert_eq!(get("/dcm4chee-arc/aets/DCM4CHEE/rs/studies/1.2.3/series"), Some(&b"qido-rs"[..]));
        assert_eq!(get("/studies/1.2.3"), Some(&b"wado-rs"[..]));
        assert_eq!(get("/studies/1.2.3/series/1.2/instances/1.4/frames/1"), Some(&b"wado-rs"[..]));
        assert_eq!(get("/wado?requestType=WADO&studyUID=1.2"), Some(&b"wado-uri"[..]));
        assert_eq!(of("POST", "/studies", Content::Dicom), Some(&b"stow-rs"[..]));
        assert_eq!(of("POST", "/workitems?1.2", Content::Dicom), Some(&b"ups-rs"[..]));
        for other in ["/", "/tv/series/12", "/studies/new", "/studies/1.2/comments", "/aws/instances/i-0abc/status"] {
            assert_eq!(get(other), None, "{other}");
        }
        assert_eq!(of("POST", "/studies", Content::Other), None);
    }
}
