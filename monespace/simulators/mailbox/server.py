"""The SMTP server of the mailbox, in a thread of the simulators' process."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller
from django.conf import settings

from monespace.simulators.mailbox.store import mailbox

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
_lock = threading.Lock()
_controllers: list[Controller] = []


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
