"""Reads for the pages about signatures: where a round stands, what somebody reads and signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dossiers.catalogue.published import load_versions, title_of
from dossiers.cosigning.models import Outcome, Signatory, SignatureRequest
from dossiers.dossier.routed import definition_for
from dossiers.engine.summary import summary
from dossiers.filling.selectors import find_attachment
from dossiers.receipts.selectors import accepted_texts
from dossiers.states import UNSENT, State
from dossiers.submission.models import Submission
from dossiers.submission.sent import journey_of
from enterprises.rights.permissions import Permission
from monespace.common.db import get_or_none, get_or_not_visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from accounts.models import User
    from dossiers.dossier.models import Dossier
    from dossiers.engine.schema import Definition
    from dossiers.filling.models import Attachment
    from enterprises.rights.actor import Actor


@dataclass(frozen=True)
class ShownSignatory:
    """Somebody asked to sign: in which quality, or under the title of the démarche that they signed."""

    signatory: Signatory
    title: str


def signatory_of(token: str) -> Signatory | None:
    """Return who a link is for."""
    return get_or_none(Signatory.objects.of_token(token))


def get_signatory(dossier: Dossier, signatory_id: UUID) -> Signatory:
    """Return somebody asked to sign a dossier that the caller opened (NotVisible)."""
    return get_or_not_visible(Signatory.objects.filter(request__dossier=dossier, pk=signatory_id))


def get_signature(user: User, signatory_id: UUID) -> Signatory:
    """Return what a person signed; nobody else's is there (NotVisible)."""
    return get_or_not_visible(Signatory.objects.signed_by(user).filter(pk=signatory_id))


def signatures_of(user: User) -> QuerySet[Signatory]:
    """Return what a person signed, the latest first."""
    return Signatory.objects.signed_by(user)


def rows_of(signed: Iterable[Signatory], language: str) -> list[ShownSignatory]:
    """Return what a person signed, each under the title of its démarche."""
    listed = list(signed)
    load_versions(one.request.dossier.demarche_version_id for one in listed)
    return [
        ShownSignatory(one, title_of(one.request.dossier.demarche_version_id, language)) for one in listed
    ]


def has_signed(actor: Actor) -> bool:
    """Whether the actor stands in their own space and signed something for others."""
    return actor.space.is_citizen and Signatory.objects.filter(signed_by=actor.user).exists()


def latest_round(dossier: Dossier, definition: Definition, language: str) -> dict[str, Any]:
    """Return what the page of an unsent dossier shows of its latest round; nothing without one."""
    if not definition.cosigners or dossier.state not in UNSENT:
        return {}
    rounds = SignatureRequest.objects.filter(dossier=dossier).order_by("-requested_at")
    request = rounds.prefetch_related("signatories__signed_by").first()
    if request is None or request.outcome == Outcome.RECALLED:
        return {}
    is_waiting = dossier.state == State.AWAITING_SIGNATURES
    return {
        "round": request,
        "signatories": [
            ShownSignatory(one, title_in(definition, one.key, language)) for one in request.signatories.all()
        ],
        "declined": next((one for one in request.signatories.all() if one.declined_at), None),
        **(shown_content(request, definition, language) if is_waiting else {}),
    }


def may_recall(actor: Actor, dossier: Dossier) -> bool:
    """Whether the actor may make this dossier a draft again, or correct who must sign."""
    return dossier.state == State.AWAITING_SIGNATURES and actor.can(Permission.SUBMIT_DOSSIERS)


def shown_content(request: SignatureRequest, definition: Definition, language: str) -> dict[str, Any]:
    """Return what is signed, as people read it: of the round until it ends, then of the submission.

    Nothing once the dossier is anonymised.
    """
    submission = _content(request)
    if submission is None or request.dossier.state == State.ANONYMISED:
        return {"sections": None}
    return {
        "sections": summary(journey_of(submission, definition), language),
        "documents": submission.documents,
        "declarations": accepted_texts(submission, definition),
        "asker": submission.actor,
    }


def signing_context(signatory: Signatory, language: str) -> dict[str, Any]:
    """Return what a signatory reads before signing, and finds again afterwards."""
    request = signatory.request
    definition = _definition(request)
    return {
        "signatory": signatory,
        "round": request,
        "definition": definition,
        "quality": title_in(definition, signatory.key, language),
        **shown_content(request, definition, language),
    }


def signed_document(signatory: Signatory, document_id: UUID) -> Attachment | None:
    """Return a document of what somebody signs or signed; None for any other, and once nothing is shown."""
    content = _content(signatory.request)
    listed = {one["id"] for one in content.documents} if content else set()
    return find_attachment(signatory.request.dossier, document_id) if str(document_id) in listed else None


def title_in(definition: Definition, key: str, language: str) -> str:
    """Return in which quality somebody signs."""
    return next((one.title(language) for one in definition.cosigners if one.key == key), "")


def _definition(request: SignatureRequest) -> Definition:
    """Return the definition of what is signed, with the service that gets or got it."""
    definition, content = definition_for(request.dossier), _content(request)
    if content is None or request.outcome == Outcome.SENT:
        return definition
    return definition.routed(journey_of(content, definition).route)


def _content(request: SignatureRequest) -> Submission | None:
    """Return what is signed as a submission: the one it became, one not kept yet, or None for neither."""
    if request.outcome == Outcome.SENT:
        return get_or_none(Submission.objects.of(request.dossier).filter(number=1))
    if not request.content:
        return None
    content = {key: value for key, value in request.content.items() if key != "payload"}
    return Submission(dossier=request.dossier, submitted_at=request.requested_at, **content)
