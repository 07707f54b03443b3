"""All tables of dossiers; each group lives with the part of the house that owns it."""

from dossiers.catalogue.models import Demarche, DemarcheVersion
from dossiers.clients.models import Client, ClientSecret
from dossiers.complements.models import ComplementAnswers, ComplementRequest
from dossiers.cosigning.models import Signatory, SignatureRequest
from dossiers.deadlines.models import DossierDeadline, Outage
from dossiers.decisions.attachments.models import DecisionAttachment
from dossiers.decisions.ebox.models import EboxPost
from dossiers.decisions.models import Decision, DecisionDocument
from dossiers.decisions.proposals.models import DecisionProposal
from dossiers.dossier.models import Dossier
from dossiers.drafts.models import DraftNotice, TrashedDraft
from dossiers.filling.models import Attachment, StepAnswers
from dossiers.handling.models import Case, InternalNote, ServiceMember
from dossiers.handovers.models import Handover
from dossiers.messages.models import Message, MessageDocument, MessageTemplate, ReadMark
from dossiers.notices.models import Notice
from dossiers.pace.models import Pace
from dossiers.receipts.models import Receipt
from dossiers.retention.models import Erasure, Hold
from dossiers.submission.models import Delivery, DeliveryAttempt, Submission
from dossiers.webhooks.models import Endpoint, EndpointSecret
from dossiers.withdrawal.models import Withdrawal

__all__ = [
    "Attachment",
    "Case",
    "Client",
    "ClientSecret",
    "ComplementAnswers",
    "ComplementRequest",
    "Decision",
    "DecisionAttachment",
    "DecisionDocument",
    "DecisionProposal",
    "Delivery",
    "DeliveryAttempt",
    "Demarche",
    "DemarcheVersion",
    "Dossier",
    "DossierDeadline",
    "DraftNotice",
    "EboxPost",
    "Endpoint",
    "EndpointSecret",
    "Erasure",
    "Handover",
    "Hold",
    "InternalNote",
    "Message",
    "MessageDocument",
    "MessageTemplate",
    "Notice",
    "Outage",
    "Pace",
    "ReadMark",
    "Receipt",
    "ServiceMember",
    "Signatory",
    "SignatureRequest",
    "StepAnswers",
    "Submission",
    "TrashedDraft",
    "Withdrawal",
]
