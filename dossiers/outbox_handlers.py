"""What the outbox runs for dossiers: each part of the house declares its own handlers."""

import dossiers.filling.leavers_drafts
import dossiers.filling.outbox_handlers
import dossiers.submission.outbox_handlers  # noqa: F401
