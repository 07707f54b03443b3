"""The mail that tells a service with a system of its own that a dossier was withdrawn (ADR 0071)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone, translation

from dossiers.catalogue.published import definition_of
from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.submission.gateways import PORTAL
from dossiers.submission.models import Delivery
from monespace.common.days import written_day
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from datetime import datetime

    from dossiers.dossier.models import Dossier
    from monespace.mail.models import Mail

WITHDRAWN = MailKind("dossier_withdrawn", Unlimited.SERVICE)


@dataclass(frozen=True, slots=True)
class ServiceAddress:
    """The address of the competent service that its définition gives: no person."""

    email: str
    display_name: str
    pk: None = None


def tell_service(*, dossier: Dossier, at: datetime) -> Mail | None:
    """Write to the service, unless its officers handle all its dossiers in the portal, where they see it."""
    if not Delivery.objects.of_dossier(dossier).exclude(gateway=PORTAL).exists():
        return None
    definition = definition_of(dossier.demarche_version_id)
    service = definition.service
    with translation.override(SOURCE_LANGUAGE):
        withdrawn_at = written_day(timezone.localtime(at), "DATETIME_FORMAT")
    return send_mail(
        kind=WITHDRAWN,
        to_user=ServiceAddress(service.email, service.name(SOURCE_LANGUAGE)),
        context={
            "reference": dossier.reference,
            "demarche_title": definition.title(SOURCE_LANGUAGE),
            "withdrawn_at": withdrawn_at,
        },
        language=SOURCE_LANGUAGE,
        about=dossier.pk,
    )
