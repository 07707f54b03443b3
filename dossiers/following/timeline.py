"""What happened to a dossier, in plain words and in order, from its journal and its deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dossiers.deadlines.words import DEADLINE_CHANGED, EXTENDED, SILENCE_WORDS, new_day_words
from dossiers.decisions.ebox.models import SENT
from dossiers.handovers.models import Handover
from dossiers.states import EVENT_WORDS, DossierEvent, Party
from dossiers.submission.models import DeliveryStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from django.utils.functional import _StrOrPromise

    from dossiers.submission.models import Delivery
    from monespace.journal.models import Event

PENDING_TITLE = _("Transmission au service compétent")
PENDING_WORDS = {
    DeliveryStatus.NEEDS_ATTENTION: _(
        "Elle prend plus de temps que prévu : notre équipe s’en occupe. Votre dossier est bien enregistré "
        "à la date de l’envoi. Vous n’avez rien à faire."
    ),
    DeliveryStatus.WAITING: _(
        "Elle se fait automatiquement, en général en quelques secondes. Vous n’avez rien à faire."
    ),
}
ARRIVALS = {"dossier.delivered", f"dossier.{DossierEvent.RECEIVE}"}
"""They come together: one line tells both."""
HANDED_TO = "handed_to"
"""The fact that says to whom a draft was handed over."""
HANDED: dict[str, _StrOrPromise] = {
    Handover.Purpose.FILL: _("Destinataire : %(name)s."),
    Handover.Purpose.SEND: _("Destinataire : %(name)s, pour vérifier et envoyer la demande."),
}
OF_SERVICE = {Party.OFFICER, Party.CLIENT}
"""People read the name of the service, whoever acts for it."""
BY_SILENCE: dict[str, _StrOrPromise] = {
    f"dossier.{DossierEvent.ACCEPT}": SILENCE_WORDS["approval"],
    f"dossier.{DossierEvent.REFUSE}": SILENCE_WORDS["refusal"],
}
LINES: dict[str, tuple[_StrOrPromise, _StrOrPromise]] = {
    "dossier.created": (_("Brouillon commencé"), ""),
    **{f"dossier.{event}": words for event, words in EVENT_WORDS.items()},
    "dossier.begun_again": (_("Réponses reprises d’un dossier envoyé"), ""),
    "draft.end_announced": (_("Fin du brouillon annoncée par e-mail"), ""),
    "draft.handed_over": (_("Brouillon confié à un collègue"), ""),
    "draft.upgraded": (_("Brouillon passé à la nouvelle version de la démarche"), ""),
    "draft.emptied": (_("Brouillon effacé"), _("Ses réponses et ses documents sont effacés.")),
    "dossier.cosigned": (_("Signature"), _("Une des personnes qui doivent signer a signé la demande.")),
    "dossier.document_opened": (_("Document ouvert par une personne qui signe"), ""),
    "dossier.signature_asked_again": (_("Nouveau lien pour signer"), ""),
    "dossier.signature_reminded": (_("Rappel envoyé à une personne qui doit signer"), ""),
    SENT: (_("Décision envoyée aussi à l’e-Box"), _("Elle reste dans Mon Espace, avec son document.")),
    "message.to_service": (_("Message au service compétent"), ""),
    "message.to_person": (_("Message du service compétent"), ""),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the timeline; one that has not happened yet has no time."""

    title: _StrOrPromise
    text: _StrOrPromise = ""
    who: _StrOrPromise = ""
    at: datetime | None = None

    @property
    def day(self) -> date | None:
        """The day in Belgium; None for what has not happened yet."""
        return localdate(self.at) if self.at else None


def timeline(
    *,
    events: Iterable[Event],
    deliveries: Sequence[Delivery],
    names: Mapping[str, _StrOrPromise],
    service: _StrOrPromise,
    systems: Mapping[str, str] = MappingProxyType({}),
) -> list[Entry]:
    """Return what people want to know, oldest first, then what is still to come.

    ``names`` says who acted, by the id in the journal; for the competent service, ``service`` does, and for
    officers and agents ``systems`` where one acted. Events of no interest to people are left out.
    """
    arrived = {str(delivery.pk): delivery for delivery in deliveries if delivery.delivered_at}
    entries: list[Entry] = []
    is_received = False
    for event in events:
        if event.tag in ARRIVALS:
            delivery = arrived.pop(event.facts.get("delivery_id", ""), None)
            reference = delivery.service_reference if delivery else ""
            if not is_received or reference:
                entries.append(_arrival(event, reference, is_first=not is_received))
            is_received = True
        elif event.tag == DEADLINE_CHANGED and "outage" in event.facts:
            entries.append(Entry(at=event.recorded_at, title=EXTENDED, text=new_day_words(event.facts)))
        elif event.tag in LINES:
            title, text = _words(event, names)
            is_service = event.facts.get("party") in OF_SERVICE
            known, otherwise = (systems, service) if is_service else (names, "")
            who = known.get(event.actor_id, otherwise)
            entries.append(Entry(at=event.recorded_at, title=title, text=text, who=who))
    return entries if is_received else entries + _awaited(deliveries)


def _words(event: Event, names: Mapping[str, _StrOrPromise]) -> tuple[_StrOrPromise, _StrOrPromise]:
    """Return the title and the text of an event; the portal itself decides by silence only."""
    title, text = LINES[event.tag]
    if name := names.get(event.facts.get(HANDED_TO, "")):
        return title, HANDED[event.facts["purpose"]] % {"name": name}
    is_silence = event.tag in BY_SILENCE and event.facts.get("party") == Party.SYSTEM
    return (title, BY_SILENCE[event.tag]) if is_silence else (title, text)


def _arrival(event: Event, reference: str, *, is_first: bool) -> Entry:
    """Say that the service has the dossier, or under which reference once that is said."""
    text = _("Référence du service : %(reference)s.") % {"reference": reference} if reference else ""
    title = _("Reçu par le service compétent") if is_first else _("Enregistré par le service compétent")
    return Entry(at=event.recorded_at, title=title, text=text)


def _awaited(deliveries: Sequence[Delivery]) -> list[Entry]:
    """Say once that the dossier is on its way, however many ways it goes."""
    status = DeliveryStatus.of_all(deliveries)
    if not deliveries or status not in PENDING_WORDS:
        return []
    return [Entry(title=PENDING_TITLE, text=PENDING_WORDS[status])]
