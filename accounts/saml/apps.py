"""The SAML service provider, as an app of its own: its tables bear its name."""

from django.apps import AppConfig


class SamlConfig(AppConfig):
    """Configuration of the sign-in through the federal authentication service."""

    name = "accounts.saml"
    label = "accounts_saml"
    verbose_name = "connexion par SAML"

    def ready(self) -> None:
        """Register the checks of certificates."""
        from accounts.saml import checks  # noqa: F401, PLC0415 - imported for its registrations
