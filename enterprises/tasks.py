"""What beat calls for accesses, mandates, invitations, requests and access managers.

Each mail leaves with the row that says so, in one transaction: the next run takes up one that is cut short.
"""

from contextlib import suppress

from celery import shared_task

from enterprises.gap_requests.models import GapRequest
from enterprises.gap_requests.services import KEPT_FOR, purge_gap_request
from enterprises.invitations.models import Invitation
from enterprises.invitations.services import remind_invitee
from enterprises.managers import proposal_services, verification_services
from enterprises.mandates.services import announce_mandate_end
from enterprises.members.services import announce_end
from enterprises.rights.mandate_models import Mandate
from enterprises.rights.models import Membership
from enterprises.rights.querysets import NOTICE_STAGES, RENEWAL_STAGES
from monespace.mail.errors import MailBudgetSpent


@shared_task(name="enterprises.tasks.announce_ends")
def announce_ends() -> None:
    """Tell whom it concerns which accesses and mandates end soon, and which mandates have ended."""
    for days_before in RENEWAL_STAGES:
        for membership in Membership.objects.due_for_renewal(days_before):
            announce_end(membership=membership, days_before=days_before)
    for days_before in NOTICE_STAGES:
        for mandate_id in Mandate.objects.due_for_notice(days_before).values_list("pk", flat=True):
            announce_mandate_end(mandate_id=mandate_id, days_before=days_before)


@shared_task(name="enterprises.tasks.remind_invitees")
def remind_invitees() -> None:
    """Remind who has not answered an invitation."""
    due = Invitation.objects.due_for_reminder().order_by("expires_at")
    for invitation_id, enterprise_id in due.values_list("pk", "enterprise_id"):
        with suppress(MailBudgetSpent):  # its address was written to often enough: at a later run
            remind_invitee(invitation_id=invitation_id, enterprise_id=enterprise_id)


@shared_task(name="enterprises.tasks.purge_gap_requests")
def purge_gap_requests() -> None:
    """Forget the documents and texts of requests closed long ago (ADR 0041)."""
    for request_id in GapRequest.objects.due_for_purge(KEPT_FOR).values_list("pk", flat=True):
        purge_gap_request(request_id=request_id)


@shared_task(name="enterprises.tasks.verify_functions")
def verify_functions() -> None:
    """Ask the source again about some representatives who made themselves access manager: each once a day."""
    verification_services.verify_functions()


@shared_task(name="enterprises.tasks.forget_old_proposals")
def forget_old_proposals() -> None:
    """Forget the proposals of access managers that are long over."""
    proposal_services.forget_old_proposals()
