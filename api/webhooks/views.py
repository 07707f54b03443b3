"""Operations about webhooks: a system reads its addresses, and asks for a period's events again."""

from uuid import UUID, uuid5

from django.http import HttpResponse
from ninja import Router

from api.idempotency.keys import PARAMETER, fingerprint_of, key_of
from api.idempotency.responses import respond
from api.idempotency.services import Answer, once
from api.schemas import address_of, answer_with, etag_of
from api.tokens.bearer import ApiRequest, needs
from api.webhooks import schemas
from dossiers.clients.verbs import Verb
from dossiers.models import Endpoint
from dossiers.webhooks.events import type_of
from dossiers.webhooks.replaying import Period, replay_by_system
from dossiers.webhooks.selectors import endpoints_of_system, get_endpoint_of_system

router = Router(by_alias=True)


@router.get(
    "webhooks",
    url_name="webhooks",
    operation_id="listWebhooks",
    summary="List the addresses where your system is told of events",
    response={200: schemas.WebhookList, 304: None},
    **needs(Verb.REPLAY),
)
def webhooks(request: ApiRequest) -> HttpResponse:
    """Tell where the supervisor has your system told of what."""
    told = [_told(one) for one in endpoints_of_system(request.auth)]
    return answer_with(request, schemas.WebhookList(items=told))


@router.get(
    "webhooks/{uuid:webhook_id}",
    url_name="webhook",
    operation_id="getWebhook",
    summary="Read one of the addresses where your system is told of events",
    response={200: schemas.Webhook, 304: None},
    **needs(Verb.REPLAY),
)
def webhook(request: ApiRequest, webhook_id: UUID) -> HttpResponse:
    """Tell whether it is enabled, and when something last arrived."""
    return answer_with(request, _told(get_endpoint_of_system(request.auth, webhook_id)))


@router.post(
    "webhooks/{uuid:webhook_id}/replay",
    url_name="replay_webhook",
    operation_id="replayWebhook",
    summary="Have the events of a period sent again",
    response={200: schemas.Replay},
    **needs(Verb.REPLAY, parameters=[PARAMETER]),
)
def replay(request: ApiRequest, webhook_id: UUID, said: schemas.Period) -> HttpResponse:
    """Send them once more under the same ids, of the dossiers that your system may read by now."""
    actor, key, fingerprint = request.auth, key_of(request), fingerprint_of(request)
    get_endpoint_of_system(actor, webhook_id)

    def act() -> Answer:
        count = replay_by_system(
            actor=actor,
            endpoint_id=webhook_id,
            period=Period(said.since, said.until),
            number=uuid5(actor.machine_id, f"{key} {fingerprint}"),
        )
        href = address_of("webhook", webhook_id=webhook_id)
        body = schemas.Replay(href=href, since=said.since, until=said.until, events=count)
        return Answer(body.as_json().decode(), etag_of(body))

    return respond(once(actor=actor, key=key, fingerprint=fingerprint, act=act))


def _told(endpoint: Endpoint) -> schemas.Webhook:
    return schemas.Webhook(
        href=address_of("webhook", webhook_id=endpoint.pk),
        id=endpoint.pk,
        url=endpoint.url,
        event_types=[type_of(event) for event in endpoint.event_types],
        state="enabled" if endpoint.disabled_at is None else "disabled",
        delivered_at=endpoint.delivered_at,
    )
