"""The mail to who is handed a draft: by whom, which one, and what they are asked to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.catalogue.published import title_of
from enterprises.rights.actor import space_key
from enterprises.rights.emails import link_to, of_space
from enterprises.rights.permissions import Permission
from monespace.mail.causes import cause_of
from monespace.mail.kinds import MailKind
from monespace.mail.services import send_mail
from monespace.mail.words import quoted

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from dossiers.handovers.models import Handover
    from enterprises.rights.actor import Actor

HANDED_OVER = MailKind("draft_handed_over", "notices")


def tell(*, actor: Actor, colleague: Actor, draft: Dossier, purpose: Handover.Purpose, message: str) -> None:
    """Write to the colleague in their language, without any answer. Raises MailBudgetSpent."""
    person, enterprise = colleague.user, draft.owner_enterprise
    context = {
        **of_space(enterprise, person.language),
        "giver_name": actor.user.display_name,
        "is_to_send": purpose == purpose.SEND,
        "may_send": colleague.can(Permission.SUBMIT_DOSSIERS),
        "personal_message": quoted(message),
        "demarche_title": title_of(draft.demarche_version_id, person.language),
        "draft_url": link_to("dossiers:resume", space=space_key(enterprise), dossier_id=str(draft.pk)),
    }
    send_mail(
        kind=HANDED_OVER,
        to_user=person,
        context=context,
        language=person.language,
        cause=cause_of(actor),
        about=draft.pk,
    )
