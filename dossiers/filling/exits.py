"""What the answers of a draft mean for the person's right: exits that they meet, warnings (ADR 0110)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language

from dossiers.catalogue.selectors import find_title
from dossiers.engine.exits import answers_behind, cautions_met
from dossiers.engine.summary import summary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dossiers.engine.base import Text
    from dossiers.engine.exits import Exit
    from dossiers.engine.journey import Journey
    from dossiers.engine.schema import Step
    from dossiers.engine.summary import Row
    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor


@dataclass(frozen=True)
class MetExit:
    """An exit that the answers meet; ``answers`` are those behind it, with where each is changed.

    The address is None for what authentic sources say. ``demarche`` is the title of the démarche to which
    the exit leads, empty where it leads to none that is published.
    """

    exit: Exit
    answers: tuple[tuple[Row, str | None], ...]
    demarche: str


def met_exits(actor: Actor, draft: Draft) -> list[MetExit]:
    """Return the exits that the answers meet, in the order of the form."""
    language = get_language() or draft.dossier.language
    rows = [row for section in summary(draft.journey, language, draft.known) for row in section.rows]
    found = []
    for step, one in draft.journey.exits:
        behind = answers_behind(draft.definition, step, one.when)
        answers = [row for row in rows if row.is_asked and f"{row.step}.{row.key}" in behind]
        title = find_title(one.way_on.demarche, language) if one.way_on.demarche else ""
        found.append(MetExit(one, tuple((row, _address_of(actor, draft, row)) for row in answers), title))
    return found


def _address_of(actor: Actor, draft: Draft, row: Row) -> str | None:
    """Return where an answer is changed, unless its source alone changes it."""
    if row.correction:
        return None
    words = {"space": actor.space.key, "dossier_id": draft.dossier.pk, "step": row.step}
    return f"{reverse('dossiers:step', kwargs=words)}#id_{row.key}"


def warnings_at(journey: Journey, step: str) -> dict[str, Text]:
    """Return what the person must know of the answers at a step, by the mark that says it was shown."""
    definition = journey.definition.step(step)
    met = cautions_met(journey, definition) if definition else {}
    return {str(place): one.message for place, one in met.items()}


def is_untold(journey: Journey, step: str, *, told: Collection[str]) -> bool:
    """Whether the answers call for a warning that is not among those ``told``, by their marks."""
    return not warnings_at(journey, step).keys() <= set(told)


def all_warnings(journey: Journey) -> Iterator[tuple[Step, Text]]:
    """Give what the person must know of the answers before sending, each with its step."""
    for step in journey.definition.steps:
        for message in warnings_at(journey, step.key).values():
            yield step, message
