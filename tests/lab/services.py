"""Starts the real servers and clients inside a host: one function each."""

import json
import os
import sys
import time

import dicom_data as data
from net import HERE, sh

PYTHON = sys.executable
OPTION = {1: "subnet-mask", 3: "routers", 6: "domain-name-servers", 12: "host-name", 15: "domain-name",
          26: "interface-mtu", 28: "broadcast-address", 31: "router-discovery", 33: "static-routes",
          35: "arp-cache-timeout", 42: "ntp-servers", 43: "vendor-encapsulated-options",
          44: "netbios-name-servers", 46: "netbios-node-type", 47: "netbios-scope", 51: "dhcp-lease-time",
          58: "dhcp-renewal-time", 59: "dhcp-rebinding-time", 66: "tftp-server-name", 67: "bootfile-name",
          69: "smtp-server", 119: "domain-search"}


def cleared(path):
    """An empty directory open to the unprivileged users the daemons drop to."""
    path.mkdir(parents=True, exist_ok=True)
    os.chmod(path, 0o777)
    return path


def dhclient_config(dhcp):
    """dhclient.conf that asks in the order, and with the options, of another product."""
    lines, names = [], []
    for code in dhcp.get("params", []):
        if code not in OPTION:
            lines.append(f"option lab-{code} code {code} = string;")
        names.append(OPTION.get(code, f"lab-{code}"))
    lines.append(f'send host-name "{dhcp["hostname"]}";')
    if dhcp.get("vendor"):
        lines.append(f'send vendor-class-identifier "{dhcp["vendor"]}";')
    if dhcp.get("client_id"):
        lines.append(f'send dhcp-client-identifier {dhcp["client_id"]};')
    if dhcp.get("fqdn"):
        lines += [f'send fqdn.fqdn "{dhcp["fqdn"]}.";', "send fqdn.encoded on;", "send fqdn.server-update off;"]
    if dhcp.get("request"):
        lines.append(f'send dhcp-requested-address {dhcp["request"]};')
    if names:
        lines.append(f"request {', '.join(names)};")
    lines += ["timeout 10;", "retry 3;", "initial-interval 1;", "backoff-cutoff 2;"]
    return "\n".join(lines) + "\n"


def dhclient(host, dhcp, interface="eth0"):
    """ISC dhclient; waits for an address and returns the running client."""
    conf = host.write(f"dhclient-{interface}.conf", dhclient_config(dhcp))
    files = ["-sf", HERE / "addr.sh", "-cf", conf, "-pf", host.dir / f"dhclient-{interface}.pid",
             "-lf", host.dir / f"dhclient-{interface}.leases"]
    (host.dir / f"dhclient-{interface}.leases").touch()
    client = host.spawn("dhclient", "-4", "-d", *files, interface)
    client.release = lambda: host.run("dhclient", "-4", "-r", *files, interface, timeout=6)
    for _ in range(80):
        if " inet " in host.ip("-4", "addr", "show", "dev", interface, "scope", "global"):
            return client
        time.sleep(0.1)
    host.lab.log(f"{host.name}: no lease")
    return client


def dhclient6(host, interface="eth0"):
    """ISC dhclient in IPv6 mode (client identifier DUID-LLT)."""
    conf = host.write("dhclient6.conf", f'send fqdn.fqdn "{host.hostname}.ward.lab.";\n'
                      "also request dhcp6.sntp-servers;\n")
    (host.dir / "dhclient6.leases").touch()
    for _ in range(40):
        shown = host.ip("-6", "addr", "show", "dev", interface, "scope", "link")
        if "inet6" in shown and "tentative" not in shown:
            break
        time.sleep(0.1)
    return host.spawn("dhclient", "-6", "-d", "-sf", HERE / "addr.sh", "-cf", conf, "-pf", host.dir / "dhclient6.pid",
                      "-lf", host.dir / "dhclient6.leases", interface)


def udhcpc(host, dhcp, interface="eth0", request=None):
    """BusyBox udhcpc, one lease, then it ends."""
    argv = ["udhcpc", "-i", interface, "-n", "-q", "-t", "4", "-T", "1", "-s", HERE / "addr.sh",
            "-x", f"hostname:{dhcp['hostname']}"]
    if dhcp.get("vendor"):
        argv += ["-V", dhcp["vendor"]]
    if request:
        argv += ["-r", request]
    if dhcp.get("params"):
        argv += ["-o"] + [x for code in dhcp["params"] for x in ("-O", str(code))]
    return host.run(*argv, timeout=12)


def dnsmasq(host, reserved, names):
    """DHCPv4, DHCPv6 and DNS of the ward."""
    lines = ["no-daemon", "no-resolv", "no-hosts", "port=53", "interface=eth0", "bind-interfaces", "domain=ward.lab",
             "local=/ward.lab/", "user=root", "dhcp-authoritative", "no-ping", "log-facility=-",
             f"dhcp-leasefile={host.dir}/leases", "dhcp-range=10.77.0.100,10.77.0.199,255.255.255.0,1h",
             "dhcp-range=fd77::100,fd77::1ff,64,1h", "dhcp-option=42,10.77.0.5", "dhcp-option=44,10.77.0.91",
             "dhcp-option=66,tftp.ward.lab", "address=/time.windows.com/10.77.0.5", "address=/pool.ntp.org/10.77.0.5",
             "dhcp-option=option6:dns-server,[fd77::1]", "dhcp-option=option6:domain-search,ward.lab"]
    lines += [f"dhcp-host={mac},{ip}" for mac, ip in reserved]
    lines += [f"host-record={name}.ward.lab,{ip}" for name, ip in names]
    return host.spawn("dnsmasq", "-C", host.write("dnsmasq.conf", "\n".join(lines) + "\n"))


def radvd(host, flags=""):
    """Router advertisements of the ward prefix."""
    conf = host.write("radvd.conf", "interface eth0 { AdvSendAdvert on; MinRtrAdvInterval 8; MaxRtrAdvInterval 20;\n"
                      f"AdvOtherConfigFlag on; AdvManagedFlag on; {flags}\n"
                      "prefix fd77::/64 { AdvOnLink on; AdvAutonomous on; };\n"
                      "RDNSS fd77::1 {}; DNSSL ward.lab {}; };\n")
    os.chmod(conf, 0o600)
    return host.spawn("radvd", "-n", "-C", conf, "-p", host.dir / "radvd.pid", "-m", "stderr", "-d", "1")


def lldp(host, description, platform=None, cdp=False, med=None, inventory=None, capabilities=None, lldp_on=True):
    """lldpd as switch, router or phone; `cdp` sends CDPv2 as well."""
    cleared(host.dir / "run" / "lldpd")
    # lldpd stays silent until it has read this file, so the first frame is complete.
    lines = ["configure lldp tx-interval 10", f"configure system hostname {host.hostname}"]
    if capabilities:
        lines.append(f"configure system capabilities enabled {capabilities}")
    lines += [f'configure inventory {key} "{value}"' for key, value in (inventory or {}).items()]
    if med == 3:
        lines.append("configure ports eth0 med policy application voice tagged vlan 500 priority voice dscp 46")
    conf = host.write("lldpd.conf", "\n".join(lines) + "\n")
    argv = ["lldpd", "-d", "-u", host.dir / "run" / "lldpd.socket", "-I", "eth0", "-S", description, "-O", conf]
    argv += ["-P", platform] if platform else []
    argv += ["-cc" if lldp_on else "-ccc"] if cdp else []
    argv += ["-M", str(med)] if med else ["-i"]
    if not lldp_on:
        argv.append("-ll")
    return host.spawn(*argv)


def snmpd(host, description, name, objects=(), oid="1.3.6.1.4.1.8072.3.2.10", engine=None):
    """net-snmp agent whose system group and extra objects are those of a product."""
    lines = ["agentAddress udp:161", "rocommunity public", f"sysdescr {description}", f"sysname {name}",
             "syslocation SYNTHETIC WARD", "syscontact biomed", f"sysobjectid {oid}"]
    lines += [f"override {o} {kind} {value}" for o, kind, value in objects]
    if engine:
        lines += [f"exactEngineID {engine}", "createUser labuser SHA labpassword1 AES labpassword1", "rouser labuser"]
    conf = host.write("snmpd.conf", "\n".join(lines) + "\n")
    return host.spawn("snmpd", "-f", "-Lo", "-C", "-c", conf, "-p", host.dir / "snmpd.pid",
                      env={"SNMP_PERSISTENT_DIR": str(cleared(host.dir / "snmp")), "MIBS": ""})


def avahi(host, services):
    """avahi-daemon with static services: [(name, type, port, [txt])]."""
    cleared(host.dir / "run" / "avahi-daemon")
    folder = host.dir / "avahi"
    (folder / "services").mkdir(parents=True)
    for number, (name, kind, port, txt) in enumerate(services):
        records = "".join(f"<txt-record>{t}</txt-record>" for t in txt)
        (folder / "services" / f"{number}.service").write_text(
            f"<?xml version='1.0'?><!DOCTYPE service-group SYSTEM 'avahi-service.dtd'><service-group><name>{name}"
            f"</name><service><type>{kind}</type><port>{port}</port>{records}</service></service-group>")
    (folder / "avahi-daemon.conf").write_text(
        f"[server]\nhost-name={host.hostname}\nuse-ipv4=yes\nuse-ipv6=yes\nenable-dbus=no\nallow-interfaces=eth0\n"
        "[publish]\npublish-hinfo=no\npublish-workstation=no\n[wide-area]\nenable-wide-area=no\n")
    for path in [folder, folder / "services", *(folder / "services").iterdir(), folder / "avahi-daemon.conf"]:
        os.chmod(path, 0o755)
    return host.spawn("sh", "-c", f"mount --bind {folder} /etc/avahi && exec avahi-daemon --no-rlimits --no-chroot")


def samba(host, netbios, nmbd=True, protocol="SMB2_02", description=""):
    """smbd and nmbd with all state inside the host's folder."""
    state = cleared(host.dir / "samba")
    share = cleared(host.dir / "share")
    (share / "readme.txt").write_text("synthetic\n")
    os.chmod(state, 0o755)
    (host.dir / "run" / "samba" / "nmbd").mkdir(parents=True)
    for name in ("private", "lock", "state", "cache", "pid", "ncalrpc"):
        (state / name).mkdir(exist_ok=True)
        os.chmod(state / name, 0o755)
    conf = host.write("smb.conf", f"""[global]
netbios name = {netbios}
workgroup = WARD
server string = {description or netbios}
server role = standalone server
map to guest = Bad User
guest account = nobody
server min protocol = {protocol}
client min protocol = {protocol}
interfaces = eth0 lo
bind interfaces only = no
load printers = no
disable spoolss = yes
private dir = {state}/private
lock directory = {state}/lock
state directory = {state}/state
cache directory = {state}/cache
pid directory = {state}/pid
ncalrpc dir = {state}/ncalrpc
passdb backend = smbpasswd:{state}/private/smbpasswd
usershare path =
log level = 0
local master = no
[public]
path = {share}
guest ok = yes
""")
    host.smb_conf = conf
    if nmbd:
        host.spawn("nmbd", "-F", "--no-process-group", "-s", conf, "-l", state)
    return host.spawn("smbd", "-F", "--no-process-group", "-s", conf, "-l", state)


def smbclient(host, peer, *extra, user="labuser%labpassword1", domain="WARD", share="public"):
    """One SMB session: negotiate, NTLMSSP, list the share."""
    conf = host.write("smbclient.conf", f"[global]\nnetbios name = {host.hostname}\nworkgroup = {domain}\n"
                      "client min protocol = NT1\nlock directory = /tmp\nlog level = 0\n")
    return host.run("smbclient", f"//{peer}/{share}", "-s", conf, "-U", user, "-W", domain, "-c", "ls", *extra)


def sshd(host):
    """OpenSSH server with a key of its own."""
    key = host.dir / "ssh_host_key"
    if not key.exists():
        sh("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
    cleared(host.dir / "run" / "sshd")
    os.chmod(host.dir / "run" / "sshd", 0o755)
    conf = host.write("sshd_config", f"HostKey {key}\nPidFile none\nUsePAM no\nPasswordAuthentication no\n")
    return host.spawn("/usr/sbin/sshd", "-D", "-e", "-f", conf)


def ssh(host, peer):
    """OpenSSH client: banner and key exchange; no log in."""
    return host.run("ssh", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes",
                    "-o", "ConnectTimeout=4", f"nobody@{peer}", "true")


def chrony_server(host):
    """chronyd serving time as a stratum 1 clock; it never touches the clock."""
    conf = host.write("chrony.conf", "local stratum 1\nallow all\ncmdport 0\nbindcmdaddress /\n"
                      f"pidfile {host.dir}/chronyd.pid\n")
    return host.spawn("chronyd", "-d", "-x", "-u", "root", "-f", conf)


def chrony_query(host, peer):
    """chronyd as a client, one measurement."""
    return host.run("chronyd", "-Q", "-x", "-u", "root", "-t", "4", f"server {peer} iburst maxsamples 1",
                    "cmdport 0", f"pidfile {host.dir}/chronyq.pid", timeout=8)


def certificate(host, subject, name="tls"):
    """A self-signed certificate; returns (certificate, key)."""
    cert, key = host.dir / f"{name}.crt", host.dir / f"{name}.key"
    sh("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3650",
       "-subj", subject, "-addext", f"subjectAltName=DNS:{host.hostname}.ward.lab", "-keyout", key, "-out", cert)
    return str(cert), str(key)


def web(host, port, server, pages, tls=None):
    """An appliance's web server (http_app.py); `tls` is (subject, "1.2"|"1.3")."""
    cfg = {"port": port, "server": server, "pages": pages}
    if tls:
        cert, key = certificate(host, tls[0], f"tls{port}")
        cfg["tls"] = {"cert": cert, "key": key, "max": tls[1]}
    return host.spawn(PYTHON, HERE / "http_app.py", host.write(f"web{port}.json", json.dumps(cfg)))


def dicom(host, role, cfg):
    """A DICOM node of pynetdicom; a modality is run to its end, an SCP is left running."""
    path = host.write(f"dicom-{role}-{len(host.lab.processes)}.json", json.dumps(cfg))
    argv = [PYTHON, HERE / "dicom_node.py", role, path]
    return host.spawn(*argv) if role == "scp" else host.run(*argv, timeout=40)


def hl7_server(host, port, application, facility="WARDHOSP"):
    """MLLP receiver of python-hl7."""
    return host.spawn(PYTHON, HERE / "hl7_node.py", "receive", port, application, facility)


def hl7_send(host, peer, *messages):
    """Sends messages (text: framed by python-hl7; bytes: as they are)."""
    paths = []
    for number, message in enumerate(messages):
        raw = isinstance(message, bytes)
        path = host.dir / f"hl7-{peer[1]}-{number}.{'raw' if raw else 'hl7'}"
        path.write_bytes(message if raw else message.encode())
        paths.append(path)
    return host.run(PYTHON, HERE / "hl7_node.py", "send", peer[0], peer[1], *paths)


def resolved(host, binary):
    """systemd-resolved answering and asking LLMNR (no mDNS, no DNS server)."""
    (host.dir / "run" / "systemd" / "resolve").mkdir(parents=True, exist_ok=True)
    conf = host.write("resolved/resolved.conf", "[Resolve]\nLLMNR=yes\nMulticastDNS=no\nDNSSEC=no\nFallbackDNS=\n")
    os.chmod(conf.parent, 0o755)
    os.chmod(conf, 0o644)
    os.chmod(host.dir, 0o755)
    # The daemon drops to a user that need not exist here: a private /etc/passwd has it.
    host.write("systemd-resolved.sh", f"cd {host.dir} && cp /etc/passwd /etc/group . && mkdir -p /etc/systemd\n"
               "echo systemd-resolve:x:64991:64991::/:/bin/false >>passwd; echo systemd-resolve:x:64991: >>group\n"
               "chmod 644 passwd group; mount --bind passwd /etc/passwd; mount --bind group /etc/group\n"
               f"mount -t tmpfs tmpfs /etc/systemd && cp {conf} /etc/systemd/\n"
               f"chown -R 64991:64991 /run/systemd/resolve\nexec {binary}\n")
    return host.spawn("sh", host.dir / "systemd-resolved.sh")


def minidlna(host, friendly, model, serial):
    """MiniDLNA: a real SSDP and UPnP media server."""
    media = cleared(host.dir / "media")
    conf = host.write("minidlna.conf", f"port=8200\nmedia_dir={media}\nfriendly_name={friendly}\nmodel_name={model}\n"
                      f"serial={serial}\nmodel_number=1\ndb_dir={cleared(host.dir / 'dlna')}\nlog_dir={host.dir}\n"
                      "network_interface=eth0\nnotify_interval=20\ninotify=no\nroot_container=B\n")
    return host.spawn("minidlnad", "-S", "-f", conf, "-P", host.dir / "minidlna.pid")


def dcmqrscp(host, ae, port, peers):
    """DCMTK's image archive with C-STORE, C-FIND, C-MOVE and C-GET."""
    store = cleared(host.dir / "archive")
    table = "".join(f"{name} = ({title}, {ip}, {p})\n" for name, title, ip, p in peers)
    conf = host.write("dcmqrscp.cfg", f"NetworkTCPPort = {port}\nMaxPDUSize = 16384\nMaxAssociations = 16\n"
                      f"HostTable BEGIN\n{table}HostTable END\nVendorTable BEGIN\nVendorTable END\n"
                      f"AETable BEGIN\n{ae} {store} RW (200, 1024mb) ANY\nAETable END\n")
    return host.spawn("dcmqrscp", "-c", conf, "+xy")


def spawn_ssdp(host, address, location, uuid):
    """The synthesized SSDP device of raw.py."""
    return host.spawn(PYTHON, HERE / "raw.py", address, location, uuid)


def study_uid(cfg):
    """Study instance UID of what a modality stored."""
    return data.uid(cfg["ae"], "study", cfg["patient"]["id"])
