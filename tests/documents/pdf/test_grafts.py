"""Wherever something active is put into a document, under whatever key, none of it reaches the copy."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from monespace.documents.cleaning.refusals import Unfit
from tests.documents.pdf.audit import suspicious
from tests.documents.pdf.looks import LOOKS
from tests.documents.pdf.pages import changed, kept, written
from tests.documents.pdf.test_reading import guided

SOUND = {name: changed(look) for name, look in LOOKS.items()} | {"guided": changed(guided)}
_KEYS = """
    A AA AF Action Alternates Annots B Contents D Data Dest EF F FS First Font Function Info JS K Kids
    Metadata Names Next Nums O Obj OpenAction P PA Parent PieceInfo Private Ref Resources Root S SMask Stm
    T URI Usage V XObject Xyz
"""
NEW_KEYS = [f"/{key}" for key in _KEYS.split()]
NEEDED = {"/Pages", "/Length", "/Filter", "/DecodeParms", "/Root"}


def things(pdf: Pdf) -> list[pikepdf.Object]:
    """Return things that are active, each new."""
    script = {"S": Name.JavaScript, "JS": "app.alert(1)"}
    program = pdf.make_stream(b"app.alert(1)")
    return [
        Dictionary(**script),
        Dictionary(Type=Name.Action, **script),
        Dictionary(S=Name.JavaScript, JS=program),
        Dictionary(S=Name.GoTo, D="x", Next=Dictionary(**script)),
        Dictionary(S=Name.Launch, F="calc.exe"),
        Dictionary(S=Name.GoToR, F="\\\\evil.example\\a.pdf", D=Array([0, Name.Fit])),
        Dictionary(S=Name.URI, URI="file://evil.example/"),
        Dictionary(O=Dictionary(**script), K=Dictionary(**script), E=Dictionary(**script)),
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            AA=Dictionary(K=Dictionary(**script)),
            A=Dictionary(**script),
        ),
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=program), AA=Dictionary(**script)
        ),
        Dictionary(Type=Name.Page, AA=Dictionary(O=Dictionary(**script)), Kids=Array([Dictionary(**script)])),
        pdf.make_stream(b"x", Subtype=Name.PS, Ref=Dictionary(F="a.pdf"), PieceInfo=Dictionary(**script)),
        pdf.make_stream(
            b"x", Type=Name.XObject, Subtype=Name.Form, OPI=Dictionary(F="a"), Ref=Dictionary(F="a.pdf")
        ),
        Array([Dictionary(**script), Array([Dictionary(**script), program])]),
    ]


def grafted(content: bytes, random: Random) -> bytes:
    """Return the document with something active in five places."""
    with pikepdf.open(BytesIO(content)) as pdf:
        places = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array)
        ]
        places += [part for one in places for part in _inner(one)]
        for _time in range(5):
            _put(random.choice(places), random.choice(things(pdf)), random)
        return written(pdf)


def _inner(one: Any) -> list[pikepdf.Object]:
    parts = one if isinstance(one, pikepdf.Array) else [part for _key, part in one.items()]
    return [part for part in parts if isinstance(part, pikepdf.Dictionary | pikepdf.Array)]


def _put(place: Any, thing: Any, random: Random) -> None:
    if isinstance(place, pikepdf.Array):
        place.append(thing)
        return
    old = [key for key, _part in place.items() if key not in NEEDED]
    place[random.choice([*old, *NEW_KEYS])] = thing


@pytest.mark.parametrize("name", SOUND)
def test_nothing_active_passes_wherever_it_is_put(name):
    passed = 0
    for seed in range(40):
        content = grafted(SOUND[name], Random(f"{name} {seed}"))  # noqa: S311 - the same places each time
        try:
            copy = kept(content)
        except Unfit:
            continue
        passed += 1
        assert suspicious(copy) == [], seed
        for trace in (b"evil.example", b"calc.exe"):
            assert trace not in copy
    assert passed > 10
