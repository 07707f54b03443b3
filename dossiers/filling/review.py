"""The context of the review page, also when sending finds something missing; broken rules (ADR 0051)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dossiers.engine.cosigners import cosigners_of
from dossiers.engine.kinds import EmailQuestion
from dossiers.engine.summary import summary
from dossiers.filling.models import Attachment
from enterprises.rights.checks import explain
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dossiers.engine.journey import Journey, JourneyStep
    from dossiers.filling.draft import Draft
    from dossiers.filling.forms import DeclarationsForm
    from enterprises.rights.actor import Actor


@dataclass(frozen=True)
class Clash:
    """One broken rule, at a question; ``answers`` are the others it is about: (name, address)."""

    question: str
    message: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Obstacle:
    """A step that is not complete: what is wrong there, and which answers do not go with other steps'."""

    step: JourneyStep
    reasons: tuple[str, ...]
    clashes: tuple[Clash, ...]


def obstacles(actor: Actor, draft: Draft) -> Iterator[Obstacle]:
    """Give the steps that are not complete, in order."""

    def address_of(step: str) -> str:
        words = {"space": actor.space.key, "dossier_id": draft.dossier.pk, "step": step}
        return f"{reverse('dossiers:step', kwargs=words)}?retour=recapitulatif"

    for step in draft.journey.steps:
        if not step.is_complete:
            told = clashes(draft.journey, step.key, address_of)
            sentences = [one for error in step.wrong.values() for one in error.messages]
            elsewhere = {clash.message for clash in told}
            yield Obstacle(step, tuple(one for one in sentences if one not in elsewhere), tuple(told))


def review_context(actor: Actor, draft: Draft, form: DeclarationsForm, **extra: Any) -> dict[str, Any]:
    """Return the answers by section, what is missing, and whether the actor may send.

    ``problems`` in ``extra`` are sentences on why sending did not happen.
    """
    journey = draft.journey
    states = {attachment.scan for attachment in draft.asked_attachments}
    return {
        "draft": draft,
        "form": form,
        "sections": summary(journey, get_language() or draft.dossier.language, draft.known),
        "incomplete": list(obstacles(actor, draft)),
        "is_pending": Attachment.Scan.PENDING in states,
        "asks_email": journey.asks(EmailQuestion),
        "is_open": draft.definition.is_open(draft.today),
        "submission": explain(actor, Permission.SUBMIT_DOSSIERS),
        "cosigners": cosigners_of(journey) if draft.definition.cosigners else (),
        "problems": (),
        **extra,
    }


def clashes(journey: Journey, step: str, address_of: Callable[[str], str]) -> list[Clash]:
    """Return the broken rules that stand at a step; ``address_of`` gives the address of a step.

    Those that are all about that one step are left out: its page tells them at the field.
    """
    here = journey.step(step)
    if here is None:
        return []
    told = [error for error in journey.rule_errors if error.step == step]
    return [
        Clash(
            question=here.questions[error.field].label(),
            message=str(error.message),
            answers=tuple(_ways(journey, error.others, address_of)),
        )
        for error in told
        if any(reference.partition(".")[0] != step for reference in error.others)
    ]


def _ways(
    journey: Journey, references: tuple[str, ...], address_of: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Give the name and the address of each answer."""
    for reference in references:
        key, _dot, field = reference.partition(".")
        step = journey.step(key)
        if step is not None:
            name = _("%(question)s, étape « %(step)s »") % {
                "question": step.questions[field].label(),
                "step": step.title.quoted(),
            }
            yield name, f"{address_of(key)}#id_{field}"
