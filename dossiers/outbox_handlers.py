"""What the outbox runs for dossiers: each part of the house declares its own handlers."""

import dossiers.complements.reminders
import dossiers.deadlines.outbox_handlers
import dossiers.decisions.attachments.services
import dossiers.decisions.document_services
import dossiers.decisions.ebox.services
import dossiers.digests.services
import dossiers.filling.attachment_services
import dossiers.filling.leavers_drafts
import dossiers.messages.document_services
import dossiers.notices.services
import dossiers.receipts.services
import dossiers.retention.erasing
import dossiers.submission.delivery
import dossiers.webhooks.sending  # noqa: F401
