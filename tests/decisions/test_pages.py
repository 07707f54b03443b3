"""The person reads the decision on the page of the dossier, with its reasons and how to contest it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.decisions.services import decide
from dossiers.models import Dossier
from dossiers.states import DECIDED, STATE_WORDS, State
from tests.handling.factories import CaseFactory, make_officer
from tests.submission.factories import SubmissionFactory
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


def decided(client, outcome, reasons):
    person = force_sign_in(client, PersonFactory())
    submission = SubmissionFactory(dossier__owner_user=person, dossier__state=State.IN_PROGRESS)
    CaseFactory(dossier=submission.dossier)
    decide(actor=make_officer(), dossier_id=submission.dossier.pk, outcome=outcome, reasons=reasons)
    return submission.dossier


def page_of(client, dossier):
    response = client.get(reverse("dossiers:detail", kwargs={"space": "citoyen", "dossier_id": dossier.pk}))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("outcome", sorted(DECIDED))
def test_person_reads_what_was_decided_why_and_how_to_contest_it(client, outcome):
    page = page_of(client, decided(client, State(outcome), "Premier motif.\n\nSecond <motif> & fin."))
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for words in (
        STATE_WORDS[State(outcome)],
        "Prise le",
        "Service des primes",
        "Premier motif. Second &lt;motif&gt; &amp; fin.",
        "Si vous n’êtes pas d’accord",
        "www.le-mediateur.be",
    ):
        assert str(words) in text
    assert '<div class="prose" lang="fr"><p>Premier motif.</p>' in page


def test_who_decided_is_the_service_and_no_name(client):
    dossier = decided(client, State.ACCEPTED, "")
    page = page_of(client, dossier)
    assert Dossier.objects.get(pk=dossier.pk).decision.decided_by.last_name not in page
    assert "Les motifs" not in page


def test_page_without_a_decision_shows_none_and_asks_the_database_for_none(client):
    person = force_sign_in(client, PersonFactory())
    dossier = SubmissionFactory(dossier__owner_user=person, dossier__state=State.IN_PROGRESS).dossier
    with CaptureQueriesContext(connection) as queries:
        assert "La décision" not in page_of(client, dossier)
    assert not any("dossiers_decision" in query["sql"] for query in queries)
