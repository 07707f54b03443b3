"""All tables of the interface for back offices, for Django."""

from api.idempotency.models import KeptAnswer
from api.tokens.models import AccessToken

__all__ = ["AccessToken", "KeptAnswer"]
