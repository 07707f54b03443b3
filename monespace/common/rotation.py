"""Brings every encrypted column under the current key, in small batches, while the site runs (ADR 0027)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from monespace.common.crypto import blind_index, decrypt, encrypt, key_name_of, key_ring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

    from monespace.common.fields import Sealed

BATCH = 200


@dataclass
class Progress:
    """What was found in one column so far."""

    rows: int = 0
    renewed: int = 0
    changed_meanwhile: int = 0
    unreadable: int = 0
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
            for row in rows:
                _renew_row(row, sealed, progress, write=write)
        last = rows[-1].pk
        yield progress


def _rows_after(last: object, sealed: Sealed, batch: int) -> list[Model]:
    rows = sealed.model._base_manager.exclude(**{sealed.column.name: ""}).order_by("pk")
    rows = rows.exclude(**{f"{sealed.column.name}__isnull": True})
    return list((rows if last is None else rows.filter(pk__gt=last))[:batch])


def _renew_row(row: Model, sealed: Sealed, progress: Progress, *, write: bool) -> None:
    token = getattr(row, sealed.column.attname)
    key = key_name_of(token)
    progress.rows += 1
    if key is None:
        progress.unreadable += 1
        return
    changes = _changes(row, sealed, token, key)
    if changes and write:
        name = sealed.column.name
        done = sealed.model._base_manager.filter(pk=row.pk, **{name: token}).update(**changes)
        progress.renewed += done
        progress.changed_meanwhile += 1 - done
        key = next(iter(key_ring().ciphers))
    elif any(index.name in changes for index in sealed.indexes):
        progress.outdated_indexes += 1
    progress.keys[key] = progress.keys.get(key, 0) + 1


def _changes(row: Model, sealed: Sealed, token: str, key: str) -> dict[str, str]:
    """Return the columns to write: the text and its indexes under the current keys."""
    changes = {}
    if key != next(iter(key_ring().ciphers)):
        changes[sealed.column.name] = encrypt(decrypt(token))
    for index in sealed.indexes:
        wanted = blind_index(decrypt(token), purpose=index.purpose_of(row))
        if getattr(row, index.attname) != wanted:
            changes[index.name] = wanted
    return changes
