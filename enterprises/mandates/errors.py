"""What can be refused about a mandate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrOrPromise

    from enterprises.rights.mandate_models import Mandate


class MandateWithItself(DomainError):
    """Both numbers are the same."""

    message = _("Vous avez indiqué votre propre entreprise. Indiquez le numéro d’une autre entreprise.")


class MandatePeriodInvalid(DomainError):
    """The last day is before the first one, or already past."""

    message = _("Le dernier jour du mandat ne peut pas être passé, ni venir avant le premier.")


class MandateAlreadyOpen(DomainError):
    """The two enterprises have a mandate, in force or waiting."""

    message = _(
        "Un mandat existe déjà entre ces deux entreprises, ou attend une réponse. "
        "Mettez-y fin avant d’en proposer un autre."
    )


class MandateOwnProposal(DomainError):
    """The enterprise that proposed does not answer for the other."""

    message = _(
        "Votre entreprise a proposé ce mandat : c’est à l’autre entreprise de l’accepter ou de le refuser."
    )


class MandateClosed(DomainError):
    """It has had another answer, or has ended: the sentence says which, and when."""

    def __init__(self, mandate: Mandate) -> None:
        day = date_format(self._closed_on(mandate))
        super().__init__(mandate.standing.value, message=str(self._said(mandate)) % {"day": day})

    @staticmethod
    def _said(mandate: Mandate) -> _StrOrPromise:
        if mandate.declined_at:
            return _("Ce mandat a déjà été refusé le %(day)s. Pour changer de réponse, il en faut un autre.")
        if mandate.is_open:
            return _("Ce mandat a déjà été accepté le %(day)s. Pour qu’il ne vaille plus, mettez-y fin.")
        if mandate.accepted_at:
            return _("Ce mandat a pris fin le %(day)s.")
        return _("Cette proposition de mandat n’attend plus de réponse depuis le %(day)s.")

    @staticmethod
    def _closed_on(mandate: Mandate) -> date:
        closed_at = mandate.declined_at or mandate.ended_at or (mandate.is_open and mandate.accepted_at)
        return timezone.localdate(closed_at) if closed_at else mandate.ends_on
