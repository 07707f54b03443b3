"""What beat calls for people's sessions."""

from celery import shared_task

from accounts.sessions.store import SessionStore


@shared_task(name="accounts.tasks.forget_ended_sessions")
def forget_ended_sessions() -> None:
    """Remove the sessions past their limits."""
    SessionStore.clear_expired()
