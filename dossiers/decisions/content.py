"""What the sealed document of a decision says, in one language, as data for the template of documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from dossiers.deadlines.words import SILENCE_WORDS
from dossiers.sealed.content import demarche_row, frame, limit_rows, on_behalf_row, sent_words, service_rows
from dossiers.states import STATE_WORDS, State
from monespace.common.days import written_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

    from dossiers.deadlines.selectors import ShownDeadline
    from dossiers.decisions.selectors import ShownDecision
    from dossiers.engine.schema import Definition
    from dossiers.submission.models import Submission

PARAGRAPHS: Final = re.compile(r"\n{2,}")
OUTCOME_WORDS: Final[Mapping[State, _StrOrPromise]] = {
    State.ACCEPTED: STATE_WORDS[State.ACCEPTED],
    State.PARTLY_ACCEPTED: STATE_WORDS[State.PARTLY_ACCEPTED],
    State.REFUSED: _("Le service compétent a refusé votre demande."),
    State.CLOSED: _("Le service compétent a classé votre demande sans suite."),
}


def decision_data(
    *,
    submission: Submission,
    definition: Definition,
    decision: ShownDecision,
    deadline: ShownDeadline | None,
    language: str,
) -> dict[str, Any]:
    """Return the whole document; the same for the same decision. ``submission`` is what was decided on."""
    with override(language):
        reference = submission.dossier.reference or ""
        parts: list[dict[str, Any]] = [
            {"title": gettext("La décision"), "texts": [outcome_words(decision, language)]},
            {"title": gettext("Les motifs"), "texts": paragraphs(decision.reasons)},
            {"title": gettext("Si vous n’êtes pas d’accord"), "texts": paragraphs(decision.remedies)},
            {
                "title": gettext("La demande"),
                "rows": [
                    (gettext("Référence du dossier"), reference),
                    demarche_row(definition, language),
                    on_behalf_row(submission.actor),
                    (gettext("Envoi"), sent_words(submission.submitted_at)),
                    *service_rows(definition, language),
                    *limit_rows(definition, deadline),
                ],
            },
            {"title": gettext("Preuve"), "rows": proof(submission, decision)},
        ]
        return {
            **frame(gettext("Décision"), reference, definition, language, decision.at),
            "panel": {
                "label": gettext("Décision sur la demande %(reference)s") % {"reference": reference},
                "value": str(decision.outcome.label),
                "lines": [made_words(definition, decision, deadline, language)],
            },
            "parts": [part for part in parts if part.get("rows") or part.get("texts")],
        }


def outcome_words(decision: ShownDecision, language: str) -> str:
    """Say what was decided, or what the law makes of silence and by which text."""
    if decision.silence is None:
        return str(OUTCOME_WORDS[decision.outcome])
    return f"{SILENCE_WORDS[decision.silence.means]} {decision.silence.legal_basis(language)}"


def made_words(
    definition: Definition, decision: ShownDecision, deadline: ShownDeadline | None, language: str
) -> str:
    """Say when it was decided and by which service; of silence, when the limit ended and it was noted."""
    day = written_day(timezone.localtime(decision.at))
    if decision.silence is None or deadline is None or deadline.deadline.due_on is None:
        words = gettext("Prise le %(day)s par le service compétent : %(service)s.")
        return words % {"day": day, "service": definition.service.name(language)}
    ended = gettext("Le délai finissait le %(day)s.") % {"day": written_day(deadline.deadline.due_on)}
    return f"{ended}\n{gettext('Inscrite dans votre dossier le %(day)s.') % {'day': day}}"


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, none for an empty one."""
    return [one for one in PARAGRAPHS.split(text) if one]


def proof(submission: Submission, decision: ShownDecision) -> list[tuple[str, str]]:
    """Return what ties the decision to the answers it was made on, and its moment without a time zone."""
    return [
        (gettext("Empreinte des réponses (SHA-256)"), submission.payload_sha256),
        (gettext("Moment de la décision (temps universel)"), f"{decision.at:%Y-%m-%dT%H:%M:%SZ}"),
    ]
