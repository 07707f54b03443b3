"""Anybody verifies a document by its code or its file, and learns nothing of a person."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monespace.sealing.codes import new_code, normalize_code, verification_address
from monespace.sealing.selectors import Verdict, finding_of_file
from tests.support.pages import parse

PAGE = "/verifier/"


def by_code(client, code: str):
    return client.get(PAGE, {"code": code})


def by_file(client, content: bytes, name: str = "accuse.pdf"):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content, content_type="application/pdf")})


def verdict(response) -> str:
    found = re.search(r'data-verdict="(\w+)"', response.content.decode())
    return found[1] if found else ""


def test_the_file_that_we_sealed_is_genuine(client, document, pdf):
    response = by_file(client, pdf)
    assert verdict(response) == "genuine"
    page = response.content.decode()
    for shown in ("Accusé de réception", "Prime d’essai", "Service des primes", "30 novembre 2026", "Valide"):
        assert shown in page, shown


def test_a_file_with_one_changed_byte_is_altered_wherever_the_byte_is(client, document, pdf):
    for place in range(30, len(pdf), len(pdf) // 12):
        changed = bytearray(pdf)
        changed[place] ^= 1
        response = by_file(client, bytes(changed))
        assert verdict(response) == "altered", place
        assert "Rompu" in response.content.decode()
    assert verdict(by_file(client, pdf + b" ")) == "altered"
    assert verdict(by_file(client, pdf[: len(pdf) - 40])) == "altered"


@pytest.mark.parametrize("content", [b"%PDF-1.7 of somebody else", b"?code=", b"", b"\xff" * 100_000])
def test_another_file_is_unknown_and_an_empty_one_is_said(client, document, content):
    response = by_file(client, content)
    assert verdict(response) == ("unknown" if content else "")
    assert response.status_code == (200 if content else 422)


@pytest.mark.parametrize("name", ["accuse.exe", "accuse"])
def test_a_file_of_another_type_is_refused_with_what_to_do(client, document, pdf, name):
    response = by_file(client, pdf, name)
    assert response.status_code == 422
    assert "n’est pas accepté" in response.content.decode()


def test_a_file_that_is_too_large_is_refused_unread(client, document):
    response = by_file(client, b"%PDF" + b"0" * 10_000_001)
    assert response.status_code == 422
    assert "trop lourd" in response.content.decode()


@pytest.mark.parametrize("size", [1, 7, 64, 65, 1000, 10**6])
def test_the_code_is_found_however_the_file_comes_in_pieces(document, pdf, size):
    changed = pdf[:100] + b"!" + pdf[101:]
    pieces = [changed[place : place + size] for place in range(0, len(changed), size)]
    assert finding_of_file(pieces).verdict == Verdict.ALTERED
    assert finding_of_file([pdf]).verdict == Verdict.GENUINE


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0:l}", "{0:s}"])
def test_a_code_is_known_however_it_is_typed(client, document, typed):
    class Code(str):
        __slots__ = ()

        def __format__(self, spec: str) -> str:
            return {"": str(self), "l": self.lower(), "s": self.replace("-", " ")}[spec]

    assert verdict(by_code(client, typed.format(Code(document.code)))) == "known"
    assert verification_address(document.code).endswith(f"/verifier/?code={document.code}")


def test_a_slip_is_told_from_a_code_that_nobody_was_given(client, document):
    wrong = "A" if document.code[0] != "A" else "C"
    assert verdict(by_code(client, wrong + document.code[1:])) == "mistyped"
    assert verdict(by_code(client, document.code[:-3])) == "mistyped"
    assert verdict(by_code(client, new_code())) == "unknown"
    assert by_code(client, "").status_code == 422


def test_codes_differ_and_are_long():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code.replace("-", "")) == 18 and normalize_code(code) == code for code in codes)


def test_our_own_copy_is_looked_at_when_a_code_is_asked(client, document, pdf):
    with default_storage.open(document.file.name, "wb") as file:
        file.write(pdf[:-1] + b"!")
    assert verdict(by_code(client, document.code)) == "damaged"
    default_storage.delete(document.file.name)
    assert verdict(by_code(client, document.code)) == "damaged"


def test_asking_too_often_is_refused_for_a_while(client, document, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"verify": (2, 600)}
    assert verdict(by_code(client, document.code)) == "known"
    assert verdict(by_code(client, new_code())) == "unknown"
    refused = by_code(client, document.code)
    assert (refused.status_code, verdict(refused)) == (429, "")
    assert client.get(PAGE).status_code == 200
    assert int(refused["Retry-After"]) <= 600


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Prime d’essai"), ("de", "Probeprämie"), ("nl", "Testpremie"), ("en", "Test premium")],
)
def test_the_page_speaks_the_readers_language(client, document, language, title):
    client.cookies["langue"] = language
    page = parse(by_code(client, document.code).content.decode())
    assert page.get("lang") == language
    assert title in "".join(page.itertext())


def test_nothing_is_kept_of_a_file_and_one_question_is_asked_of_the_database(client, document, pdf):
    kept = copies_of(pdf)
    with CaptureQueriesContext(connection) as queries:
        by_file(client, pdf)
    assert len(queries) <= 2
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert copies_of(pdf) == kept


def copies_of(pdf: bytes) -> int:
    """Count the files with these bytes; tests beside this one come and go with others."""
    count = 0
    for name in default_storage.listdir("sealed")[1]:
        with suppress(FileNotFoundError), default_storage.open(f"sealed/{name}") as file:
            count += file.read() == pdf
    return count


def test_every_page_leads_to_it(client, db):
    assert f'href="{PAGE}"' in client.get("/").content.decode()
    assert f'href="{PAGE}"' in client.get("/aide/").content.decode()
