"""Choosing one establishment: from a list while it is short, else by typing its name or number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monespace.common.folding import folded
from monespace.common.identifiers import format_establishment
from monespace.common.text import isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enterprises.register.models import Establishment

MOST_OFFERED: Final = 20
MOST_SUGGESTED: Final = 500
MOST_NAMED: Final = 5
LONGEST_QUOTE: Final = 60
WHOLE_ENTERPRISE = ("", gettext_lazy("Toute l’entreprise"))


class Suggestions(forms.TextInput):
    """A text for which the browser suggests some values, which it filters as one types."""

    template_name = "forms/widgets/suggestions.html"
    suggestions: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the values."""
        context = super().get_context(name, value, attrs)
        context["widget"]["suggestions"] = self.suggestions
        return context


class TypedPlace(forms.CharField):
    """The name or the number of one of many establishments, or nothing for the whole enterprise.

    It is given and returns the key of the establishment, as a list of choices would.
    """

    def __init__(self, places: Sequence[Establishment], **kwargs: Any) -> None:
        super().__init__(
            required=False, max_length=400, widget=Suggestions(attrs={"autocomplete": "off"}), **kwargs
        )
        self.places = places
        self.widget.suggestions = [written(place) for place in places[:MOST_SUGGESTED]]

    def prepare_value(self, value: Any) -> Any:
        """Write the establishment that was chosen before; what was typed stays as it was."""
        chosen = next((place for place in self.places if isinstance(value, int) and place.pk == value), None)
        return written(chosen) if chosen else value

    def clean(self, value: Any) -> str:
        """Return the key of the establishment meant. Raises ValidationError, which names those it may be."""
        typed = super().clean(value)
        if not typed:
            return ""
        digits = "".join(letter for letter in typed if letter.isdecimal())
        meant = [one for one in self.places if one.number in digits]
        meant = meant or [one for one in self.places if folded(one.label) == folded(typed)]
        meant = meant or [one for one in self.places if one.is_meant_by(typed)]
        if len(meant) == 1:
            return str(meant[0].pk)
        short = isolated(typed if len(typed) <= LONGEST_QUOTE else f"{typed[:LONGEST_QUOTE]}…")
        if not meant:
            said = _("L’entreprise n’a pas d’établissement « %(word)s ». Indiquez son nom ou son numéro.")
            raise ValidationError(said, params={"word": short})
        names = ", ".join(written(one) for one in meant[:MOST_NAMED])
        if len(meant) > MOST_NAMED:
            said = _(
                "%(number)s établissements s’appellent ainsi, dont %(names)s. Indiquez le numéro du bon."
            )
        else:
            said = _("Plusieurs établissements s’appellent ainsi : %(names)s. Indiquez le numéro du bon.")
        raise ValidationError(said, params={"number": len(meant), "names": names})


def written(place: Establishment) -> str:
    """Return name and number of an establishment, as a person may type them."""
    return f"{place.label} – {format_establishment(place.number)}"


def place_field(places: Sequence[Establishment], asked: forms.Field) -> forms.Field:
    """Return the field that asks what ``asked`` does, with these establishments to choose from."""
    if len(places) > MOST_OFFERED:
        hint = _("Indiquez son nom ou son numéro, ou rien pour toute l’entreprise.")
        return TypedPlace(places, label=asked.label, help_text=f"{asked.help_text} {hint}")
    return forms.ChoiceField(
        label=asked.label,
        help_text=asked.help_text,
        required=False,
        choices=[WHOLE_ENTERPRISE, *((str(place.pk), place.label) for place in places)],
        error_messages={"invalid_choice": _("Choisissez un établissement de la liste.")},
    )
