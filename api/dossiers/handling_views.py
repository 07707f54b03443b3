"""Operations by which a system handles dossiers: it has them, it examines them."""

from functools import partial
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import AfterValidator, Field

from api.dossiers import schemas
from api.dossiers.acts import acted
from api.idempotency.keys import MATCH, PARAMETER
from api.schemas import Body
from api.tokens.bearer import ApiRequest, needs
from dossiers.clients.verbs import Verb
from dossiers.handling.services import begin_examination
from dossiers.submission.delivery import acknowledge as acknowledge_dossier
from monespace.common.text import one_line

router = Router(by_alias=True)
HEADERS = [PARAMETER, MATCH]
Reference = Annotated[str, AfterValidator(one_line), Field(max_length=100)]


class Acknowledgement(Body):
    """That the service has the dossier, and under which reference of its own, which people read."""

    service_reference: Reference = ""


@router.post(
    "dossiers/{uuid:dossier_id}/acknowledge",
    url_name="acknowledge",
    operation_id="acknowledgeDossier",
    summary="Say that the service has the dossier",
    response={200: schemas.Done},
    **needs(Verb.ACKNOWLEDGE, parameters=HEADERS),
)
def acknowledge(request: ApiRequest, dossier_id: UUID, said: Acknowledgement) -> HttpResponse:
    """End the hand-over: the portal tries it no longer, and the person sees that the dossier has arrived."""
    act = partial(
        acknowledge_dossier,
        actor=request.auth,
        dossier_id=dossier_id,
        service_reference=said.service_reference,
    )
    return acted(request, dossier_id, Verb.ACKNOWLEDGE, act)


@router.post(
    "dossiers/{uuid:dossier_id}/takeUp",
    url_name="take_up",
    operation_id="takeUpDossier",
    summary="Say that the service examines the dossier",
    response={200: schemas.Done},
    **needs(Verb.TAKE_UP, parameters=HEADERS),
)
def take_up(request: ApiRequest, dossier_id: UUID) -> HttpResponse:
    """Tell the person that the examination has begun."""
    act = partial(begin_examination, actor=request.auth, dossier_id=dossier_id)
    return acted(request, dossier_id, Verb.TAKE_UP, act)
