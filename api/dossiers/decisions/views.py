"""Operations about the decision on a dossier: read, its sealed document too, and made."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from api.door import require_acceptable
from api.dossiers.acts import acted
from api.dossiers.decisions import schemas
from api.dossiers.decisions.telling import address_of_decision, told_decision
from api.dossiers.downloads import BYTES as ANY_BYTES
from api.dossiers.downloads import bytes_of, with_digest
from api.dossiers.looks import answer_with_look
from api.dossiers.schemas import Done
from api.dossiers.services import note_look
from api.dossiers.uploads import refusals_named
from api.idempotency.keys import MATCH, PARAMETER
from api.tokens.bearer import ApiRequest, needs
from dossiers.clients.actors import get_dossier
from dossiers.clients.verbs import Verb
from dossiers.decisions.attachments.selectors import find_attachment
from dossiers.decisions.attachments.services import attachments_for
from dossiers.decisions.selectors import document_of
from dossiers.decisions.services import decide
from dossiers.states import State
from monespace.common.errors import NotVisible
from monespace.sealing.downloads import hand_over

router = Router(by_alias=True)
PDF = "application/pdf"
BYTES = {PDF: {"schema": {"type": "string", "format": "binary"}}}


@router.get(
    "dossiers/{uuid:dossier_id}/decision",
    url_name="decision",
    operation_id="getDecision",
    summary="Read what was decided",
    response={200: schemas.Decision, 304: None},
    **needs(Verb.READ),
)
def decision(request: ApiRequest, dossier_id: UUID) -> HttpResponse:
    """Tell what the service or its silence decided; 404 before. That it was read is kept in the journal."""
    dossier = get_dossier(request.auth, dossier_id, Verb.READ)
    return answer_with_look(request, told_decision(dossier), dossier=dossier, part="decision")


@router.get(
    "dossiers/{uuid:dossier_id}/decision/document",
    url_name="decision_document",
    operation_id="getDecisionDocument",
    summary="Read the sealed document of the decision",
    response={200: None},
    **needs(Verb.READ, responses={200: {"content": BYTES}}),
)
def decision_document(request: ApiRequest, dossier_id: UUID) -> HttpResponseBase:
    """Give the PDF as it was sealed; that it was read is kept in the journal of the dossier."""
    require_acceptable(request, PDF)
    dossier = get_dossier(request.auth, dossier_id, Verb.READ)
    document = document_of(dossier)
    if document is None:
        raise NotVisible
    note_look(actor=request.auth, dossier=dossier, part="decision")
    return with_digest(hand_over(document, name=f"{dossier.reference}-decision.pdf"), document.sha256)


@router.get(
    "dossiers/{uuid:dossier_id}/decision/documents/{uuid:document_id}",
    url_name="decision_attachment",
    operation_id="getDecisionAttachment",
    summary="Read a document that goes with the decision",
    response={200: None},
    **needs(Verb.READ, responses={200: {"content": ANY_BYTES}}),
)
def decision_attachment(request: ApiRequest, dossier_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Give the bytes as they are kept; that they were read is kept in the journal of the dossier."""
    dossier = get_dossier(request.auth, dossier_id, Verb.READ)
    response = bytes_of(find_attachment(dossier, document_id))
    require_acceptable(request, response["Content-Type"])
    note_look(actor=request.auth, dossier=dossier, document=str(document_id))
    return response


@router.post(
    "dossiers/{uuid:dossier_id}/decision",
    url_name="decision",
    operation_id="decideDossier",
    summary="Decide on a dossier",
    response={201: Done},
    **needs(Verb.DECIDE, parameters=[PARAMETER, MATCH]),
)
def decide_dossier(request: ApiRequest, dossier_id: UUID, said: schemas.NewDecision) -> HttpResponse:
    """Decide once and for all: the person is told, and gets the sealed document with how to contest it."""
    get_dossier(request.auth, dossier_id, Verb.DECIDE)
    uploads = [one.as_upload for one in said.documents]
    with refusals_named(), attachments_for(dossier_id, uploads) as taken:
        act = partial(
            decide,
            actor=request.auth,
            dossier_id=dossier_id,
            outcome=State(said.outcome.value),
            reasons=said.reasons,
            attachments=taken.rows,
        )
        return acted(request, dossier_id, Verb.DECIDE, act, address=address_of_decision)
