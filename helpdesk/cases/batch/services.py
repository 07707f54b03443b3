"""Does one act to several cases, each in a transaction of its own: what one refuses stops no other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossiers.decisions.services import decide
from dossiers.handling.services import assign, take_up
from dossiers.states import State
from helpdesk.cases.batch.acts import Act
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrOrPromise

    from accounts.models import User
    from dossiers.handling.officers import Officer
    from helpdesk.cases.batch.acts import Chosen
    from helpdesk.cases.batch.selectors import Planned


@dataclass(frozen=True)
class Done:
    """What came of one case: why it was refused, empty when it was done."""

    reference: str
    refusal: _StrOrPromise


def do(
    *, actor: Officer, act: Act, cases: Iterable[Planned], to: User | None = None, reasons: str = ""
) -> list[Done]:
    """Do an act to each case by itself, and return what came of each.

    ``to`` is the colleague of ASSIGN, ``reasons`` those of CLOSE. Each is judged and journaled as if it were
    the only one.
    """
    done = []
    for one in cases:
        try:
            _do(actor=actor, act=act, chosen=one.chosen, to=to, reasons=reasons)
        except DomainError as refusal:
            done.append(Done(one.case.dossier.reference or "", refusal.message))
        else:
            done.append(Done(one.case.dossier.reference or "", ""))
    return done


def _do(*, actor: Officer, act: Act, chosen: Chosen, to: User | None, reasons: str) -> None:
    match act:
        case Act.TAKE_UP:
            take_up(actor=actor, dossier_id=chosen.dossier_id)
        case Act.CLOSE:
            decide(actor=actor, dossier_id=chosen.dossier_id, outcome=State.CLOSED, reasons=reasons)
        case _:
            assign(
                actor=actor,
                dossier_id=chosen.dossier_id,
                to=actor.user if act is Act.ASSIGN_ME else to,
                instead_of=chosen.instead_of,
            )
