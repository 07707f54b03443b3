"""To a person's or an enterprise's e-Box: message registry 2.1 and federation 1.3 of the federal e-Box.

Who has never opened theirs gets nothing. A number travels in bodies only, over TLS, and reaches no log: what
fails says a code.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from django.conf import settings
from django.utils import timezone
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from dossiers.gateways.contract import Acknowledgement, DeliveryFailed
from dossiers.gateways.ebox import tokens
from dossiers.gateways.ebox.multipart import Part, body_of
from dossiers.gateways.https import is_final
from monespace.calls.calling import call
from monespace.calls.network import NoAnswer, Patience

if TYPE_CHECKING:
    from dossiers.gateways.contract import Parcel
    from monespace.calls.calling import Answer

PATIENCE: Final = Patience(total=10, connect=3)
PATIENCE_OF_DOCUMENTS: Final = Patience(total=30, connect=3)
"""With the token, less than what a task may last (CELERY_TASK_SOFT_TIME_LIMIT)."""
LARGEST_ANSWER: Final = 64 * 1024
LANGUAGES: Final = frozenset({"fr", "nl", "de"})
"""Those of the e-Box; a message has one."""
NOT_ACTIVATED: Final = "ebox_not_activated"
NO_DIGITAL_USER: Final = "NO_DIGITAL_USER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whose e-Box: a citizen by their national number, an enterprise by its BCE number, never printed."""

    kind: Literal["citizen", "enterprise"]
    number: str = field(repr=False)


class Said(BaseModel):
    """Something that the e-Box says, in its own spelling."""

    model_config = ConfigDict(alias_generator=to_camel)


class EboxId(Said):
    """Whose preferences are told."""

    ebox_id_value: str = Field(repr=False)


class Preferences(Said):
    """What the federation knows of an e-Box; one without a connection was never opened."""

    ebox_id: EboxId
    exclusively_ebox: bool = False
    last_connection_date: AwareDatetime | None = None


class Published(Said):
    """What is answered once a message lies in an e-Box."""

    message_id: str = Field(min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$")
    code: str = ""


Wanted = TypeVar("Wanted")
FOUND: Final = TypeAdapter(list[Preferences])
ID_TYPES: Final = {"citizen": "SSIN", "enterprise": "EnterpriseNumber"}


class EboxGateway:
    """Publishes a message with its documents, the first of which is what has to be read.

    ``parcel.content`` holds ``recipient`` (a Recipient), ``language``, ``subject``, ``text`` and
    ``documents``. Who has no e-Box in use: DeliveryFailed(NOT_ACTIVATED), for good.
    """

    takes_charge = False

    def deliver(self, parcel: Parcel) -> Acknowledgement:
        """Ask whether the e-Box is in use, then publish."""
        recipient: Recipient = parcel.content["recipient"]
        if not self._is_in_use(recipient):
            raise DeliveryFailed(NOT_ACTIVATED, is_permanent=True)
        kind, body = body_of([*_documents(parcel), Part.of_json("messageToPublish", _message(parcel))])
        answer = _asked(
            "messageRegistry/v2/publishMessage",
            body,
            {"Content-Type": kind, "Idempotency-Key": str(parcel.key)},
            PATIENCE_OF_DOCUMENTS,
        )
        if not answer.is_success:
            raise _failure(answer)
        published = _understood(answer, TypeAdapter(Published))
        if published.code == NO_DIGITAL_USER:
            raise DeliveryFailed(NOT_ACTIVATED, is_permanent=True)
        return Acknowledgement(
            service_reference=published.message_id,
            acknowledged_at=timezone.now(),
            http_status=answer.status,
        )

    def _is_in_use(self, recipient: Recipient) -> bool:
        """Whether somebody opens this e-Box, or chose it instead of letters."""
        asked = {
            "eboxType": recipient.kind.upper(),
            "eboxIdType": ID_TYPES[recipient.kind],
            "eboxIdValueList": [recipient.number],
        }
        answer = _asked(
            "federation/v1/eboxPreferences/search",
            json.dumps(asked).encode(),
            {"Content-Type": "application/json"},
            PATIENCE,
        )
        if answer.status == HTTPStatus.NOT_FOUND:
            return False
        if answer.status != HTTPStatus.OK:
            raise _failure(answer)
        found = [one for one in _understood(answer, FOUND) if one.ebox_id.ebox_id_value == recipient.number]
        return any(one.exclusively_ebox or one.last_connection_date for one in found)


def _message(parcel: Parcel) -> dict[str, Any]:
    """Return what describes the message; of several languages it may have one."""
    content = parcel.content
    recipient: Recipient = content["recipient"]
    language = content["language"]
    return {
        "recipient": {"eboxType": recipient.kind, "eboxIdValue": recipient.number},
        "subject": {language: content["subject"]},
        "messageTypeId": settings.EBOX_MESSAGE_TYPE,
        "senderOrganizationId": settings.EBOX_SENDER,
        "senderApplicationId": settings.EBOX_APPLICATION,
        "attachments": [
            {
                "httpPartName": f"upfile{number}",
                "mainContent": number == 1,
                "attachmentSigned": number == 1,
                "digest": {
                    "digestMethod": "sha_256",
                    "digestValue": urlsafe_b64encode(bytes.fromhex(document["sha256"])).decode(),
                },
            }
            for number, document in enumerate(content["documents"], start=1)
        ],
        "bodyMainContent": False,
        "bodyContent": {language: content["text"]},
        "replyAuthorized": False,
    }


def _documents(parcel: Parcel) -> list[Part]:
    """Read the documents; refuse one that is not what it was."""
    parts = []
    for number, document in enumerate(parcel.content["documents"], start=1):
        with parcel.open_document(document["id"]) as file:
            content = file.read()
        if hashlib.sha256(content).hexdigest() != document["sha256"]:
            raise DeliveryFailed("document_altered")
        parts.append(
            Part(f"upfile{number}", content, kind=document["content_type"], file_name=document["name"])
        )
    return parts


def _asked(path: str, body: bytes, headers: dict[str, str], patience: Patience) -> Answer:
    """Post as the portal; a token that is refused is used no more. Raises DeliveryFailed."""
    sent = {"Authorization": f"Bearer {tokens.token()}", "Accept": "application/json", **headers}
    try:
        answer = call(
            "POST",
            f"{settings.EBOX_URL}{path}",
            patience=patience,
            headers=sent,
            body=body,
            most=LARGEST_ANSWER,
        )
    except NoAnswer as error:
        raise DeliveryFailed(error.code) from error
    if answer.status == HTTPStatus.UNAUTHORIZED:
        tokens.forget()
    return answer


def _failure(answer: Answer) -> DeliveryFailed:
    """Return what went wrong; another token may help where one was refused."""
    return DeliveryFailed(
        f"ebox_{answer.status}",
        http_status=answer.status,
        is_permanent=is_final(answer.status) and answer.status != HTTPStatus.UNAUTHORIZED,
    )


def _understood(answer: Answer, wanted: TypeAdapter[Wanted]) -> Wanted:
    """Read an answer; one that is not as agreed is a failure worth another try."""
    try:
        return wanted.validate_json(answer.body)
    except ValidationError:
        raise DeliveryFailed("ebox_not_understood", http_status=answer.status) from None
