"""Who is told of an event of a dossier, and who in their place when nobody of them can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dossiers.dossier.readers import readers_of
from dossiers.notices.models import Notice
from dossiers.notices.news import FOR_OFFICER, News
from dossiers.states import DossierEvent, Party, State, way_from
from enterprises.rights.permissions import Role
from enterprises.rights.selectors import managers_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User
    from dossiers.dossier.models import Dossier
    from enterprises.rights.actor import Actor

MOST_RECIPIENTS: Final = 50


def recipients_of(dossier: Dossier, *, news: News, doer_id: str) -> list[User]:
    """Return whom to write to, at most MOST_RECIPIENTS: not who did it, nobody without a proved address.

    A person's dossier is told to that person; an enterprise's to who sent it, then by name to the
    Propriétaires whose access reaches it, all as they may open it now. Of what the person's side does, who
    handles the dossier is told. The démarche and the case are loaded.
    """
    if news in FOR_OFFICER:
        case = getattr(dossier, "case", None)
        return _reachable([case.officer] if case and case.officer else [], doer_id)
    if dossier.owner_user is not None:
        return _reachable([dossier.owner_user], doer_id)
    concerned = [actor for actor in readers_of(dossier) if _is_concerned(actor, dossier)]
    if news == News.DUE_SOON:
        concerned = _asked(concerned, dossier)
    concerned.sort(key=lambda actor: actor.user.pk != dossier.sent_by_id)
    return _reachable((actor.user for actor in concerned), doer_id)


def stand_ins_for(dossier: Dossier) -> list[User]:
    """Return who manages the enterprise's accesses and can be written to; none for a person's dossier."""
    if dossier.owner_enterprise is None:
        return []
    designations = managers_of(dossier.owner_enterprise).order_by("designated_at", "pk")
    return _reachable((designation.user for designation in designations), doer_id="")


def _is_concerned(actor: Actor, dossier: Dossier) -> bool:
    is_owner = actor.role == Role.PROPRIETAIRE and actor.mandate is None
    return is_owner or actor.user.pk == dossier.sent_by_id


def _asked(concerned: list[Actor], dossier: Dossier) -> list[Actor]:
    """Return those who may answer and were told what is asked; where none of them is left, who may answer."""
    way = way_from(State.ACTION_NEEDED, DossierEvent.ANSWER, Party.PERSON)
    able = [one for one in concerned if way and way.permission and one.can(way.permission)]
    told = set(Notice.objects.of_latest(dossier, news=News.ASKED).values_list("recipient", flat=True))
    return [one for one in able if one.user.pk in told and can_be_written_to(one.user)] or able


def can_be_written_to(person: User) -> bool:
    """Whether a person has proved an address, and may still enter."""
    return bool(person.email) and person.is_active


def _reachable(people: Iterable[User], doer_id: str) -> list[User]:
    found = [one for one in people if can_be_written_to(one) and str(one.pk) != doer_id]
    return found[:MOST_RECIPIENTS]
