"""What can be refused about access to an enterprise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError
from monespace.common.text import isolated

if TYPE_CHECKING:
    from datetime import date


class AlreadyMember(DomainError):
    """The person already has another role, or the same one over another period."""

    message = _(
        "Cette personne a déjà un accès à l’entreprise. "
        "Mettez-y fin avant de lui donner un autre rôle ou une autre période."
    )


class MembershipPeriodInvalid(DomainError):
    """The last day is before the first one, or already past."""

    message = _("Le dernier jour de l’accès ne peut pas être passé, ni venir avant le premier.")


class StartsInThePast(DomainError):
    """The first day is past: nobody had a right then, so none is written down."""

    message = _("Le premier jour est déjà passé. Indiquez aujourd’hui ou un jour à venir.")


class LastsTooLong(DomainError):
    """The last day is more than five years away."""

    message = _("Un accès ou un mandat dure au plus cinq ans : indiquez le %(day)s ou un jour plus proche.")

    def __init__(self, latest: date) -> None:
        super().__init__("too_long", message=str(self.message) % {"day": date_format(latest)})


class DemarcheNotOffered(DomainError):
    """No démarche for enterprises has this slug."""

    message = _("La démarche « %(word)s » n’est pas proposée aux entreprises.")

    def __init__(self, slug: str) -> None:
        super().__init__("not_offered", message=str(self.message) % {"word": isolated(slug)})
