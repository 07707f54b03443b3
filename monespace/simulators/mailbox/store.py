"""The mails received, in memory, parsed for people and scripts."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

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
