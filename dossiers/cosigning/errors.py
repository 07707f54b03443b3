"""Why signatures cannot be asked for, given or taken back: each says what is safe and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from dossiers.cosigning.closed import SigningRefusal


class CosigningRefused(DomainError):
    """The request and its signatures stay as they are."""


class WrongSignatories(CosigningRefused):
    """Not as many people are named as the démarche asks; the answers may have changed meanwhile."""

    message = _(
        "Aucune signature n’est demandée : les personnes qui doivent signer ont changé avec vos réponses. "
        "Vos réponses sont enregistrées. Relisez la liste ci-dessous."
    )


class NoLongerAwaiting(CosigningRefused):
    """Everybody signed, somebody declined, or the round was taken back meanwhile."""

    message = _(
        "Cette demande n’attend plus de signature. Rien n’a été modifié. Ouvrez-la pour voir où elle en est."
    )


class SigningClosed(DomainError):
    """The person cannot sign; ``reason`` says why, and has its page."""

    reason: SigningRefusal
    message = _("Cette signature n’est pas possible.")
