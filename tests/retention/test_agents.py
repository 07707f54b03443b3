"""Agents see what goes, keep a dossier longer and let it go; operators preview without touching anything."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Erasure, Hold
from dossiers.retention.services import announce_due
from helpdesk.access import GROUP_PERMISSIONS, AgentPermission
from tests.retention.scene import ended, past
from tests.retention.test_pages import said
from tests.retention.test_when import state_of
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory

pytestmark = pytest.mark.django_db
FILLED = {"ground": "appeal", "reason": "Conseil d’État, A. 1234"}


@pytest.fixture
def supervisor(client):
    agent = AgentFactory(group="supervisor")
    force_sign_in(client, agent, level=500, method="eid")
    return agent


def test_what_goes_in_thirty_days_is_shown_by_demarche(client, supervisor):
    assert "Aucun dossier n’est anonymisé" in said(client.get(reverse("admin:retention")))
    dossier = ended(ago=timedelta(days=400))
    announce_due()
    page = said(client.get(reverse("admin:retention")))
    assert "Prime d’essai" in page
    assert "Aucun dossier n’est anonymisé" not in page
    assert dossier.reference not in page


def test_a_supervisor_keeps_a_dossier_and_lets_it_go(client, supervisor):
    dossier = ended(ago=timedelta(days=400))
    announce_due()
    address = reverse("admin:hold_dossier", args=[dossier.pk])
    assert client.post(address, {"ground": "appeal", "reason": " "}).status_code == 422
    assert Erasure.objects.exists()
    page = said(client.post(address, FILLED, follow=True))
    assert dossier.reference in page
    assert "Recours en cours" in page
    assert "Conseil d’État, A. 1234" in page
    assert not Erasure.objects.exists()
    hold = Hold.objects.get()
    ending = reverse("admin:end_hold", args=[hold.pk])
    assert "Ne plus garder" in said(client.get(ending))
    assert Hold.objects.standing().exists()
    assert dossier.reference not in said(client.post(ending, follow=True))
    assert Hold.objects.get().ended_by == supervisor
    assert client.post(ending).status_code == 302


def test_an_anonymised_dossier_cannot_be_held_and_nothing_typed_is_lost(client, supervisor):
    dossier = past(ended())
    address = reverse("admin:hold_dossier", args=[dossier.pk])
    assert client.get(address).url == reverse("admin:dossier", args=[dossier.pk])
    answer = client.post(address, FILLED)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "déjà anonymisé" in page
    assert "Conseil d’État, A. 1234" in page


def test_only_supervisors_may():
    allowed = {
        group for group, rights in GROUP_PERMISSIONS.items() if AgentPermission.HOLD_DOSSIERS in rights
    }
    assert allowed == {"supervisor"}


def test_the_preview_tells_and_touches_nothing(capsys):
    told, coming = ended(ago=timedelta(days=400)), None
    announce_due()
    coming = ended(ago=timedelta(days=500))
    call_command("retention", "--preview")
    day = timezone.localdate() + timedelta(days=30)
    slugs = [one.demarche_version.demarche.slug for one in (told, coming)]
    assert capsys.readouterr().out.splitlines() == [
        f"{slugs[0]}: 1 from {day} to {day}, announced",
        f"{slugs[1]}: 1 from {day}, to be announced",
    ]
    assert list(Erasure.objects.values_list("pk", flat=True)) == [told.pk]
    assert state_of(coming) == "refused"


def test_the_preview_says_when_nothing_goes_and_erases_nothing_by_hand(capsys):
    call_command("retention", "--preview")
    assert "No dossier" in capsys.readouterr().out
    with pytest.raises(CommandError, match="by the clock"):
        call_command("retention")
