"""What the review page shows; sending shows it again when something is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from dossiers.engine.summary import summary
from dossiers.filling.models import Attachment
from enterprises.explain import explain
from enterprises.permissions import Permission

if TYPE_CHECKING:
    from dossiers.filling.draft import Draft
    from dossiers.filling.forms import DeclarationsForm
    from enterprises.actor import Actor


def review_context(actor: Actor, draft: Draft, form: DeclarationsForm, **extra: Any) -> dict[str, Any]:
    """Return the answers by section, what is missing, and whether the actor may send.

    ``problems`` in ``extra`` are sentences on why sending did not happen.
    """
    journey = draft.journey
    states = {attachment.scan for attachment in draft.asked_attachments}
    return {
        "draft": draft,
        "form": form,
        "sections": summary(journey, get_language() or draft.dossier.language),
        "incomplete": [step for step in journey.steps if not step.is_complete],
        "is_pending": Attachment.Scan.PENDING in states,
        "asks_email": journey.asks("email"),
        "is_open": draft.definition.is_open(draft.today),
        "submission": explain(actor, Permission.SUBMIT_DOSSIERS),
        "problems": (),
        **extra,
    }
