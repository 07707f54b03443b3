"""How long a large definition takes to check: reading it, its problems, and what could be better."""

from __future__ import annotations

import os
import time
from typing import Any

import django
import yaml

from benchmarks.report import table
from monespace.demo.tools import environment_without_servers

DEFAULT_FIELDS = 300
FIELDS_OF_A_STEP = 30
TIMES = 5


def run(fields: int) -> dict[str, Any]:
    """Check a definition of so many fields a few times, and return the seconds that each took."""
    written = definition_of(fields)
    seconds = []
    with environment_without_servers():
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monespace.settings")
        django.setup()
        from dossiers.engine.loading import load_with_advice

        for _time in range(TIMES):
            began = time.perf_counter()
            load_with_advice(written)
            seconds.append(time.perf_counter() - began)
    return {"fields": fields, "bytes": len(written.encode()), "seconds": sorted(seconds)}


def show(measured: dict[str, Any]) -> None:
    """Print the table."""
    seconds = measured["seconds"]
    table(
        (f"check of {measured['fields']} fields", "seconds", ""),
        [("median", f"{seconds[len(seconds) // 2]:.2f}", ""), ("most", f"{seconds[-1]:.2f}", "")],
    )


def definition_of(fields: int) -> str:
    """Return a definition whose steps and many of whose fields hang on answers before them."""
    steps = [
        {
            "key": f"s{rank}",
            "title": _text(f"Étape {rank}"),
            "fields": [
                _field(place) for place in range(min(FIELDS_OF_A_STEP, fields - rank * FIELDS_OF_A_STEP))
            ],
        }
        | ({"when": {f"s{rank - 1}.q0": "a"}} if rank else {})
        for rank in range(-(-fields // FIELDS_OF_A_STEP))
    ]
    whole = {
        "slug": "mesure",
        "version": 1,
        "audience": "both",
        "title": _text("Mesure"),
        "summary": _text("Une mesure."),
        "service": {"name": _text("Le service"), "email": "service@exemple.be", "phone": "078 79 01 02"},
        "opens": "2026-01-01",
        "steps": steps,
        "declarations": ["exactitude"],
        "delivery": [{"gateway": "portal", "service": "mesure"}],
    }
    return str(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))


def _field(place: int) -> dict[str, Any]:
    """Return a field: some hang on the first choice of the step, or on the number before."""
    kinds: tuple[dict[str, Any], ...] = (
        {"kind": "choice", "options": {"a": _text("A"), "b": _text("B")}},
        {"kind": "number", "max": 100},
        {"kind": "money", "max": 1000, "when": {f"q{place - 1}": {"at_least": 10}}},
        {"kind": "date"},
        {"kind": "text", "when": {"q0": "a"}},
    )
    label = {language: f"{word} {place}" for language, word in WORDS.items()}
    return {"key": f"q{place}", "label": label, **kinds[place % len(kinds)]}


WORDS = {"fr": "Question", "de": "Frage", "nl": "Vraag", "en": "Ask"}


def _text(words: str) -> dict[str, str]:
    return {language: f"{words} ({language})" for language in WORDS}
