"""People of other European countries, who come without a national number (eIDAS)."""

import copy

import pytest
from django.db import connection

from accounts.identity import Identifier, IdentityKind
from accounts.models import NationalIdentity, User
from accounts.people.models import national_number_of
from accounts.services import Person, register_person
from monespace.common.authors import SYSTEM
from monespace.common.crypto import decrypt
from monespace.common.identifiers import InvalidIdentifier
from monespace.simulators.fas.saml import NAMESPACES, element
from monespace.simulators.personas import PERSONAS
from tests.accounts.federation import is_signed_in
from tests.support.checked_client import CheckedClient
from tests.support.client import federation_answer, force_sign_in, sign_in
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db

IDENTIFIER = PERSONAS["europeenne"].eidas_identifier


def changed(message, change):
    change(message)
    return message


def attribute(message, name):
    return message.find(f".//saml:Attribute[@Name='{name}']", NAMESPACES)


def saying(name, *texts):
    """Return a change of the message: the attribute says ``texts``."""

    def change(message):
        node = attribute(message, name)
        for value in list(node):
            node.remove(value)
        for text in texts:
            element(node, "saml:AttributeValue", text)

    return change


def with_national_number(message):
    added = copy.deepcopy(attribute(message, "PersonIdentifier"))
    added.set("Name", "egovNRN")
    added[0].text = "78031490147"
    attribute(message, "PersonIdentifier").addnext(added)
    for belgian, foreign in (("givenName", "FirstName"), ("surname", "FamilyName")):
        name = copy.deepcopy(attribute(message, foreign))
        name.set("Name", belgian)
        attribute(message, foreign).addnext(name)


def test_person_of_another_country_comes_in_by_the_simulated_federation(client):
    for browser in (client, CheckedClient()):
        assert sign_in(browser, "europeenne").status_code == 302
    user = User.objects.get()
    assert user.display_name == "Marta García Sáez"
    identity = NationalIdentity.objects.of(Identifier.foreign(IDENTIFIER)).get()
    assert (identity.user, identity.kind, identity.country) == (user, IdentityKind.EIDAS, "ES")
    assert decrypt(identity.encrypted_number) == IDENTIFIER
    assert IDENTIFIER not in identity.blind_index
    assert (client.session["level"], client.session["method"]) == (450, "eidas")
    assert national_number_of(user) is None


def test_person_of_another_country_is_told_when_the_card_is_needed(client):
    answer = federation_answer(client, "europeenne", "eid", level="500")
    response = client.get(client.post("/accounts/saml/fas/acs/", answer)["Location"])
    assert response.status_code == 403
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "wrong", ["", "ES/BE/", "ES/FR/1", "BE/BE/78031490147", "es/be/1", "78031490147", "ES/BE/a b"]
)
def test_what_is_no_identifier_for_belgium_is_refused(client, federation, wrong):
    asked = federation.ask()
    message = federation.message(asked, persona="europeenne")
    assert federation.deliver(changed(message, saying("PersonIdentifier", wrong))).status_code == 400
    assert not is_signed_in(client)
    good = federation.message(asked, persona="europeenne")
    assert federation.deliver(good).status_code == 302
    with pytest.raises(InvalidIdentifier):
        Identifier.foreign(wrong)


def test_second_identifier_is_refused(client, federation):
    message = federation.message(federation.ask(), persona="europeenne")
    response = federation.deliver(changed(message, saying("PersonIdentifier", IDENTIFIER, "ES/BE/OTHER")))
    assert response.status_code == 400
    assert not User.objects.exists()


def test_name_is_the_one_in_our_letters_when_a_country_writes_two(client, federation):
    message = federation.message(federation.ask(), persona="europeenne")
    federation.deliver(changed(message, saying("FamilyName", "Παπαδοπούλου", "Papadopoulou")))
    assert User.objects.get().last_name == "Papadopoulou"


def test_national_number_counts_when_both_are_given_and_nothing_is_merged(client, federation):
    register_person(actor=SYSTEM, person=Person(foreign_identifier=IDENTIFIER, last_name="García Sáez"))
    message = federation.message(federation.ask(), persona="europeenne")
    assert federation.deliver(changed(message, with_national_number)).status_code == 302
    assert is_signed_in(client)
    known = NationalIdentity.objects.order_by("created_at")
    assert [identity.kind for identity in known] == ["eidas", "niss"]
    assert client.session["_auth_user_id"] == str(
        NationalIdentity.objects.of_number("78031490147").get().user_id
    )


def test_wrong_national_number_never_falls_back_on_the_foreign_identifier(client, federation):
    def change(message):
        with_national_number(message)
        attribute(message, "egovNRN")[0].text = "78031490148"

    message = federation.message(federation.ask(), persona="europeenne")
    assert federation.deliver(changed(message, change)).status_code == 400
    assert not User.objects.exists()


def test_identifier_and_number_with_the_same_letters_share_no_index():
    number = Identifier.national("78031490147")
    assert not set(number.indexes) & set(Identifier(IdentityKind.EIDAS, number.value).indexes)


def test_identity_made_by_the_code_of_before_is_a_national_one():
    user = PersonFactory()
    NationalIdentity.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_nationalidentity (user_id, blind_index, encrypted_number, created_at)"
            " VALUES (%s, 'x', 'y', now())",
            [user.pk],
        )
    identity = NationalIdentity.objects.get()
    assert (identity.kind, identity.country) == ("niss", "BE")


def test_profile_names_the_source_that_can_put_it_right(client):
    user = register_person(actor=SYSTEM, person=Person(foreign_identifier=IDENTIFIER, last_name="García"))
    force_sign_in(client, user)
    page = client.get("/profil/").content.decode()
    assert "eIDAS" in page
    assert "Registre national" not in page


def test_sign_in_page_shows_the_way_where_it_leads_somewhere(client):
    assert "method=eidas" in client.get("/connexion/").content.decode()
    assert "method=eidas" not in client.get("/connexion/?level=500").content.decode()
