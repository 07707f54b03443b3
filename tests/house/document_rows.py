"""The rows of the access table about documents of drafts: adding, looking at, fetching and removing them."""

from __future__ import annotations

from tests.house.access_table import (
    ENTERPRISE_FILL,
    ENTERPRISE_READ,
    NO_METHOD_INSIDE,
    OWN,
    Row,
    read_only,
    write_only,
)

CITIZEN_DRAFT = {"space": "citizen_space", "dossier_id": "citizen_draft"}
COMPANY_DRAFT = {"space": "company_space", "dossier_id": "company_draft"}
CITIZENS = CITIZEN_DRAFT | {"document_id": "citizen_document"}
COMPANYS = COMPANY_DRAFT | {"document_id": "company_document"}
STEP = {"step": "step_of_documents"}
ASKED_OF_CITIZEN = {"space": "citizen_space", "dossier_id": "citizen_sent", "request_id": "citizen_request"}
ASKED_OF_COMPANY = {"space": "company_space", "dossier_id": "company_sent", "request_id": "company_request"}
QUESTION = {"field": "facture"}
ASKED = STEP | {"field": "question_of_documents"}

DOCUMENTS = [
    Row("dossiers:documents", "GET", OWN, CITIZEN_DRAFT),
    Row("dossiers:documents", "GET", ENTERPRISE_READ, COMPANY_DRAFT),
    Row("dossiers:documents", "POST", OWN, CITIZEN_DRAFT, {"step": "pieces", **QUESTION}),
    Row("dossiers:documents", "POST", ENTERPRISE_FILL, COMPANY_DRAFT, {"step": "pieces", **QUESTION}),
    *read_only("dossiers:document", OWN, **CITIZENS),
    *read_only("dossiers:document", ENTERPRISE_READ, **COMPANYS),
    *read_only("dossiers:shown_document", OWN, **CITIZENS),
    *read_only("dossiers:shown_document", ENTERPRISE_READ, **COMPANYS),
    *write_only("dossiers:remove_document", OWN, **CITIZENS),
    *write_only("dossiers:remove_document", ENTERPRISE_FILL, **COMPANYS),
    Row("dossiers:step_documents", "GET", NO_METHOD_INSIDE, CITIZEN_DRAFT | STEP),
    Row("dossiers:step_documents", "POST", OWN, CITIZEN_DRAFT | STEP, QUESTION),
    Row("dossiers:step_documents", "POST", ENTERPRISE_FILL, COMPANY_DRAFT | STEP, QUESTION),
    Row("dossiers:reuse", "GET", OWN, CITIZEN_DRAFT | ASKED),
    Row("dossiers:reuse", "GET", ENTERPRISE_FILL, COMPANY_DRAFT | ASKED),
    Row("dossiers:reuse", "POST", OWN, CITIZEN_DRAFT | ASKED),
    Row("dossiers:reuse", "POST", ENTERPRISE_FILL, COMPANY_DRAFT | ASKED),
    Row("dossiers:complement_documents", "GET", NO_METHOD_INSIDE, ASKED_OF_CITIZEN | STEP),
    Row("dossiers:complement_documents", "POST", OWN, ASKED_OF_CITIZEN | STEP, QUESTION),
    Row("dossiers:complement_documents", "POST", ENTERPRISE_FILL, ASKED_OF_COMPANY | STEP, QUESTION),
]
