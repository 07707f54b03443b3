"""Operations that read dossiers."""

from base64 import b64encode
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router

from api.door import require_acceptable
from api.dossiers import schemas
from api.dossiers.cursors import cursor_after, place_of
from api.dossiers.selectors import following
from api.dossiers.services import note_look, open_document
from api.dossiers.telling import told, told_in_list
from api.schemas import address_of, answer_with, etag_of, knows
from api.tokens.bearer import ApiRequest, needs
from dossiers.clients.actors import get_dossier
from dossiers.clients.verbs import Verb
from monespace.documents.downloads import hand_over

router = Router(by_alias=True)
BYTES = {"*/*": {"schema": {"type": "string", "format": "binary"}}}


@router.get(
    "dossiers",
    url_name="dossiers",
    operation_id="listDossiers",
    summary="List dossiers in the order in which they changed",
    response={200: schemas.DossierPage},
    **needs(Verb.READ),
)
def dossiers(request: ApiRequest, wanted: Query[schemas.Wanted]) -> HttpResponse:
    """Go on with `next` until there is none; then ask with `changedSince`, a little before the last."""
    actor = request.auth
    found = following(actor, wanted, place_of(actor, wanted), most=wanted.page_size + 1)
    shown = found[: wanted.page_size]
    following_page = None
    if len(found) > len(shown):
        question = wanted.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        question["cursor"] = cursor_after(shown[-1], actor=actor, wanted=wanted)
        following_page = f"{address_of('dossiers')}?{urlencode(question, doseq=True)}"
    page = schemas.DossierPage(
        items=[told_in_list(one) for one in shown], page_size=wanted.page_size, next=following_page
    )
    return answer_with(request, page)


@router.get(
    "dossiers/{uuid:dossier_id}",
    url_name="dossier",
    operation_id="getDossier",
    summary="Read a dossier",
    response={200: schemas.Dossier, 304: None},
    **needs(Verb.READ),
)
def dossier(request: ApiRequest, dossier_id: UUID) -> HttpResponse:
    """Tell all of a dossier; that it was read is kept in its journal."""
    actor = request.auth
    found = get_dossier(actor, dossier_id, Verb.READ)
    body = told(found)
    if not knows(request, etag_of(body)):
        note_look(actor=actor, dossier=found)
    return answer_with(request, body)


@router.get(
    "dossiers/{uuid:dossier_id}/documents/{uuid:document_id}",
    url_name="document",
    operation_id="getDocument",
    summary="Read a document that was sent",
    response={200: None},
    **needs(Verb.READ, responses={200: {"content": BYTES}}),
)
def document(request: ApiRequest, dossier_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Give the bytes as they were sent; that they were read is kept in the journal of the dossier."""
    actor = request.auth
    opened = open_document(actor=actor, dossier_id=dossier_id, document_id=document_id)
    require_acceptable(request, opened.content_type)
    response = hand_over(opened)
    response["ETag"] = f'"{opened.sha256}"'
    response["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(opened.sha256)).decode()}:"
    response["Cache-Control"] = "no-store"
    return response
