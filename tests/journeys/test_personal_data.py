"""Nothing about anybody in the logs, in subjects of mails or in addresses; read after all other journeys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from monespace.simulators.personas import PERSONAS
from tests.journeys.dumps import everything
from tests.journeys.outside import within

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

MARKERS = {
    "titulaire": "Quetzalcoatl Vermeersch-Zwijsen",
    "iban": "BE53 0912 3456 7853",
    "telephone": "0470 99 88 77",
    "email": "marqueur.unique@exemple.be",
}
TYPED = [
    "Quetzalcoatl",
    "Zwijsen",
    "BE53091234567853",
    "BE53 0912",
    "470998877",
    "470 99 88 77",
    "0470998877",
    "marqueur.unique",
    "081334455",
    "81 33 44 55",
    "BE71096123456769",
    "BE71 0961",
]


def identifiers() -> Iterator[str]:
    """Yield what identifies the personas, however it is written."""
    for persona in PERSONAS.values():
        if digits := persona.national_number:
            yield from (
                digits,
                f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}",
                f"{digits[:6]}-{digits[6:9]}-{digits[9:]}",
                f"{digits[:6]} {digits[6:9]} {digits[9:]}",
            )
        if persona.eidas_identifier:
            yield persona.eidas_identifier


def personal() -> Iterator[str]:
    """Yield what must not be found: who the personas are, and what tests typed."""
    yield from identifiers()
    for persona in PERSONAS.values():
        yield persona.last_name
        if persona.mail:
            yield persona.mail
    yield from TYPED


def logs(portal) -> list[Path]:
    return sorted(path for path in portal.data.rglob("*.log") if path.is_file())


def found_in(text: str) -> list[str]:
    """Return the personal data in ``text``, whatever the case or the encoding of addresses."""
    plain = re.sub(r"%([0-9a-fA-F]{2})", lambda code: chr(int(code[1], 16)), text).replace("+", " ").lower()
    return [one for one in personal() if one.lower() in plain]


def test_nothing_personal_is_logged_or_shown_in_subjects(person, walker, portal, outside):
    assert found_in("GET /?q=van%20DELVAUX") == ["Delvaux"]
    person.sign_in("citoyen", path="/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    addresses = []
    person.page.on("request", lambda request: addresses.append(request.url))
    person.looks = lambda page: addresses.append(page.url)
    person.fill_all(MARKERS)
    outside.behave("fail")
    reference = person.submit()
    outside.behave("accept")
    within(25, lambda: outside.received(reference))
    within(5, lambda: outside.mails(about=reference))

    agent = walker("agent")
    page = agent.browser.get(f"{portal.url}/admin/")
    form = next(one for one in page.forms() if one.url.endswith("/admin/recherche/"))
    form.set("text", PERSONAS["citoyen"].last_name)
    assert reference in agent.browser.send(form).text

    names = {path.name for path in logs(portal)}
    assert {"web.log", "worker.log", "relay.log", "beat.log"} <= names
    leaks = {
        path.name: found for path in logs(portal) if (found := found_in(path.read_text(errors="replace")))
    }
    assert leaks == {}
    assert "/soumettre/" in (portal.data / "logs" / "web.log").read_text()

    subjects = [mail["subject"] for mail in outside.mails()]
    assert subjects
    assert [one for one in subjects if found_in(one)] == []
    assert [one for one in addresses if found_in(one)] == []


def test_no_copy_of_what_is_kept_tells_a_national_number(walker, portal, outside):
    walker("citoyen")
    walker("europeenne", "itsme")
    kept = dict(everything(portal, outside))
    assert PERSONAS["citoyen"].last_name in kept["table accounts_user"]
    assert "gAAAA" in kept["table accounts_nationalidentity"]
    for place in ("table accounts_session", "table journal_event", "mails", "web.log"):
        assert kept[place], place
    leaks = {
        place: one
        for place, content in kept.items()
        for one in identifiers()
        if one in content or quote(one, safe="") in content
    }
    assert leaks == {}
