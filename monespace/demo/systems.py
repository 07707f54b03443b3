"""The demo's connected system: the simulated back office, which is told what happens to its dossiers."""

from __future__ import annotations

import base64
import os
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from dossiers.clients.services import Terms, register
from dossiers.clients.verbs import Verb
from dossiers.models import Client, EndpointSecret
from dossiers.webhooks.events import ANNOUNCED
from dossiers.webhooks.services import add_endpoint
from dossiers.webhooks.signing import PREFIX
from monespace.common.authors import SYSTEM
from monespace.common.crypto import encrypt

CLIENT_ID: Final = UUID("6f1c1f0e-27a5-4f0c-8f7a-6a3a5d3a9e01")
ENDPOINT_ID: Final = UUID("6f1c1f0e-27a5-4f0c-8f7a-6a3a5d3a9e02")
SERVICES: Final = (
    "communes",
    "communes-germanophones",
    "fwb-etudes",
    "provinces",
    "spw-economie",
    "spw-emploi",
    "spw-environnement",
    "spw-finances",
    "spw-logement",
    "spw-mobilite",
)
"""The services of the démarches that come with the portal."""
TERM: Final = timedelta(days=365)


def make_system() -> None:
    """Connect the simulated back office once, and have it told of everything.

    It verifies with the secret it shares with the portal: nobody hands it another one.
    """
    if Client.objects.filter(pk=CLIENT_ID).exists():
        return
    terms = Terms(
        name="Back-office de démonstration",
        services=SERVICES,
        demarches=None,
        verbs=[Verb.READ, Verb.REPLAY],
        networks=[],
        expires_on=timezone.localdate() + TERM,
    )
    register(actor=SYSTEM, client_id=CLIENT_ID, terms=terms)
    address = f"{os.environ['SIMULATORS_URL']}/backoffice/webhooks/"
    add_endpoint(
        actor=SYSTEM, client_id=CLIENT_ID, endpoint_id=ENDPOINT_ID, url=address, event_types=ANNOUNCED
    )
    shared = PREFIX + base64.b64encode(settings.BACKOFFICE_SECRET.encode()).decode()
    EndpointSecret.objects.filter(endpoint=ENDPOINT_ID).update(sealed_secret=encrypt(shared))
