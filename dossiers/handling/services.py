"""What the competent service does with a dossier that it handles in the portal, before it decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dossiers.clients.actors import ServiceClient, lock_dossier
from dossiers.clients.verbs import Verb
from dossiers.dossier.models import Dossier
from dossiers.handling.errors import NotOfService
from dossiers.handling.models import Case, ServiceMember
from dossiers.handling.officers import lock_case
from dossiers.handling.rules import require_free, require_in_hands
from dossiers.moves import move
from dossiers.states import OPEN, UNDER_EXAMINATION, DossierEvent, Party, State
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_not_visible, require_transaction
from monespace.journal.services import record

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from accounts.models import User
    from dossiers.handling.officers import Officer
    from monespace.common.authors import Author, System


def receive(
    *, actor: System | ServiceClient = SYSTEM, dossier: Dossier, delivery_id: UUID, case_of: str = ""
) -> None:
    """Note that the competent service has the dossier, which the caller has locked; once however often.

    ``case_of`` is the service that handles it in the portal, empty for one that has it in a system of its
    own. A dossier withdrawn before that is left as it is.
    """
    require_transaction()
    if dossier.state not in OPEN:
        return
    if case_of:
        case = Case(dossier=dossier, service=case_of, received_at=timezone.now())
        Case.objects.bulk_create([case], ignore_conflicts=True)
    if dossier.state == State.SUBMITTED:
        move(
            actor=actor,
            party=Party.CLIENT if isinstance(actor, ServiceClient) else Party.SYSTEM,
            dossier=dossier,
            event=DossierEvent.RECEIVE,
            facts={"delivery_id": delivery_id},
        )


@transaction.atomic
def begin_examination(*, actor: ServiceClient, dossier_id: UUID) -> Dossier:
    """Begin to examine a dossier in a system of the service's own; doing it twice changes nothing.

    Raises TransitionRefused before it is received and once it is decided or withdrawn, Forbidden, NotVisible.
    """
    dossier = lock_dossier(actor=actor, dossier_id=dossier_id, verb=Verb.TAKE_UP)
    if dossier.state not in UNDER_EXAMINATION:
        move(actor=actor, party=Party.CLIENT, dossier=dossier, event=DossierEvent.TAKE_UP)
    return dossier


@transaction.atomic
def take_up(*, actor: Officer, dossier_id: UUID) -> Case:
    """Begin to examine a dossier, or go on with one that was given back; doing it twice changes nothing.

    It comes into the officer's hands. Raises WithColleague, NoLongerOpen, NotVisible.
    """
    _hold_places(actor.user)
    case = lock_case(actor=actor, dossier_id=dossier_id)
    require_free(case, actor.user)
    if case.officer_id is None:
        _hand_over(actor=actor, case=case, to=actor.user)
    if case.dossier.state == State.RECEIVED:
        move(actor=actor, party=Party.OFFICER, dossier=case.dossier, event=DossierEvent.TAKE_UP)
    return case


@transaction.atomic
def assign(*, actor: Officer, dossier_id: UUID, to: User | None, instead_of: Any) -> Case:
    """Give a dossier into the hands of ``to``, oneself or a colleague of the service; None gives it back.

    ``instead_of`` is the key of who had it on the page that was read, None for nobody. Raises
    HandedOverMeanwhile when that is no longer so, NotOfService, NoLongerOpen, NotVisible.
    """
    if to is not None:
        _hold_places(to)
    case = lock_case(actor=actor, dossier_id=dossier_id)
    if case.officer_id == (to and to.pk):
        return case
    require_in_hands(case, instead_of)
    if to is not None and not ServiceMember.objects.current().filter(user=to, service=case.service).exists():
        raise NotOfService
    _hand_over(actor=actor, case=case, to=to)
    return case


@transaction.atomic
def add_service_member(*, actor: Author, user: User, service: str) -> ServiceMember:
    """Let an agent work for a service; doing it twice changes nothing."""
    member, is_new = ServiceMember.objects.get_or_create(user=user, service=service, ended_at=None)
    if is_new:
        record("service_member.added", actor=actor, subject=user, service=service)
    return member


@transaction.atomic
def end_service_member(*, actor: Author, member_id: int) -> ServiceMember:
    """End an agent's work for a service; doing it twice changes nothing. Raises NotVisible.

    The open dossiers of the service that are in the agent's hands go back to be assigned.
    """
    places = ServiceMember.objects.select_related("user").select_for_update(of=("self",), no_key=True)
    member = get_or_not_visible(places.filter(pk=member_id))
    if member.ended_at is not None:
        return member
    member.ended_at = timezone.now()
    member.save(update_fields=["ended_at"])
    record("service_member.ended", actor=actor, subject=member.user, service=member.service)
    in_hand = Case.objects.of_service([member.service]).mine(member.user).values("pk")
    for dossier in Dossier.objects.filter(pk__in=in_hand).order_by("pk").select_for_update():
        case = Case.objects.select_related("dossier").get(pk=dossier.pk)
        if case.officer_id == member.user_id and case.state in OPEN:
            _hand_over(actor=actor, case=case, to=None)
    return member


def _hold_places(user: User) -> None:
    """Keep the places of who is about to have a dossier from being ended meanwhile: before its lock."""
    list(ServiceMember.objects.standing().filter(user=user).order_by("pk").select_for_update(no_key=True))


def _hand_over(*, actor: Author, case: Case, to: User | None) -> None:
    case.officer = to
    case.save(update_fields=["officer"])
    record("case.assigned", actor=actor, subject=case.dossier, officer=str(to.pk) if to else "")
