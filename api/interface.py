"""The operations of the interface, room by room, and what answers when one fails."""

from ninja import NinjaAPI

from api.deliveries.views import router as deliveries
from api.demarches.views import router as demarches
from api.door import nothing_unread
from api.dossiers.complements.views import router as complements
from api.dossiers.decisions.views import router as decisions
from api.dossiers.handling_views import router as handling
from api.dossiers.messages.views import router as messages
from api.dossiers.views import router as dossiers
from api.health.views import router as health
from api.outages.views import router as outages
from api.problems import refusals
from api.webhooks.views import router as webhooks

TITLE = "Mon Espace – back-office interface"
DESCRIPTION = (
    "Systems of the competent services read and handle the dossiers that were sent to them. "
    "docs/api.md of the portal explains it step by step."
)

interface = NinjaAPI(
    title=TITLE,
    version="1.0.0",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
refusals.register(interface)
interface.add_decorator(nothing_unread)
ROOMS = (
    health,
    dossiers,
    handling,
    messages,
    complements,
    decisions,
    deliveries,
    outages,
    webhooks,
    demarches,
)
for room in ROOMS:
    interface.add_router("", room)
