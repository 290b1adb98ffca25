//! A server of our own on loopback, and a client that can do what a browser or a program could.
#![allow(dead_code, reason = "each test uses its own part")]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The password of every account that tests make.
pub const PASSWORD: &str = "kidney otter violin seven";

/// A server that ends with its test.
pub struct Server {
    child: Child,
    /// `127.0.0.1:40123`
    pub address: String,
    /// What it printed when it started.
    pub said: String,
    /// Its folder.
    pub folder: tempfile::TempDir,
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_wardwatch"))
}

/// The demo ward.
pub fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/demo/demo.pcap")
}

/// An export of 60 rows that goes with the demo ward.
pub fn cmms() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cmms/servicenow.csv")
}

/// Runs a command on the database in a folder, with a line of input; answers what it printed.
pub fn command(folder: &Path, arguments: &[&str], input: &str) -> String {
    let mut child = program()
        .args(arguments)
        .arg("--db")
        .arg(folder.join("w.db"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

impl Server {
    /// Starts on an empty database.
    pub fn empty() -> Self {
        Self::start(tempfile::tempdir().unwrap(), &[])
    }

    /// Starts on the demo ward, with an account for each role, named as the role.
    pub fn ward() -> Self {
        let folder = tempfile::tempdir().unwrap();
        command(folder.path(), &["replay", demo().to_str().unwrap()], "");
        Self::with_accounts(folder)
    }

    /// A folder with the demo ward, whose pump a workstation attacks.
    pub fn attacked() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let attack = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/smb/against-a-pump/input.pcap");
        for capture in [demo(), attack] {
            command(folder.path(), &["replay", capture.to_str().unwrap()], "");
        }
        folder
    }

    /// Starts on what the folder has, with an account for each role.
    pub fn with_accounts(folder: tempfile::TempDir) -> Self {
        for role in ["admin", "viewer", "biomed", "soc"] {
            command(folder.path(), &["users", "add", role, "--role", role], PASSWORD);
        }
        Self::start(folder, &[])
    }

    /// Starts with more arguments.
    pub fn start(folder: tempfile::TempDir, more: &[&str]) -> Self {
        Self::start_at(folder, "127.0.0.1:0", more)
    }

    /// Starts at this address, with more arguments.
    pub fn start_at(folder: tempfile::TempDir, listen: &str, more: &[&str]) -> Self {
        let mut child = program()
            .args(["run", "--listen", listen, "--db"])
            .arg(folder.path().join("w.db"))
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (mut said, mut address) = (String::new(), None);
        for line in lines.by_ref() {
            let line = line.unwrap();
            said += &format!("{line}\n");
            if let Some(url) = line.split("pages are served at ").nth(1) {
                address = url.split("//").nth(1).map(str::to_owned);
            }
            if line.contains("all input is read") {
                break;
            }
        }
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address: address.expect(&said), said, folder }
    }

    /// A command on its database.
    pub fn command(&self, arguments: &[&str], input: &str) -> String {
        command(self.folder.path(), arguments, input)
    }

    /// A client that is not signed in.
    pub fn client(&self) -> Client {
        Client { address: self.address.clone(), cookies: HashMap::new(), token: None, csrf: String::new() }
    }

    /// A client that is signed in.
    pub fn signed_in(&self, name: &str) -> Client {
        let mut client = self.client();
        let answer = client.post("/login", &[("name", name), ("password", PASSWORD), ("next", "/account")]);
        assert_eq!(answer.status, 303, "{}", answer.body);
        client.csrf = client.get("/account").csrf();
        client
    }

    /// A client with a token of these scopes.
    pub fn with_token(&self, name: &str, scopes: &[&str]) -> Client {
        let mut arguments = vec!["users", "token", name];
        scopes.iter().for_each(|scope| arguments.extend(["--scope", scope]));
        let token = self.command(&arguments, "").trim().to_owned();
        Client { token: Some(token), ..self.client() }
    }

    /// Ends it, and leaves its folder to another.
    pub fn folder_of(mut self) -> tempfile::TempDir {
        let _ = self.child.kill();
        let _ = self.child.wait();
        std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap())
    }

    /// Asks it to end, as `systemctl stop` does; answers its exit code.
    pub fn stop(mut self) -> Option<i32> {
        self.end()
    }

    /// Asks it to end, and starts it again on what it left.
    pub fn again(mut self) -> Self {
        assert_eq!(self.end(), Some(0));
        Self::start(self.folder_of(), &[])
    }

    fn end(&mut self) -> Option<i32> {
        let sent = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(sent.success());
        for _ in 0..100 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("it did not end within ten seconds");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody who asks.
#[derive(Clone)]
pub struct Client {
    pub address: String,
    pub cookies: HashMap<String, String>,
    pub token: Option<String>,
    pub csrf: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The secret that forms on this page carry.
    pub fn csrf(&self) -> String {
        self.body.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

impl Client {
    pub fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    /// Sends a form, with the secret of the session.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("csrf", self.csrf.clone())];
        all.extend(fields.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let body = all.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>().join("&");
        self.ask("POST", path, &[("Content-Type", "application/x-www-form-urlencoded")], &body)
    }

    /// Sends a form with files, as browsers do: the secret of the session first.
    pub fn upload(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &str)]) -> Answer {
        let boundary = "----WebKitFormBoundaryx7Qe";
        let mut body = String::new();
        let mut part = |disposition: &str, content: &str| {
            body += &format!("--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n");
        };
        part("name=\"csrf\"", &self.csrf);
        fields.iter().for_each(|(name, value)| part(&format!("name=\"{name}\""), value));
        for (name, file, content) in files {
            part(&format!("name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: text/csv"), content);
        }
        body += &format!("--{boundary}--\r\n");
        self.ask("POST", path, &[("Content-Type", &format!("multipart/form-data; boundary={boundary}"))], &body)
    }

    /// Sends JSON.
    pub fn json(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &serde_json::Value) -> Answer {
        let mut all = vec![("Content-Type", "application/json")];
        all.extend(headers);
        self.ask(method, path, &all, &body.to_string())
    }

    /// Sends anything; answers what came back, and keeps cookies as browsers do.
    pub fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = self.open(method, path, headers, body);
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let answer = parse(&bytes);
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// Sends a request and leaves the answer to be read.
    pub fn open(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        if !self.cookies.is_empty() {
            let all: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            text += &format!("Cookie: {}\r\n", all.join("; "));
        }
        if let Some(token) = &self.token {
            text += &format!("Authorization: Bearer {token}\r\n");
        }
        headers.iter().for_each(|(name, value)| text += &format!("{name}: {value}\r\n"));
        text += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
        stream.write_all(text.as_bytes()).unwrap();
        stream
    }
}

fn parse(bytes: &[u8]) -> Answer {
    let split = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
    let head = String::from_utf8_lossy(&bytes[..split]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let pairs = lines.filter_map(|line| line.split_once(": "));
    let headers: Vec<(String, String)> = pairs.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    let mut body = bytes[split + 4..].to_vec();
    if headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked") {
        body = chunks(&body);
    }
    Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
}

fn chunks(mut rest: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            break;
        }
        out.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 4 + size..];
    }
    out
}
