//! A network namespace of the test's own, with a cable in it: what is sent into `tap0` arrives at `mirror0`.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// Where frames are sent in.
pub const TAP: &str = "tap0";
/// Where they are listened to.
pub const MIRROR: &str = "mirror0";

/// Deleted, with everything in it, when it is dropped.
pub struct Namespace(String);

impl Namespace {
    /// Makes it, its cable plugged in.
    pub fn new(purpose: &str) -> Self {
        let namespace = Self(format!("ww-{purpose}-{}", std::process::id()));
        run(Command::new("ip").args(["netns", "add", &namespace.0]));
        namespace.sh("echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6; ip link set lo up");
        namespace.plug();
        namespace
    }

    /// Plugs the cable in.
    pub fn plug(&self) {
        self.sh(&format!(
            "ip link add {TAP} mtu 9000 type veth peer name {MIRROR} mtu 9000; ip link set {TAP} up; ip link set {MIRROR} up"
        ));
    }

    /// Runs a script inside.
    pub fn sh(&self, script: &str) -> String {
        let output = run(self.command(Path::new("sh")).args(["-ec", script]));
        String::from_utf8(output.stdout).unwrap()
    }

    /// A command that will run inside.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &self.0]).arg(program);
        command
    }

    /// This test itself, in another role, inside.
    pub fn helper(&self, role: &str, arguments: &[&str]) -> Command {
        let mut command = self.command(&std::env::current_exe().unwrap());
        command.args(arguments).env("WARDWATCH_PASSIVE", role);
        command
    }

    /// Sends every frame of a capture into the cable. How many there were.
    pub fn send(&self, capture: &Path) -> usize {
        let output = run(&mut self.helper("send", &[capture.to_str().unwrap(), TAP]));
        String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()
    }

    /// Frames that the kernel sent out of `mirror0`.
    pub fn sent(&self) -> u64 {
        self.sh(&format!("cat /sys/class/net/{MIRROR}/statistics/tx_packets")).trim().parse().unwrap()
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        let _ = Command::new("ip").args(["netns", "del", &self.0]).status();
    }
}

/// Runs it; it must succeed.
pub fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A process that is ended, in order, when it is dropped.
pub struct Running(Child);

impl Running {
    /// Starts it; what it says goes to `log`.
    pub fn start(command: &mut Command, log: &Path) -> Self {
        let file = std::fs::File::create(log).unwrap();
        let child = command.stdin(Stdio::null()).stdout(file.try_clone().unwrap()).stderr(file).spawn().unwrap();
        Self(child)
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Ends it by this signal. Whether it went well.
    pub fn end(mut self, signal: &str) -> bool {
        self.signal(signal);
        self.0.wait().unwrap().success()
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: &str) {
        let _ = Command::new("kill").args([signal, &self.0.id().to_string()]).status();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.0.try_wait().is_ok_and(|status| status.is_none()) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
}
