"""Why no document was added from those of other dossiers."""

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError


class NothingChosen(DomainError):
    """The page was sent without a document."""

    message = _("Rien n’est ajouté : choisissez d’abord un document dans la liste.")


class NoLongerThere(DomainError):
    """A document that was chosen was removed or erased, or may not be seen any more."""

    message = _(
        "Rien n’est ajouté : un document choisi n’est plus disponible. La liste ci-dessous est à jour. "
        "Choisissez-en un autre, ou ajoutez le fichier depuis votre appareil."
    )
