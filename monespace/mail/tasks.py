"""What beat calls for the mails."""

from celery import shared_task

from monespace.mail import budgets


@shared_task(name="monespace.mail.tasks.forget_old_refusals")
def forget_old_refusals() -> None:
    """Forget who met the end of a budget long ago."""
    budgets.forget_old_refusals()
