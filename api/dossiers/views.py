"""Operations that read dossiers."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router

from api.door import require_acceptable
from api.dossiers import schemas
from api.dossiers.cursors import page_of
from api.dossiers.downloads import BYTES, bytes_of
from api.dossiers.looks import answer_with_look
from api.dossiers.selectors import following, place_of
from api.dossiers.services import open_document
from api.dossiers.telling import told, told_in_list
from api.schemas import address_of, answer_with
from api.tokens.bearer import ApiRequest, needs
from dossiers.clients.actors import get_dossier
from dossiers.clients.verbs import Verb

router = Router(by_alias=True)


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
    shown, following_page = page_of(
        address_of("dossiers"),
        partial(following, actor, wanted, most=wanted.page_size + 1),
        place_of,
        actor=actor,
        wanted=wanted,
    )
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
    found = get_dossier(request.auth, dossier_id, Verb.READ)
    return answer_with_look(request, told(found), dossier=found)


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
    return bytes_of(opened)
