"""The journal: what record writes, how chains grow, what the database refuses."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from accounts.models import User
from monespace.common.authors import SYSTEM
from monespace.journal.integrity_checks import check_chains
from monespace.journal.models import Event, Seal
from monespace.journal.services import record
from tests.support.race import race


@pytest.mark.django_db
def test_record_writes_who_did_what_to_which_subject(person, django_assert_num_queries):
    with django_assert_num_queries(1):
        event = record("person.invited", actor=person, subject=person, role="lecteur", count=2)
    kept = Event.objects.get()
    assert (kept.subject_type, kept.subject_id) == ("accounts.user", str(person.pk))
    assert (kept.tag, kept.actor_type, kept.actor_id) == ("person.invited", "user", str(person.pk))
    assert kept.facts == {"role": "lecteur", "count": 2}
    assert (event.sequence, event.hash, event.recorded_at) == (1, kept.hash, kept.recorded_at)
    assert len(kept.hash) == 64


@pytest.mark.django_db
def test_record_names_the_person_behind_an_actor_and_the_portal_itself(person):
    class Acting:
        user = person

    assert record("person.seen", actor=Acting(), subject=person).actor_id == str(person.pk)
    assert record("person.purged", actor=SYSTEM, subject=person).actor_type == "system"


@pytest.mark.django_db
def test_chain_has_no_gap_when_events_follow_each_other(person):
    other = User.objects.create(last_name="Autre")
    events = [
        record(f"person.step-{n}", actor=SYSTEM, subject=subject)
        for n, subject in enumerate([person, other, person, person, other])
    ]
    about = list(Event.objects.about(person))
    assert [event.sequence for event in about] == [1, 2, 3]
    assert [event.previous_hash for event in about] == ["", about[0].hash, about[1].hash]
    assert [event.sequence for event in Event.objects.about(other)] == [1, 2]
    assert len({event.hash for event in events}) == 5
    assert list(check_chains()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"text": 'é€𝄞 " \\ \n', "b": None, "a": [1, 2.50, True]},
        {"big": 10**30, "small": 1e-9, "nested": {"z": {}, "aa": []}},
    ],
)
def test_hash_is_the_same_in_python_whatever_the_facts(person, facts):
    record("person.seen", actor=SYSTEM, subject=person, **facts)
    assert list(check_chains()) == []


@pytest.mark.django_db
def test_what_a_writer_says_of_sequence_time_and_hash_does_not_count(person):
    first = record("person.seen", actor=SYSTEM, subject=person)
    second = Event.objects.create(
        subject_type="accounts.user",
        subject_id=str(person.pk),
        sequence=40,
        tag="person.seen",
        actor_type="system",
        recorded_at="2001-01-01T00:00:00Z",
        hash="forged",
    )
    second.refresh_from_db()
    assert (second.sequence, second.previous_hash) == (2, first.hash)
    assert second.recorded_at >= first.recorded_at
    assert list(check_chains()) == []


@pytest.mark.django_db(transaction=True)
def test_record_is_refused_outside_a_transaction(person):
    with transaction.atomic():
        record("person.seen", actor=SYSTEM, subject=person)
    with pytest.raises(transaction.TransactionManagementError):
        record("person.seen", actor=SYSTEM, subject=person)
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_event_disappears_with_the_transaction_that_failed(person):
    def write_then_fail() -> None:
        record("person.seen", actor=SYSTEM, subject=person)
        User.objects.create(pk=person.pk, last_name="Double")

    with pytest.raises(IntegrityError), transaction.atomic():
        write_then_fail()
    assert not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["journal_event", "journal_seal"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET hash = ''", "DELETE FROM {}", "TRUNCATE {} CASCADE", "DELETE FROM {} WHERE id = 0"],
)
def test_database_refuses_to_change_what_was_written(person, table, statement):
    record("person.seen", actor=SYSTEM, subject=person)
    Seal.objects.create(day="2026-01-01", head_count=0, digest="", hash="", sealed_at=timezone.now())
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
    assert (Event.objects.count(), Seal.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_chain_has_no_gap_when_many_write_about_one_subject_at_once(person):
    def write() -> int:
        for _ in range(5):
            with transaction.atomic():
                event = record("person.seen", actor=SYSTEM, subject=person)
        return event.sequence

    assert max(race(*[write] * 6)) == 30
    assert [event.sequence for event in Event.objects.about(person)] == list(range(1, 31))
    assert list(check_chains()) == []


@pytest.mark.django_db(transaction=True)
def test_writing_about_one_subject_does_not_wait_for_another(person):
    other = User.objects.create(last_name="Autre")

    def write_about_other() -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
            sequence = record("person.seen", actor=SYSTEM, subject=other).sequence
        connection.close()
        return sequence

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        record("person.seen", actor=SYSTEM, subject=person)
        assert pool.submit(write_about_other).result(10) == 1
