"""What beat calls for dossiers: silence, limits, complements, how fast all goes, news, drafts, erasures."""

from contextlib import suppress

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dossiers.catalogue.models import DemarcheVersion
from dossiers.complements.erasing import erase_unsent
from dossiers.complements.reminders import begin_reminders
from dossiers.complements.services import lapse_overdue
from dossiers.cosigning.calendar_services import lapse, remind
from dossiers.cosigning.models import Signatory, SignatureRequest
from dossiers.deadlines.models import DossierDeadline
from dossiers.deadlines.services import begin
from dossiers.digests.services import begin_digests
from dossiers.dossier.models import Dossier
from dossiers.drafts import calendar_services as draft_services
from dossiers.pace import services as pace_services
from dossiers.retention import services as retention_services
from dossiers.silence.services import decide_by_silence
from monespace.clock.models import latest_slot
from monespace.mail.errors import MailBudgetSpent

MOST_AT_ONCE = 1_000
"""As many as one run does in time; the next one goes on."""


@shared_task(name="dossiers.tasks.apply_silence")
def apply_silence() -> None:
    """Decide the dossiers that silence decides, each in a transaction of its own."""
    versions = DemarcheVersion.objects.giving_silence_a_meaning().values("pk")
    passed = DossierDeadline.objects.passed(timezone.localdate())
    due = passed.filter(dossier__demarche_version__in=versions).order_by("due_on", "pk")
    for dossier_id in due.values_list("pk", flat=True)[:MOST_AT_ONCE]:
        decide_by_silence(dossier_id=dossier_id)


@shared_task(name="dossiers.tasks.begin_missing_deadlines")
def begin_missing_deadlines() -> None:
    """Count the time limits of dossiers that were sent before limits were followed."""
    versions = DemarcheVersion.objects.setting_a_limit().values("pk")
    missing = Dossier.objects.without_deadline().filter(demarche_version__in=versions).order_by("pk")
    for dossier in missing[:MOST_AT_ONCE]:
        with transaction.atomic():
            begin(dossier=dossier)


@shared_task(name="dossiers.tasks.lapse_complements")
def lapse_complements() -> None:
    """Let services go on without the complements that nobody sent in time, and erase what is never sent."""
    lapse_overdue(most=MOST_AT_ONCE)
    erase_unsent(most=MOST_AT_ONCE)


@shared_task(name="dossiers.tasks.remind_signatories")
def remind_signatories() -> None:
    """Remind who has not signed yet; who was written to often enough is reminded at a later run."""
    due = Signatory.objects.due_for_reminder().order_by("request__expires_at", "pk")
    for signatory_id, dossier_id in due.values_list("pk", "request__dossier")[:MOST_AT_ONCE]:
        with suppress(MailBudgetSpent):
            remind(signatory_id=signatory_id, dossier_id=dossier_id)


@shared_task(name="dossiers.tasks.lapse_signatures")
def lapse_signatures() -> None:
    """Make dossiers drafts again whose signatures did not come in time."""
    overdue = SignatureRequest.objects.overdue().order_by("expires_at", "pk")
    for dossier_id in overdue.values_list("dossier", flat=True)[:MOST_AT_ONCE]:
        lapse(dossier_id=dossier_id)


@shared_task(name="dossiers.tasks.compute_paces")
def compute_paces() -> None:
    """Compute how fast the dossiers of each démarche are decided."""
    pace_services.compute_paces()


@shared_task(name="dossiers.tasks.send_digests")
def send_digests() -> None:
    """Tell in one mail a day what waits for it."""
    begin_digests(until=latest_slot(settings.CLOCK["dossiers.tasks.send_digests"], timezone.now()))


@shared_task(name="dossiers.tasks.announce_erasures")
def announce_erasures() -> None:
    """Tell people of the dossiers that are erased thirty days later."""
    retention_services.announce_due()


@shared_task(name="dossiers.tasks.erase_ended")
def erase_ended() -> None:
    """Anonymise the dossiers whose time is over, as many as one day allows."""
    retention_services.erase_due()


@shared_task(name="dossiers.tasks.remind_of_complements")
def remind_of_complements() -> None:
    """Remind people of what services ask, as the last day to answer comes near."""
    begin_reminders()


@shared_task(name="dossiers.tasks.tell_of_drafts")
def tell_of_drafts() -> None:
    """Remind people of drafts that they did not send, and tell them of those that soon end."""
    draft_services.tell_due()


@shared_task(name="dossiers.tasks.end_drafts")
def end_drafts() -> None:
    """Put drafts that nobody changed into the trash, and empty what was there for its time."""
    draft_services.end_due()
