"""Why an access cannot be asked for, or an answer be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError, Forbidden

if TYPE_CHECKING:
    from datetime import datetime


class AlreadyInside(DomainError):
    """Who asks for an access has one."""

    message = _(
        "Vous avez déjà un accès à cette entreprise. Pour un autre rôle, adressez-vous à son gestionnaire "
        "d’accès : la page « Membres » dit qui c’est."
    )


class TooManyRequests(DomainError):
    """More requests for access than one person needs."""

    message = _(
        "Vous avez plusieurs demandes d’accès en attente. Attendez une réponse ou retirez une demande, "
        "puis recommencez. Cette demande n’a pas été envoyée."
    )
    status = 429


class OnlyYouCouldAnswer(DomainError):
    """Who asks for an access is the only one who manages them: the request would wait for ever."""

    message = _(
        "Vous êtes la seule personne à gérer les accès de cette entreprise : personne d’autre ne pourrait "
        "répondre. Vous la représentez légalement ? Prenez vous-même le rôle de Propriétaire. Sinon, "
        "proposez un co-gestionnaire, qui vous donnera un rôle. Votre demande n’a pas été envoyée."
    )


class RequestClosed(DomainError):
    """The request has had another answer, or was withdrawn: ``outcome`` says which, ``closed_at`` when."""

    said = {
        "granted": _("Cette demande a déjà été acceptée le %(day)s."),
        "refused": _("Cette demande a déjà été refusée le %(day)s."),
        "withdrawn": _("La personne a retiré cette demande le %(day)s."),
    }

    def __init__(self, outcome: str, closed_at: datetime | None) -> None:
        assert closed_at is not None, "its outcome is known"  # noqa: S101 - for the type checker
        day = date_format(timezone.localdate(closed_at))
        super().__init__(outcome, message=str(self.said[outcome]) % {"day": day})


class OwnRequest(Forbidden):
    """Nobody answers their own request."""

    message = _(
        "Vous ne pouvez pas répondre à votre propre demande : un autre gestionnaire d’accès doit le faire."
    )
