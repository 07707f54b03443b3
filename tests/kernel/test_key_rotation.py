"""Changing the keys of personal data while people sign in: nothing lost, nobody made twice."""

import base64
import secrets
import threading

import pytest
from django.core.management import CommandError, call_command

from accounts.models import NationalIdentity, User
from accounts.services import Person, register_person
from monespace.common import crypto, fields, rotation
from monespace.common.authors import SYSTEM
from monespace.common.crypto import decrypt, encrypt, key_name_of, read_key_ring
from monespace.common.fields import sealed_columns
from tests.support.factories import PersonFactory, national_number
from tests.support.race import race

pytestmark = pytest.mark.django_db


def key():
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


INDEX, NEW_INDEX, OLD, NEW = key(), key(), key(), key()
BEFORE = f"index:{INDEX},old:{OLD}"
DURING = f"index:{INDEX},new:{NEW},old:{OLD}"
AFTER = f"index:{INDEX},new:{NEW}"


@pytest.fixture
def people(settings):
    """Return five people by national number, kept under the old key."""
    settings.FIELD_KEYS = BEFORE
    numbers = [national_number() for _ in range(5)]
    return {number: PersonFactory(identity=number) for number in numbers}


@pytest.fixture
def identities():
    """Return the encrypted column of national identities."""
    return next(sealed for sealed in sealed_columns() if sealed.model is NationalIdentity)


def keys_in_use():
    return {
        key_name_of(token) for token in NationalIdentity.objects.values_list("encrypted_number", flat=True)
    }


def assert_all_are_found(people):
    for number, user in people.items():
        identity = NationalIdentity.objects.of_number(number).get()
        assert (identity.user, decrypt(identity.encrypted_number)) == (user, number)


def test_everything_is_under_the_new_key_and_the_old_one_may_go(people, settings, capsys):
    settings.FIELD_KEYS = DURING
    assert keys_in_use() == {"old"}
    call_command("rotate_field_keys", "--batch", "2")
    said = capsys.readouterr().out
    assert keys_in_use() == {"new"}
    assert "accounts.NationalIdentity.encrypted_number: 5 of 5 rows renewed" in said
    assert "Everything is under the current keys, `new` and `index`." in said
    assert "may be taken out: old." in said
    settings.FIELD_KEYS = AFTER
    assert_all_are_found(people)


def test_checking_changes_nothing_and_lets_no_key_go(people, settings, capsys):
    settings.FIELD_KEYS = DURING
    call_command("rotate_field_keys", "--check")
    said = capsys.readouterr().out
    assert keys_in_use() == {"old"}
    assert "5 rows: 5 under `old`" in said
    assert "may be taken out" not in said


def test_stopped_and_started_again_it_goes_on(people, settings, identities):
    settings.FIELD_KEYS = DURING
    first = next(iter(rotation.renew(identities, batch=2)))
    assert first.renewed == 2
    assert keys_in_use() == {"old", "new"}
    assert_all_are_found(people)
    *_, last = rotation.renew(identities, batch=2)
    assert (last.rows, last.renewed) == (5, 3)
    assert keys_in_use() == {"new"}


def test_change_made_meanwhile_is_kept(people, settings, identities, monkeypatch):
    settings.FIELD_KEYS = DURING
    somebody = NationalIdentity.objects.order_by("pk").first()

    def encrypt_after_somebody_else(text):
        if text == decrypt(somebody.encrypted_number):
            NationalIdentity.objects.filter(pk=somebody.pk).update(encrypted_number=encrypt("changed"))
        return encrypt(text)

    monkeypatch.setattr(fields, "encrypt", encrypt_after_somebody_else)
    *_, progress = rotation.renew(identities)
    assert (progress.renewed, progress.changed_meanwhile) == (4, 1)
    somebody.refresh_from_db()
    assert decrypt(somebody.encrypted_number) == "changed"
    assert keys_in_use() == {"new"}


def test_row_that_no_key_opens_is_said_and_keeps_its_key_needed(people, settings, capsys):
    settings.FIELD_KEYS = AFTER
    with pytest.raises(CommandError, match="5 rows open with no key"):
        call_command("rotate_field_keys")
    settings.FIELD_KEYS = DURING
    call_command("rotate_field_keys")
    assert "may be taken out: old." in capsys.readouterr().out


INDEX_STEPS = [
    f"index:{INDEX},index-other:{NEW_INDEX},old:{OLD}",
    f"index:{NEW_INDEX},index-other:{INDEX},old:{OLD}",
]


def test_index_key_is_changed_while_everybody_is_found(people, settings, capsys):
    for ring in INDEX_STEPS:
        settings.FIELD_KEYS = ring
        assert_all_are_found(people)
        number = national_number()
        people[number] = PersonFactory(identity=number)
    call_command("rotate_field_keys", "--check")
    said = capsys.readouterr().out
    assert "6 rows are found by the index key `index-other` only" in said
    assert "may be taken out" not in said
    call_command("rotate_field_keys")
    assert "may be taken out: index-other." in capsys.readouterr().out
    settings.FIELD_KEYS = f"index:{NEW_INDEX},old:{OLD}"
    assert_all_are_found(people)


@pytest.mark.django_db(transaction=True)
def test_two_first_sign_ins_on_both_sides_of_a_change_of_index_make_one_person(monkeypatch):
    rings = threading.local()
    monkeypatch.setattr(crypto, "key_ring", lambda: read_key_ring(rings.text))

    def first_sign_in(ring):
        def sign_in():
            rings.text = ring
            return register_person(actor=SYSTEM, person=Person(national_number="78031490147", last_name="D"))

        return sign_in

    users = race(*[first_sign_in(ring) for ring in INDEX_STEPS * 2])
    assert len({user.pk for user in users}) == 1
    assert User.objects.count() == 1
