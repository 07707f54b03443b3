"""What is sent of one dossier: several times, in order, each kept as it was."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from dossiers.following.trace import lines
from dossiers.models import Submission
from dossiers.receipts.selectors import first_submission_of, submissions_of
from dossiers.submission.delivery import parcel_of
from helpdesk.dossiers.content import read_content
from monespace.common.canonical import canonical_json
from tests.submission.definition import ANSWERS, PAYLOAD
from tests.submission.factories import DeliveryFactory, SubmissionFactory

pytestmark = pytest.mark.django_db
CORRECTED = {"velo": {**ANSWERS["velo"], "marque": "Gitane"}}


@pytest.fixture
def first():
    return SubmissionFactory()


@pytest.fixture
def second(first):
    return SubmissionFactory(
        dossier=first.dossier,
        number=2,
        answers=CORRECTED,
        payload={"velo": {**PAYLOAD["velo"], "marque": "Gitane"}},
    )


def test_all_that_was_sent_comes_in_order_and_the_first_is_what_the_receipt_proves(first, second):
    assert submissions_of(first.dossier) == [first, second]
    assert first_submission_of(first.dossier) == first


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize("number", [1, 2])
def test_two_cannot_have_one_number(first, number):
    with pytest.raises(IntegrityError), transaction.atomic():
        SubmissionFactory(dossier=first.dossier, number=number)
    assert Submission.objects.count() == 2


def test_one_written_without_a_number_is_the_first(first):
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_default FROM information_schema.columns WHERE column_name = 'number' "
                       "AND table_name = 'dossiers_submission'")  # fmt: skip
        assert cursor.fetchone() == ("1",)
    first.refresh_from_db()
    assert first.number == 1


def test_a_service_is_told_which_complement_comes_and_the_first_parcel_stays_as_it_was(first, second):
    assert "number" not in parcel_of(DeliveryFactory(submission=first)).content
    content = parcel_of(DeliveryFactory(submission=second)).content
    assert content["number"] == 2
    assert content["payload"]["velo"]["marque"] == "Gitane"
    assert canonical_json(content)


def test_an_agent_reads_the_answers_that_count_now_and_who_sent_first(first, second):
    content = read_content(first.dossier)
    assert content.submission == first
    assert "Gitane" in {row.value for section in content.sections for row in section.rows}


def test_operators_see_the_deliveries_of_all_that_was_sent(first, second):
    deliveries = [DeliveryFactory(submission=one) for one in (first, second)]
    told = " ".join(line.text for line in lines(first.dossier))
    assert all(str(delivery.pk) in told for delivery in deliveries)
