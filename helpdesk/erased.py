"""What erasing a dossier makes of the agents' own tables: who opened it stays, what they noted goes."""

from __future__ import annotations

from dossiers.retention.contents import Contents, also_erased
from helpdesk.models import Consultation

also_erased(Consultation, Contents(emptied={"call_reference": ""}))
