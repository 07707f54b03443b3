"""The simulated Banque-Carrefour: enterprises and representatives as JSON, and a page to look at them."""

from __future__ import annotations

import time
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from monespace.simulators.bce.register import ENTERPRISES

if TYPE_CHECKING:
    from django.http import HttpRequest

    from monespace.simulators.bce.register import Enterprise

SLOW_SECONDS = 8
UNKNOWN = {"error": "unknown enterprise"}


class Behaviour(StrEnum):
    """How it answers."""

    ANSWER = "answer"
    FAIL = "fail"
    SLOW = "slow"
    NONSENSE = "nonsense"

    @property
    def label(self) -> str:
        """What it does, in words."""
        return {
            Behaviour.ANSWER: "Répondre",
            Behaviour.FAIL: "Être indisponible : 503",
            Behaviour.SLOW: f"Répondre après {SLOW_SECONDS} secondes",
            Behaviour.NONSENSE: "Répondre autre chose que ce qui est convenu",
        }[self]


class Switch:
    """The behaviour chosen by a person or a script."""

    chosen = Behaviour.ANSWER

    def wait(self) -> None:
        """Keep the caller waiting while slow, no longer once that changes."""
        deadline = time.monotonic() + SLOW_SECONDS
        while self.chosen == Behaviour.SLOW and time.monotonic() < deadline:
            time.sleep(0.05)


switch = Switch()


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the whole register to a person trying the demo, and the choice of behaviour."""
    context = {
        "enterprises": ENTERPRISES.values(),
        "behaviours": list(Behaviour),
        "behaviour": switch.chosen,
    }
    return render(request, "bce/index.html", context)


@require_GET
def enterprise(request: HttpRequest, number: str) -> HttpResponse:
    """Describe one enterprise."""
    found = ENTERPRISES.get(number)
    return answer(found, found.as_json() if found else {})


@require_GET
def representatives(request: HttpRequest, number: str) -> HttpResponse:
    """Say who represents one enterprise, functions that ended included."""
    found = ENTERPRISES.get(number)
    return answer(
        found, {"number": number, "representatives": found.representatives_as_json()} if found else {}
    )


@csrf_exempt
@require_POST
def behave(request: HttpRequest) -> HttpResponse:
    """Answer as the form says from now on."""
    if request.POST.get("behaviour") not in set(Behaviour):
        return JsonResponse({"problem": "behaviour"}, status=HTTPStatus.BAD_REQUEST)
    switch.chosen = Behaviour(request.POST["behaviour"])
    return redirect("bce:index")


def answer(found: Enterprise | None, content: dict[str, object]) -> HttpResponse:
    """Answer as told."""
    switch.wait()
    if switch.chosen == Behaviour.FAIL:
        return JsonResponse({"error": "unavailable"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    if switch.chosen == Behaviour.NONSENSE:
        return HttpResponse("<p>Maintenance</p>")
    return JsonResponse(content) if found else JsonResponse(UNKNOWN, status=HTTPStatus.NOT_FOUND)
