"""allauth's SAML provider, made to ask the federation for a level and to keep nothing (ADR 0011, 0078)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.http import HttpResponseRedirect
from onelogin.saml2.auth import OneLogin_Saml2_Auth

from accounts.saml.flow.pending import PendingRequest, remember
from accounts.saml.metadata.identity_provider import identity_provider
from accounts.saml.metadata.service_provider import request_data, saml_settings

if TYPE_CHECKING:
    from django.http import HttpRequest

    from monespace.common.levels import Level

ORGANIZATION = "fas"
RELAY_STATE = "mon-espace"  # never read; identity providers disagree on how an empty one is signed


class FederalProvider(SAMLProvider):
    """The federal authentication service (FAS)."""

    @classmethod
    def of(cls, request: HttpRequest) -> FederalProvider:
        """Return the provider; it is declared here, so that no database row can add another."""
        return cls(request, app=SocialApp(provider=cls.id, client_id=ORGANIZATION, name="FAS"))

    def redirect(
        self, request: HttpRequest, *, level: Level, force: bool, next_url: str
    ) -> HttpResponseRedirect:
        """Send the browser to the federation with a signed request, remembered in the browser only."""
        auth = OneLogin_Saml2_Auth(request_data(), saml_settings(identity_provider(), level=level))
        response = HttpResponseRedirect(auth.login(return_to=RELAY_STATE, force_authn=force))
        pending = PendingRequest.now(
            auth.get_last_request_id(),
            level=level,
            force=force,
            next_url=next_url,
            begun_by=str(request.user.pk or ""),
        )
        remember(request, response, pending)
        return response
