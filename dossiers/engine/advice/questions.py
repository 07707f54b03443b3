"""Advice on questions: labels used twice, kinds and autofill that would help, options without order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.checks.structure import Finding
from dossiers.engine.groups.question import GroupOfQuestions
from dossiers.engine.kinds import KINDS
from dossiers.engine.kinds.address import AddressQuestion
from dossiers.engine.kinds.choices import MOST_RADIOS, OptionsQuestion
from dossiers.engine.kinds.numbered import NissQuestion
from dossiers.engine.kinds.typed import TextQuestion, TypedQuestion
from monespace.common.folding import folded_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dossiers.engine.kinds import Question
    from dossiers.engine.reading import Path
    from dossiers.engine.schema import Definition

LEADING: Final = re.compile(r"^(?:(?:quel|quelle) est |indiquez )?(?:votre |vos |le |la |l |son |sa )?")
OWN_NAMES: Final = {
    "prenom": "given-name",
    "nom": "family-name",
    "nom de famille": "family-name",
    "nom et prenom": "name",
    "prenom et nom": "name",
}
"""What browsers may fill in for a name, as its French label puts it (WCAG 2.2, 1.3.5)."""
OFF: Final = "off"
NUMBER: Final = re.compile(r"[0-9]+")


def advice_on_questions(definition: Definition) -> Iterator[Finding]:
    """Give what could be better in the questions of each step, those of groups included."""
    filled: set[str] = set()
    for rank, step in enumerate(definition.steps):
        path = ("steps", rank, "fields")
        for place, field in enumerate(step.fields):
            yield from _autofilled((*path, place), field, filled)
        yield from _of_fields(path, step.fields)


def _of_fields(path: Path, fields: Sequence[Question[Any]]) -> Iterator[Finding]:
    """Give what could be better in fields that stand together."""
    labels: dict[str, str] = {}
    for place, field in enumerate(fields):
        here = (*path, place)
        label = folded_words(field.label.fr)
        if label in labels:
            message = (
                f"“{labels[label]}” has the same label; people would not know which of them an error is about"
            )
            yield Finding((*here, "label"), message)
        labels.setdefault(label, field.key)
        if isinstance(field, GroupOfQuestions):
            yield from _of_fields((*here, "questions"), field.questions)
        elif isinstance(field, OptionsQuestion) and not _is_ordered(field):
            message = (
                f"{len(field.options)} options in no order: put them in alphabetical order in French, "
                "so that people find theirs"
            )
            yield Finding((*here, "options"), message)
        elif isinstance(field, NissQuestion):
            message = (
                "a service asks for national numbers only where the law lets it use them: "
                "ask for the date of birth where that is enough"
            )
            yield Finding((*here, "kind"), message)
        elif isinstance(field, TextQuestion) and (kind := _kind_meant(field)):
            message = f"“{field.label.fr}” has a kind of its own, which checks what is typed: kind: {kind}"
            yield Finding((*here, "kind"), message)


def _autofilled(path: Path, field: Question[Any], filled: set[str]) -> Iterator[Finding]:
    """Say that a name cannot be filled in by the browser, or that two questions get the same thing."""
    token = _token(field)
    meant = OWN_NAMES.get(_bare_label(field)) if isinstance(field, TextQuestion) else None
    if meant and not token:
        message = (
            f"browsers can fill in “{field.label.fr}”: add autocomplete: {meant}, or autocomplete: none "
            "when it is about somebody else"
        )
        yield Finding((*path, "key"), message)
    elif token in filled:
        message = (
            f"browsers would fill in the same in two questions ({token}): "
            "add autocomplete: none to the one about somebody else"
        )
        yield Finding((*path, "key"), message)
    if token not in {"", OFF}:
        filled.add(token)


def _token(field: Question[Any]) -> str:
    """Return what browsers fill in: a token of HTML, OFF when they may not, nothing when none is named."""
    if isinstance(field, AddressQuestion):
        return "address-line1" if field.autocomplete == "own" else OFF
    return field.attributes().get("autocomplete", "") if isinstance(field, TypedQuestion) else ""


def _bare_label(field: Question[Any]) -> str:
    """Return a label without what precedes its noun, to compare."""
    return LEADING.sub("", folded_words(field.label.fr))


def _kind_meant(field: TextQuestion) -> str:
    """Return the kind whose answers a text seems to ask for, or nothing."""
    label = _bare_label(field)
    return next((kind for kind, question in KINDS.items() if label in question.asked_as), "")


def _is_ordered(field: OptionsQuestion[Any]) -> bool:
    """Say whether a long list has an order that people see: of the alphabet, or of numbers."""
    labels = [folded_words(option.label.fr) for option in field.options]
    numbers = [int(found[0]) if (found := NUMBER.search(label)) else None for label in labels]
    counted = [number for number in numbers if number is not None]
    return (
        len(labels) <= MOST_RADIOS
        or labels == sorted(labels)
        or (len(counted) >= len(labels) - 1 and counted in (sorted(counted), sorted(counted, reverse=True)))
    )
