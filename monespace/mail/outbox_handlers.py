"""Sends stored mails."""

from monespace.common.db import get_or_none
from monespace.mail.models import Mail
from monespace.mail.sending import send
from monespace.mail.services import mark_sent
from monespace.outbox.routes import handles


@handles("mail.send")
def send_stored_mail(*, mail_id: str) -> None:
    """Send one mail, unless it was sent already."""
    mail = get_or_none(Mail.objects.filter(pk=mail_id, sent_at=None))
    if mail is not None:
        send(mail)
        mark_sent(mail=mail)
