"""Judges one file within the limits of its process, and says the outcome in one line."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from monespace.documents.cleaning.drawings import keep_drawing
from monespace.documents.cleaning.expansion import refuse_swollen
from monespace.documents.cleaning.kinds import DRAWINGS, OFFICE, sniff
from monespace.documents.cleaning.limits import bound_pdf_library, confine
from monespace.documents.cleaning.office.cleaning import clean_office
from monespace.documents.cleaning.pdf.cleaning import clean_pdf
from monespace.documents.cleaning.pictures import clean_picture
from monespace.documents.cleaning.refusals import NO_ROOM, Reason, Unfit

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def judge(source: Path, target: Path, accept: Collection[str]) -> str:
    """Bind this process for good, judge ``source``, and write what is kept of it to ``target``.

    The outcome is ``kept EXTENSION`` once ``target`` is written, ``unfit REASON``, or ``failed ERROR`` for
    what no cleaner foresaw.
    """
    confine()
    try:
        return f"kept {clean(source, target, accept=accept)}"
    except Unfit as unfit:
        return f"unfit {unfit.reason}"
    except MemoryError:
        return f"unfit {Reason.DEMANDING}"
    except OSError as error:
        if error.errno == errno.EFBIG:
            return f"unfit {Reason.DEMANDING}"
        return f"failed {NO_ROOM if error.errno in {errno.ENOSPC, errno.EDQUOT} else type(error).__name__}"
    except Exception as error:  # noqa: BLE001 - whatever strangers' bytes bring about, the outcome names it
        return f"failed {type(error).__name__}"


def clean(source: Path, target: Path, *, accept: Collection[str]) -> str:
    """Write the copy of ``source`` that is kept to ``target`` and return its true extension; raise Unfit.

    ``accept`` holds the extensions that are wanted, among those of ``CONTENT_TYPES``.
    """
    extension = sniff(source)
    if extension not in accept:
        raise Unfit(Reason.DISGUISED)
    if extension == "pdf":
        bound_pdf_library()
        clean_pdf(source, target)
        refuse_swollen(target)
    elif extension in OFFICE:
        clean_office(source, target, kind=extension)
    elif extension in DRAWINGS:
        keep_drawing(source, target, kind=extension)
    else:
        clean_picture(source, target, kind={"jpg": "JPEG", "png": "PNG"}[extension])
    return extension
