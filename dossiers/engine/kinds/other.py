"""« Autre, précisez »: one more option, whose answer is what people write beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from dossiers.engine.composite import CompositeInput, PartError
from dossiers.engine.kinds.base import text_of
from monespace.common.text import one_line

if TYPE_CHECKING:
    from dossiers.engine.kinds.base import JSON, Message, Question, Raw

OTHER: Final = "other"
"""Its key, in conditions too; no other option may have it."""
CHOSEN: Final = "chosen"
LONGEST: Final = 200
LABEL: Final[Message] = _("Précisez votre autre réponse")


class Specified(str):
    """The key of that option, with the words that say what is meant."""

    __slots__ = ("words",)
    words: str

    def __new__(cls, words: str) -> Self:
        """Return the option with these words."""
        made = super().__new__(cls, OTHER)
        made.words = words
        return made


class OtherInput(CompositeInput):
    """Radios, boxes or a list, and an input for the words of the other answer."""

    template_name = "forms/widgets/with_other.html"

    def __init__(self, choices: forms.Widget) -> None:
        words = forms.TextInput(attrs={"maxlength": LONGEST, "autocomplete": "off"})
        super().__init__({CHOSEN: ("", choices), OTHER: (LABEL, words)}, {CHOSEN, OTHER})


def chosen_in(raw: Raw) -> tuple[Any, str]:
    """Return what is chosen in a raw answer, and the words beside the other option."""
    if not isinstance(raw, dict):
        return raw, ""
    return raw.get(CHOSEN), one_line(text_of(raw.get(OTHER)))


def specified(question: Question[Any], words: str) -> Specified:
    """Return the other option with its words; ValidationError when there are none, or too many."""
    params = {"label": question.quoted_label, "limit": LONGEST}
    if not words:
        raise PartError(OTHER, _("« %(label)s » : précisez votre autre réponse."), params=params)
    if len(words) > LONGEST:
        message = _("« %(label)s » : précisez votre autre réponse en %(limit)s caractères au plus.")
        raise PartError(OTHER, message, params=params)
    return Specified(words)


def other_label(language: str, words: str = "") -> str:
    """Return what people read for the option, with its words once it is chosen."""
    with override(language):
        return gettext("Autre : %(words)s") % {"words": words} if words else gettext("Autre")


def kept(value: str) -> JSON:
    """Return what a submission keeps of an option."""
    return {OTHER: value.words} if isinstance(value, Specified) else value


def kept_schema(keys: list[str], *, has_other: bool) -> dict[str, JSON]:
    """Return the JSON Schema of what a submission keeps of an option."""
    if not has_other:
        return {"type": "string", "enum": keys}
    words = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    other = {
        "type": "object",
        "properties": {OTHER: words},
        "required": [OTHER],
        "additionalProperties": False,
    }
    return {"anyOf": [{"type": "string", "enum": [key for key in keys if key != OTHER]}, other]}
