"""Pictures: drawn anew, so that nothing hides in them, in the colours of the web (sRGB)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageCms, ImageOps

from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from pathlib import Path

MOST_PIXELS = 60_000_000
OPTIONS: dict[str, dict[str, int]] = {
    "JPEG": {"quality": 88},
    "PNG": {"compress_level": 1},  # a fifth of the time of the usual level, for files hardly larger
}
DEEP_GREY = "I;16"  # two bytes a point
WEB = ImageCms.createProfile("sRGB")
Image.preinit()  # reads the modules of the formats, which each child would otherwise read for its one file


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


def in_web_colours(picture: Image.Image, kind: str) -> Image.Image:
    """Return the picture in a way of keeping colours that its format, JPEG or PNG, has.

    What tells how its colours are meant (an ICC profile) is applied, and goes. A changed picture replaces the
    former: of a large one there is room for two only.
    """
    profile = _profile(picture)
    if picture.mode.startswith(DEEP_GREY):
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    mode = _mode(picture, kind)
    if profile and picture.mode in {"L", "CMYK"} and mode != "RGBA":
        picture, profile = _applied(picture, profile, "RGB"), None
    if picture.mode != mode:
        picture = picture.convert(mode)
    return _applied(picture, profile, mode) if profile else picture


def _mode(picture: Image.Image, kind: str) -> str:
    """Return the way of keeping colours that the picture needs and its format has."""
    if kind == "PNG" and picture.has_transparency_data:
        return "RGBA"
    return "L" if picture.mode in {"1", "L"} else "RGB"


def _profile(picture: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """Return how the picture's colours are meant; nothing when that is the web's way, or is not told well."""
    raw = picture.info.get("icc_profile")
    if not raw:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(raw))
        return None if "sRGB" in ImageCms.getProfileDescription(profile) else profile
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _applied(picture: Image.Image, profile: ImageCms.ImageCmsProfile, mode: str) -> Image.Image:
    """Return the picture with its colours read by ``profile``; as it was when that is of another kind."""
    in_place = picture.mode == mode
    try:
        changed = ImageCms.profileToProfile(picture, profile, WEB, outputMode=mode, inPlace=in_place)
    except ImageCms.PyCMSError:
        return picture
    return changed or picture
