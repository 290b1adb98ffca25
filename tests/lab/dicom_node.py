"""A DICOM device: a modality that works through a list of steps, or an SCP.

Usage: dicom_node.py modality|scp CONFIG.json
Real upper layer and DIMSE: pynetdicom.  Implementation class UID and version
name are set to those of the device that is played.
"""

import json
import sys
import time

from pydicom.dataset import Dataset
from pynetdicom import AE, AllStoragePresentationContexts, build_role, evt
from pynetdicom.pdu_primitives import UserIdentityNegotiation
from pynetdicom.sop_class import (BasicFilmSession, BasicGrayscalePrintManagementMeta,
                                  ModalityPerformedProcedureStep, ModalityWorklistInformationFind,
                                  Printer, StudyRootQueryRetrieveInformationModelFind,
                                  StudyRootQueryRetrieveInformationModelGet, Verification)

import dicom_data as data


def entity(cfg):
    """An application entity that introduces itself as the configured product."""
    ae = AE(ae_title=cfg["ae"])
    if cfg.get("impl_uid"):
        ae.implementation_class_uid = cfg["impl_uid"]
    if "impl_version" in cfg:
        ae.implementation_version_name = cfg["impl_version"]
    ae.acse_timeout = ae.dimse_timeout = ae.network_timeout = 8
    return ae


def associate(cfg, peer, contexts, **kwargs):
    """Opens an association with the given [(abstract syntax, transfer syntaxes)]."""
    ae = entity(cfg)
    for abstract, syntaxes in contexts:
        ae.add_requested_context(abstract, syntaxes)
    extra = []
    if cfg.get("user"):
        item = UserIdentityNegotiation()
        item.user_identity_type, item.positive_response_requested = 2, False
        item.primary_field, item.secondary_field = cfg["user"][0].encode(), cfg["user"][1].encode()
        extra.append(item)
    assoc = ae.associate(peer["ip"], peer["port"], ae_title=peer["ae"],
                         ext_neg=extra + kwargs.pop("ext_neg", []), **kwargs)
    if not assoc.is_established:
        print("not established:", peer, "rejected" if assoc.is_rejected else "aborted", flush=True)
    return assoc


def echo(cfg):
    """C-ECHO to the archive."""
    assoc = associate(cfg, cfg["pacs"], [(Verification, None)])
    if assoc.is_established:
        print("echo", assoc.send_c_echo().Status)
        assoc.release()


def wrong_ae(cfg):
    """An association the archive must reject: called AE title not recognised."""
    assoc = associate(cfg, {**cfg["pacs"], "ae": "NO_SUCH_AE"}, [(Verification, None)])
    if assoc.is_established:
        assoc.release()


def worklist(cfg):
    """Modality worklist C-FIND."""
    assoc = associate(cfg, cfg["ris"], [(ModalityWorklistInformationFind, None)])
    if assoc.is_established:
        for status, _ in assoc.send_c_find(data.worklist_query(cfg), ModalityWorklistInformationFind):
            print("mwl", hex(status.Status) if status else None)
        assoc.release()


def mpps(cfg):
    """N-CREATE (in progress) and N-SET (completed) of a performed procedure step."""
    assoc = associate(cfg, cfg["ris"], [(ModalityPerformedProcedureStep, None)])
    if assoc.is_established:
        instance = data.uid(cfg["ae"], "mpps", data.patient(cfg.get("patient"))["id"])
        status, _ = assoc.send_n_create(data.mpps_create(cfg, cfg.get("patient")),
                                        ModalityPerformedProcedureStep, instance)
        print("mpps create", status.Status if status else None)
        status, _ = assoc.send_n_set(data.mpps_done(cfg, cfg.get("patient")),
                                     ModalityPerformedProcedureStep, instance)
        print("mpps set", status.Status if status else None)
        assoc.release()


def store(cfg):
    """C-STORE of tiny images with the device's equipment tags."""
    syntax = cfg.get("syntax", "implicit")
    assoc = associate(cfg, cfg["pacs"], [(cfg["sop_class"], [data.SYNTAX[syntax]])])
    if assoc.is_established:
        for number in range(1, cfg.get("images", 2) + 1):
            ds = data.image(cfg, cfg.get("patient"), number, syntax, cfg.get("side", 16))
            print("store", assoc.send_c_store(ds).Status)
        assoc.release()


def film(cfg):
    """Opens a film session at the DICOM printer."""
    assoc = associate(cfg, cfg["printer"], [(BasicGrayscalePrintManagementMeta, None)])
    if not assoc.is_established:
        return
    assoc.send_n_get([0x21100010, 0x21100030, 0x00080070, 0x00081090, 0x00181000, 0x00181020], Printer,
                     "1.2.840.10008.5.1.1.17", meta_uid=BasicGrayscalePrintManagementMeta)
    session = Dataset()
    session.NumberOfCopies, session.PrintPriority, session.MediumType = "1", "LOW", "BLUE FILM"
    session.FilmDestination, session.FilmSessionLabel = "MAGAZINE", "SYNTHETIC FILM LABEL"
    status, _ = assoc.send_n_create(session, BasicFilmSession, data.uid(cfg["ae"], "film"),
                                    meta_uid=BasicGrayscalePrintManagementMeta)
    print("film", status.Status if status else None)
    assoc.release()


def retrieve(cfg):
    """Workstation: study-level C-FIND, then C-GET of everything found."""
    find = StudyRootQueryRetrieveInformationModelFind
    assoc = associate(cfg, cfg["pacs"], [(find, None)])
    studies = []
    if assoc.is_established:
        query = Dataset()
        query.QueryRetrieveLevel, query.PatientName, query.PatientID = "STUDY", "SYNTHETIC*", ""
        query.StudyInstanceUID = query.StudyDate = query.ModalitiesInStudy = ""
        studies = [i.StudyInstanceUID for s, i in assoc.send_c_find(query, find) if s and s.Status == 0xFF00]
        assoc.release()
    get = StudyRootQueryRetrieveInformationModelGet
    classes = cfg["classes"]
    assoc = associate(cfg, cfg["pacs"], [(get, None)] + [(c, None) for c in classes],
                      ext_neg=[build_role(c, scp_role=True) for c in classes],
                      evt_handlers=[(evt.EVT_C_STORE, lambda event: 0x0000)])
    if assoc.is_established:
        for study in studies[:cfg.get("limit", 1)]:
            wanted = Dataset()
            wanted.QueryRetrieveLevel, wanted.StudyInstanceUID = "STUDY", study
            print("get", [hex(s.Status) for s, _ in assoc.send_c_get(wanted, get) if s])
        assoc.release()


STEPS = {"echo": echo, "worklist": worklist, "mpps": mpps, "store": store, "film": film,
         "retrieve": retrieve, "wrong_ae": wrong_ae}


def on_find(event, cfg):
    """Worklist SCP: one entry for whoever asks."""
    yield 0xFF00, data.worklist_answer(event.identifier, cfg.get("patient"))


def on_create(event, _cfg):
    """MPPS or film session SCP: accepts."""
    answer = event.attribute_list
    answer.SOPClassUID, answer.SOPInstanceUID = event.request.AffectedSOPClassUID, event.request.AffectedSOPInstanceUID
    return 0x0000, answer


def on_get(_event, cfg):
    """Printer SCP: status and identity of the printer."""
    answer = Dataset()
    answer.PrinterStatus, answer.PrinterName = "NORMAL", cfg["ae"]
    data.equipment(answer, cfg["equipment"])
    return 0x0000, answer


def serve(cfg):
    """Runs an SCP with the configured roles until it is killed."""
    ae = entity(cfg)
    roles = cfg["roles"]
    ae.require_called_aet = True
    ae.add_supported_context(Verification)
    if "worklist" in roles:
        ae.add_supported_context(ModalityWorklistInformationFind)
    if "mpps" in roles:
        ae.add_supported_context(ModalityPerformedProcedureStep)
    if "print" in roles:
        ae.add_supported_context(BasicGrayscalePrintManagementMeta)
    if "store" in roles:
        for context in AllStoragePresentationContexts:
            ae.add_supported_context(context.abstract_syntax, list(data.SYNTAX.values()))
    handlers = [(evt.EVT_C_STORE, lambda event: 0x0000), (evt.EVT_C_FIND, on_find, [cfg]),
                (evt.EVT_N_CREATE, on_create, [cfg]), (evt.EVT_N_GET, on_get, [cfg]),
                (evt.EVT_N_SET, lambda event: (0x0000, event.modification_list))]
    ae.start_server(("", cfg["port"]), block=True, evt_handlers=handlers)


def main():
    """Entry point."""
    role, path = sys.argv[1:3]
    with open(path) as handle:
        cfg = json.load(handle)
    if role == "scp":
        serve(cfg)
        return
    for step in cfg["steps"]:
        STEPS[step](cfg)
        time.sleep(cfg.get("pause", 0.2))


if __name__ == "__main__":
    main()
