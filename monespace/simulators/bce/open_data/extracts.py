"""Writes full extracts and updates: folders or zips with the official files."""

from __future__ import annotations

import io
import zipfile
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, TextIO

from monespace.simulators.bce.open_data.records import lines_of
from monespace.simulators.bce.open_data.words import FORMS, NACE, SITUATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from monespace.simulators.bce.open_data.records import Row

COLUMNS = {
    "enterprise": "EnterpriseNumber,Status,JuridicalSituation,TypeOfEnterprise,JuridicalForm,"
    "JuridicalFormCAC,StartDate",
    "establishment": "EstablishmentNumber,StartDate,EnterpriseNumber",
    "denomination": "EntityNumber,Language,TypeOfDenomination,Denomination",
    "address": "EntityNumber,TypeOfAddress,CountryNL,CountryFR,Zipcode,MunicipalityNL,MunicipalityFR,"
    "StreetNL,StreetFR,HouseNumber,Box,ExtraAddressInfo,DateStrikingOff",
    "activity": "EntityNumber,ActivityGroup,NaceVersion,NaceCode,Classification",
}  # fmt: skip
CODE_COLUMNS = "Category,Code,Language,Description"
CODE_LANGUAGES = ("FR", "NL", "DE")
FIRST_DAY = date(2026, 1, 2)
BAD_LINES = (
    ("enterprise", '"0200.000.044","AC","000","2","610",,"01-01-2000"'),  # check digits
    ("establishment", '"2.000.000.006","31-02-2020","0200.000.043"'),  # no such day
    ("denomination", '"0200.000.043","7","001","Langue inconnue"'),
    ("denomination", '"0200.000.043","1","001","Guillemet oublié'),
    ("address", '"0200.000.043","REGO","Namur"'),  # columns missing
    ("activity", '"0999","001","2025","10711","MAIN"'),
)

Change = tuple[int, int | None, int | None]  # rank, revision before and after; None when not listed


def write_full(
    path: Path, *, seed: int, number: int, listed: Iterable[tuple[int, int]], bad: int = 0
) -> None:
    """Write a full extract of the enterprises ``listed`` as (rank, revision); a ``.zip`` is written zipped.

    ``bad`` lines of every sort of mistake are added at the end of the files.
    """
    with ExitStack() as open_files:
        folder = open_files.enter_context(_folder(path))
        folder.write("meta.csv", _meta("full", number))
        folder.write("code.csv", _codes())
        files = {
            name: open_files.enter_context(folder.open(f"{name}.csv", columns))
            for name, columns in COLUMNS.items()
        }
        for rank, revision in listed:
            for name, rows in lines_of(seed, rank, revision).items():
                files[name].writelines(map(_line, rows))
        for place in range(bad):
            name, line = BAD_LINES[place % len(BAD_LINES)]
            files[name].write(f"{line}\r\n")


def write_update(path: Path, *, seed: int, number: int, changes: Iterable[Change]) -> None:
    """Write an update: for each entity whose lines in a file changed, its deletion and all its lines now."""
    deleted: dict[str, list[str]] = {name: [] for name in COLUMNS}
    inserted: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for rank, before, after in changes:
        old = {} if before is None else lines_of(seed, rank, before)
        new = {} if after is None else lines_of(seed, rank, after)
        for name in COLUMNS:
            old_rows, new_rows = _by_entity(old.get(name, [])), _by_entity(new.get(name, []))
            for entity in sorted(old_rows.keys() | new_rows.keys()):
                if old_rows.get(entity) != new_rows.get(entity):
                    deleted[name].append(entity)
                    inserted[name] += new_rows.get(entity, [])
    with _folder(path) as folder:
        folder.write("meta.csv", _meta("update", number))
        folder.write("code.csv", _codes())
        for name, columns in COLUMNS.items():
            with folder.open(f"{name}_delete.csv", columns.split(",", maxsplit=1)[0]) as file:
                file.writelines(_line((entity,)) for entity in deleted[name])
            with folder.open(f"{name}_insert.csv", columns) as file:
                file.writelines(map(_line, inserted[name]))


def _by_entity(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def _line(values: Iterable[str]) -> str:
    return ",".join(f'"{value.replace(chr(34), chr(34) * 2)}"' if value else "" for value in values) + "\r\n"


def _meta(kind: str, number: int) -> str:
    day = FIRST_DAY + timedelta(days=number)
    values = {
        "SnapshotDate": f"{day:%d-%m-%Y}",
        "ExtractTimestamp": f"{day:%d-%m-%Y} 07:00:00",
        "ExtractType": kind,
        "ExtractNumber": str(number),
        "Version": "R018.00",
    }
    return "Variable,Value\r\n" + "".join(map(_line, values.items()))


def _codes() -> str:
    tables = {
        "JuridicalForm": {code: names[1:] for code, names in FORMS.items()},
        "JuridicalSituation": SITUATIONS,
        "Nace2008": NACE,
        "Nace2025": NACE,
    }
    rows = [
        (category, code, language, description)
        for category, codes in tables.items()
        for code, descriptions in codes.items()
        for language, description in zip(CODE_LANGUAGES, descriptions, strict=True)
    ]
    return f"{CODE_COLUMNS}\r\n" + "".join(map(_line, rows))


class Folder:
    """Where the files go: a folder; for a zip, a folder beside it that is zipped at the end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True)

    def write(self, name: str, text: str) -> None:
        """Write a small file."""
        (self.path / name).write_text(text, encoding="utf-8", newline="")

    @contextmanager
    def open(self, name: str, header: str) -> Iterator[TextIO]:
        """Open a file and write its header."""
        with (self.path / name).open(
            "w", encoding="utf-8", newline="", buffering=io.DEFAULT_BUFFER_SIZE
        ) as file:
            file.write(f"{header}\r\n")
            yield file


@contextmanager
def _folder(path: Path) -> Iterator[Folder]:
    if path.suffix != ".zip":
        yield Folder(path)
        return
    unzipped = Folder(path.with_suffix(""))
    yield unzipped
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in sorted(unzipped.path.iterdir()):
            archive.write(file, file.name)
            file.unlink()
    unzipped.path.rmdir()
