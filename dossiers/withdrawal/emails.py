"""The mail that tells a service with a system of its own that a dossier was withdrawn (ADR 0071)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation

from dossiers.dossier.routed import definition_for
from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.gateways.known import STAYS_HERE
from dossiers.gateways.mailbox import mailbox_of
from dossiers.submission.models import Delivery
from monespace.common.days import written_day
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from datetime import datetime

    from dossiers.dossier.models import Dossier
    from monespace.mail.models import Mail

WITHDRAWN = MailKind("dossier_withdrawn", Unlimited.SERVICE)


def tell_service(*, dossier: Dossier, at: datetime) -> Mail | None:
    """Write to the service, unless its officers handle all its dossiers in the portal, where they see it."""
    if not Delivery.objects.of_dossier(dossier).exclude(gateway__in=STAYS_HERE).exists():
        return None
    definition = definition_for(dossier)
    with translation.override(SOURCE_LANGUAGE):
        withdrawn_at = written_day(timezone.localtime(at), "DATETIME_FORMAT")
    return send_mail(
        kind=WITHDRAWN,
        to_user=mailbox_of(definition.service),
        context={
            "reference": dossier.reference,
            "demarche_title": definition.title(SOURCE_LANGUAGE),
            "withdrawn_at": withdrawn_at,
        },
        language=SOURCE_LANGUAGE,
        about=dossier.pk,
    )
