"""The states of a dossier and the only ways from one to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a dossier stands."""

    DRAFT = "draft", _("Brouillon")
    SUBMITTED = "submitted", _("Envoyé")
    IN_PROGRESS = "in_progress", _("En traitement")
    ACTION_NEEDED = "action_needed", _("Action demandée")
    ACCEPTED = "accepted", _("Accepté")
    PARTLY_ACCEPTED = "partly_accepted", _("Accepté en partie")
    REFUSED = "refused", _("Refusé")
    CLOSED = "closed_without_action", _("Classé sans suite")
    WITHDRAWN = "withdrawn", _("Retiré")
    EXPIRED = "expired", _("Brouillon expiré")
    ANONYMISED = "anonymised", _("Anonymisé")


DECIDED = frozenset({State.ACCEPTED, State.PARTLY_ACCEPTED, State.REFUSED, State.CLOSED})

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.EXPIRED}),
    State.SUBMITTED: frozenset({State.IN_PROGRESS, State.ACTION_NEEDED, State.WITHDRAWN}) | DECIDED,
    State.IN_PROGRESS: frozenset({State.ACTION_NEEDED, State.WITHDRAWN}) | DECIDED,
    State.ACTION_NEEDED: frozenset({State.IN_PROGRESS, State.WITHDRAWN}) | DECIDED,
    **{state: frozenset({State.ANONYMISED}) for state in DECIDED},
    State.WITHDRAWN: frozenset({State.ANONYMISED}),
    State.EXPIRED: frozenset({State.ANONYMISED}),
    State.ANONYMISED: frozenset(),
}
