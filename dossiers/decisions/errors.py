"""Why a dossier cannot be decided so now."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class AlreadyDecided(DomainError):
    """Another decision was made before."""

    message = _(
        "Ce dossier est déjà décidé. Votre décision n’est pas enregistrée. "
        "Rechargez la page pour lire celle qui existe."
    )


class NotTakenUp(DomainError):
    """Nobody has begun to examine the dossier."""

    message = _(
        "Personne n’examine encore ce dossier. La décision n’est pas enregistrée. Prenez d’abord "
        "le dossier en traitement."
    )


class ReasonsMissing(DomainError):
    """The law asks for reasons of a decision that does not grant everything."""

    message = _("Indiquez les motifs : la décision n’accepte pas toute la demande. Rien n’est enregistré.")


class ReasonsTooLong(DomainError):
    """The reasons are longer than we keep."""

    message = _(
        "Les motifs sont trop longs : 10 000 caractères au plus. Rien n’est enregistré. "
        "Raccourcissez le texte."
    )


class SecondReadingNeeded(DomainError):
    """The démarche wants that another officer reads the decision first."""

    message = _(
        "La décision de cette démarche demande une seconde lecture : proposez-la, un collègue la confirme. "
        "Rien n’est enregistré."
    )


class NoSecondReading(DomainError):
    """The démarche wants no second reading."""

    message = _(
        "Cette démarche ne demande pas de seconde lecture : décidez directement. Rien n’est enregistré."
    )


class OwnProposal(DomainError):
    """Who proposed the decision would confirm it."""

    message = _("Vous avez proposé cette décision : un collègue doit la confirmer. Rien n’est enregistré.")


class ProposalChanged(DomainError):
    """Another proposal waits now than the one that was read, or none."""

    message = _(
        "La proposition a changé ou a été retirée depuis que vous l’avez lue. Rien n’est enregistré. "
        "Relisez celle qui existe."
    )
