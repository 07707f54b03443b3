"""Nothing about anybody in the logs, in subjects of mails or in addresses; read after all other journeys.

That nothing kept tells a national number is asserted when the portal ends, over all that was done on it.
"""

from __future__ import annotations

import re
import smtplib
from base64 import b64encode
from contextlib import contextmanager
from email.message import EmailMessage
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import psycopg
import pytest

from dossiers.states import State
from monespace.simulators.personas import PERSONAS
from tests.journeys.dumps import everything, identifiers, leaks, redis_of, ways_to_write
from tests.journeys.outside import within
from tests.journeys.service import OFFICER, fill_decision, follow_to, open_dossier, press_for, write
from tests.support.walker.files import picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.portal import RunningPortal

pytestmark = pytest.mark.browser

NOBODY = "00010199905"
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
    "Xochiquetzal",
    "Yacatecuhtli",
    "Zipacna",
]


def personal() -> Iterator[str]:
    """Yield what must not be found: who the personas are, and what tests typed."""
    for one in identifiers():
        yield from ways_to_write(one)
    for persona in PERSONAS.values():
        yield persona.last_name
        if persona.mail:
            yield persona.mail
    yield from TYPED


def logs(portal) -> list[Path]:
    return sorted(path for path in portal.data.rglob("*.log") if path.is_file())


def told_in_logs(portal) -> dict[str, list[str]]:
    """Return the personal data in each log that has some."""
    read = {path.name: found_in(path.read_text(errors="replace")) for path in logs(portal)}
    return {name: found for name, found in read.items() if found}


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
    assert told_in_logs(portal) == {}
    assert "/soumettre/" in (portal.data / "logs" / "web.log").read_text()

    subjects = [mail["subject"] for mail in outside.mails()]
    assert subjects
    assert [one for one in subjects if found_in(one)] == []
    assert [one for one in addresses if found_in(one)] == []


def test_nothing_of_messages_and_decision_is_logged_or_shown_in_subjects(person, new_person, portal, outside):
    officer, addresses = new_person(), []
    for page in (person.page, officer.page):
        page.on("request", lambda request: addresses.append(request.url))
    person.sign_in("citoyen")
    addresses.clear()  # the federation's own addresses
    reference = person.complete("prime-velo")
    dossier = person.page.url.removeprefix(person.site).removesuffix("accuse/")
    officer.enter(OFFICER, path="/admin/")
    case = open_dossier(officer, reference)
    press_for(officer, "/prendre/")
    follow_to(officer, "/messages/")
    write(officer, "Une question sur Xochiquetzal.")
    person.visit(f"{dossier}messages/")
    write(person, "Yacatecuhtli répond.", document=picture())
    calendar = person.page.request.get(f"{person.site}{dossier}echeances.ics").text()
    officer.visit(f"{case}decision/")
    fill_decision(officer, State.REFUSED, "Zipacna n’est pas un vélo.")
    officer.act("preview")
    officer.act("confirm")
    person.visit(dossier)
    assert "Zipacna" in person.page.locator("main").inner_text()

    def told() -> list[str]:
        subjects = [mail["subject"] for mail in outside.mails(about=reference)]
        return subjects if any("une décision est prise" in one for one in subjects) else []

    assert [one for one in within(25, told) if found_in(one)] == []
    texts = [str(mail) for mail in outside.mails(about=reference)]
    assert [one for one in texts for word in TYPED[-3:] if word in one] == []
    assert "BEGIN:VEVENT" in calendar
    assert found_in(calendar) == []
    assert [one for one in addresses if found_in(one)] == []
    assert any("/decision/" in one for one in addresses)
    assert told_in_logs(portal) == {}
    assert f"{case}decision/" in (portal.data / "logs" / "web.log").read_text()


def test_number_planted_anywhere_would_be_found(walker, portal, outside):
    """The control of what the fixture ``portal`` asserts once all its journeys have been made."""
    walker("citoyen")
    kept = dict(everything(portal, outside))
    assert PERSONAS["citoyen"].last_name in kept["table accounts_user"]
    assert "gAAAA" in kept["table accounts_nationalidentity"]
    for place in ("table accounts_session", "table journal_event", "web.log"):
        assert kept[place], place
    assert leaks(kept.items(), [NOBODY]) == {}
    with planted(portal, NOBODY):
        found = leaks(everything(portal, outside), [NOBODY])
    assert set(found) == {"table planted", "redis b'planted'", "planted.log", "planted.pdf", "mails"}


@contextmanager
def planted(portal: RunningPortal, number: str) -> Iterator[None]:
    """Leave a number in a table, in Redis, in a log, in a document and, for good, in a mail."""
    environment = portal.environment()
    mail = EmailMessage()
    mail["To"], mail["From"], mail["Subject"] = "un@exemple.be", "deux@exemple.be", "Contrôle"
    mail.set_content(f"Votre numéro est {number}.")
    address = urlsplit(environment["EMAIL_URL"])
    with smtplib.SMTP(address.hostname or "", address.port or 0) as server:
        server.send_message(mail)
    files = [portal.data / "logs" / "planted.log", portal.data / "media" / "planted.pdf"]
    with (
        psycopg.connect(environment["DATABASE_URL"], autocommit=True) as database,
        redis_of(environment) as redis,
    ):
        database.execute("CREATE TABLE planted AS SELECT %s::text AS one", [number])
        redis.hset("planted", "number", number)
        for file in files:
            file.write_text(f"GET /?n={number}")
        try:
            yield
        finally:
            database.execute("DROP TABLE planted")
            redis.delete("planted")
            for file in files:
                file.unlink()


@pytest.mark.parametrize(
    "written",
    [
        NOBODY,
        "00.01.01-999.05",
        "000101 999 05",
        quote("000101 999 05"),
        NOBODY.encode().hex(),
        *(b64encode(b"x" * shift + b"00010199905</NRN>").decode() for shift in range(3)),
    ],
)
def test_number_is_found_however_it_is_written(written):
    assert leaks([("here", f"<{written}>"), ("there", written[:8])], [NOBODY]) == {"here": NOBODY}
