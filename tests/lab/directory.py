"""Directories, tickets and remote desktops: OpenLDAP, MIT Kerberos, Samba as a domain controller, xrdp.

A run is (programs it needs, function that plays it and returns its capture, the fixtures cut from it).
"""

import time

from cases import case
from special import done, pair

REALM = "WARD.LAB"


def openldap(lab):
    """A client reads the root DSE, then binds with a name and a password and looks for a person."""
    server, client, tap = pair(lab, "ldap")
    data = server.dir / "data"
    data.mkdir()
    conf = server.write("slapd.conf", "include /etc/ldap/schema/core.schema\ninclude /etc/ldap/schema/cosine.schema\n"
                        "include /etc/ldap/schema/inetorgperson.schema\nmodulepath /usr/lib/ldap\nmoduleload back_mdb\n"
                        f"pidfile {server.dir}/slapd.pid\ndatabase mdb\nsuffix dc=ward,dc=lab\ndirectory {data}\n"
                        "rootdn cn=CNRYADMIN1,dc=ward,dc=lab\nrootpw CNRYSECRET2\n")
    people = server.write("people.ldif", "dn: dc=ward,dc=lab\nobjectClass: dcObject\nobjectClass: organization\no: ward\ndc: ward\n\n"
                          "dn: cn=CNRYPERSON1,dc=ward,dc=lab\nobjectClass: inetOrgPerson\ncn: CNRYPERSON1\nsn: CNRYPERSON1\n"
                          "telephoneNumber: 5550100\n")
    server.spawn("slapd", "-f", conf, "-h", "ldap://10.77.1.1:389/", "-d", "0")
    time.sleep(1.5)
    at, login = ("-x", "-H", "ldap://10.77.1.1"), ("-D", "cn=CNRYADMIN1,dc=ward,dc=lab", "-w", "CNRYSECRET2")
    client.run("ldapsearch", *at, "-s", "base", "-b", "", "*", "+")
    client.run("ldapadd", *at, *login, "-f", people)
    client.run("ldapsearch", *at, *login, "-b", "dc=ward,dc=lab")
    return done(lab, "ldap", tap)


KRB5 = """[libdefaults]
 default_realm = WARD.LAB
 dns_lookup_kdc = false
 dns_lookup_realm = false
 rdns = false
 udp_preference_limit = {limit}
[realms]
 WARD.LAB = {{
  kdc = 10.77.1.1
 }}
"""

KDC = """[kdcdefaults]
 kdc_listen = 10.77.1.1:88
 kdc_tcp_listen = 10.77.1.1:88
[realms]
 WARD.LAB = {{
  database_name = {dir}/principal
  key_stash_file = {dir}/stash
  acl_file = {dir}/acl
 }}
[logging]
 kdc = FILE:{dir}/kdc.log
"""


def kerberos(lab):
    """A user gets a ticket by UDP and by TCP; another user is unknown."""
    server, client, tap = pair(lab, "kerberos")
    conf = {"KRB5_CONFIG": str(server.write("krb5.conf", KRB5.format(limit=1465))),
            "KRB5_KDC_PROFILE": str(server.write("kdc.conf", KDC.format(dir=server.dir)))}
    setting = ["env", *[f"{k}={v}" for k, v in conf.items()]]
    server.run(*setting, "kdb5_util", "create", "-s", "-r", REALM, "-P", "CNRYMASTER1")
    server.run(*setting, "kadmin.local", "-q", "addprinc -pw CNRYSECRET3 cnryuser2")
    server.run(*setting, "kadmin.local", "-q", "addprinc -randkey host/files.ward.lab")
    server.spawn(*setting, "krb5kdc", "-n")
    time.sleep(1.5)
    for number, limit in enumerate((1465, 1)):
        own = ["env", f"KRB5_CONFIG={client.write(f'krb5-{number}.conf', KRB5.format(limit=limit))}", f"KRB5CCNAME={client.dir}/cc{number}"]
        client.run(*own, "kinit", "cnryuser2", input="CNRYSECRET3\n")
        client.run(*own, "kvno", "host/files.ward.lab")
        client.run(*own, "kinit", "cnrynobody", input="x\n")
    return done(lab, "kerberos", tap)


def controller(lab):
    """Samba as Active Directory: root DSE, LDAP ping, a bind with NTLM, a ticket."""
    server, client, tap = pair(lab, "addc")
    root = server.dir / "samba"
    # A private mount namespace gives the controller its own resolver and /run.
    server.run("samba-tool", "domain", "provision", f"--targetdir={root}", f"--realm={REALM}", "--domain=WARD", "--server-role=dc",
               "--adminpass=CNRYpass.9", "--host-name=DC1", "--host-ip=10.77.1.1", "--dns-backend=NONE", "--use-rfc2307", timeout=120)
    server.spawn("samba", "-i", "-M", "single", "-s", root / "etc/smb.conf", "--option=server services=ldap,cldap,kdc,rpc,winbindd")
    time.sleep(12)
    conf = client.write("smb.conf", f"[global]\nworkgroup=WARD\nrealm={REALM}\nnetbios name=WARD-PC1\nlock directory={client.dir}\n"
                        f"state directory={client.dir}\ncache directory={client.dir}\nprivate dir={client.dir}\npid directory={client.dir}\n")
    client.run("ldapsearch", "-x", "-H", "ldap://10.77.1.1", "-s", "base", "-b", "")
    client.run("net", "-s", conf, "ads", "info", "-S", "10.77.1.1")
    client.run("net", "-s", conf, "ads", "lookup", "-S", "10.77.1.1")
    own = ["env", f"KRB5_CONFIG={client.write('krb5.conf', KRB5.format(limit=1))}", f"KRB5CCNAME={client.dir}/cc"]
    client.run(*own, "kinit", f"Administrator@{REALM}", input="CNRYpass.9\n")
    client.run("net", "-s", conf, "ads", "user", "-S", "10.77.1.1", "-U", "Administrator%CNRYpass.9", "--use-kerberos=off")
    return done(lab, "addc", tap)


XRDP = """[Globals]
port=3389
security_layer={layer}
crypt_level=none
certificate={dir}/c.pem
key_file={dir}/k.pem
[Logging]
LogFile={dir}/xrdp.log
EnableSyslog=false
[Xorg]
name=Xorg
lib=libxup.so
username=ask
password=ask
"""


def desktop(lab):
    """FreeRDP asks for a session, first without and then with TLS."""
    server, client, tap = pair(lab, "rdp")
    server.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-keyout", server.dir / "k.pem",
               "-out", server.dir / "c.pem", "-subj", "/CN=WARD-TS1.ward.lab")
    client.spawn("Xvfb", ":77", "-screen", "0", "800x600x16", "-nolisten", "tcp")
    for layer, option in (("rdp", "/sec:rdp"), ("tls", "/sec:tls")):
        conf = server.write(f"xrdp-{layer}.ini", XRDP.format(layer=layer, dir=server.dir))
        process = server.spawn("xrdp", "--nodaemon", "--config", conf)
        time.sleep(1.5)
        client.run("env", "DISPLAY=:77", "timeout", "1.5", "xfreerdp", "/v:10.77.1.1", option, "/u:CNRYUSER3", "/p:CNRYSECRET4",
                   "/cert:ignore", "/client-hostname:WARD-PC1", "/tls-seclevel:0")
        server.stop(process)
    return done(lab, "rdp", tap)


LETTER = """import smtplib
with smtplib.SMTP("10.77.1.1", 25, local_hostname="SCANNER-7.ward.lab") as mail:
    mail.sendmail("cnrysender1@ward.lab", ["cnryrecipient1@ward.lab"], "Subject: CNRYSUBJECT2\\n\\nCNRYLETTER1\\n")
"""


def mail(lab):
    """A device sends a letter."""
    server, client, tap = pair(lab, "smtp")
    server.spawn("/usr/bin/python3", "-W", "ignore", "-m", "smtpd", "-n", "-c", "DebuggingServer", "10.77.1.1:25")
    time.sleep(1.5)
    client.run("/usr/bin/python3", client.write("letter.py", LETTER))
    return done(lab, "smtp", tap)


SAMBA = "Samba 4.17.12 as Active Directory"
RUNS = {
    "openldap": (["slapd", "ldapsearch"], openldap, [case(
        "ldap", "openldap", "", "tcp.port == 389", "Root DSE, a simple bind, a new person, a search.", "OpenLDAP 2.5.13.",
        "10.77.1.1 is a directory server of ward.lab; neither the administrator's name and password nor the person is anywhere.",
        ("ldap.searchResEntry_element", 2), ("ldap.simple", 1), streams=True)]),
    "kerberos": (["krb5kdc", "kinit"], kerberos, [
        case("kerberos", "mit", "", "kerberos && udp", "Tickets by UDP; an unknown user.", "MIT Kerberos 1.20.1.",
             "10.77.1.1 issues tickets of ward.lab; 10.77.1.2 belongs to ward.lab; no user is anywhere.",
             ("kerberos.msg_type == 11", 1), ("kerberos.msg_type == 30", 1)),
        case("krb_tcp", "mit", "", "tcp.port == 88", "The same by TCP.", "MIT Kerberos 1.20.1.",
             "10.77.1.1 issues tickets of ward.lab; 10.77.1.2 belongs to ward.lab; no user is anywhere.",
             ("kerberos.msg_type == 11", 1), streams=True)]),
    "controller": (["samba", "samba-tool", "net", "ldapsearch"], controller, [
        case("ldap", "active-directory", "", "tcp.port == 389", "Root DSE, a bind with NTLM.", SAMBA + "; its own client.",
             "10.77.1.1 is dc1, domain controller of ward.lab; no user is anywhere.", ("ldap.searchResEntry_element", 1), streams=True),
        case("cldap", "netlogon-ping", "", "cldap", "A client looks for its domain controller.", SAMBA + "; its own client.",
             "10.77.1.1 is dc1, domain controller of ward.lab.", ("cldap", 2)),
        case("krb_tcp", "active-directory", "", "tcp.port == 88", "A ticket of an Active Directory.", SAMBA + "; MIT kinit.",
             "10.77.1.1 is a domain controller of ward.lab.", ("kerberos.msg_type == 11", 1), streams=True)]),
    "mail": (["python3"], mail, [case(
        "smtp", "python-smtpd", "", "tcp.port == 25", "A device sends a letter.", "CPython 3.11 smtpd and smtplib.",
        "10.77.1.1 greets with its software; 10.77.1.2 is SCANNER-7; sender, recipient and letter are nowhere.", ("smtp.req.command", 3),
        streams=True)]),
    "desktop": (["xrdp", "xfreerdp", "Xvfb"], desktop, [case(
        "rdp", "xrdp", "", "tcp.port == 3389 && tcp.seq < 4000 && tcp.ack < 4000", "The beginning of a session in clear, and of one in TLS.", "xrdp 0.9.21.1; FreeRDP 2.11.7.",
        "10.77.1.1 chose rdp, then tls with the certificate of WARD-TS1.ward.lab where that is in clear; 10.77.1.2 is WARD-PC1; no user "
        "is anywhere.", ("rdp.client.build", 1))]),
}
