"""A case officer finds the dossiers of his service, opens one, and takes it into his hands."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.catalogue.published import definition_of
from dossiers.decisions.services import decide
from dossiers.handling.services import assign, take_up
from dossiers.models import Case, ServiceMember
from dossiers.states import State
from dossiers.withdrawal.services import withdraw
from helpdesk.models import Consultation
from monespace.journal.models import Event
from tests.gap.test_pages import said, text
from tests.handling.factories import CaseFactory, make_officer
from tests.handling.test_queue import due
from tests.submission.factories import actor_of
from tests.support.client import force_sign_in
from tests.support.pages import REFERENCE, parse

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"admin:{name}", args=args)


def listed(client, tab="nouveaux"):
    return text(client.get(address("cases"), {"onglet": tab}))


def opened(client, case):
    client.post(address("open_case", case.pk))
    return address("case", case.pk)


@pytest.mark.parametrize(("language", "nobody"), [("fr", "Personne"), ("de", "Niemand"), ("nl", "Niemand")])
def test_a_dossier_in_nobodys_hands_says_so(client, officer, case, language, nobody):
    officer.user.language = language
    officer.user.save()
    force_sign_in(client, officer.user)
    sent = {"act": "prendre", "case": f"{case.pk}/-"}
    for page in (listed(client), text(client.post(address("case_batch"), sent))):
        assert nobody in page[page.index(case.dossier.reference) :]


def test_the_queue_shows_the_open_dossiers_of_the_service_and_no_others(at_work, officer, case):
    foreign = CaseFactory(service="autre-service")
    mine = CaseFactory()
    assign(actor=officer, dossier_id=mine.pk, to=officer.user, instead_of=None)
    page = listed(at_work)
    assert case.dossier.reference in page
    assert mine.dossier.reference not in page
    assert mine.dossier.reference in listed(at_work, "miens")
    whole = listed(at_work, "ouverts")
    assert case.dossier.reference in whole
    assert mine.dossier.reference in whole
    assert foreign.dossier.reference not in whole


def test_an_officer_of_several_services_chooses_one_by_its_name(at_work, officer, case):
    ServiceMember.objects.create(user=officer.user, service="autre-service")
    page = parse(at_work.get(address("cases")).content.decode())
    names = [link.text for link in page.iterfind(".//ul[@class='agents-filter']//a")]
    assert names == [definition_of(case.dossier.demarche_version_id).service.name("fr"), "autre-service"]


def test_who_waits_longest_comes_first(at_work, case):
    older = CaseFactory(received_at=timezone.now() - timedelta(days=3))
    page = listed(at_work)
    assert page.index(older.dossier.reference) < page.index(case.dossier.reference)


def test_a_dossier_past_its_day_is_late_and_one_of_today_is_not(at_work, case):
    today = timezone.localdate()
    late, on_time = due(CaseFactory(), today - timedelta(days=1)), due(CaseFactory(), today)
    page = listed(at_work, "retard")
    assert late.dossier.reference in page
    assert "(en retard)" in page
    assert on_time.dossier.reference not in page
    after = listed(at_work, "ouverts").split(on_time.dossier.reference)[1]
    assert "(en retard)" not in REFERENCE.split(after)[0]


def test_what_was_decided_these_ninety_days_is_listed_the_latest_first_and_is_not_late(at_work, officer):
    yesterday = timezone.localdate() - timedelta(days=1)
    first, second, old = (due(CaseFactory(dossier__state=State.IN_PROGRESS), yesterday) for _ in range(3))
    CaseFactory(dossier__state=State.WITHDRAWN)
    for case in (first, second, old):
        decide(actor=officer, dossier_id=case.pk, outcome=State.ACCEPTED, reasons="")
    for case, days in ((first, 89), (old, 91)):
        Case.objects.filter(pk=case.pk).update(decided_at=timezone.now() - timedelta(days=days))
    page = listed(at_work, "decides")
    assert page.index(second.dossier.reference) < page.index(first.dossier.reference)
    assert old.dossier.reference not in page
    assert len(REFERENCE.findall(page)) == 2
    assert "(en retard)" not in page


def test_a_withdrawn_dossier_says_why(at_work, case):
    withdraw(actor=actor_of(case.dossier.owner_user), dossier_id=case.pk, reason="Vélo rendu au magasin.")
    page = text(at_work.get(opened(at_work, case)))
    assert "Le motif du retrait" in page
    assert "Vélo rendu au magasin." in page
    assert "Traiter ce dossier" not in page


def test_an_officer_without_service_is_told_so(client):
    officer = make_officer()
    officer.user.service_memberships.all().delete()
    force_sign_in(client, officer.user)
    assert "Vous n’êtes attribué à aucun service." in listed(client)


def test_each_look_is_kept_and_a_dossier_that_is_not_opened_shows_nothing(at_work, officer, case):
    closed = text(at_work.get(address("case", case.pk)))
    assert "Ce dossier n’est pas ouvert" in closed
    assert "Réponses" not in closed
    page = text(at_work.get(opened(at_work, case)))
    assert "Réponses" in page
    consultation = Consultation.objects.get(agent=officer.user, dossier=case.dossier)
    assert consultation.reason == Consultation.Reason.EXAMINATION
    assert Event.objects.about(case.dossier).filter(tag="dossier.consulted").count() == 1


@pytest.mark.parametrize("name", ["case", "open_case", "take_up_case", "assign_case"])
def test_a_dossier_of_another_service_does_not_exist(at_work, case, name):
    foreign = CaseFactory(service="autre-service")
    method = at_work.get if name == "case" else at_work.post
    sent = {"officer": "personne"}
    assert method(address(name, case.pk), sent).status_code in {200, 302}
    assert method(address(name, foreign.pk), sent).status_code == 404


def test_taking_a_dossier_up_puts_it_into_ones_hands(at_work, officer, case):
    page = at_work.post(address("take_up_case", case.pk), follow=True)
    assert "Vous traitez ce dossier." in " ".join(said(page))
    case.refresh_from_db()
    assert (case.state, case.officer) == (State.IN_PROGRESS, officer.user)


def test_a_dossier_in_a_colleagues_hands_is_refused_with_the_reason(at_work, case):
    take_up(actor=make_officer(), dossier_id=case.pk)
    page = at_work.post(address("take_up_case", case.pk), follow=True)
    assert "entre les mains d’un collègue" in " ".join(said(page))
    opened(at_work, case)
    assert "Traiter ce dossier" not in text(at_work.get(address("case", case.pk)))


def test_a_dossier_goes_to_a_colleague_and_back(at_work, case):
    colleague = make_officer().user
    at_work.post(address("assign_case", case.pk), {"officer": str(colleague.pk), "instead_of": ""})
    assert Case.objects.get(pk=case.pk).officer == colleague
    cut_halfway = {"instead_of": str(colleague.pk)}
    assert at_work.post(address("assign_case", case.pk), cut_halfway).status_code == 422
    assert Case.objects.get(pk=case.pk).officer == colleague
    given_back = {"officer": "personne", "instead_of": str(colleague.pk)}
    at_work.post(address("assign_case", case.pk), given_back)
    assert Case.objects.get(pk=case.pk).officer is None


def test_who_read_an_older_page_does_not_take_it_from_others(at_work, officer, case):
    assign(actor=officer, dossier_id=case.pk, to=make_officer().user, instead_of=None)
    sent = {"officer": str(officer.user.pk), "instead_of": ""}
    page = at_work.post(address("assign_case", case.pk), sent, follow=True)
    assert "a changé de mains entre-temps" in " ".join(said(page))
    assert Case.objects.get(pk=case.pk).officer != officer.user


def test_who_works_elsewhere_cannot_be_chosen(at_work, case):
    stranger = make_officer("autre-service").user
    answer = at_work.post(address("assign_case", case.pk), {"officer": str(stranger.pk), "instead_of": ""})
    assert answer.status_code == 422
    assert Case.objects.get(pk=case.pk).officer is None


def test_a_reference_leads_to_its_dossier_of_the_service_only(at_work, case):
    found = at_work.post(address("find_case"), {"reference": case.dossier.reference.lower()})
    assert found.url == address("case", case.pk)
    foreign = CaseFactory(service="autre-service")
    for typed in (foreign.dossier.reference, "ME-0000-0000-00", "boulangerie"):
        answer = at_work.post(address("find_case"), {"reference": typed})
        assert answer.status_code == 422
        assert "Aucun dossier de votre service ne porte cette référence." in text(answer)


def test_pages_cost_few_statements_however_many_dossiers_there_are(
    at_work, case, django_assert_max_num_queries
):
    CaseFactory.create_batch(30)
    at_work.get(address("cases"))  # each process reads a published version once
    with django_assert_max_num_queries(7):
        at_work.get(address("cases"))
    opened(at_work, case)
    with django_assert_max_num_queries(12):
        at_work.get(address("case", case.pk))


def test_the_second_page_of_the_queue_goes_on_where_the_first_one_ends(at_work, case, monkeypatch):
    monkeypatch.setattr("helpdesk.cases.views.ROWS_PER_PAGE", 3)
    now = timezone.now()
    older = [CaseFactory(received_at=now - timedelta(days=days)) for days in range(1, 5)]
    expected = [one.dossier.reference for one in [*reversed(older), case]]
    pages = [text(at_work.get(address("cases"), {"page": page})) for page in (1, 2)]
    shown = [[reference for reference in expected if reference in page] for page in pages]
    assert shown == [expected[:3], expected[3:]]
    assert all(pages[0].index(one) < pages[0].index(other) for one, other in pairwise(expected[:3]))


def test_who_handles_nothing_is_no_person_in_any_language(at_work, case, settings):
    assert "Personne : à attribuer" in listed(at_work)
    at_work.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    page = listed(at_work)
    assert "Niemand: noch zuzuweisen" in page
    assert "Bei der Dienststelle eingegangen" in page


def test_services_and_parts_of_the_queue_stand_behind_what_is_shown_of_them(at_work, officer, case):
    ServiceMember.objects.create(user=officer.user, service="autre-service")
    page = parse(at_work.get(address("cases"), {"onglet": "miens"}).content.decode())
    switches = page.findall(".//main//details[@class='switch']")
    service = definition_of(case.dossier.demarche_version_id).service.name("fr")
    assert [one.find("summary").text for one in switches] == [f"Service\u00a0: {service}", "Les miens"]
    assert [len(one.findall(".//a")) for one in switches] == [2, 7]
