"""Pictures: drawn anew, so that nothing hides in them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from monespace.documents.cleaning.refusals import Reason, Unfit
from monespace.documents.cleaning.web_colours import in_web_colours

if TYPE_CHECKING:
    from pathlib import Path

MOST_PIXELS = 60_000_000
OPTIONS: dict[str, dict[str, int]] = {
    "JPEG": {"quality": 88},
    "PNG": {"compress_level": 1},  # a fifth of the time of the usual level, for files hardly larger
}


def clean_picture(source: Path, target: Path, *, kind: str) -> None:
    """Write the picture drawn anew, upright, without place, device or anything else in it; raise Unfit.

    ``kind`` is JPEG or PNG.
    """
    drawn = BytesIO()
    try:
        with source.open("rb") as content:
            picture: Image.Image = Image.open(content, formats=[kind])
            if picture.width * picture.height > MOST_PIXELS:
                raise Unfit(Reason.TOO_LARGE)
            picture.load()
        picture = in_web_colours(picture, kind)
        ImageOps.exif_transpose(picture, in_place=True)
        picture.info = {}
        picture.save(drawn, kind, **OPTIONS[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit(Reason.TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise Unfit(Reason.UNREADABLE) from error
    target.write_bytes(drawn.getbuffer())
