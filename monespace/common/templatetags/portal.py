"""How the portal writes numbers, the attributes of its inputs, and what its pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from monespace.common.identifiers import InvalidIdentifier, format_bce
from monespace.common.text import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.template.base import NodeList, Parser, Token
    from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def bce(value: str | None) -> str:
    """Write an enterprise number as people read it; leave anything else as it is."""
    try:
        return format_bce(value or "")
    except InvalidIdentifier:
        return value or ""


register.filter(isolated)


@register.filter
def attributes(values: dict[str, Any]) -> SafeString:
    """Write the attributes of an input, at once: a page has dozens, and a template loop is slow."""
    return flatatt(values)


@register.filter
def options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """Write the options of a select, by their groups, at once: there may be hundreds."""
    return mark_safe("".join(map(_group, groups)))  # noqa: S308 - each part is escaped below


@register.filter
def suggestions(values: Iterable[str]) -> SafeString:
    """Write the texts that a browser suggests, at once: there may be hundreds."""
    return mark_safe("".join(f'<option value="{conditional_escape(one)}"></option>' for one in values))  # noqa: S308 - escaped


def _group(group: tuple[str | None, list[dict[str, Any]], int]) -> str:
    name, listed, _index = group
    written = "".join(map(_option, listed))
    return f'<optgroup label="{conditional_escape(name)}">{written}</optgroup>' if name else written


def _option(option: dict[str, Any]) -> str:
    selected = " selected" if option["selected"] else ""
    value, label = (conditional_escape(option[part]) for part in ("value", "label"))
    return f'<option value="{value}"{selected}>{label}</option>'


class KeptNode(template.Node):
    """A part of a page that each process renders once for each language and each set of values it names."""

    def __init__(self, nodelist: NodeList, names: list[str]) -> None:
        self.nodelist = nodelist
        self.names = names
        self.kept: dict[tuple[Any, ...], str] = {}

    def render(self, context: template.Context) -> str:
        """Return the part; it sees nothing but the values it names, so that nothing else can stay in it."""
        values = {name: context.get(name) for name in self.names}
        key = (get_language(), *values.values())
        if key not in self.kept:
            self.kept[key] = self.nodelist.render(context.new(values))
        return self.kept[key]


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands up to ``{% endkept %}``, the same on many pages: ``{% kept typed_form %}``.

    The names are those of its values, few and none of a person's: what is kept is kept for everybody.
    """
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, token.split_contents()[1:])
