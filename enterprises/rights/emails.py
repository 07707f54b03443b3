"""What the mails about an enterprise have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from monespace.common.identifiers import format_bce
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.register.models import Enterprise
    from monespace.mail.causes import Cause
    from monespace.mail.kinds import MailKind


def write(
    person: User, kind: MailKind, enterprise: Enterprise, *, cause: Cause | None = None, **context: object
) -> None:
    """Write to a person about an enterprise, in their language. Raises MailBudgetSpent."""
    send_mail(
        kind=kind,
        to_user=person,
        context={**of_enterprise(enterprise, person.language), **context},
        language=person.language,
        cause=cause,
    )


def of_enterprise(enterprise: Enterprise, language: str) -> dict[str, object]:
    """Return how a mail in that language names an enterprise."""
    return {
        "enterprise_name": enterprise.display_name_in(language),
        "enterprise_number": format_bce(enterprise.number),
    }


def link_to(name: str, **kwargs: str) -> str:
    """Return the whole address of a page."""
    return f"{settings.SITE_URL}{reverse(name, kwargs=kwargs)}"
