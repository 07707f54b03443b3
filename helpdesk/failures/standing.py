"""Says to agents which process is silent and which repeated work has not run, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.failures.causes import words_of_lane
from monespace.signs.selectors import BEAT, RELAY

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

PROCESSES: Final[dict[str, _StrOrPromise]] = {
    BEAT: gettext_lazy("L’horloge qui lance le travail répété ne donne plus signe de vie."),
    RELAY: gettext_lazy("Le relais, qui fait partir livraisons et e-mails, ne donne plus signe de vie."),
}


def words_of_process(name: str) -> str:
    """Return what a silent process no longer does."""
    if name in PROCESSES:
        return str(PROCESSES[name])
    queue = name.removeprefix("queue ")
    said = _("Personne ne traite plus cette file\u00a0: %(queue)s.")
    return said % {"queue": words_of_lane(queue)}


def words_of_work(task: str) -> str:
    """Return that repeated work has not run; its name is for the technical team."""
    return _("Un travail répété n’a pas abouti à l’heure prévue\u00a0: %(task)s.") % {"task": task}
