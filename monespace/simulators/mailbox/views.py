"""Pages to read the mails, and the same for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from monespace.simulators.mailbox.server import mailbox

if TYPE_CHECKING:
    from django.http import HttpRequest

    from monespace.simulators.mailbox.server import ReceivedMail

SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List the mails, the latest first."""
    return render(request, "mailbox/index.html", {"mails": mailbox.all()})


@require_GET
def message(request: HttpRequest, number: int) -> HttpResponse:
    """Show one mail: its text, and its HTML part in a sandbox."""
    return render(request, "mailbox/message.html", {"mail": find(number)})


@require_GET
def html_part(request: HttpRequest, number: int) -> HttpResponse:
    """Serve the HTML part alone, unable to run or load anything."""
    return HttpResponse(find(number).html, headers={"Content-Security-Policy": SANDBOX})


@require_GET
def messages_json(request: HttpRequest) -> JsonResponse:
    """Give scripts every mail, the latest first."""
    messages = [
        {
            "number": mail.number,
            "to": mail.to,
            "subject": mail.subject,
            "text": mail.text,
            "html": mail.html,
            "headers": mail.headers,
            "received_at": mail.received_at.isoformat(),
        }
        for mail in mailbox.all()
    ]
    return JsonResponse({"count": len(messages), "messages": messages})


def find(number: int) -> ReceivedMail:
    """Return the mail ``number`` or answer that there is none."""
    mail = mailbox.get(number)
    if mail is None:
        raise Http404
    return mail
