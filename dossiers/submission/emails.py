"""The mail that confirms a dossier was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from monespace.common.days import written_day
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from dossiers.engine import Definition
    from enterprises.rights.actor import Actor
    from monespace.mail.models import Mail


SUBMITTED = MailKind("dossier_submitted", Unlimited.OWN)


def confirm_submission(*, actor: Actor, dossier: Dossier, definition: Definition) -> Mail | None:
    """Write to who sent the dossier, in the dossier's language."""
    language = dossier.language
    receipt = reverse("dossiers:receipt", kwargs={"space": actor.space.key, "dossier_id": dossier.pk})
    with translation.override(language):
        submitted_at = written_day(timezone.localtime(dossier.submitted_at), "DATETIME_FORMAT")
    context = {
        "reference": dossier.reference,
        "submitted_at": submitted_at,
        "demarche_title": definition.title(language),
        "service_name": definition.service.name(language),
        "receipt_url": f"{settings.SITE_URL}{receipt}",
    }
    return send_mail(kind=SUBMITTED, to_user=actor.user, context=context, language=language)
