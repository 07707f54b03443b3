"""What who asks for signatures does: asks, sends another link, takes it back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dossiers.access import lock_dossier
from dossiers.cosigning.emails import ASKED, send_link
from dossiers.cosigning.errors import NoLongerAwaiting, WrongSignatories
from dossiers.cosigning.models import Outcome, Signatory, SignatureRequest
from dossiers.cosigning.rounds import end_round, open_round
from dossiers.engine.cosigners import cosigners_of
from dossiers.filling.selectors import get_draft
from dossiers.moves import move
from dossiers.states import DossierEvent, Party, State
from dossiers.submission import errors
from dossiers.submission.services import content_of, refuse_unready, submit
from enterprises.register.models import require_active
from enterprises.rights.permissions import Permission
from monespace.common.canonical import sha256
from monespace.common.db import get_or_not_visible
from monespace.common.tokens import new_token
from monespace.journal.services import record
from monespace.mail.budgets import clear, within_budgets
from monespace.mail.causes import cause_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from dossiers.dossier.models import Dossier
    from dossiers.engine.cosigners import Cosigner
    from dossiers.engine.schema import Definition
    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor

PRESSED_TWICE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Somebody to ask: as which of the démarche's co-signatories, their name and where to write."""

    key: str
    name: str
    email: str


@within_budgets
def request_signatures(
    *,
    actor: Actor,
    dossier_id: UUID,
    declarations: Collection[str],
    invited: Sequence[Invited],
    language: str,
) -> Dossier:
    """Ask people to sign what would be sent now, and freeze it; asking again changes nothing.

    Where nobody has to sign and nobody is named, the dossier is sent at once. Raises SubmissionRefused as
    ``submit`` does, WrongSignatories, MailBudgetSpent.
    """
    dossier = lock_dossier(actor=actor, dossier_id=dossier_id, permission=Permission.SUBMIT_DOSSIERS)
    if dossier.state == State.AWAITING_SIGNATURES or dossier.submitted_at is not None:
        return dossier
    draft = get_draft(actor, dossier_id, Permission.SUBMIT_DOSSIERS)
    require_active(*actor.enterprises, refusal=errors.EnterpriseStopped)
    refuse_unready(draft=draft, declarations=declarations)
    cosigners = {one.key: one for one in cosigners_of(draft.journey)}
    _require_as_asked(cosigners, invited)
    if not invited:
        return submit(actor=actor, dossier_id=dossier_id, declarations=declarations, language=language)
    cause = cause_of(actor)
    clear(kind=ASKED, cause=cause, addresses=[one.email for one in invited])
    request = _new_round(actor, draft, language)
    for number, one in enumerate(invited, 1):
        token = new_token()
        signatory = Signatory.objects.create(
            request=request,
            key=one.key,
            number=number,
            level=cosigners[one.key].level or draft.definition.level,
            name=one.name,
            email=one.email,
            token_digest=token.digest,
            sent_at=request.requested_at,
        )
        send_link(cause=cause, signatory=signatory, token=token.value)
    move(
        actor=actor,
        party=Party.PERSON,
        dossier=draft.dossier,
        event=DossierEvent.REQUEST_SIGNATURES,
        facts={
            "request": request.pk,
            "content_sha256": request.content_sha256,
            "signatories": len(invited),
            "level": int(actor.level),
        },
        language=language,
    )
    return draft.dossier


@transaction.atomic
def recall(*, actor: Actor, dossier_id: UUID) -> Dossier:
    """Make the dossier a draft again; doing it twice changes nothing. Raises NoLongerAwaiting once sent."""
    dossier = lock_dossier(actor=actor, dossier_id=dossier_id, permission=Permission.SUBMIT_DOSSIERS)
    if dossier.state == State.DRAFT:
        return dossier
    request = open_round(dossier_id)
    if dossier.state != State.AWAITING_SIGNATURES or request is None:
        raise NoLongerAwaiting
    end_round(request=request, outcome=Outcome.RECALLED)
    move(
        actor=actor,
        party=Party.PERSON,
        dossier=dossier,
        event=DossierEvent.RECALL,
        facts={"request": request.pk},
    )
    return dossier


@within_budgets
def send_again(*, actor: Actor, dossier_id: UUID, signatory_id: UUID, name: str, email: str) -> Signatory:
    """Send another link, to a corrected name or address or to the same: the link before works no more.

    The same sent again a moment ago is a second press. Raises NoLongerAwaiting, MailBudgetSpent, NotVisible.
    """
    dossier = lock_dossier(actor=actor, dossier_id=dossier_id, permission=Permission.SUBMIT_DOSSIERS)
    found = Signatory.objects.with_request().filter(request__dossier=dossier)
    signatory = get_or_not_visible(found.filter(pk=signatory_id))
    if signatory.signed_at or not signatory.request.is_open:
        raise NoLongerAwaiting
    is_same = (signatory.name, signatory.email) == (name, email)
    if is_same and signatory.sent_at > timezone.now() - PRESSED_TWICE:
        return signatory
    token = new_token()
    signatory.name, signatory.email = name, email
    signatory.token_digest, signatory.sent_at = token.digest, timezone.now()
    signatory.first_reminder_at = signatory.last_reminder_at = None
    signatory.save()
    send_link(cause=cause_of(actor), signatory=signatory, token=token.value)
    record(
        "dossier.signature_asked_again",
        actor=actor,
        subject=dossier,
        signatory=signatory.pk,
        corrected=not is_same,
    )
    return signatory


def _require_as_asked(cosigners: dict[str, Cosigner], invited: Sequence[Invited]) -> None:
    """Raise WrongSignatories unless as many people are named, in each quality, as the démarche asks."""
    named = [one.key for one in invited]
    if not set(named) <= set(cosigners) or not all(
        one.min <= named.count(one.key) <= one.max for one in cosigners.values()
    ):
        raise WrongSignatories


def _new_round(actor: Actor, draft: Draft, language: str) -> SignatureRequest:
    now = timezone.now()
    content = asdict(content_of(actor=actor, draft=draft, asked_at=now))
    return SignatureRequest.objects.create(
        dossier=draft.dossier,
        requested_by=actor.user,
        requested_at=now,
        expires_at=last_moment(draft.definition, now),
        language=language,
        content=content,
        content_sha256=sha256(content),
    )


def last_moment(definition: Definition, now: datetime) -> datetime:
    """Return until when people may sign: so many days, and never after the démarche closes."""
    last_day = timezone.localdate(now) + timedelta(days=definition.signature_days)
    if definition.closes is not None:
        last_day = min(last_day, definition.closes)
    return timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
