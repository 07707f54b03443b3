"""Brings every encrypted column under the current key, in small batches, while the site runs (ADR 0027)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from monespace.common.crypto import blind_index, decrypt, key_name_of, key_ring
from monespace.common.fields import SealedJSONField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model, QuerySet

    from monespace.common.fields import Sealed

BATCH = 200


@dataclass
class Progress:
    """What was found in one column so far."""

    rows: int = 0
    renewed: int = 0
    changed_meanwhile: int = 0
    unreadable: int = 0
    in_clear: int = 0
    outdated_indexes: int = 0
    keys: dict[str, int] = field(default_factory=dict)


def renew(sealed: Sealed, *, write: bool = True, batch: int = BATCH) -> Iterator[Progress]:
    """Renew what needs it in one column; yield the progress after each batch.

    A row is changed only if it still holds what was read; somebody who changed it meanwhile wrote it with the
    current key. Stopped at any moment, it is started again: rows that are right are only looked at.
    """
    progress, last = Progress(), None
    while rows := _rows_after(last, sealed, batch):
        with transaction.atomic():
            _say_that_only_seals_change()
            for row in rows:
                _renew_row(row, sealed, progress, write=write)
        last = rows[-1].pk
        yield progress


def _say_that_only_seals_change() -> None:
    """Have rows that never change let their content be sealed anew until the transaction ends (ADR 0116)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('monespace.sealing_anew', 'on', true)")


def _as_stored(sealed: Sealed) -> QuerySet[Model]:
    """Return the rows with what stands in the column, ``stored``, and open nothing that is sealed."""
    columns = sealed.model._meta.local_concrete_fields
    opened = [column.name for column in columns if isinstance(column, SealedJSONField)]
    rows = sealed.model._base_manager.defer(*opened)
    return rows.annotate(stored=Cast(sealed.column.name, TextField()))


def _rows_after(last: object, sealed: Sealed, batch: int) -> list[Any]:
    rows = _as_stored(sealed).filter(stored__isnull=False).exclude(stored__in=sealed.column.empty)
    return list((rows if last is None else rows.filter(pk__gt=last)).order_by("pk")[:batch])


def _renew_row(row: Any, sealed: Sealed, progress: Progress, *, write: bool) -> None:
    token = sealed.column.token_in(row.stored)
    key = None if token is None else key_name_of(token)
    progress.rows += 1
    if token is not None and key is None:
        progress.unreadable += 1
        return
    changes = _changes(row, sealed, key)
    if changes and write:
        done = _as_stored(sealed).filter(pk=row.pk, stored=row.stored).update(**changes)
        progress.renewed += done
        progress.changed_meanwhile += 1 - done
        key = next(iter(key_ring().ciphers))
    elif any(index.name in changes for index in sealed.indexes):
        progress.outdated_indexes += 1
    if key is None:
        progress.in_clear += 1
    else:
        progress.keys[key] = progress.keys.get(key, 0) + 1


def _changes(row: Any, sealed: Sealed, key: str | None) -> dict[str, Any]:
    """Return the columns to write: the content and its indexes under the current keys."""
    changes = {}
    if key != next(iter(key_ring().ciphers)):
        changes[sealed.column.name] = sealed.column.renewed(row.stored)
    for index in sealed.indexes:
        wanted = blind_index(decrypt(row.stored), purpose=index.purpose_of(row))
        if getattr(row, index.attname) != wanted:
            changes[index.name] = wanted
    return changes
