"""What goes with an ending, counted in words: before it on the page that asks, after it in the message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.endings.effects import Effects


def effect_lines(effects: Effects, reader: User) -> list[str]:
    """Return one line for each thing that goes, none of them zero; true before and after."""
    counted = [(_to(heir, reader), len(invitations)) for heir, invitations in effects.handed.items()]
    counted += [
        (_("Invitations annulées, dont les liens ne fonctionnent plus"), len(effects.revoked)),
        (_("Propositions de gestionnaire d’accès annulées"), len(effects.proposals)),
        (_("Personnes qui perdent l’accès par ce mandat"), len(effects.staff)),
        (_("Brouillons qui restent à l’entreprise"), effects.drafts),
    ]
    return [
        _("%(what)s : %(number)s") % {"what": what, "number": number} for what, number in counted if number
    ]


def with_effects(said: str, effects: Effects, reader: User) -> str:
    """Return what a message says afterwards: that it is done, and what went with it."""
    return " ".join([said, *(f"{line}." for line in effect_lines(effects, reader))])


def _to(heir: User, reader: User) -> str:
    if heir == reader:
        return _("Invitations transmises à vous, dont les liens restent valables")
    return _("Invitations transmises à %(person)s, dont les liens restent valables") % {
        "person": heir.display_name
    }
