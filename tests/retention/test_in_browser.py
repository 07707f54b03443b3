"""The pages of kept, held and anonymised dossiers in a real Chromium: accessible, and unbroken on a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.retention.services import announce_due
from dossiers.states import State
from tests.handling.factories import CaseFactory
from tests.journeys.accessibility import defects
from tests.journeys.large_text import lost_when_large
from tests.lists.conftest import base_url, browser_context_args, browser_type_launch_args, demarches
from tests.lists.test_in_browser import enter
from tests.messages.factories import MessageFactory
from tests.retention.scene import ended, one_year, past
from tests.retention.test_when import held
from tests.submission.factories import SubmissionFactory
from tests.support.factories import AgentFactory, PersonFactory

__all__ = ["base_url", "browser_context_args", "browser_type_launch_args", "demarches", "enter"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page, address, name):
    """Look at a page as WCAG asks, on a phone, on a desk and in large text."""
    page.goto(address)
    assert page.locator("h1").count() == 1
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
    assert defects(page) == [], name
    assert lost_when_large(page) == [], name


def sent(owner, version, **given):
    dossier = SubmissionFactory(dossier=ended(owner_user=owner, demarche_version=version, **given)).dossier
    CaseFactory(dossier=dossier)
    return dossier


def test_what_people_see_before_and_after(page, enter):
    owner, version = PersonFactory(first_name="Nadia", last_name="El Amrani"), one_year()
    gone = sent(owner, version)
    MessageFactory(dossier=gone)
    assert past(gone).state == State.ANONYMISED
    kept, on_hold = sent(owner, version), sent(owner, version)
    held(on_hold)
    site = enter(owner)
    folder = f"{site}/espace/citoyen/dossiers"
    look(page, f"{folder}/{kept.pk}/", "kept")
    look(page, f"{folder}/{on_hold.pk}/", "held")
    look(page, f"{folder}/{gone.pk}/", "anonymised")
    look(page, f"{folder}/{gone.pk}/messages/", "conversation")
    look(page, f"{folder}/?etat=anonymises", "list")


def test_what_supervisors_see(page, enter):
    agent = AgentFactory(group="supervisor", last_name="Superviseur")
    owner, version = PersonFactory(), one_year()
    gone = past(sent(owner, version))
    sent(owner, version, ago=timedelta(days=400))
    announce_due()
    on_hold = held(sent(owner, version))
    site = enter(agent)
    look(page, f"{site}{reverse('admin:retention')}", "agents-retention")
    look(page, f"{site}{reverse('admin:hold_dossier', args=[on_hold.dossier_id])}", "agents-hold")
    look(page, f"{site}{reverse('admin:end_hold', args=[on_hold.pk])}", "agents-end")
    look(page, f"{site}{reverse('admin:dossier', args=[gone.pk])}", "agents-anonymised")
    assert Dossier.objects.filter(state=State.ANONYMISED).count() == 1
