"""To a service's mailbox: a notice that a dossier came, which is never the dossier itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.gateways.contract import Acknowledgement
from monespace.common.db import advisory_lock
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.models import Mail
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from dossiers.engine.routing import Service
    from dossiers.gateways.contract import Parcel

ARRIVED: Final = MailKind("dossier_arrived", Unlimited.SERVICE)


@dataclass(frozen=True, slots=True)
class ServiceAddress:
    """The address of the competent service that its definition gives: no person."""

    email: str
    display_name: str
    pk: None = None


def mailbox_of(service: Service) -> ServiceAddress:
    """Return where the service is written to."""
    return ServiceAddress(service.email, service.name(SOURCE_LANGUAGE))


class MailboxGateway:
    """Writes once to the address that the definition gives of the service; the outbox sends it."""

    takes_charge = False

    @transaction.atomic
    def deliver(self, parcel: Parcel) -> Acknowledgement:
        """Want the mail sent, unless it is already: it says which dossier, and nothing of anybody."""
        advisory_lock("notice to a mailbox", parcel.key)
        if not Mail.objects.filter(about=parcel.key, template=ARRIVED.template).exists():
            send_mail(
                kind=ARRIVED,
                to_user=mailbox_of(parcel.definition.service),
                context={
                    "reference": parcel.content["reference"],
                    "demarche_title": parcel.definition.title(SOURCE_LANGUAGE),
                    "is_complement": "number" in parcel.content,
                },
                language=SOURCE_LANGUAGE,
                about=parcel.key,
            )
        return Acknowledgement(service_reference="", acknowledged_at=timezone.now())
