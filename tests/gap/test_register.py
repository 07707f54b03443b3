"""Asking the authentic source: every answer it can give, and what is kept of it."""

from __future__ import annotations

import json
import socket

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import NationalIdentity
from accounts.people.models import national_number_of
from enterprises.managers import gateway
from enterprises.managers.designation_services import designate_self
from enterprises.managers.errors import NotRepresentative, TooManyQuestions
from enterprises.managers.representation_services import MOST_PER_HOUR, check_representation
from enterprises.managers.representatives import find_representative
from enterprises.models import Enterprise, RepresentationCheck
from monespace.calls.network import Patience
from monespace.journal.models import Event
from monespace.simulators.bce.register import FUNCTION_ENDED, NOBODY_KNOWN
from monespace.simulators.personas import PERSONAS
from tests.gap.conftest import outcomes
from tests.support.factories import PersonFactory
from tests.support.simulators import start_simulators

pytestmark = pytest.mark.django_db
NEW = "1999991035"


def test_representative_is_confirmed_with_function_first_day_and_digest(firm):
    check = check_representation(actor=firm.director, number=firm.enterprise.number)
    assert check.outcome == "represents"
    assert (check.function, str(check.since)) == ("Administrateur", "2024-03-01")
    assert len(check.answer_digest) == 64
    assert find_representative(firm.director, firm.enterprise.number).enterprise == firm.enterprise


def test_somebody_else_a_former_and_a_future_representative_are_not_confirmed(firm):
    former, future = PersonFactory(), PersonFactory()
    firm.register.appoints(former, firm.enterprise, until="2025-06-30")
    firm.register.appoints(future, firm.enterprise, since="2999-01-01")
    for person in (PersonFactory(), former, future):
        assert check_representation(actor=person, number=firm.enterprise.number).outcome == "does_not"
        assert find_representative(person, firm.enterprise.number) is None


def test_person_without_a_belgian_number_is_not_asked_about(firm):
    foreigner = PersonFactory()
    NationalIdentity.objects.filter(user=foreigner).delete()
    foreigner.refresh_from_db()
    assert check_representation(actor=foreigner, number=firm.enterprise.number).outcome == "does_not"
    assert firm.register.asked == []


def test_unknown_enterprise_is_said_so(firm):
    assert check_representation(actor=firm.director, number=NEW).outcome == "unknown"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, None),
        (302, None),
        (200, b"<p>Maintenance</p>"),
        (200, b'{"number": "1999990144", "representatives": []}'),
        (200, b'{"representatives": [{}]}'),
    ],
)
def test_answer_not_as_agreed_counts_as_none(firm, status, body):
    firm.register.status, firm.register.body = status, body
    assert check_representation(actor=firm.director, number=firm.enterprise.number).outcome == "unavailable"
    firm.register.status, firm.register.body = 200, None
    assert check_representation(actor=firm.director, number=firm.enterprise.number).outcome == "represents"


def test_answer_with_a_character_that_no_text_holds_counts_as_none(firm):
    said = {"number": firm.enterprise.number, "representatives": [], "name": "Boulangerie"}

    def outcome():
        firm.register.status, firm.register.body = 200, json.dumps(said).encode()
        return check_representation(actor=firm.director, number=firm.enterprise.number).outcome

    assert outcome() == "does_not"
    said["name"] = "Boulan\0gerie"
    assert outcome() == "unavailable"


def test_source_that_keeps_silent_is_given_up_soon(firm, settings, monkeypatch):
    monkeypatch.setattr(gateway, "PATIENCE", Patience(total=0.2, connect=0.2))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.BCE_URL = f"http://127.0.0.1:{silent.getsockname()[1]}/bce/"
        check = check_representation(actor=firm.director, number=firm.enterprise.number)
    assert check.outcome == "unavailable"


def test_source_that_answers_byte_by_byte_has_no_longer(firm, settings, monkeypatch, dripping):
    monkeypatch.setattr(gateway, "PATIENCE", Patience(total=0.4, connect=0.2))
    settings.BCE_URL = f"{dripping}bce/"
    assert check_representation(actor=firm.director, number=firm.enterprise.number).outcome == "unavailable"


def test_enterprise_new_to_the_portal_is_taken_over_from_the_source(firm):
    firm.register.appoints(firm.director, NEW)
    check_representation(actor=firm.director, number=NEW)
    assert Enterprise.objects.get(number=NEW).name == "Entreprise nouvelle"


def test_texts_of_the_source_are_kept_without_what_nobody_sees(firm):
    firm.register.appoints(firm.director, NEW)
    firm.register.names[NEW] = "Entreprise\x1b nou\u202evelle\x85"
    firm.register.functions[NEW][0]["function"] = "Admini\u200bstrateur\x07"
    check = check_representation(actor=firm.director, number=NEW)
    assert Enterprise.objects.get(number=NEW).name == "Entreprise nouvelle"
    assert check.function == "Administrateur"


def test_national_number_travels_nowhere_and_is_kept_nowhere(firm, caplog):
    number = national_number_of(firm.director)
    check = check_representation(actor=firm.director, number=firm.enterprise.number)
    assert number not in " ".join(firm.register.asked)
    assert number not in str(RepresentationCheck.objects.filter(pk=check.pk).values().get())
    assert number not in str(Event.objects.about(firm.director).values_list("facts", flat=True))
    assert number not in caplog.text


def test_answer_is_good_for_an_hour_and_the_latest_one_counts(firm):
    director = firm.representing()
    firm.register.ends_functions(firm.enterprise)
    designate_self(actor=director)  # the answer of a moment ago still stands
    check_representation(actor=firm.director, number=firm.enterprise.number)
    assert outcomes(firm.director) == ["represents", "does_not"]
    with pytest.raises(NotRepresentative):
        designate_self(actor=director)


def test_old_answer_gives_no_right(firm):
    director = firm.representing()
    with time_machine.travel(timezone.now() + RepresentationCheck.objects.none().VALID_FOR):
        assert find_representative(firm.director, firm.enterprise.number) is None
        with pytest.raises(NotRepresentative):
            designate_self(actor=director)


def test_asking_again_and_again_is_refused(firm):
    for _ in range(MOST_PER_HOUR):
        check_representation(actor=firm.director, number=firm.enterprise.number)
    with pytest.raises(TooManyQuestions):
        check_representation(actor=firm.director, number=firm.enterprise.number)


def test_what_the_source_answered_is_never_changed(firm):
    check = check_representation(actor=firm.director, number=firm.enterprise.number)
    rows = RepresentationCheck.objects.filter(pk=check.pk)
    for change in (lambda: rows.update(outcome="does_not"), rows.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        ("1999990243", "represents"),
        (NOBODY_KNOWN, "does_not"),
        (FUNCTION_ENDED, "does_not"),
        (NEW, "unknown"),
    ],
)
def test_simulated_source_speaks_the_contract(settings, number, outcome):
    settings.BCE_URL = f"{start_simulators()}/bce/"
    person = PersonFactory(identity=PERSONAS["representant"].national_number)
    assert check_representation(actor=person, number=number).outcome == outcome
