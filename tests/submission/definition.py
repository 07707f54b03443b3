"""A small démarche for tests of sending: one question, and one step with a file for some."""

from __future__ import annotations

from typing import Any

from dossiers.engine.schema import Definition


def content(**changes: Any) -> dict[str, Any]:
    """Return the published content of the démarche, with some words changed."""
    definition = {
        "slug": "prime-essai",
        "version": 1,
        "audience": "both",
        "title": {"fr": "Prime d’essai", "de": "Probeprämie"},
        "summary": {"fr": "Une prime.", "de": "Eine Prämie."},
        "service": {
            "name": {"fr": "Service des primes", "de": "Prämiendienst"},
            "email": "primes@exemple.be",
            "phone": "081 00 00 00",
        },
        "opens": "2020-01-01",
        "decision_days": 45,
        "steps": [
            {
                "key": "velo",
                "title": {"fr": "Votre vélo", "de": "Ihr Fahrrad"},
                "fields": [
                    {
                        "kind": "text",
                        "key": "marque",
                        "label": {"fr": "Quelle marque ?", "de": "Welche Marke?"},
                    },
                    {"kind": "money", "key": "prix", "label": {"fr": "Quel prix ?", "de": "Welcher Preis?"}},
                    {
                        "kind": "yes_no",
                        "key": "facture",
                        "label": {"fr": "Avez-vous une facture ?", "de": "Haben Sie eine Rechnung?"},
                    },
                ],
            },
            {
                "key": "pieces",
                "title": {"fr": "Vos pièces", "de": "Ihre Belege"},
                "when": {"velo.facture": True},
                "fields": [
                    {
                        "kind": "file",
                        "key": "facture",
                        "label": {"fr": "La facture", "de": "Die Rechnung"},
                    }
                ],
            },
        ],
        "declarations": [
            {
                "key": "exactitude",
                "text": {"fr": "Ces réponses sont exactes.", "de": "Diese Angaben sind richtig."},
            }
        ],
        "delivery": [{"gateway": "https", "service": "service-primes"}],
    }
    return Definition.model_validate(definition | changes).content()


ANSWERS = {"velo": {"marque": "Minerva", "prix": "1 250,50", "facture": "no"}}
PAYLOAD = {
    "velo": {
        "marque": "Minerva",
        "prix": {"amount": "1250.50", "currency": "EUR"},
        "facture": False,
    }
}
