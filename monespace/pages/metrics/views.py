"""``/metrics``: the few figures that operators want warnings on, for the internal network only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.saml.metadata.expiry import idp_expiries, own_expiries
from accounts.saml.metadata.selectors import idp_copy_state
from monespace.common.clients import read_address
from monespace.pages.metrics import requests, work
from monespace.pages.metrics.format import MEDIA_TYPE, family

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpRequest


@require_safe
@login_not_required
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer who asks directly from METRICS_NETWORKS; to anybody else this page does not exist.

    While the database is away it says so, and what is known without it.
    """
    if not _is_internal(request):
        raise Http404
    now = timezone.now()
    try:
        known = [*_sign_in(now), *work.lines_of_database(now)]
    except DatabaseError:
        known = []
    lines = [*family("database_up", "gauge", [({}, bool(known))]), *known]
    lines += [*work.lines_of_counters(), *requests.lines()]
    return HttpResponse("\n".join(lines) + "\n", content_type=MEDIA_TYPE)


def _sign_in(now: datetime) -> Iterator[str]:
    """Yield when the certificates of signing in expire, and how the federation's metadata does."""
    ends = [*own_expiries(), *idp_expiries()]
    seconds = [
        ({"what": one.name, "number": str(number)}, round((one.ends_at - now).total_seconds()))
        for number, one in enumerate(ends, start=1)
    ]
    yield from family("sign_in_expiry_seconds", "gauge", seconds)
    kept, has_problem = idp_copy_state()
    yield from family("idp_metadata_kept", "gauge", [({}, kept)])
    yield from family("idp_metadata_problem", "gauge", [({}, has_problem)])


def _is_internal(request: HttpRequest) -> bool:
    """Whether it comes straight from an internal address: what a proxy passes on comes from outside."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    address = read_address(request.META.get("REMOTE_ADDR", ""))
    return address is not None and any(address in network for network in settings.METRICS_NETWORKS)
