"""One bucket: objects are put, looked for and fetched by signed requests, and shown on a page."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from monespace.simulators.s3.signature import is_signed

if TYPE_CHECKING:
    from django.http import HttpRequest

HANG_SECONDS = 30
META = "X-Amz-Meta-"


class Behaviour(StrEnum):
    """How it answers."""

    ACCEPT = "accept"
    DENY = "deny"
    FAIL = "fail"
    HANG = "hang"
    DUPLICATE = "duplicate"

    @property
    def label(self) -> str:
        """What it does, in words."""
        return {
            Behaviour.ACCEPT: "Accepter",
            Behaviour.DENY: "Refuser l’accès : 403",
            Behaviour.FAIL: "Échouer : 503",
            Behaviour.HANG: "Ne pas répondre pendant 30 secondes",
            Behaviour.DUPLICATE: "Garder, mais perdre la réponse : 503",
        }[self]


@dataclass(kw_only=True)
class Stored:
    """An object, and what was said with it."""

    content: bytes = field(repr=False)
    said: dict[str, str]


@dataclass
class Bucket:
    """What lies there, by name, and how the store answers."""

    kept: dict[str, Stored] = field(default_factory=dict)
    behaviour: Behaviour = Behaviour.ACCEPT

    def wait(self) -> None:
        """Keep the caller waiting while it hangs."""
        deadline = time.monotonic() + HANG_SECONDS
        while self.behaviour == Behaviour.HANG and time.monotonic() < deadline:
            time.sleep(0.1)


bucket = Bucket()


@csrf_exempt
@require_http_methods(["PUT", "HEAD", "GET", "DELETE"])
def stored(request: HttpRequest, name: str) -> HttpResponse:
    """Put, look for, fetch or delete an object, by a signed request."""
    bucket.wait()
    if bucket.behaviour in {Behaviour.FAIL, Behaviour.HANG}:
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, "SlowDown")
    if bucket.behaviour == Behaviour.DENY or not is_signed(request, settings.SHARED_SECRET):
        return problem(HTTPStatus.FORBIDDEN, "AccessDenied")
    if request.method == "PUT":
        return put(request, name)
    if name not in bucket.kept:
        return problem(HTTPStatus.NOT_FOUND, "NoSuchKey")
    if request.method == "DELETE":
        del bucket.kept[name]
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    found = bucket.kept[name]
    return HttpResponse(found.content, content_type="application/octet-stream", headers=found.said)


def put(request: HttpRequest, name: str) -> HttpResponse:
    """Keep an object whose content is what its signature says."""
    content = request.body
    if hashlib.sha256(content).hexdigest() != request.headers.get("X-Amz-Content-Sha256"):
        return problem(HTTPStatus.BAD_REQUEST, "XAmzContentSHA256Mismatch")
    said = {key: value for key, value in request.headers.items() if key.startswith(META)}
    bucket.kept[name] = Stored(content=content, said=said)
    if bucket.behaviour == Behaviour.DUPLICATE:
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, "SlowDown")
    return HttpResponse()


def problem(status: HTTPStatus, code: str) -> HttpResponse:
    """Answer as such a store does."""
    return HttpResponse(f"<Error><Code>{code}</Code></Error>", status=status, content_type="application/xml")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show what lies there, and the choice of behaviour."""
    context = {
        "objects": sorted((name, len(one.content)) for name, one in bucket.kept.items()),
        "behaviours": list(Behaviour),
        "behaviour": bucket.behaviour,
    }
    return render(request, "s3/index.html", context)


@require_GET
def objects_json(request: HttpRequest) -> JsonResponse:
    """Tell scripts what lies there, in the order in which it came, with texts in UTF-8."""
    return JsonResponse({name: one.content.decode(errors="replace") for name, one in bucket.kept.items()})


@csrf_exempt
@require_POST
def behave(request: HttpRequest) -> HttpResponse:
    """Answer as the form says from now on."""
    if request.POST.get("behaviour") not in set(Behaviour):
        return HttpResponseBadRequest("behaviour")
    bucket.behaviour = Behaviour(request.POST["behaviour"])
    return redirect("s3:index")
