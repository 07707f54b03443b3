"""The context of the review page, also when sending finds something missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language

from dossiers.engine.kinds import EmailQuestion
from dossiers.engine.summary import summary
from dossiers.filling.clashes import Clash, clashes
from dossiers.filling.models import Attachment
from enterprises.rights.checks import explain
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.journey import JourneyStep
    from dossiers.filling.draft import Draft
    from dossiers.filling.forms import DeclarationsForm
    from enterprises.rights.actor import Actor


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
        "problems": (),
        **extra,
    }
