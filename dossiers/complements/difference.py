"""What differs between two states of one dossier, in words, question by question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dossiers.engine.kinds import FileQuestion
from dossiers.engine.summary import ChangedAnswer, Row, summary
from dossiers.submission.sent import journey_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dossiers.engine.journey import Journey
    from dossiers.engine.schema import Definition
    from dossiers.submission.models import Submission


@dataclass(frozen=True)
class Version:
    """A state of the dossier: its answers, and its documents as a submission lists them."""

    journey: Journey
    documents: Iterable[Mapping[str, Any]]


def version_of(submission: Submission, definition: Definition) -> Version:
    """Return what was sent, to be compared."""
    return Version(journey_of(submission, definition), submission.documents)


def difference(earlier: Version, later: Version, language: str) -> list[ChangedAnswer]:
    """Return the questions whose answer is not the same, in the order of the form.

    Of documents the content counts, not only the name.
    """
    before, after = _rows(earlier, language), _rows(later, language)
    definition = later.journey.definition
    changes = []
    for step, question in definition.questions():
        key = (step.key, question.key)
        same_files = not isinstance(question, FileQuestion) or _digests(earlier, *key) == _digests(
            later, *key
        )
        for one, other in _pairs(before.get(key, {}), after.get(key, {})):
            if (one and one.value) != (other and other.value) or not same_files:
                label = other.label if other else one.label if one else ""
                changes.append(ChangedAnswer(label, one.value if one else "", other.value if other else ""))
    return changes


def _pairs(before: dict[str, Row], after: dict[str, Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Give the rows of one question together, those of a group by their items, whatever their order."""
    items = list(dict.fromkeys([*after, *before]))
    for item in items:
        if item or len(items) == 1:  # « no answer » beside items says nothing
            yield before.get(item), after.get(item)


def _rows(version: Version, language: str) -> dict[tuple[str, str], dict[str, Row]]:
    """Return the rows of each question, by item: one row without item for most."""
    found: dict[tuple[str, str], dict[str, Row]] = {}
    for section in summary(version.journey, language):
        for row in section.rows:
            found.setdefault((row.step, row.key), {})[row.item] = row
    return found


def _digests(version: Version, step: str, key: str) -> list[str]:
    return sorted(one["sha256"] for one in version.documents if (one["step"], one["field"]) == (step, key))
