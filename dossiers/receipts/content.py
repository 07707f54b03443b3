"""What the sealed receipt says, in one language, as data for the template of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext, override

from dossiers.receipts.abridging import abridged
from dossiers.receipts.selectors import context_of
from dossiers.sealed.content import (
    demarche_row,
    frame,
    limit_rows,
    name_of,
    on_behalf_row,
    sent_words,
    service_rows,
    words_of,
)
from monespace.common.days import written_day
from monespace.common.text import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dossiers.deadlines.selectors import ShownDeadline
    from dossiers.engine.schema import Definition
    from dossiers.engine.summary import Section
    from dossiers.receipts.selectors import SentSignature
    from dossiers.submission.models import Submission


def receipt_data(
    submission: Submission, definition: Definition, deadline: ShownDeadline | None, language: str
) -> dict[str, Any]:
    """Return the whole receipt; the same for the same submission and time limit."""
    with override(language):
        shown = context_of(submission, definition, language)
        reference = submission.dossier.reference or ""
        heading = gettext("Accusé de réception")
        return {
            **frame(heading, reference, definition, language, submission.submitted_at),
            "panel": {
                "label": gettext("Votre référence"),
                "value": reference,
                "lines": [sent_words(submission.submitted_at)],
            },
            "parts": [
                {"title": gettext("Ce qui se passe maintenant"), "steps": next_steps(definition, deadline)},
                {
                    "title": gettext("Ce qui a été envoyé"),
                    "rows": [
                        *facts(submission, definition, shown, language),
                        *limit_rows(definition, deadline),
                    ],
                },
                {"title": gettext("Documents joints"), **documents(submission.documents)},
                {"title": gettext("Vos réponses"), "parts": answers(shown["sections"])},
                {"title": gettext("Si vous n’êtes pas d’accord"), "texts": remedies()},
                {"title": gettext("Preuve"), "rows": proof(submission)},
            ],
        }


def next_steps(definition: Definition, deadline: ShownDeadline | None) -> list[str]:
    """Say what the service does, and by when."""
    examines = gettext(
        "Le service compétent examine le dossier. S’il lui manque quelque chose, "
        "il prendra contact avec vous."
    )
    if not definition.limit:
        return [examines, gettext("Le service compétent vous communique sa décision.")]
    context = {"deadline": deadline, "definition": definition}
    return [examines, words_of("dossiers/deadlines/_due.html", context)]


def facts(
    submission: Submission, definition: Definition, shown: dict[str, Any], language: str
) -> list[tuple[str, str]]:
    """Return which démarche, in whose name, by whom and how surely known, to which service."""
    actor = submission.actor
    declared = "\n".join(text(language) for text in shown["declarations"])
    return [
        demarche_row(definition, language),
        on_behalf_row(actor),
        (gettext("Envoyé par"), f"{name_of(actor)}{_capacity(actor, shown)}"),
        *((one.title, signature_words(one)) for one in shown["signatories"]),
        *service_rows(definition, language),
        (gettext("Déclarations acceptées"), declared),
    ]


def signature_words(one: SentSignature) -> str:
    """Say who signed, how surely known, and when by the clocks of Brussels."""
    local = timezone.localtime(one.at)
    words = gettext("%(name)s, identification par %(means)s, niveau %(level)s\nSigné le %(day)s à %(hour)s")
    return words % {
        "name": one.name,
        "means": one.means,
        "level": one.level,
        "day": written_day(local),
        "hour": f"{local:%H:%M:%S}",
    }


def _capacity(actor: dict[str, Any], shown: dict[str, Any]) -> str:
    """Say in which role, under whose mandate, by which means and at which level somebody sent."""
    role = f" ({shown['role']})" if shown["role"] else ""
    words = []
    if holder := actor.get("holder"):
        words.append(f"{gettext('mandaté par')} {isolated(holder['name'])}")
    if shown["means"]:
        words.append(gettext("identification par %(means)s") % {"means": shown["means"]})
    if level := actor.get("level"):
        words.append(gettext("niveau %(level)s") % {"level": level})
    return role + "".join(f", {one}" for one in words)


def documents(manifest: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return each file with its size and its fingerprint."""
    rows = [
        (isolated(one["name"]), f"{filesizeformat(one['size'])}\nSHA-256 {one['sha256']}") for one in manifest
    ]
    return {"rows": rows} if rows else {"texts": [gettext("Aucun document n’est joint à ce dossier.")]}


def answers(sections: list[Section]) -> list[dict[str, Any]]:
    """Return each step with its questions and answers, the longest cut when together they are too long."""
    values = iter(abridged([row.value for section in sections for row in section.rows]))
    return [
        {"title": section.title, "rows": [(row.label, next(values)) for row in section.rows]}
        for section in sections
    ]


def remedies() -> list[str]:
    """Say where to turn, first and then."""
    first = gettext("Adressez-vous d’abord au service compétent, avec la référence.")
    later = gettext("La décision indiquera les recours possibles et leurs délais.")
    mediator = gettext(
        "Si la réponse ne vous satisfait pas, le Médiateur de la Wallonie et de la Fédération "
        "Wallonie-Bruxelles vous aide gratuitement :"
    )
    return [
        f"{first} {later}",
        f"{mediator} le-mediateur.be, 0800 19 199.",
    ]


def proof(submission: Submission) -> list[tuple[str, str]]:
    """Return what proves the answers to who has them."""
    return [
        (gettext("Empreinte des réponses (SHA-256)"), submission.payload_sha256),
        (gettext("Identifiant de l’envoi"), str(submission.pk)),
        (gettext("Moment de l’envoi (temps universel)"), f"{submission.submitted_at:%Y-%m-%dT%H:%M:%SZ}"),
    ]
