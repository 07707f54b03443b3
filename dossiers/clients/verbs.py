"""What a system may do for its services: the scopes of its tokens."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """One thing that a system may do; the value is its scope in OAuth 2.0."""

    READ = "dossiers-read", _("Lire les dossiers et leurs documents")
    ACKNOWLEDGE = "dossiers-acknowledge", _("Accuser réception des dossiers")
    TAKE_UP = "dossiers-take-up", _("Commencer l’examen des dossiers")
    MESSAGE = "dossiers-message", _("Lire les messages des dossiers et en écrire")
    COMPLEMENT = "dossiers-complement", _("Demander des compléments et annuler ces demandes")
    DECIDE = "dossiers-decide", _("Décider des dossiers")
    REPLAY = "webhooks-replay", _("Demander que des événements soient renvoyés")
    OUTAGES = "outages-register", _("Annoncer des pannes de ses démarches, qui prolongent les délais")
