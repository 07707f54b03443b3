"""How people are found and made."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import BaseUserManager


class UserManager(BaseUserManager):
    """People: made by the services that read an authentic source, never by typing a name and a password."""

    def create_user(self, **_: Any) -> None:
        """Refuse what libraries would do: no account is made outside accounts.services."""
        raise NotImplementedError("People are made by accounts.services.register_person.")
