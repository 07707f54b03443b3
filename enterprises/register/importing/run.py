"""Imports an extract in steps, each committed with the note that it is done: a killed import goes on."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from enterprises.register.importing import codes, merging, report, staging
from enterprises.register.importing.errors import ImportRefused, ImportRunning, WrongOrder
from enterprises.register.models import Enterprise, Establishment, RegisterImport, RegisterName
from monespace.common.authors import SYSTEM
from monespace.journal.services import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from enterprises.register.importing.extract import Extract
    from enterprises.register.importing.merging import Register
    from enterprises.register.importing.report import Rejections

    Watch = Callable[[str, float], None]

LOCK = "bce-import"
RANGE = 50_000
LOWEST, HIGHEST = "", ":"  # before and after every number
LEAST_SHARE = 0.9


# Loops over rows are right for an update's few; over a range of a full extract one wrong guess takes hours.
FOR_FEW_ROWS = "SET LOCAL jit = off"
FOR_WHOLE_TABLES = (
    f"{FOR_FEW_ROWS}; SET LOCAL enable_nestloop = off;"
    "SET LOCAL work_mem = '64MB'; SET LOCAL gin_pending_list_limit = '64MB'"
)
REGISTERS = (merging.ENTERPRISES, merging.ESTABLISHMENTS)


def import_extract(
    extract: Extract, *, rejections: Rejections, watch: Watch, accept_fewer: bool = False
) -> RegisterImport:
    """Bring the register to the state of ``extract`` and return the import, finished.

    ``watch`` is told each step and the share of it that is done. Raises ImportRefused: nothing was changed.
    """
    with _only_one():
        run = begin(extract)
        try:
            _stage(run, extract, rejections, watch)
            if extract.is_full and not accept_fewer:
                _refuse_far_fewer(run)
        except ImportRefused:
            run.delete()
            staging.drop_all()
            raise
        _merge(run, extract, watch)
        _step(run, "orphans", lambda: report.report_orphans(rejections, "" if extract.is_full else "_insert"))
        _finish(run)
    return run


def begin(extract: Extract) -> RegisterImport:
    """Return the import to go on with, or a new one; raise WrongOrder when the extract may not follow.

    The extract that the register stands at may be imported again: it changes nothing.
    """
    latest = RegisterImport.objects.order_by("started_at").last()
    unfinished = latest if latest and latest.finished_at is None else None
    identity = {
        "extract_number": extract.number,
        "kind": extract.kind,
        "extracted_at": extract.extracted_at,
    }
    if unfinished and all(getattr(unfinished, name) == value for name, value in identity.items()):
        return unfinished
    current = RegisterImport.objects.exclude(finished_at=None).order_by("started_at").last()
    if extract.is_full:
        _check_full(extract, current, unfinished)
    else:
        _check_update(extract, current, unfinished)
    return RegisterImport.objects.create(**identity, snapshot_on=extract.snapshot_on)


def _check_full(extract: Extract, current: RegisterImport | None, unfinished: RegisterImport | None) -> None:
    newest = max((known.extract_number for known in (current, unfinished) if known), default=0)
    if extract.number < newest:
        raise WrongOrder(
            f"This is extract {extract.number}; the register already stands at extract {newest}. "
            "Import that one again or a newer one."
        )


def _check_update(
    extract: Extract, current: RegisterImport | None, unfinished: RegisterImport | None
) -> None:
    if unfinished:
        raise WrongOrder(
            f"The import of extract {unfinished.extract_number} was not finished: run it again first, "
            "or import a newer full extract."
        )
    if current is None:
        raise WrongOrder("No full extract has been imported yet: an update needs one to start from.")
    if extract.number not in (current.extract_number, current.extract_number + 1):
        raise WrongOrder(
            f"This is update {extract.number}; the register stands at extract {current.extract_number} and "
            f"needs update {current.extract_number + 1}, or a newer full extract."
        )


@contextmanager
def _only_one() -> Iterator[None]:
    """Hold a lock of this connection, which PostgreSQL takes back when the process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [LOCK])
        if cursor.fetchone() == (False,):
            raise ImportRunning
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [LOCK])


def _step(run: RegisterImport, name: str, work: Callable[[], object]) -> None:
    """Do ``work`` and note its result, together, unless that was done before."""
    if name in run.done:
        return
    with transaction.atomic():
        run.done[name] = work()
        run.save(update_fields=["done"])


def _stage(run: RegisterImport, extract: Extract, rejections: Rejections, watch: Watch) -> None:
    files = staging.files(extract)
    if any(_is_lost(run, file) for file in files):
        run.done = {}
    for file in files:
        size = max(extract.size(file), 1)
        step = f"read {file}.csv"

        def tick(characters: int, step: str = step, size: int = size) -> None:
            watch(step, min(characters / size, 1))

        def work(file: str = file, tick: Callable[[int], None] = tick) -> dict[str, int]:
            return staging.stage(extract, file, rejections, tick)

        _step(run, step, work)


def _is_lost(run: RegisterImport, file: str) -> bool:
    """Whether the server lost what was staged, as it may with unlogged tables: then all begins anew."""
    counts = run.done.get(f"read {file}.csv")
    return bool(counts) and staging.row_count(file) != counts["rows"] + counts["unusable"]


def _refuse_far_fewer(run: RegisterImport) -> None:
    listed = run.done["read enterprise.csv"]["rows"]
    known = Enterprise.objects.active().filter(from_bce=True).count()
    if listed < known * LEAST_SHARE and not any(step.startswith("update") for step in run.done):
        raise ImportRefused(
            f"The extract lists {listed} enterprises, the register has {known}: it looks incomplete. "
            "Nothing was changed. If it is right, import it with --accept-fewer."
        )


def _merge(run: RegisterImport, extract: Extract, watch: Watch) -> None:
    values = {"everything": extract.is_full, "snapshot": extract.snapshot_on}
    _step(run, "update codes", codes.update_codes)
    for register in REGISTERS:
        ranges = [{"low": low, "high": high, **values} for low, high in pairwise(_bounds(register))]
        for step, statement in _statements(register):
            _in_ranges(run, step, statement, ranges, watch)
            if extract.is_full and step.startswith("insert"):
                _analyze()


def _statements(register: Register) -> Iterator[tuple[str, sql.Composed]]:
    name = register.listing.file
    yield f"insert {name}", merging.insert_new(register)
    yield f"revive {name}", merging.revive(register)
    yield f"update {name}", merging.update_listed(register)
    yield f"stop {name}", merging.stop_unlisted(register)
    for part in register.parts:
        yield f"update {name} {part.file}", merging.update_part(register, part)
    yield f"delete {name} names", merging.delete_names(register)
    yield f"insert {name} names", merging.insert_names(register)


def _bounds(register: Register) -> list[str]:
    """Return numbers that cut the staged entities into ranges of the same size, the first and last open."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("""
                SELECT entity FROM (
                    SELECT entity, row_number() OVER (ORDER BY entity) AS place FROM {staged}
                ) AS placed WHERE place %% %(range)s = 0 ORDER BY entity
            """).format(staged=staging.table(register.listing.file)),
            {"range": RANGE},
        )
        return [LOWEST, *dict.fromkeys(number for (number,) in cursor.fetchall()), HIGHEST]


def _in_ranges(
    run: RegisterImport,
    step: str,
    statement: sql.Composed,
    ranges: list[dict[str, Any]],
    watch: Watch,
) -> None:
    """Run ``statement`` range after range, noting after each how far it came and how many rows it wrote."""
    progress = run.done.setdefault(step, {"rows": 0, "below": LOWEST})
    for place, values in enumerate(ranges, start=1):
        if values["low"] < progress["below"]:
            continue
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(FOR_WHOLE_TABLES if values["everything"] else FOR_FEW_ROWS)
            cursor.execute(statement, values)
            progress |= {"rows": progress["rows"] + cursor.rowcount, "below": values["high"]}
            run.done[step] = progress
            run.save(update_fields=["done"])
        watch(step, place / len(ranges))


def _analyze() -> None:
    """Let the planner know how large the tables have become."""
    with connection.cursor() as cursor:
        for model in (Enterprise, Establishment, RegisterName):
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(model._meta.db_table)))


@transaction.atomic
def _finish(run: RegisterImport) -> None:
    with connection.cursor() as cursor:  # searches must not go through what waits to be indexed
        cursor.execute("SELECT gin_clean_pending_list('words_of_register_names')")
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    record("register.imported", actor=SYSTEM, subject=run, extract=run.extract_number, kind=str(run.kind))
    staging.drop_all()
