"""The supervisor's pages: what an outage changes is shown first, and announced as it was shown."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

import pytest
from django.urls import reverse

from dossiers.deadlines.models import Outage
from helpdesk.outages import services
from monespace.common.errors import Forbidden
from monespace.outbox.testing import drain
from tests.deadlines.scene import THIRTY_DAYS, deadline_row, outage, sent, version_with
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory

pytestmark = pytest.mark.django_db

NEW, LIST = "/admin/pannes/nouvelle/", "/admin/pannes/"
SAID = {
    "number": "6f1b5f0e-0000-4000-8000-000000000001",
    "began_on": "10/03/2026",
    "ended_on": "12 mars 2026",
    "reach": "all",
    "extra_days": "10",
    "extended_to": "",
    "cause_fr": "Panne d’essai.",
    "cause_de": "Probeausfall.",
    "cause_nl": "",
    "cause_en": "",
    "legal_basis_fr": "Décret de la panne.",
    "legal_basis_de": "Dekret über den Ausfall.",
    "legal_basis_nl": "",
    "legal_basis_en": "",
}


@pytest.fixture
def now(time_machine):
    time_machine.move_to("2026-03-12 10:00+01:00")


@pytest.fixture
def supervisor(now, client):
    agent = AgentFactory(group="supervisor")
    force_sign_in(client, agent, level=500, method="eid")
    return client


def text_of(response):
    return re.sub(r"[\s\xa0]+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def preview(client, **changes):
    return client.post(NEW, SAID | {"action": "preview"} | changes)


def announce(client, shown_on, **changes):
    said = SAID | {"action": "announce", "shown": shown_on.context["shown"]} | changes
    return client.post(NEW, said, follow=True)


def test_what_it_changes_is_shown_and_nothing_is_kept(supervisor):
    version = version_with(**THIRTY_DAYS)
    dossiers = [sent(version, date(2026, 3, 2)) for _ in range(2)]
    shown = text_of(preview(supervisor))
    assert "2 dossiers reçoivent une nouvelle date limite." in shown
    assert "Cela concerne au plus : 2 personnes pour leurs propres dossiers, 0 entreprise." in shown
    assert "Prime d’essai" in shown
    assert "01/04/2026 11/04/2026 2" in shown
    assert not Outage.objects.exists()
    drain()
    assert deadline_row(dossiers[0]).due_on == date(2026, 4, 1)


def test_what_was_shown_is_announced_and_listed(supervisor):
    dossier = sent(version_with(**THIRTY_DAYS), date(2026, 3, 2))
    response = announce(supervisor, preview(supervisor))
    shown = text_of(response)
    assert response.redirect_chain == [(LIST, 302)]
    assert "La panne est annoncée." in shown
    assert "du 10/03/2026 au 12/03/2026 Toutes 10 jours de plus Panne d’essai." in shown
    drain()
    assert deadline_row(dossier).due_on == date(2026, 4, 11)
    [kept] = Outage.objects.all()
    assert (kept.pk, kept.cause) == (UUID(SAID["number"]), {"fr": "Panne d’essai.", "de": "Probeausfall."})


def test_it_is_announced_twice_by_two_presses_and_kept_once(supervisor):
    page = preview(supervisor)
    for _ in range(2):
        assert announce(supervisor, page).redirect_chain == [(LIST, 302)]
    assert Outage.objects.count() == 1


@pytest.mark.parametrize(
    "edited", [{"extra_days": "60"}, {"cause_fr": "Autre chose."}, {"ended_on": "13/03/2026"}]
)
def test_what_was_edited_after_it_was_shown_is_shown_again(supervisor, edited):
    response = announce(supervisor, preview(supervisor), **edited)
    assert response.status_code == 200
    assert "Rien n’est enregistré" in text_of(response)
    assert not Outage.objects.exists()
    assert announce(supervisor, response, **edited).redirect_chain == [(LIST, 302)]


def test_a_dossier_sent_meanwhile_has_it_shown_again(supervisor):
    page = preview(supervisor)
    sent(version_with(**THIRTY_DAYS), date(2026, 3, 2))
    assert "1 dossier reçoit une nouvelle date limite." in text_of(announce(supervisor, page))
    assert not Outage.objects.exists()


def test_some_demarches_and_a_day_may_be_chosen(supervisor):
    chosen, other = version_with(**THIRTY_DAYS), version_with(**THIRTY_DAYS)
    dossiers = [sent(version, date(2026, 2, 9)) for version in (chosen, other)]
    changes = {
        "reach": "some",
        "demarches": [chosen.content["slug"]],
        "extra_days": "",
        "extended_to": "16/03/2026",
    }
    offered = preview(supervisor).context["form"].fields["demarches"].choices
    assert chosen.content["slug"] in dict(offered)
    assert announce(supervisor, preview(supervisor, **changes), **changes).redirect_chain == [(LIST, 302)]
    drain()
    assert [deadline_row(one).due_on for one in dossiers] == [date(2026, 3, 16), date(2026, 3, 11)]


MISTAKES = {
    "no end": ({"ended_on": ""}, "ended_on"),
    "an end before the beginning": ({"ended_on": "09/03/2026"}, "ended_on"),
    "more than a year": ({"ended_on": "12/03/2027"}, "ended_on"),
    "nothing said of the démarches": ({"reach": ""}, "reach"),
    "none of some": ({"reach": "some"}, "demarches"),
    "an unknown démarche": ({"reach": "some", "demarches": ["licorne"]}, "demarches"),
    "no extension": ({"extra_days": ""}, "extra_days"),
    "two extensions": ({"extended_to": "16/03/2026"}, "extra_days"),
    "no days": ({"extra_days": "0"}, "extra_days"),
    "days of years": ({"extra_days": "366"}, "extra_days"),
    "words for days": ({"extra_days": "dix"}, "extra_days"),
    "extended to before its end": ({"extra_days": "", "extended_to": "11/03/2026"}, "extended_to"),
    "extended for years": ({"extra_days": "", "extended_to": "12/03/2028"}, "extended_to"),
    "no German": ({"cause_de": "  "}, "cause_de"),
    "no law": ({"legal_basis_fr": ""}, "legal_basis_fr"),
    "a novel": ({"cause_en": "x" * 301}, "cause_en"),
}


@pytest.mark.parametrize(("changes", "field"), MISTAKES.values(), ids=MISTAKES)
@pytest.mark.parametrize("action", ["preview", "announce"])
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(supervisor, changes, field, action):
    assert preview(supervisor).status_code == 200
    response = supervisor.post(NEW, SAID | changes | {"action": action, "shown": "x"})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert not Outage.objects.exists()
    assert SAID["legal_basis_de"] in response.content.decode()


def test_five_a_day_are_enough(supervisor, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"announce_outage": (1, 86_400)}
    assert announce(supervisor, preview(supervisor)).status_code == 200
    other = {"number": "6f1b5f0e-0000-4000-8000-000000000002"}
    assert announce(supervisor, preview(supervisor, **other), **other).status_code == 429
    assert Outage.objects.count() == 1


@pytest.mark.parametrize("group", ["helpdesk", "publisher", "case_officer", "admin"])
def test_only_supervisors_announce(now, client, group):
    agent = AgentFactory(group=group)
    force_sign_in(client, agent, level=500, method="eid")
    assert client.get(LIST).status_code == 403
    assert client.post(NEW, SAID).status_code == 403
    with pytest.raises(Forbidden):
        services.announce_outage(actor=agent, outage=outage(date(2026, 3, 10), date(2026, 3, 12)), shown="")


def test_the_way_to_it_stands_in_the_navigation_of_supervisors(supervisor):
    assert f'href="{reverse("admin:outages")}"' in supervisor.get(reverse("admin:index")).content.decode()


def test_each_thing_that_is_missing_is_named(supervisor):
    errors = supervisor.post(NEW, {"number": SAID["number"], "action": "preview"}).context["form"].errors
    told = [message for messages in errors.values() for message in messages]
    assert len(told) == len(set(told)) == 8
    assert not any("Ce champ" in message for message in told)
