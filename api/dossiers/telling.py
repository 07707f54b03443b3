"""Makes of dossiers what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.dossiers import schemas
from api.schemas import address_of
from dossiers.catalogue.published import published_version
from dossiers.deadlines.selectors import deadline_of
from dossiers.receipts.selectors import is_proved, submissions_of

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from dossiers.submission.models import Submission


def told_in_list(dossier: Dossier) -> schemas.DossierLink:
    """Return what a list tells of a dossier: nothing of anybody."""
    return schemas.DossierLink(**_head(dossier))


def told_done(dossier: Dossier, made: str | None) -> schemas.Done:
    """Return what is answered to an act: the dossier as in a list, and where what was written is read."""
    return schemas.Done(**_head(dossier), made=made)


def told(dossier: Dossier) -> schemas.Dossier:
    """Return all that is told of a dossier, in four queries at most; nothing of anybody once it is erased."""
    if not is_proved(dossier):
        return schemas.Dossier(**_head(dossier), submissions=[])
    submissions = submissions_of(dossier)
    return schemas.Dossier(
        **_head(dossier),
        owner=schemas.Owner(**submissions[0].actor["space"]),
        deadline=_deadline(dossier),
        submissions=[_submission(one) for one in submissions],
    )


def _head(dossier: Dossier) -> dict[str, Any]:
    version = published_version(dossier.demarche_version_id)
    slug, number = version.demarche.slug, version.version
    schema = address_of("schema", slug=slug, version=number)
    return {
        "href": address_of("dossier", dossier_id=dossier.pk),
        "id": dossier.pk,
        "reference": dossier.reference,
        "demarche": schemas.DemarcheLink(slug=slug, version=number, href=schema),
        "state": dossier.state,
        "language": dossier.language,
        "submitted_at": dossier.submitted_at,
        "changed_at": dossier.updated_at,
    }


def _deadline(dossier: Dossier) -> schemas.Deadline | None:
    shown = deadline_of(dossier)
    if shown is None:
        return None
    kept = shown.deadline
    return schemas.Deadline(received_on=kept.received_on, due_on=kept.due_on, ended_at=kept.ended_at)


def _submission(submission: Submission) -> schemas.Submission:
    sender = submission.actor
    return schemas.Submission(
        number=submission.number,
        submitted_at=submission.submitted_at,
        payload=submission.payload,
        payload_sha256=submission.payload_sha256,
        sender=schemas.Sender(
            first_name=sender["first_name"],
            last_name=sender["last_name"],
            role=sender["role"] or None,
            level=sender["level"],
            method=sender["method"],
            holder=schemas.Party(**sender["holder"]) if "holder" in sender else None,
        ),
        declarations=submission.declarations,
        signatories=[_signatory(one) for one in submission.signatories],
        documents=[_document(submission, one) for one in submission.documents],
    )


def _signatory(kept: dict[str, Any]) -> schemas.Signatory:
    names = schemas.Signatory.model_fields
    return schemas.Signatory(**{name: kept[name] for name in names})


def _document(submission: Submission, kept: dict[str, Any]) -> schemas.Document:
    return schemas.Document(
        href=address_of("document", dossier_id=submission.dossier_id, document_id=kept["id"]),
        id=kept["id"],
        name=kept["name"],
        media_type=kept["content_type"],
        size=kept["size"],
        sha256=kept["sha256"],
        step=kept["step"],
        field=kept["field"],
    )
