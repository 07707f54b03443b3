"""The rows of the access table about the interface for back offices.

Systems of services come with a token, which no session replaces: tests/api has what each of them reaches.
"""

from __future__ import annotations

from tests.house.access_table import NO_METHOD, PUBLIC, Row, both, everyone, read_only, write_only
from tests.house.agent_rows import SENT_FILE

TOKEN = everyone("401")
SENT = {"dossier_id": "citizen_sent"}
COMPLEMENT = SENT | {"complement_id": "citizen_sent"}
MESSAGE = SENT | {"message_id": "citizen_sent"}
BACK_OFFICES = [
    *read_only("api:index", PUBLIC),
    *read_only("api:openapi", PUBLIC),
    *read_only("api:health", PUBLIC),
    *read_only("api:schema", PUBLIC, slug="slug", version="version"),
    *read_only("api:parcel_schema", PUBLIC, slug="slug", version="version"),
    *read_only(
        "api:linked_document",
        everyone("400"),
        delivery_id="citizen_sent",
        document_id="citizen_sent_document",
    ),
    *read_only("api:dossiers", TOKEN),
    *read_only("api:dossier", TOKEN, **SENT),
    *read_only("api:document", TOKEN, **SENT_FILE),
    *write_only("api:acknowledge", TOKEN, **SENT),
    *write_only("api:take_up", TOKEN, **SENT),
    *both("api:messages", TOKEN, TOKEN, **SENT),
    *read_only("api:message", TOKEN, **MESSAGE),
    *read_only("api:message_document", TOKEN, **MESSAGE, document_id="citizen_sent_document"),
    *both("api:complements", TOKEN, TOKEN, **SENT),
    *read_only("api:complement", TOKEN, **COMPLEMENT),
    *write_only("api:cancel_complement", TOKEN, **COMPLEMENT),
    *both("api:decision", TOKEN, TOKEN, **SENT),
    *read_only("api:decision_document", TOKEN, **SENT),
    *read_only("api:decision_attachment", TOKEN, **SENT, document_id="citizen_sent_document"),
    *read_only("api:webhooks", TOKEN),
    *read_only("api:webhook", TOKEN, webhook_id="endpoint"),
    *write_only("api:replay_webhook", TOKEN, webhook_id="endpoint"),
    *write_only("api:outages", TOKEN),
    *read_only("api:outage", TOKEN, outage_id="citizen_sent"),
    Row("api:token", "GET", NO_METHOD),
    Row("api:token", "POST", everyone("400")),
]
