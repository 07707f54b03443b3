"""What the page of verification says of each verdict: a title, what it means, the state of the seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from monespace.sealing.selectors import Verdict

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class Words(NamedTuple):
    """How a verdict is told; ``look`` is the class of the notice."""

    title: _StrOrPromise
    text: _StrOrPromise
    seal: _StrOrPromise = ""
    look: str = ""


WORDS: Final[dict[Verdict, Words]] = {
    Verdict.GENUINE: Words(
        _("Ce document est authentique"),
        _("Le fichier est celui que Mon Espace a scellé : rien n’y a été changé."),
        _("Valide"),
        "notice--success",
    ),
    Verdict.ALTERED: Words(
        _("Ce fichier a été modifié"),
        _(
            "Il porte le code d’un document de Mon Espace, mais ce n’est pas le fichier que nous avons "
            "scellé. Ne vous y fiez pas et demandez l’original."
        ),
        _("Rompu"),
        "notice--error",
    ),
    Verdict.KNOWN: Words(
        _("Ce code est celui d’un document de Mon Espace"),
        _(
            "Comparez ce qui suit avec le document que vous avez. Pour savoir si rien n’y a été changé, "
            "ajoutez aussi le fichier."
        ),
        _("Valide sur l’exemplaire que nous gardons"),
        "notice--success",
    ),
    Verdict.ERASED: Words(
        _("Ce code est celui d’un document de Mon Espace"),
        _(
            "Comparez ce qui suit avec le document que vous avez. Pour savoir si rien n’y a été changé, "
            "ajoutez aussi le fichier."
        ),
        _("Pas d’exemplaire à comparer"),
        "notice--success",
    ),
    Verdict.DAMAGED: Words(
        _("Nous ne pouvons pas confirmer ce document"),
        _(
            "Le code est celui d’un document de Mon Espace, mais l’exemplaire que nous gardons a "
            "changé. Contactez le helpdesk."
        ),
        _("Rompu sur l’exemplaire que nous gardons"),
        "notice--warning",
    ),
    Verdict.MISTYPED: Words(
        _("Ce code n’est pas recopié exactement"),
        _("Vérifiez chaque caractère. Les lettres B, I, O, S et Z et les chiffres 0 et 1 n’y sont jamais."),
        look="notice--warning",
    ),
    Verdict.UNKNOWN: Words(
        _("Nous ne connaissons pas ce document"),
        _(
            "Il n’a pas été scellé par Mon Espace. Un document imprimé puis numérisé n’est pas reconnu non "
            "plus : essayez alors avec son code."
        ),
        look="notice--error",
    ),
}
