"""What case officers read: the queue of a service, one dossier of it, and who else works there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dossiers.catalogue.published import load_versions, title_of
from dossiers.catalogue.selectors import service_names
from dossiers.decisions.remedies import remedies_of
from dossiers.dossier.routed import definition_for
from dossiers.dossier.rows import tag_class
from dossiers.handling.models import Case, InternalNote, ServiceMember
from dossiers.handling.officers import get_case
from dossiers.states import OPEN, STATE_WORDS, State
from helpdesk.cases.batch.acts import Chosen
from helpdesk.models import Consultation
from monespace.common.references import InvalidReference, normalize_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from dossiers.handling.officers import Officer
    from dossiers.handling.querysets import CaseQuerySet, NoteQuerySet

MOST_COLLEAGUES = 200
RECENTLY = timedelta(days=90)


@dataclass(frozen=True)
class Tab:
    """A part of the queue: its name in the address, its words, what it holds, in which order, open or not."""

    key: str
    label: _StrOrPromise
    empty: _StrOrPromise
    holds: Callable[[CaseQuerySet, User], CaseQuerySet]
    order: tuple[str, ...] = ("officer_id", "received_at", "dossier_id")  # as the index is written
    is_open: bool = True


TABS = {
    tab.key: tab
    for tab in (
        Tab(
            "nouveaux",
            _("À attribuer"),
            _("Tous les dossiers ouverts sont entre les mains de quelqu’un."),
            lambda cases, _user: cases.unassigned(),
        ),
        Tab(
            "miens",
            _("Les miens"),
            _("Aucun dossier ouvert n’est entre vos mains."),
            lambda cases, user: cases.mine(user),
        ),
        Tab(
            "relire",
            _("À relire"),
            _("Aucune décision d’un collègue n’attend d’être relue."),
            lambda cases, user: cases.to_read_again(user),
            order=("received_at", "dossier_id"),
        ),
        Tab(
            "attente",
            _("En attente de la personne"),
            _("Le service n’attend de réponse de personne."),
            lambda cases, _user: cases.waiting_for_person(),
        ),
        Tab(
            "retard",
            _("En retard"),
            _("Aucun dossier n’a dépassé sa date limite."),
            lambda cases, _user: cases.late(timezone.localdate()),
            order=("due_on", "dossier_id"),
        ),
        Tab(
            "ouverts",
            _("Tous les dossiers ouverts"),
            _("Aucun dossier n’est ouvert."),
            lambda cases, _user: cases.open(),
            order=("due_on", "dossier_id"),
        ),
        Tab(
            "decides",
            _("Décidés récemment"),
            _("Aucun dossier n’a été décidé ces 90 derniers jours."),
            lambda cases, _user: cases.decided_since(timezone.now() - RECENTLY),
            order=("-decided_at", "dossier_id"),
            is_open=False,
        ),
    )
}
FIRST_TAB = "nouveaux"


@dataclass(frozen=True)
class Row:
    """One dossier of the queue; ``officer`` names who handles it, empty for nobody."""

    case: Case
    title: str
    officer: str
    is_late: bool

    @property
    def chosen(self) -> Chosen:
        """How the row is sent when it is chosen for an act on several."""
        return Chosen(self.case.pk, self.case.officer_id)

    @property
    def tag_class(self) -> str:
        """How its state looks."""
        return tag_class(self.case.dossier)


@dataclass(frozen=True)
class Service:
    """A service of the officer: its key in the address, and its name."""

    key: str
    name: str


def services_of(officer: Officer, language: str) -> list[Service]:
    """Return the officer's services by name; one of no published démarche is called by its key."""
    names = service_names(language)
    services = [Service(key, names.get(key, key)) for key in officer.services]
    return sorted(services, key=lambda one: (one.name, one.key))


def queue(officer: Officer, service: str, tab: Tab) -> CaseQuerySet:
    """Return the dossiers of one service of the officer that a tab holds, in its order."""
    cases = Case.objects.of_service({service} & officer.services)
    return tab.holds(cases, officer.user).with_dossier().order_by(*tab.order)


def case_for(officer: Officer, dossier_id: UUID) -> tuple[Case, bool]:
    """Return a case of the officer's services, and whether he has it open, in one query (NotVisible)."""
    openings = Consultation.objects.running(officer.user).filter(dossier=OuterRef("dossier"))
    found: Any = get_case(officer, dossier_id, among=Case.objects.annotate(is_opened=Exists(openings)))
    return found, found.is_opened


def rows_of(cases: Iterable[Any], language: str) -> list[Row]:
    """Return cases as rows, in one's language; each process reads a published version once."""
    today, listed = timezone.localdate(), list(cases)
    load_versions(case.dossier.demarche_version_id for case in listed)
    return [
        Row(
            case=case,
            title=title_of(case.dossier.demarche_version_id, language),
            officer=case.officer.display_name if case.officer else "",
            is_late=bool(case.due_on and case.due_on < today and case.state in OPEN),
        )
        for case in listed
    ]


def as_read(case: Case, outcome: State, reasons: str) -> dict[str, Any]:
    """Return what templates show of a decision before it is made, as the person will read it."""
    return {
        "outcome": outcome,
        "outcome_words": STATE_WORDS[outcome],
        "reasons": reasons,
        "remedies": remedies_of(definition_for(case.dossier), case.dossier.language),
    }


def notes_of(case: Case) -> NoteQuerySet:
    """Return the internal notes about a case, the latest first; none once it is anonymised."""
    notes = InternalNote.objects.of(case.pk)
    return notes.none() if case.state == State.ANONYMISED else notes


def case_by_reference(officer: Officer, typed: str) -> UUID | None:
    """Return the key of the dossier of the officer's services that bears this reference, if one does."""
    try:
        reference = normalize_reference(typed)
    except InvalidReference:
        return None
    cases = Case.objects.of_service(officer.services).filter(dossier__reference=reference)
    return cases.values_list("pk", flat=True).first()


def colleagues(case: Case) -> QuerySet[User]:
    """Return the case officers of the service now, by name."""
    members = ServiceMember.objects.current().filter(service=case.service).values("user")
    return User.objects.filter(pk__in=members).order_by("last_name", "first_name", "pk")[:MOST_COLLEAGUES]
