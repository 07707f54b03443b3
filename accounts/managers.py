"""How people are found and made."""

from django.contrib.auth.base_user import BaseUserManager


class UserManager(BaseUserManager):
    """People. They are made by the federation's sign-in only (accounts.services)."""
