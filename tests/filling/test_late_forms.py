"""A page sent after the session was over: its person finds it again after signing in, nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import KeptForm
from accounts.tasks import forget_ended_sessions
from dossiers.models import StepAnswers
from enterprises.rights.permissions import Role
from tests.filling.browser import open_step, step_url
from tests.filling.factories import draft_of
from tests.support.checked_client import CheckedClient
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


def send_late(client, draft, **typed):
    """Open the page in time, send it too late."""
    page = open_step(client, draft, "vous")
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
        return page.post("continue", **typed).response


def test_typing_sent_in_time_is_saved_and_nothing_is_kept(client, person, draft):
    force_sign_in(client, person)
    open_step(client, draft, "vous").post("save", surnom="À temps")
    assert StepAnswers.objects.get().values["surnom"] == "À temps"
    assert not KeptForm.objects.exists()


def test_typing_sent_too_late_is_there_again_after_signing_in(client, person, draft):
    force_sign_in(client, person)
    sent = send_late(client, draft, surnom="Écrit trop tard")
    assert sent.status_code == 302
    assert sent["Location"].startswith("/connexion/?next=")
    assert not StepAnswers.objects.exists()
    assert "trop tard" not in KeptForm.objects.get().encrypted_values
    force_sign_in(client, person)
    page = open_step(client, draft, "vous")
    assert "Cette page a été envoyée trop tard" in page.html
    assert 'value="Écrit trop tard"' in page.html
    assert not StepAnswers.objects.exists()
    page.post("save", surnom="Écrit trop tard")
    assert StepAnswers.objects.get().values["surnom"] == "Écrit trop tard"
    assert not KeptForm.objects.exists()
    assert "Cette page a été envoyée trop tard" not in open_step(client, draft, "vous").html


def test_colleague_on_the_same_computer_never_sees_it(client):
    member = MembershipFactory(role=Role.COLLABORATEUR)
    colleague = MembershipFactory(enterprise=member.enterprise, role=Role.COLLABORATEUR).user
    draft = draft_of(member.user, enterprise=member.enterprise)
    force_sign_in(client, member.user)
    send_late(client, draft, surnom="Pour moi seul")
    force_sign_in(client, colleague)
    assert "Pour moi seul" not in open_step(client, draft, "vous").html
    force_sign_in(client, member.user)
    assert "Pour moi seul" in open_step(client, draft, "vous").html


def test_what_somebody_saved_meanwhile_is_not_overwritten(client, person, draft):
    elsewhere = CheckedClient()
    force_sign_in(elsewhere, person)
    other = open_step(elsewhere, draft, "vous")
    force_sign_in(client, person)
    send_late(client, draft, surnom="Trop tard")
    force_sign_in(client, person)
    late = open_step(client, draft, "vous")
    other.post("save", surnom="Entre-temps")
    answer = late.post("save", surnom="Trop tard").response
    assert answer.status_code == 409
    assert StepAnswers.objects.get().values["surnom"] == "Entre-temps"


def test_stranger_and_a_signed_out_person_leave_nothing(client, person, draft):
    for prepare in (lambda: None, lambda: (force_sign_in(client, person), client.post("/deconnexion/"))):
        prepare()
        assert client.post(step_url(draft, "vous"), {"surnom": "Personne"}).status_code == 302
    assert not KeptForm.objects.exists()


def test_blocked_person_keeps_nothing(client, draft):
    blocked = PersonFactory(is_active=False)
    force_sign_in(client, blocked)
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
        client.post(step_url(draft, "vous"), {"surnom": "Bloqué"})
    assert not KeptForm.objects.exists()


def test_it_is_forgotten_after_a_day(client, person, draft):
    force_sign_in(client, person)
    send_late(client, draft, surnom="Hier")
    forget_ended_sessions()
    assert KeptForm.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        forget_ended_sessions()
    assert not KeptForm.objects.exists()
