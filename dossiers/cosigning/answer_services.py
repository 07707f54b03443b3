"""What who is asked to sign does: signs, the last one sending the dossier, or declines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from dossiers.catalogue.published import definition_of
from dossiers.cosigning.closed import SigningRefusal, signing_refusal
from dossiers.cosigning.emails import tell_decliner
from dossiers.cosigning.errors import SigningClosed
from dossiers.cosigning.models import Outcome, Signatory
from dossiers.cosigning.rounds import end_round
from dossiers.dossier.errors import SurerSignInNeeded
from dossiers.dossier.models import Dossier
from dossiers.moves import move
from dossiers.states import DossierEvent, Party
from dossiers.submission.services import Content, send, with_new_reference
from monespace.common.canonical import sha256
from monespace.common.db import get_or_none, violates
from monespace.common.levels import Level
from monespace.journal.services import record

if TYPE_CHECKING:
    from dossiers.cosigning.models import SignatureRequest
    from enterprises.rights.actor import Actor


class ContentChanged(Exception):
    """What is kept for a round is not what was signed: nobody signs or sends it."""


def sign(*, actor: Actor, token: str, content_sha256: str) -> Signatory:
    """Sign what the page showed; the last signature sends the dossier. Signing again changes nothing.

    ``content_sha256`` is the hash that the page bore. Raises SigningClosed, SurerSignInNeeded.
    """
    return with_new_reference(lambda: _sign_once(actor=actor, token=token, content_sha256=content_sha256))


@transaction.atomic
def _sign_once(*, actor: Actor, token: str, content_sha256: str) -> Signatory:
    """Do all of it, or nothing."""
    signatory = _held(token)
    request = signatory.request
    if signatory.signed_by_id == actor.user.pk:
        return signatory
    require_signatory(actor=actor, signatory=signatory)
    if not content_sha256 == request.content_sha256 == sha256(request.content):
        raise ContentChanged(str(request.pk))
    signatory.signed_at, signatory.signed_by = timezone.now(), actor.user
    signatory.signature = {
        "key": signatory.key,
        "user_id": str(actor.user.pk),
        "first_name": actor.user.first_name,
        "last_name": actor.user.last_name,
        "level": int(actor.level),
        "method": actor.method,
        "content_sha256": content_sha256,
        "at": signatory.signed_at.isoformat(),
    }
    with violates("nobody_signs_twice", SigningClosed(SigningRefusal.TWICE)):
        signatory.save(update_fields=["signed_at", "signed_by", "signature"])
    record(
        "dossier.cosigned",
        actor=actor,
        subject=request.dossier,
        signatory=signatory.pk,
        content_sha256=content_sha256,
        level=int(actor.level),
    )
    if not request.signatories.unsigned().exists():
        _send(actor, request)
    return signatory


@transaction.atomic
def decline(*, actor: Actor, token: str, reason: str = "") -> Signatory:
    """Refuse to sign: the dossier is a draft again. Declining twice changes nothing.

    Raises SigningClosed, SurerSignInNeeded.
    """
    signatory = _held(token)
    if signatory.declined_at:
        return signatory
    require_signatory(actor=actor, signatory=signatory)
    signatory.declined_at, signatory.decline_reason = timezone.now(), reason
    signatory.save(update_fields=["declined_at", "decline_reason"])
    end_round(request=signatory.request, outcome=Outcome.DECLINED)
    move(
        actor=actor,
        party=Party.SIGNATORY,
        dossier=signatory.request.dossier,
        event=DossierEvent.DECLINE,
        facts={"request": signatory.request.pk, "signatory": signatory.pk},
    )
    tell_decliner(signatory=signatory, person=actor.user)
    return signatory


def require_signatory(*, actor: Actor, signatory: Signatory) -> None:
    """Raise SigningClosed or SurerSignInNeeded unless ``actor`` is who may read and sign this."""
    if reason := signing_refusal(signatory, actor.user):
        raise SigningClosed(reason)
    require_level(actor=actor, signatory=signatory)


def require_level(*, actor: Actor, signatory: Signatory) -> None:
    """Raise SurerSignInNeeded unless ``actor`` signed in as surely as signing asks."""
    if actor.level < signatory.level:
        raise SurerSignInNeeded("level", level=Level(signatory.level))


def _held(token: str) -> Signatory:
    """Return who a link is for, as it is now, the dossier's row held. Raises SigningClosed."""
    found = get_or_none(Signatory.objects.of_token(token))
    if found is not None:
        Dossier.objects.select_for_update().get(pk=found.request.dossier_id)
        found = get_or_none(Signatory.objects.of_token(token))  # answered or sent again meanwhile
    if found is None:
        raise SigningClosed(SigningRefusal.UNKNOWN)
    return found


def _send(actor: Actor, request: SignatureRequest) -> None:
    """Send what everybody signed, in the name of who asked."""
    signed: list[dict[str, Any]] = [one.signature for one in request.signatories.all()]
    send(
        actor=actor,
        party=Party.SIGNATORY,
        dossier=request.dossier,
        definition=definition_of(request.dossier.demarche_version_id),
        content=Content(**request.content),
        sender=request.requested_by,
        language=request.language,
        signatories=signed,
    )
    end_round(request=request, outcome=Outcome.SENT)
