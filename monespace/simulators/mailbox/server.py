"""The SMTP server of the mailbox, in a thread of the simulators' process; its mails, in memory."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller
from django.conf import settings

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
_lock = threading.Lock()
_controllers: list[Controller] = []
KEPT = 1000


@dataclass(frozen=True, kw_only=True)
class ReceivedMail:
    """One mail as it came over SMTP."""

    number: int
    to: list[str]
    subject: str
    text: str
    html: str
    headers: dict[str, str]
    received_at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Mailbox:
    """The latest mails, safe between the SMTP server's thread and the pages' threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mails: deque[ReceivedMail] = deque(maxlen=KEPT)
        self._count = 0

    def keep(self, recipients: list[str], content: bytes) -> ReceivedMail:
        """Parse and keep a mail."""
        message = message_from_bytes(content, policy=default)
        text = message.get_body(preferencelist=("plain",))
        html = message.get_body(preferencelist=("html",))
        with self._lock:
            self._count += 1
            mail = ReceivedMail(
                number=self._count,
                to=recipients,
                subject=str(message["Subject"] or ""),
                text=text.get_content() if text else "",
                html=html.get_content() if html else "",
                headers={name: str(value) for name, value in message.items()},
            )
            self._mails.append(mail)
        return mail

    def all(self) -> list[ReceivedMail]:
        """Every mail kept, the latest first."""
        with self._lock:
            return list(self._mails)[::-1]

    def get(self, number: int) -> ReceivedMail | None:
        """Return one mail, if it is still kept."""
        return next((mail for mail in self.all() if mail.number == number), None)


mailbox = Mailbox()


class Handler:
    """Keeps every mail, for whomever it is."""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        """Keep the mail and say so."""
        mailbox.keep(list(envelope.rcpt_tos), envelope.content)
        return "250 OK"


def start(port: int | None = None) -> None:
    """Listen on the mailbox's port; a second call changes nothing."""
    with _lock:
        if not _controllers:
            controller = Controller(Handler(), hostname=HOST, port=port or settings.SMTP_PORT)
            controller.start()
            _controllers.append(controller)


def stop() -> None:
    """Stop listening."""
    with _lock:
        while _controllers:
            _controllers.pop().stop()
