"""Loads people, enterprises, dossiers and all that hangs on them, the same ones for the same seed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql

from monespace.common.fields import sealed_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
LEAST_PEOPLE = 5_000
ANSWERS = {"type": "city", "price": "1250"}
PAYLOAD = {"velo": {"price": "1250.00"}}
NAMES = (
    ("Marie-Élise", "Lefèvre-d’Aspremont"),
    ("Marie", "Dupont"),
    ("Łukasz", "Wójcik"),
    ("Sofie", "Van den Berghe"),
)
NAMESAKES = 200  # people of each of NAMES, the first ones: they fill more than a page at every size
NAMED = NAMESAKES * len(NAMES)
STAFF = 205  # of the largest enterprise, the first one; they follow those of NAMES
BIRTHS = date(1930, 1, 1)
BIRTHS_A_DAY = 990


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much is loaded: four people for each dossier, ten for each enterprise."""

    people: int
    seed: int = 1

    def __post_init__(self) -> None:
        if self.people < LEAST_PEOPLE:
            raise ValueError(f"What the pages look at needs {LEAST_PEOPLE} people at least.")

    @property
    def dossiers(self) -> int:
        """How many dossiers, in every state."""
        return self.people // 4

    @property
    def enterprises(self) -> int:
        """How many enterprises."""
        return self.people // 10

    def uuid(self, kind: str, rank: int) -> UUID:
        """Return the id of one row, as SQL's ``pg_temp.id`` makes it."""
        return UUID(hashlib.md5(f"{kind}{rank}-{self.seed}".encode(), usedforsecurity=False).hexdigest())


@transaction.atomic
def load(size: Size) -> None:
    """Fill the tables, which must hold no such rows yet, and let the planner know them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger looks at each row
        cursor.execute("SET LOCAL synchronous_commit = off")
        for statement in (*_statements("helpers", size), *_dictionaries()):
            cursor.execute(statement)
        _copy(cursor, "size_reference", ("rank", "reference"), _references(size))
        for statement in _statements("people", size):
            cursor.execute(statement)
        columns = ("user_id", "kind", "country", "blind_index", "encrypted_number", "created_at")
        _copy(cursor, "accounts_nationalidentity", columns, _identities(size))
        for statement in (*_statements("access", size), *_statements("dossiers", size)):
            cursor.execute(statement)
        cursor.execute("DROP TABLE size_reference, size_word")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def national_number(rank: int) -> str:
    """Return the number of the person of this rank, with its check digits."""
    days, counter = divmod(rank, BIRTHS_A_DAY)
    body = f"{BIRTHS + timedelta(days=days):%y%m%d}{counter + 1:03}"
    return f"{body}{97 - int(body) % 97:02}"


def reference(rank: int, prefix: str = "ME") -> str:
    """Return the reference of the dossier or request of this rank."""
    from monespace.common.checked_characters import ALPHABET, check_characters
    from monespace.common.references import RANDOM_LENGTH, format_reference

    left, characters = rank * 7_919, ""
    for _position in range(RANDOM_LENGTH):
        left, digit = divmod(left, len(ALPHABET))
        characters += ALPHABET[digit]
    return format_reference(characters + check_characters(characters), prefix)


def _references(size: Size) -> Iterator[tuple[int, str]]:
    return ((rank, reference(rank)) for rank in range(1, size.dossiers + 1))


def _identities(size: Size) -> Iterator[tuple[object, ...]]:
    from django.utils import timezone

    from accounts.identity import Identifier

    now = timezone.now()
    for rank in range(1, size.people + 1):
        sealed = Identifier.national(national_number(rank)).sealed()
        yield size.uuid("user", rank), *sealed.values(), now


def _copy(cursor: Any, table: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)


def _dictionaries() -> Iterator[str]:
    """Yield the statements that make the words of ``words.txt`` known to SQL, by their kind."""
    for part in (HERE / "words.txt").read_text().split("\n\n"):
        kind, _, listed = part.partition("\n")
        words = ", ".join("'{}'".format(word.strip().replace("'", "''")) for word in listed.split(","))
        yield f"INSERT INTO size_word VALUES ('{kind}', ARRAY[{words}])"  # noqa: S608 - our own words


def _statements(name: str, size: Size) -> Iterator[str]:
    """Yield the statements of one of the files beside this one, with its numbers filled in."""
    values = {"people": size.people, "dossiers": size.dossiers, "enterprises": size.enterprises}
    fixed = {"seed": size.seed, "namesakes": NAMESAKES, "named": NAMED, "staff": STAFF}
    first_names, last_names = (", ".join(map("'{}'".format, words)) for words in zip(*NAMES, strict=True))
    sealed = {"answers": sealed_json(ANSWERS), "payload": sealed_json(PAYLOAD)}
    text = Template((HERE / f"{name}.sql").read_text())
    filled = text.substitute(values | fixed, first_names=first_names, last_names=last_names, **sealed)
    yield from filter(None, map(str.strip, filled.split(";\n")))
