"""The simulated Banque-Carrefour: enterprises and representatives as JSON, and a page to look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from monespace.simulators.bce.register import ENTERPRISES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

UNKNOWN = {"error": "unknown enterprise"}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the whole register to a person trying the demo."""
    return render(request, "bce/index.html", {"enterprises": ENTERPRISES.values()})


@require_GET
def enterprise(request: HttpRequest, number: str) -> JsonResponse:
    """Describe one enterprise."""
    found = ENTERPRISES.get(number)
    return JsonResponse(found.as_json()) if found else JsonResponse(UNKNOWN, status=404)


@require_GET
def representatives(request: HttpRequest, number: str) -> JsonResponse:
    """Say who represents one enterprise now."""
    found = ENTERPRISES.get(number)
    if found is None:
        return JsonResponse(UNKNOWN, status=404)
    return JsonResponse({"number": number, "representatives": found.representatives_as_json()})
