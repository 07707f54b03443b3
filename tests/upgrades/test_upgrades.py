"""A draft moves to the newest version once its person has seen what becomes of their answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers.models import Attachment, Dossier, StepAnswers
from dossiers.states import State
from monespace.journal.models import Event
from tests.filling.browser import Page, open_step, save, url
from tests.filling.factories import draft_of, publish
from tests.upgrades.scene import TYPED, begun, change

pytestmark = pytest.mark.django_db
OFFER = "Voir ce qui change pour votre demande"
FINISH = "Vous pouvez terminer votre demande comme vous l’avez commencée"
TOO_LATE = "La version que vous avez commencée ne peut plus être envoyée"


@pytest.fixture
def draft(citizen, person) -> Dossier:
    return begun(citizen, person)


def shown(citizen, draft) -> Page:
    """Return the page that says what changes, in a tab of its own."""
    return Page(citizen, url("upgrade", draft), citizen.get(url("upgrade", draft)))


def answers_of(draft) -> dict:
    return {row.step: row.values for row in StepAnswers.objects.filter(dossier=draft)}


def version_of(draft) -> int:
    draft.refresh_from_db()
    return draft.demarche_version.version


def upgrades_of(draft) -> list[Event]:
    return [event for event in Event.objects.about(draft) if event.tag == "draft.upgraded"]


def test_nothing_is_offered_while_nothing_changed(citizen, draft):
    for page in ("detail", "review"):
        assert OFFER not in citizen.get(url(page, draft)).content.decode()
    assert shown(citizen, draft).response["Location"] == url("detail", draft)
    assert citizen.post(url("upgrade", draft)).status_code == 302
    assert version_of(draft) == 1
    assert not upgrades_of(draft)


def test_the_person_sees_what_stays_goes_and_comes_before_anything_moves(citizen, draft):
    change()
    for page in ("detail", "review"):
        html = citizen.get(url(page, draft)).content.decode()
        assert OFFER in html
        assert FINISH in html
    before = answers_of(draft)
    page = shown(citizen, draft)
    said = " ".join("".join(page.root.find(".//main").itertext()).split())
    leaving = said.partition("Ce qui n’est plus demandé")[2].partition("Ce qui est nouveau")[0]
    for words in ("Surnom", "Lili", "Age", "36", "Facture", "facture.pdf"):
        assert words in leaving
    assert "Situation" not in leaving
    coming = said.partition("Ce qui est nouveau")[2]
    assert "Pays" in coming
    assert "Age" in coming
    assert "Situation" not in coming
    assert "3 réponses et documents restent tels quels" in said  # situation, home, comfort
    assert (answers_of(draft), version_of(draft)) == (before, 1)


def test_the_draft_moves_with_what_is_asked_alike(citizen, draft):
    before = answers_of(draft)
    change()
    page = shown(citizen, draft).post()
    assert version_of(draft) == 2
    assert answers_of(draft) == before | {"vous": {"situation": "seul"}}
    assert not Attachment.objects.current().filter(dossier=draft).exists()
    landed = page.follow()
    assert "suit maintenant la nouvelle version" in landed.html
    assert landed.root.find(".//input[@name='pays']") is not None
    (event,) = upgrades_of(draft)
    assert (event.facts["before"], event.facts["after"]) == (1, 2)
    detail = citizen.get(url("detail", draft)).content.decode()
    assert "Brouillon passé à la nouvelle version de la démarche" in detail
    assert OFFER not in detail


def test_a_document_that_is_still_asked_for_stays(citizen, draft):
    publish(version=2)
    kept = Attachment.objects.current().get(dossier=draft)
    page = shown(citizen, draft)
    assert "Rien de ce que vous avez répondu ne disparaît" in page.html
    assert "Aucune nouvelle question" in page.html
    page.post()
    assert version_of(draft) == 2
    assert Attachment.objects.current().get(dossier=draft) == kept


def test_pressed_twice_and_in_two_tabs_it_moves_once(citizen, draft):
    change()
    first, second = shown(citizen, draft), shown(citizen, draft)
    for tab in (first, first, second):
        assert tab.post().response.status_code == 302
    assert len(upgrades_of(draft)) == 1


def test_what_changed_since_it_was_shown_is_shown_again_first(citizen, draft):
    change()
    page = shown(citizen, draft)
    save(citizen, draft, "vous", **TYPED | {"surnom": "Zaza"})
    refused = page.post()
    assert refused.response.status_code == 409
    assert "relisez ce qui change" in refused.html
    assert "Zaza" in refused.html
    publish(version=3)
    assert refused.post().response.status_code == 409, "a version that nobody was shown"
    assert version_of(draft) == 1
    assert not upgrades_of(draft)
    assert shown(citizen, draft).post().response.status_code == 302
    assert version_of(draft) == 3


def test_a_page_opened_before_writes_over_nothing(citizen, draft):
    tab = open_step(citizen, draft, "vous")
    change()
    shown(citizen, draft).post()
    late = tab.post("save", surnom="Tard", situation="couple")
    assert "modifiée ailleurs" in late.html
    assert answers_of(draft)["vous"]["situation"] == "seul"


def test_a_draft_of_a_closed_version_goes_on_with_the_new_one(citizen, person):
    yesterday = str(timezone.localdate() - timedelta(days=1))
    draft = draft_of(person, version=publish(closes=yesterday))
    save(citizen, draft, "vous", **TYPED)
    assert OFFER not in citizen.get(url("detail", draft)).content.decode()
    publish(version=2)
    for page in ("detail", "review"):
        html = citizen.get(url(page, draft)).content.decode()
        assert TOO_LATE in html
        assert FINISH not in html
    shown(citizen, draft).post()
    assert version_of(draft) == 2
    assert answers_of(draft)["vous"]["surnom"] == "Lili"


@pytest.mark.parametrize(
    "words",
    [
        {"closes": str(timezone.localdate() - timedelta(days=1))},
        {"takes_effect": f"{timezone.localdate() + timedelta(days=9)}T08:00:00+01:00"},
        {"audience": "enterprise"},
    ],
    ids=["closed", "planned", "of others"],
)
def test_a_version_that_takes_no_request_is_not_offered(citizen, draft, words):
    change(**words)
    assert OFFER not in citizen.get(url("detail", draft)).content.decode()
    assert shown(citizen, draft).response.status_code == 302
    citizen.post(url("upgrade", draft), {"seen": ""})
    assert version_of(draft) == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.AWAITING_SIGNATURES, "attend des signatures"), (State.EXPIRED, "n’est plus un brouillon")],
)
def test_what_left_the_drafts_stays_on_its_version(citizen, draft, state, words):
    change()
    page = shown(citizen, draft)
    Dossier.objects.filter(pk=draft.pk).update(state=state, ended_at=timezone.now())
    assert words in page.post().follow().html
    assert version_of(draft) == 1
