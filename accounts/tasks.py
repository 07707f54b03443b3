"""What beat calls for people's sessions."""

from celery import shared_task

from accounts.saml.flow.services import forget_federal_sessions
from accounts.sessions.new_device import forget_unused_devices
from accounts.sessions.services import forget_kept_forms
from accounts.sessions.store import SessionStore


@shared_task(name="accounts.tasks.forget_ended_sessions")
def forget_ended_sessions() -> None:
    """Remove sessions long past their limits, what they stood on, forms and browsers nobody came back to."""
    SessionStore.clear_expired()
    forget_federal_sessions()
    forget_kept_forms()
    forget_unused_devices()
