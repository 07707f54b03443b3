"""The content of a form as it is stored: texts by name, names of files, or why it could not be stored."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.http import QueryDict

from accounts.sessions.printed_for import FIELD
from monespace.bodies.excess import LONGEST_NAME, excess_of
from monespace.bodies.texts import NAMED_FILES

if TYPE_CHECKING:
    from django.http import HttpRequest

TOKENS = frozenset({"csrfmiddlewaretoken", FIELD})


class Lost(StrEnum):
    """Why what was typed was not kept."""

    NO = ""
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class TypedForm:
    """``values`` by name, ``files`` by the names they had on the person's device."""

    values: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    lost: Lost = Lost.NO

    @classmethod
    def sent(cls, request: HttpRequest) -> TypedForm:
        """Return what a request brings, without what no person types."""
        values = {name: values for name, values in request.POST.lists() if name not in TOKENS}
        excess = excess_of(request)
        named = [file.name or "" for _name, files in request.FILES.lists() for file in files]
        named += excess.files if excess else ()
        return cls(values, [name[:LONGEST_NAME] for name in named[:NAMED_FILES]])

    @classmethod
    def from_text(cls, text: str) -> TypedForm:
        """Read ``as_text``."""
        read = json.loads(text)
        return cls(read["values"], read["files"], Lost(read["lost"]))

    @property
    def as_text(self) -> str:
        """The form as it is sealed."""
        return json.dumps(asdict(self), separators=(",", ":"), ensure_ascii=False)

    @property
    def query(self) -> QueryDict:
        """The values as a form reads them."""
        query = QueryDict(mutable=True)
        for name, several in self.values.items():
            query.setlist(name, several)
        return query
