"""Receipts with much in them, and the definition of the test démarche as an object."""

from __future__ import annotations

from typing import Any

from dossiers.engine.schema import Definition
from tests.sealing.documents import data
from tests.submission.definition import content


def words() -> Definition:
    """Return the test démarche."""
    return Definition.model_validate(content())


def many_answers(count: int, *, documents: int = 0) -> dict[str, Any]:
    """Return a document of ``count`` answers in steps of twenty, and so many files."""
    steps = [
        {
            "title": f"Étape {step}",
            "rows": [[f"Question {one} ?", f"Réponse {one}."] for one in range(step, min(step + 20, count))],
        }
        for step in range(0, count, 20)
    ]
    files = [[f"document {one}.pdf", f"12 Ko\nSHA-256 {one:064x}"] for one in range(documents)]
    return data(parts=[{"title": "Vos réponses", "parts": steps}, {"title": "Documents", "rows": files}])
