"""Why what somebody types is not kept: one line, below the form, which stays as it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dossiers.filling import errors
from monespace.common.errors import DomainError
from monespace.common.rate_limits import TooOften


class NotKept(DomainError):
    """What is typed cannot be kept now."""

    message = _("Pas encore enregistré : utilisez les boutons de cette page.")


class OneTooMany(NotKept):
    """The group has as many items as it may."""

    message = _("Pas enregistré : cette liste est complète.")


IN_ONE_LINE = {
    errors.StaleAnswers: _(
        "Pas enregistré : cette étape a été modifiée ailleurs. « Continuer » vous montrera les deux versions."
    ),
    errors.NoLongerDraft: _(
        "Pas enregistré : ce dossier n’est plus un brouillon, ses réponses ne changent plus."
    ),
    TooOften: _("Pas encore enregistré : trop d’enregistrements en peu de temps. Un nouvel essai suivra."),
}


def in_one_line(refusal: DomainError) -> str:
    """Return why nothing was kept, as the line below a form says it."""
    own = next((line for kind, line in IN_ONE_LINE.items() if isinstance(refusal, kind)), refusal.message)
    return str(own)
