"""The last day to decide a dossier, as a file for a calendar: without personal data."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from icalendar import Calendar, Event

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


def calendar_file(dossier_id: UUID, due_on: date, address: str) -> bytes:
    """Return an iCalendar file (RFC 5545) with one event that lasts the whole day ``due_on``.

    The identifier is the same each time, so that a later file replaces the day in the calendar. ``address``
    is that of the dossier's page, without the site.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Mon Espace//FR")
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", f"{dossier_id}@{settings.SITE_URL.partition('://')[2]}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(days=1))
    event.add("summary", gettext("Mon Espace : échéance d’un dossier"))
    event.add("url", f"{settings.SITE_URL}{address}")
    event.add("transp", "TRANSPARENT")
    calendar.add_component(event)
    return calendar.to_ical()
