"""The portal's addresses, and one for each way a page can go wrong."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError, connection, transaction
from django.urls import path

from monespace import urls
from monespace.common.errors import DomainError, Forbidden, NotVisible

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)


class TooLate(DomainError):
    message = "Le délai est passé."
    status = 410


RAISED = {
    "forbidden": Forbidden("role", message="Seul un Propriétaire peut envoyer un dossier."),
    "not-visible": NotVisible("other_space"),
    "too-late": TooLate("deadline"),
    "too-big": RequestDataTooBig("too much"),
    "suspicious": SuspiciousOperation("odd"),
    "broken": RuntimeError("a defect"),
    "database-down": OperationalError("the connection is closed"),
}


@login_not_required
def search_too_much(request):
    """Ask PostgreSQL for more than it has time for."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 200")
        cursor.execute("SELECT pg_sleep(5)")


@login_not_required
def refuse(request, what):
    raise RAISED[what]


urlpatterns = [
    path("refuse/<slug:what>/", refuse),
    path("cherche-trop/", search_too_much),
    *urls.urlpatterns,
]
