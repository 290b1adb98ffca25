"""Writes development.json and held-back.json: what is true of the devices in real captures.

`python3 make.py`; the table below is made by hand, from tshark's view of each file (hardware addresses, DHCP, CDP, SNMP, HTTP,
NetBIOS) and from what its authors say of it (IoT Sentinel names its devices in its folders), never from what wardwatch
answers. What nobody can know is left out and is not judged; `hidden` is true but not told by this traffic; `sure` says
how sure a label is: `named` (the file's authors name the device), `said` (the device itself says it), `likely`.

The half a capture falls on is decided by the SHA-256 of its name (runs of one device stay together); see truth.rs.
"""

import hashlib
import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))
ALL = ["category", "manufacturer", "model", "serial", "software", "os"]
IOT = "fingerprint/andypitcher+IoT_Sentinel+captures_IoT_Sentinel+captures_IoT-Sentinel+"
GATEWAY = "00:b5:6d:06:08:ba"
OUT = []


def device(mac, category, sure="said", ip=None, hidden=(), **more):
    """One device; attributes not given are not judged."""
    row = {"macs": [mac] if mac else [], "ips": [ip] if ip else [], "category": category, "hidden": list(hidden), "sure": sure, **more}
    if row["category"] is None:
        del row["category"]
    return row


def capture(name, *devices, complete=False, note=""):
    """One capture."""
    OUT.append({"capture": name, "complete": complete, "note": note, "devices": list(devices)})


def gateway(told=True):
    """The laboratory's own router, a PC: whether anything passes through it in this capture."""
    return device(GATEWAY, "network_infrastructure", "named", hidden=[] if told else ["category"],
                  category_accept=["server", "unknown"], name="the laboratory's router")


def iot(folder, runs, mac, category, maker, model, told=(), phone=False, routed=True, hosts=None, **more):
    """A device of IoT Sentinel; `told` lists what the traffic shows."""
    hidden = [key for key in ("category", "manufacturer", "model") if key not in told]
    for run in runs:
        rows = [device(mac, category, "named", hidden=hidden, manufacturer=maker, model=model, name=folder, **more)]
        if hosts:
            rows[0]["hostnames"] = hosts
        rows += [gateway(routed)] if routed is not None else []
        if phone:
            rows.append(device("38:0b:40:ef:85:41", "mobile", "said", os="Android", os_accept=["Linux"], manufacturer="Samsung", model="SM-N7505",
                               hidden=[] if phone == "told" else ["category", "os", "model"], name="the experimenter's phone"))
        capture(f"{IOT}{folder}+Setup-{run}-STA.pcap", *rows, complete=True)


# No category is right for plugs, sensors and kettles: unknown is, and building automation is near enough
HOME = {"category_accept": ["building_automation"]}
SAID = ("category", "manufacturer", "model")
iot("D-LinkDayCam", ("A-1", "A-2"), "b0:c5:54:1c:71:85", "ip_camera", "D-Link", "DCS-930LB", SAID, routed=None, hosts=["DCS-930LB"])
iot("D-LinkHomeHub", ("A-1", "A-2"), "1c:5f:2b:aa:fd:4e", "unknown", "D-Link", "DCH-G020", ("manufacturer", "model"), phone="hidden", hosts=["DCH-G020", "dchg"], **HOME)
iot("D-LinkSensor", ("A-1", "A-2"), "90:8d:78:a8:e1:43", "unknown", "D-Link", "DCH-S150", ("manufacturer", "model"), hosts=["DCH-S150", "dch"], **HOME)
iot("D-LinkSiren", ("A-1", "C-1"), "90:8d:78:dd:0d:60", "unknown", "D-Link", "DCH-S220", ("manufacturer", "model"), hosts=["DCH-S220", "dch"], **HOME)
iot("D-LinkSwitch", ("A-1", "A-2"), "90:8d:78:a9:3d:6f", "unknown", "D-Link", "DSP-W215", ("manufacturer", "model"), hosts=["DSP-W215", "dsp"], **HOME)
iot("D-LinkWaterSensor", ("A-1", "C-1"), "6c:72:20:c5:17:5a", "unknown", "D-Link", "DCH-S160", ("manufacturer", "model"), hosts=["DCH-S160", "dch"], **HOME)
iot("EdimaxCam1", ("A-1", "A-2"), "74:da:38:80:7a:08", "ip_camera", "Edimax", None, ("manufacturer",), routed=None, hosts=["localcam"])
iot("EdimaxCam2", ("A-1", "A-2"), "74:da:38:80:79:fc", "ip_camera", "Edimax", None, ("manufacturer",), routed=None, hosts=["localcam"])
iot("EdimaxPlug2101W", ("A-1", "A-2"), "74:da:38:23:22:7b", "unknown", "Edimax", "SP-2101W", ("manufacturer",), **HOME)
iot("EdnetCam1", ("A-1",), "3c:49:37:03:17:db", "ip_camera", "ednet", None, (), routed=False, manufacturer_accept=["Assmann", "ASSMANN Electronic"])
iot("EdnetCam1", ("C-1",), "3c:49:37:03:17:db", "ip_camera", "ednet", None, (), routed=False, manufacturer_accept=["Assmann", "ASSMANN Electronic"])
iot("EdnetCam2", ("A-1", "C-1"), "3c:49:37:03:17:f0", "ip_camera", "ednet", None, (), routed=False, manufacturer_accept=["Assmann", "ASSMANN Electronic"])
iot("HomeMaticPlug", ("C-1", "C-10"), "00:1a:22:05:c4:2e", "unknown", "eQ-3", "HomeMatic", ("manufacturer",), routed=True,
    category_accept=["building_automation"])
iot("HueSwitch", ("A-4", "A-5"), "00:17:88:24:76:ff", "unknown", "Philips", "hue", ("manufacturer",), phone="told",
    manufacturer_accept=["Signify", "Philips Lighting"], model_accept=["Philips hue", "BSB002", "BSB001", "IpBridge", "hue bridge"], **HOME)
iot("TP-LinkPlugHS110", ("A-1", "A-10"), "50:c7:bf:00:c7:03", "unknown", "TP-Link", "HS110", ("manufacturer", "model"), hosts=["HS110(EU)"],
    model_accept=["HS110(EU)"], **HOME)
iot("WeMoInsightSwitch", ("A-1", "A-10"), "94:10:3e:41:c2:05", "unknown", "Belkin", "Insight", ("manufacturer",), model_accept=["WeMo Insight"], **HOME)
iot("WeMoInsightSwitch2", ("C-1", "C-2"), "94:10:3e:42:80:69", "unknown", "Belkin", "Insight", ("manufacturer",), model_accept=["WeMo Insight"], **HOME)
iot("WeMoLink", ("A-1", "A-10"), "94:10:3e:cd:37:65", "unknown", "Belkin", "Link", ("manufacturer",), model_accept=["WeMo Link"], **HOME)
iot("WeMoSwitch2", ("C-1", "C-2"), "94:10:3e:34:0c:b5", "unknown", "Belkin", "Socket", ("manufacturer",), model_accept=["WeMo Switch"], **HOME)
iot("iKettle2", ("A-1", "A-10"), "5c:cf:7f:06:d9:02", "unknown", "Smarter", "iKettle", (), routed=False, hosts=["ESP_06D902"],
    manufacturer_accept=["Espressif"], **HOME)

F = "fingerprint/"
WIN7, WIN10 = "Windows 7", "Windows 10"
VM = {"hidden": ["manufacturer"], "manufacturer": "VMware"}
ETERNAL = "attack/0xl3x1+zeek-EternalSafety+tests+traces+shadowbrokers+"
capture(ETERNAL + "doublepulsar-backdoor-connect-win7.pcap",
        device("00:0c:29:a3:01:b7", "workstation", os=WIN10, hostnames=["DESKTOP-AFPVEQ2"], category_accept=["server"]),
        device("00:0c:29:68:24:5a", "workstation", os=WIN7, hostnames=["IE11WIN7"]),
        device("00:50:56:f0:72:30", "network_infrastructure", "likely", hidden=["category"], category_accept=["server", "unknown"]), complete=True)
capture(ETERNAL + "eternalblue-failed-patched-win7.pcap",
        device("00:0c:29:a3:01:b7", "workstation", "likely", hidden=["category"]), device("00:0c:29:68:24:5a", "workstation", os=WIN7, hostnames=["IE11WIN7"]),
        device("00:50:56:f0:72:30", "network_infrastructure", "likely", hidden=["category"], category_accept=["server", "unknown"]),
        device("00:50:56:f1:ec:c4", "server", "likely", hidden=["category"], category_accept=["network_infrastructure", "unknown"]), complete=True)
capture(F + "CESNET+ipfixprobe+tests+functional+inputs+mixed.pcap",
        device("a0:f3:c1:16:5a:ca", "network_infrastructure", "likely", hidden=["category"], manufacturer="TP-Link", os="Linux"),
        device("6c:62:6d:2a:c7:4e", "server", "likely", hidden=["category"], category_accept=["network_infrastructure", "workstation"]), complete=True)
capture(F + "CESNET+ipfixprobe+tests+functional+inputs+http.pcap",
        device("dc:53:60:2b:6a:4c", "workstation", "likely", hidden=["category"], os="Linux", category_accept=["server"]),
        device("78:44:76:36:98:19", "network_infrastructure", "likely"), complete=True)
capture(F + "ControlThings-io+ct-samples+Protocols+BACnet+BACnetL_SchedRPM.pcapng",
        device("00:50:06:00:c7:be", "building_automation", "said", manufacturer="TAC", manufacturer_accept=["Schneider Electric", "TAC AB"], hidden=["manufacturer"]),
        device("00:1b:21:b0:1e:6c", "workstation", "likely", hidden=["category"], category_accept=["building_automation", "server", "unknown"]), complete=True)
capture(F + "FoxIO-LLC+ja4+pcap+dhcp.pcapng",
        device("00:0b:82:01:fc:42", "ip_phone", "likely", hidden=["category"], manufacturer="Grandstream"),
        device("00:08:74:ad:f1:9b", "server", "likely", hidden=["category"], manufacturer="Dell", category_accept=["network_infrastructure", "workstation"]), complete=True)
capture(F + "FoxIO-LLC+ja4+pcap+latest.pcapng",
        device("68:ec:c5:b4:5a:9b", "workstation", os=WIN10), device("68:3a:1e:20:05:cc", "network_infrastructure", manufacturer="Cisco", manufacturer_accept=["Meraki", "Cisco Meraki"]))
capture(F + "FoxIO-LLC+ja4+pcap+ssh2.pcapng",
        *(device(mac, "workstation", os="Windows") for mac in ("d4:25:8b:c3:06:9f", "04:7b:cb:b7:c5:fe", "58:1c:f8:08:26:f4", "68:ec:c5:b4:5a:9b")),
        device("bc:d0:74:19:68:3a", "workstation", os="macOS", manufacturer="Apple"),
        device("68:3a:1e:20:05:cc", "network_infrastructure", manufacturer="Cisco", manufacturer_accept=["Meraki", "Cisco Meraki"]))
capture(F + "FoxIO-LLC+ja4+pcap+tls3.pcapng", device("24:4b:fe:cb:04:4e", "workstation", os=WIN10),
        device("00:04:4b:e9:66:3a", None, manufacturer="Nvidia"))
BECK = F + "ITI+ICS-Security-Tools+pcaps+beckoff+"
BECKHOFF = {"manufacturer": "Beckhoff", "category_accept": ["building_automation"]}
capture(BECK + "beckoffiplinktc2.pcapng", device("00:01:05:0d:75:60", "unknown", **BECKHOFF), device("b8:ae:ed:7e:1b:4c", "workstation", os="Windows"), complete=True)
capture(BECK + "addrouteuse444444444.pcapng", device("00:01:05:0d:75:60", "unknown", **BECKHOFF), device("b8:ae:ed:7e:1b:4c", "workstation", os="Windows"),
        device("f0:76:1c:a8:6d:8e", "workstation", "likely", hidden=["category"]))
capture(BECK + "invokeid12.pcapng", device("00:01:05:0d:75:60", "unknown", **BECKHOFF), device("b8:ae:ed:7e:1b:4c", "workstation", os="Windows"),
        device("00:0c:29:71:cf:3f", "server", os="Linux", hostnames=["TI-VM"], category_accept=["workstation"], os_accept=["Ubuntu"]))
CATALYST = {"manufacturer": "Cisco", "os": "Cisco IOS"}
for name in ("EIP-SoftwareDownloadFailure.pcap", "EIP-SoftwareUpload.pcap"):
    capture(F + "ITI+ICS-Security-Tools+pcaps+openics+" + name,
            device("00:1e:f6:73:59:81", "network_infrastructure", model="WS-CE500-24TT", model_accept=["cisco WS-CE500-24TT"], software="12.2(25)SEG4",
                   hostnames=["Ns5gt"], **CATALYST),
            device("00:00:bc:3e:eb:e4", "unknown", "likely", manufacturer="Rockwell Automation", manufacturer_accept=["Allen-Bradley"],
                   category_accept=["building_automation"]))
capture(F + "ITI+ICS-Security-Tools+pcaps+profinet+Profinet_Failed.pcap",
        device("00:10:18:cb:8c:03", "workstation", os="Windows", hostnames=["SCADA-PC-060839"], category_accept=["server"]),
        device("00:1b:1b:17:f8:82", "unknown", "likely", manufacturer="Siemens", category_accept=["building_automation"]))
S = F + "OISF+suricata-verify+tests+"
capture(S + "bug-8621+bug-8621-01+input.pcap", device("00:11:32:17:49:f0", "storage", "likely", manufacturer="Synology", hostnames=["nas1"]))
capture(S + "decode-dce+input.pcap", device("5c:f3:fc:a9:33:8d", "workstation", "likely", os="Windows", hostnames=["WinSniff2"], category_accept=["server"]))
capture(S + "dcerpc+dcerpc-ctxids+input.pcap", device("08:00:27:60:3d:9c", "workstation", os=WIN10, hostnames=["GURDIL-PC1"]),
        device("08:00:27:9b:9f:db", "server", "likely", os="Windows Server 2016", os_accept=["Windows 10 1607 or Server 2016", WIN10], hostnames=["DC1"], category_accept=["workstation"]))
capture(S + "filestore-filecontainer-smb1-padding+smb_bug_padding.pcap",
        device("00:0c:29:e6:ef:86", "workstation", os=WIN10, hostnames=["DESKTOP-9K5KDLS"], category_accept=["server"]))
capture(S + "output-eve-ftp-data+input.pcap", device("68:5d:43:8b:f9:de", "workstation", os="Windows", hostnames=["jaekuryu-HP"]))
capture(S + "smb1-02+smb1_osx.pcap", device("00:08:9b:c6:9d:9a", "storage", manufacturer="QNAP", model="TS-412", hidden=["model"], model_accept=["TS412"], hostnames=["TS412"]))
capture(S + "smb2-delete+input.pcap", device("08:00:27:fa:3d:94", "workstation", os=WIN10, hostnames=["DESKTOP-LIVQI8B"], category_accept=["server"]),
        device("d4:61:9d:13:f7:a0", "workstation", "likely", os="macOS", manufacturer="Apple", hostnames=["AIR-DE-CATENA"]))
capture(S + "decode-erspan-typeII-01+input.pcap",
        *(device(mac, "network_infrastructure", model="cisco CSR1000V", model_accept=["CSR1000V"], hostnames=[host], os="Cisco IOS", os_accept=["Cisco IOS-XE", "Cisco IOS XE"],
                 software="15.3(2)S0a") for mac, host in (("64:00:f1:e1:02:02", "CSR2"), ("64:00:f1:e1:03:03", "CSR3"))))
capture(F + "arkime+arkime+tests+pcap+mpls-basic.pcap",
        device("00:30:96:05:28:38", "network_infrastructure", model="7206VXR", model_accept=["cisco 7206VXR"], hostnames=["tagsw7206-31"], **CATALYST))
capture(F + "arkime+arkime+tests+pcap+wireshark-dhcp.pcap", device("00:0b:82:01:fc:42", "ip_phone", "likely", hidden=["category"], manufacturer="Grandstream"))
K = F + "kholia+my-pcaps+"
IOU = {"manufacturer": "Cisco", "os": "Cisco IOS", "model_accept": ["Linux Unix"]}
for name, hosts, macs, version in (("EIGRP+10-0.0-1409947824.pcap", ("Router", "Router"), ("aa:bb:cc:00:0a:00", "aa:bb:cc:00:14:00"), "12.4(20090407:185408)"),
                                   ("HSRP+packet-captures+10-0.1-1408903523.pcap", ("R10", "R20"), ("aa:bb:cc:00:0a:10", "aa:bb:cc:00:14:00"), "12.4(20090407:185408)"),
                                   ("VRRP-IOU+10-0.0-1492264677.pcap", ("Router", "Router"), ("aa:bb:cc:00:0a:00", "aa:bb:cc:00:14:00"), "15.5(2)T")):
    rows = [device(mac, "network_infrastructure", hostnames=[host], software=version, **IOU) for mac, host in zip(macs, hosts)]
    capture(K + name, *rows)
capture(K + "EIGRP+eigrp-for-ipv6-auth.pcap",
        *(device(f"c4:0{n}:3a:44:00:00", "network_infrastructure", model="Cisco 3745", model_accept=["3745"], hostnames=[f"R{n + 1}"], software="12.4(15)T8", **CATALYST)
          for n in (0, 1, 2)), complete=True)
capture(K + "HSRP+wild-samples+hsrp_cap.pcap",
        device("00:09:b7:52:d7:87", "network_infrastructure", model="WS-C2950-24", model_accept=["cisco WS-C2950-24"], hostnames=["als2"], software="12.1(22)EA14", **CATALYST),
        device("00:0b:5f:c9:00:07", "network_infrastructure", model="WS-C3550-48", model_accept=["Cisco WS-C3550-48"], hostnames=["dls2"], software="12.2(44)SE6", **CATALYST))
capture(F + "the-tcpdump-group+tcpdump+tests+LLDP_and_CDP.pcap",
        device("00:18:ba:98:68:8f", "network_infrastructure", model="WS-C3560-24TS", model_accept=["cisco WS-C3560-24TS"], hostnames=["S1"], software="12.2(44)SE", **CATALYST),
        device("00:19:2f:a7:b2:8d", "network_infrastructure", model="WS-C3560G-24PS", model_accept=["cisco WS-C3560G-24PS"], hostnames=["S2"], software="12.2(44)SE", **CATALYST))
capture(F + "the-tcpdump-group+tcpdump+tests+dhcp-mud.pcap",
        device("00:23:eb:10:2c:29", "network_infrastructure", manufacturer="Cisco"),
        device("b8:27:eb:b8:53:c8", None, hostnames=["raspberrypi"], os="Linux", hidden=["os"]),
        note="a Cisco relay passes on what a Raspberry Pi asks; the Pi's hardware address is in the message only")
N = F + "ntop+nDPI+tests+cfgs+default+pcap+"
capture(N + "android.pcap", device("4c:6a:f6:9f:f6:27", "mobile", os="Android"), device("d8:30:62:56:00:1c", "workstation", manufacturer="Apple", hostnames=["Lucas-iMac"], os="macOS", hidden=["os"]))
capture(N + "iphone.pcap", device("c4:61:8b:35:82:a9", "mobile", manufacturer="Apple", hostnames=["Lucas-iPhone"], os="iOS", hidden=["os"]),
        device("d8:30:62:56:00:1c", "workstation", manufacturer="Apple", hostnames=["Lucas-iMac"], os="macOS", hidden=["os"]))
capture(N + "dos_win98_smb_netbeui.pcap", device("00:50:56:33:78:9e", "workstation", hostnames=["MDJR98"], os="Windows 98", hidden=["os", "category"]))
capture(F + "idaholab+Malcolm-Test-Artifacts+pcap+protocols+PROFINET.pcap",
        device("e4:11:5b:5a:d9:73", "workstation", os="Windows", hostnames=["LT-US-DSWANSON"], manufacturer="HP", hidden=["manufacturer"]),
        device("00:0e:8c:ef:75:c5", "network_infrastructure", "likely", manufacturer="Siemens", hostnames=["siemens-x208-switch"], hidden=["category"], category_accept=["unknown", "building_automation"]))
capture(F + "cisco+mercury+unit_tests+pcaps+socks4_5.pcap", device("00:1f:5b:ff:51:cb", "workstation", manufacturer="Apple", os="macOS", hidden=["category"]),
        device("00:13:72:c4:f1:e1", None, manufacturer="Dell", hidden=["manufacturer"]))
M = "medical/"
for name in ("mp70.1_UDP_Demo_everything", "mp70.UDP_everything", "mp70_UDP_demo_cmpd_wave_everything", "mp70_UDP_demo_mode_everything2"):
    capture(f"{M}_reconstructed+wlbaker+mdrepo+intellivue-{name}.pcap",
            device("00:09:fb:70:57:1e", "patient_monitor", "named", manufacturer="Philips", model="MP70", model_accept=["IntelliVue MP70", "M8007A", "M8000", "IntelliVue"],
                   software="J.10.26", hidden=["software"]),
            # Who collects sends nothing here; that somebody does is plain from what the monitor answers.
            device("02:00:00:00:00:01", "medical_gateway", "likely", hidden=["category"], optional=True,
                   category_accept=["central_station", "workstation", "server"]), complete=True)
for name in ("HL7-ADT.pcap", "HL7-ORM.pcap"):
    capture(M + "virtalabs+tapirx+testdata+" + name, device("00:0c:29:b5:b6:48", None, manufacturer="VMware", hidden=["manufacturer"]),
            device("08:00:27:1d:a6:c2", None), complete=True, note="which end is what, nobody can know from it")
capture(M + "virtalabs+tapirx+testdata+HL7-ADT-UDI-OBX.pcap", device("00:03:b1:b5:b6:48", None, "likely", manufacturer="ICU Medical", manufacturer_accept=["Hospira"], hidden=["manufacturer"]),
        device("08:00:27:1d:a6:c2", None), complete=True, note="hardware address edited in by its authors")
capture(M + "virtalabs+tapirxl+tests+fixtures+ct_to_pacs_scenario.pcap",
        device("00:10:18:aa:bb:01", "ct", "named", hidden=["manufacturer"], manufacturer="GE HealthCare"),
        device("00:1a:2b:3c:51:10", "pacs", "named", hidden=["manufacturer"], manufacturer="GE HealthCare"), complete=True)


def side(name):
    """As truth.rs: runs of one device stay together."""
    head, _, run = name.rpartition("+")
    name = head if run.startswith("Setup-") else name
    return "development" if hashlib.sha256(name.encode()).digest()[0] & 1 == 0 else "held-back"


for half in ("development", "held-back"):
    rows = [one for one in OUT if side(one["capture"]) == half]
    for row in rows:
        for one in row["devices"]:
            for key in [key for key, value in one.items() if value is None]:
                del one[key]
    with open(os.path.join(HERE, half + ".json"), "w", encoding="utf-8") as out:
        json.dump({"set": half, "captures": rows}, out, indent=1, ensure_ascii=False)
        out.write("\n")
    print(half, len(rows), "captures", sum(len(row["devices"]) for row in rows), "devices")
