"""What is said of a number that is not understood: too short, too long, or with a slip in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from monespace.common.identifiers import InvalidIdentifier, WrongCheck, WrongLength, normalize_bce

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrOrPromise

LENGTH: Final = _("« %(label)s » : il faut %(expected)s chiffres, vous en avez écrit %(found)s.")
CHECK: Final = _("« %(label)s » a le bon format, mais un chiffre est sans doute faux : vérifiez-le.")
NO_BCE: Final = _(
    "« %(label)s » : vérifiez le numéro d’entreprise, il compte dix chiffres et commence par 0 ou 1."
)


def understood(
    normalize: Callable[[str], str],
    text: str,
    *,
    label: object,
    otherwise: _StrOrPromise,
    length: _StrOrPromise = LENGTH,
) -> str:
    """Return the number written one way; ValidationError, with the true cause, when it is none.

    ``otherwise`` is said of a text that is none for another reason than its length or its check.
    """
    try:
        return normalize(text)
    except WrongLength as wrong:
        message, counts = length, {"expected": wrong.expected, "found": wrong.found}
    except WrongCheck:
        message, counts = CHECK, {}
    except InvalidIdentifier:
        message, counts = otherwise, {}
    raise ValidationError(message, code="invalid", params={"label": label, **counts})


class BceField(forms.CharField):
    """The number of an enterprise, as ten digits, however it is written."""

    width = "medium"

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attributes), **options)

    def clean(self, value: Any) -> str:
        """Return the ten digits; nothing for nothing."""
        typed = super().clean(value)
        return understood(normalize_bce, typed, label=self.label, otherwise=NO_BCE) if typed else ""
