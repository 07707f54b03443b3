"""What the portal calls: tokens, preferences, and the publication of a message, as documented."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from datetime import UTC, datetime
from http import HTTPStatus
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from monespace.simulators.ebox.store import OWNERS, Behaviour, Document, boxes

if TYPE_CHECKING:
    from django.http import HttpRequest

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
TOKEN_SECONDS = 300
HANG_SECONDS = 30
ID_TYPES = {"CITIZEN": "SSIN", "ENTERPRISE": "EnterpriseNumber"}
WANTED = {
    "recipient",
    "subject",
    "bodyMainContent",
    "replyAuthorized",
    "messageTypeId",
    "senderOrganizationId",
}
LANGUAGES = {"fr", "nl", "de"}
MOST_DOCUMENTS = 6


class Refusal(Exception):
    """The message is not taken; the code says why."""

    def __init__(self, status: HTTPStatus, code: str, message: str = "") -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message or code

    def answer(self) -> JsonResponse:
        """Say so as the contract does."""
        said = {"id": str(uuid4()), "code": self.code, "message": self.message}
        return JsonResponse(said, status=self.status)


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> JsonResponse:
    """Grant a token to who signs as the client (RFC 7523)."""
    if request.POST.get("grant_type") != "client_credentials":
        return JsonResponse({"error": "unsupported_grant_type"}, status=HTTPStatus.BAD_REQUEST)
    if request.POST.get("client_assertion_type") != ASSERTION or not _is_signed(
        request.POST.get("client_assertion", ""), request.build_absolute_uri()
    ):
        return JsonResponse({"error": "invalid_client"}, status=HTTPStatus.UNAUTHORIZED)
    granted = token_urlsafe(24)
    boxes.tokens.add(granted)
    return JsonResponse({"access_token": granted, "token_type": "Bearer", "expires_in": TOKEN_SECONDS})


def _is_signed(assertion: str, audience: str) -> bool:
    try:
        head, claims, signature = assertion.split(".")
        key: Any = x509.load_pem_x509_certificate(settings.EBOX_CERT.read_bytes()).public_key()
        key.verify(_decoded(signature), f"{head}.{claims}".encode(), PKCS1v15(), SHA256())
        said = json.loads(_decoded(claims))
        is_lately = said["iat"] - 5 <= time.time() < said["exp"] <= said["iat"] + 300
        return bool(is_lately and said["iss"] == said["sub"] and said["aud"] == audience)
    except (ValueError, KeyError, InvalidSignature):
        return False


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@csrf_exempt
@require_POST
def preferences(request: HttpRequest) -> JsonResponse:
    """Say of the e-Boxes that are asked about whether they are used."""
    try:
        _require_token(request)
        kind, known = _asked(request)
    except Refusal as refusal:
        return refusal.answer()
    return JsonResponse([_preferences(kind, number) for number in known], safe=False)


def _asked(request: HttpRequest) -> tuple[str, list[str]]:
    """Return which kind of e-Box is asked about, and the numbers of those there are."""
    asked = json.loads(request.body)
    kind = asked["eboxType"]
    if ID_TYPES.get(kind) != asked["eboxIdType"]:
        raise Refusal(HTTPStatus.BAD_REQUEST, "INVALID_INPUT")
    known = [number for number in asked["eboxIdValueList"] if (kind.lower(), number) in OWNERS]
    if not known:
        raise Refusal(HTTPStatus.NOT_FOUND, "NOT_FOUND")
    return kind, known


def _preferences(kind: str, number: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "eboxId": {"eboxType": kind, "eboxIdValue": number},
        "exclusivelyEbox": False,
    }
    if boxes.is_used(kind.lower(), number):
        said["lastConnectionDate"] = datetime.now(UTC).isoformat()
    return said


@csrf_exempt
@require_POST
def publish(request: HttpRequest) -> JsonResponse:
    """Take a message with its documents, or answer as told."""
    try:
        _require_token(request)
        sent, documents = _read(request)
        _refuse_as_told()
        message = boxes.keep(request.headers.get("Idempotency-Key") or str(uuid4()), sent, documents)
        _lose_answer_as_told()
    except Refusal as refusal:
        return refusal.answer()
    said = {"messageId": message.id, "expirationDate": message.expires_at.isoformat()}
    recipient = sent["recipient"]
    is_used = boxes.is_used(recipient["eboxType"], recipient["eboxIdValue"])
    if boxes.behaviour == Behaviour.NEVER_OPENED or not is_used:
        said |= {"code": "NO_DIGITAL_USER", "message": "The recipient never opened this e-Box."}
    return JsonResponse(said, status=HTTPStatus.CREATED)


def _require_token(request: HttpRequest) -> None:
    if request.headers.get("Authorization", "").removeprefix("Bearer ") not in boxes.tokens:
        raise Refusal(HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")


def _refuse_as_told() -> None:
    """Raise Refusal where nothing is to be taken now."""
    deadline = time.monotonic() + HANG_SECONDS
    while boxes.behaviour == Behaviour.HANG and time.monotonic() < deadline:
        time.sleep(0.1)
    if boxes.behaviour in {Behaviour.HANG, Behaviour.FAIL}:
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE")
    if boxes.behaviour == Behaviour.REFUSE:
        raise Refusal(HTTPStatus.BAD_REQUEST, "INVALID_INPUT", "The recipient is not a valid company.")


def _lose_answer_as_told() -> None:
    """Raise Refusal where what was taken is not to be acknowledged."""
    if boxes.behaviour == Behaviour.DUPLICATE:
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE")


def _read(request: HttpRequest) -> tuple[dict[str, Any], list[Document]]:
    """Return what is sent and its documents; refuse what the contract does not allow."""
    try:
        part = request.FILES.get("messageToPublish")
        sent = json.loads(part.read() if part else request.POST.get("messageToPublish", ""))
        subject, listed, recipient = sent["subject"], sent.get("attachments", []), sent["recipient"]
        documents = [_document(request, one) for one in listed]
    except (ValueError, KeyError):
        raise Refusal(HTTPStatus.BAD_REQUEST, "INVALID_INPUT") from None
    if not sent.keys() >= WANTED or (recipient["eboxType"], recipient["eboxIdValue"]) not in OWNERS:
        raise Refusal(HTTPStatus.BAD_REQUEST, "INVALID_INPUT")
    if len(subject) != 1 or subject.keys() - LANGUAGES or subject.keys() != sent["bodyContent"].keys():
        raise Refusal(HTTPStatus.BAD_REQUEST, "NOT_IMPLEMENTED", "Multiple languages provided")
    if not 1 <= len(documents) <= MOST_DOCUMENTS or sum(one.is_main for one in documents) != 1:
        raise Refusal(HTTPStatus.BAD_REQUEST, "INVALID_INPUT")
    return sent, documents


def _document(request: HttpRequest, said: dict[str, Any]) -> Document:
    file = request.FILES[said["httpPartName"]]
    content = file.read()
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode()
    if "digest" in said and said["digest"] != {"digestMethod": "sha_256", "digestValue": digest}:
        raise Refusal(HTTPStatus.BAD_REQUEST, "DIGEST_DO_NOT_MATCH", "Issue with Digest")
    return Document(
        name=file.name or "", kind=file.content_type or "", content=content, is_main=said["mainContent"]
    )
