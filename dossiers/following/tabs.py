"""The frame of a space: its pages as tabs, and how many dossiers stand behind each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.states import State
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Mapping

    from enterprises.rights.actor import Actor


class Page(StrEnum):
    """A page of a space that has a tab."""

    TO_DO = "to_do"
    DRAFTS = "drafts"
    DOSSIERS = "dossiers"
    MESSAGES = "messages"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many dossiers are in each state, those anonymised apart, and how many have unread messages."""

    by_state: Mapping[str, int]
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A way to one page; ``count`` is None where nothing is counted."""

    label: str
    url: str
    count: int | None
    is_current: bool


def tabs_of(actor: Actor, current: str, counts: Counts) -> list[Tab]:
    """Return the pages that the actor may open, with how many dossiers stand behind each.

    Behind the messages, the number is that of conversations with unread ones. Who may read no dossier sees no
    number of them.
    """
    space = {"space": actor.space.key}
    dossiers = reverse("dossiers:list", kwargs=space)
    may_read = actor.can(Permission.READ_DOSSIERS)
    states = counts.by_state
    to_do = states.get(State.ACTION_NEEDED, 0) if may_read else None
    found: list[tuple[Page, str, str, int | None]] = [(Page.TO_DO, _("À faire"), actor.space.url, to_do)]
    if may_read:
        found += [
            (Page.DRAFTS, _("Brouillons"), f"{dossiers}?etat=brouillons", states.get(State.DRAFT, 0)),
            (Page.DOSSIERS, _("Dossiers"), dossiers, sum(states.values())),
            (
                Page.MESSAGES,
                _("Messages"),
                reverse("dossiers:conversations", kwargs=space),
                counts.unread,
            ),
        ]
    if actor.can(Permission.SEE_MEMBERS):
        found.append((Page.MEMBERS, _("Membres"), reverse("enterprises:members", kwargs=space), None))
    return [
        Tab(label=label, url=url, count=count, is_current=page == current)
        for page, label, url, count in found
    ]
