"""Network namespaces, one flooding bridge and one capture port.

Every device of the lab lives in its own network namespace.  All of them hang
on one Linux bridge which never learns, so the bridge floods every frame and
the capture port sees what a mirror (SPAN) port would see, once, in the order
sent.  Nothing is ever attached to an interface of the machine itself.
"""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

PREFIX = "wwl-"
HERE = Path(__file__).resolve().parent

# Makes the private mount namespace `ip netns exec` gives us look like a host
# of its own: own /run, own resolv.conf, own host name.
JAIL = r"""
mount --make-rprivate / 2>/dev/null
mount --bind "$1/run" /run
[ -e "$1/resolv.conf" ] && mount --bind "$1/resolv.conf" /etc/resolv.conf
hostname "$2"
shift 2
exec "$@"
"""


def sh(*argv, check=True, **kwargs):
    """Runs a command to its end and returns its standard output."""
    done = subprocess.run([str(a) for a in argv], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False, **kwargs)
    if check and done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, argv))}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def lab_namespaces():
    """Names of all namespaces this lab (or a killed earlier run of it) made."""
    lines = sh("ip", "netns", "list", check=False).splitlines()
    return [line.split()[0] for line in lines if line.startswith(PREFIX)]


def sweep():
    """Kills every process inside lab namespaces and deletes the namespaces."""
    for namespace in lab_namespaces():
        for pid in sh("ip", "netns", "pids", namespace, check=False).split():
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                pass
        sh("ip", "netns", "del", namespace, check=False)


class Host:
    """One device: a namespace, its interfaces and the processes inside it."""

    def __init__(self, lab, name, hostname):
        self.lab, self.name, self.hostname = lab, name, hostname
        self.namespace = PREFIX + name
        self.dir = lab.work / name
        (self.dir / "run").mkdir(parents=True)
        sh("ip", "netns", "add", self.namespace)
        self.ip("link", "set", "lo", "up")
        self.sysctl("net.ipv6.conf.default.accept_dad", 1)
        self.sysctl("net.ipv4.tcp_rmem", "4096 131072 16777216")
        self.sysctl("net.ipv4.ping_group_range", "0 65535")

    def ip(self, *argv, check=True):
        """`ip` inside the namespace."""
        return sh("ip", "-n", self.namespace, *argv, check=check)

    def sysctl(self, key, value):
        """Sets a per-namespace kernel option."""
        sh("ip", "netns", "exec", self.namespace, "sysctl", "-q", "-w", f"{key}={value}", check=False)

    def resolver(self, *servers):
        """Gives the processes of this host their own resolv.conf."""
        text = "search ward.lab\n" + "".join(f"nameserver {s}\n" for s in servers)
        (self.dir / "resolv.conf").write_text(text)

    def _argv(self, argv):
        return ["ip", "netns", "exec", self.namespace, "unshare", "--uts", "sh", "-c", JAIL,
                "jail", str(self.dir), self.hostname, *[str(a) for a in argv]]

    def run(self, *argv, check=False, timeout=25, **kwargs):
        """Runs a command inside the host to its end."""
        try:
            return sh(*self._argv(argv), check=check, timeout=timeout, **kwargs)
        except subprocess.TimeoutExpired:
            self.lab.log(f"{self.name}: timed out: {argv[0]}")
            return ""

    def spawn(self, *argv, env=None):
        """Starts a command inside the host; it dies with the lab at the latest."""
        label = Path(str(argv[0])).name
        out = open(self.dir / f"{label}-{len(self.lab.processes)}.log", "w")
        process = subprocess.Popen(self._argv(argv), stdout=out, stderr=subprocess.STDOUT,
                                   stdin=subprocess.DEVNULL, start_new_session=True,
                                   env={**os.environ, **(env or {})})
        self.lab.processes.append(process)
        return process

    def stop(self, process):
        """Ends a spawned command politely, then hard."""
        for sig in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, sig)
            except ProcessLookupError:
                return
            try:
                process.wait(timeout=2)
                return
            except subprocess.TimeoutExpired:
                continue

    def write(self, name, text):
        """Writes a configuration file of this host and returns its path."""
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path


class Lab:
    """The bridges, the hosts and the capture."""

    def __init__(self, work, mtu=1500):
        self.work, self.mtu = Path(work), mtu
        self.hosts, self.processes, self.ports = {}, [], 0
        self.started = time.monotonic()
        sweep()
        self.switch = PREFIX + "bridges"
        sh("ip", "netns", "add", self.switch)
        # The bridge itself must stay silent: no IPv6, no multicast querier.
        sh("ip", "netns", "exec", self.switch, "sysctl", "-q", "-w",
           "net.ipv6.conf.default.disable_ipv6=1", "net.ipv6.conf.all.disable_ipv6=1")

    def log(self, text):
        """One progress line."""
        print(f"[{time.monotonic() - self.started:6.1f}s] {text}", flush=True)

    def segment(self, name):
        """Makes a bridge that floods (no MAC learning) and passes LLDP on."""
        sh("ip", "-n", self.switch, "link", "add", "name", name, "type", "bridge",
           "ageing_time", "0", "stp_state", "0", "mcast_snooping", "0", "group_fwd_mask", "0x4000")
        sh("ip", "-n", self.switch, "link", "set", name, "up")

    def host(self, name, hostname=None):
        """Adds a host without interfaces."""
        host = Host(self, name, hostname or name)
        self.hosts[name] = host
        return host

    def plug(self, host, segment, mac, interface="eth0", up=True):
        """Connects a host to a segment with the given hardware address."""
        self.ports += 1
        port = f"p{self.ports}"
        sh("ip", "-n", self.switch, "link", "add", "name", port, "mtu", self.mtu, "type", "veth",
           "peer", "name", interface, "netns", host.namespace, "address", mac)
        sh("ip", "-n", self.switch, "link", "set", port, "master", segment, "up")
        sh("ip", "netns", "exec", self.switch, "bridge", "link", "set", "dev", port,
           "learning", "off", "flood", "on", check=False)
        # Real checksums and real frame sizes on the wire.
        host.run("ethtool", "-K", interface, "tx", "off", "tso", "off", "gso", "off", "gro", "off")
        host.ip("link", "set", interface, "mtu", self.mtu)
        if up:
            host.ip("link", "set", interface, "up")

    def capture(self, segment, path):
        """Starts tcpdump on a capture port of the segment."""
        self.ports += 1
        port, tap = f"p{self.ports}", f"tap{self.ports}"
        sh("ip", "-n", self.switch, "link", "add", "name", port, "type", "veth", "peer", "name", tap)
        for name in (port, tap):
            sh("ip", "-n", self.switch, "link", "set", name, "mtu", "9000", "up")
        sh("ip", "-n", self.switch, "link", "set", port, "master", segment)
        process = subprocess.Popen(
            ["ip", "netns", "exec", self.switch, "tcpdump", "-i", tap, "-Q", "in", "-s", "0", "-U",
             "--immediate-mode", "-Z", "root", "-w", str(path)],
            stdout=subprocess.DEVNULL, stderr=open(f"{path}.log", "w"), start_new_session=True)
        for _ in range(50):
            if Path(path).exists() and "listening" in Path(f"{path}.log").read_text():
                break
            time.sleep(0.1)
        self.processes.append(process)
        return process

    def end_capture(self, process):
        """Stops a capture after everything on its way has arrived."""
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=10)

    def close(self):
        """Ends everything; safe to call twice."""
        for process in self.processes:
            if process.poll() is None:
                try:
                    os.killpg(process.pid, signal.SIGTERM)
                except ProcessLookupError:
                    pass
        time.sleep(0.3)
        sweep()
        for process in self.processes:
            try:
                process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                process.kill()
        if self.work.exists() and not os.environ.get("WARDWATCH_LAB_KEEP"):
            shutil.rmtree(self.work, ignore_errors=True)
