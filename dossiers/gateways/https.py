"""To a system of the service's own: signed JSON over HTTPS."""

from __future__ import annotations

import functools
import hashlib
import hmac
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

import httpx
from django.conf import settings
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from dossiers.gateways.contract import Acknowledgement, DeliveryFailed
from dossiers.webhooks.signing import headers_of
from monespace.common.canonical import canonical_json

if TYPE_CHECKING:
    from dossiers.gateways.contract import Parcel

TIMEOUT = httpx.Timeout(10, connect=3)
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
            "Accept-Encoding": "identity",
            "Content-Type": "application/json",
            "Idempotency-Key": str(parcel.key),
            "X-Signature": signature(body, settings.BACKOFFICE_SECRET),
            **headers_of(message_id=str(parcel.key), body=body, signed_with=settings.BACKOFFICE_SECRETS),
        }
        try:
            with http_client().stream(
                "POST", settings.BACKOFFICE_URL, content=body, headers=headers
            ) as response:
                answer = next(response.iter_bytes(LARGEST_ANSWER), b"")
        except httpx.HTTPError as error:
            raise DeliveryFailed(type(error).__name__) from error
        if not response.is_success:
            raise DeliveryFailed(
                f"http_{response.status_code}",
                http_status=response.status_code,
                is_permanent=response.is_client_error and response.status_code not in WORTH_RETRYING,
            )
        return understood(answer, response.status_code)


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


@functools.cache
def http_client() -> httpx.Client:
    """Return this process's client: making one costs more than a call."""
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False)
