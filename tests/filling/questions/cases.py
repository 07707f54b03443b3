"""Every kind of question, each comparison that fits it, and answers right, wrong, empty and oddly spelt."""

from __future__ import annotations

from typing import Any

from dossiers.engine.kinds import KINDS
from tests.filling.definition import question, text
from tests.support.kinds import SAMPLES

ANSWERED = {"answered": [True, False]}


def asking_kinds() -> list[str]:
    """Return every kind that is answered."""
    return [name for name, kind in KINDS.items() if kind.asks]


def conditions(kind: str) -> list[dict[str, Any]]:
    """Return a condition on « champ » for each comparison that fits the kind, and its opposite."""
    compared = {**ANSWERED, **SAMPLES[kind].compared}
    assert set(compared) == set(KINDS[kind].operators), f"comparisons of {kind} without operands here"
    plain = [{"champ": {name: operand}} for name, operands in compared.items() for operand in operands]
    return [*plain, *({"not": one} for one in plain)]


def page_about(kind: str, **words: Any) -> dict[str, Any]:
    """Return a step that asks « champ », and for each condition on it a question and one that follows."""
    samples = SAMPLES[kind]
    fields = [question("champ", kind, **{**samples.words, **samples.tried_with, **words})]
    for number, when in enumerate(conditions(kind)):
        fields.append(question(f"suite_{number}", when=when))
        fields.append(question(f"fin_{number}", when={f"suite_{number}": {"answered": True}}))
    return {"key": "page", "title": text("Page"), "fields": fields[:50]}
