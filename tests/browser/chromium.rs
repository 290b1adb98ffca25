//! A real Chromium without a window, driven over its pipe (Chrome DevTools Protocol: JSON, each message ended by a zero).

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use base64::Engine as _;
use serde_json::{Value, json};

/// The longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where Chromium is, if it is.
pub fn program() -> Option<&'static str> {
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success()))
}

/// A browser with one tab.
pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    number: u64,
    session: String,
    /// What it told unasked.
    pub events: VecDeque<Value>,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts it with a profile of its own.
    pub fn start() -> Self {
        let profile = tempfile::tempdir().unwrap();
        let script = format!(
            "exec {} --headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update \
             --disable-sync --no-first-run --disable-dev-shm-usage --user-data-dir={} --remote-debugging-pipe about:blank \
             3<&0 4>&1 0</dev/null 1>/dev/null 2>/dev/null",
            program().unwrap(),
            profile.path().display()
        );
        let mut child = Command::new("sh").arg("-c").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, out) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (sender, from) = channel();
        std::thread::spawn(move || {
            for message in BufReader::new(out).split(0) {
                let Ok(message) = message else { return };
                if sender.send(serde_json::from_slice(&message).unwrap()).is_err() {
                    return;
                }
            }
        });
        let (number, session, events) = (0, String::new(), VecDeque::new());
        let mut browser = Self { child, to, from, number, session, events, _profile: profile };
        let target = browser.tell("Target.createTarget", json!({"url": "about:blank"}))["targetId"].clone();
        let attached = browser.tell("Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        browser.session = attached["sessionId"].as_str().unwrap().to_owned();
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.tell(&format!("{domain}.enable"), json!({}));
        }
        browser
    }

    /// Sends a command; answers its result.
    pub fn tell(&mut self, method: &str, parameters: Value) -> Value {
        self.number += 1;
        let mut message = json!({"id": self.number, "method": method, "params": parameters});
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.to.write_all(message.to_string().as_bytes()).unwrap();
        self.to.write_all(&[0]).unwrap();
        self.to.flush().unwrap();
        loop {
            let answer = self.from.recv_timeout(PATIENCE).expect("the browser answers");
            if answer["id"] == self.number {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
            self.hear(answer);
        }
    }

    fn hear(&mut self, event: Value) {
        if event["method"] == "Page.javascriptDialogOpening" {
            // Nothing goes on before it is answered; whoever reads the events sees that it was there.
            self.number += 1;
            let message = json!({"id": self.number, "method": "Page.handleJavaScriptDialog", "params": {"accept": true}, "sessionId": self.session});
            self.to.write_all(message.to_string().as_bytes()).unwrap();
            self.to.write_all(&[0]).unwrap();
        }
        self.events.push_back(event);
    }

    /// What an expression is in the page.
    pub fn look(&mut self, expression: &str) -> Value {
        let parameters = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.tell("Runtime.evaluate", parameters);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// Runs a script in the page, whatever it is in the end.
    pub fn run(&mut self, script: &str) {
        let answer = self.tell("Runtime.evaluate", json!({"expression": script, "returnByValue": false}));
        assert!(answer["exceptionDetails"].is_null(), "{}", answer["exceptionDetails"]);
    }

    /// Goes to an address and waits until the page is there.
    pub fn go(&mut self, url: &str) {
        self.leave(|browser| {
            browser.tell("Page.navigate", json!({"url": url}));
        });
    }

    /// Does something that leads to another page, and waits until that is there.
    pub fn leave(&mut self, act: impl FnOnce(&mut Self)) {
        self.events.retain(|event| event["method"] != "Page.loadEventFired");
        act(self);
        let begun = Instant::now();
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            assert!(begun.elapsed() < PATIENCE, "no page came");
            if let Ok(event) = self.from.recv_timeout(Duration::from_millis(200)) {
                self.hear(event);
            }
        }
    }

    /// Waits until an expression is true.
    pub fn until(&mut self, expression: &str) {
        let begun = Instant::now();
        while self.look(expression) != json!(true) {
            assert!(begun.elapsed() < Duration::from_secs(15), "never: {expression}\n{}", self.look("document.body.innerText"));
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Clicks in the middle of what a selector finds, as a mouse does.
    pub fn click(&mut self, selector: &str) {
        let place = self.look(&format!(
            "(() => {{ const e = document.querySelector({}); if (!e) return null; e.scrollIntoView({{block: 'center'}}); \
             const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()",
            json!(selector)
        ));
        assert!(place.is_array(), "there is no {selector}\n{}", self.look("document.body.innerText"));
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1});
            self.tell("Input.dispatchMouseEvent", event);
        }
    }

    /// Puts the text into a field, in place of what is there.
    pub fn fill(&mut self, selector: &str, text: &str) {
        self.click(selector);
        self.look(&format!("document.querySelector({}).select?.()", json!(selector)));
        self.tell("Input.insertText", json!({"text": text}));
    }

    /// Chooses in a list.
    pub fn choose(&mut self, selector: &str, value: &str) {
        self.look(&format!(
            "(() => {{ const e = document.querySelector({}); e.value = {}; e.dispatchEvent(new Event('change', {{bubbles: true}})); }})()",
            json!(selector),
            json!(value)
        ));
    }

    /// Chooses a file, as in the dialog that a click on the field opens.
    pub fn choose_file(&mut self, selector: &str, file: &Path) {
        let root = self.tell("DOM.getDocument", json!({"depth": 0}))["root"]["nodeId"].clone();
        let field = self.tell("DOM.querySelector", json!({"nodeId": root, "selector": selector}))["nodeId"].clone();
        self.tell("DOM.setFileInputFiles", json!({"nodeId": field, "files": [file]}));
    }

    /// Clicks on what leads to a file, and answers what is in it.
    pub fn download(&mut self, selector: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let behaviour = json!({"behavior": "allow", "downloadPath": folder.path()});
        self.tell("Browser.setDownloadBehavior", behaviour);
        self.click(selector);
        let begun = Instant::now();
        loop {
            let files = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
            let whole: Vec<_> = files.filter(|file| file.extension().is_none_or(|end| end != "crdownload")).collect();
            if let Some(text) = whole.first().and_then(|file| std::fs::read_to_string(file).ok()).filter(|text| !text.is_empty())
            {
                return text;
            }
            assert!(begun.elapsed() < PATIENCE, "no file came");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Presses a key.
    pub fn press(&mut self, key: &str) {
        let text = if key.len() == 1 { key } else { "" };
        let code = match key {
            "Enter" => 13,
            "Tab" => 9,
            "Escape" => 27,
            _ => 0,
        };
        let mut down = json!({"type": "keyDown", "key": key, "windowsVirtualKeyCode": code});
        if key == "Enter" {
            down["text"] = json!("\r");
        } else if !text.is_empty() {
            down["text"] = json!(text);
        }
        self.tell("Input.dispatchKeyEvent", down);
        self.tell("Input.dispatchKeyEvent", json!({"type": "keyUp", "key": key, "windowsVirtualKeyCode": code}));
    }

    /// Light or dark, as the system would have it; at once, so that no colour is looked at on its way.
    pub fn scheme(&mut self, scheme: &str) {
        let still = json!({"name": "prefers-reduced-motion", "value": "reduce"});
        let feature = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}, still]});
        self.tell("Emulation.setEmulatedMedia", feature);
    }

    /// Sets the size of the window.
    pub fn size(&mut self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.tell("Emulation.setDeviceMetricsOverride", size);
    }

    /// Keeps a picture of the whole page.
    pub fn picture(&mut self, file: &Path, width: u32) {
        self.size(width, 900);
        let height = self.look("document.documentElement.scrollHeight").as_u64().unwrap().clamp(900, 8000);
        self.size(width, u32::try_from(height).unwrap());
        let data = self.tell("Page.captureScreenshot", json!({"format": "png"}));
        let bytes = base64::engine::general_purpose::STANDARD.decode(data["data"].as_str().unwrap()).unwrap();
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
        self.size(width, 900);
    }

    /// Errors that the console showed since it was last asked, dialogs, and what the policy refused.
    pub fn complaints(&mut self) -> Vec<String> {
        // Whatever is on its way comes before this answer.
        self.look("1");
        let mut found = Vec::new();
        for event in self.events.drain(..) {
            let parameters = &event["params"];
            match event["method"].as_str().unwrap_or_default() {
                "Runtime.exceptionThrown" => found.push(parameters["exceptionDetails"].to_string()),
                "Page.javascriptDialogOpening" => found.push(format!("dialog: {}", parameters["message"])),
                "Log.entryAdded" if parameters["entry"]["level"] == "error" => {
                    found.push(parameters["entry"]["text"].as_str().unwrap_or_default().to_owned());
                }
                "Runtime.consoleAPICalled" if parameters["type"] == "error" => found.push(parameters["args"].to_string()),
                _ => {}
            }
        }
        found
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
