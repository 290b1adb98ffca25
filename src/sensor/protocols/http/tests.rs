//! Tests of the whole protocol.

use super::super::ntlmssp::tests::{challenge_message, negotiate_message};
use super::*;
use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

const CLIENT: &str = "00:00:00:00:00:0c 10.0.0.1 -";
const SERVER: &str = "00:00:00:00:00:05 10.0.0.2 -";

fn facts(exchange: &[(Side, &[u8])]) -> Vec<String> {
    let facts = observe_stream_in_pieces(&PROTOCOL, exchange);
    assert!(!facts.concat().contains("CANARY"), "{facts:?}");
    facts
}

#[test]
fn an_exchange_names_both_ends_and_the_start_page() {
    let request: &[u8] = b"GET /login?user=CANARY HTTP/1.1\r\nHost: pump\r\nUser-Agent: Mozilla/5.0\r\nCookie: CANARY\r\n\r\n";
    let answer: &[u8] =
        b"HTTP/1.1 200 OK\r\nServer: GoAhead-Webs\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 52\r\n\r\n\
<html><TITLE lang=en>Pump  7\n</TITLE>CANARY</html>..HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nServer: other\r\n\r\n";
    let expected = [
        format!("{CLIENT} http.user_agent=Mozilla/5.0"),
        format!("{SERVER} http.server=GoAhead-Webs"),
        format!("{SERVER} http.title=Pump 7"),
        format!("{SERVER} http.server=other"),
    ];
    assert_eq!(facts(&[(Side::Client, request), (Side::Server, answer)]), expected);
}

#[test]
fn titles_in_chunks_and_in_bodies_without_an_end() {
    let request: &[u8] = b"GET / HTTP/1.0\n\n";
    let chunked: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n\
14;x=y\r\n<title>ECG 5</title>\r\n6\r\nCANARY\r\n0\r\nX: CANARY\r\n\r\nHTTP/1.1 200 OK\r\nServer: next\r\nContent-Length: 0\r\n\r\n";
    let expected = [format!("{SERVER} http.title=ECG 5"), format!("{SERVER} http.server=next")];
    assert_eq!(facts(&[(Side::Client, request), (Side::Server, chunked)]), expected);
    let open: &[u8] = b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n<title>CT&nbsp;&amp; console&x</title>CANARY";
    assert_eq!(facts(&[(Side::Client, request), (Side::Server, open)]), [format!("{SERVER} http.title=CT & console&x")]);
}

#[test]
fn metadata_of_a_device_and_no_other_soap() {
    let exchange = |answer: &str, end: &str| {
        let length = if end.is_empty() { format!("Content-Length: {}\r\n", answer.len()) } else { String::new() };
        let request = "POST /CANARY HTTP/1.1\r\nContent-Type: application/soap+xml\r\nContent-Length: 0\r\n\r\n";
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml; charset=utf-8\r\n{length}\r\n{answer}");
        facts(&[(Side::Client, request.as_bytes()), (Side::Server, answer.as_bytes())])
    };
    let get = "<s:Header><a:Action>http://schemas.xmlsoap.org/ws/2004/09/transfer/GetResponse</a:Action></s:Header>";
    let section = "<d:ThisModel><d:Manufacturer>Lab &amp; Co</d:Manufacturer><d:Manufacturer>CANARY</d:Manufacturer>\
        <d:ModelName>Atria</d:ModelName></d:ThisModel><d:ThisDevice><d:FriendlyName>CANARY</d:FriendlyName>\
        <d:FirmwareVersion>3.1</d:FirmwareVersion><d:SerialNumber>AV-17</d:SerialNumber></d:ThisDevice>";
    let host = "<d:Host><d:Types xmlns:p='http://schemas.microsoft.com/windows/pub/2005/07'>p:Computer</d:Types>\
        <p:Computer>PACS-WS3/Workgroup:RAD</p:Computer></d:Host>";
    let envelope = |head: &str, body: &str| format!("<s:Envelope>{head}<s:Body>{body}</s:Body></s:Envelope>");
    let expected = ["manufacturer=Lab & Co", "model=Atria", "serial=AV-17", "firmware_version=3.1"];
    let expected = expected.map(|fact| format!("{SERVER} {fact}"));
    assert_eq!(exchange(&envelope(get, section), ""), expected);
    assert_eq!(exchange(&envelope(get, section), "closed"), expected);
    // A computer's model and serial are those of Windows.
    let computer = ["wsd.type=pub:Computer", "host_name=PACS-WS3", "domain_name=RAD"].map(|fact| format!("{SERVER} {fact}"));
    assert_eq!(exchange(&envelope(get, &[section, host].concat()), ""), computer);
    assert!(exchange(&envelope("<s:Header/>", section), "").is_empty(), "an MDIB is not metadata");
    // A camera needs no action beside its answer.
    let information = "<t:GetDeviceInformationResponse><t:Manufacturer>AXIS</t:Manufacturer><t:Model>P3245-LVE</t:Model>\
        <t:FirmwareVersion>10.12</t:FirmwareVersion><t:SerialNumber>B8A44F000001</t:SerialNumber></t:GetDeviceInformationResponse>";
    let camera = ["wsd.type=tds:Device", "manufacturer=AXIS", "model=P3245-LVE", "serial=B8A44F000001", "firmware_version=10.12"];
    assert_eq!(exchange(&envelope("", information), ""), camera.map(|fact| format!("{SERVER} {fact}")));
}

#[test]
fn other_pages_have_no_title() {
    let request: &[u8] = b"GET /patient/CANARY HTTP/1.1\r\n\r\n";
    let answer: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 21\r\n\r\n<title>CANARY</title>";
    assert!(facts(&[(Side::Client, request), (Side::Server, answer)]).is_empty());
}

#[test]
fn realms_and_ntlm_challenges() {
    use base64::prelude::*;
    let request = format!(
        "POST /x HTTP/1.1\r\nAuthorization: NTLM {}\r\nContent-Length: 6\r\n\r\nCANARY",
        BASE64_STANDARD.encode(negotiate_message())
    );
    let ntlm = BASE64_STANDARD.encode(challenge_message());
    let answer = format!(
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM {ntlm}\r\nWWW-Authenticate: Digest nonce=\"CANARY\", realm=\"iLO 4\"\r\nContent-Length: 0\r\n\r\n"
    );
    let expected = [
        format!("{CLIENT} ntlm.version=10.0.19041"),
        format!("{SERVER} ntlm.version=10.0.19041"),
        format!("{SERVER} host_name=ward-pc"),
        format!("{SERVER} domain_name=hospital.example"),
        format!("{SERVER} http.realm=iLO 4"),
    ];
    assert_eq!(facts(&[(Side::Client, request.as_bytes()), (Side::Server, answer.as_bytes())]), expected);
}

#[test]
fn odd_fields_and_tunnels() {
    let odd: &[u8] = b"HTTP/1.1 204 No Content\r\nX-Odd : 1\r\n\x01bad\r\nServer: Pump\r\n\r\n";
    assert_eq!(facts(&[(Side::Server, odd)]), [format!("{SERVER} http.server=Pump")]);
    let request: &[u8] = b"CONNECT host:443 HTTP/1.1\r\n\r\n";
    let answer: &[u8] = b"HTTP/1.1 200 OK\r\nServer: Proxy\r\n\r\n";
    let exchange: [(Side, &[u8]); 3] = [(Side::Client, request), (Side::Server, answer), (Side::Client, b"\x16\x03\x01CANARY")];
    assert_eq!(facts(&exchange), [format!("{SERVER} http.server=Proxy")]);
}

#[test]
fn bulk_is_jumped_over_and_repetition_ends_the_reading() {
    let (mut said, mut out) = (super::super::Said::new(4, 60), Vec::new());
    let end = crate::base::Endpoint::default();
    let mut emit = Emit::new(crate::base::Timestamp::new(1, 0), "http", end, end, &mut said, &mut out);
    let mut http = Http::default();
    let big = b"HTTP/1.1 200 OK\r\nContent-Length: 1000010\r\n\r\n0123456789";
    assert_eq!(http.data(Side::Server, big, &mut emit), Ok(Next::Skip(1_000_000)));
    let small = b"HTTP/1.1 304 Not Modified\r\n\r\n";
    for _ in 0..2 {
        assert_eq!(http.data(Side::Server, small, &mut emit), Ok(Next::More));
    }
    assert_eq!(http.data(Side::Server, small, &mut emit), Ok(Next::Done));
}

#[test]
fn recognises_methods_and_status_lines() {
    assert_eq!(guess_start(&PROTOCOL, b"GET / HTTP/1.1\r\n"), Guess::Client);
    assert_eq!(guess_start(&PROTOCOL, b"HTTP/1.1 200 OK\r\n"), Guess::Server);
    assert_eq!(guess_start(&PROTOCOL, b"HTTP/1."), Guess::More);
    for other in [&b"OPTIONS rtsp://x RTSP/1.0"[..], b"HTTP/2", b"GETX", b"SIP/2.0", b"PRI * HTTP/2.0"] {
        assert_eq!(guess_start(&PROTOCOL, other), Guess::No);
    }
    let hostile: &[u8] = &[b'A'; 20_000];
    assert_eq!(observe_stream(&PROTOCOL, &[(Side::Client, hostile)]), ["malformed end of a line or head"]);
}

fn message(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("{head}\r\nContent-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

fn chunked(head: &str, body: &[u8]) -> Vec<u8> {
    let mut out = format!("{head}\r\nTransfer-Encoding: chunked\r\n\r\n").into_bytes();
    for chunk in body.chunks(37) {
        out.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        out.extend_from_slice(chunk);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"0\r\n\r\n");
    out
}

#[test]
fn dicomweb_is_proven_by_its_media_types() {
    let search: &[u8] = b"GET /dicom-web/studies?PatientName=CANARY HTTP/1.1\r\n\r\n";
    let found = message("HTTP/1.1 200 OK\r\nContent-Type: application/dicom+json", b"[{\"00100010\":{\"Value\":[\"CANARY\"]}}]");
    let store = message(
        "POST /dicom-web/studies HTTP/1.1\r\nContent-Type: multipart/related; type=\"application/dicom\"; boundary=b",
        b"--b\r\nCANARY\r\n--b--",
    );
    let expected = [
        format!("{SERVER} network_role=dicomweb_server"),
        format!("{SERVER} dicomweb.serves=qido-rs"),
        format!("{CLIENT} dicomweb.uses=qido-rs"),
        format!("{SERVER} dicomweb.serves=stow-rs"),
        format!("{CLIENT} dicomweb.uses=stow-rs"),
    ];
    let exchange: [(Side, &[u8]); 4] =
        [(Side::Client, search), (Side::Server, &found), (Side::Client, &store), (Side::Server, &found)];
    assert_eq!(facts(&exchange), expected);
    let page = message("HTTP/1.1 200 OK\r\nContent-Type: application/json", b"{}");
    assert!(facts(&[(Side::Client, search), (Side::Server, &page)]).is_empty(), "a path alone proves nothing");
}

const STATEMENT: &[u8] =
    br#"{"resourceType":"CapabilityStatement","contact":[{"name":"CANARY"}],"software":{"name":"Ward FHIR","version":"2.1"},
    "implementation":{"description":"Test"},"fhirVersion":"4.0.1","rest":[]}"#;
const DEVICES: &[u8] = br#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","name":[{"family":"CANARY"}]}},
    {"resource":{"resourceType":"Device","manufacturer":"Acme","modelNumber":"P1","serialNumber":"S1","patient":{"display":"CANARY"}}}]}"#;

#[test]
fn fhir_servers_state_themselves_and_bodies_describe_equipment() {
    let ask: &[u8] = b"GET /fhir/metadata HTTP/1.1\r\n\r\n";
    let state = chunked("HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=utf-8", STATEMENT);
    let expected = ["network_role=fhir_server", "fhir.software=Ward FHIR 2.1", "fhir.implementation=Test", "fhir.version=4.0.1"]
        .map(|fact| format!("{SERVER} {fact}"));
    assert_eq!(facts(&[(Side::Client, ask), (Side::Server, &state)]), expected);

    let report = message("POST /fhir/ HTTP/1.1\r\nContent-Type: application/fhir+json", DEVICES);
    let open = [&b"HTTP/1.0 200 OK\r\nContent-Type: application/fhir+json\r\n\r\n"[..], DEVICES].concat();
    let equipment = "equipment manufacturer=\"Acme\" model=\"P1\" serial=\"S1\"";
    let expected =
        [format!("{CLIENT} {equipment}"), format!("{SERVER} network_role=fhir_server"), format!("{SERVER} {equipment}")];
    assert_eq!(facts(&[(Side::Client, &report), (Side::Server, &open)]), expected);
    let patient = message(
        "PUT /fhir/Patient/CANARY HTTP/1.1\r\nContent-Type: application/fhir+json",
        br#"{"resourceType":"Patient","identifier":[{"value":"CANARY"}],"manufacturer":"CANARY"}"#,
    );
    let packed = message("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application/fhir+json", b"\x1f\x8bCANARY");
    assert_eq!(facts(&[(Side::Client, &patient), (Side::Server, &packed)]), [format!("{SERVER} network_role=fhir_server")]);
}

#[test]
fn hl7_over_http_is_read_as_hl7() {
    let order = b"MSH|^~\\&|GATEWAY|ICU|EHR|HOSP|20260101||ORU^R01|CANARY|P|2.6\rPID|||CANARY||CANARY^CANARY\r\
OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|CANARY|||||||||||||MON^^00A037FFFE000001^EUI-64\r";
    let request = message("POST /hl7 HTTP/1.1\r\nContent-Type: x-application/hl7-v2+er7", order);
    let answer = chunked(
        "HTTP/1.1 200 OK\r\nContent-Type: application/hl7-v2; charset=UTF-8",
        b"MSH|^~\\&|EHR|HOSP|GATEWAY|ICU|2026||ACK^R01|2|P|2.6\rMSA|AA|CANARY|CANARY\r",
    );
    let expected = [
        format!("{CLIENT} hl7.application=GATEWAY"),
        format!("{CLIENT} hl7.facility=ICU"),
        format!("{CLIENT} hl7.version=2.6"),
        format!("{CLIENT} hl7.message_sent=ORU^R01"),
        format!(
            "{CLIENT} equipment hl7.equipment_id=\"MON^^00A037FFFE000001^EUI-64\" hl7.device_type=\"69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS\""
        ),
        format!("{SERVER} hl7.application=EHR"),
        format!("{SERVER} hl7.facility=HOSP"),
        format!("{SERVER} hl7.version=2.6"),
        format!("{SERVER} hl7.message_accepted=ORU^R01"),
    ];
    assert_eq!(facts(&[(Side::Client, &request), (Side::Server, &answer)]), expected);
}

#[test]
fn a_numbered_cookie_is_told_and_others_are_not() {
    let told = |cookie: &str| {
        let request = format!("GET /x HTTP/1.1\r\nHost: pump\r\nCookie: {cookie}\r\n\r\n");
        observe_stream(&PROTOCOL, &[(Side::Client, request.as_bytes())])
    };
    assert_eq!(told("C107373883=/omg1337hax"), [format!("{CLIENT} sign=http_numbered_cookie 10.0.0.2")]);
    assert_eq!(told("a=b; C107373883=x").len(), 1);
    for honest in ["C0=a; C12=b", "C107373883", "SESSION=C107373883", "Canary123456=x"] {
        assert!(told(honest).is_empty(), "{honest}");
    }
}
