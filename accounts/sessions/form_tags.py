"""The tag ``csrf_token`` of every template: Django's token, and for whom the form is printed (ADR 0063).

It takes the built-in's place (settings, TEMPLATES) so that no form can forget it. Forms that stand on every
page, pages of errors included, say ``{% csrf_token anywhere %}``: nothing is kept of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from accounts.sessions.printed_for import FIELD, proof

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.template.base import Parser, Token
    from django.template.context import Context

ANYWHERE = "anywhere"

register = template.Library()


class FormTokenNode(CsrfTokenNode):
    """Prints the hidden inputs."""

    def __init__(self, *, is_anywhere: bool) -> None:
        self.is_anywhere = is_anywhere

    def render(self, context: Context) -> str:
        """Add to Django's token whose form it is; a form of nobody says nothing.

        What is refused at the first doors (a host that is not ours) is answered before anybody is known.
        """
        token, request = super().render(context), context.get("request")
        person = getattr(request, "user", None)
        if request is None or person is None or not person.is_authenticated:
            return token
        said = proof(person, **({} if self.is_anywhere else _page(request)))
        return format_html('{}<input type="hidden" name="{}" value="{}">', token, FIELD, said)


def _page(request: HttpRequest) -> dict[str, str]:
    late = request.late_form  # type: ignore[attr-defined]  # set by LateFormMiddleware
    return {"path": request.path, "shown": late.stamp if late else ""}


@register.tag("csrf_token")
def csrf_token(_parser: Parser, token: Token) -> FormTokenNode:
    """Read the tag; raise TemplateSyntaxError for a word it does not know."""
    words = token.split_contents()[1:]
    if words not in ([], [ANYWHERE]):
        raise template.TemplateSyntaxError(f"csrf_token takes nothing or {ANYWHERE!r}, not {words}")
    return FormTokenNode(is_anywhere=bool(words))
