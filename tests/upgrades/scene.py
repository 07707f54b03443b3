"""A démarche that changes while somebody fills it in: questions go, come, or are asked otherwise."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.filling.browser import open_step, save
from tests.filling.definition import LOGEMENT, STEPS, VOUS, question
from tests.filling.factories import draft_of, publish
from tests.filling.samples import pdf

if TYPE_CHECKING:
    from dossiers.models import Dossier

TYPED = VOUS | {"situation": "seul"}


def changed_steps() -> list[dict[str, Any]]:
    """Return the steps of the second version.

    « surnom » is asked no more, « age » as a text, « pays » is new, and the invoice may be a picture only.
    """
    steps = deepcopy(STEPS)
    vous, _conjoint, _logement, pieces = steps
    vous["fields"] = [one for one in vous["fields"] if one["key"] not in {"surnom", "age"}]
    vous["fields"] += [question("age"), question("pays")]
    pieces["fields"][0]["accept"] = ["jpg"]
    return steps


def begun(citizen, person) -> Dossier:
    """Return a draft of the first version with answers and a document."""
    draft = draft_of(person)
    save(citizen, draft, "vous", **TYPED)
    save(citizen, draft, "logement", **LOGEMENT)
    page = open_step(citizen, draft, "pieces")
    page.post("save", facture=SimpleUploadedFile("facture.pdf", pdf()))
    return draft


def change(**words: Any) -> None:
    """Publish the second version."""
    publish(version=2, steps=changed_steps(), **words)
