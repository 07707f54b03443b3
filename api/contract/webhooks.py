"""The events that systems are told of, as the description names them: OpenAPI 3.0 has no word of its own."""

from __future__ import annotations

from typing import Any, Final

from dossiers.states import State
from dossiers.webhooks.events import ANNOUNCED, CONTENT_TYPE, WRITTEN, type_of

TEXT: Final = {"type": "string"}
UUID: Final = {"type": "string", "format": "uuid"}
ADDRESS: Final = {"type": "string", "format": "uri"}
DEMARCHE: Final = {
    "type": "object",
    "required": ["slug", "version"],
    "properties": {"slug": TEXT, "version": {"type": "integer"}},
}
SIGNED: Final = [
    {"in": "header", "name": name, "required": True, "schema": TEXT}
    for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
]


def webhooks() -> dict[str, Any]:
    """Return the request of each event, by its type."""
    return {type_of(event): {"post": _told(event)} for event in ANNOUNCED}


def _told(event: str) -> dict[str, Any]:
    """Return how one event is told."""
    data: dict[str, Any] = {
        "dossierId": UUID,
        "href": ADDRESS,
        "demarche": DEMARCHE,
        "state": {"type": "string", "enum": sorted(State.values)},
        "version": {"type": "integer", "minimum": 1},
    }
    if event == WRITTEN:
        data["message"] = ADDRESS
    said: dict[str, Any] = {
        "specversion": {"type": "string", "enum": ["1.0"]},
        "id": UUID,
        "source": TEXT,
        "type": {"type": "string", "enum": [type_of(event)]},
        "subject": UUID,
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": TEXT,
        "data": {"type": "object", "required": list(data), "properties": data},
    }
    schema = {"type": "object", "required": list(said), "properties": said}
    return {
        "summary": f"It happened to a dossier: {event}",
        "parameters": SIGNED,
        "requestBody": {"required": True, "content": {CONTENT_TYPE: {"schema": schema}}},
        "responses": {"2XX": {"description": "It is kept; anything else is tried again."}},
    }
