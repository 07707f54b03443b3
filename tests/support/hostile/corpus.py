"""Two hundred hostile files of many kinds, from the smallest bombs to files of ten megabytes."""

from __future__ import annotations

import random
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from tests.support.hostile import pdfs, pictures
from tests.support.hostile.raw import BLOCK, swollen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LARGEST = 10_000_000  # what the questions of démarches take
SEED = 2026


def corpus(number: int = 200) -> list[tuple[str, bytes]]:
    """Return ``number`` files and their names, the kinds mixed; each below what a question takes."""
    kinds = [*_swollen_pdfs(), *_odd_pdfs(), *_pictures()]
    files = [(name, make()) for name, make in kinds]
    files += _damaged(files, number - len(files))
    random.Random(SEED).shuffle(files)  # noqa: S311 - the same order each time
    return [(name, content[:LARGEST]) for name, content in files[:number]]


def _swollen_pdfs() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for megabytes in (50, 200, 600, 600, 1500, 4000):
        for times in (1, 2, 3):
            if megabytes // 1000 ** (times - 1) <= 9:
                yield (
                    f"flux-{megabytes}-{times}.pdf",
                    lambda m=megabytes, t=times: pdfs.object_stream(m, times=t),
                )
    for number in (5, 20, 100):
        yield f"{number}-flux.pdf", lambda n=number: pdfs.many_object_streams(n, 60)
    for megabytes in (100, 600, 2000):
        yield f"contenu-{megabytes}.pdf", lambda m=megabytes: pdfs.page_content(m)


def _odd_pdfs() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for depth in (100, 499, 5_000, 100_000, 1_000_000):
        yield f"listes-{depth}.pdf", lambda d=depth: pdfs.nested(d)
        yield f"tables-{depth}.pdf", lambda d=depth: pdfs.nested(d, opening=b"<</A", closing=b">>")
        yield f"paires-{depth}.pdf", lambda d=depth: pdfs.nested(d, opening=b"(", closing=b")")
    for number in (10_000, 50_000, 150_000):
        yield f"objets-{number}.pdf", lambda n=number: pdfs.endless(n)
        yield f"pages-{number}.pdf", lambda n=number: pdfs.many_pages(n)
    for rows in (1_000_000, 2_000_000_000, 99_999_999_999):
        yield f"renvois-{rows}.pdf", lambda n=rows: pdfs.huge_table(n)
    yield "boucle.pdf", pdfs.looping


def _pictures() -> Iterator[tuple[str, Callable[[], bytes]]]:
    sides = (7700, 7745, 8000, 12_000, 30_000)
    for side in sides:
        for colours in (pictures.GREY, pictures.COLOUR, pictures.COLOUR_AND_ALPHA):
            yield f"uni-{side}-{colours}.png", lambda s=side, c=colours: pictures.flat_png(s, s, c)
    for bits, interlaced in ((16, False), (8, True), (16, True)):
        yield (
            f"uni-{bits}-{interlaced}.png",
            lambda b=bits, i=interlaced: pictures.flat_png(7000, 7000, bits=b, interlaced=i),
        )
    for width, height in ((1, 60_000_000), (60_000_000, 1), (2**31 - 1, 2**31 - 1), (0, 0), (1, 2**31 - 1)):
        yield f"dit-{width}-{height}.png", lambda w=width, h=height: pictures.claimed_png(w, h)
    for width, height in ((65_500, 65_500), (7700, 7700), (0, 0), (1, 65_500), (65_500, 900)):
        yield f"dit-{width}-{height}.jpg", lambda w=width, h=height: pictures.claimed_jpeg(w, h)
    for name in (b"zTXt", b"iCCP", b"iTXt"):
        yield f"{name.decode()}.png", lambda n=name: pictures.swollen_chunk(n, 800)
    for number in (1000, 400_000):
        yield f"textes-{number}.png", lambda n=number: pictures.many_chunks(n)
    for side, number in ((64, 5000), (2000, 500), (7000, 100)):
        yield f"passes-{side}.jpg", lambda s=side, n=number: pictures.many_scans(s, s, n)
    for quality in (60, 95):
        yield (
            f"grande-{quality}.jpg",
            lambda q=quality: pictures.jpeg(7700, 7700, quality=q, progressive=True),
        )
    yield "bruit.png", _noise


def _noise() -> bytes:
    written = BytesIO()
    Image.effect_noise((3000, 3000), 80).save(written, "PNG")
    return written.getvalue()


def _damaged(files: list[tuple[str, bytes]], number: int) -> Iterator[tuple[str, bytes]]:
    """Give so many cut, disguised, doubled or scribbled copies of ``files``."""
    chance = random.Random(SEED)  # noqa: S311 - the same files each time
    archive = b"PK\x03\x04" + swollen(BLOCK)
    for rank in range(number):
        name, content = files[rank % len(files)]
        scribbled = bytearray(content)
        for _ in range(20):
            scribbled[chance.randrange(len(content))] = chance.randrange(256)
        other = files[-1 - rank % len(files)][1][:BLOCK]
        changed = (
            content[: len(content) // 2],
            bytes(scribbled),
            content + archive,
            b"%PDF-1.7\n" + content,
            other + content,
        )
        yield f"{rank}-{name}", changed[rank % len(changed)]
