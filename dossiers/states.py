"""The states of a dossier, in words, and the only ways from one to another."""

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
    DISCARDED = "discarded", _("Brouillon supprimé")
    EXPIRED = "expired", _("Brouillon expiré")
    ANONYMISED = "anonymised", _("Anonymisé")


STATE_WORDS = {
    State.DRAFT: _("Pas encore envoyé : l’administration ne voit pas vos réponses."),
    State.SUBMITTED: _("Votre dossier est envoyé. Vous en avez la preuve dans l’accusé de réception."),
    State.IN_PROGRESS: _("Le service compétent examine votre dossier."),
    State.ACTION_NEEDED: _("Le service compétent attend une réponse ou un document de votre part."),
    State.ACCEPTED: _("Le service compétent a accepté votre demande."),
    State.PARTLY_ACCEPTED: _("Le service compétent a accepté une partie de votre demande."),
    State.REFUSED: _("Le service compétent a refusé votre demande. La décision dit pourquoi."),
    State.CLOSED: _("Le service compétent a fermé le dossier sans décision. Son message dit pourquoi."),
    State.WITHDRAWN: _("Vous avez retiré votre demande."),
    State.DISCARDED: _("Ce brouillon a été supprimé. Ses réponses et ses documents sont effacés."),
    State.EXPIRED: _("Ce brouillon n’existe plus. Ses réponses et ses documents sont effacés."),
    State.ANONYMISED: _("Le délai de conservation est passé : vos données sont effacées."),
}

DECIDED = frozenset({State.ACCEPTED, State.PARTLY_ACCEPTED, State.REFUSED, State.CLOSED})

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.DISCARDED, State.EXPIRED}),
    State.SUBMITTED: frozenset({State.IN_PROGRESS, State.ACTION_NEEDED, State.WITHDRAWN}) | DECIDED,
    State.IN_PROGRESS: frozenset({State.ACTION_NEEDED, State.WITHDRAWN}) | DECIDED,
    State.ACTION_NEEDED: frozenset({State.IN_PROGRESS, State.WITHDRAWN}) | DECIDED,
    **{state: frozenset({State.ANONYMISED}) for state in DECIDED},
    State.WITHDRAWN: frozenset({State.ANONYMISED}),
    State.DISCARDED: frozenset({State.ANONYMISED}),
    State.EXPIRED: frozenset({State.ANONYMISED}),
    State.ANONYMISED: frozenset(),
}
