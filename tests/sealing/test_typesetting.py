"""Documents are accessible, last, are the same each time, and show every text as it stands."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from monespace.sealing import characters, compiler, typesetting
from monespace.sealing.characters import DRAWN, drawable
from monespace.sealing.typesetting import TypesettingFailed, typeset
from tests.sealing.documents import PICTURE, data, elements, words_of

HOSTILE = [
    "#panic(1)",
    '#read("/etc/passwd")',
    "$x^2$ *gras* _penché_ `code` <étiquette> @renvoi",
    "= Titre\n- liste\n+ liste\n/ terme: sens",
    "\\ \\u{41} \\#",
    "]}) // commentaire /* */",
    "https://exemple.be/~a",
    "\"--- … '",
    '{"json": [1, 2]}',
]


def set_in(language: str = "fr", *answers: str, **changes) -> bytes:
    return typeset("document", data(*answers, **changes), language, pictures=PICTURE)


@pytest.mark.parametrize("language", ["fr", "de", "nl", "en"])
def test_a_document_says_what_it_is(language):
    pdf = set_in(language, "Minerva")
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == language
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["dc:title"] == "Accusé de réception ME-7KQX-4MPD-3F"
            assert metadata["xmp:CreateDate"].startswith("2026-11-30T09:15:00")
    kinds = [element["kind"] for element in elements(pdf)]
    assert kinds.count("/H1") == 1
    assert kinds.index("/H1") < kinds.index("/H2") < kinds.index("/L") < kinds.index("/Figure")
    figures = [element["alt"] for element in elements(pdf) if element["kind"] == "/Figure"]
    assert figures == ["Code QR de vérification"]


def test_the_same_data_make_the_same_bytes_at_any_time_of_any_machine(monkeypatch):
    first = set_in("fr", "Minerva", "Ωμέγα", "😀")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert set_in("fr", "Minerva", "Ωμέγα", "😀") == first
    assert set_in("fr", "Minerve", "Ωμέγα", "😀") != first
    assert set_in("fr", "Minerva", "Ωμέγα", "😀", at="2026-11-30T10:15:01+01:00") != first


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_shown_as_it_stands(text):
    shown = words_of(set_in("fr", text))
    for word in text.split():
        assert word in shown, word


def test_every_text_of_the_data_may_be_hostile():
    odd = "#x $ * \\ \u202e😀"
    part = {"title": odd, "texts": [odd], "steps": [odd], "items": [odd], "rows": [[odd, odd]]}
    panel = {"label": odd, "value": odd, "lines": [odd]}
    parts = [part, {**part, "parts": [part]}]
    words = words_of(
        set_in("fr", title=odd, heading=odd, reference=odd, footer=odd, panel=panel, parts=parts)
    )
    assert words.count("#x $ * \\ [U+1F600]") >= 15


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\u202eb\u2066c\u2069", "abc"),
        ("😀 é", "[U+1F600] é"),
        ("張偉", "[U+5F35][U+5049]"),
        ("Ł ő ș Ω Ж", "Ł ő ș Ω Ж"),
        ("a\x00\x07b", "ab"),
        ("a\ud800b", "ab"),
        ("a\tb", "a b"),
        ("e" + "\u0301" * 3, "é" + "\u0301" * 2),
        ("x" + "\u0323" * 100, "x" + "\u0323" * 8 + "[… 92]"),
    ],
)
def test_what_the_fonts_lack_is_named(typed, shown):
    assert drawable(typed) == shown
    assert set_in("fr", typed)


def test_endless_words_may_break_and_lose_no_character():
    shown = drawable("a" * 1000)
    assert shown.replace("\u200b", "") == "a" * 1000
    assert max(map(len, shown.split("\u200b"))) == 40
    assert drawable("a" * 40) == "a" * 40


def test_the_fonts_draw_every_character_that_is_kept(monkeypatch):
    import re

    kept = [chr(code) for code in range(0x21, 0x3000) if re.match(f"[{DRAWN}]", chr(code))]
    assigned = [one for one in kept if unicodedata.category(one) not in {"Cn", "Cf", "Mn", "Me"}]
    assert len(assigned) > 2500
    monkeypatch.setattr(typesetting, "drawable_data", lambda value, **_: value)
    answers = [" ".join(assigned[place : place + 64]) for place in range(0, len(assigned), 64)]
    assert set_in("fr", *answers)
    assert set_in("fr", *[f"a{chr(mark)}" for mark in range(0x300, 0x34F)])
    with pytest.raises(TypesettingFailed):
        set_in("fr", "😀")


@pytest.mark.parametrize("unit", ["a", "mot \n", "😀", "\u202eא", "a\u0301\u0323"])
def test_a_hundred_thousand_characters_are_set(unit):
    assert set_in("fr", unit * (100_000 // len(unit)))


def test_what_nothing_can_set_costs_its_document_only(monkeypatch):
    monkeypatch.setattr(typesetting, "SECONDS", 0.001)
    with pytest.raises(TypesettingFailed) as failure:
        set_in("fr", "Minerva")
    assert failure.value.status is None


def test_a_document_that_is_too_large_is_refused(monkeypatch, tmp_path):
    program = tmp_path / "compiler.py"
    program.write_text(Path(compiler.__file__).read_text().replace("8_000_000", "1_000"))
    monkeypatch.setattr(compiler, "__file__", str(program))
    with pytest.raises(TypesettingFailed) as failure:
        set_in("fr", "Minerva")
    assert failure.value.status == compiler.TOO_LARGE


def test_a_document_that_fails_is_set_again_with_latin_letters_only(monkeypatch):
    asked = []

    def fail_first(template, data, language, pictures):
        asked.append(data["parts"][0]["rows"][0][1])
        if len(asked) == 1:
            raise TypesettingFailed(template, 1)
        return b"%PDF"

    monkeypatch.setattr(typesetting, "_compiled", fail_first)
    assert set_in("fr", "Zoé א") == b"%PDF"
    assert asked == ["Zoé א", "Zoé [U+05D0]"]


def test_a_failure_says_nothing_of_what_was_typed(capfd, caplog, monkeypatch):
    monkeypatch.setattr(characters, "OTHERS", characters.re.compile("(?!)"))
    set_in("fr", "😀 Secret")
    heard = capfd.readouterr()
    assert "Secret" not in heard.out + heard.err + caplog.text
