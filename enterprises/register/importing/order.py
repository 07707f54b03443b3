"""Whether an extract may be imported now: a full one if newer, an update only after the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterprises.register.importing.errors import WrongOrder
from enterprises.register.models import RegisterImport

if TYPE_CHECKING:
    from enterprises.register.importing.extract import Extract


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
