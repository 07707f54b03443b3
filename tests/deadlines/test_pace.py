"""How fast services decide: told of enough dossiers only, computed apart, shown on the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from dossiers import tasks
from dossiers.pace.models import Pace
from dossiers.states import DossierEvent, State
from monespace.common.authors import SYSTEM
from monespace.journal.services import record
from tests.deadlines.scene import THIRTY_DAYS, noon, sent, version_with
from tests.deadlines.test_pages import open_page, text_of
from tests.submission.factories import SentDossierFactory

__all__ = ["open_page"]
pytestmark = pytest.mark.django_db


def decided(version, *days_ago: int, event=DossierEvent.ACCEPT, party="officer") -> None:
    """Let dossiers, sent at noon so many days ago, be decided now."""
    for days in days_ago:
        dossier = SentDossierFactory(
            demarche_version=version,
            state=State.ACCEPTED,
            submitted_at=noon(timezone.localdate() - timedelta(days=days)),
        )
        with transaction.atomic():
            record(f"dossier.{event}", actor=SYSTEM, subject=dossier, party=party, state="accepted")


TEN = range(10, 110, 10)


def test_the_median_of_ten_is_computed_and_the_day_that_is_handled(open_page, client):
    version = version_with(**THIRTY_DAYS)
    decided(version, *TEN)
    tasks.compute_paces()
    pace = Pace.objects.get()
    assert (pace.demarche, pace.usual_days, pace.decided_count) == (version.demarche, 50, 10)
    assert pace.handled_from == timezone.localdate() - timedelta(days=60)
    landing = text_of(client.get(f"/demarches/{version.demarche.slug}/"))
    own = text_of(open_page(sent(version)))
    for shown in (landing, own):
        assert "Temps habituel de décision 50 jours" in shown
        assert "10 dossiers décidés en un an" in shown
        assert "il traite les dossiers introduits vers le" in shown


def test_nine_say_nothing_and_what_was_said_is_forgotten(client):
    version = version_with(**THIRTY_DAYS)
    decided(version, *TEN[1:])
    Pace.objects.create(
        demarche=version.demarche,
        usual_days=1,
        handled_from=timezone.localdate(),
        decided_count=99,
        computed_at=timezone.now(),
    )
    tasks.compute_paces()
    assert not Pace.objects.exists()
    assert "Temps habituel" not in text_of(client.get(f"/demarches/{version.demarche.slug}/"))


def test_silence_and_withdrawals_do_not_count():
    version = version_with()
    decided(version, *TEN[:5], event=DossierEvent.REFUSE)
    decided(version, *TEN[5:], party="system")
    decided(version, *TEN, event=DossierEvent.WITHDRAW, party="person")
    tasks.compute_paces()
    assert not Pace.objects.exists()
    decided(version, *TEN[5:], event=DossierEvent.CLOSE)
    tasks.compute_paces()
    assert Pace.objects.get().decided_count == len(TEN)


def test_computing_again_replaces_and_each_demarche_has_its_own():
    one, two = version_with(), version_with()
    decided(one, *TEN)
    decided(two, *([3] * 12))
    tasks.compute_paces()
    decided(one, *([1] * 30))
    tasks.compute_paces()
    assert {pace.demarche_id: pace.usual_days for pace in Pace.objects.all()} == {
        one.demarche_id: 1,
        two.demarche_id: 3,
    }
