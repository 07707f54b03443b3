"""What beat calls for the interface for back offices."""

from celery import shared_task

from api.idempotency.services import forget_old_answers
from api.tokens import services


@shared_task(name="api.tasks.forget_old_tokens")
def forget_old_tokens() -> None:
    """Forget the access tokens that are over, and the answers that nobody asks for again."""
    services.forget_old_tokens()
    forget_old_answers()
