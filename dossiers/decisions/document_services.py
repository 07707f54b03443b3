"""Makes the sealed document of a decision: in the outbox, once, after whatever decided the dossier."""

from __future__ import annotations

from dossiers.deadlines.selectors import deadline_of
from dossiers.decisions.content import decision_data
from dossiers.decisions.ebox.services import want_ebox_post
from dossiers.decisions.models import Decision, DecisionDocument
from dossiers.decisions.selectors import decided_on
from dossiers.dossier.models import Dossier
from dossiers.dossier.routed import definition_for
from dossiers.sealed.services import seal_once
from dossiers.states import DECIDED
from dossiers.submission.models import Submission
from monespace.common.db import get_or_none
from monespace.outbox.routes import handles
from monespace.sealing.models import Kind


@handles("decision.make")
def make_decision_document(dossier_id: str) -> None:
    """Set, seal and keep the document in the dossier's language, unless it is there; the e-Box gets it too.

    A dossier that is no longer decided, as its data were erased meanwhile, gets none. What fails raises: the
    outbox tries again, ever more slowly.
    """
    decided = Dossier.objects.filter(pk=dossier_id, state__in=DECIDED, decision_document=None)
    dossier = get_or_none(decided)
    if dossier is None:
        return
    definition, deadline = definition_for(dossier), deadline_of(dossier)
    decision = decided_on(dossier, definition, deadline)
    if decision is None:
        raise Decision.DoesNotExist(f"Nobody decided on dossier {dossier.pk}.")
    submission = Submission.objects.of(dossier).select_related("dossier").latest("number")
    data = decision_data(
        submission=submission,
        definition=definition,
        decision=decision,
        deadline=deadline,
        language=dossier.language,
    )
    seal_once(
        kind=Kind.DECISION,
        dossier=dossier,
        definition=definition,
        at=decision.at,
        data=data,
        links=DecisionDocument.objects,
        of={"dossier": dossier},
        then=want_ebox_post,
    )
