"""The connection to PostgreSQL: a statement seen again is not planned again."""

import pytest
from django.db import connection
from django.db.models import F

from accounts.models import User
from monespace.common.db import delete_in_batches, values_of
from monespace.outbox.models import Message

PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s"


@pytest.mark.django_db
def test_statement_is_prepared_when_it_is_seen_again(person):
    def look_up():
        return User.objects.filter(pk=person.pk, last_name=person.last_name).exists()

    def prepared():
        with connection.cursor() as cursor:
            cursor.execute(PREPARED, ["%accounts_user%last_name%LIMIT%"])
            return cursor.fetchone()[0]

    before = prepared()
    assert look_up()
    assert prepared() == before
    for _ in range(3):
        assert look_up()
    assert prepared() == before + 1


def message(topic="probe", **values):
    return Message.objects.create(topic=topic, payload={}, **values)


@pytest.mark.django_db
def test_each_value_of_a_column_is_read_once_in_order():
    assert values_of(F("topic"), Message.objects.all()) == []
    for topic in ("mail.send", "file.scan", "mail.send", "Été", "file.scan", ""):
        message(topic)
    assert values_of(F("topic"), Message.objects.all()) == ["", "file.scan", "mail.send", "Été"]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_rows_are_deleted_batch_by_batch_and_no_others(size):
    kept = message("kept")
    for _ in range(4):
        message("old")
    assert delete_in_batches(Message.objects.filter(topic="old").order_by("topic"), size=size) == 4
    assert list(Message.objects.all()) == [kept]


@pytest.mark.django_db
def test_a_row_that_is_used_again_before_its_batch_is_deleted_stays(monkeypatch):
    rows = [message("old") for _ in range(3)]
    delete = Message.objects.none().delete.__func__

    def used_again(batch):
        Message.objects.filter(pk=rows[1].pk).update(topic="used again")
        return delete(batch)

    monkeypatch.setattr("django.db.models.query.QuerySet.delete", used_again)
    assert delete_in_batches(Message.objects.filter(topic="old")) == 2
    assert [one.pk for one in Message.objects.all()] == [rows[1].pk]
