"""What beat calls for people's sessions."""

from celery import shared_task

from accounts.sessions.services import forget_kept_forms
from accounts.sessions.store import SessionStore


@shared_task(name="accounts.tasks.forget_ended_sessions")
def forget_ended_sessions() -> None:
    """Remove the sessions long past their limits, and the forms that nobody came back for."""
    SessionStore.clear_expired()
    forget_kept_forms()
