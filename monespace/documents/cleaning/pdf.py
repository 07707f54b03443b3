"""PDFs: kept once every part of them was seen to be inert."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pikepdf

from monespace.documents.cleaning.invoices import carries_only_invoices
from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MOST_PARTS = 500_000
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent"}
ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}


def clean_pdf(source: Path, target: Path) -> None:
    """Write a PDF as it came, once every part of it was seen to be inert; raise Unfit.

    One that opens without a password is no secret, whatever its owner forbids: printing, changing.
    """
    with source.open("rb") as content:
        if content.read(5) != b"%PDF-":
            raise Unfit(Reason.UNREADABLE)
    try:
        with pikepdf.open(source, suppress_warnings=True) as pdf:
            for number, part in enumerate(_parts(pdf.objects)):
                if number > MOST_PARTS:
                    raise Unfit(Reason.UNREADABLE)
                if isinstance(part, pikepdf.Dictionary | pikepdf.Stream) and _is_active(part):
                    raise Unfit(Reason.ACTIVE)
    except pikepdf.PasswordError as error:
        raise Unfit(Reason.LOCKED) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Unfit(Reason.LOCKED if "encryption" in str(error) else Reason.UNREADABLE) from error
    shutil.copyfile(source, target)


def _parts(objects: Iterable[Any]) -> Iterator[Any]:
    """Give every object of a PDF and what stands inside it, each once."""
    for whole in objects:
        waiting = [whole]
        while waiting:
            part = waiting.pop()
            yield part
            if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
                inner = [value for _key, value in part.items()]
            elif isinstance(part, pikepdf.Array):
                inner = list(part)
            else:
                continue
            waiting += [one for one in inner if isinstance(one, pikepdf.Object) and not one.is_indirect]


def _is_active(part: Any) -> bool:
    """Whether the part can run something, or carries another file than an electronic invoice."""
    return (
        not ACTIVE_KEYS.isdisjoint(part.keys())
        or str(part.get("/S", "")) in ACTIVE_ACTIONS
        or not carries_only_invoices(part)
    )
