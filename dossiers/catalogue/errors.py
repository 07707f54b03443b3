"""What can be refused when a démarche is published."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class VersionAlreadyPublished(DomainError):
    """This version was published with another content, and dossiers may be pinned to it."""

    message = _(
        "Cette version de la démarche est déjà publiée avec un autre contenu, qui ne peut plus changer. "
        "Donnez un numéro de version plus élevé à votre définition."
    )


class VersionNotHigher(DomainError):
    """A higher version is published already."""

    message = _(
        "Une version plus élevée de cette démarche est déjà publiée. "
        "Donnez à votre définition un numéro de version qui la suit."
    )
