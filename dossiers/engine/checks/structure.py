"""What a check finds; and the checks of dates, limit, keys, languages and files of a definition."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.utils import timezone

from dossiers.engine.base import SOURCE_LANGUAGE, Text
from dossiers.engine.conditions import WORDS as CONDITION_WORDS
from dossiers.engine.kinds import FileQuestion
from dossiers.engine.kinds.choices import Option
from dossiers.engine.limits import MOST_MONTHS
from monespace.documents.rules import MOST_FILES_TOGETHER, MOST_MB_TOGETHER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from dossiers.engine.reading import Path
    from dossiers.engine.schema import Definition


class Finding(NamedTuple):
    """Something that makes no sense: its path, a sentence, the word below the path whose line counts."""

    path: Path
    message: str
    mention: str = ""


MACHINERY: Final = frozenset(
    {
        "action",
        "page_language",
        "revision",
        "next_revision",
        "typed_saves",
        "unsettled",
        "told_warnings",
        "csrfmiddlewaretoken",
        "printed_for",
        "current_step",
    }
)
"""Names the page's own inputs bear."""
RESERVED: Final = MACHINERY | CONDITION_WORDS | {"today"}
"""Names no question may have: the page's own, and words of conditions and formulas."""


def check_structure(definition: Definition) -> Iterator[Finding]:
    """Give what is wrong in the dates, limit, keys, languages and files of a definition."""
    yield from _check_dates(definition)
    yield from _check_limit(definition)
    yield from _check_second_reading(definition)
    yield from _check_keys(definition)
    yield from _check_languages(definition)
    yield from _check_files(definition)
    for rank, step in enumerate(definition.steps):
        if not step.questions:
            message = f"the step “{step.key}” asks nothing: give it at least one field to answer"
            yield Finding(("steps", rank), message)


def _check_dates(definition: Definition) -> Iterator[Finding]:
    """Require that a démarche closes after it opens, and says why and from when in the right order."""
    if definition.closes is not None and definition.closes < definition.opens:
        yield Finding(("closes",), f"it closes on {definition.closes}, before it opens on {definition.opens}")
    if definition.closed_because is not None and definition.closes is None:
        yield Finding(("closed_because",), "it says why it closed and not when; add “closes”, the last day")
    if definition.takes_effect and definition.closes and _day(definition.takes_effect) > definition.closes:
        message = f"this version takes effect after it closes, on {definition.closes}: nobody could begin it"
        yield Finding(("takes_effect",), message)


def _day(moment: datetime) -> date:
    """Return the day of a moment, by the clocks of Brussels."""
    return timezone.localtime(moment).date()


def _check_limit(definition: Definition) -> Iterator[Finding]:
    """One limit of the decision, and not of centuries."""
    limit = definition.decision
    if limit is None:
        return
    if definition.decision_days is not None:
        yield Finding(("decision_days",), "the limit stands twice; keep “decision”, or “decision_days”")
    if limit.unit == "months" and limit.amount > MOST_MONTHS:
        yield Finding(("decision", "amount"), f"a limit has {MOST_MONTHS} months at most")


def _check_second_reading(definition: Definition) -> Iterator[Finding]:
    """Only case officers of the portal read a decision here before it is made."""
    if definition.second_reading and all(one.gateway != "portal" for one in definition.all_delivery):
        message = "only case officers read a decision twice: add a delivery to “portal”, or leave it out"
        yield Finding(("second_reading",), message)


def _check_keys(definition: Definition) -> Iterator[Finding]:
    """Keys name one thing each, and none of them is taken by the page."""
    declared = [(("steps", rank), step.key) for rank, step in enumerate(definition.steps)]
    yield from repeated(declared, "the step")
    yield from repeated(
        [(("declarations", rank), one.key) for rank, one in enumerate(definition.declarations)],
        "the declaration",
    )
    for rank, step in enumerate(definition.steps):
        fields = [(("steps", rank, "fields", place), field.key) for place, field in enumerate(step.fields)]
        yield from repeated(fields, "the field")
        for path, key in [(("steps", rank), step.key), *fields]:
            if key in RESERVED:
                yield Finding((*path, "key"), f"the key “{key}” is taken by the portal; choose another")


def repeated(declared: Sequence[tuple[Path, str]], what: str) -> Iterator[Finding]:
    """Give the second and later uses of a key."""
    seen: Counter[str] = Counter()
    for path, key in declared:
        if seen[key]:
            yield Finding((*path, "key"), f"{what} “{key}” stands twice; each key must be different")
        seen[key] += 1


def _check_languages(definition: Definition) -> Iterator[Finding]:
    """Require everywhere the languages the title is given in."""
    wanted = [language for language in Text.model_fields if getattr(definition.title, language) is not None]
    for path, text in texts_of(definition):
        absent = [language for language in wanted if getattr(text, language) is None]
        if absent:
            message = f"the translation “{', '.join(absent)}” is missing, although the title has it"
            yield Finding(path, message, SOURCE_LANGUAGE)


def texts_of(part: Any, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Give every text of a part with its path; options bear their key, as in the file."""
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, Option):
        yield (*path[:-1], part.key), part.label
    elif isinstance(part, tuple):
        for rank, item in enumerate(part):
            yield from texts_of(item, (*path, rank))
    elif hasattr(type(part), "model_fields"):
        for name in type(part).model_fields:
            yield from texts_of(getattr(part, name), (*path, name))


def _check_files(definition: Definition) -> Iterator[Finding]:
    """Require that the files of a step fit in the one request that sends its page."""
    for rank, step in enumerate(definition.steps):
        asked = [field for field in step.fields if isinstance(field, FileQuestion)]
        files = sum(field.max_files for field in asked)
        megabytes = sum(field.max_total_mb or field.all_mb for field in asked)
        if files > MOST_FILES_TOGETHER or megabytes > MOST_MB_TOGETHER:
            message = (
                f"the step “{step.key}” may take {files} files of {megabytes} MB together; one page takes "
                f"{MOST_FILES_TOGETHER} files of {MOST_MB_TOGETHER} MB at most: spread them over more steps"
            )
            yield Finding(("steps", rank), message)
