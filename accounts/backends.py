"""Brings signed-in people back from their session; nobody signs in with a password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend


class FederationBackend(ModelBackend):
    """The only backend: accounts.saml signs people in, this one recognises them afterwards."""

    def authenticate(self, *_: Any, **__: Any) -> None:
        """Accept no user name and no password: there are none (ADR 0010)."""
