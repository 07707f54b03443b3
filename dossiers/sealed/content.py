"""What every sealed document of a dossier says, in the language that is active: as data for its template."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext

from monespace.common.days import written_day
from monespace.common.identifiers import format_bce
from monespace.common.text import isolated

if TYPE_CHECKING:
    from datetime import datetime

    from dossiers.deadlines.selectors import ShownDeadline
    from dossiers.engine.schema import Definition

BREAK: Final = re.compile(r"<br\s*/?>")
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def about(definition: Definition, at: datetime) -> dict[str, Any]:
    """Return what anybody who verifies a document may know: the démarche, the service, the moment."""
    return {
        "title": {language: definition.title(language) for language in LANGUAGES},
        "service": {language: definition.service.name(language) for language in LANGUAGES},
        "at": at.isoformat(),
    }


def frame(
    heading: str, reference: str, definition: Definition, language: str, at: datetime
) -> dict[str, Any]:
    """Return what stands around the parts of a document; its title names it and the démarche."""
    return {
        "title": f"{heading} {reference} – {definition.title(language)}",
        "author": gettext("Mon Espace"),
        "heading": heading,
        "reference": reference,
        "footer": gettext("Mon Espace est le guichet en ligne de la Wallonie."),
        "at": at.isoformat(),
    }


def sent_words(moment: datetime) -> str:
    """Say when it was sent, by the clocks of Brussels."""
    local = timezone.localtime(moment)
    words = gettext("Envoyé le %(day)s à %(hour)s (heure de Bruxelles)")
    return words % {"day": written_day(local), "hour": f"{local:%H:%M:%S}"}


def demarche_row(definition: Definition, language: str) -> tuple[str, str]:
    """Return which démarche it is, in which version."""
    version = gettext("version %(number)s") % {"number": definition.version}
    return gettext("Démarche"), f"{definition.title(language)} ({version})"


def on_behalf_row(sender: dict[str, Any]) -> tuple[str, str]:
    """Return in whose name a submission was made, from what was kept of its sender."""
    named = name_of(sender)
    if sender["space"]["kind"] == "enterprise":
        number = format_bce(sender["space"]["number"])
        named = f"{isolated(sender['space']['name'])} ({gettext('BCE')} {number})"
    return gettext("Au nom de"), named


def name_of(sender: dict[str, Any]) -> str:
    """Return the person who sent, by name."""
    return f"{isolated(sender['first_name'])} {isolated(sender['last_name'])}".strip()


def service_rows(definition: Definition, language: str) -> list[tuple[str, str]]:
    """Return which service is competent, how to reach it, and by which texts, where they are given."""
    service = definition.service
    rows = [(gettext("Service compétent"), f"{service.name(language)}\n{service.phone}\n{service.email}")]
    if definition.legal_basis:
        rows.append((gettext("Base légale"), "\n".join(text(language) for text in definition.legal_basis)))
    return rows


def limit_rows(definition: Definition, deadline: ShownDeadline | None) -> list[tuple[str, str]]:
    """Return the legal time limit, its text, and how its last day came about."""
    if not definition.limit:
        return []
    limit = words_of("dossiers/catalogue/_limit.html", {"limit": definition.limit})
    rows = [(gettext("Délai de décision"), limit)]
    if deadline:
        steps = "\n".join(str(reason.step) for reason in deadline.reasons)
        rows.append((gettext("Comment ce délai est calculé"), steps))
    return rows


def words_of(template: str, context: dict[str, Any]) -> str:
    """Return what a part of a page says, as text: the page and the document say it in the same words."""
    lines = BREAK.split(" ".join(render_to_string(template, context).split()))
    return "\n".join(unescape(strip_tags(line)).strip() for line in lines)
