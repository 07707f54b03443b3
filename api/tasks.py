"""What beat calls for the interface for back offices."""

from celery import shared_task

from api.tokens import services


@shared_task(name="api.tasks.forget_old_tokens")
def forget_old_tokens() -> None:
    """Forget the access tokens that are over."""
    services.forget_old_tokens()
