"""The reasons for which a person cannot sign, and the page of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.card_names import is_name_of
from dossiers.cosigning.models import Outcome

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from accounts.models import User
    from dossiers.cosigning.models import Signatory


class SigningRefusal(StrEnum):
    """Why nobody, or not this person, can sign."""

    UNKNOWN = "unknown"
    USED = "used"
    TWICE = "twice"
    OWN = "own"
    NAMED_OTHERWISE = "named_otherwise"
    SENT = "sent"
    DECLINED = "declined"
    RECALLED = "recalled"
    LAPSED = "lapsed"
    STOPPED = "stopped"


OVER = {
    Outcome.SENT: SigningRefusal.SENT,
    Outcome.DECLINED: SigningRefusal.DECLINED,
    Outcome.RECALLED: SigningRefusal.RECALLED,
    Outcome.LAPSED: SigningRefusal.LAPSED,
}


def signing_refusal(signatory: Signatory, user: User | None) -> SigningRefusal | None:
    """Return why ``user`` cannot sign, None if they can; of a visitor only the link is judged."""
    request = signatory.request
    if request.outcome:
        return OVER[Outcome(request.outcome)]
    if signatory.signed_at:
        return SigningRefusal.USED
    if not request.is_open:
        return SigningRefusal.LAPSED
    if request.dossier.owner_enterprise and request.dossier.owner_enterprise.has_stopped:
        return SigningRefusal.STOPPED
    return None if user is None else _refusal_of_person(signatory, user)


def _refusal_of_person(signatory: Signatory, user: User) -> SigningRefusal | None:
    request = signatory.request
    if user.pk == request.requested_by_id:
        return SigningRefusal.OWN
    if not is_name_of(signatory.name, user):
        return SigningRefusal.NAMED_OTHERWISE
    if request.signatories.filter(signed_by=user).exists():
        return SigningRefusal.TWICE
    return None


@dataclass(frozen=True)
class ClosedPage:
    """What is said to who cannot sign: what happened, what to do."""

    title: _StrOrPromise
    happened: _StrOrPromise
    to_do: _StrOrPromise
    status: int = 410


NOTHING_TO_DO = _("Vous n’avez rien à faire.")
ASK_THEM = _("Si vous avez une question, contactez la personne qui vous a demandé de signer.")
CLOSED_PAGES = {
    SigningRefusal.UNKNOWN: ClosedPage(
        _("Ce lien ne fonctionne pas"),
        _("Il est incomplet, ou un e-mail plus récent l’a remplacé."),
        _("Ouvrez le lien du dernier e-mail reçu, ou demandez-en un nouveau à la personne qui vous a écrit."),
        404,
    ),
    SigningRefusal.USED: ClosedPage(
        _("Cette demande est déjà signée avec ce lien"),
        _("Chaque lien sert à une seule signature."),
        _("Si c’était vous, retrouvez ce que vous avez signé dans votre Espace Citoyen."),
    ),
    SigningRefusal.TWICE: ClosedPage(
        _("Vous avez déjà signé cette demande"),
        _("Une personne signe une seule fois. Ce lien attend la signature de quelqu’un d’autre."),
        _("Prévenez la personne qui vous a demandé de signer : elle peut corriger le nom et l’adresse."),
        403,
    ),
    SigningRefusal.OWN: ClosedPage(
        _("Quelqu’un d’autre doit signer"),
        _("Vous avez demandé cette signature : votre propre accord est déjà donné."),
        _("La personne nommée doit ouvrir son lien et s’identifier elle-même."),
        403,
    ),
    SigningRefusal.NAMED_OTHERWISE: ClosedPage(
        _("Ce lien est au nom de quelqu’un d’autre"),
        _(
            "Votre carte d’identité porte un autre nom que celui de la personne qui doit signer. Rien de "
            "la demande ne vous est montré."
        ),
        _(
            "Si c’est bien vous, demandez à la personne qui vous a écrit de corriger le nom. Sinon, "
            "ignorez l’e-mail."
        ),
        403,
    ),
    SigningRefusal.SENT: ClosedPage(
        _("Cette demande est déjà envoyée"),
        _("Toutes les personnes qui devaient signer l’ont fait."),
        _("Si vous avez signé, retrouvez ce que vous avez signé dans votre Espace Citoyen."),
    ),
    SigningRefusal.DECLINED: ClosedPage(
        _("Cette demande n’attend plus de signature"),
        _("Une des personnes qui devaient signer a refusé : la demande n’est pas envoyée."),
        ASK_THEM,
    ),
    SigningRefusal.RECALLED: ClosedPage(
        _("Cette demande n’attend plus de signature"),
        _("La personne qui l’a préparée a annulé les signatures : la demande n’est pas envoyée."),
        _("Si elle vous la soumet à nouveau, vous recevrez un autre e-mail."),
    ),
    SigningRefusal.LAPSED: ClosedPage(
        _("Il est trop tard pour signer"),
        _("Le dernier jour pour signer est passé : la demande n’est pas envoyée."),
        ASK_THEM,
    ),
    SigningRefusal.STOPPED: ClosedPage(
        _("Cette demande ne peut plus être envoyée"),
        _("Selon la Banque-Carrefour des Entreprises, l’entreprise a cessé ses activités."),
        NOTHING_TO_DO,
    ),
}
