"""What can be refused about an outage."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class NotOfItsServices(DomainError):
    """A system announces an outage of a démarche that it does not reach."""


class EffectsChanged(DomainError):
    """What the outage would change is no longer what the page showed."""

    message = _(
        "Entre-temps, les dossiers concernés ou leurs délais ont changé. Rien n’est enregistré : "
        "relisez ce que la panne change, puis confirmez."
    )
