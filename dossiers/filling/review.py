"""The context of the review page, also when sending finds something missing; broken rules (ADR 0051)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dossiers.catalogue.selectors import newer_version
from dossiers.engine.cosigners import cosigners_of
from dossiers.engine.kinds import EmailQuestion
from dossiers.engine.summary import summary
from dossiers.filling.colleagues import colleagues_of
from dossiers.filling.exits import all_warnings, met_exits
from dossiers.filling.models import Attachment
from dossiers.filling.progress import places
from enterprises.rights.checks import explain
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.journey import Journey, JourneyStep
    from dossiers.filling.draft import Draft
    from dossiers.filling.forms import DeclarationsForm
    from enterprises.rights.actor import Actor


AddressOf = Callable[[str, str], str | None]
"""Where the answer to a question, by step and field, is changed; where the step is, without a field.

None where the reader cannot change it.
"""


@dataclass(frozen=True)
class Clash:
    """One broken rule, at a question; ``answers`` are the others it is about: (name, address or None)."""

    question: str
    message: str
    answers: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Obstacle:
    """A step that is not complete: what is wrong there, and which answers do not go with other steps'.

    ``address`` is that of the step, None where the reader cannot open it.
    """

    step: JourneyStep
    address: str | None
    reasons: tuple[str, ...]
    clashes: tuple[Clash, ...]


def obstacles(journey: Journey, address_of: AddressOf) -> Iterator[Obstacle]:
    """Give the steps that are not complete, in order."""
    for step in journey.steps:
        if not step.is_complete:
            told = clashes(journey, step.key, address_of)
            sentences = [one for error in step.wrong.values() for one in error.messages]
            elsewhere = {clash.message for clash in told}
            reasons = tuple(one for one in sentences if one not in elsewhere)
            stopped = (_("Ce qui y a été tapé en dernier est gardé, mais pas encore confirmé."),)
            reasons += stopped if step.is_unconfirmed else ()
            yield Obstacle(step, address_of(step.key, ""), reasons, tuple(told))


def review_context(actor: Actor, draft: Draft, form: DeclarationsForm, **extra: Any) -> dict[str, Any]:
    """Return the answers by section, what is missing, whether the actor may send, and who else may go on.

    ``problems`` in ``extra`` are sentences on why sending did not happen.
    """
    journey = draft.journey

    def address_of_field(step: str | None, field: str = "") -> str:
        words = {"space": actor.space.key, "dossier_id": draft.dossier.pk, "step": step}
        return way_back(reverse("dossiers:step", kwargs=words), field)

    def address_of(step: str, field: str) -> str | None:
        judged = journey.step(step)
        return address_of_field(step, field) if judged and judged.may_visit else None

    able = colleagues_of(actor, draft.dossier, Permission.FILL_DOSSIERS)
    states = {attachment.scan for attachment in draft.asked_attachments}
    return {
        "draft": draft,
        "form": form,
        "steps": places(journey.steps, address_of_field, None),
        "sections": summary(journey, get_language() or draft.dossier.language, draft.known),
        "exits": met_exits(actor, draft),
        "warnings": list(all_warnings(journey)),
        "incomplete": list(obstacles(journey, address_of)),
        "is_pending": Attachment.Scan.PENDING in states,
        "asks_email": journey.asks(EmailQuestion),
        "service": draft.definition.routed(journey.route).service if journey.is_complete else None,
        "is_open": draft.definition.is_open(draft.today),
        "newer": newer_version(
            draft.dossier.demarche_version_id, space_kind=actor.space.kind, today=draft.today
        ),
        "submission": explain(actor, Permission.SUBMIT_DOSSIERS),
        "may_hand_over": bool(able),
        "may_tell": any(one.can(Permission.SUBMIT_DOSSIERS) for one in able),
        "cosigners": cosigners_of(journey) if draft.definition.cosigners else (),
        "problems": (),
        **extra,
    }


def way_back(step_address: str, field: str) -> str:
    """Return the address of a question on the page of its step, which then leads back to the review."""
    return f"{step_address}?retour=recapitulatif" + (f"#id_{field}" if field else "")


def clashes(journey: Journey, step: str, address_of: AddressOf) -> list[Clash]:
    """Return the broken rules that stand at a step.

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
    journey: Journey, references: tuple[str, ...], address_of: AddressOf
) -> Iterator[tuple[str, str | None]]:
    """Give the name and the address of each answer."""
    for reference in references:
        key, _dot, field = reference.partition(".")
        step = journey.step(key)
        if step is not None:
            name = _("%(question)s, étape « %(step)s »") % {
                "question": step.questions[field].label(),
                "step": step.title.quoted(),
            }
            yield name, address_of(key, field)
