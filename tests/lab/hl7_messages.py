"""HL7 v2 messages of the demo ward.  Every function returns one message (text).

`p` is a patient mapping as in dicom_data; all patients are synthetic.
"""

from dicom_data import patient

STAMP = "20261123101500+0000"


def segments(*lines):
    """Joins segments the HL7 way: carriage return after each."""
    return "\r".join(lines) + "\r"


def pid(p):
    """PID, PD1 and NK1."""
    p = patient(p)
    return [f"PID|1||{p['id']}^^^WARDHOSP^MR||{p['name']}||{p['birth']}|{p['sex']}|||{p['address']}||{p['phone']}",
            f"NK1|1|{p['sequence']}|SPO|{p['address']}|{p['phone']}"]


def pv1(p):
    """PV1 with a bed and physicians."""
    p = patient(p)
    return f"PV1|1|I|ICU^12^A^WARDHOSP||||{p['physician']}|{p['referring']}|||||||||||{p['study_id']}"


def adt(p=None, trigger="A01"):
    """Admission from the patient administration system."""
    p = patient(p)
    return segments(
        f"MSH|^~\\&|EPICADT|WARDHOSP|ENGINE|WARDHOSP|{STAMP}||ADT^{trigger}^ADT_A01|ADT{p['id']}|P|2.5.1",
        f"EVN|{trigger}|{STAMP}", *pid(p), pv1(p), f"AL1|1||{p['comments']}", f"DG1|1||{p['study']}",
        f"GT1|1||{p['sequence']}||{p['address']}", f"IN1|1|{p['private']}|{p['study_id']}")


def pcd01(p=None, app="MINDRAY_EGATEWAY^00A037FFFE270041^EUI-64", facility="MINDRAY",
          device="00A037FFFE270040", system="BENEVISION_N15^00A037FFFE270040^EUI-64", control="PCD0001",
          obx18=True):
    """IHE PCD-01 observation: MDS row first, OBX-18 names the monitor by EUI-64."""
    p = patient(p)
    name = system.split("^")[0]
    equip = f"{name}^^{device}^EUI-64" if obx18 else ""
    return segments(
        f"MSH|^~\\&|{app}|{facility}|ENGINE|WARDHOSP|{STAMP}||ORU^R01^ORU_R01|{control}|P|2.6|||NE|AL||8859/1"
        "|||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO",
        *pid(p), pv1(p),
        f"OBR|1|{p['accession']}^{name}|{p['accession']}^{name}|182777000^monitoring of patient^SCT|||{STAMP}",
        f"OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||{STAMP}||||{equip}",
        f"OBX|2||69854^MDC_DEV_METER_PRESS_BLD_VMD^MDC|1.1.0.0|||||||X|||{STAMP}",
        f"OBX|3|NM|147842^MDC_ECG_HEART_RATE^MDC|1.7.4.147842|72|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R|||{STAMP}"
        f"||||{equip}",
        f"OBX|4|ST|8480-6^NOTE^LN|1.7.4.1|{p['comments']}||||||R|||{STAMP}",
        f"NTE|1||{p['private']}")


def pump(p=None, serial="PLUM-0007741", device="0003B1FFFE0A0045", app="PAT_DEVICE_ICU_MEDICAL^0003B10000000451^EUI-64",
         control="PUMP0001", software="1.62.00"):
    """Infusion observation, HL7 v2.8: PRT carries the pump's UDI fields 10 and 16-20."""
    p = patient(p)
    udi = f"(01)00840061000154(11)240115(10)LOT7741(21){serial}"
    prt = ["PRT", "1", "UC", "", "EQUIP^Equipment^HL70912", p["operator"], "", "", p["physician"], "ICU^12^A",
           f"{udi}^{device}^EUI-64", "", "", "", p["address"], p["phone"], "00840061000154", "20240115", "",
           "LOT7741", serial, "", "69986^MDC_DEV_PUMP_INFUS_VMD^MDC"]
    return segments(
        f"MSH|^~\\&|{app}|ICU_MEDICAL|ENGINE|WARDHOSP|{STAMP}||ORU^R01^ORU_R01|{control}|P|2.8|||NE|AL||UNICODE UTF-8"
        "|||PCD_DEC_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO",
        *pid(p), pv1(p),
        f"OBR|1|{p['accession']}|{p['accession']}|69985^MDC_DEV_PUMP_INFUS_MDS^MDC|||{STAMP}",
        f"OBX|1||69985^MDC_DEV_PUMP_INFUS_MDS^MDC|1.0.0.0|||||||X|||{STAMP}||||PLUM360^^{device}^EUI-64",
        "|".join(prt),
        f"OBX|2|ST|531975^MDC_ID_PROD_SPEC_SW^MDC|1.0.0.1|{software}||||||R|||{STAMP}",
        f"OBX|3|NM|157784^MDC_FLOW_FLUID_PUMP^MDC|1.1.1.101|125|265266^MDC_DIM_MILLI_L_PER_HR^MDC|||||R|||{STAMP}",
        f"OBX|4|ST|158057^NOTE^MDC|1.1.1.102|{p['comments']}||||||R|||{STAMP}")


def lab_status(p=None, control="ESU0001"):
    """Equipment status ESU^U01 of the analyser: EQU-1 identifies it."""
    del p
    return segments(
        f"MSH|^~\\&|cobas 6000^^|ROCHE|ENGINE|WARDHOSP|{STAMP}||ESU^U01^ESU_U01|{control}|P|2.5.1",
        f"EQU|C6000-21704^cobas 6000^0060190A0050^EUI-64|{STAMP}|OP^Normal Operation^HL70365|OK^Operational^HL70366",
        "ISD|1|1^cuvette|OK^ok")


def lab_result(p=None, control="OUL0001"):
    """Unsolicited specimen result OUL^R22 of the analyser, instrument in OBX-18."""
    p = patient(p)
    return segments(
        f"MSH|^~\\&|cobas 6000^^|ROCHE|ENGINE|WARDHOSP|{STAMP}||OUL^R22^OUL_R22|{control}|P|2.5.1||||||UNICODE UTF-8"
        "|||LAB-29^IHE",
        *pid(p), pv1(p), f"SPM|1|{p['accession']}||SER",
        f"OBR|1|{p['accession']}||2345-7^GLUCOSE^LN|||{STAMP}|||{p['operator']}",
        f"OBX|1|NM|2345-7^GLUCOSE^LN|1|5.4|mmol/L|||||F|||{STAMP}||{p['operator']}||"
        f"C6000-21704^ROCHE~cobas 6000^ROCHE|{STAMP}",
        f"OBX|2|ST|NOTE|1|{p['comments']}||||||F", f"NTE|1||{p['private']}")


def odd_separators(p=None):
    """The same kind of result from a sender that uses its own separators."""
    p = patient(p)
    return segments(
        f"MSH!*%/+!BS-240!Mindray!ENGINE!WARDHOSP!{STAMP}!!ORU*R01!ODD0001!P!2.3.1",
        f"PID!1!!{p['id']}!!{p['name'].replace('^', '*')}!!{p['birth']}!{p['sex']}",
        f"OBR!1!{p['accession']}!!GLU*Glucose!!!{STAMP}",
        f"OBX!1!NM!GLU*Glucose!!5.1!mmol/L!!!!!F!!!{STAMP}!!!!BS240-0042*Mindray")


def without_start_block(message):
    """Bytes of a sender that forgets the MLLP start block and ends segments with CR LF."""
    return message.replace("\r", "\r\n").encode() + b"\x1c\r"


def framed(message):
    """Bytes of a message in a proper MLLP block."""
    return b"\x0b" + message.encode() + b"\x1c\r"
