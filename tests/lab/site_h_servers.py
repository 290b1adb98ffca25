"""Site H's servers and storage. The functions and their words are site_h_table.py's."""

from site_h_table import DC, FAR, OFFICE, PLANT, dev, mounts
from site_words import DELL, HP, opens, polled, says

# Servers: those of DC are seen, of FAR the address only
dev("archive", "pacs", DC, "00:50:56", "category", "Telemis", "TM-Publisher", hosts=["pacs", "pacs.ch-valboise.local"], system="linux", ae_titles=["TELEMIS"], scp={"ae": "TELEMIS",
    "uid": "1.3.6.1.4.1.23650.1", "version": "TELEMIS_4"}, named="pacs.ch-valboise.local", unjudged=["model", "software", "manufacturer"])
dev("ris", "server", DC, "00:50:56", "category", "EDL", "Xplore", hosts=["xplore", "xplore.ch-valboise.local"], acts=[says("ORU^R01", "engine", 6710, 30, "OBR|1|SYN3|SYN3|THX^Thorax",
    "OBX|1|TX|CR||SYNTHETIC", shift="day")], system="2019", ae_titles=["XPLOREMWL"], scp={"ae": "XPLOREMWL", "uid": "1.2.250.1.204.5", "version": "XPLORE_MWL_6"}, port=5104,
    application=("XPLORE", "CHVBSYN"), named="xplore.ch-valboise.local", alt={"category": ["ehr", "pacs"], "manufacturer": ["Softway", "Softway Medical"], "model": ["XPLORE"]},
    unjudged=["software", "manufacturer", "model"])
dev("engine", "hl7_interface_engine", DC, "00:50:56", "category", "Enovacom", "Enovacom Integration Engine", acts=[says(kind, to, port, every, f"EVN|{kind[4:7]}|20261109", "PV1|1|I|REA^07^1",
    "ZBE|451^CHVB|20261109||INSERT|N||^^^^^^UF^^^4510||HMS") for kind, to, port, every in (("ADT^A08^ADT_A01", "lis", 5200, 16), ("ADT^A01^ADT_A01", "ris", 6711, 20),
    ("ADT^A01^ADT_A01", "pdms-gateway", 6712, 20), ("ADT^A03^ADT_A03", "poc-server", 4203, 30), ("ADT^A02^ADT_A02", "vigilant", 6713, 30), ("ADT^A04^ADT_A01", "pharmacy", 6714, 30),
    ("ADT^A28^ADT_A05", "dialysis-server", 6715, 60))], system="linux", application=("EAI", "CHVBSYN"), alt={"manufacturer": ["ENOVACOM", "Orange"], "model": ["EAI", "Antares"]},
    unjudged=["model", "manufacturer"], note="as IHE's French extension of its patient messages has them")
dev("ehr", "ehr", FAR, "00:50:56", "category model", "Dedalus", "DxCare", acts=[says("ADT^A01^ADT_A01", "engine", 6700, 8, "EVN|A01|20261109", "PV1|1|I|REA^07^1"), says("ADT^A03^ADT_A03", "engine",
    6700, 14, "EVN|A03|20261109", "PV1|1|I|CHIR^12^2"), says("OMI^O23^OMI_O23", "engine", 6700, 16, "ORC|NW|SYN3", "OBR|1|SYN3||THX", shift="day")], application=("DXCARE", "CHVBSYN"),
    alt={"manufacturer": ["Medasys", "Dedalus France"], "os": ["Linux", "Windows"], "model": ["DXCARE", "DX CARE"]}, unjudged=["os"], note="behind the router: known by address only")
dev("lis", "lis", DC, "00:50:56", "category model", "Clinisys", "GLIMS", hosts=["glims", "glims.ch-valboise.local"], acts=[says("ORU^R01^ORU_R01", "engine", 6716, 12, "OBR|1|SYN5||GLU",
    "OBX|1|NM|2345-7^GLUCOSE^LN||5.1|mmol/L|||||F")], system="linux", application=("GLIMS", "CHVBLABO"), named="glims.ch-valboise.local", alt={"manufacturer": ["MIPS", "CliniSys", "Dedalus"],
    "model": ["Glims"]})
dev("poc-server", "server", DC, "00:50:56", "", "Radiometer", "AQURE", hosts=["SRV-AQURE"], acts=[says("ORU^R01", "lis", 5202, 20, "OBR|1|SYN5||GLU", "OBX|1|NM|GLU||98|mg/dL|||||F",
    shift="rounds"), mounts("2019", 500)], system="2019", lease="win", application=("AQURE", "CHVBSYN"), alt={"category": ["lis", "medical_gateway", "hl7_interface_engine"],
    "manufacturer": ["Radiometer Medical"]}, unjudged=["model", "manufacturer"], note="manages the point of care; Doubt: what it is called")
dev("pharmacy", "server", DC, "00:50:56", "", "Computer Engineering", "Pharma", hosts=["SRV-PHARMA"], acts=[("logon", 500, "day", {"to": "directory"})], system="2022", lease="win",
    application=("PHARMA", "CHVBSYN"), alt={"category": ["workstation", "medication_cabinet"]}, unjudged=["manufacturer", "model", "software"])
dev("directory", "server", DC, "00:50:56", "category hostname os", hosts=["SRV-AD01", "srv-ad01.ch-valboise.local"], system="2022", smb_build=(10, 0, 20348), named="srv-ad01.ch-valboise.local",
    ip6="fd4a:5117:240:1::10", alt={"category": ["network_infrastructure"]})
dev("files", "server", DC, "00:50:56", "category hostname os", hosts=["SRV-FICHIERS", "srv-fichiers.ch-valboise.local"], acts=[("announce", 400, "all", {"comment": "", "version": (10, 0)})],
    system="2019", smb_build=(10, 0, 17763), named="srv-fichiers.ch-valboise.local", ip6="fd4a:5117:240:1::12", unjudged=["software"], alt={"category": ["storage"]})
dev("old-files", "server", DC, "00:50:56", "os hostname", hosts=["ARCHIVES-DIM"], acts=[("nbns", 400, "all", {})], system="2008", native=("Windows Server 2008 R2 Standard 7601 Service Pack 1",
    "Windows Server 2008 R2 Standard 6.1"), smb_build=(6, 1, 7601), alt={"category": ["storage", "workstation"], "software": ["Windows Server 2008 R2 Standard 6.1"]}, unjudged=["software"])
dev("watch", "server", DC, "00:50:56", "category", "Centreon", "Centreon", hosts=["srv-centreon"], acts=[opens("admin-pc", 200, title="Centreon - IT & Network Monitoring", server="Apache"),
    ("ntp", 300, "all", {})], system="linux", ip6="fd4a:5117:240:1::14", alt={"model": ["Centreon - IT & Network Monitoring"], "software": ["Apache"], "manufacturer": ["Merethis"]},
    unjudged=["software", "model", "manufacturer"], note="asks others by SNMP")
dev("inventory", "server", DC, "00:50:56", "", "Teclib", "GLPI", hosts=["glpi"], acts=[opens("admin-pc", 240, title="GLPI - Authentification", server="Apache/2.4.56 (Debian)"), ("ntp", 300,
    "all", {})], system="linux", alt={"model": ["GLPI - Authentification"], "software": ["Apache/2.4.56 (Debian)", "2.4.56"], "os": ["Debian"], "category": ["workstation"]},
    unjudged=["software", "model", "manufacturer"], note="a list of what the house owns")
dev("bastion", "server", DC, "00:50:56", "model hostname", "WALLIX", "Bastion", None, "10.0.4", hosts=["bastion"], acts=[("certified", 300, "day", {"by": "admin-pc",
    "subject": "C=FR, O=WALLIX, OU=WALLIX Bastion, CN=bastion.ch-valboise.local"}), ("shell", 400, "day", {"by": "admin-pc", "server": "SSH-2.0-WALLIX Bastion"})], system="linux",
    alt={"model": ["WALLIX Bastion"], "category": ["network_infrastructure"], "manufacturer": ["Wallix"]}, unjudged=["software", "manufacturer"],
    note="administrators pass through it; Doubt: whether its certificate's organisation is a maker")
dev("web", "server", DC, "00:50:56", "", system="linux", unjudged=["software"], ip6="fd4a:5117:240:1::15", note="serves TLS and makers' own protocols")
dev("broker", "server", DC, "00:50:56", "", acts=[("ntp", 300, "all", {})], system="linux", unjudged=["software", "model"], note="takes what things publish")
# Boards beside servers. Looked up: the tree of Redfish
for number, prefix, maker, accept, model, other, serial, bios, tag, spoken, tree in ((1, "3c:ec:ef", "Supermicro", ["Super Micro Computer", "Super Micro"], "SYS-620P-TRT", ["X12DPi-N6"],
        "S451704X2B05017", "1.4", "To be filled by O.E.M.", "Supermicro", "1"), (2, "8c:04:ba", "Dell", DELL, "PowerEdge R650", ["R650"], "CNIVC00245017A", "1.8.2", "4A51K93", "Dell Inc.",
        "System.Embedded.1")):
    dev(f"board-{number}", "server", DC, prefix, "category manufacturer model serial", maker, model, serial, bios, [("got", 240, "all", {"by": "watch", "path": f"/redfish/v1/Systems/{tree}",
        "kind": "application/json", "agent": "python-requests/2.31.0", "body": f'{{"@odata.id":"/redfish/v1/Systems/{tree}","@odata.type":"#ComputerSystem.v1_13_0.ComputerSystem",'
        f'"Id":"{tree}","Name":"System","SystemType":"Physical","Manufacturer":"{spoken}","Model":"{model}","SKU":"{tag}","SerialNumber":"{serial}","BiosVersion":"{bios}","PowerState":"On"}}'})],
        system="linux", lease="-dhclient", alt={"manufacturer": accept, "model": other, "serial": [tag] if number == 2 else [], "category": ["network_infrastructure"]}, unjudged=["software"])
# Storage. Looked up: the first one's table of chassis
dev("isilon", "storage", DC, "00:15:1b", "category manufacturer model serial hostname software", "Dell", "H400", "JACNN204510417", "9.2.1.12", [polled(
    "chvb-nas01-1 453710417 Isilon OneFS v9.2.1.12", "oid:1.3.6.1.4.1.12325.1.1.2.1.1", "chvb-nas01-1", ("1.3.6.1.4.1.12124.2.51.1.3.1", "JACNN204510417"),
    ("1.3.6.1.4.1.12124.2.51.1.4.1", "H400-4U-Single-64GB-1x1GE-2x10GE SFP+-30TB"))], ["chvb-nas01-1"], "linux", alt={"manufacturer": ["Isilon", "Isilon Systems", "EMC", "Dell EMC", *DELL],
    "model": ["Isilon", "Isilon H400",
    "H400-4U-Single-64GB-1x1GE-2x10GE SFP+-30TB"], "os": ["OneFS", "Isilon OneFS", "FreeBSD"], "software": ["v9.2.1.12", "Isilon OneFS v9.2.1.12"], "category": ["server"]}, unjudged=["os"])
dev("nas", "storage", OFFICE, "e8:fc:af", "category manufacturer model serial hostname", "Netgear", "ReadyNAS 424", "4S0178E04517", "6.10.9", [("mdns", 240, "all", {"instance": "NAS-IFSI",
    "service": "_readynas._tcp.local", "port": 443, "text": ["vendor=NETGEAR", "model=ReadyNAS 424", "serial=4S0178E04517", "version=6.10.9", "mac_address=%m"]}), ("nbns", 400, "all", {})],
    ["NAS-IFSI"], "linux", "udhcp", {"model": ["RN424", "424"], "manufacturer": ["NETGEAR"], "category": ["server"], "os": ["ReadyNAS OS", "Linux"]}, unjudged=["software", "os"])
dev("backup", "storage", DC, "94:18:82", "manufacturer hostname", "HPE", "StoreOnce 3640", "CZ20451704", hosts=["chvb-storeonce"], acts=[("ntp", 300, "all", {}), polled(
    "Linux chvb-storeonce 4.14.35-2047.el7 #1 SMP x86_64", "oid:1.3.6.1.4.1.8072.3.2.10", "chvb-storeonce")], system="linux", alt={"manufacturer": [*HP, "Hewlett Packard Enterprise"],
    "category": ["server"], "os": ["Linux 4.14.35"], "model": ["StoreOnce"], "software": ["4.14.35-2047.el7"]}, unjudged=["software", "os"], note="its name alone says what it is")
dev("exchange", "server", DC, "00:80:9f", "category manufacturer", "Alcatel-Lucent Enterprise", "OmniPCX Enterprise", "K04517", acts=[("ntp", 300, "all", {})], system="linux", alt={"category": [
    "network_infrastructure", "ip_phone"], "software": ["R100.1 n1.291.16.b", "n1.291.16.b", "OmniPCX Enterprise R100.1 n1.291.16.b"], "model": ["OmniPCX", "OXE"],
    "manufacturer": ["Alcatel-Lucent", "Alcatel", "Alcatel Business Systems", "ALE", "ALE International"]}, unjudged=["software", "model"],
    note="telephones register with it; Doubt: its name stands in its answers to them")
dev("recorder", "server", PLANT, "8c:04:ba", "os hostname", "Dell", None, hosts=["SRV-VIDEO2"], acts=[mounts("2019", 500), ("nbns", 300, "all", {})], system="2019", lease="win",
    alt={"category": ["storage", "workstation", "ip_camera"], "manufacturer": [*DELL, "Genetec"], "software": ["gSOAP/2.8"]}, unjudged=["manufacturer", "software", "model"])
