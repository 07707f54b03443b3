"""A list of items, as typed or as a file: what each line is understood as, and what is wrong with it."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.engine.groups.items import Typed, kept_items, present
from dossiers.engine.groups.judging import item_name
from dossiers.filling.groups.lists.columns import answers_of, columns_of, has_more_cells, options_of, placed
from monespace.common.pasted_form import PastedForm, PastedLines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

    from dossiers.engine.groups.judging import Item
    from dossiers.engine.groups.question import GroupOfQuestions
    from dossiers.filling.draft import Draft
    from dossiers.filling.groups.lists.columns import Placed

MOST_SAID: Final = 50
"""Errors: whoever mends these sees the others next."""


class Understood(NamedTuple):
    """A line as it was understood: the name of the item it becomes, the label and the words of each cell."""

    name: str
    cells: list[tuple[str, str]]


class ItemsForm(PastedForm):
    """Lines of items to add to those of a group; ``token`` is the page's own: its lines are added once."""

    lines_field = "lines"
    too_large = _("Ce fichier est trop grand : une liste a au plus 50 000 caractères.")
    too_long = _("La liste a %(lines)s lignes, et vous pouvez encore en ajouter %(most)s.")
    field_order = ("lines", "file")

    lines = PastedLines(
        label=_("Votre liste"),
        help_text=_("Une ligne pour chacun. Vous pouvez coller des cellules d’un tableur."),
    )

    def __init__(
        self,
        data: QueryDict | None,
        files: Any,
        *,
        draft: Draft,
        step: str,
        group: GroupOfQuestions,
        token: str,
    ) -> None:
        super().__init__(data, files)
        self.draft, self.step, self.group, self.token = draft, step, group, token
        self.columns = columns_of(group)
        self.there = present(group, draft.typed.get(step, {}).get(group.key))
        self.items: list[Typed] = []
        self.understood: list[Understood] = []
        self._unknown: list[tuple[int, str]] = []

    def rows_in(self, text: str) -> list[Placed]:
        """Return the lines of items."""
        rows, self._unknown = placed(text, self.columns)
        added = {self._id_of(line) for line in rows}
        self.there = [one for one in self.there if one.id not in added]
        self.most_lines = max(0, self.group.repeat.max - len(self.there))
        return rows

    def read(self, rows: list[Placed]) -> None:
        """Understand the lines as the items they become, after those that are there."""
        options = options_of(self.columns)
        self.items = [Typed(self._id_of(line), answers_of(line, options)) for line in rows]
        judged = self._judged()
        for line, message in islice(self._problems(rows, judged), MOST_SAID):
            self.say(message, line)
        self.understood = [self._in_words(item) for one in self.items if (item := judged.get(one.id))]

    @property
    def has_more_questions(self) -> bool:
        """Whether an item has questions that no cell answers."""
        return any(one.asks and key not in self.columns for key, one in self.group.asking.items())

    @property
    def fingerprint(self) -> str:
        """What stands for the list as it is understood now: whoever confirms confirms what they saw."""
        seen = [(line.name, line.cells) for line in self.understood]
        return hashlib.sha256(repr((self.group.key, self.token, seen)).encode()).hexdigest()

    def _id_of(self, line: Placed) -> str:
        """Return the id of the item that a line becomes: the same when the page is sent twice."""
        return hashlib.sha256(f"{self.token}:{line.row.number}".encode()).hexdigest()[:12]

    def _judged(self) -> dict[str, Item]:
        """Return what is understood of all items, in the numbers they will have, by id."""
        step = self.draft.definition.step(self.step)
        facts = self.draft.journey.facts_in(step)  # type: ignore[arg-type]  # the view has found the step
        items = kept_items([*self.there, *self.items])
        return {item.id: item for item in self.group.judged(items, facts)}

    def _problems(self, rows: list[Placed], judged: dict[str, Item]) -> Iterator[tuple[int, object]]:
        """Give what is wrong, with the number of the line."""
        for number, words in self._unknown:
            yield (
                number,
                _("la colonne « %(name)s » ne répond à aucune question. Renommez-la ou retirez-la.")
                % {"name": words[:60]},
            )
        for line, one in zip(rows, self.items, strict=True):
            number = line.row.number
            if has_more_cells(line):
                yield number, _("cette ligne a plus de colonnes que prévu.")
            item = judged.get(one.id)
            if item is None:
                yield number, _("elle ne répond à aucune des questions posées.")
                continue
            for key, error in item.errors.items():
                if key in self.columns:
                    yield from ((number, message) for message in error.messages)

    def _in_words(self, item: Item) -> Understood:
        language = get_language() or SOURCE_LANGUAGE
        return Understood(
            item_name(self.group.repeat.item_label, item.number, language),
            [
                (
                    question.label(language),
                    question.display(item.values[key], language) if key in item.values else "–",
                )
                for key, question in self.columns.items()
            ],
        )
