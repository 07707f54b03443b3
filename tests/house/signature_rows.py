"""The rows of the access table about signatures: asking for them, giving one, what a person signed."""

from __future__ import annotations

from tests.house.access_table import (
    ENTERPRISE_SUBMIT,
    OK,
    OWN,
    PERSONAL,
    Row,
    both,
    only,
    read_only,
    write_only,
)

CITIZEN_AWAITING = {"space": "citizen_space", "dossier_id": "citizen_awaiting"}
COMPANY_AWAITING = {"space": "company_space", "dossier_id": "company_awaiting"}
CITIZEN_SIGNATORY = CITIZEN_AWAITING | {"signatory_id": "citizen_signatory"}
COMPANY_SIGNATORY = COMPANY_AWAITING | {"signatory_id": "company_signatory"}
SIGNATURE = {"token": "signature_token"}
OWN_SIGNATURE = {"signatory_id": "owners_signature"}
# The link shows who asks; the rest is for the person it names.
SIGNATORY = only("owner", others="403")
SIGNATURES = [
    *both("dossiers:request_signatures", OWN, OWN, **CITIZEN_AWAITING),
    *both("dossiers:request_signatures", ENTERPRISE_SUBMIT, ENTERPRISE_SUBMIT, **COMPANY_AWAITING),
    *both("dossiers:send_again", OWN, OWN, **CITIZEN_SIGNATORY),
    *both("dossiers:send_again", ENTERPRISE_SUBMIT, ENTERPRISE_SUBMIT, **COMPANY_SIGNATORY),
    *both("dossiers:recall_signatures", OWN, OWN, **CITIZEN_AWAITING),
    *both("dossiers:recall_signatures", ENTERPRISE_SUBMIT, ENTERPRISE_SUBMIT, **COMPANY_AWAITING),
    Row("dossiers:sign", "GET", SIGNATORY | {"anonymous": OK}, SIGNATURE),
    Row("dossiers:sign", "POST", SIGNATORY | {"anonymous": OK}, SIGNATURE, {"answer": "decline"}),
    *write_only("dossiers:document_to_sign", SIGNATORY, **SIGNATURE, document_id="document_to_sign"),
    *read_only("dossiers:signatures", PERSONAL),
    *read_only("dossiers:signature", OWN, **OWN_SIGNATURE),
    *write_only("dossiers:signed_document", OWN, **OWN_SIGNATURE, document_id="signed_document"),
]
