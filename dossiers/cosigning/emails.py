"""Mails about signatures: the link to who must sign, and how it ended to who asked and who signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.catalogue.published import title_of
from dossiers.cosigning.models import Outcome
from enterprises.rights.actor import space_key
from enterprises.rights.emails import link_to
from monespace.mail.addresses import Correspondent
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.cosigning.models import Signatory, SignatureRequest
    from monespace.mail.causes import Cause

ASKED = MailKind("signature_asked", "letters")
ENDED = MailKind("signatures_ended", Unlimited.ANSWER)
DECLINED = MailKind("signature_declined", Unlimited.ANSWER)


def send_link(*, cause: Cause, signatory: Signatory, token: str, is_reminder: bool = False) -> None:
    """Send the link to who must sign, in the dossier's language; it is nowhere else."""
    request = signatory.request
    send_mail(
        kind=ASKED,
        to_user=Correspondent(signatory.name, signatory.email),
        context={
            "demarche_title": title_of(request.dossier.demarche_version_id, request.language),
            "asker_name": request.requested_by.display_name,
            "expires_at": request.expires_at,
            "is_reminder": is_reminder,
        },
        language=request.language,
        secret=link_to("dossiers:sign", token=token),
        cause=cause,
        about=request.dossier_id,
    )


def tell_end(*, request: SignatureRequest) -> None:
    """Tell who signed how it ended, and who asked that it was declined or not signed in time."""
    space = space_key(request.dossier.owner_enterprise)
    told = [
        (one.signed_by, link_to("dossiers:signature", signatory_id=str(one.pk)))
        for one in request.signatories.select_related("signed_by")
        if one.signed_by is not None
    ]
    if request.outcome in {Outcome.DECLINED, Outcome.LAPSED}:
        told.append(
            (
                request.requested_by,
                link_to("dossiers:detail", space=space, dossier_id=str(request.dossier_id)),
            )
        )
    for person, url in told:
        send_mail(
            kind=ENDED,
            to_user=person,
            context={
                "demarche_title": title_of(request.dossier.demarche_version_id, person.language),
                "outcome": request.outcome,
                "asked": person.pk == request.requested_by_id,
                "url": url,
            },
            language=person.language,
            about=request.dossier_id,
        )


def tell_decliner(*, signatory: Signatory, person: User) -> None:
    """Tell who declined that it is noted and what is kept; where the link went if they proved no address."""
    send_mail(
        kind=DECLINED,
        to_user=person if person.email else Correspondent(signatory.name, signatory.email),
        context={
            "demarche_title": title_of(signatory.request.dossier.demarche_version_id, person.language),
            "gave_reason": bool(signatory.decline_reason),
        },
        language=person.language,
        about=signatory.request.dossier_id,
    )
