"""Why something cannot begin for an enterprise or an establishment: it has stopped, or is another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from enterprises.register.models import Enterprise, Establishment


class NotItsEstablishment(DomainError):
    """The establishment is another enterprise's, or none that is known."""

    message = _(
        "Cet établissement n’est pas de cette entreprise, ou plus. Choisissez-en un autre. "
        "Rien n’a été modifié."
    )


class EstablishmentClosed(DomainError):
    """The establishment is closed (BCE): nothing is given or begun for it."""

    message = _(
        "Selon la Banque-Carrefour des Entreprises, cet établissement est fermé : %(place)s. "
        "Choisissez-en un autre, ou toute l’entreprise. Rien n’a été modifié."
    )

    def __init__(self, place: Establishment) -> None:
        super().__init__("closed", message=str(self.message) % {"place": place.label})


class EnterpriseStopped(DomainError):
    """The enterprise has ceased its activities (BCE): no access begins or changes there.

    Subclasses say what else is refused; each sentence names the enterprise and the day.
    """

    message = _(
        "Selon la Banque-Carrefour des Entreprises, %(enterprise)s a cessé ses activités le %(day)s. Aucun "
        "accès ni mandat ne peut plus y commencer ni y être modifié. Ses dossiers restent lisibles, et un "
        "accès peut encore prendre fin. Rien n’a été modifié."
    )

    def __init__(self, enterprise: Enterprise) -> None:
        assert enterprise.stopped_on is not None, "it has stopped"  # noqa: S101 - for the type checker
        words = {"enterprise": enterprise.display_name, "day": date_format(enterprise.stopped_on)}
        super().__init__("stopped", message=str(self.message) % words)
