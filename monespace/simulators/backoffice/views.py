"""Receives deliveries, shows them to people and scripts, and lets both choose how it answers."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from monespace.simulators.backoffice.events import events, is_signed
from monespace.simulators.backoffice.store import Behaviour, KeyReusedError, store

if TYPE_CHECKING:
    from django.http import HttpRequest

    from monespace.simulators.backoffice.store import Received

HANG_SECONDS = 30
WINDOW_SECONDS = 300


class Refusal(Exception):
    """The delivery is not taken; the code says why."""

    def __init__(self, status: HTTPStatus, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show what was received, the latest first, and the choice of behaviour."""
    context = {
        "received": store.all(),
        "told": events.all(),
        "behaviours": list(Behaviour),
        "behaviour": store.behaviour,
    }
    return render(request, "backoffice/index.html", context)


@csrf_exempt
@require_POST
def deliver(request: HttpRequest) -> HttpResponse:
    """Take a delivery as the contract says, or answer as told."""
    try:
        received, is_new = take(request)
    except Refusal as refusal:
        return problem(refusal.status, refusal.code)
    answer = {
        "service_reference": received.service_reference,
        "acknowledged_at": received.acknowledged_at,
    }
    return JsonResponse(answer, status=HTTPStatus.CREATED if is_new else HTTPStatus.OK)


def take(request: HttpRequest) -> tuple[Received, bool]:
    """Keep the delivery and say whether it is new, or raise Refusal."""
    key = request.headers.get("Idempotency-Key")
    if not is_valid(request.headers.get("X-Signature", ""), request.body, settings.SHARED_SECRET):
        raise Refusal(HTTPStatus.UNAUTHORIZED, "signature")
    if not key:
        raise Refusal(HTTPStatus.BAD_REQUEST, "idempotency_key")
    refuse_as_told()
    try:
        taken = store.keep(key, json.loads(request.body))
    except json.JSONDecodeError:
        raise Refusal(HTTPStatus.BAD_REQUEST, "json") from None
    except KeyReusedError:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "idempotency_key") from None
    lose_answer_as_told()
    return taken


def refuse_as_told() -> None:
    """Raise Refusal where nothing is to be taken now."""
    behaviour = store.behaviour
    if behaviour == Behaviour.HANG:
        wait_while_hanging()
    if behaviour in {Behaviour.HANG, Behaviour.FAIL}:
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, behaviour)
    if behaviour == Behaviour.REFUSE:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, behaviour)


def lose_answer_as_told() -> None:
    """Raise Refusal where what was taken is not to be acknowledged."""
    if store.behaviour == Behaviour.DUPLICATE:
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, store.behaviour)


@csrf_exempt
@require_POST
def hear(request: HttpRequest) -> HttpResponse:
    """Take what the portal tells of a dossier, or answer as told."""
    if not is_signed(request.headers, request.body, settings.SHARED_SECRET.encode()):
        return problem(HTTPStatus.UNAUTHORIZED, "signature")
    try:
        refuse_as_told()
        events.keep(json.loads(request.body))
        lose_answer_as_told()
    except Refusal as refusal:
        return problem(refusal.status, refusal.code)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_GET
def webhooks_json(request: HttpRequest) -> JsonResponse:
    """Tell scripts what was told: each event once, with the number of times it came."""
    told = [{**one.body, "times_received": one.times} for one in events.all()]
    return JsonResponse({"count": len(told), "events": told})


@require_GET
def dossiers_json(request: HttpRequest) -> JsonResponse:
    """Tell scripts what was received: each key once, with the number of times it came."""
    dossiers = [
        {
            "reference": received.body.get("reference"),
            "idempotency_key": received.key,
            "times_received": received.times,
            "service_reference": received.service_reference,
            "acknowledged_at": received.acknowledged_at,
            "demarche": received.body.get("demarche"),
            "payload_sha256": received.body.get("payload_sha256"),
        }
        for received in store.all()
    ]
    return JsonResponse({"count": len(dossiers), "dossiers": dossiers})


@csrf_exempt
@require_POST
def behave(request: HttpRequest) -> HttpResponse:
    """Answer as the form says from now on."""
    if request.POST.get("behaviour") not in set(Behaviour):
        return problem(HTTPStatus.BAD_REQUEST, "behaviour")
    store.behaviour = Behaviour(request.POST["behaviour"])
    return redirect("backoffice:index")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def behaviour_json(request: HttpRequest) -> JsonResponse:
    """Tell scripts how it answers, or take a new behaviour from them."""
    if request.method == "POST":
        wanted = json.loads(request.body or "{}").get("behaviour")
        if wanted not in set(Behaviour):
            return problem(HTTPStatus.BAD_REQUEST, "behaviour")
        store.behaviour = Behaviour(wanted)
    return JsonResponse({"behaviour": store.behaviour, "choices": list(Behaviour)})


def problem(status: HTTPStatus, code: str) -> JsonResponse:
    """Answer that the request was not taken, and why."""
    return JsonResponse({"problem": code}, status=status)


def wait_while_hanging() -> None:
    """Keep the caller waiting until the behaviour changes, 30 seconds at most."""
    deadline = time.monotonic() + HANG_SECONDS
    while store.behaviour == Behaviour.HANG and time.monotonic() < deadline:
        time.sleep(0.1)


def is_valid(header: str, body: bytes, secret: str) -> bool:
    """Whether ``header`` (``t=<unix time>,v1=<hex>``) signs ``body`` with ``secret`` now."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    sent_at, given = parts.get("t", ""), parts.get("v1", "")
    if not sent_at.isdecimal() or abs(time.time() - int(sent_at)) > WINDOW_SECONDS:
        return False
    expected = hmac.new(secret.encode(), f"{sent_at}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), given.encode())
