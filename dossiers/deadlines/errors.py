"""What can be refused about an outage."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError, SomeRefused


class NotOfItsServices(SomeRefused):
    """A system announces an outage of démarches that it does not reach, or of all."""


class EffectsChanged(DomainError):
    """What the outage would change is no longer what the page showed."""

    message = _(
        "Entre-temps, les dossiers concernés ou leurs délais ont changé. Rien n’est enregistré : "
        "relisez ce que la panne change, puis confirmez."
    )
