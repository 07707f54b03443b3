"""What the sealed receipt says, in one language, as data for the template of documents."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext, override

from dossiers.receipts.abridging import abridged
from dossiers.receipts.selectors import context_of
from monespace.common.days import written_day
from monespace.common.identifiers import format_bce
from monespace.common.text import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dossiers.deadlines.selectors import ShownDeadline
    from dossiers.engine.schema import Definition
    from dossiers.engine.summary import Section
    from dossiers.submission.models import Submission

BREAK: Final = re.compile(r"<br\s*/?>")
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def about_receipt(submission: Submission, definition: Definition) -> dict[str, Any]:
    """Return what anybody who verifies the receipt may know: the démarche, the service, the moment."""
    return {
        "title": {language: definition.title(language) for language in LANGUAGES},
        "service": {language: definition.service.name(language) for language in LANGUAGES},
        "at": submission.submitted_at.isoformat(),
    }


def receipt_data(
    submission: Submission, definition: Definition, deadline: ShownDeadline | None, language: str
) -> dict[str, Any]:
    """Return the whole receipt; the same for the same submission and time limit."""
    with override(language):
        shown = context_of(submission, definition, language)
        reference = submission.dossier.reference or ""
        heading = gettext("Accusé de réception")
        return {
            "title": f"{heading} {reference} – {definition.title(language)}",
            "author": gettext("Mon Espace"),
            "heading": heading,
            "reference": reference,
            "footer": gettext("Mon Espace est le guichet en ligne de la Wallonie."),
            "at": submission.submitted_at.isoformat(),
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


def sent_words(moment: datetime) -> str:
    """Say when it was sent, by the clocks of Brussels."""
    local = timezone.localtime(moment)
    words = gettext("Envoyé le %(day)s à %(hour)s (heure de Bruxelles)")
    return words % {"day": written_day(local), "hour": f"{local:%H:%M:%S}"}


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


def limit_rows(definition: Definition, deadline: ShownDeadline | None) -> list[tuple[str, str]]:
    """Return the legal time limit, its text, and how its last day came about."""
    if not definition.limit:
        return []
    rows = [
        (
            gettext("Délai de décision"),
            words_of("dossiers/catalogue/_limit.html", {"limit": definition.limit}),
        )
    ]
    if deadline:
        steps = "\n".join(str(reason.step) for reason in deadline.reasons)
        rows.append((gettext("Comment ce délai est calculé"), steps))
    return rows


def words_of(template: str, context: dict[str, Any]) -> str:
    """Return what a part of a page says, as text: the page and the receipt say it in the same words."""
    lines = BREAK.split(" ".join(render_to_string(template, context).split()))
    return "\n".join(unescape(strip_tags(line)).strip() for line in lines)


def facts(
    submission: Submission, definition: Definition, shown: dict[str, Any], language: str
) -> list[tuple[str, str]]:
    """Return which démarche, in whose name, by whom and how surely known, to which service."""
    actor, service = submission.actor, definition.service
    version = gettext("version %(number)s") % {"number": definition.version}
    sender = f"{isolated(actor['first_name'])} {isolated(actor['last_name'])}".strip()
    named = sender
    if actor["space"]["kind"] == "enterprise":
        number = format_bce(actor["space"]["number"])
        named = f"{isolated(actor['space']['name'])} ({gettext('BCE')} {number})"
    rows = [
        (gettext("Démarche"), f"{definition.title(language)} ({version})"),
        (gettext("Au nom de"), named),
        (gettext("Envoyé par"), f"{sender}{_capacity(actor, shown)}"),
        (gettext("Service compétent"), f"{service.name(language)}\n{service.phone}\n{service.email}"),
    ]
    if definition.legal_basis:
        rows.append((gettext("Base légale"), "\n".join(text(language) for text in definition.legal_basis)))
    declared = "\n".join(text(language) for text in shown["declarations"])
    return [*rows, (gettext("Déclarations acceptées"), declared)]


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
    mediator = gettext(
        "Si la réponse ne vous satisfait pas, le Médiateur de la Wallonie et de la Fédération "
        "Wallonie-Bruxelles vous aide gratuitement :"
    )
    return [
        gettext(
            "Adressez-vous d’abord au service compétent, avec la référence. La décision indiquera les "
            "recours possibles et leurs délais."
        ),
        f"{mediator} le-mediateur.be, 0800 19 199.",
    ]


def proof(submission: Submission) -> list[tuple[str, str]]:
    """Return what proves the answers to who has them."""
    return [
        (gettext("Empreinte des réponses (SHA-256)"), submission.payload_sha256),
        (gettext("Identifiant de l’envoi"), str(submission.pk)),
        (gettext("Moment de l’envoi (temps universel)"), f"{submission.submitted_at:%Y-%m-%dT%H:%M:%SZ}"),
    ]
