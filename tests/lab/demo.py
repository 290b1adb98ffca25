"""The demo hospital ward: brings every device up and plays about a minute of its day."""

import time

import hl7_messages as messages
import services as run
import ward
from net import HERE
from ward import BY_NAME, DEVICES, MODALITIES, PACS

NO_IPV6 = {"ct", "film", "monitor", "pump", "lab", "chem", "egateway", "terma", "termb", "phone1", "phone2", "us"}
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15"
ANDROID = "Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"


def build(lab):
    """Makes all namespaces; every interface stays down."""
    lab.segment("ward")
    lab.segment("server")
    for row in DEVICES:
        host = lab.host(row["name"], row["hostname"])
        host.sysctl("net.ipv4.ip_default_ttl", row["ttl"])
        if row["syn"] == "windows":
            host.sysctl("net.ipv4.tcp_timestamps", 0)
        if row["name"] in NO_IPV6:
            host.sysctl("net.ipv6.conf.all.disable_ipv6", 1)
            host.sysctl("net.ipv6.conf.default.disable_ipv6", 1)
        for number, mac in enumerate(row["macs"]):
            lab.plug(host, row["segment"], mac, f"eth{number}", up=False)
        host.resolver(ward.ROUTER)
    lab.plug(lab.hosts["gateway"], "server", "00:1a:a1:00:00:08", "eth1", up=False)


def address(lab, row):
    """Static addressing; the gateway is brought up first."""
    host, router = lab.hosts[row["name"]], ward.ROUTER if row["segment"] == "ward" else "10.77.8.1"
    if not row["ip"]:
        return
    host.ip("link", "set", "eth0", "up")
    host.ip("addr", "add", row["ip"] + "/24", "dev", "eth0")
    if row["name"] != "gateway":
        host.ip("route", "add", "default", "via", router)
    if row["segment"] == "server":
        host.ip("-6", "addr", "add", f"fd77:8::{row['ip'].rsplit('.', 1)[1]}/64", "dev", "eth0", "nodad")
        host.ip("-6", "route", "add", "default", "via", "fd77:8::1")


def infrastructure(lab):
    """Router, switch and clock."""
    gateway = lab.hosts["gateway"]
    for key in ("net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"):
        gateway.sysctl(key, 1)
    gateway.ip("link", "set", "eth1", "up")
    gateway.ip("addr", "add", "10.77.8.1/24", "dev", "eth1")
    address(lab, BY_NAME["gateway"])
    gateway.ip("-6", "addr", "add", "fd77::1/64", "dev", "eth0", "nodad")
    gateway.ip("-6", "addr", "add", "fd77:8::1/64", "dev", "eth1", "nodad")
    names = [(d["hostname"].lower(), d["ip"]) for d in DEVICES if d["ip"]] + [("www", "10.77.8.40")]
    run.dnsmasq(gateway, [(BY_NAME[n]["macs"][0], ip) for n, ip in ward.RESERVED.items()], names)
    run.radvd(gateway)
    run.lldp(gateway, BY_NAME["gateway"]["software"], "cisco ISR4331/K9", cdp=True, capabilities="router", lldp_on=False)
    for row in DEVICES:
        if row["name"] != "gateway":
            address(lab, row)
    time.sleep(1.2)  # bridge ports of the new links start to forward
    for row in DEVICES:
        if row["ip"] and row["segment"] == "ward":
            lab.hosts[row["name"]].spawn("arping", "-q", "-U", "-c", "1", "-w", "1", "-I", "eth0", row["ip"])
    switch = lab.hosts["switch"]
    text = "Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3, RELEASE SOFTWARE (fc3)"
    run.lldp(switch, text, "cisco WS-C2960X-48FPD-L", cdp=True, med=4, capabilities="bridge",
             inventory={"hardware-revision": "V05", "firmware-revision": "15.2(3r)E1", "serial-number": "FOC1947S0AB", "manufacturer": "Cisco", "model": "WS-C2960X-48FPD-L",
                        "software-revision": "15.2(7)E3"})
    entity = "1.3.6.1.2.1.47.1.1.1.1."
    run.snmpd(switch, text, "ward-sw1", [(entity + "11.1", "octet_str", "FOC1947S0AB"),
                                         (entity + "13.1", "octet_str", "WS-C2960X-48FPD-L")],
              "1.3.6.1.4.1.9.1.1732")
    run.chrony_server(lab.hosts["ntp"])


def servers(lab):
    """Everything that waits for clients on the ward and behind the router."""
    hosts, page = lab.hosts, lambda title, text="": {"body": f"<html><head><title>{title}</title></head><body>{text}</body></html>"}
    run.dcmqrscp(hosts["pacs"], PACS["ae"], PACS["port"], [("viewer", "RADVIEW01", "10.77.0.30", 104)])
    run.web(hosts["pacs"], 80, "nginx/1.22.1", {"/": page("WardPACS Web Viewer"), "/viewer": page("WardPACS Web Viewer")})
    run.web(hosts["pacs"], 443, "nginx/1.22.1", {"/": page("WardPACS Web Viewer")},
            ("/CN=wardpacs.ward.lab/O=Wardwatch Demo Hospital", "1.3"))
    ris = {"ae": ward.RIS["ae"], "port": 11112, "impl_uid": "1.2.40.0.13.1.3", "impl_version": "dcm4che-5.29.2",
           "roles": ["worklist", "mpps"], "patient": ward.patient("A")}
    run.dicom(hosts["ris"], "scp", ris)
    film = BY_NAME["film"]
    run.dicom(hosts["film"], "scp", {"ae": "FILM1", "port": 104, "roles": ["print"], "impl_uid": "1.2.840.113669.2.1.1",
              "impl_version": "MergeCOM3_410", "equipment": {k: film[k] for k in ("manufacturer", "model", "serial", "software")}})
    run.web(hosts["film"], 80, "Codonics-httpd/1.0", {"/": page("Codonics Horizon SF - HSF04417")})
    run.hl7_server(hosts["engine"], 6661, "ENGINE")
    run.hl7_server(hosts["egateway"], 4601, "EGATEWAY", "MINDRAY")
    run.hl7_server(hosts["pumpserver"], 11000, "MEDNET", "ICU_MEDICAL")
    realm = {"status": 401, "headers": {"WWW-Authenticate": 'Basic realm="AXIS_ACCC8E000090"', "Content-Type": "text/html"}}
    description = ("<?xml version='1.0'?><root xmlns='urn:schemas-upnp-org:device-1-0'><device><deviceType>urn:axis-com:device:"
                   "Basic:1.0</deviceType><friendlyName>AXIS M3046-V - ACCC8E000090</friendlyName><manufacturer>AXIS"
                   "</manufacturer><modelName>AXIS M3046-V</modelName><modelNumber>M3046-V</modelNumber><serialNumber>"
                   "ACCC8E000090</serialNumber></device></root>")
    run.web(hosts["camera"], 80, "Apache/2.4.39 (Unix) OpenSSL/1.1.1d", {"/": realm, "/index.html": realm, "/rootdesc1.xml": {
        "headers": {"Content-Type": "text/xml"}, "body": description}})
    run.web(hosts["mgmt"], 80, "nginx/1.22.1", {"/64167f000071.cfg": {"body": "<polycomConfig/>"}, "/": page("Ward portal")})
    for name in ("terma", "termb"):
        run.web(hosts[name], 8080, "Bedside/2.1", {"/": page("Bedside terminal " + name[-1].upper())})


def storage(lab):
    """The NAS with four faces: SMB, mDNS, SSDP, HTTPS."""
    nas = lab.hosts["nas"]
    run.samba(nas, "WARDNAS", description="DS920+")
    run.avahi(nas, [("WARDNAS", "_smb._tcp", 445, []), ("WARDNAS", "_http._tcp", 5000, [
        "vendor=Synology", "model=DS920+", "serial=2040SBRN12345", "version_major=7", "version_minor=1",
        "version_build=42962"]), ("WARDNAS", "_device-info._tcp", 9, ["model=Xserve"])])
    run.minidlna(nas, "WARDNAS", "DS920+", "2040SBRN12345")
    run.web(nas, 443, "nginx", {"/": {"body": "<title>WARDNAS - Synology DiskStation</title>"}},
            ("/C=TW/L=Taipei/O=Synology Inc./CN=synology", "1.2"))


def lease(lab, *names):
    """Lets devices ask for an address the way they do."""
    for name in names:
        host, dhcp = lab.hosts[name], BY_NAME[name]["dhcp"]
        host.ip("link", "set", "eth0", "up")
        host.dhcp = run.dhclient(host, dhcp) if dhcp["client"] == "dhclient" else run.udhcpc(host, dhcp)


def curl(host, url, *extra, agent=None):
    """curl with a chosen User-Agent."""
    return host.run("curl", "-s", "-m", "4", "-o", "/dev/null", *(["-A", agent] if agent else []), *extra, url)


def office(lab):
    """Printer, phones and PCs come up."""
    hosts = lab.hosts
    lease(lab, "printer", "phone1", "phone2", "nurse1", "nurse2", "linuxpc", "mac")
    txt = ["txtvers=1", "qtotal=1", "rp=ipp/print", "ty=HP LaserJet M507", "product=(HP LaserJet M507)", "usb_MFG=HP",
           "usb_MDL=HP LaserJet M507", "adminurl=http://NPI000060.local.", "UUID=564e4234-3132-3334-3536-3c5282000060"]
    run.avahi(hosts["printer"], [("HP LaserJet M507 [000060]", "_ipp._tcp", 631, txt),
                                 ("HP LaserJet M507 [000060]", "_pdl-datastream._tcp", 9100, txt[:5]),
                                 ("HP LaserJet M507 [000060]", "_http._tcp", 80, [])])
    run.snmpd(hosts["printer"], "HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153,EEPROM JSI24110012,CIDATE 08/17/2021",
              "NPI000060", [("1.3.6.1.2.1.25.3.2.1.3.1", "octet_str", '"HP LaserJet M507"'),
                            ("1.3.6.1.2.1.43.5.1.1.17.1", "octet_str", "PHBQ412345"),
                            ("1.3.6.1.2.1.43.5.1.1.16.1", "octet_str", '"HP LaserJet M507"'),
                            ("1.3.6.1.4.1.11.2.3.9.4.2.1.1.3.6.0", "octet_str", "2411081_000071")], "1.3.6.1.4.1.11.2.3.9.1")
    run.web(hosts["printer"], 80, "HP HTTP Server; HP LaserJet M507 - 1PV87A; Serial Number: PHBQ412345; Built:Thu Aug 22, "
            "2024 13:51:36 {2411081_000071}", {"/": {"body": "<html><head><title>HP LaserJet M507&nbsp;&nbsp;&nbsp;10.77.0.60"
            "</title></head></html>"}})
    run.lldp(hosts["phone1"], "Cisco IP Phone 8841, V1, sip88xx.12-8-1-0001-455", "Cisco IP Phone 8841", cdp=True, med=3,
             capabilities="telephone", inventory={"hardware-revision": "1", "firmware-revision": "sb288xx.BE-01-010", "software-revision": "sip88xx.12-8-1-0001-455",
             "serial-number": "FCH2045D0K1", "manufacturer": "Cisco Systems, Inc.", "model": "CP-8841"})
    run.lldp(hosts["phone2"], "Polycom;VVX-VVX_410;3111-46162-001,8;SIP/5.9.6.2327/22-Nov-20 11:24;UP/6.2.2.2/22-Nov-20;", med=3,
             capabilities="telephone", inventory={"hardware-revision": "3111-46162-001,8", "firmware-revision": "6.2.2.2",
             "software-revision": "5.9.6.2327", "serial-number": "64167f000071", "manufacturer": "Polycom", "model": "VVX-VVX_410"})
    curl(hosts["phone2"], "http://10.77.8.40/64167f000071.cfg",
         agent="FileTransport PolycomVVX-VVX_410-UA/5.9.6.2327 (SN:64167f000071) Type/Application")
    run.samba(hosts["nurse1"], "NURSE-PC1", description="")
    for name in ("nurse1", "nurse2"):
        if lab.resolved:
            run.resolved(hosts[name], lab.resolved)
    run.sshd(hosts["linuxpc"])
    run.dhclient6(hosts["linuxpc"])
    run.dhclient6(hosts["mac"])
    run.avahi(hosts["mac"], [("Dr Lee's MacBook", "_companion-link._tcp", 49152, ["rpMac=0", "rpVr=440.10"]),
                             ("Dr Lee's MacBook", "_device-info._tcp", 9, ["model=MacBookPro16,1", "osxvers=20"])])
    run.spawn_ssdp(hosts["camera"], "10.77.0.90", "http://10.77.0.90:80/rootdesc1.xml", "5f4b7c1e-0000-1000-8000-accc8e000090")


def imaging(lab):
    """Modalities work, the viewer retrieves."""
    hosts = lab.hosts
    lease(lab, "mr", "us", "viewer")
    for name, steps in (("ct", ["echo", "worklist", "mpps", "store"]), ("mr", ["echo", "worklist", "mpps", "store"]),
                        ("us", ["worklist", "store", "mpps"]), ("dx", ["echo", "worklist", "mpps", "store", "film"])):
        lab.log(f"  {name}: {run.dicom(hosts[name], 'modality', {**MODALITIES[name], 'steps': steps}).split()}")
    viewer, folder = hosts["viewer"], run.cleared(hosts["viewer"].dir / "in")
    viewer.spawn("storescp", "-aet", "RADVIEW01", "-od", folder, "104")
    curl(viewer, "http://wardpacs.ward.lab/viewer?patient=SYN0001&name=SYNTHETIC%5EPATIENT%5EA", agent=EDGE)
    scu = ["-aet", "RADVIEW01", "-aec", PACS["ae"], "-k", "QueryRetrieveLevel=STUDY"]
    viewer.run("findscu", "-S", *scu, "-k", "PatientName=SYNTHETIC*", "-k", "PatientID", "-k", "StudyInstanceUID",
               PACS["ip"], str(PACS["port"]))
    for tool, name, more in (("movescu", "ct", ["-aem", "RADVIEW01"]), ("movescu", "mr", ["-aem", "RADVIEW01"]),
                             ("getscu", "mr", ["-od", str(folder)])):
        study = run.study_uid(MODALITIES[name])
        viewer.run(tool, "-S", *scu, *more, "-k", f"StudyInstanceUID={study}", PACS["ip"], str(PACS["port"]))


def bedside(lab):
    """HL7 senders."""
    hosts = lab.hosts
    lease(lab, "monitor", "pump")
    own = "BENEVISION_N15^00A037FFFE270040^EUI-64"
    a, b, c = (ward.patient(x) for x in "ABC")
    run.hl7_send(hosts["monitor"], ("10.77.0.41", 4601), messages.pcd01(a, own, "MINDRAY", control="N150001"))
    run.hl7_send(hosts["egateway"], ward.ENGINE, messages.pcd01(a), messages.pcd01(
        b, device="00A037FFFE270099", system="BENEVISION_N17^00A037FFFE270099^EUI-64", control="PCD0002"))
    run.hl7_send(hosts["pump"], ("10.77.0.45", 11000), messages.pump(a, app="PLUM360^0003B1FFFE0A0045^EUI-64"))
    run.hl7_send(hosts["pumpserver"], ward.ENGINE, messages.pump(a, control="PUMP1001"), messages.pump(
        c, serial="PLUM-0008118", device="0003B1FFFE0A0099", control="PUMP1002"))
    run.hl7_send(hosts["lab"], ward.ENGINE, messages.lab_status(), messages.lab_result(b))
    run.hl7_send(hosts["chem"], ward.ENGINE, messages.framed(messages.odd_separators(c)))
    run.hl7_send(hosts["ehr"], ward.ENGINE, messages.adt(a), messages.adt(b, "A08"))


def chatter(lab):
    """Names, files, web pages, time."""
    hosts = lab.hosts
    nurse1, nurse2, mac, linux, mgmt = (hosts[n] for n in ("nurse1", "nurse2", "mac", "linuxpc", "mgmt"))
    run.smbclient(nurse2, "10.77.0.91")
    run.smbclient(mac, "10.77.0.91")
    for more in ([], ["-p", "139"]):
        run.smbclient(nurse2, nurse1.ip("-4", "-br", "addr", "show", "dev", "eth0").split()[2].split("/")[0], *more)
    nurse2.run("dig", "+time=2", "+tries=1", "@127.0.0.53", "NURSE-PC1", "A")
    nurse1.run("dig", "+time=2", "+tries=1", "@127.0.0.53", "NURSE-PC2", "A")
    nurse2.run("nmblookup", "-B", "10.77.0.255", "WARDNAS", "-s", nurse2.dir / "smbclient.conf")
    nurse2.run("nmblookup", "-A", "10.77.0.91", "-s", nurse2.dir / "smbclient.conf")
    nurse2.run("upnpc", "-l", timeout=14)
    curl(nurse2, "http://10.77.0.90/rootdesc1.xml", agent="Microsoft-Windows/10.0 UPnP/1.0")
    curl(nurse2, "http://10.77.0.91:8200/rootDesc.xml", agent="Microsoft-Windows/10.0 UPnP/1.0")
    curl(nurse2, "http://10.77.0.90/index.html", "-u", "SYNUSER:SYNPASSWORD", agent=EDGE)
    curl(nurse1, "http://npi000060.ward.lab/", agent=EDGE)
    curl(mac, "http://www.ward.lab/", agent=SAFARI)
    mac.run("dig", "+time=1", "+tries=1", "-p", "5353", "@224.0.0.251", "_ipp._tcp.local", "PTR")
    curl(linux, "https://wardpacs.ward.lab/", "-k")
    linux.run("dig", "+time=1", "+tries=1", "-x", "10.77.0.10")
    run.ssh(mac, "phys-lx3.ward.lab")
    run.chrony_query(linux, "10.77.0.5")
    for name in ("ct", "mr", "nurse1"):
        hosts[name].run("ntpdig", "-t", "2", "10.77.0.5")
    for peer, oids in (("10.77.0.60", ["1.3.6.1.2.1.25.3.2.1.3.1", "1.3.6.1.2.1.43.5.1.1.17.1", "1.3.6.1.4.1.11.2.3.9.4.2.1.1.3.6.0"]),
                       ("10.77.0.2", ["1.3.6.1.2.1.47.1.1.1.1.11.1", "1.3.6.1.2.1.47.1.1.1.1.13.1"])):
        mgmt.run("snmpget", "-v2c", "-c", "public", "-On", peer, "1.3.6.1.2.1.1.1.0", "1.3.6.1.2.1.1.2.0", "1.3.6.1.2.1.1.5.0", *oids)
    curl(mgmt, "http://10.77.0.60/")
    curl(mgmt, "http://10.77.0.24/")
    curl(mgmt, "https://10.77.0.91/", "-k", "--tls-max", "1.2")


def traps(lab):
    """What makes identity hard: moved leases, swapped addresses, a dock, a random MAC."""
    hosts, nurse1 = lab.hosts, lab.hosts["nurse1"]
    old = nurse1.ip("-4", "-br", "addr", "show", "dev", "eth0").split()[-1].split("/")[0]
    nurse1.dhcp.release()
    nurse1.stop(nurse1.dhcp)
    nurse1.dhcp = run.dhclient(nurse1, {**BY_NAME["nurse1"]["dhcp"], "request": "10.77.0.177"})
    mobile = hosts["mobile"]
    mobile.ip("link", "set", "eth0", "up")
    run.udhcpc(mobile, BY_NAME["mobile"]["dhcp"], request=old)
    curl(mobile, "http://www.ward.lab/", agent=ANDROID)
    curl(nurse1, "http://www.ward.lab/", agent=EDGE)
    laptop = hosts["laptop"]
    lease(lab, "laptop")
    curl(laptop, "http://www.ward.lab/", agent=EDGE)
    laptop.stop(laptop.dhcp)
    laptop.ip("link", "set", "eth0", "down")
    laptop.ip("link", "set", "eth1", "up")
    run.dhclient(laptop, BY_NAME["laptop"]["dhcp"], "eth1")
    curl(laptop, "http://www.ward.lab/", agent=EDGE)
    curl(hosts["nurse2"], "http://10.77.0.61:8080/")
    curl(hosts["nurse2"], "http://10.77.0.62:8080/")
    for name, ip in (("terma", "10.77.0.62"), ("termb", "10.77.0.61")):
        hosts[name].ip("addr", "flush", "dev", "eth0")
    for name, ip in (("terma", "10.77.0.62"), ("termb", "10.77.0.61")):
        hosts[name].ip("addr", "add", ip + "/24", "dev", "eth0")
        hosts[name].run("arping", "-q", "-U", "-c", "1", "-w", "1", "-I", "eth0", ip)
    curl(hosts["nurse2"], "http://10.77.0.61:8080/")
    curl(hosts["nurse2"], "http://10.77.0.62:8080/")


def routine(lab):
    """The same again at intervals, so that known facts are also seen repeated."""
    for number in range(3):
        time.sleep(8)
        run.hl7_send(lab.hosts["monitor"], ("10.77.0.41", 4601), messages.pcd01(
            ward.patient("A"), "BENEVISION_N15^00A037FFFE270040^EUI-64", "MINDRAY", control=f"N15001{number}"))
        run.dicom(lab.hosts["ct"], "modality", {**MODALITIES["ct"], "steps": ["echo"]})
        curl(lab.hosts["nurse1"], "http://www.ward.lab/", agent=EDGE)


def play(lab, path):
    """Runs the ward and leaves its capture at `path`."""
    lab.log("building the ward")
    build(lab)
    tap = lab.capture("ward", path)
    for title, act in (("infrastructure", infrastructure), ("servers", servers), ("storage", storage), ("office", office),
                       ("imaging", imaging), ("bedside", bedside), ("chatter", chatter), ("identity traps", traps),
                       ("routine", routine)):
        lab.log(title)
        act(lab)
    time.sleep(2)
    lab.end_capture(tap)
    lab.log("ward closed")
