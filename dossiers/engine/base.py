"""What every part of a definition is made of: strict models, keys, and texts in several languages."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Final

from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, StringConstraints

SOURCE_LANGUAGE: Final = "fr"
KEY_PATTERN: Final = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
OPTION_PATTERN: Final = r"^[a-z0-9]+(_[a-z0-9]+)*$"
SLUG_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ADDRESS_PATTERN: Final = r"^https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s<>]*)?$"

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=50)]
OptionKey = Annotated[str, StringConstraints(pattern=OPTION_PATTERN, max_length=50)]
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=50)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS_PATTERN, max_length=500)]
# A quotation in each language, and how it is marked inside another one; an apostrophe closes none.
INNER: Final = {
    "fr": (re.compile(r"«\s?(.*?)\s?»"), r"“\1”"),
    "de": (re.compile(r"„(.*?)“"), r"‚\1‘"),
    "nl": (re.compile(r"‘(.*?)’(?!\w)"), r"“\1”"),
    "en": (re.compile(r"“(.*?)”"), r"‘\1’"),
}

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class Model(BaseModel):
    """A part of a definition: an unknown word in it is an error, and it never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Model):
    """A text for people: French and German always, Dutch and English where given.

    Calling it gives the text in one language: ``title("de")``. Without a language, as in a template's
    ``{{ definition.title }}``, it is the active one. A missing translation falls back to French.
    """

    fr: Words
    de: Words
    nl: Words | None = None
    en: Words | None = None

    def __call__(self, language: str | None = None) -> str:
        """Return the text in one language."""
        code = (language or get_language() or SOURCE_LANGUAGE)[:2]
        text: str | None = getattr(self, code, None) if code in Text.model_fields else None
        return text or self.fr

    def __str__(self) -> str:
        return self()

    @cached_property
    def quoted(self) -> Text:
        """The text as it stands inside quotation marks: its own quotations take the inner marks."""
        texts = self.model_dump(exclude_none=True)
        return Text(
            **{code: mark.sub(inner, texts[code]) for code, (mark, inner) in INNER.items() if code in texts}
        )


class Link(Model):
    """A page or a file elsewhere, and how its link is called."""

    label: Text
    link: Address

    def said(self, language: str) -> dict[str, str]:
        """Return the ``label`` in one language, and the ``address``, as templates print them."""
        return {"label": self.label(language), "address": self.link}
