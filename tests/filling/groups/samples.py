"""A démarche with invoices, each with its lines."""

from __future__ import annotations

from typing import Any

from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish

FACTURES = question(
    "factures",
    "group",
    repeat={"item_label": text("Facture"), "add_label": text("Ajouter une facture"), "max": 4},
    questions=[
        question("montant", "money"),
        question("neuf", "yes_no"),
        question("quoi", when={"neuf": True}),
        question(
            "lignes",
            "group",
            optional=True,
            repeat={"item_label": text("Ligne"), "max": 2},
            questions=[question("nombre", "number")],
        ),
    ],
)
STEPS = [
    {
        "key": "travaux",
        "title": text("Les travaux"),
        "fields": [question("audit"), FACTURES, question("note", optional=True)],
    },
    {"key": "fin", "title": text("Fin"), "fields": [question("mot", optional=True)]},
]


def draft_with_invoices(person) -> Any:
    """Return a draft of that démarche, in a person's own space."""
    return draft_of(person, version=publish(steps=STEPS))
