"""``/metrics``: the few figures that operators want warnings on, for the internal network only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.saml.metadata.expiry import idp_expiries, own_expiries
from accounts.saml.metadata.selectors import idp_copy_state
from monespace.clock.selectors import late_work, seconds_since_ends
from monespace.common.clients import read_address
from monespace.common.rate_limits import refusals

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
@login_not_required
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer who asks directly from METRICS_NETWORKS; to anybody else this page does not exist."""
    if not _is_internal(request):
        raise Http404
    now = timezone.now()
    ends = [*own_expiries(), *idp_expiries()]
    kept, has_problem = idp_copy_state()
    lines = ["# TYPE monespace_sign_in_expiry_seconds gauge"]
    lines += [
        f'monespace_sign_in_expiry_seconds{{what="{one.name}",number="{number}"}} '
        f"{(one.ends_at - now).total_seconds():.0f}"
        for number, one in enumerate(ends, start=1)
    ]
    lines += [
        "# TYPE monespace_idp_metadata_kept gauge",
        f"monespace_idp_metadata_kept {int(kept)}",
        "# TYPE monespace_idp_metadata_problem gauge",
        f"monespace_idp_metadata_problem {int(has_problem)}",
    ]
    lines += _work(now)
    lines.append("# TYPE monespace_rate_limit_refusals_total counter")
    lines += [
        f'monespace_rate_limit_refusals_total{{action="{action}"}} {number}'
        for action, number in refusals().items()
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


def _work(now: datetime) -> list[str]:
    """Return when repeated work ended last, and whether it is late."""
    late = late_work(now)
    lines = ["# TYPE monespace_work_ended_seconds_ago gauge"]
    lines += [
        f'monespace_work_ended_seconds_ago{{task="{task}"}} {seconds:.0f}'
        for task, seconds in seconds_since_ends(now).items()
    ]
    lines.append("# TYPE monespace_work_late gauge")
    lines += [f'monespace_work_late{{task="{task}"}} {int(task in late)}' for task in settings.CLOCK]
    return lines


def _is_internal(request: HttpRequest) -> bool:
    """Whether it comes straight from an internal address: what a proxy passes on comes from outside."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    address = read_address(request.META.get("REMOTE_ADDR", ""))
    return address is not None and any(address in network for network in settings.METRICS_NETWORKS)
