"""An SMTP server that keeps of each mail its Message-ID: how often it came, and when first."""

from __future__ import annotations

import threading
import time
from collections import Counter
from email import message_from_bytes
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from monespace.demo.data import free_port


class Mailbox:
    """Takes every mail on a free port, in a thread of its own."""

    def __init__(self) -> None:
        self.times: Counter[str] = Counter()
        self.at: dict[str, float] = {}
        self.lock = threading.Lock()
        self.port = free_port()
        Controller(self, hostname="127.0.0.1", port=self.port).start()

    @property
    def url(self) -> str:
        """The address for EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - named by aiosmtpd
        """Keep the mail's name: a mailbox shows a mail that comes again once."""
        name = str(message_from_bytes(envelope.content[:8192], policy=default)["Message-ID"])
        mail_id = name.strip("<>").partition("@")[0]
        with self.lock:
            self.times[mail_id] += 1
            self.at.setdefault(mail_id, time.time())
        return "250 OK"
