"""Makes deliveries and mails wait, many at once: deliveries of copies of what a person sent."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

SERVICES = ("spw-mobilite", "spw-logement", "spw-emploi")
AT_ONCE = 2_000
WORDS = "Votre dossier est envoyé. Vous en avez la preuve dans l’accusé de réception. " * 20


def backlog(number: str, whose: str) -> int:
    """Let messages wait; return how many.

    ``whose`` is a service, to which all are deliveries, or « all »: every second one is a mail then.
    """
    from django.db import transaction

    services = SERVICES if whose == "all" else (whose,)
    mails = int(number) // 2 if whose == "all" else 0
    with transaction.atomic():
        _let_deliveries_wait(int(number) - mails, services)
        _let_mails_wait(mails)
    return int(number)


def mails(number: str, every: str) -> int:
    """Let one mail after the other wait to be sent, each so many seconds after the one before."""
    from django.db import transaction

    for _ in range(int(number)):
        with transaction.atomic():
            _let_mails_wait(1)
        time.sleep(float(every))
    return int(number)


def _let_deliveries_wait(number: int, services: tuple[str, ...]) -> None:
    """Copy a dossier that was sent; the beginning of each reference says to which service it goes."""
    from dossiers.models import Delivery, Dossier, Submission
    from dossiers.states import State
    from monespace.outbox.services import enqueue_all, wanted

    first = Submission.objects.select_related("dossier").filter(deliveries__gateway="https").first()
    if first is None:
        raise LookupError("Nobody has sent anything yet.")
    for start in range(0, number, AT_ONCE):
        whose = [services[rank % len(services)] for rank in range(start, min(start + AT_ONCE, number))]
        dossiers = [
            copied(
                first.dossier,
                pk=uuid4(),
                state=State.SUBMITTED,
                reference=f"{beginning(service)}{uuid4().hex[:10]}",
            )
            for service in whose
        ]
        submissions = [copied(first, pk=uuid4(), dossier_id=dossier.pk) for dossier in dossiers]
        deliveries = [
            Delivery(submission=submission, gateway="https", service=service)
            for submission, service in zip(submissions, whose, strict=True)
        ]
        Dossier.objects.bulk_create(dossiers)
        Submission.objects.bulk_create(submissions)
        Delivery.objects.bulk_create(deliveries)
        enqueue_all(
            wanted("dossier.deliver", lane=f"delivery:{delivery.service}", delivery_id=delivery.pk)
            for delivery in deliveries
        )


def _let_mails_wait(number: int) -> None:
    from dossiers.submission.emails import SUBMITTED
    from monespace.mail.models import Mail
    from monespace.outbox.services import enqueue_all, wanted

    for start in range(0, number, AT_ONCE):
        copies = [
            Mail(
                to="envoi@exemple.be",
                template=SUBMITTED.template,
                language="fr",
                subject="Votre dossier est envoyé",
                text=WORDS,
                html=f"<p>{WORDS}</p>",
            )
            for _ in range(start, min(start + AT_ONCE, number))
        ]
        Mail.objects.bulk_create(copies)
        enqueue_all(wanted("mail.send", lane="mail", mail_id=copy.pk) for copy in copies)


def beginning(service: str) -> str:
    """Return how the references begin of what is handed over to a service."""
    return f"{service.removeprefix('spw-')}-"


def copied(row: Any, **changed: Any) -> Any:
    """Return a row like another, not written yet, but for its id and what is ``changed``, by its columns."""
    same = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del same[row._meta.pk.attname]
    return type(row)(**same | changed)
