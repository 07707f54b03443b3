"""Stores an unhandled exception under its page's code, for 90 days; a database error is only logged."""

from __future__ import annotations

import re
import traceback
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog
from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, transaction
from django.db.models.functions import Now
from psycopg.errors import QueryCanceled

from monespace.incidents.models import CODE_LENGTH, Incident

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

KEPT_FOR: Final = timedelta(days=90)
CODE: Final = re.compile(rf"[0-9a-f]{{{CODE_LENGTH}}}")
METHODS: Final = frozenset({"GET", "HEAD", "POST"})

logger = structlog.get_logger(__name__)


def keep_incident(request: HttpRequest, *, code: str, status: int, error: BaseException | None) -> None:
    """Keep under ``code`` that a request ended in ``error``; what is too old goes.

    Nothing is kept when the database does not answer, nor under a code that we did not make: a browser may
    name its request as it likes.
    """
    if error is None or not CODE.fullmatch(code) or _is_away(error):
        return
    match = request.resolver_match
    try:
        with transaction.atomic():
            Incident.objects.filter(happened_at__lt=Now() - KEPT_FOR).delete()
            Incident.objects.create(
                code=code,
                method=request.method if request.method in METHODS else "",
                page=match.view_name[:100] if match and match.view_name else "",
                status=status,
                error=type(error).__qualname__[:100],
                place=_place_of(error)[:200],
            )
    except Error as refusal:
        logger.warning("incident_not_kept", code=code, error=type(refusal).__name__)


def incidents_with(code: str) -> QuerySet[Incident]:
    """Return what broke under a code, as somebody may type it; the latest first."""
    found = Incident.objects.filter(code=_bare(code)) if is_code(code) else Incident.objects.none()
    return found.order_by("-happened_at", "-pk")


def is_code(text: str) -> bool:
    """Whether a text has the form of a code."""
    return bool(CODE.fullmatch(_bare(text)))


def _bare(text: str) -> str:
    """Return a code as it is kept, however somebody typed it."""
    return re.sub(r"[\W_]", "", text).lower()


def _is_away(error: BaseException) -> bool:
    """Whether the database itself failed: asking it again would only make the person wait."""
    return isinstance(error, OperationalError | InterfaceError) and not isinstance(
        error.__cause__, QueryCanceled
    )


def _place_of(error: BaseException) -> str:
    """Return file and line of the last step in our own code, else of the last step."""
    steps = traceback.extract_tb(error.__traceback__)
    if not steps:
        return ""
    root = Path(settings.BASE_DIR)
    ours = [
        step for step in steps if Path(step.filename).is_relative_to(root) and ".venv" not in step.filename
    ]
    step = ours[-1] if ours else steps[-1]
    name = Path(step.filename).relative_to(root) if ours else Path(step.filename).name
    return f"{name}:{step.lineno}"
