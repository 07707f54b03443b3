"""The mail that confirms a dossier was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from enterprises.rights.actor import CITIZEN_KEY
from monespace.common.days import written_day
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.engine import Definition
    from dossiers.submission.models import Submission
    from monespace.mail.models import Mail


SUBMITTED = MailKind("dossier_submitted", Unlimited.OWN)


def confirm_submission(*, submission: Submission, sender: User, definition: Definition) -> Mail | None:
    """Write to who sent the dossier, in the dossier's language."""
    dossier, language = submission.dossier, submission.dossier.language
    space = submission.actor["space"].get("number", CITIZEN_KEY)
    receipt = reverse("dossiers:receipt", kwargs={"space": space, "dossier_id": dossier.pk})
    with translation.override(language):
        submitted_at = written_day(timezone.localtime(dossier.submitted_at), "DATETIME_FORMAT")
    context = {
        "reference": dossier.reference,
        "submitted_at": submitted_at,
        "demarche_title": definition.title(language),
        "service_name": definition.service.name(language),
        "receipt_url": f"{settings.SITE_URL}{receipt}",
    }
    return send_mail(kind=SUBMITTED, to_user=sender, context=context, language=language, about=dossier.pk)
