"""A picture drawn anew looks as it did: depth, transparency, palette, print colours, profile, uprightness."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageDraw

from monespace.documents.cleaning.pictures import clean_picture

SIZE = (40, 20)
GREY = Image.linear_gradient("L").rotate(90).resize(SIZE)


def drawn_anew(picture: Image.Image, kind: str, **options: Any) -> tuple[Image.Image, Image.Image]:
    """Return a picture as it was saved, and as its copy is kept."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        picture.save(source, kind, **options)
        clean_picture(source, target, kind=kind)
        return tuple(_read(path) for path in (source, target))


def _read(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        picture.load()
    return picture


def points(picture: Image.Image) -> list[tuple[int, ...]]:
    """Return some points of the picture, as they are seen."""
    seen = picture.convert("RGBA")
    return [seen.getpixel((x, y)) for x in range(0, picture.width, 7) for y in (1, picture.height - 2)]


def is_close(one: Image.Image, other: Image.Image, most: int = 8) -> bool:
    """Whether two pictures look the same, but for what JPEG rounds."""
    pairs = zip(points(one), points(other), strict=True)
    return all(abs(a - b) <= most for first, second in pairs for a, b in zip(first, second, strict=True))


def profile(*, name: str = "Swap", swapped: bool = True) -> bytes:
    """Return a profile that takes red for blue when ``swapped``, and bears a name of four letters."""
    known = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for entry in range(132, 132 + 12 * struct.unpack(">I", known[128:132])[0], 12):
        tag = bytes(known[entry : entry + 4])
        known[entry : entry + 4] = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(tag, tag) if swapped else tag
    return bytes(known).replace("sRGB".encode("utf-16-be"), name.encode("utf-16-be"))


@pytest.mark.parametrize(
    ("picture", "kind", "options"),
    [
        (GREY, "PNG", {}),
        (GREY, "JPEG", {}),
        (GREY.convert("RGB"), "JPEG", {}),
        (GREY.convert("1"), "PNG", {}),
        (GREY, "PNG", {"transparency": GREY.getpixel((7, 1))}),
        (GREY.convert("1"), "PNG", {"transparency": 0}),
        (GREY.convert("P"), "PNG", {"transparency": bytes(range(256))}),
        (GREY.convert("P"), "PNG", {"transparency": 3}),
        (GREY.convert("RGB"), "PNG", {"transparency": (3, 3, 3)}),
        (Image.merge("LA", (GREY, GREY.rotate(180))), "PNG", {}),
        (Image.merge("RGBA", (GREY, GREY, GREY.rotate(180), GREY)), "PNG", {}),
        (
            Image.merge("CMYK", (GREY, GREY.rotate(180), GREY, Image.new("L", SIZE, 30))),
            "JPEG",
            {"quality": 95},
        ),
    ],
)
def test_a_picture_looks_as_it_did(picture, kind, options):
    before, after = drawn_anew(picture, kind, **options)
    assert len(set(points(before))) > 1
    assert is_close(before, after)
    assert set(after.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_grey_of_two_bytes_keeps_its_shades():
    deep = Image.new("I;16", SIZE)
    deep.putdata([x * 1680 for _y in range(SIZE[1]) for x in range(SIZE[0])])
    _before, after = drawn_anew(deep, "PNG")
    assert [after.getpixel((x, 0)) for x in (0, 10, 20, 39)] == [0, 65, 131, 255]


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "JPEG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("P", "PNG")])
def test_a_profile_is_applied_and_goes(mode, kind):
    red = Image.new("RGBA", SIZE, (250, 10, 20, 100)).convert(mode)
    before, after = drawn_anew(red, kind, icc_profile=profile())
    assert "icc_profile" in before.info
    assert "icc_profile" not in after.info
    seen = after.convert("RGBA").getpixel((5, 5))
    assert abs(seen[0] - 20) < 4
    assert abs(seen[2] - 250) < 4
    assert seen[3] == (100 if mode == "RGBA" else before.convert("RGBA").getpixel((5, 5))[3])


@pytest.mark.parametrize(
    "told", [b"junk", profile()[:200], profile(swapped=False, name="sRGB"), profile(swapped=False)]
)
def test_a_profile_of_the_web_or_of_nobody_changes_nothing(told):
    before, after = drawn_anew(Image.new("RGB", SIZE, (250, 10, 20)), "PNG", icc_profile=told)
    assert is_close(before, after, most=1)


@pytest.mark.parametrize(("mode", "kind"), [("L", "JPEG"), ("LA", "PNG"), ("CMYK", "JPEG")])
def test_a_profile_for_other_colours_is_not_applied(mode, kind):
    picture = GREY.convert("RGBA" if mode == "LA" else "RGB").convert(mode)
    before, after = drawn_anew(picture, kind, icc_profile=profile())
    assert is_close(before, after)


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_stands_upright_however_it_was_held(turn, kind):
    picture = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 9, 9), fill="red")
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x010E] = "Namur, chez Ada"
    _before, after = drawn_anew(picture, kind, exif=exif)
    corner = {1: "left top", 2: "right top", 3: "right bottom", 4: "left bottom"}
    corner |= {5: "left top", 6: "right top", 7: "right bottom", 8: "left bottom"}
    x = 3 if "left" in corner[turn] else after.width - 4
    y = 3 if "top" in corner[turn] else after.height - 4
    assert after.size == (SIZE if turn < 5 else SIZE[::-1])
    red, green, _blue = after.getpixel((x, y))
    assert red > 200
    assert green < 80
    assert not after.getexif()


def test_the_frames_and_the_bytes_behind_a_picture_go():
    frames = [Image.new("RGB", SIZE, colour) for colour in ("red", "blue")]
    whole = BytesIO()
    frames[0].save(whole, "PNG", save_all=True, append_images=frames[1:])
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        source.write_bytes(whole.getvalue() + b"PK\x05\x06<script>")
        clean_picture(source, target, kind="PNG")
        with Image.open(target) as copy:
            assert getattr(copy, "n_frames", 1) == 1
        assert b"script" not in target.read_bytes()
