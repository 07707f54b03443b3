"""What beat calls for the journal."""

from celery import shared_task

from monespace.journal import services


@shared_task(name="monespace.journal.tasks.seal_journal")
def seal_journal() -> None:
    """Seal the journal; called often, it does so once a day."""
    services.seal_journal()
