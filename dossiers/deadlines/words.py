"""What people read of a change of the last day to decide, and of silence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dossiers.states import DECIDED, STATE_WORDS, State
from monespace.common.days import written_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

    from dossiers.deadlines.selectors import ShownDeadline
    from dossiers.dossier.models import Dossier

DEADLINE_CHANGED: Final = "deadline.changed"
EXTENDED: Final = _("Délai de décision prolongé")
SILENCE_WORDS: Final[Mapping[str, _StrOrPromise]] = {
    "approval": _("Le service n’a pas décidé avant la fin du délai : selon la loi, la demande est acceptée."),
    "refusal": _("Le service n’a pas décidé avant la fin du délai : selon la loi, la demande est refusée."),
}


def new_day_words(facts: Mapping[str, Any]) -> str:
    """Say what an outage changed, from the facts of the journal's event."""
    days = {name: written_day(date.fromisoformat(facts[name])) for name in ("due_on", "previous")}
    return (
        gettext("À cause d’une panne, décision au plus tard le %(due_on)s, au lieu du %(previous)s.") % days
    )


def words_of_state(dossier: Dossier, deadline: ShownDeadline | None) -> _StrOrPromise:
    """Say where the dossier stands: what silence decided is not said to be the service's decision."""
    is_decided = dossier.state in DECIDED
    if is_decided and deadline and deadline.deadline.silent_at and deadline.limit.silence:
        return SILENCE_WORDS[deadline.limit.silence.means]
    return STATE_WORDS[State(dossier.state)]
