"""Why a request to become access manager cannot be sent or decided."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError, Forbidden


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
