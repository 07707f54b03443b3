"""A démarche whose exits look at what may be asked before anybody signs in, and at what may not."""

from __future__ import annotations

from typing import Any

from tests.filling.browser import Page
from tests.filling.definition import question, text
from tests.filling.factories import publish

CHECK = "/demarches/essai/suis-je-concerne/"
BEGIN = f"{CHECK}commencer/"
START = "/demarches/essai/commencer/"
AMOUNT = "73519,42"
"""An amount that stands nowhere else."""


def an_exit(when: Any, title: str) -> dict[str, Any]:
    """Return an exit with its title."""
    article = {"text": text("Article 3 du décret."), "link": "https://exemple.be/decret"}
    way = {"text": text("Voyez votre commune.")}
    return {
        "when": when,
        "title": text(title),
        "reason": text("Le décret l’exclut."),
        "legal_basis": article,
        "way_on": way,
    }


OPTIONS = [{"key": key, "label": text(key.capitalize())} for key in ("cargo", "kit")]
STEPS = [
    {
        "key": "vous",
        "title": text("Vous"),
        "fields": [question("nom", prefill="person.last_name"), question("courriel", "email")],
    },
    {
        "key": "achat",
        "title": text("Votre achat"),
        "fields": [
            question("genre", "choice", options=OPTIONS),
            question("pro", "yes_no", when={"genre": "kit"}),
            question("revenu", "money"),
            question("remarque", optional=True),
        ],
        "exits": [
            an_exit({"pro": False}, "Un kit d’un particulier n’ouvre pas le droit."),
            an_exit({"revenu": {"at_least": 90000}}, "Ce revenu est trop élevé."),
        ],
    },
]


def open_check(client, **changes: Any) -> Page:
    """Publish the démarche and open its first question."""
    publish(**{"steps": STEPS, **changes})
    return Page(client, CHECK, client.get(CHECK))


def asked(page: Page) -> str:
    """Return the question of the page; nothing on the page of the verdict."""
    return page.fields.get("asked", "")


def answered(page: Page, **answers: str) -> Page:
    """Answer what the pages ask, until they say the verdict."""
    for _ in range(len(answers) + 1):
        name = asked(page)
        if not name:
            return page
        key = name.partition(".")[2]
        page = page.post(**{key: answers[key]})
    raise AssertionError(f"still asked: {asked(page)}")
