"""Why a sign-in is refused, in words for the person: what happened, what is safe, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NOTHING_CHANGED = _(
    "Rien n’a été modifié. Les réponses que vous aviez déjà enregistrées dans Mon Espace sont conservées."
)


@dataclass(frozen=True)
class Words:
    """What the page of one refusal says."""

    status: HTTPStatus
    title: _StrPromise
    happened: _StrPromise
    advice: _StrPromise


class Refusal(Enum):
    """A reason; its name is what the logs keep."""

    CANCELLED = Words(
        HTTPStatus.FORBIDDEN,
        _("La connexion n’a pas eu lieu"),
        _("L’identification a été annulée avant la fin."),
        _("Recommencez quand vous le souhaitez, avec votre carte d’identité électronique ou avec itsme."),
    )
    LEVEL_TOO_LOW = Words(
        HTTPStatus.FORBIDDEN,
        _("Ce moyen d’identification ne suffit pas"),
        _("Votre moyen d’identification est moins sûr que celui que Mon Espace demande ici."),
        _("Recommencez avec votre carte d’identité électronique (eID) et son code PIN."),
    )
    NOT_FRESH = Words(
        HTTPStatus.FORBIDDEN,
        _("Votre identification est trop ancienne"),
        _(
            "Cette page demande de vous identifier à nouveau, et le service fédéral a repris une "
            "identification précédente."
        ),
        _("Fermez votre navigateur, ouvrez-le à nouveau, puis recommencez."),
    )
    UNKNOWN_REQUEST = Words(
        HTTPStatus.BAD_REQUEST,
        _("Cette connexion n’est plus valable"),
        _(
            "La réponse reçue ne correspond à aucune connexion en cours dans ce navigateur : elle "
            "a expiré ou elle a été commencée ailleurs."
        ),
        _("Recommencez la connexion dans ce navigateur, dans un seul onglet."),
    )
    REPLAYED = Words(
        HTTPStatus.BAD_REQUEST,
        _("Cette connexion a déjà servi"),
        _(
            "Pour votre sécurité, chaque identification ne sert qu’une seule fois, et celle-ci a "
            "déjà été utilisée."
        ),
        _("Recommencez la connexion."),
    )
    INVALID_RESPONSE = Words(
        HTTPStatus.BAD_REQUEST,
        _("La connexion n’a pas pu être vérifiée"),
        _(
            "La réponse du service d’authentification n’a pas passé nos contrôles de sécurité. Aucune "
            "connexion n’a eu lieu."
        ),
        _(
            "Recommencez la connexion. Si cela se reproduit, appelez le helpdesk et donnez la "
            "référence ci-dessous."
        ),
    )
    INVALID_LOGOUT = Words(
        HTTPStatus.BAD_REQUEST,
        _("La demande de déconnexion n’a pas pu être vérifiée"),
        _(
            "Mon Espace a reçu un message de déconnexion qui n’a pas passé nos contrôles de sécurité. "
            "Ce message n’a mis fin à aucune connexion."
        ),
        _(
            "Si vous vouliez vous déconnecter, vérifiez que c’est fait, puis fermez toutes les fenêtres du "
            "navigateur. Si cela se reproduit, appelez le helpdesk et donnez la référence ci-dessous."
        ),
    )
    BLOCKED = Words(
        HTTPStatus.FORBIDDEN,
        _("Votre accès est suspendu"),
        _("Votre identification a réussi, mais l’administration a suspendu votre accès à Mon Espace."),
        _("Appelez le helpdesk et donnez la référence ci-dessous : il vous dira pourquoi et que faire."),
    )
    UNAVAILABLE = Words(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("Le service d’authentification est indisponible"),
        _("Le service fédéral qui vérifie votre identité ne répond pas pour le moment."),
        _("Réessayez dans quelques minutes. Si votre délai expire aujourd’hui, appelez le helpdesk."),
    )


class Refused(DomainError):
    """A sign-in that goes no further; ``rule`` names the control that failed, for the logs only."""

    def __init__(self, refusal: Refusal, rule: str = "") -> None:
        super().__init__(refusal.name)
        self.refusal = refusal
        self.rule = rule
        self.message = refusal.value.happened
        self.status = refusal.value.status


def refuse(rule: str) -> NoReturn:
    """Refuse a message that does not pass the control named ``rule``."""
    raise Refused(Refusal.INVALID_RESPONSE, rule)


def demand(holds: bool, rule: str) -> None:
    """Refuse a message when the control named ``rule`` does not hold."""
    if not holds:
        refuse(rule)
