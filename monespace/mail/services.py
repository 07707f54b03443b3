"""Writes mails: built in the person's language now, sent through the outbox once this is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now
from django.template import Context, Engine
from django.utils import translation

from monespace.common.crypto import encrypt
from monespace.common.db import require_transaction
from monespace.common.tokens import TOKEN
from monespace.mail.budgets import is_cleared
from monespace.mail.causes import Cause
from monespace.mail.counting import keys_of
from monespace.mail.models import SECRET_MARK, Mail
from monespace.mail.words import as_mailed
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from monespace.mail.kinds import MailKind


FORGOTTEN: Final = dict.fromkeys(("to", "subject", "text", "html", "sealed_link", "recipient_key"), "")
"""What a mail is without its words and its address."""


class SecretInClear(Exception):
    """A mail would be stored with a token that opens something: give it as ``secret``."""


class Recipient(Protocol):
    """A person who can be written to."""

    @property
    def pk(self) -> Any:
        """Who it is, None for who never signed in."""

    @property
    def email(self) -> str:
        """Where to write."""

    @property
    def display_name(self) -> str:
        """First and last name."""


def send_mail(
    *,
    kind: MailKind,
    to_user: Recipient,
    context: Mapping[str, Any],
    language: str,
    secret: str = "",
    cause: Cause | None = None,
    about: UUID | None = None,
) -> Mail | None:
    """Build and store one mail from ``templates/mail/<kind>.{subject.txt,txt,html}``; two statements.

    A kind that has a budget needs its ``cause``; there are two statements more where no room was cleared for
    it (ADR 0060). Returns None for a person without an address, and where the mail is left out. The subject's
    template does not get the person: subjects travel in clear and are shown on locked screens.

    ``secret`` is an address or a code that opens something to whoever has it: templates write it as
    ``secret``, and it is kept until the mail is sent, no longer. Raises SecretInClear when a token stands
    anywhere else, MailBudgetSpent. ``about`` is the id of the thing with which its words will be forgotten.
    """
    require_transaction()
    if cause is None:
        if kind.budget:
            raise ValueError(f"{kind.name} has a budget: say who causes it.")
        cause = Cause()
    if not to_user.email or not is_cleared(kind=kind, cause=cause, address=to_user.email):
        return None
    keys = keys_of(kind, cause, [to_user.email])
    with translation.override(language):
        common = {
            **{name: as_mailed(value) for name, value in context.items()},
            "language": language,
            "portal_name": settings.PORTAL_NAME,
            "site_url": settings.SITE_URL,
            "helpdesk_phone": settings.HELPDESK_PHONE,
            "helpdesk_email": settings.HELPDESK_EMAIL,
        }
        personal = {
            **common,
            "recipient_name": as_mailed(to_user.display_name),
            "secret": SECRET_MARK,
        }
        subject = " ".join(_render(f"mail/{kind.template}.subject.txt", common, escape=False).split())
        text = _render(f"mail/{kind.template}.txt", personal, escape=False)
        html = _render(f"mail/{kind.template}.html", personal, escape=True)
    if any(map(TOKEN.search, (subject, text, html))):
        raise SecretInClear(kind.name)
    mail = Mail.objects.create(
        recipient_id=to_user.pk,
        to=to_user.email,
        template=kind.template,
        language=language,
        subject=subject,
        text=text,
        html=html,
        sealed_link=encrypt(secret) if secret else "",
        budget=kind.budget if keys else "",
        caused_by_id=cause.person_id if keys else None,
        on_behalf_of=cause.enterprise if keys else "",
        recipient_key=next(iter(keys), ""),
        about=about,
    )
    enqueue("mail.send", lane="mail", mail_id=mail.pk)
    return mail


def mark_sent(*, mail: Mail) -> None:
    """Note that the server took the mail; it is never sent again, and its secret is forgotten."""
    Mail.objects.filter(pk=mail.pk, sent_at=None).update(sent_at=Now(), sealed_link="")


def mark_refused(*, mail: Mail) -> None:
    """Note that the receiver's server refused the mail for good; its secret stays, for who sends it again."""
    Mail.objects.filter(pk=mail.pk, sent_at=None).update(refused_at=Now())


def forget_words(*, about: UUID, also: Collection[str] = ()) -> None:
    """Empty the mails about a thing, and those whose ids are in ``also``: when they left and to whom stays.

    What had not left yet no longer does.
    """
    require_transaction()
    Mail.objects.filter(Q(about=about) | Q(pk__in=also)).update(**FORGOTTEN)


def _render(name: str, context: Mapping[str, Any], *, escape: bool) -> str:
    """Render a template without a request: a mail is the same whoever causes it."""
    template = Engine.get_default().get_template(name)
    return template.render(Context(dict(context), autoescape=escape)).strip() + "\n"
