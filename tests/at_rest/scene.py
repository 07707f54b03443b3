"""A démarche that asks for national numbers, alone and in items; what people type there, right or wrong."""

from __future__ import annotations

from typing import Any

from tests.cosigning.scene import OWNER
from tests.filling.definition import question, text
from tests.handling.factories import SERVICE
from tests.submission.definition import content
from tests.submission.factories import DemarcheVersionFactory, DraftFactory

RIGHT, AS_TYPED, SHOWN = "78031490147", "78 03 14 901 47", "78.03.14-901.47"
OF_CHILD = "85.07.30-033.28"
WRONG = "61.02.03-455.91"
HALF = "92.11.05-123.4"
STEP = "famille"
STEPS = [
    {
        "key": STEP,
        "title": text("Votre famille"),
        "fields": [
            question("conjoint", "niss"),
            question(
                "enfants",
                "group",
                optional=True,
                repeat={"item_label": text("Enfant"), "max": 4},
                questions=[question("numero", "niss")],
            ),
        ],
    },
    {"key": "fin", "title": text("Fin"), "fields": [question("mot", optional=True)]},
]


def draft(*, is_signed: bool = False, answers: Any = None) -> Any:
    """Return a draft of it, empty unless said otherwise; ``is_signed``: by another person too."""
    delivery = [{"gateway": "portal", "service": SERVICE}]
    published = content(steps=STEPS, delivery=delivery, cosigners=[OWNER] if is_signed else [])
    return DraftFactory(demarche_version=DemarcheVersionFactory(content=published), answers=answers or {})


def complete() -> dict[str, Any]:
    """Return answers with a national number in each place."""
    child = {"id": f"{1:012x}", "answers": {"numero": OF_CHILD}}
    return {STEP: {"conjoint": AS_TYPED, "enfants": [child]}, "fin": {}}
