"""What people read of the time limit on the page of the dossier, on the receipt and in their calendar."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from dossiers.models import ComplementRequest
from dossiers.states import DossierEvent
from monespace.outbox.testing import drain
from tests.deadlines.scene import (
    APPROVAL,
    REFUSAL,
    THIRTY_DAYS,
    deadline_row,
    happen,
    outage,
    sent,
    version_with,
)
from tests.deadlines.test_outages import announce
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db

SENT_ON = date(2026, 3, 2)


@pytest.fixture
def now(time_machine):
    time_machine.move_to("2026-03-12 10:00+01:00")
    return time_machine


@pytest.fixture
def open_page(client):
    """Return a function that opens a page of a dossier as its owner."""

    def open_it(dossier, name="detail"):
        force_sign_in(client, dossier.owner_user)
        kwargs = {"space": "citoyen", "dossier_id": dossier.pk}
        return client.get(reverse(f"dossiers:{name}", kwargs=kwargs))

    return open_it


def text_of(response):
    assert response.status_code == 200
    return re.sub(r"[\s\xa0]+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("name", ["detail", "receipt"])
def test_the_last_day_is_told(now, open_page, name):
    shown = text_of(open_page(sent(version_with(**THIRTY_DAYS), SENT_ON), name))
    assert "Décision au plus tard le 1er avril 2026" in shown


def test_the_page_explains_how_and_by_which_text(now, open_page):
    shown = text_of(open_page(sent(version_with(**THIRTY_DAYS), SENT_ON)))
    assert "Comment ce délai est calculé" in shown
    assert "30 jours, à partir de la réception de la demande" in shown
    assert "Le délai commence le 2 mars 2026, à la réception de la demande." in shown
    assert "Décret d’essai, article 7." in shown


@pytest.mark.parametrize(
    ("means", "words"),
    [(APPROVAL, "la demande est acceptée"), (REFUSAL, "la demande est refusée"), ({}, None)],
)
def test_what_silence_means_is_told_before_only_where_the_law_says_it(now, open_page, means, words):
    shown = text_of(open_page(sent(version_with(**THIRTY_DAYS | means), SENT_ON)))
    if words:
        assert f"Sans décision à cette date, {words}." in shown
        assert "Même décret, article 8." in shown
    else:
        assert "Sans décision" not in shown


def test_a_dossier_waited_for_has_no_last_day(now, open_page):
    dossier = sent(version_with(**THIRTY_DAYS), SENT_ON)
    happen(dossier, DossierEvent.RECEIVE, DossierEvent.TAKE_UP, DossierEvent.ASK)
    shown = text_of(open_page(dossier))
    assert "Le délai de décision est suspendu" in shown
    assert "Le délai est suspendu depuis le 12 mars 2026" in shown
    assert "Décision au plus tard" not in shown
    assert open_page(dossier, "deadline_calendar").status_code == 404


def test_a_limit_that_passed_says_so_and_that_the_service_must_decide(now, open_page):
    dossier = sent(version_with(**THIRTY_DAYS), date(2026, 1, 5))
    shown = text_of(open_page(dossier))
    assert "Le délai de décision est dépassé depuis le 4 février 2026." in shown
    assert "Le service doit encore décider." in shown


def test_on_its_last_day_a_limit_has_not_passed(now, open_page):
    dossier = sent(version_with(**THIRTY_DAYS), date(2026, 2, 10))
    assert "Décision au plus tard le 12 mars 2026" in text_of(open_page(dossier))
    now.move_to("2026-03-13 00:30+01:00")
    assert "est dépassé depuis le 12 mars 2026" in text_of(open_page(dossier))


def test_a_decided_dossier_and_one_without_limit_tell_no_day(now, open_page):
    decided = sent(version_with(**THIRTY_DAYS), SENT_ON)
    happen(decided, DossierEvent.RECEIVE, DossierEvent.TAKE_UP, DossierEvent.ACCEPT)
    for dossier in (decided, sent(version_with(), SENT_ON)):
        assert "Décision au plus tard" not in text_of(open_page(dossier, "receipt"))
        shown = text_of(open_page(dossier))
        assert "Décision au plus tard" not in shown
        assert "Comment ce délai" not in shown
        assert open_page(dossier, "deadline_calendar").status_code == 404


def test_an_outage_is_told_on_the_page_and_in_the_timeline(now, open_page):
    dossier = sent(version_with(**THIRTY_DAYS), SENT_ON)
    announce(outage(date(2026, 3, 10), date(2026, 3, 12)))
    drain()
    shown = text_of(open_page(dossier))
    assert "Décision au plus tard le 11 avril 2026" in shown
    assert "Le délai est prolongé de 10 jours : panne du 10 mars 2026 au 12 mars 2026." in shown
    assert "Panne d’essai. Décret de la panne." in shown
    assert "Délai de décision prolongé" in shown
    assert "décision au plus tard le 11 avril 2026, au lieu du 1er avril 2026." in shown


def test_the_calendar_file_has_the_day_and_nobody_in_it(now, open_page):
    owner = PersonFactory(first_name="Éloïse", last_name="Sœur-Lefèvre")
    dossier = sent(version_with(**THIRTY_DAYS), SENT_ON, dossier__owner_user=owner)
    response = open_page(dossier, "deadline_calendar")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="echeances.ics"' in response["Content-Disposition"]
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 4, 1), date(2026, 4, 2))
    assert event["summary"].replace("\xa0", " ") == "Mon Espace : échéance d’un dossier"
    assert event["url"].endswith(f"/espace/citoyen/dossiers/{dossier.pk}/")
    kept = response.content.decode()
    for secret in ("Lefèvre", "Éloïse", dossier.reference, "Prime"):
        assert secret not in kept
    later = open_page(dossier, "deadline_calendar")
    [again] = Calendar.from_ical(later.content).walk("VEVENT")
    assert again["uid"] == event["uid"]


def test_other_people_get_no_calendar_file(now, client):
    dossier = sent(version_with(**THIRTY_DAYS), SENT_ON)
    force_sign_in(client, PersonFactory())
    kwargs = {"space": "citoyen", "dossier_id": dossier.pk}
    assert client.get(reverse("dossiers:deadline_calendar", kwargs=kwargs)).status_code == 404


@pytest.mark.parametrize("language", ["de", "nl", "en"])
def test_the_page_speaks_the_readers_language(now, open_page, client, language):
    dossier = sent(version_with(**THIRTY_DAYS), SENT_ON)
    open_page(dossier)
    client.post("/langue/", {"page_language": language})
    page = reverse("dossiers:detail", kwargs={"space": "citoyen", "dossier_id": dossier.pk})
    words = {"de": "Entscheidung spätestens am 1. April 2026", "nl": "Beslissing uiterlijk op 1 april 2026"}
    shown = text_of(client.get(page))
    assert words.get(language, "Decision no later than") in shown
    assert "au plus tard" not in shown


def test_the_calendar_file_has_the_day_to_answer_too_and_says_nothing_of_what_is_asked(now, open_page):
    dossier = sent(version_with(), SENT_ON)
    assert open_page(dossier, "deadline_calendar").status_code == 404
    happen(dossier, DossierEvent.RECEIVE, DossierEvent.TAKE_UP, DossierEvent.ASK)
    asked = ComplementRequest.objects.create(
        dossier=dossier,
        text="Envoyez la facture.",
        due_on=date(2026, 4, 20),
        fields=["velo.prix"],
        asked_by=PersonFactory(),
        asked_at=timezone.now(),
    )
    response = open_page(dossier, "deadline_calendar")
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 4, 20), date(2026, 4, 21))
    assert event["uid"].startswith(str(asked.pk))
    assert "réponse attendue" in event["summary"]
    kept = response.content.decode()
    for secret in ("facture", dossier.reference, dossier.owner_user.last_name):
        assert secret not in kept
    assert (
        reverse("dossiers:deadline_calendar", kwargs={"space": "citoyen", "dossier_id": dossier.pk})
        in open_page(dossier).content.decode()
    )
    happen(dossier, DossierEvent.ANSWER)
    assert open_page(dossier, "deadline_calendar").status_code == 404


def test_a_limit_that_runs_and_what_is_asked_are_two_days_of_one_file(now, open_page):
    dossier = sent(version_with(**THIRTY_DAYS), date(2026, 1, 5))
    happen(dossier, DossierEvent.RECEIVE, DossierEvent.TAKE_UP, DossierEvent.ASK)
    ComplementRequest.objects.create(
        dossier=dossier,
        text="Envoyez la facture.",
        due_on=date(2026, 4, 20),
        fields=["velo.prix"],
        asked_by=PersonFactory(),
        asked_at=timezone.now(),
    )
    events = Calendar.from_ical(open_page(dossier, "deadline_calendar").content).walk("VEVENT")
    days = {str(event["uid"]).partition("@")[0]: event.decoded("dtstart") for event in events}
    assert len(days) == 2
    assert days[str(dossier.pk)] == deadline_row(dossier).due_on
