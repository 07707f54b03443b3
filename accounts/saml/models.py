"""All tables of the service provider; each lives with the part that owns it."""

from accounts.saml.federal_sessions.models import FederalSession
from accounts.saml.metadata.models import IdpMetadata

__all__ = ["FederalSession", "IdpMetadata"]
