"""A démarche that has everything filling must cope with, in few words."""

from __future__ import annotations

from typing import Any


def text(words: str) -> dict[str, str]:
    return {"fr": words, "de": words}


def question(key: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "label": text(key.capitalize()), **more}


STEPS = [
    {
        "key": "vous",
        "title": text("Vous"),
        "fields": [
            question("nom", prefill="person.last_name"),
            question("surnom", optional=True),
            question("age", "number", min=18),
            question(
                "situation",
                "choice",
                options=[
                    {"key": "seul", "label": text("Seul")},
                    {"key": "couple", "label": text("En couple")},
                ],
            ),
        ],
    },
    {
        "key": "conjoint",
        "title": text("Votre conjoint"),
        "when": {"vous.situation": "couple"},
        "fields": [question("prenom"), question("courriel", "email", optional=True)],
    },
    {
        "key": "logement",
        "title": text("Votre logement"),
        "fields": [
            question("adresse", "address"),
            question(
                "confort",
                "multiple_choice",
                optional=True,
                options=[{"key": key, "label": text(key)} for key in ("jardin", "cave", "balcon")],
            ),
            question("remarque", "long_text", optional=True),
        ],
    },
    {
        "key": "pieces",
        "title": text("Vos documents"),
        "fields": [
            question("facture", "file"),
            question("photos", "file", optional=True, max_files=2, max_mb=1, accept=["jpg", "png"]),
        ],
    },
]


def content(**changes: Any) -> dict[str, Any]:
    """Return the published content, with some words changed."""
    return {
        "slug": "essai",
        "version": 1,
        "audience": "both",
        "title": text("Démarche d’essai"),
        "summary": text("Pour essayer."),
        "service": {"name": text("Service d’essai"), "email": "essai@exemple.be", "phone": "081 00 00 00"},
        "opens": "2020-01-01",
        "steps": STEPS,
        "declarations": [{"key": "exactitude", "text": text("Tout est exact.")}],
        "delivery": [{"gateway": "https", "service": "essai"}],
    } | changes


VOUS = {"surnom": "Lili", "age": "36", "situation": "couple"}
CONJOINT = {"prenom": "Sacha", "courriel": ""}
LOGEMENT = {
    "adresse-street": "Rue du Pont",
    "adresse-number": "5",
    "adresse-postcode": "5000",
    "adresse-locality": "Namur",
    "adresse-country": "BE",
    "confort": ["jardin", "cave"],
    "remarque": "",
}
