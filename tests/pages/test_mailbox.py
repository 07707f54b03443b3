"""The mailbox of the demo in a real Chromium: what the mails look like."""

from __future__ import annotations

import os
import re
import smtplib
from email.message import EmailMessage

import pytest

from tests.support import plain_http

pytestmark = pytest.mark.browser
MOST_BRIGHT = 3 * 255


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_mailbox_shows_the_html_of_a_mail_by_day_and_by_night(simulators, page, scheme):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "portail@exemple.be", "nadia@exemple.be", "Couleurs"
    mail.add_alternative('<meta name="color-scheme" content="light dark"><p>Bonjour</p>', subtype="html")
    with smtplib.SMTP("127.0.0.1", int(os.environ["SIMULATORS_SMTP_PORT"]), timeout=10) as server:
        server.send_message(mail)
    number = plain_http.get(f"{simulators}/mailbox/messages.json").json()["messages"][0]["number"]
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{simulators}/mailbox/{number}/")
    frame = page.locator("iframe")
    assert frame.content_frame.get_by_text("Bonjour").is_visible()
    text = frame.content_frame.locator("p").evaluate("p => getComputedStyle(p).color")
    behind = frame.evaluate("frame => getComputedStyle(frame).backgroundColor")
    brightness = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in (text, behind)]
    assert abs(brightness[0] - brightness[1]) > MOST_BRIGHT / 2
