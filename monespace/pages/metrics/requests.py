"""How many requests each route answers, how, and how fast."""

from __future__ import annotations

import time
from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING, Final

from monespace.common.tallies import Tally
from monespace.pages.metrics.format import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse

SECONDS: Final = (0.1, 0.3, 1.0, 3.0, 10.0)  # a page takes 0.3 s; with PostgreSQL away 3 s at most
BOUNDS: Final = (*(f"{one:g}" for one in SECONDS), "+Inf")
SUM: Final = "sum"
NO_ROUTE: Final = "none"
tally = Tally("requests", seconds=5)


def measured(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Count each request by the name of its route, never by its address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        seconds = time.perf_counter() - began
        match = request.resolver_match
        labels = (match.view_name if match else NO_ROUTE, f"{response.status_code // 100}xx")
        tally.add(*labels, BOUNDS[bisect_left(SECONDS, seconds)])
        tally.add(*labels, SUM, amount=seconds)
        return response

    return middleware


def lines() -> Iterator[str]:
    """Yield a histogram of the durations for each route and class of status."""
    yield "# TYPE monespace_request_seconds histogram"
    counted = tally.read()
    for (route, status), group in groupby(sorted(counted), key=lambda labels: labels[:2]):
        amounts = {labels[2]: counted[labels] for labels in group}
        labels = {"route": route, "status": status}
        total = 0.0
        for bound in BOUNDS:
            total += amounts.get(bound, 0)
            yield line("request_seconds_bucket", {**labels, "le": bound}, total)
        yield line("request_seconds_sum", labels, amounts.get(SUM, 0))
        yield line("request_seconds_count", labels, total)
