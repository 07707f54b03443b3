"""One act on several cases: shown first, done for each by itself, and what was refused is named."""

from __future__ import annotations

from unittest.mock import patch
from uuid import uuid4

import pytest
from django.urls import reverse

from dossiers.handling.services import assign, take_up
from dossiers.models import Case, Decision
from dossiers.states import State
from helpdesk.cases.batch import services
from helpdesk.cases.batch.acts import MOST_CASES, Act, NoCase, TooManyCases, chosen_among
from monespace.journal.models import Event
from tests.gap.test_pages import said, text
from tests.handling.factories import CaseFactory, make_officer
from tests.submission.definition import content

pytestmark = pytest.mark.django_db
PAGE = "/admin/traitement/lot/"
REASONS = "Aucune réponse à notre demande."


def sent(act, *cases, **more):
    chosen = [f"{case.pk}/{case.officer_id or '-'}" for case in cases]
    return {"act": act, "case": chosen, **more}


def now(case):
    return Case.objects.select_related("officer").get(pk=case.pk)


def test_the_queue_offers_to_choose_what_is_open_only(at_work, officer, case):
    page = at_work.get(reverse("admin:cases")).content.decode()
    assert f'value="{case.pk}/-" form="batch"' in page
    assert "Les classer sans suite" in page
    Case.objects.filter(pk=case.pk).update(officer=officer.user)
    mine = at_work.get(reverse("admin:cases"), {"onglet": "miens"}).content.decode()
    assert f'value="{case.pk}/{officer.user.pk}" form="batch"' in mine
    assert 'form="batch"' not in at_work.get(reverse("admin:cases"), {"onglet": "decides"}).content.decode()


def test_what_goes_and_what_does_not_is_shown_before_anything_changes(at_work):
    free, held, ended = CaseFactory(), CaseFactory(), CaseFactory(dossier__state=State.ACCEPTED)
    take_up(actor=make_officer(), dossier_id=held.pk)
    page = text(at_work.post(PAGE, sent(Act.TAKE_UP, free, now(held), ended)))
    assert "1 dossier choisi est concerné." in page
    for case, words in ((free, "Les prendre en traitement"), (held, "entre les mains d’un collègue")):
        assert words in page.split(case.dossier.reference)[1]
    assert "déjà décidé ou retiré" in page.split(ended.dossier.reference)[1]
    assert now(free).state == State.RECEIVED


def test_each_is_taken_up_and_journaled_for_itself(at_work, officer):
    cases = CaseFactory.create_batch(3)
    answer = at_work.post(PAGE, sent(Act.TAKE_UP, *cases, action="confirm"), follow=True)
    assert "C’est fait pour 3 dossiers." in " ".join(said(answer))
    for case in cases:
        assert (now(case).officer, now(case).state) == (officer.user, State.IN_PROGRESS)
        tags = [event.tag for event in Event.objects.about(case.dossier)]
        assert tags == ["case.assigned", "dossier.taken_up"]


def test_cases_go_to_oneself_or_to_a_colleague(at_work, officer):
    cases, colleague = CaseFactory.create_batch(2), make_officer().user
    at_work.post(PAGE, sent(Act.ASSIGN_ME, *cases, action="confirm"))
    assert {now(case).officer for case in cases} == {officer.user}
    held = [now(case) for case in cases]
    missing = at_work.post(PAGE, sent(Act.ASSIGN, *held, action="confirm"))
    assert "Choisissez un collègue." in text(missing)
    at_work.post(PAGE, sent(Act.ASSIGN, *held, action="confirm", officer=str(colleague.pk)))
    assert {now(case).officer for case in cases} == {colleague}


def test_what_changed_hands_since_the_queue_was_read_stays_where_it_is(at_work, officer):
    case, other = CaseFactory(), make_officer()
    assign(actor=other, dossier_id=case.pk, to=other.user, instead_of=None)
    page = text(at_work.post(PAGE, sent(Act.ASSIGN_ME, case, action="confirm")))
    assert "a changé de mains entre-temps" in page
    assert now(case).officer == other.user


def test_cases_are_closed_with_reasons_read_first(at_work):
    cases = CaseFactory.create_batch(2, dossier__state=State.IN_PROGRESS)
    first = text(at_work.post(PAGE, sent(Act.CLOSE, *cases)))
    assert "Relire avant de confirmer" in first
    assert "Indiquez les motifs" not in first
    missing = at_work.post(PAGE, sent(Act.CLOSE, *cases, action="read", reasons=" "))
    assert missing.status_code == 422
    assert "Indiquez les motifs" in text(missing)
    read = text(at_work.post(PAGE, sent(Act.CLOSE, *cases, action="read", reasons=REASONS)))
    assert "Ce que chaque personne lira" in read
    assert REASONS in read
    changed = text(at_work.post(PAGE, sent(Act.CLOSE, *cases, action="change", reasons=REASONS)))
    assert REASONS in changed
    assert "Ce que chaque personne lira" not in changed
    assert not Decision.objects.exists()
    at_work.post(PAGE, sent(Act.CLOSE, *cases, action="confirm", reasons=REASONS))
    assert {(one.outcome, one.reasons) for one in Decision.objects.all()} == {(State.CLOSED, REASONS)}
    assert Decision.objects.count() == 2


def test_what_one_refuses_stops_no_other_and_is_named(at_work, officer):
    first, raced, last = CaseFactory.create_batch(3)
    really = services.take_up

    def taking_up(*, actor, dossier_id):
        if dossier_id == raced.pk:  # a colleague was quicker
            really(actor=make_officer(), dossier_id=dossier_id)
        return really(actor=actor, dossier_id=dossier_id)

    with patch.object(services, "take_up", taking_up):
        answer = at_work.post(PAGE, sent(Act.TAKE_UP, first, raced, last, action="confirm"))
    assert "C’est fait pour 2 dossiers." in " ".join(said(answer))
    assert f"{raced.dossier.reference} – Ce dossier est entre les mains d’un collègue." in text(answer)
    assert [now(case).officer == officer.user for case in (first, raced, last)] == [True, False, True]


def test_what_wants_a_second_reading_is_not_closed_in_a_batch(at_work):
    version = {"dossier__demarche_version__content": content(second_reading=True)}
    twice = CaseFactory(dossier__state=State.IN_PROGRESS, **version)
    once = CaseFactory(dossier__state=State.IN_PROGRESS)
    page = text(at_work.post(PAGE, sent(Act.CLOSE, once, twice)))
    assert "demande une seconde lecture" in page.split(twice.dossier.reference)[1]
    at_work.post(PAGE, sent(Act.CLOSE, once, twice, action="confirm", reasons=REASONS))
    assert Decision.objects.get().dossier == once.dossier


def test_cases_of_other_services_are_left_out(at_work):
    mine, foreign = CaseFactory(), CaseFactory(service="autre-service")
    page = text(at_work.post(PAGE, sent(Act.TAKE_UP, mine, foreign)))
    assert (mine.dossier.reference in page, foreign.dossier.reference in page) == (True, False)
    alone = at_work.post(PAGE, sent(Act.TAKE_UP, foreign, action="confirm"), follow=True)
    assert "Choisissez au moins un dossier." in " ".join(said(alone))
    assert now(foreign).officer is None


@pytest.mark.parametrize("wrong", [{}, {"act": "autre"}, {"act": Act.TAKE_UP}])
def test_nothing_chosen_leads_back_to_the_queue(at_work, wrong):
    assert at_work.post(PAGE, wrong).url == reverse("admin:cases")
    assert at_work.get(PAGE).url == reverse("admin:cases")


def test_what_is_chosen_is_bounded_and_each_counts_once():
    keys = [uuid4() for _ in range(MOST_CASES)]
    sent_keys = [f"{key}/-" for key in keys]
    assert [one.dossier_id for one in chosen_among([*sent_keys, *sent_keys, "x", "/", f"{uuid4()}"])] == keys
    with pytest.raises(TooManyCases):
        chosen_among([*sent_keys, f"{uuid4()}/-"])
    with pytest.raises(NoCase):
        chosen_among(["", "x/-"])


def test_what_is_typed_stays_in_another_language(at_work):
    case = CaseFactory(dossier__state=State.IN_PROGRESS)
    typed = sent(Act.CLOSE, case, reasons="À moitié écrit", page_language="nl")
    answer = at_work.post(PAGE, typed, follow=True)
    assert "À moitié écrit" in text(answer)
    assert case.dossier.reference in text(answer)
    assert not Decision.objects.exists()
