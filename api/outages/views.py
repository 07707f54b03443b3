"""Operations about outages: one is announced, and read again."""

from uuid import UUID, uuid5

from django.http import HttpResponse
from ninja import Router

from api.idempotency.keys import PARAMETER, fingerprint_of, key_of
from api.idempotency.responses import respond
from api.idempotency.services import Answer, once
from api.outages import schemas
from api.outages.selectors import announced_by
from api.outages.services import announce
from api.outages.telling import told_outage
from api.schemas import answer_with, etag_of
from api.tokens.bearer import ApiRequest, needs
from dossiers.clients.verbs import Verb

router = Router(by_alias=True)


@router.post(
    "outages",
    url_name="outages",
    operation_id="announceOutage",
    summary="Announce an outage of démarches of your services",
    response={201: schemas.Outage},
    **needs(Verb.OUTAGES, parameters=[PARAMETER]),
)
def announce_outage(request: ApiRequest, said: schemas.Terms) -> HttpResponse:
    """Make longer the time limits that ran on one of its days; people are told. It cannot be taken back."""
    actor, key, fingerprint = request.auth, key_of(request), fingerprint_of(request)
    outage_id = uuid5(actor.machine_id, f"{key} {fingerprint}")

    def act() -> Answer:
        body = told_outage(announce(actor=actor, outage_id=outage_id, said=said))
        return Answer(body.as_json().decode(), etag_of(body))

    return respond(once(actor=actor, key=key, fingerprint=fingerprint, act=act), made="href")


@router.get(
    "outages/{uuid:outage_id}",
    url_name="outage",
    operation_id="getOutage",
    summary="Read an outage that your system announced",
    response={200: schemas.Outage, 304: None},
    **needs(Verb.OUTAGES),
)
def outage(request: ApiRequest, outage_id: UUID) -> HttpResponse:
    """Tell what was announced."""
    return answer_with(request, told_outage(announced_by(request.auth, outage_id)))
