"""What beat calls for the sign-in."""

from celery import shared_task

from accounts.saml import idp_services


@shared_task(name="accounts.saml.tasks.refresh_idp_metadata")
def refresh_idp_metadata() -> None:
    """Look at the identity provider's metadata; called often, it does so when it is due."""
    idp_services.refresh_metadata_when_due()
