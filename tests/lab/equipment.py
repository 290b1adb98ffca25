"""Building, IoT, media and terminal protocols between real implementations:  equipment.py FIXTURES [CASE …]

Each case is two hosts on a segment of their own (special.pair); its capture becomes a fixture of its own.  Started by
`tests/lab/run_equipment`, which installs what is needed.
"""

import signal
import sys
import tempfile
import time
from pathlib import Path

import fixtures
import special
from cases import case
from net import HERE, Lab

PYTHON = sys.executable
SYSTEM_PYTHON = "/usr/bin/python3"
TCP = "tcp.len > 0 || tcp.flags.syn == 1 || tcp.flags.fin == 1"


def node(lab, name, number, server, client, wait=2.5):
    """Two roles of building_node.py."""
    own, peer = f"10.77.{number}.1", f"10.77.{number}.2"
    macs = (f"02:77:{number:02x}:00:00:01", f"02:77:{number:02x}:00:00:02")
    left, right, tap = special.pair(lab, name, own, peer, macs)
    if server:
        left.spawn(PYTHON, HERE / "building_node.py", server, own, peer)
        time.sleep(wait)
    if client:
        right.run(PYTHON, HERE / "building_node.py", client, peer, own)
    return left, right, own, tap


def bacnet(lab):
    """bacpypes3 on both sides."""
    return special.done(lab, "bacnet", node(lab, "bacnet", 31, "bacnet-device", "bacnet-client")[-1])


def modbus(lab):
    """pymodbus on both sides."""
    return special.done(lab, "modbus", node(lab, "modbus", 32, "modbus-device", "modbus-client")[-1])


def opcua(lab):
    """asyncua on both sides."""
    return special.done(lab, "opcua", node(lab, "opcua", 33, "opcua-server", "opcua-client", 6)[-1])


def mqtt(lab):
    """paho-mqtt and Mosquitto."""
    left, right, own, tap = node(lab, "mqtt", 34, None, None)
    left.spawn("mosquitto", "-c", left.write("mosquitto.conf", f"listener 1883 {own}\nallow_anonymous true\npersistence false\n"))
    time.sleep(1)
    right.run(PYTHON, HERE / "building_node.py", "mqtt-clients", "-", own)
    return special.done(lab, "mqtt", tap)


def rtsp(lab):
    """GStreamer on both sides."""
    left, right, own, tap = node(lab, "rtsp", 35, None, None)
    left.spawn(SYSTEM_PYTHON, HERE / "media_node.py", "server", own)
    time.sleep(2)
    right.run(SYSTEM_PYTHON, HERE / "media_node.py", "client", own)
    return special.done(lab, "rtsp", tap)


def baresip(host, own, user):
    """A baresip configuration folder."""
    modules = "module account.so\nmodule stdio.so\nmodule menu.so\nmodule g711.so\nmodule aufile.so\n"
    host.write("sip/config", f"sip_listen {own}:5060\naudio_player aufile,/dev/null\naudio_source aufile,/dev/zero\n"
               f"module_path /usr/lib/baresip/modules\nmodule_tmp uuid.so\nmodule_app account.so\nmodule_app menu.so\n{modules}")
    host.write("sip/accounts", f"<sip:{user}@{own}>;regint=0;answermode=auto;audio_codecs=pcmu\n")
    host.write("sip/contacts", "")
    return host.dir / "sip"


def sip_call(lab, name, number, transport):
    """baresip calls baresip."""
    left, right, own, tap = node(lab, name, number, None, None)
    left.spawn("baresip", "-4", "-f", baresip(left, own, "4001"))
    time.sleep(2)
    right.run("baresip", "-4", "-f", baresip(right, own[:-1] + "2", "4002"), "-t", "4", "-e",
              f"/dial sip:4001@{own};transport={transport}", timeout=12)
    return special.done(lab, name, tap)


def sip(lab):
    """Over UDP."""
    return sip_call(lab, "sip", 36, "udp")


def sip_tcp(lab):
    """Over TCP."""
    return sip_call(lab, "siptcp", 37, "tcp")


def telnet(lab):
    """inetutils telnetd; the client logs in with a synthetic name, and fails."""
    left, right, own, tap = node(lab, "telnet", 38, None, None)
    left.spawn("inetd", "-d", left.write("inetd.conf", "telnet stream tcp nowait root /usr/sbin/telnetd telnetd -h\n"))
    time.sleep(1)
    right.run("sh", "-c", f"(sleep 2; echo synthetic; sleep 1; echo synthetic-secret; sleep 1) | telnet {own}", timeout=10)
    return special.done(lab, "telnet", tap)


def ftp(lab):
    """vsftpd and curl."""
    left, right, own, tap = node(lab, "ftp", 39, None, None)
    empty = left.dir / "empty"
    empty.mkdir()
    left.spawn("vsftpd", left.write("vsftpd.conf", f"listen=YES\nbackground=NO\nanonymous_enable=YES\nsecure_chroot_dir={empty}\n"
                                    f"anon_root={empty}\nlocal_enable=NO\nseccomp_sandbox=NO\n"))
    time.sleep(1)
    right.run("curl", "-s", "-m", "6", "--user", "anonymous:synthetic", f"ftp://{own}/")
    return special.done(lab, "ftp", tap)


PLAYS = {"bacnet": bacnet, "modbus": modbus, "opcua": opcua, "mqtt": mqtt, "rtsp": rtsp, "sip": sip, "sip_tcp": sip_tcp,
         "telnet": telnet, "ftp": ftp}
EQUIPMENT = [
    case("bacnet", "device-and-client", "bacnet", "bacnet",
         "Who-Is, I-Am, ReadProperty and ReadPropertyMultiple of a device object.", "bacpypes3 0.0.110, both sides.",
         "Device 260001 at 10.77.31.1: Johnson Controls FX-PCA3613-0, serial FX3613-004211, firmware 2.1.3.",
         ("bacapp.unconfirmed_service == 0", 1), ("bacapp.confirmed_service == 14", 2)),
    case("modbus", "power-meter", "modbus", TCP, "Registers, then device identification, basic and regular.",
         "pymodbus 3.16.1, both sides.", "Schneider Electric PM5560, revision V03.02.00, unit 1 at 10.77.32.1.",
         ("modbus.func_code == 43", 4), streams=True),
    case("opcua", "sterilizer", "opcua", TCP, "Endpoints and a session without security.", "asyncua 2.1.0, both sides.",
         "Server application Sterilizer Gateway, urn:sterigate:7:opcua; a client's application. No token, no session name.",
         ("opcua", 10), streams=True),
    case("mqtt", "three-versions", "mqtt", TCP, "CONNECT of 3.1, 3.1.1 (with will, user and password) and 5.0.",
         "paho-mqtt 2.2.0 and Mosquitto 2.0.11.", "Client identifiers shelly1-A4CF12, fridge-monitor-0042, tasmota_8F3C21.",
         ("mqtt.msgtype == 1", 3), streams=True),
    case("rtsp", "camera-gstreamer", "rtsp", TCP, "A camera's stream, interleaved on TCP.", "GStreamer 1.22.0, both sides.",
         "Server GStreamer RTSP server, a User-Agent; what follows in `$` frames is passed over.", ("rtsp", 6), streams=True),
    case("sip", "call", "sip", "sip", "A call over UDP.", "baresip 1.0.0, both sides.",
         "User-Agent of both; no names, no numbers.", ("sip.Method == \"INVITE\"", 1)),
    case("sip_tcp", "call", "sip_tcp", TCP, "A call over TCP.", "baresip 1.0.0, both sides.",
         "User-Agent of both; no names, no numbers.", ("sip.Method == \"INVITE\"", 1), streams=True),
    case("telnet", "inetutils", "telnet", TCP, "Options, greeting, prompt, a login that fails.", "inetutils 2.4, both sides.",
         "The greeting and prompt; nothing typed.", ("telnet", 6), streams=True),
    case("ftp", "vsftpd", "ftp", TCP, "Greeting, anonymous login, directory.", "vsftpd 3.0.3 and curl 7.88.1.",
         "The greeting `(vsFTPd 3.0.3)`; nothing of the login.", ("ftp.response.code == 220", 1), streams=True),
]


def main():
    """Plays the cases named, or all; whatever happens, nothing is left behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    work = Path(tempfile.mkdtemp(prefix="wardwatch-lab-"))
    work.chmod(0o755)
    lab, doubts = Lab(work), []
    try:
        wanted = sys.argv[2:] or list(PLAYS)
        captures = {}
        for name in wanted:
            lab.log(name)
            captures[name] = PLAYS[name](lab)
        fixtures.CASES = [row for row in EQUIPMENT if row["source"] in captures]
        output = Path(sys.argv[1])
        doubts = fixtures.cut_all(captures, output)
        for row in fixtures.CASES:
            text = output / row["protocol"] / row["name"] / "README.md"
            text.write_text(text.read_text().replace("`tests/lab/run`", "`tests/lab/run_equipment`"))
        for doubt in doubts:
            lab.log("DOUBT " + doubt)
    finally:
        lab.close()
    sys.exit(1 if doubts else 0)


if __name__ == "__main__":
    main()
