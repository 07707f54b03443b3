"""Documents of office programs: kept as they are where they are asked for, refused when they do something."""

from __future__ import annotations

from contextlib import closing

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.engine.kinds import FileQuestion
from monespace.documents.cleaning.office import package
from monespace.documents.inspection import inspect
from tests.documents.packages import (
    TEXT,
    docx,
    instructed,
    odf,
    packed,
    related,
    typed,
    unpacked,
    written,
    xlsx,
)
from tests.filling.definition import text

ANY = FileQuestion(
    kind="file", key="piece", label=text("Pièce"), accept=["docx", "xlsx", "odt", "ods", "dwg", "ifc"]
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LINK, PICTURE = ('<x:{} xlink:href="{}"/>'.format, "Pictures/a.png")
SOUND = {
    "text.docx": docx(),
    "budget.xlsx": xlsx(xl__printerSettings__printerSettings1="\x01"),
    "lettre.odt": odf("text", LINK("a", "https://wallonie.be") + LINK("image", PICTURE), Pictures__a=b"a"),
    "comptes.ods": odf("spreadsheet", LINK("object", "./Object 1"), Configurations2__accelerator=b"")
    | {"Object 1/content.xml": '<a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://a.be"/>'},
}


def inspected(name: str, content: bytes, rules=ANY):
    with closing(inspect(SimpleUploadedFile(name, content), rules)) as kept:
        return kept.name, kept.content_type, kept.content.read()


def refusal(name: str, content: bytes, rules=ANY) -> str:
    with pytest.raises(ValidationError) as refused:
        inspected(name, content, rules)
    return refused.value.messages[0]


@pytest.mark.parametrize("name", SOUND)
def test_a_document_is_kept_as_it_is_where_it_is_asked_for(name):
    parts = {part: said.encode() if isinstance(said, str) else said for part, said in SOUND[name].items()}
    kept_name, content_type, kept = inspected(name, packed(SOUND[name]))
    found = unpacked(kept)
    assert kept_name == name
    assert content_type.startswith("application/vnd.o")
    assert {part: parts[part] for part in found} == found
    assert len(found) >= 3
    assert inspected(name, packed(SOUND[name]))[2] == kept
    assert "n’est pas accepté" in refusal(name, packed(SOUND[name]), FileQuestion(**plain()))


def plain():
    return {"kind": "file", "key": "piece", "label": text("Pièce")}


def test_what_nothing_leads_to_and_what_stands_around_is_left_behind():
    hidden = docx(word__vbaProject="macro") | {"hidden.exe": b"MZ"}
    _name, _type, kept = inspected("a.docx", packed(hidden) + b"<script>" * 3)
    assert set(unpacked(kept)) == set(docx())
    assert b"<script>" not in kept


MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
CARRYING = {
    "macros": docx(**{"[Content_Types].xml": typed(MACROS, "word/document.xml")}),
    "a macro that a part leads to": docx(
        **{
            "word/_rels/document.xml.rels": related(
                ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")
            )
        },
    ),
    "an object": docx(**{"word/_rels/document.xml.rels": related(("oleObject", "embeddings/a.bin"))}),
    "another document": docx(**{"word/_rels/document.xml.rels": related(("package", "embeddings/a.xlsx"))}),
    "a model elsewhere": docx(
        **{
            "word/_rels/document.xml.rels": related(
                ("attachedTemplate", "https://evil.be/a.dotm"), external=True
            )
        }
    ),
    "a picture elsewhere": docx(
        **{"word/_rels/document.xml.rels": related(("image", "//evil.be/a.png"), external=True)}
    ),
    "a link to a path": docx(
        **{"word/_rels/document.xml.rels": related(("hyperlink", "file:///c:/a.exe"), external=True)}
    ),
    "a page of another program": docx(**{"word/_rels/document.xml.rels": related(("aFChunk", "a.html"))}),
    "a button of its own": docx(
        **{"_rels/.rels": related(("officeDocument", "word/document.xml"), ("ui/extensibility", "ui.xml"))}
    ),
    "a command": docx(**{"word/document.xml": written(instructed(" DDE", "AUTO c:\\\\cmd.exe "))}),
    "a command made of others": docx(
        **{"word/document.xml": written(instructed(""), instructed("QUOTE 68 68 69"))}
    ),
    "a command in one": docx(
        **{"word/document.xml": written('<w:fldSimple w:instr="INCLUDETEXT c:\\a.txt"/>')}
    ),
    "cells of elsewhere": xlsx(
        **{"xl/_rels/workbook.xml.rels": related(("externalLink", "externalLinks/externalLink1.xml"))}
    ),
    "a sheet of macros": xlsx(
        **{"xl/_rels/workbook.xml.rels": related(("xlMacrosheet", "macrosheets/a.xml"))}
    ),
    "a connection": xlsx(**{"xl/_rels/workbook.xml.rels": related(("connections", "connections.xml"))}),
    "a basic macro": odf("text", **{"Basic/Standard/Module1.xml": "<a/>"}),
    "a script": odf("text", **{"Scripts/python/a.py": "import os"}),
    "an object of another program": odf("text", **{"Object 1": COMPOUND}),
    "a tool": odf("text", **{"Configurations2/toolbar/a.xml": "<a/>"}),
    "an event": odf("text", LINK("event-listener", "vnd.sun.star.script:a")),
    "a link that runs": odf("text", LINK("a", "vnd.sun.star.script:a")),
    "a drawing elsewhere": odf("text", LINK("image", "https://evil.be/a.png")),
    "a path": odf("spreadsheet", LINK("image", "../../a.png")),
    "a path of the network": odf("text", LINK("image", "\\\\evil.be\\a")),
    "a source elsewhere": odf("spreadsheet", LINK("table-source", "a.ods")),
    "a command of cells": odf("spreadsheet", "<x:dde-link/>"),
}
NAMES = {"document": "a.docx", "workbook": "a.xlsx", "text": "a.odt", "spreadsheet": "a.ods"}


def name_of(parts) -> str:
    if "mimetype" in parts:
        return NAMES[parts["mimetype"].rpartition(".")[2]]
    return "a.xlsx" if "xl/workbook.xml" in parts else "a.docx"


@pytest.mark.parametrize("parts", CARRYING.values(), ids=CARRYING.keys())
def test_what_runs_or_opens_something_else_is_refused(parts):
    assert "contient une macro, un autre fichier ou un lien" in refusal(name_of(parts), packed(parts))


LOCKED_ODT = odf("text") | {"META-INF/manifest.xml": '<m xmlns:n="urn:n"><n:encryption-data/></m>'}
ENTITIES = '<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="urn:w">&b;</w:document>'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", COMPOUND + b"\0" * 100 + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        ("a.odt", packed(LOCKED_ODT), "mot de passe"),
        ("a.docx", COMPOUND + b"\0" * 100, "ne correspond pas à son nom"),
        ("a.docx", packed({"a.txt": "a"}), "ne correspond pas à son nom"),
        ("a.docx", packed(docx(**{"word/document.xml": ENTITIES})), "abîmé"),
        ("a.docx", packed(docx(**{"word/document.xml": "<w:document"})), "abîmé"),
        ("a.docx", packed(docx())[:-40], "abîmé"),
        ("a.ifc", b"ISO-10303-21;\nHEADER;", "abîmé"),
        ("a.dwg", b"AC1099" + b"\0" * 100, "ne correspond pas à son nom"),
    ],
    ids=[
        "locked text", "locked odt", "older program", "other archive", "entities", "broken", "cut",
        "cut model", "no drawing",
    ],
)  # fmt: skip
def test_what_is_damaged_locked_or_something_else_is_named(name, content, message):
    assert message in refusal(name, content)


def test_a_package_that_swells_is_refused(monkeypatch):
    content = packed(docx(word__media__a=b"\0" * 1_000_000))
    assert inspected("a.docx", content)
    monkeypatch.setattr(package, "MOST_BYTES", 1_000_000)
    assert "demande trop de travail" in refusal("a.docx", content)
    monkeypatch.setattr(package, "MOST_BYTES", 2_000_000)
    monkeypatch.setattr(package, "MOST_PARTS", 5)
    assert "demande trop de travail" in refusal("a.docx", content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.dwg", b"AC1032" + bytes(range(256))),
        ("maison.ifc", b"ISO-10303-21;\nHEADER;\nENDSEC;\nEND-ISO-10303-21;\r\n"),
    ],
)
def test_a_plan_and_a_model_are_kept_as_they_came(name, content):
    assert inspected(name, content)[2] == content


def test_the_type_of_a_text_is_that_of_its_main_part():
    elsewhere = docx(**{"[Content_Types].xml": typed(TEXT, "word/styles.xml")})
    assert "ne correspond pas à son nom" in refusal("a.docx", packed(elsewhere))
