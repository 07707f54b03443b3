"""What can be refused about access to an enterprise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError, Forbidden
from monespace.common.text import isolated

if TYPE_CHECKING:
    from datetime import date, datetime

    from enterprises.models import Enterprise, Establishment


class AlreadyMember(DomainError):
    """The person already has another role, or the same one over another period."""

    message = _(
        "Cette personne a déjà un accès à l’entreprise. "
        "Mettez-y fin avant de lui donner un autre rôle ou une autre période."
    )


class GapAlreadyDesignated(DomainError):
    """The enterprise has a main access manager, or the person already manages its accesses."""

    message = _(
        "L’entreprise a déjà un gestionnaire d’accès principal, ou cette personne gère déjà ses accès. "
        "Il faut d’abord mettre fin à la désignation en cours."
    )


class MembershipPeriodInvalid(DomainError):
    """The last day is before the first one, or already past."""

    message = _("Le dernier jour de l’accès ne peut pas être passé, ni venir avant le premier.")


class StartsInThePast(DomainError):
    """The first day is past: nobody had a right then, so none is written down."""

    message = _("Le premier jour est déjà passé. Indiquez aujourd’hui ou un jour à venir.")


class LastsTooLong(DomainError):
    """The last day is more than five years away."""

    message = _("Un accès ou un mandat dure au plus cinq ans : indiquez le %(day)s ou un jour plus proche.")

    def __init__(self, latest: date) -> None:
        super().__init__("too_long", message=str(self.message) % {"day": date_format(latest)})


class NotItsEstablishment(DomainError):
    """The establishment is another enterprise's, or none that is known."""

    message = _(
        "Cet établissement n’est pas de cette entreprise, ou plus. Choisissez-en un autre. "
        "Rien n’a été modifié."
    )


class EstablishmentClosed(DomainError):
    """The establishment is closed (BCE): nothing is given or begun for it."""

    message = _(
        "Selon la Banque-Carrefour des Entreprises, cet établissement est fermé : %(place)s. "
        "Choisissez-en un autre, ou toute l’entreprise. Rien n’a été modifié."
    )

    def __init__(self, place: Establishment) -> None:
        super().__init__("closed", message=str(self.message) % {"place": place.label})


class DemarcheNotOffered(DomainError):
    """No démarche for enterprises has this slug."""

    message = _("La démarche « %(word)s » n’est pas proposée aux entreprises.")

    def __init__(self, slug: str) -> None:
        super().__init__("not_offered", message=str(self.message) % {"word": isolated(slug)})


class NotRepresentative(Forbidden):
    """The source does not say, or not recently enough, that the person represents the enterprise."""

    message = _(
        "Seul le représentant légal de l’entreprise, confirmé à l’instant par la Banque-Carrefour des "
        "Entreprises, désigne un gestionnaire d’accès. Interrogez-la à nouveau. Rien n’a été modifié."
    )


class TooManyQuestions(DomainError):
    """The person asked the source more often than somebody with a question does."""

    message = _(
        "Vous avez interrogé plusieurs fois la Banque-Carrefour des Entreprises. Réessayez dans une heure."
    )
    status = 429


class NotPrincipalGap(Forbidden):
    """Only the main access manager proposes a co-GAP."""

    message = _(
        "Seuls le gestionnaire d’accès principal et le représentant légal proposent un co-gestionnaire. "
        "Rien n’a été modifié."
    )


class GapNotEndedHere(Forbidden):
    """Access managers end a co-GAP's designation; not their own, nor the GAP's."""

    message = _(
        "Un gestionnaire d’accès retire un co-gestionnaire, jamais lui-même ni le gestionnaire "
        "principal. C’est le représentant légal qui remplace celui-ci. Rien n’a été modifié."
    )


class AlreadyInside(DomainError):
    """Who asks for an access has one."""

    message = _(
        "Vous avez déjà un accès à cette entreprise. Pour un autre rôle, adressez-vous à son gestionnaire "
        "d’accès : la page « Membres » dit qui c’est."
    )


class TooManyRequests(DomainError):
    """More requests for access than one person needs."""

    message = _(
        "Vous avez plusieurs demandes d’accès en attente. Attendez une réponse ou retirez une demande, "
        "puis recommencez. Cette demande n’a pas été envoyée."
    )
    status = 429


class OnlyYouCouldAnswer(DomainError):
    """Who asks for an access is the only one who manages them: the request would wait for ever."""

    message = _(
        "Vous êtes la seule personne à gérer les accès de cette entreprise : personne d’autre ne pourrait "
        "répondre. Vous la représentez légalement ? Prenez vous-même le rôle de Propriétaire. Sinon, "
        "proposez un co-gestionnaire, qui vous donnera un rôle. Votre demande n’a pas été envoyée."
    )


class RequestClosed(DomainError):
    """The request has had another answer, or was withdrawn: ``outcome`` says which, ``closed_at`` when."""

    said = {
        "granted": _("Cette demande a déjà été acceptée le %(day)s."),
        "refused": _("Cette demande a déjà été refusée le %(day)s."),
        "withdrawn": _("La personne a retiré cette demande le %(day)s."),
    }

    def __init__(self, outcome: str, closed_at: datetime | None) -> None:
        assert closed_at is not None, "its outcome is known"  # noqa: S101 - for the type checker
        day = date_format(timezone.localdate(closed_at))
        super().__init__(outcome, message=str(self.said[outcome]) % {"day": day})


class OwnRequest(Forbidden):
    """Nobody answers their own request."""

    message = _(
        "Vous ne pouvez pas répondre à votre propre demande : un autre gestionnaire d’accès doit le faire."
    )


class EnterpriseStopped(DomainError):
    """The enterprise has ceased its activities (BCE): no access begins or changes there.

    Subclasses say what else is refused; each sentence names the enterprise and the day.
    """

    message = _(
        "Selon la Banque-Carrefour des Entreprises, %(enterprise)s a cessé ses activités le %(day)s. Aucun "
        "accès ni mandat ne peut plus y commencer ni y être modifié. Ses dossiers restent lisibles, et un "
        "accès peut encore prendre fin. Rien n’a été modifié."
    )

    def __init__(self, enterprise: Enterprise) -> None:
        assert enterprise.stopped_on is not None, "it has stopped"  # noqa: S101 - for the type checker
        words = {"enterprise": enterprise.display_name, "day": date_format(enterprise.stopped_on)}
        super().__init__("stopped", message=str(self.message) % words)


class ManagesAlready(DomainError):
    """The person is the main access manager already."""

    message = _("Vous êtes déjà le gestionnaire d’accès principal de cette entreprise : rien à demander.")


class OwnGapRequest(Forbidden):
    """No agent decides their own request."""

    message = _("Vous ne pouvez pas décider de votre propre demande : un autre agent doit le faire.")


class NoDocumentToSee(DomainError):
    """Nothing that the virus scan found clean proves what the person says."""

    message = _(
        "Aucun document vérifié n’accompagne cette demande : attendez la fin de l’analyse, ou refusez-la. "
        "Rien n’a été modifié."
    )
