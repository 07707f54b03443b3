"""All tables of accounts; each group lives with the part of the house that owns it."""

from accounts.people.models import ConsumedAssertion, EmailCode, MailPace, NationalIdentity, User
from accounts.sessions.models import KeptForm, KnownDevice, Session

__all__ = [
    "ConsumedAssertion",
    "EmailCode",
    "KeptForm",
    "KnownDevice",
    "MailPace",
    "NationalIdentity",
    "Session",
    "User",
]
