"""The pages of the e-Box: who uses it, what arrived, and how it answers; the same for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from monespace.simulators.ebox.store import OWNERS, Behaviour, boxes

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show who uses their e-Box, what lies there, the latest first, and the choice of behaviour."""
    context = {
        "owners": [
            (f"{kind}:{number}", one, (kind, number) in boxes.used) for (kind, number), one in OWNERS.items()
        ],
        "messages": boxes.all(),
        "behaviours": list(Behaviour),
        "behaviour": boxes.behaviour,
    }
    return render(request, "ebox/index.html", context)


@require_GET
def messages_json(request: HttpRequest) -> JsonResponse:
    """Tell scripts what arrived: each key once, with the number of times it came."""
    messages = [
        {
            **message.sent,
            "messageId": message.id,
            "idempotency_key": message.key,
            "times_received": message.times,
            "documents": [{"name": one.name, "size": len(one.content)} for one in message.documents],
        }
        for message in boxes.all()
    ]
    return JsonResponse({"count": len(messages), "messages": messages})


@require_GET
def document(request: HttpRequest, number: int, part: int) -> HttpResponse:
    """Hand over a document of a message."""
    for message in boxes.all():
        if message.number == number and 1 <= part <= len(message.documents):
            found = message.documents[part - 1]
            return HttpResponse(
                found.content,
                content_type=found.kind,
                headers={"Content-Disposition": "inline", "Content-Security-Policy": "sandbox"},
            )
    raise Http404


@csrf_exempt
@require_POST
def activate(request: HttpRequest) -> HttpResponse:
    """From now on those e-Boxes are used that are ticked, and no others."""
    boxes.used = {owner for owner in OWNERS if ":".join(owner) in request.POST.getlist("used")}
    return redirect("ebox:index")


@csrf_exempt
@require_POST
def behave(request: HttpRequest) -> HttpResponse:
    """Answer as the form says from now on."""
    if request.POST.get("behaviour") not in set(Behaviour):
        return HttpResponseBadRequest("behaviour")
    boxes.behaviour = Behaviour(request.POST["behaviour"])
    return redirect("ebox:index")
