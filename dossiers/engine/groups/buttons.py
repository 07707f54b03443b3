"""The buttons of a table of items: each sends the page, and says what it does and to which item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.utils.functional import _StrOrPromise
    from django.utils.safestring import SafeString

WORDS: Final = {"edit": _("Modifier"), "remove": _("Retirer")}


def buttons_of(
    name: str, id_: str, title: str, shown: Sequence[str], verbs: Sequence[str]
) -> Iterator[SafeString]:
    """Give the buttons of one item, ``title``, among those shown: it is moved up and down where it can be."""
    for verb in verbs:
        yield button(name, verb, id_, WORDS[verb], title)
    if id_ != shown[0]:
        yield button(name, "up", id_, gettext("Monter"), title)
    if id_ != shown[-1]:
        yield button(name, "down", id_, gettext("Descendre"), title)


def button(name: str, verb: str, id_: str, words: _StrOrPromise, title: str) -> SafeString:
    """Return one button; who only hears it is told which item it is about."""
    return format_html(
        '<button class="button button--link" name="action" value="{}:{}:{}">{}'
        '<span class="visually-hidden"> {}</span></button> ',
        name,
        verb,
        id_,
        words,
        title,
    )
