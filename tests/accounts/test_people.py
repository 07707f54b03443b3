"""People appear once, become agents, and are found only by their national number."""

import pytest

from accounts.backends import FederationBackend
from accounts.models import NationalIdentity, User
from accounts.services import Person, register_person
from monespace.common.authors import SYSTEM
from monespace.common.crypto import decrypt
from monespace.common.identifiers import normalize_niss
from monespace.journal.models import Event
from tests.support.factories import PersonFactory, national_number
from tests.support.race import race

ANTOINE = Person(national_number="78.03.14-901.47", first_name="Antoine", last_name="Delvaux")


@pytest.mark.django_db
def test_number_is_the_same_person_however_it_is_written():
    user = register_person(actor=SYSTEM, person=ANTOINE)
    again = register_person(
        actor=SYSTEM, person=Person(national_number="78031490147", first_name="Antoine", last_name="Delvaux")
    )
    assert again == user
    assert decrypt(NationalIdentity.objects.get().encrypted_number) == "78031490147"
    assert [event.tag for event in Event.objects.about(user)] == ["person.created"]


@pytest.mark.django_db(transaction=True)
def test_two_first_sign_ins_at_once_make_one_person():
    users = race(*[lambda: register_person(actor=SYSTEM, person=ANTOINE)] * 4)
    assert len({user.pk for user in users}) == 1
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_no_password_opens_anything():
    user = PersonFactory()
    assert FederationBackend().authenticate(None, username=str(user.pk), password="") is None
    with pytest.raises(NotImplementedError):
        User.objects.create_user(username="x", password="y")


def test_fictitious_numbers_of_the_factory_are_valid_and_different():
    numbers = [national_number() for _ in range(300)]
    assert len({normalize_niss(number) for number in numbers}) == 300
