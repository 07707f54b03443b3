"""The states of a dossier, and the one table of what leads from one to another, by whom (ADR 0070)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class State(models.TextChoices):
    """Where a dossier stands."""

    DRAFT = "draft", _("Brouillon")
    AWAITING_SIGNATURES = "awaiting_signatures", _("En attente de signatures")
    SUBMITTED = "submitted", _("Envoyé")
    RECEIVED = "received", _("Reçu par le service")
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


def state_in_words(holder: Any) -> str:
    """Return the state of a dossier or of its case in the reader's language.

    Their ``get_state_display``: Django's own translates the words of every state for each row.
    """
    return str(State(holder.state).label)


STATE_WORDS = {
    State.DRAFT: _("Pas encore envoyé : l’administration ne voit pas vos réponses."),
    State.AWAITING_SIGNATURES: _(
        "Pas encore envoyé : d’autres personnes doivent d’abord signer cette demande. Ses réponses ne "
        "changent plus, et l’administration ne les voit pas."
    ),
    State.SUBMITTED: _("Votre dossier est envoyé. Vous en avez la preuve dans l’accusé de réception."),
    State.RECEIVED: _("Le service compétent a reçu votre dossier. Il doit encore commencer à l’examiner."),
    State.IN_PROGRESS: _("Le service compétent examine votre dossier."),
    State.ACTION_NEEDED: _("Le service compétent attend une réponse ou un document de votre part."),
    State.ACCEPTED: _("Le service compétent a accepté votre demande."),
    State.PARTLY_ACCEPTED: _("Le service compétent a accepté une partie de votre demande."),
    State.REFUSED: _("Le service compétent a refusé votre demande. La décision dit pourquoi."),
    State.CLOSED: _("Le service compétent a classé votre demande sans suite. La décision dit pourquoi."),
    State.WITHDRAWN: _("Cette demande est retirée : le service compétent ne l’examine plus."),
    State.DISCARDED: _("Ce brouillon a été supprimé."),
    State.EXPIRED: _("Ce brouillon est arrivé à la fin de son délai : personne ne l’a modifié à temps."),
    State.ANONYMISED: _("Le délai de conservation est passé : vos données sont effacées."),
}
UNSENT = frozenset({State.DRAFT, State.AWAITING_SIGNATURES})
"""The competent service sees nothing of it."""
OPEN = frozenset({State.SUBMITTED, State.RECEIVED, State.IN_PROGRESS, State.ACTION_NEEDED})
"""Sent, and neither decided nor withdrawn."""
UNDER_EXAMINATION = frozenset({State.IN_PROGRESS, State.ACTION_NEEDED})
DECIDED = frozenset({State.ACCEPTED, State.PARTLY_ACCEPTED, State.REFUSED, State.CLOSED})
TRASHED = frozenset({State.DISCARDED, State.EXPIRED})
ENDED = DECIDED | TRASHED | {State.WITHDRAWN}
"""Nothing happens to it any more but its erasure, once its time is over."""


class DossierEvent(StrEnum):
    """What changes the state of a dossier; the value is how its journal says that it happened."""

    SUBMIT = "submitted"
    REQUEST_SIGNATURES = "signatures_requested"
    DECLINE = "signature_declined"
    RECALL = "recalled"
    LAPSE_SIGNATURES = "signatures_lapsed"
    DISCARD = "discarded"
    EXPIRE = "expired"
    RESTORE = "restored"
    RECEIVE = "received"
    TAKE_UP = "taken_up"
    ASK = "asked"
    ANSWER = "answered"
    LAPSE = "lapsed"
    CALL_OFF = "called_off"
    ACCEPT = "accepted"
    ACCEPT_PARTLY = "partly_accepted"
    REFUSE = "refused"
    CLOSE = "closed"
    WITHDRAW = "withdrawn"
    ANONYMISE = "anonymised"


class Party(StrEnum):
    """Who may make a transition."""

    PERSON = "person"  # somebody in the space of the dossier
    SIGNATORY = "signatory"  # somebody else, whom they asked to sign
    OFFICER = "officer"  # a case officer of the competent service
    CLIENT = "client"  # the competent service's own system
    SYSTEM = "system"  # the portal itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A way from some states to one; ``permission`` is what is asked of a person."""

    event: DossierEvent
    sources: frozenset[State]
    target: State
    parties: frozenset[Party]
    permission: Permission | None = None


_PERSON = frozenset({Party.PERSON})
_SERVICE = frozenset({Party.OFFICER, Party.CLIENT})
_SYSTEM = frozenset({Party.SYSTEM})
_SIGNATORY = frozenset({Party.SIGNATORY})


def _of_person(
    event: DossierEvent, sources: frozenset[State], target: State, permission: Permission
) -> Transition:
    return Transition(event=event, sources=sources, target=target, parties=_PERSON, permission=permission)


def _by(
    parties: frozenset[Party], event: DossierEvent, sources: frozenset[State], target: State
) -> Transition:
    return Transition(event=event, sources=sources, target=target, parties=parties)


_DRAFT = frozenset({State.DRAFT})
_AWAITING = frozenset({State.AWAITING_SIGNATURES})
_IN_PROGRESS = frozenset({State.IN_PROGRESS})
_ACTION_NEEDED = frozenset({State.ACTION_NEEDED})
TRANSITIONS: tuple[Transition, ...] = (
    _of_person(DossierEvent.SUBMIT, _DRAFT, State.SUBMITTED, Permission.SUBMIT_DOSSIERS),
    _of_person(
        DossierEvent.REQUEST_SIGNATURES, _DRAFT, State.AWAITING_SIGNATURES, Permission.SUBMIT_DOSSIERS
    ),
    # The last signature sends it.
    _by(_SIGNATORY, DossierEvent.SUBMIT, _AWAITING, State.SUBMITTED),
    _by(_SIGNATORY, DossierEvent.DECLINE, _AWAITING, State.DRAFT),
    _of_person(DossierEvent.RECALL, _AWAITING, State.DRAFT, Permission.SUBMIT_DOSSIERS),
    _by(_SYSTEM, DossierEvent.LAPSE_SIGNATURES, _AWAITING, State.DRAFT),
    _of_person(DossierEvent.DISCARD, _DRAFT, State.DISCARDED, Permission.FILL_DOSSIERS),
    _by(_SYSTEM, DossierEvent.EXPIRE, _DRAFT, State.EXPIRED),
    _of_person(DossierEvent.RESTORE, TRASHED, State.DRAFT, Permission.FILL_DOSSIERS),
    _by(_SYSTEM | {Party.CLIENT}, DossierEvent.RECEIVE, frozenset({State.SUBMITTED}), State.RECEIVED),
    _by(_SERVICE, DossierEvent.TAKE_UP, frozenset({State.RECEIVED}), State.IN_PROGRESS),
    _by(_SERVICE, DossierEvent.ASK, _IN_PROGRESS, State.ACTION_NEEDED),
    _of_person(DossierEvent.ANSWER, _ACTION_NEEDED, State.IN_PROGRESS, Permission.SUBMIT_DOSSIERS),
    _by(_SYSTEM, DossierEvent.LAPSE, _ACTION_NEEDED, State.IN_PROGRESS),
    _by(_SERVICE, DossierEvent.CALL_OFF, _ACTION_NEEDED, State.IN_PROGRESS),
    _by(_SERVICE, DossierEvent.ACCEPT, UNDER_EXAMINATION, State.ACCEPTED),
    _by(_SERVICE, DossierEvent.ACCEPT_PARTLY, UNDER_EXAMINATION, State.PARTLY_ACCEPTED),
    _by(_SERVICE, DossierEvent.REFUSE, UNDER_EXAMINATION, State.REFUSED),
    _by(_SERVICE, DossierEvent.CLOSE, UNDER_EXAMINATION, State.CLOSED),
    # Where the law gives the service's silence a meaning, whatever it has done by then.
    _by(_SYSTEM, DossierEvent.ACCEPT, OPEN, State.ACCEPTED),
    _by(_SYSTEM, DossierEvent.REFUSE, OPEN, State.REFUSED),
    _of_person(DossierEvent.WITHDRAW, OPEN, State.WITHDRAWN, Permission.SUBMIT_DOSSIERS),
    _by(_SYSTEM, DossierEvent.ANONYMISE, ENDED, State.ANONYMISED),
)
DECIDING = frozenset(way.event for way in TRANSITIONS if way.target in DECIDED)
"""What makes a decision, whoever does it."""
PAIRS = frozenset((source, way.target) for way in TRANSITIONS for source in way.sources)
"""From which state to which a dossier may go: the database refuses any other."""
_WAYS = {
    (way.event, source, party): way for way in TRANSITIONS for source in way.sources for party in way.parties
}


def way_from(source: State, event: DossierEvent, party: Party) -> Transition | None:
    """Return the way on which ``event``, made by ``party``, leads a dossier out of ``source``, if any."""
    return _WAYS.get((event, source, party))


EVENT_WORDS: dict[DossierEvent, tuple[_StrOrPromise, _StrOrPromise]] = {
    DossierEvent.SUBMIT: (State.SUBMITTED.label, STATE_WORDS[State.SUBMITTED]),
    DossierEvent.REQUEST_SIGNATURES: (
        _("Signatures demandées"),
        _("Les personnes qui doivent signer ont reçu un lien par e-mail. Les réponses ne changent plus."),
    ),
    DossierEvent.DECLINE: (
        _("Signature refusée"),
        _("La demande n’est pas envoyée : elle est de nouveau un brouillon, que l’on peut corriger."),
    ),
    DossierEvent.RECALL: (
        _("Demande de signatures annulée"),
        _("Les liens ne fonctionnent plus : la demande est de nouveau un brouillon, que l’on peut corriger."),
    ),
    DossierEvent.LAPSE_SIGNATURES: (
        _("Signatures pas reçues à temps"),
        _("La demande n’est pas envoyée : elle est de nouveau un brouillon, que l’on peut corriger."),
    ),
    DossierEvent.DISCARD: (State.DISCARDED.label, STATE_WORDS[State.DISCARDED]),
    DossierEvent.EXPIRE: (State.EXPIRED.label, STATE_WORDS[State.EXPIRED]),
    DossierEvent.RESTORE: (
        _("Brouillon restauré"),
        _("Il est sorti de la corbeille, avec ses réponses et ses documents."),
    ),
    DossierEvent.TAKE_UP: (
        State.IN_PROGRESS.label,
        _("Le service compétent a commencé à examiner le dossier."),
    ),
    DossierEvent.ASK: (State.ACTION_NEEDED.label, STATE_WORDS[State.ACTION_NEEDED]),
    DossierEvent.ANSWER: (_("Réponse envoyée"), _("Le service compétent reprend l’examen du dossier.")),
    DossierEvent.LAPSE: (
        _("Délai de réponse dépassé"),
        _("Le service compétent poursuit l’examen avec ce que le dossier contient."),
    ),
    DossierEvent.CALL_OFF: (
        _("Demande de complément annulée"),
        _("Le service compétent n’attend plus de réponse et poursuit l’examen du dossier."),
    ),
    DossierEvent.ACCEPT: (State.ACCEPTED.label, STATE_WORDS[State.ACCEPTED]),
    DossierEvent.ACCEPT_PARTLY: (State.PARTLY_ACCEPTED.label, STATE_WORDS[State.PARTLY_ACCEPTED]),
    DossierEvent.REFUSE: (State.REFUSED.label, STATE_WORDS[State.REFUSED]),
    DossierEvent.CLOSE: (State.CLOSED.label, STATE_WORDS[State.CLOSED]),
    DossierEvent.WITHDRAW: (State.WITHDRAWN.label, STATE_WORDS[State.WITHDRAWN]),
    DossierEvent.ANONYMISE: (State.ANONYMISED.label, STATE_WORDS[State.ANONYMISED]),
}
