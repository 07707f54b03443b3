"""What the mails about an enterprise have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from monespace.common.identifiers import format_bce
from monespace.common.text import isolated
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.models import Enterprise


def write(person: User, template: str, enterprise: Enterprise, **context: object) -> None:
    """Write to a person about an enterprise, in their language."""
    send_mail(
        to_user=person,
        template=template,
        context={**of_enterprise(enterprise, person.language), **context},
        language=person.language,
    )


def of_enterprise(enterprise: Enterprise, language: str) -> dict[str, object]:
    """Return how a mail in that language names an enterprise."""
    return {
        "enterprise_name": isolated(enterprise.name_in(language)),
        "enterprise_number": format_bce(enterprise.number),
    }


def link_to(name: str, **kwargs: str) -> str:
    """Return the whole address of a page."""
    return f"{settings.SITE_URL}{reverse(name, kwargs=kwargs)}"
