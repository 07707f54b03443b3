"""How the copy of a PDF that is kept is made."""

from __future__ import annotations

import shutil
import warnings
from typing import TYPE_CHECKING

import pikepdf

from monespace.documents.cleaning.pdf import metadata
from monespace.documents.cleaning.pdf.active import ends_as_archive
from monespace.documents.cleaning.pdf.document import walked
from monespace.documents.cleaning.pdf.signatures import refuse_unless_inert
from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from pathlib import Path


def clean_pdf(source: Path, target: Path) -> None:
    """Write to ``target`` what the shapes list of the PDF ``source``, or raise Unfit.

    A signed document is kept byte for byte, when nothing in it can run: any change would undo the signature.
    One that opens without a password is no secret, whatever its owner forbids: printing, changing.
    """
    content = source.read_bytes()
    if not content.startswith(b"%PDF-"):
        raise Unfit(Reason.UNREADABLE)
    try:
        with pikepdf.open(source, suppress_warnings=True) as pdf:
            walk = walked(pdf, content)
            if not walk.signed:
                metadata.rebuild(pdf)
                _write(pdf, target)
                if ends_as_archive(target.read_bytes()):  # in a stream, which is copied as it is
                    raise Unfit(Reason.ACTIVE)
                return
        refuse_unless_inert(content)
    except pikepdf.PasswordError as error:
        raise Unfit(Reason.LOCKED) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Unfit(Reason.LOCKED if "encryption" in str(error) else Reason.UNREADABLE) from error
    shutil.copyfile(source, target)


def _write(pdf: pikepdf.Pdf, target: Path) -> None:
    """Write what is reached from the trailer, and no bytes between; equal documents give equal copies.

    Streams are copied as they are: nothing is inflated, nothing loses quality.
    """
    pdf.trailer.Root = pdf.make_indirect(pdf.trailer.Root)  # no reader finds one that stands in the trailer
    with warnings.catch_warnings(action="ignore", category=pikepdf.PageCopyWarning):  # a field no form lists
        pdf.save(
            target,
            encryption=False,
            deterministic_id=True,
            fix_metadata_version=False,  # the library would read and write the packet its own way
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,  # PDF/A-1 has none
        )
