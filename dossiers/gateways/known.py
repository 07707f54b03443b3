"""The ways to a service that a definition may name, and what is told apart of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone

from dossiers.gateways.contract import Acknowledgement
from dossiers.gateways.drop.dropping import DropGateway
from dossiers.gateways.drop.folder import FolderPlace
from dossiers.gateways.drop.objects import ObjectPlace
from dossiers.gateways.https import HttpsGateway
from dossiers.gateways.mailbox import MailboxGateway

if TYPE_CHECKING:
    from dossiers.gateways.contract import Gateway, Parcel


class PortalGateway:
    """For a service that handles its dossiers in the portal: nothing travels, it is there already."""

    takes_charge = True

    def deliver(self, parcel: Parcel) -> Acknowledgement:  # noqa: ARG002 - the contract of all gateways
        """Acknowledge at once; the portal's own reference is the service's."""
        return Acknowledgement(service_reference="", acknowledged_at=timezone.now())


PORTAL: Final = "portal"
MAILBOX: Final = "mailbox"
GATEWAYS: Final[dict[str, Gateway]] = {
    "https": HttpsGateway(),
    "folder": DropGateway(FolderPlace()),
    "s3": DropGateway(ObjectPlace()),
    MAILBOX: MailboxGateway(),
    PORTAL: PortalGateway(),
}
STAYS_HERE: Final = frozenset({PORTAL, MAILBOX})
"""By these nothing leaves the portal for a system of the service."""
