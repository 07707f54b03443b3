"""Why a code does not do, in words: what is safe and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from accounts.profile.services import Outcome

if TYPE_CHECKING:
    from accounts.profile.services import Check


def code_refusal(check: Check) -> str:
    """Return what to tell about a code that did not confirm the address."""
    if check.outcome is Outcome.WRONG:
        return ngettext(
            "Ce code n’est pas le bon. Il vous reste %(tries)s essai.",
            "Ce code n’est pas le bon. Il vous reste %(tries)s essais.",
            check.tries_left,
        ) % {"tries": check.tries_left}
    if check.outcome is Outcome.SPENT:
        return gettext(
            "Ce code a été essayé trop de fois et ne sert plus. Demandez-en un nouveau ci-dessous."
        )
    if check.outcome is Outcome.EXPIRED:
        return gettext("Ce code ne sert plus : il est trop ancien. Demandez-en un nouveau ci-dessous.")
    return gettext("Aucun code n’est demandé : l’adresse est déjà confirmée, ou le changement est annulé.")
