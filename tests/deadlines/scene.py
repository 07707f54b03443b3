"""Sent dossiers whose démarche sets a limit, and what happens to them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from dossiers.deadlines.models import DossierDeadline, Outage
from dossiers.deadlines.services import begin
from dossiers.handling.officers import Officer
from dossiers.moves import move
from dossiers.states import DossierEvent, Party
from monespace.common.authors import SYSTEM
from tests.submission.definition import content
from tests.submission.factories import DemarcheVersionFactory, SubmissionFactory, actor_of
from tests.support.factories import PersonFactory

BASIS = {"fr": "Décret d’essai, article 7.", "de": "Probedekret, Artikel 7."}
SILENCE_BASIS = {"fr": "Même décret, article 8.", "de": "Dasselbe Dekret, Artikel 8."}
THIRTY_DAYS = {"amount": 30, "start": "receipt", "legal_basis": BASIS}
REFUSAL = {"silence": {"means": "refusal", "legal_basis": SILENCE_BASIS}}
APPROVAL = {"silence": {"means": "approval", "legal_basis": SILENCE_BASIS}}


def version_with(**limit: Any):
    """Publish a démarche with this limit; without one when nothing is said."""
    decision = {**limit, "legal_basis": BASIS} if limit else None
    slug = f"essai-{uuid4().hex[:12]}"
    declared = content(slug=slug, decision_days=None, decision=decision)
    return DemarcheVersionFactory(demarche__slug=slug, content=declared)


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def sent(version, day: date | None = None, **changes: Any):
    """Return a dossier sent at noon of a day, today unless said otherwise, its limit begun."""
    submitted_at = noon(day) if day else timezone.now()
    submission = SubmissionFactory(
        dossier__demarche_version=version, dossier__submitted_at=submitted_at, **changes
    )
    with transaction.atomic():
        begin(dossier=submission.dossier)
    return submission.dossier


@transaction.atomic
def happen(dossier, *events: DossierEvent) -> None:
    """Let events happen to a dossier, each by who may."""
    for event in events:
        if event in {DossierEvent.ANSWER, DossierEvent.WITHDRAW}:
            author, party = actor_of(dossier.created_by), Party.PERSON
        elif event in {DossierEvent.RECEIVE, DossierEvent.LAPSE}:
            author, party = SYSTEM, Party.SYSTEM
        else:
            author, party = Officer(user=dossier.created_by, services=frozenset()), Party.OFFICER
        move(actor=author, party=party, dossier=dossier, event=event)


def deadline_row(dossier) -> DossierDeadline:
    return DossierDeadline.objects.get(pk=dossier.pk)


def outage(began_on: date, ended_on: date, **changes: Any) -> Outage:
    """Return an outage of all démarches that gives ten days, not saved."""
    terms = {
        "for_all": True,
        "extra_days": 10,
        "cause": {"fr": "Panne d’essai.", "de": "Probeausfall."},
        "legal_basis": {"fr": "Décret de la panne.", "de": "Dekret über den Ausfall."},
        "announced_by": PersonFactory(),
    }
    return Outage(began_on=began_on, ended_on=ended_on, **terms | changes)
