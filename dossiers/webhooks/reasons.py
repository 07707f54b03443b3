"""Why an address is disabled or enabled, or told something again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """One reason; the last one is given by the receiver itself."""

    ASKED = "asked", _("À la demande de l’équipe du système")
    DOWN = "down", _("Le système était ou est en panne")
    LOST = "lost", _("Le système a perdu des événements")
    SUSPECT = "suspect", _("Doute sur l’adresse ou sur un secret")
    REPAIRED = "repaired", _("Le système fonctionne de nouveau")
    GONE = "gone", _("Le système a répondu que l’adresse n’existe plus (410)")


DISABLING = (Reason.ASKED, Reason.DOWN, Reason.SUSPECT)
ENABLING = (Reason.ASKED, Reason.REPAIRED)
REPLAYING = (Reason.ASKED, Reason.DOWN, Reason.LOST)
