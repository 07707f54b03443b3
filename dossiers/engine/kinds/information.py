"""Something to read between two questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field

from dossiers.engine.base import Link, Text
from dossiers.engine.kinds.base import JSON, Facts, Question, Raw
from dossiers.engine.widgets import Panel

if TYPE_CHECKING:
    from django import forms


MOST_LINES: Final = 20


class Information(Question[None]):
    """A text under a heading, a list and links; it asks nothing, so it has neither answer nor error."""

    asks = False
    has_value = False
    operators = frozenset()
    seconds = 10

    kind: Literal["information"]
    text: Text
    points: Annotated[tuple[Text, ...], Field(max_length=MOST_LINES)] = ()
    links: Annotated[tuple[Link, ...], Field(max_length=MOST_LINES)] = ()

    def is_blank(self, raw: Raw) -> bool:
        del raw
        return True

    def answer(self, raw: Raw, facts: Facts) -> None:
        del raw, facts

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "null"}

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del stored, facts
        points = [point(language) for point in self.points]
        links = [link.said(language) for link in self.links]
        return Panel(self.text(language), points, links)
