"""Few and small: what is kept of forms sent too late has an end, and what is not kept is said."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from accounts.models import KeptForm
from accounts.sessions import services
from accounts.sessions.limits import LARGEST_FORM, MOST_FORMS
from accounts.sessions.printed_for import page_key
from accounts.sessions.services import keep_form
from accounts.sessions.typed import TypedForm
from accounts.tasks import forget_ended_sessions
from enterprises.models import GapDesignation, Membership
from enterprises.rights.permissions import Role
from monespace.settings import security as portal
from tests.late.browsers import Tab, sign_in_at, tab_at, too_late
from tests.support.enterprise_factories import GapDesignationFactory, MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db

PROFILE = "/profil/"
DOCUMENTS = "/espaces/mon-entreprise/document/"
LOST = "Ce que vous y aviez indiqué était trop long pour être gardé"


@pytest.fixture
def ada(client):
    return sign_in_at(client, PersonFactory(phone=""))


def bytes_kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(length(encrypted_values)), 0) FROM accounts_keptform")
        return cursor.fetchone()[0]


def test_large_text_is_kept_to_its_limit_and_what_is_larger_is_said(client, ada):
    too_late(tab_at(client, PROFILE), phone="1" * (LARGEST_FORM - 1000))
    sign_in_at(client, ada)
    assert "1" * 1000 in tab_at(client, PROFILE).html
    too_late(tab_at(client, PROFILE), phone="2" * LARGEST_FORM)
    assert bytes_kept() < 1000
    sign_in_at(client, ada)
    page = tab_at(client, PROFILE)
    assert LOST in page.html
    assert "est de nouveau là" not in page.html
    page.post("", phone="")
    assert LOST not in tab_at(client, PROFILE).html


def test_thousands_of_fields_and_of_names_count_too(client, ada):
    page = tab_at(client, PROFILE)
    too_late(page, **{f"champ{rank}": "x" for rank in range(10_000)})
    assert bytes_kept() < 2 * LARGEST_FORM
    sign_in_at(client, ada)
    page = tab_at(client, PROFILE)
    body = urlencode({"printed_for": page.fields["printed_for"], "n" * LARGEST_FORM: "x"})
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
        client.post(PROFILE, body, content_type="application/x-www-form-urlencoded")
    assert bytes_kept() < 1000


def test_files_are_named_to_be_chosen_again(client, ada):
    page = tab_at(client, DOCUMENTS)
    too_late(page, remark="Statuts", documents=SimpleUploadedFile("statuts <1>.pdf", b"%PDF-1.4"))
    sign_in_at(client, ada)
    again = tab_at(client, DOCUMENTS)
    assert again.fields["remark"] == "Statuts"
    assert "Les fichiers sont à choisir à nouveau : statuts &lt;1&gt;.pdf." in again.html


def test_more_pages_than_we_keep_say_so_of_the_oldest(client, ada):
    for rank in range(MOST_FORMS):
        keep_form(actor=ada, page=page_key(f"/page/{rank}/"), typed=TypedForm({"a": ["x" * 100_000]}))
    before = bytes_kept()
    too_late(tab_at(client, PROFILE), phone="081 00 00 00")
    assert KeptForm.objects.filter(user=ada).count() == MOST_FORMS + 1
    assert bytes_kept() < before
    with time_machine.travel(timezone.now() + timedelta(minutes=32), tick=True):
        for rank in range(MOST_FORMS):
            keep_form(actor=ada, page=page_key(f"/autre/{rank}/"), typed=TypedForm())
    sign_in_at(client, ada)
    page = tab_at(client, PROFILE)
    assert "Nous en gardons dix au plus" in page.html
    assert page.fields["phone"] == ""


@pytest.mark.parametrize("limit", ["late_form", "late_form_of_address"])
def test_forms_that_come_too_often_are_shown_to_be_copied(client, ada, settings, limit):
    settings.RATE_LIMITS = portal.RATE_LIMITS | {limit: (1, 3600)}
    page = tab_at(client, PROFILE)
    assert too_late(page, phone="081 00 00 01").response.status_code == 302
    shown = too_late(page, phone="081 00 00 02").response
    assert shown.status_code == 403
    assert "081 00 00 02" in shown.content.decode()
    sign_in_at(client, ada)
    assert tab_at(client, PROFILE).fields["phone"] == "081 00 00 01"


def test_full_table_takes_no_more_pages(client, ada, monkeypatch):
    page = tab_at(client, PROFILE)
    keep_form(actor=PersonFactory(), page=page_key("/"), typed=TypedForm())
    monkeypatch.setattr(services, "MOST_FORMS_OF_ALL", 1)
    shown = too_late(page, phone="081 00 00 02").response
    assert (shown.status_code, KeptForm.objects.count()) == (403, 1)
    assert "081 00 00 02" in shown.content.decode()
    monkeypatch.setattr(services, "MOST_FORMS_OF_ALL", 2)
    assert too_late(page, phone="081 00 00 02").response.status_code == 302


def test_they_are_gone_after_a_day(client, ada):
    too_late(tab_at(client, PROFILE), phone="081 00 00 01")
    forget_ended_sessions()
    assert KeptForm.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        forget_ended_sessions()
    assert not KeptForm.objects.exists()


def test_access_withdrawn_meanwhile_says_that_nothing_is_saved(client):
    member = MembershipFactory(role=Role.COLLABORATEUR)
    for manager, kind in ((member.user, "principal"), (PersonFactory(), "additional")):
        GapDesignationFactory(enterprise=member.enterprise, user=manager, kind=kind)
    sign_in_at(client, member.user)
    invite = tab_at(client, f"/espace/{member.enterprise.number}/invitations/nouvelle/")
    assert invite.form is not None
    too_late(invite, email="ada@exemple.be")
    ended = {"ended_at": timezone.now(), "end_reason": "départ"}
    Membership.objects.filter(user=member.user).update(**ended)
    GapDesignation.objects.filter(user=member.user).update(**ended)
    sign_in_at(client, member.user)
    closed = Tab(client, invite.url, client.get(invite.url))
    assert closed.response.status_code in {403, 404}
    assert "vous ne pouvez plus l’ouvrir" in closed.html
    assert "est de nouveau là" not in closed.html
    assert "ada@exemple.be" not in closed.html


def test_values_are_printed_as_text(client, ada):
    attack = '"><script>alert(1)</script>'
    too_late(tab_at(client, PROFILE), phone=attack)
    sign_in_at(client, ada)
    page = tab_at(client, PROFILE)
    assert page.fields["phone"] == attack
    assert "<script>alert" not in page.html
