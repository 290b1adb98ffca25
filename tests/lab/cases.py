"""The fixture cases: what each one keeps, why, and what proves it."""

LIMIT = 200_000
DNSMASQ, DHCLIENT, UDHCPC = "dnsmasq 2.90", "ISC dhclient 4.4.3-P1", "BusyBox udhcpc 1.35.0"
AVAHI, SAMBA, LLDPD, DCMTK = "avahi-daemon 0.8", "Samba 4.17.12", "lldpd 1.0.16", "DCMTK 3.6.7"
PYNET, PYHL7, SNMP, OPENSSL = "pynetdicom 3.0.4", "python-hl7 0.4.5", "net-snmp 5.9.3", "OpenSSL 3.0"


def case(protocol, name, source, keep, purpose, origin, finds, *checks, streams=False):
    """One row."""
    return {"protocol": protocol, "name": name, "source": source, "keep": keep, "purpose": purpose, "origin": origin,
            "finds": finds, "checks": list(checks), "streams": streams}


def mac(address):
    """Frames from or to a hardware address."""
    return f"eth.addr == {address}"


LINK = [
    case("arp", "announce-and-ask", "demo", "arp && (eth.addr == 3c:52:82:00:00:20 || eth.addr == 00:50:56:00:00:10)",
         "Gratuitous announcements, requests and replies of two static hosts.", "Linux kernel ARP.",
         "3c:52:82:00:00:20 is 10.77.0.20; 00:50:56:00:00:10 is 10.77.0.10.",
         ("arp.isgratuitous == 1", 1), ("arp.opcode == 2", 1)),
    case("arp", "address-swap", "demo", "arp && (eth.addr == b4:2e:99:00:00:a1 || eth.addr == b4:2e:99:00:00:a2)",
         "Two devices exchange their addresses and announce it.", "Linux kernel ARP and iputils arping.",
         "Both MACs with 10.77.0.61 and 10.77.0.62, in an order that is a swap, not a spoof by a third device.",
         ("arp.src.hw_mac == b4:2e:99:00:00:a1 && arp.src.proto_ipv4 == 10.77.0.62", 1),
         ("arp.src.hw_mac == b4:2e:99:00:00:a2 && arp.src.proto_ipv4 == 10.77.0.61", 1)),
    case("icmpv6", "router-advertisement", "demo", "icmpv6.type in {133, 134}",
         "Router solicitations and advertisements.", "radvd 2.19; Linux kernel as the host.",
         "00:1a:a1:00:00:01 is a router; prefix fd77::/64 (M and O flags), RDNSS fd77::1, DNSSL ward.lab.",
         ("icmpv6.type == 134", 1), ("icmpv6.type == 133", 2), ("icmpv6.opt.rdnss == fd77::1", 1)),
    case("icmpv6", "neighbour-discovery", "demo", "icmpv6.type in {135, 136} && (eth.addr == 3c:22:fb:00:00:85 || "
         "eth.addr == 1c:69:7a:00:00:84 || eth.addr == 3c:52:82:00:00:60)",
         "Duplicate address detection, solicitations and advertisements of three hosts.", "Linux kernel.",
         "fd77::3e22:fbff:fe00:85 and its link-local address belong to 3c:22:fb:00:00:85. A target asked for from `::` is "
         "tentative.", ("icmpv6.type == 135 && ipv6.src == ::", 2), ("icmpv6.type == 136", 1)),
    case("lldp", "switch", "demo", "lldp && " + mac("58:ac:78:00:00:02"), "LLDP of a managed switch.", LLDPD,
         "System name ward-sw1, system description with Cisco IOS 15.2(7)E3, bridge capability, management address "
         "10.77.0.2, LLDP-MED inventory WS-C2960X-48FPD-L, serial FOC1947S0AB.",
         ("lldp.tlv.system.name == \"ward-sw1\"", 1), ("lldp.media.subtype == 8", 1)),
    case("lldp", "phone-med-inventory", "demo", "lldp && (eth.addr == 00:1b:d4:00:00:70 || eth.addr == 64:16:7f:00:00:71)",
         "LLDP-MED inventory of two telephones.", LLDPD,
         "CP-8841 by Cisco Systems, Inc., serial FCH2045D0K1, software sip88xx.12-8-1-0001-455; VVX-VVX_410 by Polycom, "
         "serial 64167f000071, software 5.9.6.2327, firmware 6.2.2.2; telephone capability; voice VLAN 500.",
         ("lldp.media.subtype == 10", 2), ("lldp.media.app_type == 1", 2)),
    case("cdp", "switch-and-phone", "demo", "cdp && (eth.addr == 58:ac:78:00:00:02 || eth.addr == 00:1b:d4:00:00:70)",
         "CDP version 2 of a switch and a telephone.", LLDPD + " sending CDP (-cc).",
         "Device ids ward-sw1 and SEP001BD4000070; platforms cisco WS-C2960X-48FPD-L and Cisco IP Phone 8841; software; "
         "address 10.77.0.2.", ("cdp.deviceid == \"ward-sw1\"", 1), ("cdp.platform contains \"8841\"", 1)),
    case("cdp", "router", "demo", "cdp && " + mac("00:1a:a1:00:00:01"), "CDP of a router that sends no LLDP.", LLDPD,
         "Device id ward-rtr1, platform cisco ISR4331/K9, software Version 17.06.05, router capability.",
         ("cdp.platform contains \"ISR4331\"", 1)),
]

CONFIG = [
    case("dhcp", "dhclient-windows-like", "demo", "dhcp && (dhcp.hw.mac_addr == 98:90:96:00:00:81)",
         "A lease as Windows asks for it; release; a new lease with another address.", f"{DHCLIENT}, {DNSMASQ}.",
         "NURSE-PC1, class MSFT 5.0, parameter list 1,3,6,15,31,33,43,44,46,47,119,121,249,252, FQDN NURSE-PC1.ward.lab; first "
         "lease released, second lease 10.77.0.177.", ("dhcp.option.dhcp == 5", 2), ("dhcp.option.dhcp == 7", 1),
         ("dhcp.option.vendor_class_id == \"MSFT 5.0\"", 2)),
    case("dhcp", "dhclient-linux", "demo", "dhcp && dhcp.hw.mac_addr == 1c:69:7a:00:00:84", "The distribution's default client.",
         f"{DHCLIENT}, {DNSMASQ}.", "Host name phys-lx3; parameter list 1,28,2,3,15,6,12; no vendor class.",
         ("dhcp.option.dhcp == 5", 1)),
    case("dhcp", "udhcpc-phone", "demo", "dhcp && (dhcp.hw.mac_addr == 00:1b:d4:00:00:70 || dhcp.hw.mac_addr == 64:16:7f:00:00:71)",
         "Embedded clients with a vendor class.", f"{UDHCPC}, {DNSMASQ}.",
         "Classes `Cisco Systems, Inc. IP Phone CP-8841` and `Polycom-VVX410`; host names SEP001BD4000070 and "
         "Polycom_64167f000071.", ("dhcp.option.dhcp == 5", 2)),
    case("dhcp", "udhcpc-medical", "demo", "dhcp && (dhcp.hw.mac_addr == 00:a0:37:27:00:40 || dhcp.hw.mac_addr == 00:03:b1:0a:00:45)",
         "A patient monitor and an infusion pump ask for an address.", f"{UDHCPC}, {DNSMASQ}.",
         "N15-ICU12 (Mindray OUI) gets 10.77.0.40; PLUM-7741 (ICU Medical OUI) gets 10.77.0.46; BusyBox classes.",
         ("dhcp.option.dhcp == 5", 2)),
    case("dhcp", "two-nics-one-client-id", "demo", "dhcp && (dhcp.hw.mac_addr == 3c:6a:a7:00:00:83 || dhcp.hw.mac_addr == 00:e0:4c:00:00:83)",
         "A laptop first on its own NIC, then on its dock's.", f"{DHCLIENT}, {DNSMASQ}.",
         "The same client identifier ff77000083…, the same host name DOC-LT7 and the same address from two MACs: one device.",
         ("dhcp.option.dhcp == 5", 2), ("dhcp.hw.mac_addr == 00:e0:4c:00:00:83", 2)),
    case("dhcp", "random-mac-takes-old-lease", "demo", "dhcp && dhcp.hw.mac_addr == da:a1:19:00:00:95",
         "A telephone with a locally administered MAC gets an address another device just released.", f"{UDHCPC}, {DNSMASQ}.",
         "Pixel-7, class android-dhcp-13; the MAC says nothing about the maker.", ("dhcp.option.dhcp == 5", 1)),
    case("dhcp", "relayed-option-82", "relay", "dhcp", "Seen between relay agent and server.",
         f"ISC dhcrelay 4.4.3-P1, {UDHCPC}, {DNSMASQ}.",
         "Client 00:03:b1:0a:00:99 (chaddr, not the frame's source) gets 10.77.3.x; giaddr 10.77.3.1; option 82 circuit id `eth1`. "
         "The MAC of the frame belongs to the relay.", ("dhcp.option.agent_information_option.agent_circuit_id", 2),
         ("dhcp.option.dhcp == 5", 1)),
    case("dhcpv6", "dhclient", "demo", "dhcpv6", "Solicit, advertise, request, reply of two hosts.",
         f"ISC dhclient -6 4.4.3-P1, {DNSMASQ}.",
         "DUID-LLT with 1c:69:7a:00:00:84 and 3c:22:fb:00:00:85; FQDN phys-lx3.ward.lab; addresses of fd77::/64; DNS fd77::1.",
         ("dhcpv6.msgtype == 7", 2), ("dhcpv6.msgtype == 1", 2)),
    case("ntp", "client-server", "demo", "ntp", "Time requests of several clients and a stratum 1 server.",
         "chrony 4.3 (server, client), NTPsec ntpdig 1.2.2 (client).", "10.77.0.5 serves time at stratum 1; the others are clients.",
         ("ntp.flags.mode == 4", 2), ("ntp.flags.mode == 3", 2)),
]

NAMES = [
    case("dns", "forward-and-reverse", "demo", "dns && udp.port == 53", "A, AAAA and PTR queries with answers.",
         f"{DNSMASQ}; glibc resolver, curl 7.88.1, dig 9.18.", "wardpacs.ward.lab is 10.77.0.10 and back; 10.77.0.1 is the name server.",
         ("dns.flags.response == 1 && dns.a == 10.77.0.10", 1), ("dns.qry.type == 12", 1)),
    case("mdns", "printer", "demo", "mdns && " + mac("3c:52:82:00:00:60"), "Probing and announcement of a printer.", AVAHI,
         "NPI000060.local; _ipp._tcp with ty=HP LaserJet M507, usb_MFG=HP, usb_MDL; also _pdl-datastream and _http.",
         ("dns.txt contains \"usb_MFG=HP\"", 1), ("dns.a == 10.77.0.60", 1)),
    case("mdns", "mac-device-info", "demo", "mdns && " + mac("3c:22:fb:00:00:85"), "Announcement of a Mac-like computer.", AVAHI,
         "Dr-Lees-MacBook.local; _device-info._tcp model=MacBookPro16,1.", ("dns.txt contains \"MacBookPro16,1\"", 1)),
    case("mdns", "nas", "demo", "mdns && " + mac("00:11:32:00:00:91"), "Announcement of a NAS.", AVAHI,
         "WARDNAS.local; _http._tcp with vendor=Synology, model=DS920+, serial=2040SBRN12345; _smb._tcp.",
         ("dns.txt contains \"DS920+\"", 1)),
    case("llmnr", "peers-resolve-each-other", "demo", "llmnr", "Queries and an answer between two computers.",
         "systemd-resolved 252 on both sides.", "The host that answers to NURSE-PC1 and the one that answers to NURSE-PC2.",
         ("dns.flags.response == 1", 1), ("dns.flags.response == 0", 2)),
    case("nbns", "registration-and-status", "demo", "nbns", "Registrations, a name query and a node status answer.",
         f"{SAMBA} nmbd and nmblookup.", "WARDNAS and NURSE-PC1 in workgroup WARD; node status of 10.77.0.91 lists its names.",
         ("nbns.flags.opcode == 5", 2), ("nbns.type == 33 && nbns.flags.response == 1", 1),
         ("nbns.type == 32 && nbns.flags.response == 1", 1)),
    case("ssdp", "media-server", "demo", "ssdp && " + mac("00:11:32:00:00:91"), "Announcements of a media server, answer to a search.",
         "MiniDLNA 1.3.0; miniupnpc 2.2.4 searches.", "SERVER names MiniDLNA 1.3.0; LOCATION http://10.77.0.91:8200/rootDesc.xml.",
         ("http.request.method == \"NOTIFY\"", 3)),
    case("ssdp", "camera-and-search", "demo", "ssdp && (eth.addr == ac:cc:8e:00:00:90 || http.request.method == \"M-SEARCH\")",
         "A camera announces itself and answers M-SEARCH.", "Synthesized (tests/lab/raw.py) after UPnP 1.1; miniupnpc 2.2.4 searches.",
         "LOCATION http://10.77.0.90:80/rootdesc1.xml, UUID ending in the MAC accc8e000090.",
         ("http.request.method == \"M-SEARCH\"", 1), ("http.response.code == 200", 1), ("http.request.method == \"NOTIFY\"", 3)),
]

APPS = [
    case("http", "printer-title", "demo", "http && " + mac("3c:52:82:00:00:60"), "Server header and page title of a printer.",
         "Python http.server with the header of an HP LaserJet; curl 7.88.1 clients.",
         "Server: HP HTTP Server; HP LaserJet M507 … Serial Number: PHBQ412345; title `HP LaserJet M507`.",
         ("http.server contains \"PHBQ412345\"", 1), streams=True),
    case("http", "camera-basic-realm", "demo", "http && tcp.port == 80 && " + mac("ac:cc:8e:00:00:90"),
         "A realm that names the device; a password that must not be kept.", "Python http.server; curl 7.88.1.",
         "Realm AXIS_ACCC8E000090 and a UPnP description with model and serial; never SYNUSER or SYNPASSWORD.",
         ("http.www_authenticate contains \"AXIS_ACCC8E000090\"", 1), ("http.authbasic", 1), streams=True),
    case("http", "pacs-viewer-url", "demo", "http.request.uri contains \"viewer?patient\"", "A URL that carries a patient.",
         "Python http.server; curl 7.88.1.", "Server nginx/1.22.1, title WardPACS Web Viewer, Windows client; never the query string.",
         ("http.request.uri contains \"SYN0001\"", 1), streams=True),
    case("http", "user-agents", "demo", "http.request && http.host == \"www.ward.lab\"", "User-Agents of three operating systems.",
         "curl 7.88.1 with the User-Agent of Edge, Safari and Chrome on Android.", "Windows, macOS and Android clients.",
         ("http.user_agent contains \"Macintosh\"", 1), ("http.user_agent contains \"Android 13\"", 1), streams=True),
    case("tls", "tls12-clear-certificate", "tls", "tcp.port == 8443", "The certificate is readable.",
         f"{OPENSSL} s_server and s_client.", "SNI pump-gateway.ward.lab; subject O=SYNTHETIC MEDICAL GmbH, OU=Infusion, "
         "CN=gateway-00451, serialNumber=SN-00451; ALPN offer http/1.1.", ("tls.handshake.type == 11", 1),
         ("tls.handshake.extensions_server_name == \"pump-gateway.ward.lab\"", 1)),
    case("tls", "tls13", "tls", "tcp.port == 9443", "Only the hellos are readable.", f"{OPENSSL} s_server and s_client.",
         "SNI pump-gateway.ward.lab, TLS 1.3 chosen; no certificate.", ("tls.handshake.extensions.supported_version == 0x0304", 2)),
    case("tls", "nas-tls12", "demo", "tcp.port == 443 && " + mac("00:11:32:00:00:91"), "curl's hello and a vendor's certificate.",
         "Python ssl (OpenSSL 3.0), curl 7.88.1.", "Subject C=TW, L=Taipei, O=Synology Inc., CN=synology. The client is behind the router.",
         ("tls.handshake.type == 11", 1)),
    case("tls", "https-tls13-sni", "demo", "tcp.port == 443 && ip.addr == 10.77.0.10", "curl with a server name, TLS 1.3.",
         "Python ssl (OpenSSL 3.0), curl 7.88.1.", "SNI wardpacs.ward.lab.",
         ("tls.handshake.extensions_server_name == \"wardpacs.ward.lab\"", 1)),
    case("ssh", "openssh", "demo", "tcp.port == 22", "Banner and key exchange over IPv6.", "OpenSSH 9.2p1, both sides.",
         "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10 of the server; the algorithms of both sides.", ("ssh.protocol", 2),
         ("ssh.message_code == 20", 2)),
    case("smb", "smb2-ntlmssp", "demo", "tcp.port == 445 && " + mac("00:11:32:00:00:91"), "Negotiate, NTLMSSP and a listing.",
         f"{SAMBA} smbd and smbclient.", "The challenge names WARDNAS; workstations NURSE-PC2 and DR-LEES-MACBOOK; user names are not kept.",
         ("ntlmssp.messagetype == 2", 1), ("ntlmssp.messagetype == 3", 1)),
    case("smb", "smb1-ntlm012", "smb", "tcp.port == 445", "The old dialect.", f"{SAMBA} with NT1 allowed, smbclient limited to NT1.",
         "NT LM 0.12 chosen; native OS and LAN manager strings; challenge names OLDSERVER.", ("smb.cmd == 0x72", 2),
         ("ntlmssp.messagetype == 2", 1)),
    case("smb", "netbios-session", "demo", "tcp.port == 139", "The same over the NetBIOS session service.", f"{SAMBA}.",
         "Session request and SMB2 on port 139 of NURSE-PC1.", ("nbss.type == 0x81", 1)),
    case("snmp", "v2c-printer", "demo", "snmp && ip.addr == 10.77.0.60", "A management station polls a printer.", SNMP,
         "sysDescr with JETDIRECT JD153, sysObjectID 1.3.6.1.4.1.11.2.3.9.1, hrDeviceDescr HP LaserJet M507, serial PHBQ412345.",
         ("snmp.version == 1 && snmp.data == 2", 1)),
    case("snmp", "v2c-switch", "demo", "snmp && ip.addr == 10.77.0.2", "A management station polls a switch.", SNMP,
         "sysDescr Cisco IOS 15.2(7)E3, entPhysicalSerialNum FOC1947S0AB, entPhysicalModelName WS-C2960X-48FPD-L.",
         ("snmp.data == 2", 1)),
    case("snmp", "v3-engine-id", "snmp", "snmp", "Discovery report and encrypted exchange.", SNMP,
         "Engine id of enterprise 11 (Hewlett-Packard) with MAC 3c:52:82:00:01:61; nothing else.", ("snmp.msgVersion == 3", 3),
         ("snmp.engineid.enterprise == 11 || snmp.msgAuthoritativeEngineID", 1)),
    case("tcp_syn", "linux", "demo", "tcp.flags.syn == 1 && (eth.src == 1c:69:7a:00:00:84 || eth.src == 3c:52:82:00:00:20)",
         "SYN of the Linux stack.", "Linux kernel 6.", "Options MSS, SACK, TS, NOP, WS; window 64240; TTL 64.",
         ("tcp.flags == 0x002", 1)),
    case("tcp_syn", "windows-like", "demo", "tcp.flags.syn == 1 && (eth.src == 98:90:96:00:00:81 || eth.src == 8c:16:45:00:00:82)",
         "SYN as Windows 10 sends it.", "Linux kernel with TTL 128 and no time stamps; the order of the options is rewritten (synthesized).",
         "Options MSS, NOP, WS, NOP, NOP, SACK; window 64240; TTL 128.", ("tcp.flags == 0x002 && ip.ttl == 128", 1)),
    case("tcp_syn", "macos-like", "demo", "tcp.flags.syn == 1 && eth.src == 3c:22:fb:00:00:85", "SYN as macOS sends it.",
         "Linux kernel; options rewritten (synthesized).", "Options MSS, NOP, WS, NOP, NOP, TS, SACK, EOL; window 65535; TTL 64.",
         ("tcp.flags == 0x002 && tcp.window_size_value == 65535", 1)),
]


def modality(name, address, syntax, keep, finds, *checks):
    """C-STORE case of one modality."""
    return case("dicom", name, "demo", f"ip.addr == {address} && ip.addr == 10.77.0.10 && dicom", keep,
                f"{PYNET} as the modality" + (", image by DCMTK dcmcjpeg" if "jpeg" in name else "") + f"; {DCMTK} dcmqrscp as the archive.",
                finds, (f"dicom.pctx.xfer.syntax contains \"{syntax}\" || frame contains \"{syntax}\"", 1), *checks, streams=True)


DICOM = [
    modality("ct-store-implicit", "10.77.0.20", "1.2.840.10008.1.2", "C-ECHO and C-STORE, implicit VR little endian.",
             "CT01 calls WARDPACS; implementation 1.2.840.113619.6.284 LIGHTSPEED_1_2; GE MEDICAL SYSTEMS, Optima CT660, station CT01-ED, "
             "serial CT660-104233, software gmp_hdy.42, modality CT. Archive OFFIS_DCMTK_367.", ("frame contains \"CT660-104233\"", 1)),
    modality("mr-store-explicit", "10.77.0.21", "1.2.840.10008.1.2.1", "C-ECHO and C-STORE, explicit VR little endian.",
             "MRC40512, implementation 1.3.12.2.1107.5.2 MR_VE11C; SIEMENS, Aera, serial 40512, two software versions.",
             ("frame contains \"syngo MR E11\"", 1)),
    modality("us-store-jpeg", "10.77.0.22", "1.2.840.10008.1.2.4.50", "C-STORE of a JPEG-compressed image (encapsulated pixel data).",
             "EPIQ_ECHO2; Philips Medical Systems, EPIQ 7C, serial US516B0277, software EPIQ 7C_1.8.5.0.", ("frame contains \"US516B0277\"", 1)),
    modality("dx-store-big-endian", "10.77.0.23", "1.2.840.10008.1.2.2", "C-ECHO and C-STORE, explicit VR big endian (retired).",
             "DRX_ROOM3; Carestream Health, DRX-Evolution, serial KEV30477, software 5.7.412.7, detector DRX1-SN81234.",
             ("frame contains \"KEV30477\"", 1)),
    case("dicom", "echo-dcmtk", "dicom", "dicom.assoc.ae.called contains \"WARDPACS\" && dicom.assoc.ae.calling contains \"ECHOSCU\"",
         "C-ECHO of the toolkit's own client.", f"{DCMTK} echoscu and dcmqrscp.",
         "Both sides 1.2.276.0.7230010.3.0.3.6.7 OFFIS_DCMTK_367; AE titles ECHOSCU and WARDPACS.", ("dicom", 4), streams=True),
    case("dicom", "rejected-called-ae", "dicom", "dicom.assoc.ae.called contains \"NO_SUCH_AE\"", "An association the archive rejects.",
         f"{DCMTK} echoscu and dcmqrscp.", "A-ASSOCIATE-RJ: permanent, service user, called AE title not recognised. The archive is not NO_SUCH_AE.",
         ("dicom.pdu.type == 3", 1), streams=True),
    case("dicom", "user-identity", "dicom", "dicom.assoc.ae.calling contains \"CT01\"", "User name and password in item 58.",
         f"{PYNET}; {DCMTK} dcmqrscp.", "AE titles and implementation; never SYNTHETIC^USER or SYNTHETIC-PASSWORD.",
         ("frame contains \"SYNTHETIC-PASSWORD\"", 1), streams=True),
    case("dicom", "mwl-mpps", "demo", "dicom && ip.addr == 10.77.8.20 && ip.addr == 10.77.0.20", "Worklist query, N-CREATE and N-SET.",
         f"{PYNET}, both sides.", "CT01 asks as modality CT, station CT01 / CT01-ED; WARDRIS (dcm4che-5.29.2) is known by address only: the MAC "
         "is the router's.", ("frame contains \"1.2.840.10008.5.1.4.31\"", 1), ("frame contains \"1.2.840.10008.3.1.2.3.3\"", 1), streams=True),
    case("dicom", "query-move-get", "demo", "dicom && ip.addr == 10.77.0.30", "A workstation queries and retrieves; the archive forwards.",
         f"{DCMTK} findscu, movescu, getscu, storescp, dcmqrscp.", "RADVIEW01 is a workstation. WARDPACS opens associations to it and sends images "
         "of the CT and the MR: their make, model and serial belong to neither end.",
         ("frame contains \"1.2.840.10008.5.1.4.1.2.2.2\"", 1), ("frame contains \"CT660-104233\"", 1), streams=True),
    case("dicom", "film-session", "demo", "dicom && ip.addr == 10.77.0.24", "N-GET of the printer, N-CREATE of a film session.",
         f"{PYNET}, both sides.", "FILM1 is a printer: Codonics, Horizon SF, serial HSF04417, software 4.2.1 in the N-GET answer.",
         ("frame contains \"HSF04417\"", 1), streams=True),
]

HL7 = [
    case("hl7", "pcd01-gateway", "demo", "tcp.port == 6661 && ip.addr == 10.77.0.41", "PCD-01 relayed by a gateway for two monitors.",
         f"{PYHL7}, both sides.", "Sender MINDRAY_EGATEWAY (EUI-64 00A037FFFE270041), profile 1.3.6.1.4.1.19376.1.6.1.1.1; OBX-18 names "
         "00A037FFFE270040 (BENEVISION_N15) and 00A037FFFE270099 (BENEVISION_N17); receiver answers as ENGINE.",
         ("frame contains \"00A037FFFE270099\"", 1), streams=True),
    case("hl7", "pcd01-monitor", "demo", "tcp.port == 4601", "A monitor reports itself.", f"{PYHL7}, both sides.",
         "OBX-18 00A037FFFE270040 is the sender's own MAC 00:a0:37:27:00:40 as EUI-64.", ("frame contains \"BENEVISION_N15\"", 1), streams=True),
    case("hl7", "pump-prt-udi", "demo", "tcp.port == 11000", "A pump reports itself with v2.8 UDI fields.", f"{PYHL7}, both sides.",
         "PRT-10 UDI (01)00840061000154…(21)PLUM-0007741, PRT-16 to PRT-20, PRT-22 device type.", ("frame contains \"00840061000154\"", 1),
         streams=True),
    case("hl7", "pump-server", "demo", "tcp.port == 6661 && ip.addr == 10.77.0.45", "A server relays two pumps.", f"{PYHL7}, both sides.",
         "Serials PLUM-0007741 and PLUM-0008118 are pumps, not the sender.", ("frame contains \"PLUM-0008118\"", 1), streams=True),
    case("hl7", "lab-equ", "demo", "tcp.port == 6661 && ip.addr == 10.77.0.50", "ESU^U01 with EQU-1 and OUL^R22 with OBX-18.",
         f"{PYHL7}, both sides.", "cobas 6000 by ROCHE, equipment id C6000-21704.", ("frame contains \"EQU|C6000-21704\"", 1), streams=True),
    case("hl7", "odd-separators", "demo", "tcp.port == 6661 && ip.addr == 10.77.0.51", "MSH!*%/+ instead of MSH|^~\\&.",
         f"{PYHL7} receives; the sender's bytes are synthesized.", "MSH-3 BS-240, MSH-4 Mindray, OBX-18 BS240-0042.",
         ("frame contains \"MSH!*%/+!\"", 1), streams=True),
    case("hl7", "adt", "demo", "tcp.port == 6661 && ip.addr == 10.77.8.30", "Admissions: almost nothing here may be kept.", f"{PYHL7}, both sides.",
         "Sender EPICADT of WARDHOSP, 2.5.1, ADT^A01 and ADT^A08, behind the router.", ("frame contains \"ADT^A08\"", 1), streams=True),
    case("hl7", "no-start-block-crlf", "hl7", "tcp.port == 2575", "No 0x0B at the start, CR LF between segments.",
         "Bytes synthesized by tests/lab/hl7_messages.py; receiver python-hl7 does not answer.", "MSH-3 cobas 6000, MSH-4 ROCHE.",
         ("frame contains \"MSH|^~\"", 1)),
]

CASES = LINK + CONFIG + NAMES + APPS + DICOM + HL7
