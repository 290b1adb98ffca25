//! Delivery to real receivers that the test starts: rsyslog by UDP, TCP and TLS with certificates of both sides, an HTTP
//! server, an SMTP server (Python's), a file; all on loopback. What a receiver cannot take now it gets later, and nothing
//! is lost when the process is killed between.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hmac::{Hmac, KeyInit as _, Mac as _};
use libtest_mimic::{Arguments, Failed, Trial};
use wardwatch::alert::{Alert, AlertId, Detected, Severity};
use wardwatch::base::Timestamp;
use wardwatch::exchange::alerts::sample;
use wardwatch::inventory::Changes;
use wardwatch::store::{self, Opening};

fn main() {
    let arguments = Arguments::from_args();
    let has = |program: &str| {
        Command::new("sh").args(["-c", &format!("command -v {program}")]).output().is_ok_and(|out| out.status.success())
    };
    let rsyslog = has("rsyslogd") && Path::new("/usr/lib/x86_64-linux-gnu/rsyslog/lmnsd_ossl.so").exists();
    let skipped = if rsyslog { "" } else { " (skipped: rsyslog and rsyslog-openssl are not installed)" };
    let trials = vec![
        Trial::test(format!("rsyslog_gets_every_alert_by_udp_tcp_and_tls{skipped}"), rsyslog_gets_every_alert)
            .with_ignored_flag(!rsyslog),
        Trial::test("a_webhook_is_signed_retried_and_buried", a_webhook_is_signed_retried_and_buried),
        Trial::test("a_file_survives_kill", a_file_survives_kill),
        Trial::test("a_digest_comes_by_mail", a_digest_comes_by_mail),
        Trial::test("a_wrong_certificate_gets_nothing", a_wrong_certificate_gets_nothing),
    ];
    libtest_mimic::run(&arguments, trials).exit();
}

/// A folder with a database, and a configuration with sinks.
struct Ward {
    folder: tempfile::TempDir,
}

impl Ward {
    fn new(config: &str) -> Self {
        let ward = Self { folder: tempfile::tempdir().unwrap() };
        drop(store::open(&ward.path("ward.db"), Opening::Create).unwrap());
        ward.configure(config);
        ward
    }

    fn configure(&self, config: &str) {
        let text = config.replace("FOLDER", self.folder.path().to_str().unwrap());
        std::fs::write(self.path("ward.toml"), format!("[store]\nurl = \"{}\"\n{text}", self.path("ward.db"))).unwrap();
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// Alerts of these numbers, in one transaction.
    fn alert(&self, numbers: std::ops::RangeInclusive<u64>) {
        let made = |number: u64| Alert {
            id: AlertId(number),
            severity: Severity::High,
            summary: format!("number {number}\nwith a line end, \"quotes\" and a ] bracket"),
            ..sample(Timestamp(1_700_000_000_000_000_000))
        };
        let next = numbers.end() + 1;
        let detected = Detected { alerts: numbers.map(made).collect(), next, ..Detected::default() };
        let mut alerts = store::open_alerts(&self.path("ward.db"), Opening::Existing).unwrap();
        alerts.commit_detected(&[], &Changes::default(), &detected).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wardwatch"));
        command.args(arguments).arg("--config").arg(self.path("ward.toml")).current_dir(self.folder.path());
        command
    }

    fn good(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn deliver(&self) -> Running {
        Running(self.command(&["sinks", "run"]).stdout(Stdio::null()).spawn().unwrap())
    }

    /// The line of a sink in `sinks list`.
    fn sink(&self, name: &str) -> serde_json::Value {
        let list: serde_json::Value = serde_json::from_str(&self.good(&["sinks", "list", "--format", "json"])).unwrap();
        list.as_array().unwrap().iter().find(|sink| sink["name"] == name).unwrap().clone()
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_default()
    }
}

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn must(good: bool, what: impl Into<String>) -> Result<(), Failed> {
    if good { Ok(()) } else { Err(what.into().into()) }
}

/// Waits until something holds, half a minute at most.
fn wait(what: &str, holds: impl Fn() -> bool) -> Result<(), Failed> {
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(30) {
        if holds() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err(format!("never: {what}").into())
}

/// Ports that are free now, for UDP as for TCP.
fn ports<const N: usize>() -> [u16; N] {
    let held: Vec<(TcpListener, UdpSocket)> = std::iter::repeat_with(|| {
        let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
        let udp = UdpSocket::bind(tcp.local_addr().unwrap());
        udp.map(|udp| (tcp, udp))
    })
    .flatten()
    .take(N)
    .collect();
    std::array::from_fn(|place| held[place].0.local_addr().unwrap().port())
}

/// Certificates: an authority, one of it for localhost, one of it for the client, and one of nobody's.
fn certificates(ward: &Ward) {
    use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
    let keep = |name: &str, text: String| std::fs::write(ward.path(name), text).unwrap();
    let authority_key = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::new(vec![]).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.distinguished_name.push(DnType::CommonName, "authority of a test");
    keep("ca.pem", authority.self_signed(&authority_key).unwrap().pem());
    let issuer = Issuer::new(authority, authority_key);
    for name in ["server", "client"] {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        // OpenSSL takes one with its authority's name for self-signed.
        params.distinguished_name.push(DnType::CommonName, name);
        let made = params.signed_by(&key, &issuer).unwrap();
        keep(&format!("{name}.pem"), made.pem());
        keep(&format!("{name}.key"), key.serialize_pem());
    }
}

fn rsyslogd(ward: &Ward, [udp, tcp, tls]: [u16; 3]) -> Running {
    let config = format!(
        "module(load=\"imudp\")\nmodule(load=\"imtcp\" MaxSessions=\"100\")\n\
         global(workDirectory=\"FOLDER\" maxMessageSize=\"64k\" parser.escapeControlCharactersOnReceive=\"off\"\n\
           defaultNetstreamDriverCAFile=\"FOLDER/ca.pem\"\n\
           defaultNetstreamDriverCertFile=\"FOLDER/server.pem\" defaultNetstreamDriverKeyFile=\"FOLDER/server.key\")\n\
         template(name=\"raw\" type=\"string\" string=\"%syslogtag%|%msgid%|%structured-data%|%msg%\\n\")\n\
         input(type=\"imudp\" address=\"127.0.0.1\" port=\"{udp}\" ruleset=\"udp\")\n\
         input(type=\"imtcp\" address=\"127.0.0.1\" port=\"{tcp}\" ruleset=\"tcp\")\n\
         input(type=\"imtcp\" address=\"127.0.0.1\" port=\"{tls}\" ruleset=\"tls\" streamDriver.name=\"ossl\" streamDriver.mode=\"1\"\n\
           streamDriver.authMode=\"x509/certvalid\")\n\
         ruleset(name=\"udp\") {{ action(type=\"omfile\" file=\"FOLDER/udp.log\" template=\"raw\") }}\n\
         ruleset(name=\"tcp\") {{ action(type=\"omfile\" file=\"FOLDER/tcp.log\" template=\"raw\") }}\n\
         ruleset(name=\"tls\") {{ action(type=\"omfile\" file=\"FOLDER/tls.log\" template=\"raw\") }}\n"
    );
    std::fs::write(ward.path("rsyslog.conf"), config.replace("FOLDER", ward.folder.path().to_str().unwrap())).unwrap();
    let child = Command::new("rsyslogd")
        .args(["-n", "-f", &ward.path("rsyslog.conf"), "-i", &ward.path("rsyslog.pid")])
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(ward.path("rsyslog.err")).unwrap())
        .spawn()
        .unwrap();
    Running(child)
}

fn rsyslog_gets_every_alert() -> Result<(), Failed> {
    let [udp, tcp, tls] = ports();
    let sink = |name: &str, to: String, format: &str, more: &str| {
        format!(
            "[[sink]]\nname = \"{name}\"\nkind = \"syslog\"\nto = \"{to}\"\nformat = \"{format}\"\ntimeout_seconds = 5\n{more}"
        )
    };
    let cover = "ca = \"FOLDER/ca.pem\"\ncertificate = \"FOLDER/client.pem\"\nkey = \"FOLDER/client.key\"\n";
    let ward = Ward::new(
        &(sink("udp", format!("udp://127.0.0.1:{udp}"), "leef", "")
            + &sink("tcp", format!("tcp://127.0.0.1:{tcp}"), "json", "")
            + &sink("tls", format!("tls://localhost:{tls}"), "cef", cover)),
    );
    certificates(&ward);
    ward.alert(1..=150);
    // Nobody is there yet: alerts wait, the sinks say why.
    let delivering = ward.deliver();
    wait("the stream sinks fail", || ward.sink("tls")["health"] == "failing" && ward.sink("tcp")["health"] == "failing")?;
    must(ward.sink("tcp")["waiting"] == "150", ward.sink("tcp").to_string())?;
    let mut receiver = rsyslogd(&ward, [udp, tcp, tls]);
    wait("it listens", || TcpStream::connect(("127.0.0.1", tls)).is_ok())?;
    let numbers = |name: &str| -> Vec<u64> {
        let text = ward.text(name);
        let uid = text.lines().filter_map(|line| line.split("alert=\"alert-").nth(1)?.split('"').next()?.parse().ok());
        uid.collect()
    };
    let all = |name: &str, most: u64| {
        let mut got = numbers(name);
        got.sort_unstable();
        got.dedup();
        got == (1..=most).collect::<Vec<_>>()
    };
    wait("150 by TCP", || all("tcp.log", 150))?;
    wait("150 by TLS", || all("tls.log", 150))?;
    // The receiver goes away and comes back.
    let _ = receiver.0.kill();
    let _ = receiver.0.wait();
    ward.alert(151..=160);
    wait("failing again", || ward.sink("tls")["health"] == "failing")?;
    drop(receiver);
    let _again = rsyslogd(&ward, [udp, tcp, tls]);
    wait("160 by TCP", || all("tcp.log", 160))?;
    wait("160 by TLS", || all("tls.log", 160))?;
    ward.alert(161..=165);
    wait("the latest by UDP", || numbers("udp.log").iter().filter(|number| **number > 160).count() == 5)?;
    wait("165 by TCP", || all("tcp.log", 165))?;
    drop(delivering);
    let text = ward.text("tls.log");
    let line = text.lines().find(|line| line.contains("alert-160")).unwrap();
    must(line.contains("CEF:0|wardwatch|") && line.contains("msg=number 160\\nwith a line end"), line)?;
    let records = ward.text("tcp.log").lines().count();
    must(
        ward.text("tcp.log").lines().all(|line| line.ends_with('}')) && records >= 165,
        format!("{records} lines, one a record"),
    )?;
    must(ward.good(&["sinks", "check"]).lines().count() == 3, "all three can be reached")
}

/// A request that a server took: head and body.
type Request = (BTreeMap<String, String>, String);

/// An HTTP server that answers as it is told, by the number of the request.
fn http(answer: impl Fn(usize, &str) -> u16 + Send + 'static) -> (u16, Arc<Mutex<Vec<Request>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&taken);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut head = BTreeMap::new();
            for line in reader.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty()) {
                let (name, value) = line.split_once(": ").unwrap_or((&line, ""));
                head.insert(name.to_lowercase(), value.to_owned());
            }
            let length: usize = head.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            let mut body = vec![0; length];
            if length == 0 || reader.read_exact(&mut body).is_err() {
                continue;
            }
            let body = String::from_utf8(body).unwrap();
            let mut kept = keep.lock().unwrap();
            let status = answer(kept.len(), &body);
            kept.push((head, body));
            let mut stream = stream;
            let _ = stream.write_all(format!("HTTP/1.1 {status} X\r\nContent-Length: 2\r\n\r\nok").as_bytes());
        }
    });
    (port, taken)
}

fn a_webhook_is_signed_retried_and_buried() -> Result<(), Failed> {
    // The first is not taken at once; number 3 never is.
    let refuse = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let never = Arc::clone(&refuse);
    let (port, taken) = http(move |place, body| match place {
        0 => 503,
        _ if body.contains("\"id\":\"alert-3\"") && never.load(std::sync::atomic::Ordering::Relaxed) => 422,
        _ => 204,
    });
    let ward = Ward::new(&format!(
        "[[sink]]\nname = \"hook\"\nkind = \"webhook\"\nto = \"http://127.0.0.1:{port}/in?x=1\"\nsecret_file = \"FOLDER/key\"\n\
         authorization_file = \"FOLDER/token\"\n"
    ));
    std::fs::write(ward.path("key"), "the key\n").unwrap();
    std::fs::write(ward.path("token"), "Bearer abc\n").unwrap();
    ward.alert(1..=4);
    let delivering = ward.deliver();
    wait("three are delivered", || ward.sink("hook")["delivered"] == "3")?;
    drop(delivering);
    let requests = taken.lock().unwrap().clone();
    let ids: Vec<&str> = requests.iter().map(|(head, _)| head["x-wardwatch-delivery"].split('.').next().unwrap()).collect();
    must(ids == ["alert-1", "alert-1", "alert-2", "alert-3", "alert-4"], format!("{ids:?}"))?;
    must(requests[0].0["x-wardwatch-delivery"] == requests[1].0["x-wardwatch-delivery"], "a repeat can be told")?;
    for (head, body) in &requests {
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(b"the key").unwrap();
        mac.update(format!("{}.{body}", head["x-wardwatch-timestamp"]).as_bytes());
        let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        must(head["x-wardwatch-signature"] == format!("sha256={hex}"), "the signature covers time and body")?;
        must(head["authorization"] == "Bearer abc" && head["content-type"] == "application/json", format!("{head:?}"))?;
    }
    let dead = ward.good(&["sinks", "dead"]);
    must(dead.contains("alert-3") && dead.contains("422") && !dead.contains("alert-4"), dead)?;
    must(!ward.good(&["sinks", "list"]).contains("the key"), "no secret is shown")?;
    refuse.store(false, std::sync::atomic::Ordering::Relaxed);
    let again = ward.good(&["sinks", "retry", "hook"]);
    must(again.contains("1 sent again") && ward.good(&["sinks", "dead"]).contains("No receiver"), again)?;
    ward.good(&["sinks", "test", "hook"]);
    must(taken.lock().unwrap().last().unwrap().1.contains("This is a test"), "a test says so")
}

fn a_file_survives_kill() -> Result<(), Failed> {
    let ward = Ward::new(
        "[[sink]]\nname = \"eve\"\nkind = \"file\"\nto = \"FOLDER/eve.json\"\nformat = \"eve\"\nmax_bytes = 10000\nkeep = 1000\n",
    );
    let mut numbers = 0;
    for round in 0..6 {
        ward.alert(numbers + 1..=numbers + 100);
        numbers += 100;
        let delivering = ward.deliver();
        if round % 2 == 0 {
            // Killed while it writes.
            std::thread::sleep(Duration::from_millis(30 + 40 * round));
            drop(delivering);
        } else {
            wait("nothing waits", || ward.sink("eve")["waiting"] == "0")?;
        }
    }
    let mut seen = BTreeMap::new();
    for entry in std::fs::read_dir(ward.folder.path()).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with("eve.json") {
            for line in std::fs::read_to_string(entry.path()).unwrap().lines() {
                // A line that a kill cut off is followed by the whole one.
                let Ok(event) = serde_json::from_str::<serde_json::Value>(line) else {
                    continue;
                };
                must(event["event_type"] == "alert" && event["alert"]["gid"] == 9700, line)?;
                *seen.entry(event["alert"]["metadata"]["wardwatch_alert"][0].as_str().unwrap().to_owned()).or_insert(0) += 1;
            }
        }
    }
    must(seen.len() == 600, format!("{} of 600 alerts", seen.len()))?;
    let repeated = seen.values().filter(|count| **count > 1).count();
    println!("600 alerts, {repeated} of them more than once after three kills");
    must(PathBuf::from(ward.path("eve.json.1")).exists(), "the file was put aside when it was long")
}

/// A mail server: it takes what comes and keeps the last message.
fn smtp(require: Option<&'static str>) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&taken);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut out = stream.try_clone().unwrap();
            let mut say = move |text: &str| drop(out.write_all(format!("{text}\r\n").as_bytes()));
            say("220-mail.example\r\n220 ready");
            let (mut text, mut in_data, mut signed) = (String::new(), false, require.is_none());
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                text.push_str(&line);
                text.push('\n');
                match line.split(' ').next().unwrap_or_default() {
                    "." if in_data => {
                        in_data = false;
                        keep.lock().unwrap().push(std::mem::take(&mut text));
                        say("250 2.0.0 kept");
                    }
                    _ if in_data => {}
                    "EHLO" => say("250-mail.example\r\n250-AUTH LOGIN PLAIN\r\n250 SIZE 1000000"),
                    "AUTH" => {
                        signed = require.is_some_and(|wanted| line.ends_with(wanted));
                        say(if signed { "235 2.7.0 welcome" } else { "535 5.7.8 no" });
                    }
                    "MAIL" if !signed => say("530 5.7.0 sign in first"),
                    "RCPT" if line.contains("gone@") => say("550 5.1.1 nobody of that name"),
                    "DATA" => {
                        in_data = true;
                        say("354 go on");
                    }
                    "QUIT" => say("221 farewell"),
                    _ => say("250 2.1.0 good"),
                }
            }
        }
    });
    (port, taken)
}

fn a_digest_comes_by_mail() -> Result<(), Failed> {
    use base64::Engine as _;
    // "\0ward\0pass word" in base64.
    let (port, taken) = smtp(Some("AHdhcmQAcGFzcyB3b3Jk"));
    let ward = Ward::new(&format!(
        "[[sink]]\nname = \"digest\"\nkind = \"mail\"\nto = \"smtp://127.0.0.1:{port}\"\nfrom = \"ward@example.org\"\n\
         recipients = [\"gone@example.org\", \"soc@example.org\"]\nuser = \"ward\"\npassword_file = \"FOLDER/pass\"\nevery_seconds = 3600\n"
    ));
    std::fs::write(ward.path("pass"), "wrong\n").unwrap();
    ward.alert(1..=20);
    let delivering = ward.deliver();
    wait("it cannot sign in", || ward.sink("digest")["failure"].as_str().is_some_and(|reason| reason.contains("535")))?;
    must(!ward.sink("digest").to_string().contains("wrong"), "the password is in no message")?;
    std::fs::write(ward.path("pass"), "pass word\n").unwrap();
    wait("one mail comes", || ward.sink("digest")["delivered"] == "20")?;
    ward.alert(21..=22);
    std::thread::sleep(Duration::from_secs(2));
    drop(delivering);
    let mails = taken.lock().unwrap().clone();
    must(mails.len() == 1, format!("{} mails; the rest waits for its hour", mails.len()))?;
    must(mails[0].contains("RCPT TO:<soc@example.org>") && mails[0].contains("MAIL FROM:<ward@example.org>"), &*mails[0])?;
    let (head, body) = mails[0].split_once("\n\n").unwrap();
    must(head.contains("Content-Transfer-Encoding: base64") && head.contains("Subject: =?utf-8?B?"), head)?;
    let body: String = body.lines().filter(|line| *line != ".").collect();
    let text = String::from_utf8(base64::engine::general_purpose::STANDARD.decode(body).unwrap()).unwrap();
    must((1..=20).all(|number| text.contains(&format!("Number: alert-{number} ("))), text)
}

fn a_wrong_certificate_gets_nothing() -> Result<(), Failed> {
    let [port] = ports();
    let ward = Ward::new(&format!(
        "[[sink]]\nname = \"tls\"\nkind = \"syslog\"\nto = \"tls://localhost:{port}\"\nca = \"FOLDER/ca.pem\"\ntimeout_seconds = 5\n"
    ));
    certificates(&ward);
    // Of nobody's authority, though for the right name.
    let key = rcgen::KeyPair::generate().unwrap();
    let made = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap().self_signed(&key).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.der().clone()], key.into())
        .unwrap();
    let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let read = Arc::new(Mutex::new(0));
    let count = Arc::clone(&read);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut session = rustls::ServerConnection::new(Arc::new(config.clone())).unwrap();
            let mut bytes = [0; 100];
            let mut stream = rustls::Stream::new(&mut session, &mut stream);
            if let Ok(more) = stream.read(&mut bytes) {
                *count.lock().unwrap() += more;
            }
        }
    });
    ward.alert(1..=1);
    let delivering = ward.deliver();
    wait("it is refused", || ward.sink("tls")["failure"].as_str().is_some_and(|reason| reason.contains("TLS")))?;
    drop(delivering);
    must(*read.lock().unwrap() == 0 && ward.sink("tls")["waiting"] == "1", "nothing was sent")
}
