"""What beat calls for the sign-in."""

import structlog
from celery import shared_task

from accounts.saml.metadata import expiry, services

log = structlog.get_logger(__name__)


@shared_task(name="accounts.saml.tasks.refresh_idp_metadata")
def refresh_idp_metadata() -> None:
    """Look at the identity provider's metadata; called often, it does so when it is due."""
    services.refresh_metadata_when_due()


@shared_task(name="accounts.saml.tasks.report_expiries")
def report_expiries() -> None:
    """Say once a day in the logs what ends soon."""
    for one in expiry.soon():
        log.warning(
            "sign_in_expiry", what=one.name, days_left=one.days_left, ends_on=f"{one.ends_at:%Y-%m-%d}"
        )
