"""The columns of a list of items: which question each cell answers, and what the words in it stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import translation

from dossiers.engine.base import Text
from monespace.common.folding import folded_words
from monespace.common.pasted_rows import rows_of
from monespace.common.spreadsheets import csv_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossiers.engine.groups.question import GroupOfQuestions
    from dossiers.engine.kinds.base import Question
    from monespace.common.pasted_rows import Row

Options = dict[str, dict[str, str]]
"""For each question answered by an option, its keys by what they are called."""


class Placed(NamedTuple):
    """A line, and the key of the question that each of its cells answers; "" for none."""

    row: Row
    keys: list[str]


def columns_of(group: GroupOfQuestions) -> dict[str, Question[Any]]:
    """Return the questions that a cell can answer, by key; the others are answered on the item's own page."""
    return {key: one for key, one in group.asking.items() if one.asks and one.in_cell}


def placed(text: str, columns: Mapping[str, Question[Any]]) -> tuple[list[Placed], list[tuple[int, str]]]:
    """Return the lines of items, and the headings that name no question: the number of their line, the words.

    Without headings, cells answer the questions in their order. Headings may come back, as in two lists put
    together: they hold for what follows.
    """
    words = _headings(columns)
    keys, found, unknown = list(columns), [], []
    for row in rows_of(text):
        named = [words.get(folded_words(cell), "") for cell in row.cells]
        if 2 * len(list(filter(None, named))) > len(list(filter(None, row.cells))):
            keys = named
            unknown += [
                (row.number, cell) for cell, key in zip(row.cells, named, strict=True) if cell and not key
            ]
        else:
            found.append(Placed(row, keys))
    return found, unknown


def options_of(columns: Mapping[str, Question[Any]]) -> Options:
    """Return what may be written for the options of each question, in any of the four languages."""
    found: Options = {}
    for code in Text.model_fields:
        with translation.override(code):
            for key, question in columns.items():
                choices = question.cell_choices(code)
                found.setdefault(key, {}).update(
                    {folded_words(str(words)): option for option, words in choices if option}
                )
    return found


def answers_of(line: Placed, options: Options) -> dict[str, str]:
    """Return the answers of a line as typed, by key: for options their keys, when they are known."""
    cells = {key: cell for key, cell in zip(line.keys, line.row.cells, strict=False) if key and cell}
    return {key: options[key].get(folded_words(cell), cell) for key, cell in cells.items()}


def has_more_cells(line: Placed) -> bool:
    """Whether something stands where no question is answered."""
    return any(line.row.cells[len(line.keys) :])


def example_of(columns: Mapping[str, Question[Any]], language: str) -> str:
    """Return a CSV with the headings alone, to fill in."""
    return csv_text([[question.label(language) for question in columns.values()]])


def _headings(columns: Mapping[str, Question[Any]]) -> dict[str, str]:
    """Return the keys of the questions by their labels in every language; the first of two that are alike."""
    words: dict[str, str] = {}
    for key, question in columns.items():
        for code in Text.model_fields:
            words.setdefault(folded_words(question.label(code)), key)
    return words
