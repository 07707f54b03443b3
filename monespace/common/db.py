"""What services and reads need from PostgreSQL: transactions, constraints as rules, turns, rows as JSON."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet, ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from django.db.models import BooleanField, Func, JSONField, Model

from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Expression, F, QuerySet

    from monespace.common.errors import DomainError

M = TypeVar("M", bound="Model")


def get_or_none(rows: QuerySet[M]) -> M | None:
    """Return the only one of ``rows``, or None; raise MultipleObjectsReturned when there are several.

    For what a constraint makes unique: ``first()`` would sort it, and hide that the constraint is gone.
    """
    try:
        return rows.get()
    except ObjectDoesNotExist:
        return None


def get_or_not_visible(rows: QuerySet[M]) -> M:
    """Return the only one of ``rows``; raise NotVisible when there is none for who asks."""
    found = get_or_none(rows)
    if found is None:
        raise NotVisible
    return found


def create_once(rows: QuerySet[M], *, pk: Any, **values: Any) -> tuple[M, bool]:
    """Write the row with this key, or return the one that is there, and whether it was written.

    For what is nearly always new: ``get_or_create`` would look for it first.
    """
    try:
        with transaction.atomic():
            return rows.create(pk=pk, **values), True
    except IntegrityError:
        found = get_or_none(rows.filter(pk=pk))
        if found is None:
            raise
        return found, False


class _LastFound(Func):
    """In ``values_of``, the value found before."""

    template = "found.value"
    arity = 0


def values_of(expression: Expression | F, rows: QuerySet) -> list[Any]:
    """Return each value of an expression but None once, in order, by one look in its index for each.

    DISTINCT would read every row. An index must hold what ``rows`` are narrowed to, then ``expression``.
    """
    valued = rows.order_by().annotate(found=expression).values_list("found")
    following = valued.filter(
        found__gt=_LastFound(output_field=valued.query.annotations["found"].output_field)
    )
    try:
        first, first_values = valued.filter(found__isnull=False).order_by("found")[:1].query.sql_with_params()
        following_one, values = following.order_by("found")[:1].query.sql_with_params()
    except EmptyResultSet:
        return []
    sql = f"""
        WITH RECURSIVE found(value) AS (
            ({first}) UNION ALL SELECT ({following_one}) FROM found WHERE value IS NOT NULL
        ) SELECT value FROM found WHERE value IS NOT NULL
    """  # noqa: S608 - written by Django
    with connection.cursor() as cursor:
        cursor.execute(sql, [*first_values, *values])
        return [row[0] for row in cursor.fetchall()]


def delete_in_batches(rows: QuerySet, *, size: int = 1_000) -> int:
    """Delete rows a batch at a time, each in a transaction of its own; return how many.

    Nobody waits long for a row that one batch holds, and what is done stays done when the rest is cut short.
    A row that is no longer among ``rows`` when its batch comes stays.
    """
    deleted = 0
    while True:
        batch = list(rows.order_by().values_list("pk", flat=True)[:size])
        if batch:
            deleted += rows.order_by().filter(pk__in=batch).delete()[0]
        if len(batch) < size:
            return deleted


def require_transaction() -> None:
    """Refuse to go on outside a transaction: what follows must be kept or dropped with the rest."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("This must run inside transaction.atomic().")


@contextmanager
def violates(constraint: str, error: type[DomainError] | DomainError) -> Iterator[None]:
    """Turn the violation of one named constraint into its domain error, leaving the transaction usable.

    ``with violates("one_open_invitation_per_address", AlreadyInvited): Invitation.objects.create(…)``
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as violation:
        diagnostic = getattr(violation.__cause__, "diag", None)
        if diagnostic is None or diagnostic.constraint_name != constraint:
            raise
        raise error from violation


def advisory_lock(*parts: object) -> None:
    """Wait for one's turn on what ``parts`` name, until the transaction ends."""
    _wait_for_turns([_lock_name(parts)])


def advisory_locks(*parts: object, one_of: Iterable[object]) -> None:
    """Wait for one's turn on ``parts`` with each of ``one_of``, in one order whoever waits; one statement."""
    _wait_for_turns(sorted(_lock_name((*parts, one)) for one in one_of))


def has_turn(*parts: object) -> bool:
    """Take one's turn on what ``parts`` name until the transaction ends; False at once if somebody has it."""
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [_lock_name(parts)])
        return bool(cursor.fetchone()[0])


def _lock_name(parts: Iterable[object]) -> str:
    return "".join(f"{len(str(part))}:{part}" for part in parts)


def _wait_for_turns(names: list[str]) -> None:
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s::text[]) AS name", [names]
        )


class AmongFew(Func):
    """Whether an expression is among what a queryset finds, few values: each is looked up in an index.

    Of ``IN`` PostgreSQL expects more than there are, and reads the whole table beside.
    ``people.filter(AmongFew("pk", members.values("user")))``
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, expression: str, few: QuerySet) -> None:
        super().__init__(expression, ArraySubquery(few))


class RowsAsJson(Func):
    """The rows of ``table`` whose ``column`` holds the expression, as one JSON list; None without any.

    Written as SQL: Django takes longer to build it from querysets than PostgreSQL to answer it.
    """

    template = (
        "(SELECT jsonb_agg(to_jsonb(one)) FROM %(table)s AS one WHERE one.%(column)s = %(expressions)s)"
    )
    output_field = JSONField()

    def __init__(self, expression: str, *, table: str, column: str) -> None:
        super().__init__(expression, table=table, column=column)


def instances(model: type[M], rows: Iterable[dict[str, Any]] | None) -> list[M]:
    """Return rows read as JSON as if they had been read one by one."""
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    return [
        model.from_db(None, names, [field.to_python(row[str(field.column)]) for field in fields])
        for row in rows or ()
    ]
