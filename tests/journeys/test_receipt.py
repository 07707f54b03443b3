"""A citizen keeps the sealed receipt, and somebody to whom it is given verifies it without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within
from tests.journeys.person import STEP

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

SECONDS_TO_SEAL = 60


def send(person) -> str:
    person.enter("citoyen", "itsme", "/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    while STEP.search(person.page.url):
        person.fill()
        person.proceed()
    return person.submit()


def sealed(person, folder: Path, name: str) -> Path | None:
    """Return the receipt once it is made, saved as a person saves it."""
    link = person.page.locator("main").get_by_role("link", name="Télécharger l’accusé (PDF)")
    response = person.page.request.get(person.site + (link.get_attribute("href") or ""))
    if response.status != 200:
        return None
    path = folder / name
    path.write_bytes(response.body())
    return path


def show(person, path: Path):
    person.visit("/verifier/")
    person.page.set_input_files("input[type=file]", path)
    person.press("Vérifier le fichier")
    return person.page.locator("[data-verdict]")


def test_receipt_is_kept_and_verified_by_whoever_is_given_it(person, audit, tmp_path):
    reference = send(person)
    audit(person.page)
    receipt = within(SECONDS_TO_SEAL, lambda: sealed(person, tmp_path, "accuse.pdf"))
    person.page.reload()
    audit(person.page)
    code = person.page.locator("code", has_text="-").last.text_content() or ""

    person.page.context.clear_cookies()
    verdict = show(person, receipt)
    expect(verdict).to_have_attribute("data-verdict", "genuine")
    expect(verdict).to_contain_text("Prime à l’achat d’un vélo")
    assert reference not in person.page.content()
    audit(person.page)

    content = bytearray(receipt.read_bytes())
    content[len(content) // 2] ^= 1
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(content)
    expect(show(person, altered)).to_have_attribute("data-verdict", "altered")
    audit(person.page)

    person.visit("/verifier/")
    person.page.get_by_label("Le code de vérification").fill(code.lower())
    person.press("Vérifier le code")
    expect(person.page.locator("[data-verdict]")).to_have_attribute("data-verdict", "known")
    audit(person.page)
