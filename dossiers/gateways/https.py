"""To a system of the service's own: signed JSON over HTTPS."""

from __future__ import annotations

import hashlib
import hmac
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from dossiers.gateways.contract import Acknowledgement, DeliveryFailed
from dossiers.webhooks.signing import headers_of
from monespace.calls.calling import call
from monespace.calls.network import NoAnswer, Patience
from monespace.common.canonical import canonical_json

if TYPE_CHECKING:
    from dossiers.gateways.contract import Parcel

PATIENCE = Patience(total=10, connect=3)
LARGEST_ANSWER = 64 * 1024
WORTH_RETRYING = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
}


class Answer(BaseModel):
    """What the service answers when it has the parcel."""

    service_reference: str = Field(max_length=100, pattern=r"^\P{C}+$")
    acknowledged_at: AwareDatetime


class HttpsGateway:
    """Posts signed JSON; the Idempotency-Key lets the service recognise a parcel it already has.

    It is signed twice: as Standard Webhooks says, by each secret that stands, the key as its id; and by
    ``X-Signature``, which covers no key, for receivers that know nothing else.
    """

    takes_charge = True

    def deliver(self, parcel: Parcel) -> Acknowledgement:
        """Post the parcel; never follow a redirect, never wait for long, never read a long answer."""
        body = canonical_json(parcel.content)
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": str(parcel.key),
            "X-Signature": signature(body, settings.BACKOFFICE_SECRET),
            **headers_of(message_id=str(parcel.key), body=body, signed_with=settings.BACKOFFICE_SECRETS),
        }
        try:
            answer = call(
                "POST",
                settings.BACKOFFICE_URL,
                patience=PATIENCE,
                headers=headers,
                body=body,
                most=LARGEST_ANSWER,
            )
        except NoAnswer as error:
            raise DeliveryFailed(error.code) from error
        if not answer.is_success:
            raise DeliveryFailed(
                f"http_{answer.status}",
                http_status=answer.status,
                is_permanent=is_final(answer.status),
            )
        return understood(answer.body, answer.status)


def is_final(status: int) -> bool:
    """Whether a service that answers so would answer the same to another try."""
    is_refusal = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return is_refusal and status not in WORTH_RETRYING


def understood(answer: bytes, http_status: int) -> Acknowledgement:
    """Read the service's answer; one that breaks the contract is a failure worth another try."""
    try:
        read = Answer.model_validate_json(answer)
    except ValidationError as error:
        raise DeliveryFailed("answer_not_understood", http_status=http_status) from error
    return Acknowledgement(
        service_reference=read.service_reference,
        acknowledged_at=read.acknowledged_at,
        http_status=http_status,
    )


def signature(body: bytes, secret: str) -> str:
    """Sign the body and the time, so that a copy sent later is refused."""
    now = int(time.time())
    digest = hmac.new(secret.encode(), f"{now}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={now},v1={digest}"
