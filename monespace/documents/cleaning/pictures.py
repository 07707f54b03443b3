"""Pictures: drawn anew, so that nothing hides in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from pathlib import Path

MOST_PIXELS = 60_000_000


def clean_picture(source: Path, target: Path, *, kind: str) -> None:
    """Write the picture drawn anew, upright, without place, device or anything else in it; raise Unfit.

    ``kind`` is JPEG or PNG.
    """
    try:
        with Image.open(source, formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unfit(Reason.TOO_LARGE)
            upright = ImageOps.exif_transpose(picture)
            upright = upright.convert(_mode(upright, kind))
            upright.info = {}
            upright.save(target, kind, **({"quality": 88} if kind == "JPEG" else {}))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit(Reason.TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise Unfit(Reason.UNREADABLE) from error


def _mode(picture: Image.Image, kind: str) -> str:
    """Return the way of keeping colours that the picture needs and its format has."""
    if picture.mode in {"1", "L"}:
        return "L"
    return "RGBA" if kind == "PNG" and picture.has_transparency_data else "RGB"
