"""Mails about drafts that nobody changes: not sent yet, and soon in the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.timezone import localdate

from accounts.models import MailPace
from dossiers.catalogue.published import title_of
from dossiers.dossier.keeping import kept_until
from dossiers.drafts.periods import TRASH_DAYS
from enterprises.rights.actor import space_key
from enterprises.rights.emails import link_to, of_space
from monespace.common.days import written_day
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from dossiers.dossier.models import Dossier

WAITING = MailKind("draft_waiting", Unlimited.BY_DATE)
ENDS = MailKind("draft_ends", Unlimited.BY_DATE)


def remind(*, person: User, draft: Dossier) -> None:
    """Remind a person of a draft that is not sent, unless they want only what asks something of them."""
    if person.mail_pace == MailPace.ACTION:
        return
    _write(WAITING, person, draft, day=kept_until(draft))


def announce_end(*, person: User, draft: Dossier, ends_on: date) -> None:
    """Tell a person on which day a draft goes to the trash."""
    _write(ENDS, person, draft, day=ends_on)


def _write(kind: MailKind, person: User, draft: Dossier, *, day: date) -> None:
    language, enterprise = person.language, draft.owner_enterprise
    with translation.override(language):
        context = {
            **of_space(enterprise, language),
            "day": written_day(day),
            "trash_days": TRASH_DAYS,
            "begun_on": written_day(localdate(draft.created_at)),
            "demarche_title": title_of(draft.demarche_version_id, language),
            "dossier_url": link_to("dossiers:detail", space=space_key(enterprise), dossier_id=str(draft.pk)),
        }
    send_mail(kind=kind, to_user=person, context=context, language=language, about=draft.pk)
