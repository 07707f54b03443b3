"""The digest: in the reader's language, by space, bounded, without personal data in its subject."""

from __future__ import annotations

import pytest

from dossiers.digests import emails
from tests.digests.scene import held, morning, own_dossier, pacing, waits
from tests.notices.scene import company_dossier, member
from tests.submission.factories import SentDossierFactory
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.pages import REFERENCE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "les nouvelles de vos dossiers"),
        ("de", "Neuigkeiten zu Ihren Akten"),
        ("nl", "nieuws over uw dossiers"),
        ("en", "news of your case files"),
    ],
)
def test_it_speaks_the_readers_language(language, words):
    dossier = own_dossier(owner_user__language=language)
    waits(dossier)
    [mail] = morning()
    assert words in mail.subject


def test_it_groups_by_space_ones_own_first_then_enterprises_by_name():
    person = pacing(PersonFactory(), "daily")
    names = ["Zébulon SA", "Abeille SRL"]
    for name in names:
        dossier = company_dossier(created_by=person)
        dossier.owner_enterprise.name = name
        dossier.owner_enterprise.save()
        MembershipFactory(enterprise=dossier.owner_enterprise, user=person)
        held(dossier, person)
    held(SentDossierFactory(owner_user=person), person)
    [mail] = morning()
    places = [mail.text.index(words) for words in ("Espace Citoyen", "Abeille SRL", "Zébulon SA")]
    assert places == sorted(places)
    assert mail.html.count("<h2") == 3


def test_its_subject_names_nobody_and_nothing():
    dossier = company_dossier()
    reader = pacing(member(dossier, "reader"), "daily")
    held(dossier, reader)
    [mail] = morning()
    title = dossier.demarche_version.content["title"]["fr"]
    assert title in mail.text
    assert dossier.owner_enterprise.name in mail.text
    for hidden in (title, dossier.owner_enterprise.name, dossier.reference, reader.last_name):
        assert hidden not in mail.subject


def test_several_news_of_a_dossier_are_one_line():
    dossier = own_dossier()
    for news in ("taken_up", "message", "message"):
        held(dossier, dossier.owner_user, news)
    [mail] = morning()
    assert mail.text.count(dossier.reference) == 1
    assert "l’examen a commencé, nouveau message du service" in mail.text


def test_it_is_bounded_and_counts_the_rest(monkeypatch):
    monkeypatch.setattr(emails, "MOST_DOSSIERS", 2)
    monkeypatch.setattr(emails, "MOST_SPACES", 1)
    person = pacing(PersonFactory(), "daily")
    for _ in range(5):
        held(SentDossierFactory(owner_user=person), person)
    company = company_dossier(created_by=person)
    MembershipFactory(enterprise=company.owner_enterprise, user=person)
    held(company, person)
    [mail] = morning()
    assert len(REFERENCE.findall(mail.text)) == 2
    assert "Et 3 autres dossiers" in mail.text
    assert "dans 1 autre espace" in mail.text
    assert company.owner_enterprise.name not in mail.text
    assert morning() == []


def test_a_name_that_looks_like_a_link_leads_nowhere():
    dossier = company_dossier()
    dossier.owner_enterprise.name = "Prime evil.be SRL"
    dossier.owner_enterprise.save()
    held(dossier, pacing(member(dossier, "reader"), "daily"))
    [mail] = morning()
    assert "Prime evil" in mail.text
    assert "evil.be" not in mail.text + mail.html


def test_reading_it_takes_as_many_statements_for_many_dossiers(django_assert_max_num_queries):
    person = pacing(PersonFactory(), "daily")
    for _ in range(40):
        held(SentDossierFactory(owner_user=person), person)
    with django_assert_max_num_queries(60):
        assert len(morning()) == 1
