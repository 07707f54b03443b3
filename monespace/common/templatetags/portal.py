"""How the portal writes numbers, the attributes of its inputs, and what its pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.forms.utils import flatatt
from django.utils.translation import get_language

from monespace.common.identifiers import InvalidIdentifier, format_bce
from monespace.common.text import isolated

if TYPE_CHECKING:
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
