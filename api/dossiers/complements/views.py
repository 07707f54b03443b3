"""Operations about complements: what was asked, asking, and calling a request off."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from api.dossiers.acts import acted
from api.dossiers.complements import schemas
from api.dossiers.complements.services import cancel_awaited
from api.dossiers.complements.telling import address_of_complement, told_complement
from api.dossiers.cursors import page_of
from api.dossiers.looks import answer_with_look
from api.dossiers.schemas import Done, Paging
from api.idempotency.keys import MATCH, PARAMETER
from api.schemas import address_of
from api.tokens.bearer import ApiRequest, needs
from dossiers.clients.actors import get_dossier
from dossiers.clients.verbs import Verb
from dossiers.complements.selectors import get_request, requests_after
from dossiers.complements.services import ask

router = Router(by_alias=True)
HEADERS = [PARAMETER, MATCH]


@router.get(
    "dossiers/{uuid:dossier_id}/complements",
    url_name="complements",
    operation_id="listComplements",
    summary="List what was asked of the person",
    response={200: schemas.ComplementPage, 304: None},
    **needs(Verb.READ),
)
def complements(request: ApiRequest, dossier_id: UUID, wanted: Query[Paging]) -> HttpResponse:
    """Tell what the service asked and what became of it; that it was read is kept in the journal."""
    actor = request.auth
    dossier = get_dossier(actor, dossier_id, Verb.READ)
    shown, following = page_of(
        address_of("complements", dossier_id=dossier_id),
        lambda place: requests_after(
            dossier, (datetime.fromisoformat(place[0]), UUID(place[1])) if place else None
        ),
        lambda last: [last.asked_at.isoformat(), str(last.pk)],
        actor=actor,
        wanted=wanted,
    )
    page = schemas.ComplementPage(
        items=[told_complement(one) for one in shown], page_size=wanted.page_size, next=following
    )
    return answer_with_look(request, page, dossier=dossier, part="complements")


@router.get(
    "dossiers/{uuid:dossier_id}/complements/{uuid:complement_id}",
    url_name="complement",
    operation_id="getComplement",
    summary="Read one request for a complement",
    response={200: schemas.Complement, 304: None},
    **needs(Verb.READ),
)
def complement(request: ApiRequest, dossier_id: UUID, complement_id: UUID) -> HttpResponse:
    """Tell what was asked and what became of it; that it was read is kept in the journal."""
    dossier = get_dossier(request.auth, dossier_id, Verb.READ)
    body = told_complement(get_request(dossier, complement_id))
    return answer_with_look(request, body, dossier=dossier, part="complements")


@router.post(
    "dossiers/{uuid:dossier_id}/complements",
    url_name="complements",
    operation_id="askComplement",
    summary="Ask the person for a complement",
    response={201: Done},
    **needs(Verb.COMPLEMENT, parameters=HEADERS),
)
def ask_complement(request: ApiRequest, dossier_id: UUID, said: schemas.NewComplement) -> HttpResponse:
    """Open questions again for the person, who is told; the time limit stands still until the answer."""
    act = partial(
        ask,
        actor=request.auth,
        dossier_id=dossier_id,
        text=said.text,
        due_on=said.due_on,
        fields=said.fields,
    )
    return acted(request, dossier_id, Verb.COMPLEMENT, act, address=address_of_complement)


@router.post(
    "dossiers/{uuid:dossier_id}/complements/{uuid:complement_id}/cancel",
    url_name="cancel_complement",
    operation_id="cancelComplement",
    summary="Call a request for a complement off",
    response={200: Done},
    **needs(Verb.COMPLEMENT, parameters=HEADERS),
)
def cancel_complement(
    request: ApiRequest, dossier_id: UUID, complement_id: UUID, said: schemas.Cancellation
) -> HttpResponse:
    """Wait no longer for the answer; the person reads why."""
    act = partial(
        cancel_awaited,
        actor=request.auth,
        dossier_id=dossier_id,
        request_id=complement_id,
        reason=said.reason,
    )
    return acted(request, dossier_id, Verb.COMPLEMENT, act)
